import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from '../../helpers/bytes.js';
import { type OpenedObjects, openObjects } from '../../helpers/git-objects.js';
import { objectId, type TestObject, writeDelta, writePack, writeTree } from '../../helpers/pack.js';

const PACK = `srv/.git/objects/pack/pack-${'a'.repeat(40)}.pack`;
const INSIDE = PACK.replace('.git/', '.git!/');
const base = 'one line\n'.repeat(40);
const secret = { type: 'blob', content: 'TOKEN=in-a-blob\n' } as const;
const tree = writeTree([['100644', 'a.env', objectId('blob', secret.content)]]);
const commit = `tree ${objectId('tree', tree)}\nauthor T <t@example.com> 1700000000 +0000\ncommitter T <t@example.com> 1700000000 +0000\n\nfirst\n`;
const HISTORY: readonly TestObject[] = [
  { type: 'commit', content: commit },
  { type: 'tree', content: tree },
  secret,
  { type: 'blob', content: base },
  {
    back: 1,
    delta: writeDelta(base.length, base.length + 12, [{ from: 0, size: base.length }, 'TOKEN=added\n']),
  },
];

const openPack = (content: Buffer, limits = {}): Promise<OpenedObjects> =>
  openObjects([{ path: PACK, content }], limits);
const textOf = ({ files }: OpenedObjects): string =>
  files.map(({ content }) => content.toString('latin1')).join('\n');
const reasons = ({ damaged }: OpenedObjects): string[] => damaged.map(({ reason }) => reason);

describe('a pack', () => {
  it('of this test is whole', async () => {
    const opened = await openPack(writePack(HISTORY));
    expect(opened.files.map(({ path }) => path.replace(/[0-9a-f]{12,}/, 'ID'))).toEqual([
      'srv/.git!/commit/ID',
      'srv/.git!/a.env',
      'srv/.git!/objects/ID',
      'srv/.git!/objects/ID',
    ]);
    expect(opened).toMatchObject({ damaged: [], problems: [] });
  });

  it('that is cut anywhere is told to be damaged, and read up to there', async () => {
    const whole = writePack(HISTORY);
    // Shorter, it is no pack, and scanned as it stands.
    for (let length = 12; length < whole.length; length++) {
      const opened = await openPack(whole.subarray(0, length));
      expect(opened.damaged).toHaveLength(1);
      if (length > 300) expect(textOf(opened)).toContain('in-a-blob');
      if (length > whole.length - 20) expect(textOf(opened)).toContain('TOKEN=added');
    }
  });

  it('with any bit changed is told to be damaged, and never fails', async () => {
    const whole = writePack(HISTORY);
    for (let at = 12; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect((await openPack(changed)).damaged).toHaveLength(1);
    }
  });

  it('of any bytes never fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, isEntry) => {
        const start = isEntry
          ? writePack([secret], { trailer: Buffer.alloc(0), count: 9 })
          : writePack([], { trailer: Buffer.alloc(0) });
        const { files } = await openPack(Buffer.concat([start, bytes]));
        if (isEntry) expect(files.map(({ content }) => content.toString())).toContain(secret.content);
      }),
      { numRuns: 200 },
    );
  });

  it('with one damaged object is read behind it, and of that object what comes before the damage', async () => {
    const content = `TOKEN=before\n${randomBytes(60_000, 3).toString('base64')}`;
    const damaged = deflateSync(content, { level: 1 });
    damaged.fill(0xff, damaged.length - 2000);
    const size = Buffer.from([
      0xb0 | (content.length % 16),
      0x80 | (Math.floor(content.length / 16) % 128),
      Math.floor(content.length / 2048),
    ]);
    const opened = await openPack(writePack([{ raw: Buffer.concat([size, damaged]) }, ...HISTORY]));
    expect(reasons(opened)[0]).toMatch(/an object in it is damaged/);
    expect(textOf(opened)).toContain('TOKEN=before');
    expect(opened.files.map(({ path }) => path)).toContain('srv/.git!/a.env');
    expect(textOf(opened)).toContain('TOKEN=added');
    // And its bytes as they stand.
    expect(opened.files.find(({ path }) => path === PACK)?.content.includes(damaged)).toBe(true);
  });

  it.each([
    ['fewer', 1],
    ['more', 99],
  ])('that has %s objects than it says is read whole', async (_, count) => {
    const opened = await openPack(writePack(HISTORY, { count }));
    expect(textOf(opened)).toContain('TOKEN=added');
    expect(opened.damaged).toHaveLength(1);
  });

  it('with something behind its end has that scanned, too', async () => {
    const opened = await openPack(Buffer.concat([writePack(HISTORY), Buffer.from('TOKEN=behind')]));
    expect(opened.files.find(({ path }) => path === PACK)?.content.toString()).toBe('TOKEN=behind');
    expect(reasons(opened)).toEqual(['there is something behind its end']);
  });

  it.each([
    ['larger', 1000],
    ['smaller', 3],
  ])('whose objects are said to be %s than they are is damaged', async (_, sizeBytes) => {
    const opened = await openPack(writePack([secret], { sizeBytes }));
    expect(opened.damaged).toHaveLength(1);
    expect(textOf(opened)).toContain('in-a-blob');
  });
});

describe('a delta in a pack', () => {
  const delta = writeDelta(500, 520, [{ from: 0, size: 500 }, 'TOKEN=alone\n', 'and more']);

  it('of an object that is not there has what it inserts scanned', async () => {
    const opened = await openPack(
      writePack([
        { base: 'b'.repeat(40), delta },
        { back: 1, delta: writeDelta(520, 4, ['deep']) },
      ]),
    );
    expect(reasons(opened)).toEqual(['what it is a delta of is not there']);
    expect(opened.files.map(({ path, content }) => [path, content.toString()])).toEqual([
      [INSIDE, 'TOKEN=alone\nand more'],
      [INSIDE, 'deep'],
    ]);
  });

  it('may come before its base, be of an object elsewhere in the repository, and of another such', async () => {
    const first = writeDelta(base.length, base.length + 2, [{ from: 0, size: base.length }, '1\n']);
    const second = writeDelta(base.length + 2, base.length + 4, [{ from: 0, size: base.length + 2 }, '2\n']);
    const id = objectId('blob', base);
    const opened = await openObjects([
      {
        path: PACK,
        content: writePack([
          { base: objectId('blob', `${base}1\n`), delta: second },
          { base: id, delta: first },
        ]),
      },
      {
        path: `srv/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`,
        content: deflateSync(`blob ${base.length}\0${base}`),
      },
    ]);
    expect(opened).toMatchObject({ damaged: [], problems: [] });
    expect(opened.files.map(({ content }) => content.toString()).sort()).toEqual([
      base,
      `${base}1\n`,
      `${base}1\n2\n`,
    ]);
  });

  it('that does not fit its base has what it inserts scanned', async () => {
    const opened = await openPack(
      writePack([
        { type: 'blob', content: base },
        { back: 1, delta },
      ]),
    );
    expect(reasons(opened)).toEqual(['a delta does not fit its base']);
    expect(textOf(opened)).toContain('TOKEN=alone\nand more');
  });

  it('that makes a gigabyte of nothing reaches the limit, and never makes it', async () => {
    const parts = Array.from({ length: 64 }, () => ({ from: 0, size: 0x10000 }));
    const large = { type: 'blob', content: Buffer.alloc(0x10000) } as const;
    const bomb = writeDelta(0x10000, 2 ** 30, parts);
    const opened = await openPack(writePack([large, { back: 1, delta: bomb }]));
    expect(opened.problems).toEqual([
      { path: PACK, reason: 'an object is larger than 134217728 bytes, the limit', bytes: 0 },
    ]);
    const some = writePack([
      large,
      ...Array.from({ length: 50 }, () => ({
        base: objectId('blob', large.content),
        delta: writeDelta(0x10000, 64 * 0x10000, parts),
      })),
    ]);
    const many = await openPack(some, { unpackedBytes: 2 ** 24 });
    expect(many.problems[0]).toMatchObject({
      path: 'srv/.git',
      reason: expect.stringMatching(/unpack to more than 16777216 bytes/) as unknown,
    });
    expect(many.files.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThan(2 ** 25);
  });
});

describe('a repository', () => {
  it('with more objects than the limit says so', async () => {
    const many = Array.from({ length: 30 }, (_, index): TestObject => ({
      type: 'blob',
      content: `blob ${index}`,
    }));
    expect((await openPack(writePack(many), { objects: 20 })).problems).toEqual([
      {
        path: 'srv/.git',
        reason: 'not all of its history was read: it has more than 20 objects, the limit',
        bytes: 0,
      },
    ]);
  });

  it('with folders deeper than any path is read, without that path', async () => {
    const objects: TestObject[] = [secret];
    let id = objectId('blob', secret.content);
    for (let depth = 0; depth < 3000; depth++) {
      const content = writeTree([[depth === 0 ? '100644' : '40000', 'deep', id]]);
      objects.push({ type: 'tree', content });
      id = objectId('tree', content);
    }
    objects.push({ type: 'commit', content: commit.replace(/[0-9a-f]{40}/, id) });
    const { files, damaged } = await openPack(writePack(objects));
    expect(files.map(({ path }) => path)).toContain(`srv/.git!/objects/${objectId('blob', secret.content)}`);
    expect(damaged).toEqual([]);
  });

  it('with more entries of trees than the limit is read all the same', async () => {
    const names = Array.from(
      { length: 50 },
      (_, index) => ['100644', `f${index}`, objectId('blob', `blob ${index}`)] as const,
    );
    const blobs = names.map((_, index): TestObject => ({ type: 'blob', content: `blob ${index}` }));
    const opened = await openPack(writePack([{ type: 'tree', content: writeTree(names) }, ...blobs]), {
      treeEntries: 10,
    });
    expect(opened.files.filter(({ path }) => /!\/f\d+$/.test(path))).toHaveLength(10);
    expect(opened.files).toHaveLength(50);
    expect(opened).toMatchObject({ damaged: [], problems: [] });
  });

  it('with damaged trees and commits is read', async () => {
    const opened = await openPack(
      writePack([
        { type: 'tree', content: '100644 no end' },
        { type: 'commit', content: 'tree nothing\n\nTOKEN=in a message' },
        { type: 'commit', content: `tree ${'c'.repeat(40)}\ncommitter x> 99999999999999 +0000\n\n` },
        { type: 'tag', content: '' },
        secret,
      ]),
    );
    expect(textOf(opened)).toContain('TOKEN=in a message');
    expect(textOf(opened)).toContain('in-a-blob');
  });

  const LOOSE = `srv/.git/objects/ab/${'c'.repeat(38)}`;
  it.each<[string, Buffer, RegExp, string]>([
    [
      'is cut',
      deflateSync(`blob 6000\0TOKEN=loose\n${randomBytes(4000, 2).toString('hex')}`).subarray(0, 3000),
      /is corrupt/,
      'TOKEN=loose',
    ],
    ['is no object', deflateSync('TOKEN=hidden in a stream'), /it is damaged/, 'TOKEN=hidden'],
    ['has another name than it should', deflateSync('blob 5\0TOKEN'), /not what its name says/, 'TOKEN'],
    ['is longer than it says', deflateSync('blob 1\0TOKEN=longer'), /corrupt|size/, 'TOKEN=longer'],
  ])('with a loose object that %s has of it what can be read', async (_, content, reason, text) => {
    const opened = await openObjects([{ path: LOOSE, content }]);
    expect(opened.damaged).toMatchObject([{ path: LOOSE, reason: expect.stringMatching(reason) as unknown }]);
    expect(textOf(opened)).toContain(text);
  });

  it('has what stands behind a loose object scanned', async () => {
    const id = objectId('blob', 'x');
    const path = `srv/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
    const content = Buffer.concat([deflateSync('blob 1\0x'), Buffer.from('TOKEN=behind')]);
    const opened = await openObjects([{ path, content }]);
    expect(opened.files.map((file) => [file.path, file.content.toString()])).toContainEqual([
      path,
      'TOKEN=behind',
    ]);
    expect(reasons(opened)).toEqual(['there is something behind its end']);
  });

  it('leaves alone what only has a name like an object', async () => {
    const opened = await openObjects([
      { path: LOOSE, content: Buffer.from('TOKEN=plain') },
      { path: PACK, content: Buffer.from('PACK of cards') },
    ]);
    expect(opened).toEqual({ files: [], problems: [], damaged: [] });
  });
});
