import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { DamagedDatabase, DatabaseBytes } from '../../src/trace/rpm/database-bytes.js';
import { headersOf } from '../../src/trace/rpm/databases.js';
import { RpmHeader } from '../../src/trace/rpm/header.js';
import { randomBytes } from '../helpers/bytes.js';
import { readDatabase } from './rpm-databases/read.js';

const SQL = await initSqlJs();

function bytesOf(content: Uint8Array): DatabaseBytes {
  const bytes = new DatabaseBytes();
  bytes.append(content);
  return bytes;
}

/** The headers as hex, sorted, up to where the database can't be read; `null` at the end then. */
function readHeaders(content: Uint8Array): (string | null)[] {
  const headers: (string | null)[] = [];
  try {
    for (const header of headersOf(bytesOf(content), null)) headers.push(header.toString('hex'));
  } catch (error) {
    if (!(error instanceof DamagedDatabase)) throw error;
    headers.push(null);
  }
  return headers.sort();
}

describe('SQLite', () => {
  it('gives what SQLite itself gives, whatever the pages, sizes and history of the table', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(512, 1024, 4096, 65_536),
        fc.array(fc.oneof(fc.nat(3000), fc.nat(70_000)), { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 20 }),
        fc.boolean(),
        (pageBytes, sizes, removed, isVacuumed) => {
          const database = new SQL.Database();
          database.run(`PRAGMA page_size = ${pageBytes}; PRAGMA auto_vacuum = ${isVacuumed ? 1 : 0}`);
          database.run(
            "CREATE TABLE 'Name' (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL);" +
              "CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);" +
              'CREATE INDEX Name_key_idx ON Name (key ASC)',
          );
          sizes.forEach((size, index) => {
            database.run('INSERT INTO Packages (blob) VALUES (?)', [randomBytes(size, index)]);
            database.run('INSERT INTO Name VALUES (?, ?, 0)', [`package-${index}`, index]);
          });
          for (const number of removed) database.run('DELETE FROM Packages WHERE hnum = ?', [number]);
          const [wanted] = database.exec('SELECT hex(blob) FROM Packages');
          const content = database.export();
          database.close();
          expect(readHeaders(content)).toEqual(
            (wanted?.values ?? []).map(([hex]) => String(hex).toLowerCase()).sort(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of a page that is made to hold one row 400 times, reads no more than the file has bytes', () => {
    const database = new SQL.Database();
    database.run("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)");
    for (let row = 0; row < 3; row++)
      database.run('INSERT INTO Packages (blob) VALUES (?)', [randomBytes(1000, row)]);
    const content = Buffer.from(database.export());
    database.close();
    const page = content.subarray(4096, 8192);
    expect(page[0]).toBe(13);
    const cell = page.readUInt16BE(8);
    page.writeUInt16BE(400, 3);
    for (let index = 0; index < 400; index++) page.writeUInt16BE(cell, 8 + 2 * index);
    const headers = readHeaders(content);
    expect(headers.at(-1)).toBeNull();
    expect(headers.length).toBeLessThan(10);
  });

  it('ends at a page that is linked to twice', () => {
    const database = new SQL.Database();
    database.run("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)");
    database.run('INSERT INTO Packages (blob) VALUES (?)', [randomBytes(100_000, 1)]);
    const content = Buffer.from(database.export());
    database.close();
    expect(readHeaders(content)).toEqual([randomBytes(100_000, 1).toString('hex')]);
    content.writeUInt32BE(5, 4 * 4096);
    expect(readHeaders(content)).toEqual([null]);
  });
});

describe('Berkeley DB', () => {
  it('ends at a page that is linked to twice', () => {
    const content = readDatabase('Packages');
    const count = readHeaders(content).length;
    expect(count).toBe(34);
    const overflow = Array.from({ length: content.length / 4096 }, (_, page) => page).find(
      (page) => content[page * 4096 + 25] === 7 && content.readUInt32LE(page * 4096 + 16) !== 0,
    )!;
    content.writeUInt32LE(overflow, overflow * 4096 + 16);
    expect(readHeaders(content).at(-1)).toBeNull();
  });

  it('refuses what is encrypted', () => {
    const content = readDatabase('Packages');
    content[24] = 1;
    expect(readHeaders(content)).toEqual([null]);
  });
});

describe('all kinds', () => {
  it('have the same packages', () => {
    const [sqlite, ...others] = (
      ['rpmdb.sqlite', 'Packages', 'Packages-big-endian', 'Packages.db'] as const
    ).map((name) =>
      readHeaders(readDatabase(name)).map((hex) => new RpmHeader(Buffer.from(hex ?? '', 'hex')).name),
    );
    expect(sqlite).toHaveLength(34);
    for (const other of others) expect(other.sort()).toEqual(sqlite!.sort());
  });

  it('read the same in pieces of any sizes', () => {
    const content = readDatabase('Packages.db');
    const whole = readHeaders(content);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 4 }), (sizes) => {
        const bytes = new DatabaseBytes();
        // Larger than one chunk: the database stands a second time behind itself.
        const twice = Buffer.concat([content, Buffer.alloc(2 ** 20), content]);
        for (let from = 0, index = 0; from < twice.length; index++) {
          const end = from + Math.max(sizes[index % sizes.length]!, 500);
          bytes.append(twice.subarray(from, end));
          from = end;
        }
        expect(bytes.sizeBytes).toBe(twice.length);
        expect(bytes.read(0, twice.length).equals(twice)).toBe(true);
        expect([...headersOf(bytes, null)].map((header) => header.toString('hex')).sort()).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });
});

interface TestField {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly (string | number)[];
}

/** A header of these fields, in this order. */
function header(fields: readonly TestField[]): Buffer {
  const data: Buffer[] = [];
  let sizeBytes = 0;
  const entries = fields.map(({ tag, type, values }) => {
    const bytes = Buffer.concat(
      values.map((value) => {
        if (typeof value === 'string') return Buffer.from(`${value}\0`);
        const number = Buffer.alloc(4);
        number.writeUInt32BE(value);
        return number;
      }),
    );
    const entry = Buffer.alloc(16);
    [tag, type, sizeBytes, values.length].forEach((value, index) => entry.writeUInt32BE(value, 4 * index));
    data.push(bytes);
    sizeBytes += bytes.length;
    return entry;
  });
  const counts = Buffer.alloc(8);
  counts.writeUInt32BE(fields.length, 0);
  counts.writeUInt32BE(sizeBytes, 4);
  return Buffer.concat([counts, ...entries, ...data]);
}

const [INT32, STRING, STRINGS] = [4, 6, 8];
const MD5 = '0123456789abcdef0123456789abcdef';
const FILES: readonly TestField[] = [
  { tag: 1000, type: STRING, values: ['demo'] },
  { tag: 1001, type: STRING, values: ['3.0.7'] },
  { tag: 1002, type: STRING, values: ['1.el9'] },
  { tag: 1035, type: STRINGS, values: [MD5, '', MD5] },
  { tag: 1116, type: INT32, values: [0, 1, 1] },
  { tag: 1117, type: STRINGS, values: ['a', 'link', 'b'] },
  { tag: 1118, type: STRINGS, values: ['/usr/lib/', '/etc/'] },
];

function replaced(tag: number, change: Partial<TestField>): TestField[] {
  return FILES.map((field) => (field.tag === tag ? { ...field, ...change } : field));
}

describe('a header', () => {
  it('gives name and files; without an algorithm, digests are MD5', () => {
    const { name, ...rest } = new RpmHeader(header(FILES));
    expect([name, rest]).toEqual(['demo-3.0.7-1.el9', {}]);
    expect([...new RpmHeader(header(FILES)).files()]).toEqual([
      { path: 'usr/lib/a', digest: `md5:${MD5}` },
      { path: 'etc/b', digest: `md5:${MD5}` },
    ]);
  });

  it('of a key that RPM keeps like a package has no files', () => {
    expect([...new RpmHeader(header(FILES.slice(0, 3))).files()]).toEqual([]);
  });

  it('entries behind those of the package replace them; others of the same tag are ignored', () => {
    const more = [
      { tag: 1000, type: STRING, values: ['renamed'] },
      { tag: 1000, type: INT32, values: [7] },
    ];
    expect(new RpmHeader(header([...FILES, ...more])).name).toBe('renamed-3.0.7-1.el9');
  });

  it('digests that do not fit their algorithm are left out', () => {
    const algorithm = { tag: 5011, type: INT32, values: [8] };
    expect([...new RpmHeader(header([...FILES, algorithm])).files()]).toEqual([]);
    expect([...new RpmHeader(header(replaced(1035, { values: ['X'.repeat(32), MD5] }))).files()]).toEqual([
      { path: 'etc/link', digest: `md5:${MD5}` },
    ]);
  });

  it.each([
    ['no header', Buffer.alloc(7)],
    ['more entries than bytes', Buffer.from('ffffffff00000000', 'hex')],
    ['more data than bytes', Buffer.from('00000000ffffffff', 'hex')],
    ['a file in no folder', header(replaced(1116, { values: [0, 9, 1] }))],
    ['fewer folder numbers than files', header(replaced(1116, { values: [0] }))],
    ['a text that is too long', header(replaced(1118, { values: ['/'.repeat(5000), '/etc/'] }))],
    ['a text without an end', header(FILES).subarray(0, -1)],
  ])('damaged: %s', (_, bytes) => {
    expect(() => [...new RpmHeader(bytes).files()]).toThrow(DamagedDatabase);
  });
});
