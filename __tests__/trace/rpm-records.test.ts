import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestFile } from '../../src/detector/file-digests.js';
import { PackageRecords } from '../../src/trace/package-records.js';
import { RpmDatabases } from '../../src/trace/rpm/databases.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { readAll, streamOf } from '../helpers/read.js';
import { type DatabaseName, readDatabase } from './rpm-databases/read.js';

type Files = Readonly<Record<string, string | Uint8Array>>;
const KEY = 'a key that a package ships for its tests\n';

interface RpmImage {
  /** The note on a file of these contents; null for what is the user's own. */
  readonly noteOf: (path: string, content?: string | null, layers?: readonly number[]) => string | null;
  readonly warnings: readonly string[];
}

async function readLayers(layers: readonly Files[], pieceBytes = [65_536]): Promise<RpmImage> {
  const records = new PackageRecords();
  const image = {
    layers: layers.map((files) => ({
      entries: Object.entries(files).map(([path, content]) => ({ path, content })),
    })),
  };
  const { contents } = await readAll(streamOf(packFiles(ociFiles([image])), pieceBytes), {
    openTap: records.openTap,
  });
  const names = contents.images[0]!.layers.map(({ blob }) => blob!.name);
  return {
    noteOf: (path, content = KEY, used = [...names.keys()]) =>
      records.ownerOf(
        used.map((index) => names[index]!),
        path,
        content === null ? null : digestFile(0, Buffer.from(content)),
      )?.note ?? null,
    warnings: records.warnings(),
  };
}

function ships(name: string): string {
  return `published: byte for byte what the RPM package ${name} ships`;
}

const PLACES: readonly (readonly [database: DatabaseName, path: string])[] = [
  ['rpmdb.sqlite', 'var/lib/rpm/rpmdb.sqlite'],
  ['rpmdb.sqlite', 'usr/lib/sysimage/rpm/rpmdb.sqlite'],
  ['rpmdb.sqlite', 'usr/share/rpm/rpmdb.sqlite'],
  ['rpmdb.sqlite', 'usr/lib/sysimage/rpm-ostree-base-db/rpmdb.sqlite'],
  ['Packages.db', 'usr/lib/sysimage/rpm/Packages.db'],
  ['Packages.db', 'var/lib/rpm/Packages.db'],
  ['Packages', 'var/lib/rpm/Packages'],
  ['Packages-big-endian', 'var/lib/rpm/Packages'],
];

describe.each(PLACES)('%s at %s', (database, path) => {
  it('tells of every file which package ships it', async () => {
    const { noteOf, warnings } = await readLayers([{ [path]: readDatabase(database) }], [65_536, 3, 9999]);
    expect(warnings).toEqual([]);
    for (const file of [
      'usr/share/keys/key.pem',
      'usr/share/keys/schlüssel with spaces.pem',
      'etc/key.conf',
      'lib/keys/key.pem',
      'usr/lib/keys/key.pem',
    ])
      expect([file, noteOf(file)]).toEqual([file, ships('drydock-keys-1.2-1')]);
    expect(noteOf('usr/share/keys/empty', '')).toBe(ships('drydock-keys-1.2-1'));
    for (let folder = 1; folder <= 30; folder++) {
      for (let file = 1; file <= 40; file++) {
        const name = `usr/lib/many/${folder}/${file}`;
        expect([name, noteOf(name, `/${name}\n`)]).toEqual([name, ships('drydock-many-1.0-1')]);
      }
    }
    for (let file = 1; file <= 30; file++) {
      const note = noteOf(`usr/lib/small/${file}`, `/usr/lib/small/${file}\n`);
      expect([file, note]).toEqual([file, file === 13 ? null : ships(`drydock-small-${file}-1.0-1`)]);
    }
  });

  it('a copy elsewhere, other contents, and files of packages that are gone are own', async () => {
    const { noteOf } = await readLayers([{ [path]: readDatabase(database) }]);
    expect(noteOf('srv/key.pem')).toBeNull();
    expect(noteOf('usr/share/keys/copy.pem')).toBeNull();
    expect(noteOf('usr/share/keys/key.pem', KEY.replace('k', 'K'))).toBeNull();
    expect(noteOf('usr/share/keys/other.pem')).toBeNull();
    expect(noteOf('usr/share/keys/key.pem', null)).toBeNull();
    expect(noteOf('usr/share/keys/key.pem!/inner')).toBeNull();
    expect(noteOf('usr/share/keys/link.pem')).toBeNull();
    expect(noteOf('var/log/keys.log', '')).toBeNull();
    expect(noteOf('usr/share/removed/key.pem')).toBeNull();
  });

  it('compares MD5 and SHA-1 as well, and what has another digest is own', async () => {
    const { noteOf } = await readLayers([{ [path]: readDatabase(database) }]);
    expect(noteOf('usr/share/md5/key.pem')).toBe(ships('drydock-md5-1.0-1'));
    expect(noteOf('usr/share/sha1/key.pem')).toBe(ships('drydock-sha1-1.0-1'));
    expect(noteOf('usr/share/md5/key.pem', 'other')).toBeNull();
    expect(noteOf('usr/share/sha512/key.pem')).toBeNull();
  });
});

describe('a write-ahead log', () => {
  const database = { 'var/lib/rpm/rpmdb.sqlite': readDatabase('rpmdb.sqlite') };
  const log = { 'var/lib/rpm/rpmdb.sqlite-wal': readDatabase('rpmdb.sqlite-wal') };
  const late = 'usr/share/late/key.pem';

  it('is read with its database, wherever it stands beside it', async () => {
    const shared = { 'var/lib/rpm/rpmdb.sqlite-shm': 'x' };
    for (const files of [
      { ...database, ...shared, ...log, 'var/lib/zoo': '' },
      { ...log, ...database },
      { ...log, ...shared, ...database, 'var/lib/zoo': '' },
    ]) {
      const { noteOf, warnings } = await readLayers([files]);
      expect(noteOf(late)).toBe(ships('drydock-late-1.0-1'));
      expect(noteOf('usr/share/keys/key.pem')).toBe(ships('drydock-keys-1.2-1'));
      expect(warnings).toEqual([]);
    }
  });

  it('changes nothing where there is none, an empty one, or one of another layer or database', async () => {
    const layers: readonly (readonly Files[])[] = [
      [database],
      [{ ...database, 'var/lib/rpm/rpmdb.sqlite-wal': '' }],
      [database, log],
      [{ ...database, 'usr/share/rpm/rpmdb.sqlite-wal': log['var/lib/rpm/rpmdb.sqlite-wal'] }],
    ];
    for (const image of layers) {
      const { noteOf, warnings } = await readLayers(image);
      expect([noteOf(late), noteOf('usr/share/keys/key.pem')]).toEqual([null, ships('drydock-keys-1.2-1')]);
      expect(warnings).toEqual([]);
    }
  });

  it('counts up to its last commit', async () => {
    const [path, bytes] = Object.entries(log)[0]!;
    const { noteOf, warnings } = await readLayers([
      { ...database, [path]: bytes.subarray(0, 32 + 4120 * 2) },
    ]);
    expect([noteOf(late), noteOf('usr/share/keys/key.pem')]).toEqual([null, ships('drydock-keys-1.2-1')]);
    expect(warnings).toEqual([]);
  });

  it('of another database makes a warning', async () => {
    const [path] = Object.keys(log);
    const { noteOf, warnings } = await readLayers([{ ...database, [path!]: Buffer.alloc(5000, 1) }]);
    expect(noteOf('usr/share/keys/key.pem')).toBeNull();
    expect(warnings).toEqual([
      expect.stringMatching(/^RPM's database var\/lib\/rpm\/rpmdb\.sqlite could not be read: .*log/),
    ]);
  });
});

describe('databases of several layers', () => {
  const sqlite: Files = { 'var/lib/rpm/rpmdb.sqlite': readDatabase('rpmdb.sqlite') };
  const withLog: Files = { ...sqlite, 'var/lib/rpm/rpmdb.sqlite-wal': readDatabase('rpmdb.sqlite-wal') };

  it('count each for the images that have the layer', async () => {
    const { noteOf } = await readLayers([{ 'etc/hosts': '' }, sqlite, withLog, { srv: '' }]);
    const keys = 'usr/share/keys/key.pem';
    expect([[0], [1], [2], [0, 1], [1, 2], [0, 3]].map((used) => noteOf(keys, KEY, used) !== null)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    const late = 'usr/share/late/key.pem';
    expect([[1], [2], [1, 2], [0]].map((used) => noteOf(late, KEY, used) !== null)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('count for the files of their time, though a later layer deletes or empties the database', async () => {
    for (const top of [
      'var/lib/rpm/.wh.rpmdb.sqlite',
      'var/lib/rpm/.wh..wh..opq',
      'var/lib/rpm/rpmdb.sqlite',
    ]) {
      const { noteOf, warnings } = await readLayers([sqlite, { [top]: '' }]);
      expect(noteOf('usr/share/keys/key.pem')).toBe(ships('drydock-keys-1.2-1'));
      expect(warnings).toEqual([]);
    }
  });
});

it('a package that nobody signed is own among packages that are signed', async () => {
  // The tags of a license and of a signature: headers are not sealed in this database.
  const [license, signature] = ['000003f600000006', '0000010c00000007'].map((hex) => Buffer.from(hex, 'hex'));
  const database = Buffer.from(readDatabase('rpmdb.sqlite'));
  const keys = database.indexOf('drydock-keys\0');
  const others: number[] = [];
  for (let at = database.indexOf(license!); at >= 0; at = database.indexOf(license!, at + 1)) others.push(at);
  const own = others.findLast((at) => at < keys)!;
  for (const at of others) if (at !== own) signature!.copy(database, at);
  const { noteOf } = await readLayers([{ 'var/lib/rpm/rpmdb.sqlite': database }]);
  expect(noteOf('usr/share/keys/key.pem')).toBeNull();
  expect(noteOf('usr/lib/many/1/1', '/usr/lib/many/1/1\n')).toBe(ships('drydock-many-1.0-1'));
});

describe('a database that can not be read', () => {
  it('makes one warning, and its packages up to there count', async () => {
    const whole = readDatabase('Packages');
    const layer = { 'var/lib/rpm/Packages': whole.subarray(0, whole.length - 4096) };
    const { noteOf, warnings } = await readLayers([layer, { ...layer, a: '' }]);
    expect(noteOf('usr/share/keys/key.pem')).toBe(ships('drydock-keys-1.2-1'));
    expect(warnings).toEqual([
      "RPM's database var/lib/rpm/Packages could not be read: it refers to what is not there. " +
        'Files of packages that it lists may be told as your own.',
    ]);
  });

  it.each(['', 'text that is no database', 'SQLite format 3\0', `RpmP${'\xff'.repeat(60)}`])(
    '%j',
    async (text) => {
      const { noteOf, warnings } = await readLayers([
        { 'var/lib/rpm/Packages': Buffer.from(text, 'latin1') },
      ]);
      expect(noteOf('usr/share/keys/key.pem')).toBeNull();
      expect(warnings).toHaveLength(text === '' ? 0 : 1);
    },
  );

  it('is told when it is too large, and is not kept', () => {
    const said: string[] = [];
    const sink = {
      addHeader: () => void said.push('header'),
      addProblem: (path: string, reason: string) => void said.push(`${path} ${reason}`),
    };
    const databases = new RpmDatabases(sink, 2 ** 20);
    const tap = databases.open(0, 'var/lib/rpm/Packages');
    for (let piece = 0; piece < 17; piece++) tap?.write(Buffer.alloc(2 ** 16));
    tap?.end();
    databases.pass(0, 'var/lib/rpm/Name');
    databases.finish();
    expect(said).toEqual(['var/lib/rpm/Packages is larger than 1 MiB']);
  });

  it('nothing is told of one that is cut short with its layer', () => {
    const databases = new RpmDatabases({
      addHeader: () => expect(false).toBe(true),
      addProblem: () => expect(false).toBe(true),
    });
    databases.open(0, 'var/lib/rpm/Packages')?.write(Buffer.alloc(100));
    databases.finish();
  });

  it.each(['rpmdb.sqlite', 'rpmdb.sqlite-wal', 'Packages.db', 'Packages', 'Packages-big-endian'] as const)(
    '%s ends in a warning at worst, whatever is changed in it',
    (name) => {
      const [whole, base] = [readDatabase(name), readDatabase('rpmdb.sqlite')];
      const change = fc.record({
        at: fc.oneof(fc.nat(whole.length - 1), fc.nat(200)),
        bytes: fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 8 }),
          fc.constantFrom(Buffer.from('ffffffff', 'hex'), Buffer.alloc(4), Buffer.from('7fffffff', 'hex')),
        ),
      });
      fc.assert(
        fc.property(
          fc.array(change, { minLength: 1, maxLength: 30 }),
          fc.option(fc.nat(whole.length), { freq: 4 }),
          (changes, length) => {
            const bytes = Buffer.from(whole);
            for (const { at, bytes: changed } of changes)
              bytes.set(changed.subarray(0, whole.length - at), at);
            const records = new PackageRecords();
            const give = (path: string, content: Uint8Array): void => {
              const tap = records.openTap('layer', path);
              tap?.write(content);
              tap?.end();
            };
            if (name === 'rpmdb.sqlite-wal') give('var/lib/rpm/rpmdb.sqlite', base);
            const file = name === 'Packages-big-endian' ? 'Packages' : name;
            give(`var/lib/rpm/${file}`, bytes.subarray(0, length ?? whole.length));
            expect(records.ownerOf(['layer'], 'srv/key.pem', digestFile(0, Buffer.from(KEY)))).toBeNull();
            expect(records.warnings().length).toBeLessThan(2);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});
