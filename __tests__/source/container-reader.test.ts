import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import zlib from 'node:zlib';
import { randomBytes } from '../helpers/bytes.js';
import { sample } from '../helpers/compressed.js';
import { membersOf, open, seenIn } from '../helpers/open.js';
import { writeAr, writeCpio, writeRpm } from '../helpers/packages.js';
import { writeTar } from '../helpers/tar.js';
import { type TestMember, writeMember, writeZip } from '../helpers/zip.js';
import { compressZstd } from '../helpers/zstd.js';

const TEXT = 'password = none\n'.repeat(50);
/** Beyond what is inflated at once: it does not compress, and is streamed. */
const LARGE = randomBytes(700_000, 7).toString('hex');

describe('a zip', () => {
  const kinds: readonly [string, Partial<TestMember>][] = [
    ['deflated', {}],
    ['stored', { method: 'stored' }],
    ['deflated, its sizes behind it', { descriptor: 'signed' }],
    ['deflated, its sizes behind it without a signature', { descriptor: 'plain' }],
    ['deflated, its sizes behind it in 8 bytes', { descriptor: 'wide' }],
    ['stored, its sizes behind it', { method: 'stored', descriptor: 'signed' }],
    ['with ZIP64 sizes', { zip64: true }],
  ];
  const contents: readonly [string, string][] = [
    ['small', TEXT],
    ['large', LARGE],
    ['empty', ''],
  ];

  it.each(
    kinds.flatMap(([kind, fields]) =>
      contents.map(([size, content]) => [kind, size, fields, content] as const),
    ),
  )('gives what is %s and %s, and what follows it', async (_, __, fields, content) => {
    const zip = writeZip([
      { name: 'a/first.txt', content, ...fields },
      { name: 'last.txt', content: 'the end' },
    ]);
    const expected = {
      ...(content === '' ? {} : { 'x.zip!/a/first.txt': content }),
      'x.zip!/last.txt': 'the end',
    };
    for (const pieces of [undefined, [100_000], [1000, 7, 65_536]]) {
      const opened = await open('x.zip', zip, pieces);
      expect(membersOf(opened)).toEqual(expected);
      expect(opened.unopened).toEqual([]);
      expect(opened.problems).toEqual([]);
    }
  });

  it('is scanned as it stands where nothing is a member: what is before it, comments, and behind it', async () => {
    const jar = Buffer.concat([
      Buffer.from('#!/bin/sh\nTOKEN=in-front\nexec java -jar "$0"\n'),
      writeZip([{ name: 'a', content: TEXT }], 'a comment of the archive'),
      Buffer.from('appended later'),
    ]);
    const opened = await open('srv/app.jar', jar);
    expect(membersOf(opened)).toEqual({ 'srv/app.jar!/a': TEXT });
    const raw = opened.files
      .filter(({ path }) => path === 'srv/app.jar')
      .map(({ bytes }) => bytes.toString('latin1'));
    for (const text of ['TOKEN=in-front', 'a comment of the archive', 'appended later'])
      expect(raw.join('\n')).toContain(text);
  });

  it('is not scanned twice: what is stored in it is seen as its member only', async () => {
    const opened = await open('x.zip', writeZip([{ name: 'a', content: 'MARK', method: 'stored' }]));
    expect(seenIn(opened).toString('latin1').split('MARK')).toHaveLength(2);
  });

  it('gives members that its directory does not list', async () => {
    const zip = Buffer.concat([
      writeMember({ name: 'deleted.env', content: TEXT }),
      writeZip([{ name: 'a', content: 'b' }]),
    ]);
    expect(membersOf(await open('x.zip', zip))).toEqual({ 'x.zip!/deleted.env': TEXT, 'x.zip!/a': 'b' });
  });

  it('goes on behind what is between two members', async () => {
    const zip = Buffer.concat([
      writeMember({ name: 'a', content: TEXT }),
      Buffer.from('APK Sig Block 42 PK and PK\x03\x04 too'),
      writeZip([{ name: 'b', content: TEXT }]),
    ]);
    const opened = await open('x.apk', zip);
    expect(Object.keys(membersOf(opened))).toEqual(['x.apk!/a', 'x.apk!/b']);
    expect(seenIn(opened).toString('latin1')).toContain('APK Sig Block 42 PK and PK\x03\x04 too');
  });

  it.each([
    ['out of it', '../../etc/passwd', 'etc/passwd'],
    ['from the root', '/etc/passwd', 'etc/passwd'],
    ['of Windows', '..\\conf\\app.ini', 'conf/app.ini'],
    ['with a zero byte', 'a\0b', 'a\ufffdb'],
    ['that is none', '..', '(no name)'],
  ])('shows a name %s within the archive', async (_, name, shown) => {
    const opened = await open('x.zip', writeZip([{ name, content: TEXT }]));
    expect(membersOf(opened)).toEqual({ [`x.zip!/${shown}`]: TEXT });
  });

  it('keeps both of two members of one name, and cuts a name of 64 KiB', async () => {
    const twice = await open('x.zip', writeZip(['one', 'two'].map((content) => ({ name: 'a', content }))));
    expect(
      twice.files.filter(({ path }) => path === 'x.zip!/a').map(({ bytes }) => bytes.toString()),
    ).toEqual(['one', 'two']);
    const long = await open('x.zip', writeZip([{ name: 'n'.repeat(65_535), content: TEXT }]));
    expect(Object.entries(membersOf(long))).toEqual([[`x.zip!/${'n'.repeat(4089)}`, TEXT]]);
  });

  it('names what is encrypted, once for all of it, and scans it as it stands', async () => {
    const members = ['a', 'b', 'c'].map((name) => ({
      name,
      content: TEXT,
      method: 'stored' as const,
      isEncrypted: true,
    }));
    const opened = await open('x.zip', writeZip([...members, { name: 'd', content: 'open' }]));
    expect(opened.unopened).toEqual([
      { path: 'x.zip!/a', reason: 'is encrypted (and 2 more files beside it)' },
    ]);
    expect(opened.problems).toEqual([]);
    expect(membersOf(opened)).toEqual({ 'x.zip!/d': 'open' });
    expect(seenIn(opened).toString('latin1').split(TEXT)).toHaveLength(4);
  });

  it('names a method that it does not know', async () => {
    const odd = { name: 'a', content: TEXT, method: 'stored' as const, lies: { method: 14 } };
    const opened = await open('x.zip', writeZip([odd, { name: 'b', content: 'open' }]));
    expect(opened.unopened).toEqual([
      { path: 'x.zip!/a', reason: 'is compressed by a method that is not known (14)' },
    ]);
    expect(seenIn(opened).includes(TEXT)).toBe(true);
  });

  it.each([
    ['size is too small', { sizeBytes: 1 }, null],
    ['size is too large', { sizeBytes: 4_000_000_000 }, null],
    ['checksum is wrong', { checksum: 1 }, 'does not have the checksum that it should'],
  ])('gives a member whose %s', async (_, lies, reason) => {
    const opened = await open(
      'x.zip',
      writeZip([
        { name: 'a', content: TEXT, lies },
        { name: 'b', content: 'b' },
      ]),
    );
    expect(membersOf(opened)).toEqual({ 'x.zip!/a': TEXT, 'x.zip!/b': 'b' });
    const hasCrc32 = 'crc32' in zlib;
    expect(opened.unopened).toEqual(reason === null || !hasCrc32 ? [] : [{ path: 'x.zip!/a', reason }]);
  });

  it.each([
    ['more', 100_000],
    ['fewer', 3],
  ])('loses no byte where a header claims %s bytes than there are', async (_, storedBytes) => {
    const lying = { name: 'a', content: 'AAAA-MARK', method: 'stored' as const, lies: { storedBytes } };
    const opened = await open(
      'x.zip',
      writeZip([lying, { name: 'b', content: 'BBBB-MARK', method: 'stored' }]),
    );
    const seen = seenIn(opened).toString('latin1');
    for (const text of ['AAA', 'A-MARK', 'BBBB-MARK']) expect(seen).toContain(text);
  });
});

describe('a tar', () => {
  const entries = [
    { path: './conf/', type: 'Directory' as const },
    { path: './conf/app.env', content: TEXT },
    { path: 'link', type: 'SymbolicLink' as const, linkPath: 'conf' },
    { path: `deep/${'d'.repeat(200)}/x`, content: 'deep' },
    { path: 'large', content: LARGE },
  ];
  const members = { 'conf/app.env': TEXT, [`deep/${'d'.repeat(200)}/x`]: 'deep', large: LARGE };
  const under = (path: string): object =>
    Object.fromEntries(Object.entries(members).map(([name, text]) => [`${path}!/${name}`, text]));

  it.each([
    ['as it is', 'a.tar', (tar: Buffer) => tar],
    ['in gzip', 'a.tgz', (tar: Buffer) => zlib.gzipSync(tar)],
    ['in zstd', 'a.tar.zst', (tar: Buffer) => compressZstd(tar)],
  ])('gives its files %s', async (_, path, pack) => {
    for (const pieces of [undefined, [100_000], [500, 13, 65_536]]) {
      const opened = await open(path, pack(writeTar(entries)), pieces);
      expect(membersOf(opened)).toEqual(under(path));
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });

  it('that is cut off gives what is there, and is named', async () => {
    const opened = await open('a.tar', writeTar(entries).subarray(0, 1500));
    expect(membersOf(opened)).toEqual({ 'a.tar!/conf/app.env': TEXT.slice(0, 476) });
    expect(opened.unopened).toEqual([
      { path: 'a.tar', reason: 'could not be read to its end: ends in the middle of "./conf/app.env"' },
    ]);
    expect(opened.problems).toEqual([]);
  });

  it('is scanned as it stands behind its end', async () => {
    const opened = await open(
      'a.tar',
      Buffer.concat([writeTar(entries), Buffer.alloc(5000), Buffer.from('behind the end')]),
    );
    expect(seenIn(opened).toString()).toContain('behind the end');
  });
});

describe('gzip', () => {
  it.each([
    ['doc/notes.txt.gz', 'notes.txt'],
    ['logo.SVGZ', 'logo.svg'],
    ['a.tgz', 'a.tar'],
    ['blob', 'blob'],
    ['.gz', '.gz'],
  ])('in %s gives %s', async (path, name) => {
    for (const pieces of [undefined, [100, 7]]) {
      const opened = await open(path, zlib.gzipSync(TEXT), pieces);
      expect(membersOf(opened)).toEqual({ [`${path}!/${name}`]: TEXT });
    }
  });

  it('gives all of several members, and what follows the last as it stands', async () => {
    const bytes = Buffer.concat([zlib.gzipSync('one '), zlib.gzipSync('two'), Buffer.from('appended')]);
    for (const pieces of [undefined, [30, 7]]) {
      const opened = await open('a.gz', bytes, pieces);
      expect(membersOf(opened)).toEqual({ 'a.gz!/a': 'one two' });
      expect(seenIn(opened).toString('latin1')).toContain('appended');
      expect(opened.unopened).toEqual([{ path: 'a.gz', reason: 'other data follows the gzip data in it' }]);
    }
  });

  it('that is cut off gives what is there', async () => {
    const bytes = zlib.gzipSync(LARGE);
    const opened = await open('a.gz', bytes.subarray(0, bytes.length / 2));
    expect(LARGE.startsWith(membersOf(opened)['a.gz!/a'] ?? 'x')).toBe(true);
    expect(opened.unopened).toEqual([{ path: 'a.gz', reason: 'gzip data ends early' }]);
    expect(opened.problems).toEqual([]);
  });

  it('that turns into something else is scanned as it stands from there', async () => {
    const bytes = Buffer.concat([zlib.gzipSync(LARGE).subarray(0, 400_000), Buffer.from(`TOKEN=${TEXT}`)]);
    const opened = await open('a.gz', bytes, [65_536]);
    expect(seenIn(opened).toString('latin1')).toContain(`TOKEN=${TEXT}`);
    expect(opened.unopened).toHaveLength(1);
  });
});

describe('what only looks like a container', () => {
  it.each([
    ['a zip', Buffer.from('PK\x03\x04 is how a zip begins, and this is a text about it')],
    ['gzip', Buffer.from('\x1f\x8b\x08\0 no deflate data here', 'latin1')],
    ['gzip of no known kind', Buffer.from('\x1f\x8b\x01 a log in another format', 'latin1')],
    ['zstd', Buffer.from('\x28\xb5\x2f\xfd\xff\xff nothing', 'latin1')],
    ['a script', Buffer.from('#!/bin/sh\nprintf "PK\\003\\004"; echo PK\x03\x04')],
  ])('%s is scanned as it stands, without a word', async (_, bytes) => {
    for (const pieces of [undefined, [5, 3]]) {
      const opened = await open('srv/x', bytes, pieces);
      expect(opened.files).toEqual([{ path: 'srv/x', bytes }]);
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });
});

describe('containers in containers', () => {
  /** `TEXT` in so many zips, one in the other. */
  function nest(levels: number): Buffer {
    let bytes: Buffer = Buffer.from(TEXT);
    for (let level = levels; level > 0; level--)
      bytes = writeZip([
        { name: level === levels ? 'text' : 'in.zip', content: bytes, descriptor: 'signed' },
      ]);
    return bytes;
  }

  it('are opened, of whatever formats', async () => {
    const tgz = zlib.gzipSync(writeTar([{ path: 'conf/a.env.gz', content: zlib.gzipSync(TEXT) }]));
    const zip = writeZip([{ name: 'pack.tgz', content: tgz, method: 'stored' }]);
    const opened = await open('x.zip', zip, [4096]);
    expect(membersOf(opened)).toEqual({ 'x.zip!/pack.tgz!/conf/a.env.gz!/a.env': TEXT });
  });

  it('are opened down to the limit; what is deeper is a gap that is named', async () => {
    expect(Object.values(membersOf(await open('x.zip', nest(4))))).toContain(TEXT);
    const deeper = await open('x.zip', nest(5));
    expect(Object.values(membersOf(deeper))).not.toContain(TEXT);
    expect(deeper.problems).toEqual([
      {
        path: 'x.zip!/in.zip!/in.zip!/in.zip!/in.zip',
        reason: 'is an archive within 4 others, the limit, and was not opened',
        bytes: 0,
      },
    ]);
  });
});

describe('hostile containers', () => {
  it('are left where they inflate beyond all measure, at whatever depth', async () => {
    const zeros = Buffer.alloc(2 ** 20);
    const inner = writeZip(Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, content: zeros })));
    const bomb = writeZip(
      Array.from({ length: 20 }, (_, index) => ({ name: `${index}.zip`, content: inner })),
    );
    const limits = { containerBombBytes: 2 ** 22 };
    for (const pieces of [undefined, [10_000]]) {
      const opened = await open('42.zip', bomb, pieces, limits);
      expect(opened.problems).toEqual([
        { path: '42.zip', reason: 'inflates to more than 250 times its size, the limit', bytes: 0 },
      ]);
      expect(seenIn(opened).length).toBeLessThan(2 ** 24);
    }
  });

  it('are left where one stream inflates beyond all measure', async () => {
    const opened = await open('a.gz', zlib.gzipSync(Buffer.alloc(2 ** 25)), [1000], {
      containerBombBytes: 2 ** 22,
    });
    expect(opened.problems).toHaveLength(1);
    expect(seenIn(opened).length).toBeLessThan(2 ** 24);
  });

  it('are left where there are too many files in them, which is told once', async () => {
    const many = writeZip(Array.from({ length: 500 }, (_, index) => ({ name: `${index}` })));
    const opened = await open('x.zip', many, [5000], { containerMembers: 100 });
    expect(opened.problems).toEqual([
      {
        path: 'x.zip',
        reason:
          'there are more than 100 files in archives, the limit: it and archives after it were not opened',
        bytes: 0,
      },
    ]);
  });

  it('are left where a gzip file has too many members', async () => {
    const bytes = Buffer.concat(Array.from({ length: 500 }, () => zlib.gzipSync('a line\n')));
    const opened = await open('a.gz', bytes, [5000], { containerMembers: 100 });
    expect(opened.problems).toHaveLength(1);
    expect(opened.unopened).toEqual([]);
  });

  it('are left where too many files in them are damaged', async () => {
    const broken = { name: 'a', content: 'no deflate data', method: 'stored' as const, lies: { method: 8 } };
    const opened = await open('x.zip', writeZip(Array.from({ length: 50 }, () => broken)), undefined, {
      containerFailures: 10,
    });
    expect(opened.problems).toHaveLength(1);
    expect(seenIn(opened).toString('latin1').split('no deflate data').length).toBeGreaterThan(50);
  });

  it('are read once where members lie upon each other', async () => {
    // The second header stands in the contents of the first member, which is stored.
    const kernel = writeMember({ name: 'b', content: TEXT });
    const opened = await open('x.zip', writeZip([{ name: 'a', content: kernel, method: 'stored' }]));
    expect(seenIn(opened).length).toBeLessThan(2 * kernel.length + TEXT.length + 1000);
  });
});

/** Archives of all kinds. */
const ARCHIVES: readonly Buffer[] = [
  writeZip([
    { name: 'a', content: TEXT },
    { name: 'b', content: TEXT, descriptor: 'signed' },
    { name: 'c', content: TEXT, method: 'stored' },
    { name: 'd', content: zlib.gzipSync(TEXT), method: 'stored', descriptor: 'signed' },
    { name: 'e.zip', content: writeZip([{ name: 'f', content: TEXT }]) },
  ]),
  zlib.gzipSync(
    writeTar([
      { path: 'a', content: TEXT },
      { path: 'b.gz', content: zlib.gzipSync(TEXT) },
    ]),
  ),
  writeTar([
    { path: 'a', content: TEXT },
    { path: 'b.zip', content: writeZip([{ name: 'c', content: TEXT }]) },
  ]),
  compressZstd(Buffer.from(TEXT)),
  sample('xzBlocks'),
  Buffer.concat([sample('bzip2'), sample('bzip2')]),
  writeAr([
    { name: 'control.tar.xz', content: sample('xz') },
    { name: 'a file with a long name', content: zlib.gzipSync(writeTar([{ path: 'a', content: TEXT }])) },
  ]),
  writeRpm(zlib.gzipSync(writeCpio([{ name: 'a', content: TEXT }]))),
  Buffer.concat([writeCpio([{ name: 'a', content: TEXT }]), Buffer.alloc(20), sample('bzip2')]),
];
const archives = fc.constantFrom(...ARCHIVES);
const pieceSizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });

describe('whatever comes', () => {
  it('is the same in pieces of whatever sizes', async () => {
    await fc.assert(
      fc.asyncProperty(archives, pieceSizes, async (bytes, sizes) => {
        const [whole, pieces] = [await open('x', bytes), await open('x', bytes, sizes)];
        expect(membersOf(pieces)).toEqual(membersOf(whole));
        expect(pieces.unopened).toEqual(whole.unopened);
      }),
      { numRuns: 40 },
    );
  });

  it('is read to its end where it is cut off or damaged, and is never an error', async () => {
    const damage = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      end: fc.nat(),
      sizes: fc.option(pieceSizes),
    });
    await fc.assert(
      fc.asyncProperty(archives, damage, async (archive, { at, byte, end, sizes }) => {
        const bytes = Buffer.from(archive.subarray(0, 1 + (end % archive.length)));
        bytes[at % bytes.length] = byte;
        const { problems } = await open('x', bytes, sizes ?? undefined);
        expect(problems).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([undefined, [1], [7, 300]])(
    'loses nothing of a text that stands in a zip anywhere (%j)',
    async (sizes) => {
      const zip = ARCHIVES[0] as Buffer;
      const mark = 'TOKEN=put-into-the-middle-of-it';
      for (let cut = 0; cut <= zip.length; cut += 1) {
        const bytes = Buffer.concat([zip.subarray(0, cut), Buffer.from(mark), zip.subarray(cut)]);
        const texts = (await open('x', bytes, sizes)).files.map(
          (file) => `${file.bytes.toString('latin1')}\n`,
        );
        // Where a header says that a name or member ends within it, it stands in two places; raw parts end with a line.
        const isSeen = Array.from(mark, (_, index) => index).some(
          (index) =>
            texts.some((text) => index === 0 || text.includes(`${mark.slice(0, index)}\n`)) &&
            texts.some((text) => text.includes(mark.slice(index))),
        );
        expect([cut, isSeen]).toEqual([cut, true]);
      }
    },
  );
});
