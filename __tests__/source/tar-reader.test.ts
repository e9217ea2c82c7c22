import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Parser, type ReadEntry } from 'tar';
import { ByteReader } from '../../src/source/byte-reader.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';
import { TarReader } from '../../src/source/tar-reader.js';
import { inPieces, randomBytes } from '../helpers/bytes.js';
import {
  END_MARKER,
  pad,
  type TestEntry,
  writeEntry,
  writeExtended,
  writePaxRecord,
  writeRawHeader,
  writeTar,
} from '../helpers/tar.js';

interface Listing {
  readonly entries: readonly { path: string; type: string; linkPath: string; content: string }[];
  /** How it ended, or why it did not. */
  readonly end: string;
  /** Where the reader stood then. */
  readonly offset: number;
}

async function list(bytes: Uint8Array, pieceBytes: readonly number[] = [10_000]): Promise<Listing> {
  const reader = new ByteReader(inPieces(bytes, pieceBytes));
  const tar = new TarReader(reader, DEFAULT_LIMITS);
  const entries: Listing['entries'][number][] = [];
  try {
    for (;;) {
      const entry = await tar.next();
      if (typeof entry === 'string') return { entries, end: entry, offset: reader.offset };
      let content = '';
      for (let piece = await tar.read(); piece !== null; piece = await tar.read()) {
        content += Buffer.from(piece).toString('latin1');
      }
      entries.push({ path: entry.path, type: entry.type, linkPath: entry.linkPath, content });
    }
  } catch (error) {
    return { entries, end: String(error), offset: reader.offset };
  }
}

/** What the `tar` package's own parser sees. */
async function listWithTarPackage(bytes: Uint8Array): Promise<{ path: string; content: string }[]> {
  const entries: { path: string; content: string }[] = [];
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({ strict: true });
    parser.on('entry', (entry: ReadEntry) => {
      let content = '';
      entry.on('data', (chunk: Buffer) => (content += chunk.toString('latin1')));
      entry.on('end', () => entries.push({ path: entry.path, content }));
    });
    parser.on('error', reject);
    parser.on('end', resolve);
    parser.end(Buffer.from(bytes));
  });
  return entries;
}

const ENTRIES: readonly TestEntry[] = [
  { path: 'etc/', type: 'Directory' },
  { path: 'etc/empty', content: '' },
  { path: 'etc/one-block', content: 'x'.repeat(512) },
  { path: 'etc/one-more', content: 'y'.repeat(513) },
  { path: 'etc/link', type: 'SymbolicLink', linkPath: '../bin/sh' },
  { path: 'etc/hard', type: 'Link', linkPath: 'etc/empty' },
  { path: 'dev/null', type: 'CharacterDevice' },
  { path: `long/${'d/'.repeat(90)}file`, content: 'prefix field' },
  { path: `${'ü'.repeat(300)}/файл`, content: 'PAX path' },
  { path: 'srv/large', content: randomBytes(70_000, 5) },
];

describe('TarReader', () => {
  it.each([[[1]], [[511]], [[512]], [[513]], [[1, 700, 3]], [[1 << 20]]])(
    'reads every kind of entry, in pieces of %j bytes',
    async (pieceBytes) => {
      const { entries, end } = await list(writeTar(ENTRIES), pieceBytes);
      expect(end).toBe('end');
      expect(entries.map(({ path }) => path)).toEqual(ENTRIES.map(({ path }) => path));
      expect(entries.map(({ type }) => type)).toEqual(
        'directory file file file symlink hardlink other file file file'.split(' '),
      );
      expect(entries[4]!.linkPath).toBe('../bin/sh');
      expect(entries[9]!.content).toBe(randomBytes(70_000, 5).toString('latin1'));
    },
  );

  it('agrees with the tar package on whatever that one writes', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 250 });
    const entry = fc.record({ name, size: fc.integer({ min: 0, max: 3000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 2000 }),
        async (items, piece) => {
          const bytes = writeTar(
            items.map(({ name, size }, i) => ({
              path: `d/${i}/${name.replaceAll(/[\0\n/\\]|\.$/gu, '_')}`,
              content: randomBytes(size, size),
            })),
          );
          const ours = await list(bytes, [piece]);
          expect(ours.end).toBe('end');
          expect(ours.entries.map(({ path, content }) => ({ path, content }))).toEqual(
            await listWithTarPackage(bytes),
          );
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });

  it('stands right behind the end marker, with the rest to be read', async () => {
    const tar = writeTar([{ path: 'a', content: 'a' }]);
    const { end, offset } = await list(Buffer.concat([tar, Buffer.from('what follows')]));
    expect({ end, offset }).toEqual({ end: 'end', offset: tar.length });
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'unmarked-end'],
    ['the marker alone', END_MARKER, 'end'],
    ['no marker', writeEntry({ path: 'a', content: 'a' }), 'unmarked-end'],
    ['half a marker', END_MARKER.subarray(512), 'unmarked-end'],
    [
      'half a marker and more',
      Buffer.concat([END_MARKER.subarray(512), writeTar(ENTRIES)]),
      /half an end-of-archive marker/,
    ],
    ['half a header', writeEntry({ path: 'a' }).subarray(0, 300), /ends in the middle of a tar header/],
    [
      'half the contents',
      writeEntry({ path: 'a', content: 'x'.repeat(900) }).subarray(0, 1000),
      /ends in the middle of "a"/,
    ],
    ['half the padding', writeEntry({ path: 'a', content: 'x' }).subarray(0, 600), /ends after "a"/],
    ['no tar', Buffer.from('x'.repeat(2000)), /no valid tar header at byte 0/],
    [
      'a header with a wrong checksum',
      withFlippedByte(writeTar([{ path: 'a' }, { path: 'b' }]), 600),
      /no valid tar header at byte 512/,
    ],
  ])('tells how it ended: %s', async (_, bytes, expected) => {
    const { end } = await list(bytes);
    if (typeof expected === 'string') expect(end).toBe(expected);
    else expect(end).toMatch(expected);
  });

  it('never takes a cut tar for a whole one', async () => {
    const whole = writeTar(ENTRIES);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect((await list(whole.subarray(0, length))).end).not.toBe('end');
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('reads GNU long names, which win over PAX records wherever they stand', async () => {
    const long = `${'long/'.repeat(60)}name`;
    const bytes = Buffer.concat([
      writeExtended('L', Buffer.from(`${long}\0`)),
      writeExtended('K', Buffer.from(`${long}.target\0`)),
      writeExtended('x', writePaxRecord('path', 'pax')),
      writeRawHeader({ name: 'short', flag: '2', linkPath: 'short' }),
      END_MARKER,
    ]);
    expect((await list(bytes)).entries).toEqual([
      { path: long, type: 'symlink', linkPath: `${long}.target`, content: '' },
    ]);
  });

  it('reads a name over many blocks in one, whatever the pieces', async () => {
    const path = 'ö'.repeat(2000);
    const { entries } = await list(writeTar([{ path }]), [513]);
    expect(entries[0]!.path).toBe(path);
  });

  it('takes PAX records by their lengths: an attribute with a line feed is no record', async () => {
    const trap = `x\n${writePaxRecord('path', 'trap').toString()}`;
    const pax = { 'SCHILY.xattr.user.note': trap, size: '5' };
    const { entries } = await list(writeTar([{ path: 'true', content: 'hello', pax }]));
    expect(entries).toEqual([expect.objectContaining({ path: 'true', content: 'hello' })]);
  });

  it('does not let a global header rename or resize what follows', async () => {
    const global = Buffer.concat([writePaxRecord('path', 'trap'), writePaxRecord('size', '0')]);
    const bytes = Buffer.concat([writeExtended('g', global), writeTar([{ path: 'true', content: 'hello' }])]);
    expect((await list(bytes)).entries).toEqual([
      expect.objectContaining({ path: 'true', content: 'hello' }),
    ]);
  });

  it.each([
    ['without a length', Buffer.from('path=x\n')],
    ['with a length beyond the header', Buffer.from('99 path=x\n')],
    ['without a line feed', Buffer.from('10 path=xy')],
    ['without a key', Buffer.from('5 =x\n')],
    ['with a size that is no number', writePaxRecord('size', '1e9')],
    ['with a negative size', writePaxRecord('size', '-1')],
  ])('refuses a PAX record %s', async (_, record) => {
    const bytes = Buffer.concat([writeExtended('x', record), writeTar([{ path: 'a' }])]);
    expect((await list(bytes)).end).toMatch(/PAX header/);
  });

  it('refuses an extended header of more than a mebibyte, which would fill the memory', async () => {
    const bytes = Buffer.concat([writeExtended('x', Buffer.alloc(1_048_577)), writeTar([{ path: 'a' }])]);
    expect((await list(bytes)).end).toMatch(/extended header of 1048577 bytes, above the limit/);
  });

  it('keeps names apart that are not UTF-8', async () => {
    const names = [Buffer.from([0x66, 0xfc]), Buffer.from([0x66, 0xfd])];
    const bytes = Buffer.concat([...names.map((name) => writeRawHeader({ name })), END_MARKER]);
    expect((await list(bytes)).entries.map(({ path }) => path)).toEqual(['fü', 'fý']);
  });

  it('gives links, folders and devices no contents, whatever size they claim', async () => {
    const headers = Array.from('123456').map((flag) =>
      writeRawHeader({ name: `f${flag}`, flag, sizeBytes: 1000, linkPath: 'x' }),
    );
    const bytes = Buffer.concat([...headers, writeTar([{ path: 'last', content: 'hello' }])]);
    const { entries, end } = await list(bytes);
    expect(end).toBe('end');
    expect(entries.map(({ content }) => content)).toEqual(['', '', '', '', '', '', 'hello']);
  });

  it('reads sizes of 8 GiB and more, in base 256', async () => {
    const size = Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0]);
    const header = writeRawHeader({ name: 'huge', size });
    expect((await list(Buffer.concat([header, Buffer.alloc(512)]))).end).toMatch(
      /ends in the middle of "huge"/,
    );
    const small = Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    const bytes = Buffer.concat([
      writeRawHeader({ name: 'small', size: small }),
      pad(Buffer.from('hello')),
      END_MARKER,
    ]);
    expect((await list(bytes)).entries[0]!.content).toBe('hello');
  });

  it.each([
    ['negative', Buffer.from(Array<number>(12).fill(0xff))],
    ['beyond 2^53', Buffer.from([0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['not octal', Buffer.from('00000000009\0')],
  ])('refuses a size that is %s', async (_, size) => {
    expect((await list(Buffer.concat([writeRawHeader({ name: 'a', size }), END_MARKER]))).end).toMatch(
      /no valid size/,
    );
  });

  it('reads what a sparse file stores, behind however many blocks of its map', async () => {
    const mapBlock = Buffer.alloc(512);
    const lastMapBlock = Buffer.alloc(512);
    mapBlock[504] = 1;
    const bytes = Buffer.concat([
      writeRawHeader({ name: 'sparse', flag: 'S', sizeBytes: 6, sparseMapGoesOn: true }),
      mapBlock,
      lastMapBlock,
      pad(Buffer.from('stored')),
      writeTar([{ path: 'next', content: 'next' }]),
    ]);
    const { entries, end } = await list(bytes);
    expect(end).toBe('end');
    expect(entries.map(({ path, content }) => [path, content])).toEqual([
      ['sparse', 'stored'],
      ['next', 'next'],
    ]);
  });

  it('hands on the contents of entries of unknown kinds', async () => {
    const bytes = Buffer.concat([
      writeRawHeader({ name: 'odd', flag: 'V', sizeBytes: 6 }),
      pad(Buffer.from('hidden')),
      END_MARKER,
    ]);
    expect((await list(bytes)).entries).toEqual([
      { path: 'odd', type: 'other', linkPath: '', content: 'hidden' },
    ]);
  });

  it('never fails but with a reason, on any bytes', async () => {
    const whole = writeTar(ENTRIES.slice(0, 9));
    const change = fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 5 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        expect((await list(bytes)).end).toMatch(/^(end|unmarked-end|DamagedInput: .+)$/s);
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

function withFlippedByte(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
}
