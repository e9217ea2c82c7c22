import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/model/errors.js';
import {
  dockerLegacyFiles,
  ociFiles,
  packFiles,
  sha256,
  storeLayer,
  type TestFiles,
  type TestImage,
} from '../helpers/archive.js';
import { allProblems, filesOf, readAll, reasonsOf } from '../helpers/read.js';

const BASE = { entries: [{ path: 'bin/sh', content: 'shell' }] };
const APP = { entries: [{ path: 'srv/.env', content: 'KEY=value\n' }] };
const SHOP: TestImage = { tag: 'shop:ci', layers: [BASE, APP] };
const ARM: TestImage = {
  tag: 'shop:ci',
  layers: [{ entries: [{ path: 'bin/sh', content: 'another shell' }] }],
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
};

function readJson(files: TestFiles, name: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(files.get(name) as Uint8Array).toString()) as Record<string, unknown>;
}

function writeJson(files: TestFiles, name: string, value: unknown): void {
  files.set(name, Buffer.from(JSON.stringify(value)));
}

/** Adds a blob and returns its descriptor. */
function addBlob(files: TestFiles, bytes: Uint8Array): { digest: string; size: number } {
  files.set(`blobs/sha256/${sha256(bytes)}`, bytes);
  return { digest: `sha256:${sha256(bytes)}`, size: bytes.length };
}

function addJson(files: TestFiles, value: unknown): { digest: string; size: number } {
  return addBlob(files, Buffer.from(JSON.stringify(value)));
}

function nameOfLayer(layer: TestImage['layers'][number]): string {
  return `blobs/sha256/${sha256(storeLayer(layer))}`;
}

describe('layouts', () => {
  it('gives each image once that both manifest.json and index.json name, with its attestations', async () => {
    const statement = JSON.stringify({ predicateType: 'https://slsa.dev/provenance/v1', predicate: {} });
    const images = [{ ...SHOP, attestations: [statement] }];
    for (const dockerManifest of [true, false]) {
      const { contents } = await readAll(packFiles(ociFiles(images, { dockerManifest })));
      expect(allProblems(contents)).toEqual([]);
      expect(contents.images.map(({ reference }) => reference)).toEqual(['shop:ci']);
      expect(contents.images[0]!.attestations.map(({ text }) => text)).toEqual([statement]);
    }
  });

  it('says that an attestation is missing whose manifest is there', async () => {
    const files = ociFiles([{ ...SHOP, attestations: ['{"a":1}'] }]);
    const name = `blobs/sha256/${sha256(Buffer.from('{"a":1}'))}`;
    files.delete(name);
    const { contents } = await readAll(packFiles(files));
    expect(allProblems(contents)).toEqual([{ path: name, reason: 'the attestation is missing', bytes: 0 }]);
  });

  it('takes the order of layers from the config, where the OCI manifest has another (Docker 25.0.0)', async () => {
    const layers = [BASE, APP, { entries: [{ path: 'c', content: 'c' }] }];
    const files = ociFiles([{ layers }]);
    const index = readJson(files, 'index.json') as { manifests: { digest: string }[] };
    const name = index.manifests[0]!.digest.replace('sha256:', 'blobs/sha256/');
    const manifest = readJson(files, name) as { layers: unknown[] };
    index.manifests[0] = addJson(files, { ...manifest, layers: [2, 0, 1].map((i) => manifest.layers[i]) });
    writeJson(files, 'index.json', index);
    const result = await readAll(packFiles(files));
    expect(allProblems(result.contents)).toEqual([]);
    expect([0, 1, 2].map((layer) => Object.keys(filesOf(result, layer))[0])).toEqual([
      'bin/sh',
      'srv/.env',
      'c',
    ]);
  });

  it('leaves out platforms that the index names and the archive does not hold', async () => {
    const files = ociFiles([SHOP]);
    const index = readJson(files, 'index.json') as { manifests: unknown[] };
    const absent = { digest: `sha256:${'0'.repeat(64)}`, size: 1, platform: ARM.platform };
    // Of another one there is the manifest, but nothing else.
    const config = { digest: `sha256:${'1'.repeat(64)}`, size: 1 };
    const layer = { digest: `sha256:${'2'.repeat(64)}`, size: 1 };
    const hollow = { ...addJson(files, { config, layers: [layer] }), platform: ARM.platform };
    writeJson(files, 'index.json', { ...index, manifests: [absent, ...index.manifests, hollow] });
    const { contents } = await readAll(packFiles(files));
    expect(allProblems(contents)).toEqual([]);
    expect(contents.images).toHaveLength(1);
  });

  it('says that none of the images is there', async () => {
    const files = ociFiles([SHOP]);
    writeJson(files, 'index.json', { manifests: [{ digest: `sha256:${'0'.repeat(64)}`, size: 1 }] });
    const { contents } = await readAll(packFiles(files));
    expect(reasonsOf(contents)).toEqual(['it holds none of the images that its metadata names']);
    expect(contents.unusedLayers).toHaveLength(2);
  });

  it.each([true, false])('says which layer is missing (manifest.json: %s)', async (dockerManifest) => {
    const files = ociFiles([SHOP], { dockerManifest });
    files.delete(nameOfLayer(APP));
    const { contents } = await readAll(packFiles(files));
    expect(allProblems(contents)).toEqual([
      { path: nameOfLayer(APP), reason: 'layer 2 is not in the archive', bytes: 0 },
    ]);
    expect(contents.images[0]!.layers.map(({ blob }) => blob === null)).toEqual([false, true]);
  });

  it('says where a missing foreign layer is kept, and not its whole address', async () => {
    const foreign = { ...APP, urls: ['https://layers.example.com/blob?sig=abc'] };
    const files = ociFiles([{ layers: [BASE, foreign] }]);
    files.delete(nameOfLayer(APP));
    const { contents } = await readAll(packFiles(files));
    expect(reasonsOf(contents)).toEqual([
      'layer 2 is not in the archive, as it is kept at layers.example.com',
    ]);
  });

  it('holds a missing config against the image, and still gives its layers', async () => {
    const files = dockerLegacyFiles([SHOP]);
    const [config] = [...files.keys()].filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
    files.delete(config!);
    const result = await readAll(packFiles(files));
    expect(reasonsOf(result.contents)).toEqual(['the image config is missing']);
    expect(filesOf(result, 1)).toEqual({ 'srv/.env': 'KEY=value\n' });
  });

  it.each([
    ['is no JSON', '{"os": ', 'the image config is not a JSON object'],
    ['is a list', '[]', 'the image config is not a JSON object'],
    ['has no rootfs', '{"os":"linux"}', 'the image config names no layers (it has no "rootfs")'],
    [
      'is of schema 1',
      '{"fsLayers":[]}',
      'the image config is of the outdated schema 1, which names no layers',
    ],
  ])('holds a config against the image that %s, and still gives its layers', async (_, text, reason) => {
    const files = dockerLegacyFiles([SHOP]);
    const [config] = [...files.keys()].filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
    files.set(config!, Buffer.from(text));
    const result = await readAll(packFiles(files));
    expect(reasonsOf(result.contents)).toContain(reason);
    expect(filesOf(result, 1)).toEqual({ 'srv/.env': 'KEY=value\n' });
  });

  it('says that manifest and config name different numbers of layers', async () => {
    const image = {
      layers: [BASE, APP],
      config: { rootfs: { diff_ids: [`sha256:${sha256(storeLayer(BASE))}`] } },
    };
    const { contents } = await readAll(packFiles(ociFiles([image])));
    expect(reasonsOf(contents)).toEqual(['names 2 layers, and the image config 1']);
  });

  it.each([
    ['manifest.json', 'not json', 'is not JSON'],
    ['manifest.json', '{"a":', 'is not valid JSON'],
    ['manifest.json', '{"a":1}', 'is not a list of images'],
    ['manifest.json', '[1]', 'is not a list of images'],
    ['manifest.json', '[{"Layers":[1]}]', 'has an image without "Config" or "Layers"'],
    ['index.json', '{"manifests":{}}', 'is not an OCI index'],
    ['index.json', '{"manifests":[{}]}', 'names a manifest without a valid digest'],
    [
      'index.json',
      '{"manifests":[{"digest":"../../etc/passwd"}]}',
      'names a manifest without a valid digest',
    ],
  ])('never passes over a malformed %s: %s', async (name, text, reason) => {
    const files = ociFiles([SHOP]);
    files.set(name, Buffer.from(text));
    const { contents } = await readAll(packFiles(files));
    expect(contents.problems).toContainEqual({
      path: name,
      reason: expect.stringContaining(reason),
      bytes: 0,
    });
  });

  it.each([
    ['a manifest of schema 1', { schemaVersion: 1, fsLayers: [] }, /schema 1/],
    ['something else', { a: 1 }, /is neither an image manifest nor an index/],
    [
      'an artifact',
      { config: { mediaType: 'application/vnd.cncf.helm.config.v1+json' }, layers: [] },
      /is not an image, but/,
    ],
    [
      'an image with a broken layer',
      { config: { digest: 'x' }, layers: [{ digest: 'x' }] },
      /a layer without a valid digest/,
    ],
  ])('never passes over what the index leads to: %s', async (_, manifest, reason) => {
    const files = ociFiles([SHOP]);
    const index = readJson(files, 'index.json') as { manifests: unknown[] };
    writeJson(files, 'index.json', { manifests: [...index.manifests, addJson(files, manifest)] });
    const { contents } = await readAll(packFiles(files));
    expect(contents.images).toHaveLength(1);
    expect(reasonsOf(contents)).toContainEqual(expect.stringMatching(reason));
  });

  it('stops at indexes within indexes beyond the limit, and at too many manifests', async () => {
    const nested = ociFiles([SHOP]);
    let index: unknown = readJson(nested, 'index.json');
    for (let depth = 0; depth < 7; depth++) index = { manifests: [addJson(nested, index)] };
    writeJson(nested, 'index.json', index);
    const fine = await readAll(packFiles(nested));
    expect(allProblems(fine.contents)).toEqual([]);
    writeJson(nested, 'index.json', { manifests: [addJson(nested, index)] });
    const deep = await readAll(packFiles(nested));
    expect(reasonsOf(deep.contents)).toContain('an index within 8 others, the limit');

    const wide = ociFiles([SHOP]);
    const { manifests } = readJson(wide, 'index.json') as { manifests: unknown[] };
    writeJson(wide, 'index.json', { manifests: Array.from({ length: 10_001 }, () => manifests[0]) });
    expect(reasonsOf((await readAll(packFiles(wide))).contents)).toContain(
      'more than 10000 manifests, the limit',
    );
  });

  it('takes the platform from the index where the config does not tell', async () => {
    const image = { layers: [BASE], platform: { os: 'linux', architecture: 'riscv64' } };
    const files = ociFiles([{ ...image, config: { os: undefined, architecture: undefined } }]);
    const { contents } = await readAll(packFiles(files));
    expect(contents.images[0]!.config.platform).toEqual(image.platform);
  });

  it('ignores config blobs that belong to no image (Docker 25 and newer write one per layer)', async () => {
    const files = ociFiles([SHOP], { dockerManifest: true });
    addJson(files, {
      os: 'linux',
      architecture: 'amd64',
      config: { Env: ['ORPHAN=1'] },
      rootfs: { diff_ids: [] },
    });
    const { contents } = await readAll(packFiles(files));
    expect(allProblems(contents)).toEqual([]);
    expect(contents.images).toHaveLength(1);
  });

  it('names a layer that no image uses', async () => {
    const files = ociFiles([SHOP]);
    const { digest } = addBlob(files, storeLayer({ entries: [{ path: 'left', content: 'over' }] }));
    const { contents } = await readAll(packFiles(files));
    expect(contents.unusedLayers.map(({ diffId }) => diffId)).toEqual([digest]);
  });

  describe('with a platform', () => {
    const archive = packFiles(ociFiles([SHOP, ARM]));

    it.each([
      ['linux/amd64', 'amd64'],
      ['linux/x86_64', 'amd64'],
      ['linux/arm64', 'arm64'],
      ['Linux/aarch64/v8', 'arm64'],
    ])('gives the image for %s alone', async (platform, architecture) => {
      const { contents } = await readAll(archive, { platform });
      expect(contents.images.map(({ config }) => config.platform.architecture)).toEqual([architecture]);
      // The layers of the other one are not of interest, but are not unused either.
      expect(contents.unusedLayers).toEqual([]);
    });

    it('gives all images without one', async () => {
      expect((await readAll(archive)).contents.images).toHaveLength(2);
    });

    it.each(['linux/s390x', 'linux/arm64/v7', 'windows/amd64'])(
      'says what is there instead of %s',
      async (platform) => {
        const error: unknown = await readAll(archive, { platform }).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(UserError);
        expect((error as UserError).line).toBe(
          `test.tar holds no image for the platform ${platform}: it holds linux/amd64, linux/arm64/v8`,
        );
      },
    );

    it.each(['amd64', 'linux/', '/amd64', 'linux/arm/v7/x', ''])(
      'refuses %j before anything is read',
      async (platform) => {
        let bytes = 0;
        const reading = readAll(archive, { platform, onBytes: (count) => (bytes += count) });
        await expect(reading).rejects.toThrow('is not a platform');
        expect(bytes).toBe(0);
      },
    );
  });
});
