import { describe, expect, it } from '@jest/globals';
import zlib from 'node:zlib';
import { UserError } from '../../src/model/errors.js';
import type { LayerEntry } from '../../src/source/layer-entry.js';
import { readArchive } from '../../src/source/read-archive.js';
import {
  dockerLegacyFiles,
  ociFiles,
  packFiles,
  sha256,
  storeLayer,
  type TestCompression,
  type TestFiles,
  type TestImage,
} from '../helpers/archive.js';
import { randomBytes } from '../helpers/bytes.js';
import { allProblems, filesOf, readAll, reasonsOf, streamOf } from '../helpers/read.js';
import { writeTar } from '../helpers/tar.js';
import { describeWithCommands, run } from '../helpers/compressed.js';
import { compressZstd } from '../helpers/zstd.js';

const BASE = { entries: [{ path: 'bin/sh', content: randomBytes(3000, 1).toString('hex') }] };
const APP = {
  entries: [
    { path: './srv/', type: 'Directory' as const },
    { path: './srv/.env', content: 'KEY=value\n' },
    { path: 'srv/link', type: 'SymbolicLink' as const, linkPath: '.env' },
  ],
};
const CHANGE = { entries: [{ path: 'srv/.wh..env' }, { path: 'srv/notes', content: 'changed' }] };
const SHOP: TestImage = { tag: 'shop:ci', layers: [BASE, APP, CHANGE] };

function compressed(image: TestImage, compression: TestCompression): TestImage {
  return { ...image, layers: image.layers.map((layer) => ({ ...layer, compression })) };
}

/** What every archive of `SHOP` must give. */
async function expectShop(archive: Uint8Array, pieceBytes?: readonly number[]): Promise<void> {
  const result = await readAll(streamOf(archive, pieceBytes));
  expect(allProblems(result.contents)).toEqual([]);
  expect(result.contents.images).toHaveLength(1);
  const [image] = result.contents.images;
  expect(image!.reference).toBe('shop:ci');
  expect(image!.config.env).toEqual(['PATH=/bin']);
  expect(image!.layers.map(({ diffId, blob }) => blob?.diffId === diffId)).toEqual([true, true, true]);
  expect(Object.keys(filesOf(result, 0))).toEqual(['bin/sh']);
  expect(filesOf(result, 1)).toEqual({ 'srv/.env': 'KEY=value\n' });
  expect(filesOf(result, 2)).toEqual({ 'srv/notes': 'changed' });
  expect(result.contents.unusedLayers).toEqual([]);
}

describe('readArchive', () => {
  it.each(['none', 'gzip', 'gzip-members', 'zstd', 'zstd-frames'] as const)(
    'reads layers with compression %s, from every layout, in any order of entries',
    async (compression) => {
      const image = compressed(SHOP, compression);
      const layouts = [
        dockerLegacyFiles([image]),
        ociFiles([image], { dockerManifest: true }),
        ociFiles([image]),
      ];
      for (const files of layouts) {
        await expectShop(packFiles(files));
        await expectShop(packFiles(files, [...files.keys()].reverse()));
      }
    },
  );

  it.each([[[1000]], [[511, 1]], [[1 << 20]], [[3, 70_000]]])(
    'reads it in pieces of %j bytes',
    async (pieceBytes) => {
      await expectShop(packFiles(ociFiles([compressed(SHOP, 'gzip')])), pieceBytes);
    },
  );

  it('reads the same from an archive that is compressed as a whole', async () => {
    const archive = packFiles(dockerLegacyFiles([SHOP]));
    await expectShop(zlib.gzipSync(archive));
    await expectShop(
      Buffer.concat([zlib.gzipSync(archive.subarray(0, 5000)), zlib.gzipSync(archive.subarray(5000))]),
    );
    await expectShop(compressZstd(archive));
  });

  describeWithCommands(['xz', 'bzip2'], 'compressed by a tool', () => {
    it.each(['xz', 'bzip2'])('reads the same from %s', async (command) => {
      await expectShop(run(command, ['-c'], packFiles(dockerLegacyFiles([SHOP]))));
    });
  });

  it('tells names, digests and sizes of the layers as they are stored', async () => {
    const image = compressed(SHOP, 'gzip');
    const { contents } = await readAll(packFiles(ociFiles([image])));
    const stored = storeLayer(image.layers[1]!);
    const tar = writeTar(APP.entries);
    expect(contents.images[0]!.layers[1]!.digest).toBe(`sha256:${sha256(stored)}`);
    expect(contents.images[0]!.layers[1]!.blob).toEqual({
      name: `blobs/sha256/${sha256(stored)}`,
      digest: `sha256:${sha256(stored)}`,
      diffId: `sha256:${sha256(tar)}`,
      compression: 'gzip',
      storedBytes: stored.length,
      sizeBytes: tar.length,
      files: 1,
      contentBytes: 10,
      firstFile: expect.any(Number),
      endFile: expect.any(Number),
      problems: [],
    });
  });

  it('tells of every entry of every layer, with the number of its contents', async () => {
    const seen: [string, LayerEntry][] = [];
    const files = dockerLegacyFiles([{ layers: [APP] }]);
    const { contents } = await readAll(packFiles(files), {
      onEntry: (layer, entry) => seen.push([layer, entry]),
    });
    const { name, firstFile } = contents.images[0]!.layers[0]!.blob!;
    expect(seen).toEqual([
      [name, { path: 'srv', type: 'directory', sizeBytes: 0, file: null, filesBefore: firstFile }],
      [name, { path: 'srv/.env', type: 'file', sizeBytes: 10, file: firstFile, filesBefore: firstFile }],
      [
        name,
        {
          path: 'srv/link',
          type: 'symlink',
          sizeBytes: 0,
          file: null,
          linkPath: '.env',
          filesBefore: firstFile + 1,
        },
      ],
    ]);
  });

  it('counts bytes and layers as it goes', async () => {
    const archive = packFiles(ociFiles([SHOP]));
    let bytes = 0;
    let layers = 0;
    await readAll(archive, { onBytes: (count) => (bytes += count), onLayer: () => layers++ });
    expect({ bytes, layers }).toEqual({ bytes: archive.length, layers: 3 });
  });

  it('reads odd paths as what they lead to', async () => {
    const paths = [
      '/etc/passwd',
      '../../root/key',
      'a/./b//c',
      './x/../y',
      '...',
      'a\nb',
      '[id].tsx',
      'ü/файл',
    ];
    const layer = { entries: paths.map((path, i) => ({ path, content: String(i) })) };
    const result = await readAll(packFiles(ociFiles([{ layers: [layer] }])));
    expect(Object.keys(filesOf(result, 0))).toEqual([
      'etc/passwd',
      'root/key',
      'a/b/c',
      'y',
      '...',
      'a\nb',
      '[id].tsx',
      'ü/файл',
    ]);
  });

  it('reads empty layers, of whatever kind', async () => {
    const layers = [
      { entries: [] },
      { entries: [], compression: 'gzip' as const },
      { tar: Buffer.alloc(0), compression: 'gzip' as const },
      { tar: Buffer.alloc(0) },
      { tar: Buffer.alloc(10_240) },
    ];
    const { contents } = await readAll(packFiles(dockerLegacyFiles([{ layers }])));
    expect(allProblems(contents)).toEqual([]);
    expect(contents.images[0]!.layers.map(({ blob }) => blob?.files)).toEqual([0, 0, 0, 0, 0]);
  });

  it('reads a layer without an end marker: its digest tells that it is whole', async () => {
    const tar = writeTar([{ path: 'a', content: 'a' }], Buffer.alloc(0));
    const result = await readAll(packFiles(ociFiles([{ layers: [{ tar }] }])));
    expect(allProblems(result.contents)).toEqual([]);
    expect(filesOf(result, 0)).toEqual({ a: 'a' });
  });

  it('reads a layer once that is there twice, by a link or in two images', async () => {
    const image = { layers: [BASE, APP, APP] };
    const { contents } = await readAll(packFiles(dockerLegacyFiles([image])));
    expect(allProblems(contents)).toEqual([]);
    const [, second, third] = contents.images[0]!.layers;
    expect(third!.blob).toBe(second!.blob);
    const two = await readAll(
      packFiles(ociFiles([SHOP, { tag: 'base', layers: [BASE] }], { dockerManifest: true })),
    );
    expect(two.contents.images.map(({ reference }) => reference)).toEqual(['shop:ci', 'base']);
    expect(two.contents.images[1]!.layers[0]!.blob).toBe(two.contents.images[0]!.layers[0]!.blob);
  });

  it('follows links to layers, as Podman writes them', async () => {
    const files = dockerLegacyFiles([{ layers: [BASE] }]);
    const [name, bytes] = [...files].find(([path]) => path.endsWith('layer.tar'))!;
    for (const link of [{ symlink: '../deep/../layer-file.tar' }, { hardlink: './layer-file.tar' }]) {
      const linked: TestFiles = new Map([...files, [name, link], ['layer-file.tar', bytes]]);
      const { contents } = await readAll(packFiles(linked));
      expect(allProblems(contents)).toEqual([]);
      expect(contents.images[0]!.layers[0]!.blob!.name).toBe('layer-file.tar');
    }
  });

  it('scans what follows the end of a layer, too', async () => {
    const tar = Buffer.concat([writeTar(APP.entries), Buffer.alloc(2000), Buffer.from('hidden token')]);
    const result = await readAll(packFiles(ociFiles([{ layers: [{ tar }] }])));
    expect(allProblems(result.contents)).toEqual([]);
    const texts = filesOf(result, 0);
    expect(texts['srv/.env']).toBe('KEY=value\n');
    expect(texts['(data after the end of the layer)']).toContain('hidden token');
  });

  it('waits for the receiver, and reads no further than it takes', async () => {
    const layer = { entries: [{ path: 'large', content: randomBytes(8_000_000, 3) }] };
    let bytes = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const reading = readAll(streamOf(packFiles(ociFiles([{ layers: [layer] }]))), {
      emit: () => held,
      onBytes: (count) => (bytes += count),
    });
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(bytes).toBeLessThan(2_000_000);
    release();
    expect(allProblems((await reading).contents)).toEqual([]);
  });

  it('ends with what the receiver throws, and lets go of the input', async () => {
    for (const compression of ['none', 'gzip', 'zstd'] as const) {
      const layer = { entries: [{ path: 'large', content: randomBytes(8_000_000, 3) }], compression };
      const input = streamOf(packFiles(ociFiles([{ layers: [layer] }])));
      const reading = readArchive(input, { emit: () => Promise.reject(new Error('the worker is gone')) });
      await expect(reading).rejects.toThrow('the worker is gone');
      expect(input).toMatchObject({ kind: 'stream', stream: { destroyed: true } });
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0), /it is empty/],
    ['a text', Buffer.from('hello, world\n'.repeat(100)), /no tar archive/],
    ['JSON', Buffer.from('{"a": 1}'), /no tar archive/],
    ['half a header', writeTar([{ path: 'a' }]).subarray(0, 400), /no tar archive/],
    ['gzip of a text', zlib.gzipSync('hello'), /no tar archive/],
    ['gzip of nothing', zlib.gzipSync(''), /it is empty/],
    ['broken gzip', Buffer.concat([zlib.gzipSync('x').subarray(0, 12), randomBytes(100, 1)]), /gzip data/],
  ])('refuses what is no archive: %s', async (_, bytes, reason) => {
    const error: unknown = await readAll(bytes).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).line).toMatch(/^test\.tar is not an image archive: /);
    expect((error as UserError).line).toMatch(reason);
  });

  it('finds no image in the files of a container (docker export), and says so', async () => {
    const { contents } = await readAll(
      writeTar([
        { path: 'etc/passwd', content: 'root' },
        { path: 'srv/a.json', content: '{}' },
      ]),
    );
    expect(contents.images).toEqual([]);
    expect(reasonsOf(contents)).toContain(
      'it holds no image: there is neither manifest.json nor index.json in it',
    );
  });

  it('tells what kind of archive it was', async () => {
    const docker = packFiles(ociFiles([SHOP], { dockerManifest: true }));
    expect((await readAll(docker)).contents.kind).toBe('docker-archive');
    expect((await readAll(docker, { kind: 'docker-save' })).contents.kind).toBe('docker-save');
    expect((await readAll(packFiles(ociFiles([SHOP])))).contents.kind).toBe('oci-archive');
  });
});
