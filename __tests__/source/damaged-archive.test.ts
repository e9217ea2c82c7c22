import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { UserError } from '../../src/model/errors.js';
import {
  dockerLegacyFiles,
  layerTar,
  ociFiles,
  packFiles,
  sha256,
  storeLayer,
  type TestCompression,
  type TestFiles,
  type TestLayer,
} from '../helpers/archive.js';
import { inPieces, randomBytes } from '../helpers/bytes.js';
import { allProblems, filesOf, readAll, reasonsOf } from '../helpers/read.js';
import { writeRawHeader, writeTar } from '../helpers/tar.js';
import { compressZstd, repeatZstd } from '../helpers/zstd.js';

const LAYER: TestLayer = {
  entries: [
    { path: 'srv/first', content: 'first' },
    { path: 'srv/noise', content: randomBytes(4000, 2) },
    { path: 'srv/last', content: 'last' },
  ],
};

function changeFile(files: TestFiles, name: string, change: (bytes: Buffer) => Uint8Array): TestFiles {
  const file = files.get(name);
  if (!(file instanceof Uint8Array)) throw new Error(`no file ${name}`);
  return new Map([...files, [name, change(Buffer.from(file))]]);
}

function nameOfBlob(bytes: Uint8Array): string {
  return `blobs/sha256/${sha256(bytes)}`;
}

describe('readArchive, damaged input', () => {
  it.each(['none', 'gzip', 'zstd-frames'] as const)(
    'never takes a cut archive for a whole one (layers %s)',
    async (compression) => {
      const image = {
        layers: [
          { ...LAYER, compression },
          { entries: [{ path: 'x', content: 'x' }], compression },
        ],
      };
      for (const files of [dockerLegacyFiles([image]), ociFiles([image], { dockerManifest: true })]) {
        const whole = packFiles(files);
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
            const result = await readAll(whole.subarray(0, length)).catch((error: unknown) => error);
            // Less than one header is no archive at all.
            if (result instanceof UserError) expect(length).toBeLessThan(512);
            else
              expect(allProblems((result as Awaited<ReturnType<typeof readAll>>).contents)).not.toEqual([]);
          }),
          { numRuns: 60, seed: 11 },
        );
      }
    },
  );

  it('says nothing of the version notes beside the layers of a cut archive', async () => {
    const whole = packFiles(
      dockerLegacyFiles([{ layers: [LAYER, { entries: [{ path: 'x', content: 'x' }] }] }]),
    );
    const { contents } = await readAll(whole.subarray(0, whole.indexOf('manifest.json')));
    expect(contents.images).toEqual([]);
    const problems = [...contents.problems, ...contents.unusedLayers.flatMap((layer) => layer.problems)];
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter(({ path }) => path.endsWith('/VERSION'))).toEqual([]);
    expect(contents.unusedLayers).toHaveLength(2);
  });

  it.each([
    ['gzip', (bytes: Buffer) => zlib.gzipSync(bytes)],
    ['zstd', compressZstd],
  ])('never takes a cut archive for a whole one that is compressed as a whole (%s)', async (_, compress) => {
    const whole = compress(packFiles(ociFiles([{ layers: [LAYER] }])));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: whole.length - 1 }), async (length) => {
        const result = await readAll(whole.subarray(0, length)).catch((error: unknown) => error);
        if (!(result instanceof UserError)) {
          expect(allProblems((result as Awaited<ReturnType<typeof readAll>>).contents)).not.toEqual([]);
        }
      }),
      { numRuns: 40, seed: 12 },
    );
  });

  it.each(['none', 'gzip', 'zstd'] as const)(
    'notices every changed byte of a layer, its config or its manifest (layers %s)',
    async (compression: TestCompression) => {
      const files = ociFiles([{ layers: [{ ...LAYER, compression }] }]);
      const blobs = [...files].filter(([name]) => name.startsWith('blobs/'));
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, at, mask) => {
          const [name] = blobs[which % blobs.length]!;
          const changed = changeFile(files, name, (bytes) => {
            const position = at % bytes.length;
            bytes[position] = bytes[position]! ^ mask;
            return bytes;
          });
          const { contents } = await readAll(packFiles(changed));
          expect(allProblems(contents)).not.toEqual([]);
        }),
        { numRuns: 60, seed: 13 },
      );
    },
  );

  it('never hangs and never fails but with a UserError, on any changed bytes', async () => {
    const whole = packFiles(dockerLegacyFiles([{ layers: [{ ...LAYER, compression: 'gzip' }] }]));
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const result = await readAll(bytes).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(UserError);
      }),
      { numRuns: 150, seed: 14 },
    );
  });

  it('gives all that could be read of an archive that ends early, and says so', async () => {
    const whole = packFiles(ociFiles([{ layers: [LAYER] }]));
    const layer = layerTar(LAYER);
    const end = whole.indexOf('index.json');
    const result = await readAll(whole.subarray(0, end));
    expect(result.contents.images).toEqual([]);
    expect(result.contents.unusedLayers.map(({ diffId, files }) => ({ diffId, files }))).toEqual([
      { diffId: `sha256:${sha256(layer)}`, files: 3 },
    ]);
    const reasons = reasonsOf(result.contents);
    expect(reasons).toContainEqual(expect.stringMatching(/^the archive could not be read to its end: /));
    expect(reasons).toContain('it holds no image: there is neither manifest.json nor index.json in it');
    expect([...result.files.values()].map(({ path }) => path)).toContain('srv/last');
  });

  it('settles where the stream fails', async () => {
    const whole = packFiles(ociFiles([{ layers: [LAYER] }]));
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield* inPieces(whole.subarray(0, 3000), [700]);
      throw new Error('EIO: i/o error, read');
    };
    const stream = Readable.from(failing());
    const { contents } = await readAll({ kind: 'stream', stream, name: 'test.tar' });
    expect(reasonsOf(contents)).toContainEqual(expect.stringContaining('EIO: i/o error, read'));
  });

  it('settles where the stream is closed before its end', async () => {
    const whole = packFiles(ociFiles([{ layers: [LAYER] }]));
    const stream = new Readable({ read: () => undefined });
    stream.push(whole.subarray(0, 3000));
    setTimeout(() => stream.destroy(), 20);
    const { contents } = await readAll({ kind: 'stream', stream, name: 'test.tar' });
    expect(reasonsOf(contents)).toContainEqual(
      expect.stringMatching(/^the archive could not be read to its end/),
    );
  });

  it('does not pass over other data behind the end of the archive', async () => {
    const whole = packFiles(ociFiles([{ layers: [LAYER] }]));
    const padded = await readAll(Buffer.concat([whole, Buffer.alloc(9000)]));
    expect(allProblems(padded.contents)).toEqual([]);
    const { contents } = await readAll(Buffer.concat([whole, Buffer.alloc(9000), whole]));
    expect(reasonsOf(contents)).toEqual([
      'the archive could not be read to its end: other data follows the end-of-archive marker',
    ]);
  });

  it('scans the rest of a layer as it stands where it is no tar any more', async () => {
    const tar = layerTar(LAYER);
    tar[512 * 2] = 0xff;
    const result = await readAll(packFiles(ociFiles([{ layers: [{ tar }] }])));
    expect(reasonsOf(result.contents)).toEqual(['no valid tar header at byte 1024']);
    const texts = filesOf(result, 0);
    expect(texts['srv/first']).toBe('first');
    expect(texts['(unreadable rest of the layer)']).toContain('last');
  });

  it('scans a layer as it stands that is no tar at all, even JSON', async () => {
    for (const text of ['not a tar, but a token', '{"auths": "a token"}']) {
      const result = await readAll(packFiles(ociFiles([{ layers: [{ tar: Buffer.from(text) }] }])));
      expect(reasonsOf(result.contents)).toContain('the layer is not a tar');
      expect(filesOf(result, 0)).toEqual({ '(layer that is not a tar)': text });
    }
  });

  it.each([
    ['ends early', (bytes: Buffer) => bytes.subarray(0, bytes.length - 300), /gzip data ends early/],
    [
      'is followed by other data',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0, 1])]),
      /other data follows/,
    ],
  ])('says that a gzip layer %s', async (_, change, reason) => {
    const stored = storeLayer({ ...LAYER, compression: 'gzip' });
    const files = changeFile(
      ociFiles([{ layers: [{ ...LAYER, compression: 'gzip' }] }]),
      nameOfBlob(stored),
      change,
    );
    const { contents } = await readAll(packFiles(files));
    expect(reasonsOf(contents)).toContainEqual(expect.stringMatching(reason));
  });

  it('counts what it could not decode, and reads it for the digest all the same', async () => {
    const entries = [{ path: 'large', content: randomBytes(2_000_000, 4) }];
    const layer: TestLayer = { entries, compression: 'gzip-members' };
    const tar = layerTar(layer);
    const stored = storeLayer(layer);
    // Where the second member begins.
    stored[zlib.gzipSync(tar.subarray(0, tar.length / 2)).length] = 0xff;
    const files = changeFile(ociFiles([{ layers: [layer] }]), nameOfBlob(storeLayer(layer)), () => stored);
    const { contents } = await readAll(packFiles(files));
    const [found] = contents.images[0]!.layers;
    expect(found!.blob).toMatchObject({ storedBytes: stored.length, digest: `sha256:${sha256(stored)}` });
    const [problem, ...more] = found!.blob!.problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ path: nameOfBlob(storeLayer(layer)), reason: 'gzip data is corrupt' });
    expect(problem!.bytes).toBeGreaterThan(500_000);
    expect(problem!.bytes).toBeLessThan(1_100_000);
  });

  it('says which layer is not the one that the config names', async () => {
    const other = Buffer.from(writeTar([{ path: 'other', content: 'other' }]));
    const files = dockerLegacyFiles([{ layers: [LAYER] }]);
    const name = [...files.keys()].find((path) => path.endsWith('layer.tar'))!;
    const result = await readAll(packFiles(changeFile(files, name, () => other)));
    expect(allProblems(result.contents)).toEqual([
      {
        path: name,
        reason: `layer 1 has the diff ID sha256:${sha256(other)}, not sha256:${sha256(layerTar(LAYER))} as the image config says`,
        bytes: 0,
      },
    ]);
    // What is there instead is the image's all the same.
    expect(filesOf(result, 0)).toEqual({ other: 'other' });
  });

  it.each([
    ['entries of the archive', { archiveEntries: 2 }, /more than 2 entries, the limit/],
    ['entries of all layers', { layerEntries: 2 }, /more than 2 entries in all layers, the limit/],
    ['long paths', { pathBytes: 8 }, /2 paths longer than 8 bytes were cut/],
    ['large metadata', { documentBytes: 100 }, /larger than the limit|is not JSON/],
    ['much metadata', { allDocumentsBytes: 100 }, /larger than the limit|is not JSON/],
    ['inflated bytes', { inflatedBytes: 2000 }, /inflates to more than 2000 bytes/],
  ])('counts what is beyond a limit: %s', async (_, limits, reason) => {
    const { contents } = await readAll(
      packFiles(ociFiles([{ layers: [{ ...LAYER, compression: 'gzip' }] }])),
      { limits },
    );
    expect(reasonsOf(contents)).toContainEqual(expect.stringMatching(reason));
  });

  it('stops at a layer that is a bomb, and reads on behind it', async () => {
    const bomb = repeatZstd(0, 1000);
    const files = ociFiles([{ layers: [LAYER, { tar: bomb }] }]);
    const limits = { bombBytes: 1_000_000 };
    const result = await readAll(packFiles(files), { limits });
    expect(reasonsOf(result.contents)).toContainEqual(
      expect.stringMatching(/1100 times its size, the limit/),
    );
    expect(filesOf(result, 0)).toHaveProperty(['srv/last'], 'last');
  });

  it('says that an entry of the same name comes twice with other contents', async () => {
    const files = ociFiles([{ layers: [LAYER] }]);
    const twice = [...files.keys(), 'index.json'];
    expect(allProblems((await readAll(packFiles(files, twice))).contents)).toEqual([]);
    const archive = packFiles(files);
    const other = Buffer.concat([
      writeTar([{ path: 'index.json', content: '{"manifests":[]}' }], Buffer.alloc(0)),
      archive,
    ]);
    const { contents } = await readAll(other);
    expect(reasonsOf(contents)).toEqual(['occurs more than once in the archive, with different contents']);
    expect(contents.images).toHaveLength(1);
  });

  it('does not follow links in a circle', async () => {
    const files = dockerLegacyFiles([{ layers: [LAYER] }]);
    const name = [...files.keys()].find((path) => path.endsWith('layer.tar'))!;
    files.set(name, { symlink: 'other' });
    files.set(name.replace('layer.tar', 'other'), { symlink: 'layer.tar' });
    const { contents } = await readAll(packFiles(files));
    expect(reasonsOf(contents)).toEqual(['layer 1 is not in the archive']);
  });

  it('holds a huge file that is not there against the archive', async () => {
    const size = Buffer.from([0x80, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]);
    const layer = Buffer.concat([writeRawHeader({ name: 'huge', size }), Buffer.alloc(2000)]);
    const { contents } = await readAll(packFiles(ociFiles([{ layers: [{ tar: layer }] }])));
    expect(reasonsOf(contents)).toEqual(['ends in the middle of "huge"']);
  });
});
