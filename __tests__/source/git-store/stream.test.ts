import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DamagedInput } from '../../../src/source/damaged-input.js';
import { ContainerNotes } from '../../../src/source/container-notes.js';
import { LayerGit } from '../../../src/source/git-store/layer-git.js';
import { GIT_LIMITS, type GitLimits } from '../../../src/source/git-store/limits.js';
import { parseObjectPath } from '../../../src/source/git-store/object-path.js';
import { inPieces, randomBytes } from '../../helpers/bytes.js';
import {
  describeFiles,
  type OpenedFile,
  openObjects,
  TestPacker,
  testTarget,
} from '../../helpers/git-objects.js';
import { TestRepository } from '../../helpers/git-repository.js';
import { objectId, writeDelta, writePack } from '../../helpers/pack.js';

/** More than any object of these tests, and less than any pack. */
const SMALL: Partial<GitLimits> = { heldBytes: 4000 };
const PACK = `srv/.git/objects/pack/pack-${'a'.repeat(40)}.pack`;

interface Streamed {
  readonly files: readonly OpenedFile[];
  readonly limits: readonly string[];
  readonly damaged: readonly string[];
  readonly failure: unknown;
}

/** Reads a file of an object store as a layer's tar gives it. */
async function stream(
  path: string,
  content: Buffer,
  limits: Partial<GitLimits> = SMALL,
  pieceBytes: readonly number[] = [1013],
  isCut = false,
): Promise<Streamed> {
  const packer = new TestPacker();
  const notes = new ContainerNotes();
  const git = new LayerGit(testTarget(packer, notes), { ...GIT_LIMITS, ...limits });
  const place = parseObjectPath(path);
  if (place === null) throw new Error('no object store');
  await git.prepare(content.length);
  const pieces = inPieces(content, pieceBytes);
  const read = async (): Promise<Uint8Array | null> => {
    const next = await pieces.next();
    if (next.done !== true) return next.value;
    if (isCut) throw new DamagedInput('ends in the middle');
    return null;
  };
  let failure: unknown = null;
  try {
    await git.take(place, path, packer.begin(path), content.length, read);
  } catch (error) {
    failure = error;
  }
  await git.finish();
  return {
    files: describeFiles(packer, 1, git.files),
    limits: notes.problems().map(({ reason }) => reason),
    damaged: notes.unopened().map(({ reason }) => reason),
    failure,
  };
}

const texts = (files: readonly OpenedFile[]): string[] =>
  files.map(({ content }) => content.toString('latin1')).sort();

describe('a pack that is too large to be held', () => {
  let repository: TestRepository;
  let pack: Buffer = Buffer.alloc(0);

  beforeAll(() => {
    repository = new TestRepository();
    const lines = Array.from(
      { length: 200 },
      (_, line) => `line ${line} ${randomBytes(12, line).toString('hex')}`,
    );
    for (let number = 0; number < 8; number++) {
      lines[number * 20] = `changed in ${number}`;
      repository.put('app/main.txt', lines.join('\n'));
      if (number === 3) repository.put('deploy/ci.env', 'TOKEN=deleted-later\n');
      if (number === 4) repository.git('rm', '-q', '-f', 'deploy/ci.env');
      repository.commit(`change ${number}`);
    }
    repository.git('tag', '-a', 'v1', '-m', 'a tag');
    repository.git('gc', '-q', '--aggressive');
    pack = repository.files().find((file) => file.path.endsWith('.pack'))?.content ?? pack;
  });

  afterAll(() => {
    repository.remove();
  });

  it.each([[[1]], [[7, 64, 4093]], [[1 << 20]]])(
    'in pieces of %j is read as one that is held',
    async (sizes) => {
      const held = await openObjects([{ path: PACK, content: pack }]);
      const streamed = await stream(PACK, pack, SMALL, sizes);
      expect(streamed).toMatchObject({ limits: [], damaged: [], failure: null });
      expect(texts(streamed.files)).toEqual(texts(held.files));
      expect(streamed.files.map(({ path }) => path)).toContain('srv/.git!/deploy/ci.env');
      expect(new Set(streamed.files.map(({ storedIn }) => storedIn))).toEqual(new Set([PACK]));
    },
  );

  it('has what deltas change scanned, and says so, where the base is too far before them', async () => {
    const { files, limits, damaged } = await stream(PACK, pack, { heldBytes: 2000, streamKeptBytes: 12_000 });
    expect(damaged).toEqual([]);
    expect(limits).toEqual([expect.stringMatching(/^of \d+ of its objects only what they change was read/)]);
    for (const text of ['TOKEN=deleted-later', 'changed in 0', 'changed in 7', 'change 5', 'a tag'])
      expect(files.some(({ content }) => content.includes(text))).toBe(true);
  });

  it('that is cut, or has any byte changed, is told to be damaged', async () => {
    for (let at = 12; at < pack.length; at += 61) {
      const changed = Buffer.from(pack);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await stream(PACK, changed)).damaged).not.toEqual([]);
      expect((await stream(PACK, pack.subarray(0, at), { heldBytes: 100 })).damaged).toHaveLength(1);
    }
  });

  it('passes on that the layer ends in it, after what came before', async () => {
    const cut = await stream(PACK, pack.subarray(0, -200), SMALL, [999], true);
    expect(cut.failure).toBeInstanceOf(DamagedInput);
    expect(cut.files.length).toBeGreaterThan(5);
  });

  it('has what stands behind its end scanned as it stands', async () => {
    const { files, damaged } = await stream(PACK, Buffer.concat([pack, Buffer.from('TOKEN=behind')]));
    expect(damaged).toEqual(['there is something behind its end']);
    expect(files.at(-1)).toMatchObject({ path: PACK, content: Buffer.from('TOKEN=behind') });
  });

  it('may have an object that is too large for memory', async () => {
    const content = `${randomBytes(30_000, 5).toString('base64')}\nTOKEN=large`;
    const delta = writeDelta(content.length, content.length + 9, [
      { from: 0, size: content.length },
      'TOKEN=add',
    ]);
    const large = writePack([
      { type: 'blob', content },
      { back: 1, delta },
      { type: 'blob', content: 'after' },
    ]);
    const limits = { heldBytes: 9000, objectBytes: 9000 };
    const streamed = await stream(PACK, large, limits);
    expect(texts(streamed.files)).toEqual([content, 'TOKEN=add', 'after'].sort());
    expect(streamed.limits).toHaveLength(1);
    // And one that is held, likewise.
    const held = await openObjects([{ path: PACK, content: large }], { objectBytes: 9000 });
    expect(texts(held.files)).toEqual([content, 'TOKEN=add', 'after'].sort());
    expect(held.problems).toHaveLength(1);
  });

  it('stops at the limit of all that is unpacked, and says so', async () => {
    const { limits } = await stream(PACK, pack, { ...SMALL, unpackedBytes: 20_000 });
    expect(limits[0]).toMatch(/^not all of it was read: .* more than 20000 bytes/);
  });
});

describe('a loose object that is too large to be held', () => {
  const content = `TOKEN=loose\n${randomBytes(20_000, 6).toString('hex')}`;
  const id = objectId('blob', content);
  const path = `srv/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
  const stored = deflateSync(`blob ${content.length}\0${content}`);

  it.each([[[1]], [[300]], [[1 << 20]]])('in pieces of %j goes by its ID', async (sizes) => {
    const { files, ...told } = await stream(path, stored, SMALL, sizes);
    expect(told).toEqual({ limits: [], damaged: [], failure: null });
    expect(files).toMatchObject([{ path: `srv/.git!/objects/${id}`, storedIn: path }]);
    expect(files[0]?.content.toString()).toBe(content);
  });

  it('that is cut, or has something behind it, is told to be damaged', async () => {
    const cut = await stream(path, stored.subarray(0, 10_000));
    expect(cut.damaged).toEqual(['it is damaged']);
    expect(cut.files[0]?.content.toString()).toContain('TOKEN=loose');
    const longer = await stream(path, Buffer.concat([stored, Buffer.from('TOKEN=behind')]));
    expect(longer.damaged).toEqual(['there is something behind its end']);
    expect(longer.files.at(-1)).toMatchObject({ path, content: Buffer.from('TOKEN=behind') });
  });
});

it('opens what is held when there is no more room, and goes on', async () => {
  const packer = new TestPacker();
  const git = new LayerGit(testTarget(packer), { ...GIT_LIMITS, heldBytes: 3000 });
  for (let number = 0; number < 20; number++) {
    const id = objectId('blob', `blob ${number}`);
    const path = `srv/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
    const bytes = deflateSync(`blob ${`blob ${number}`.length}\0blob ${number}`);
    const place = parseObjectPath(path);
    if (place === null) throw new Error('no object');
    await git.prepare(bytes.length);
    const pieces: Uint8Array[] = [bytes];
    await git.take(place, path, packer.begin(path), bytes.length, () =>
      Promise.resolve(pieces.shift() ?? null),
    );
  }
  await git.finish();
  expect(packer.paths.filter((path) => path.startsWith('srv/.git!/objects/'))).toHaveLength(20);
  expect(git.files.length).toBeGreaterThan(1);
});
