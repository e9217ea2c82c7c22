import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestFile } from '../../src/detector/file-digests.js';
import { LineTap, type FileRecord, readMd5sums } from '../../src/trace/package-record.js';
import { PackageRecords } from '../../src/trace/package-records.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { readAll, streamOf } from '../helpers/read.js';

type Files = Readonly<Record<string, string>>;
const KEY = 'a key that a package ships for its tests\n';

function hash(algorithm: string, text: string, encoding: 'hex' | 'base64' | 'base64url' = 'hex'): string {
  return createHash(algorithm).update(text).digest(encoding);
}

/** The notes on files of an image made of these layers; null for what is the user's own. */
async function recordsOf(layers: readonly Files[], pieceBytes = [65_536]) {
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
  return (path: string, content: string | null = KEY, usedLayers = names): string | null =>
    records.ownerOf(usedLayers, path, content === null ? null : digestFile(0, Buffer.from(content)))?.note ??
    null;
}

const dpkg: Files = {
  'var/lib/dpkg/info/python3.11:amd64.md5sums': `${hash('md5', 'other')}  usr/lib/python3.11/a.py\n${hash('md5', KEY)}  usr/lib/python3.11/test/key.pem`,
  'usr/lib/python3.11/test/key.pem': KEY,
};

describe('dpkg', () => {
  const note = 'published: byte for byte what the dpkg package python3.11 ships';

  it('knows a file that is byte for byte what a package ships, whatever the layers', async () => {
    expect((await recordsOf([dpkg]))('usr/lib/python3.11/test/key.pem')).toBe(note);
    const apart = await recordsOf([{}, { 'var/lib/dpkg/status': '' }, dpkg]);
    expect(apart('usr/lib/python3.11/test/key.pem')).toBe(note);
  });

  it('a copy elsewhere, one byte changed, and contents that are not known are own', async () => {
    const noteOf = await recordsOf([dpkg]);
    expect(noteOf('srv/key.pem')).toBeNull();
    expect(noteOf('usr/lib/python3.11/test/key2.pem')).toBeNull();
    expect(noteOf('usr/lib/python3.11/test/key.pem', KEY.replace('k', 'K'))).toBeNull();
    expect(noteOf('usr/lib/python3.11/test/key.pem', null)).toBeNull();
    expect(noteOf('usr/lib/python3.11/a.py')).toBeNull();
    expect(noteOf('usr/lib/python3.11/test/key.pem!/inner')).toBeNull();
  });

  it('asks only the records of the image, not those of another in the archive', async () => {
    expect((await recordsOf([dpkg]))('usr/lib/python3.11/test/key.pem', KEY, ['another'])).toBeNull();
  });

  it('reads the records of distroless images, and configuration files in the status', async () => {
    const noteOf = await recordsOf([
      {
        'var/lib/dpkg/status.d/openssl.md5sums': `${hash('md5', KEY)}  ./usr/share/openssl/key.pem\n`,
        'var/lib/dpkg/status': `Package: first\nConffiles:\n /etc/a ${hash('md5', 'x')}\n\nPackage: ssl-cert\nStatus: install ok installed\nConffiles:\n /etc/ssl/key.pem ${hash('md5', KEY)}\n /etc/old ${hash('md5', KEY)} obsolete\n`,
      },
    ]);
    expect(noteOf('usr/share/openssl/key.pem')).toContain('openssl ships');
    expect(noteOf('etc/ssl/key.pem')).toContain('ssl-cert ships');
    expect(noteOf('etc/old')).toContain('ssl-cert ships');
    expect(noteOf('etc/a')).toBeNull();
  });

  it('knows that /lib is a link to /usr/lib', async () => {
    const noteOf = await recordsOf([
      { 'var/lib/dpkg/info/a.md5sums': `${hash('md5', KEY)}  lib/key\n${hash('md5', KEY)}  usr/bin/tool\n` },
    ]);
    expect([noteOf('usr/lib/key'), noteOf('lib/key'), noteOf('bin/tool')]).not.toContain(null);
  });

  it('files in /usr/share of which only the name is on record are probably published, others are own', async () => {
    const noteOf = await recordsOf([
      { 'var/lib/dpkg/info/doc.list': '/.\n/usr\n/usr/share/doc/key.pem\n/etc/key.pem\n' },
    ]);
    expect(noteOf('usr/share/doc/key.pem')).toContain('probably published: the dpkg package doc');
    expect(noteOf('etc/key.pem')).toBeNull();
  });

  it('what was compiled from a file of a package is probably published', async () => {
    const noteOf = await recordsOf([dpkg]);
    expect(noteOf('usr/lib/python3.11/__pycache__/a.cpython-311.pyc')).toContain(
      'probably published: the dpkg package python3.11',
    );
    expect(noteOf('usr/lib/python3.11/__pycache__/a.cpython-311.opt-2.pyc')).toContain('probably published');
    expect(noteOf('usr/lib/python3.11/__pycache__/mine.cpython-311.pyc')).toBeNull();
  });
});

describe('apk', () => {
  it('reads the database of installed packages', async () => {
    const sha1 = hash('sha1', KEY, 'base64');
    const installed = `P:musl\nV:1.2.5-r0\nF:lib\nR:libc.so\nZ:Q1${hash('sha1', 'x', 'base64')}\n\nC:Q1abc=\nP:py3-test\nV:3.1-r2\nF:\nR:top.pem\na:0:0:644\nZ:Q1${sha1}\nF:usr/share/test\nM:0:0:755\nR:key.pem\nZ:Q1${sha1}\nR:unsummed\nF:etc\nR:other\nZ:Q2${hash('sha256', KEY, 'base64')}\n`;
    const noteOf = await recordsOf([{ 'lib/apk/db/installed': installed }]);
    const note = 'published: byte for byte what the apk package py3-test 3.1-r2 ships';
    expect(['usr/share/test/key.pem', 'top.pem', 'etc/other'].map((path) => noteOf(path))).toEqual([
      note,
      note,
      note,
    ]);
    expect(
      ['lib/libc.so', 'usr/share/test/unsummed', 'key.pem', 'srv/key.pem'].map((path) => noteOf(path)),
    ).toEqual([null, null, null, null]);
    expect(noteOf('usr/share/test/key.pem', 'changed')).toBeNull();
  });
});

describe('Python', () => {
  const site = 'usr/lib/python3.12/site-packages';
  const sum = `sha256=${hash('sha256', KEY, 'base64url')}`;
  const installed: Files = {
    [`${site}/demo-1.2.dist-info/RECORD`]: `demo/key.pem,${sum},41\r\n"demo/a,""b"".pem",${sum},41\n../../../bin/demo,${sum},41\n/etc/demo,${sum},41\ndemo/__pycache__/x.cpython-312.pyc,,\ndemo-1.2.dist-info/RECORD,,\n`,
  };

  it('reads RECORD', async () => {
    const noteOf = await recordsOf([installed]);
    const note = 'published: byte for byte what the Python package demo 1.2 ships';
    for (const path of [`${site}/demo/key.pem`, `${site}/demo/a,"b".pem`, 'usr/bin/demo', 'etc/demo'])
      expect(noteOf(path)).toBe(note);
    expect(noteOf(`${site}/demo/key.pem`, 'changed')).toBeNull();
    expect(noteOf(`${site}/demo/added.pem`)).toBeNull();
    expect(noteOf(`${site}/demo/__pycache__/x.cpython-312.pyc`, 'anything')).toContain(
      'probably published: the Python package demo 1.2',
    );
  });

  it('what was installed from a folder or repository is own', async () => {
    const noteOf = await recordsOf([
      installed,
      { [`${site}/demo-1.2.dist-info/direct_url.json`]: '{"url":"file:///src"}' },
    ]);
    expect(noteOf(`${site}/demo/key.pem`)).toBeNull();
    expect(noteOf(`${site}/demo/__pycache__/x.cpython-312.pyc`)).toBeNull();
  });

  it('a package without RECORD is probably published, by the name in its egg-info', async () => {
    const noteOf = await recordsOf([
      {
        [`${site}/Old-1.egg-info/top_level.txt`]: 'old\nsingle\n',
        'srv/mine.egg-info/top_level.txt': 'mine\n',
      },
    ]);
    expect(noteOf(`${site}/old/tests/key.pem`)).toBe(
      'probably published: in the Python package old, whose files are not on record',
    );
    expect(noteOf(`${site}/single.py`)).toContain('probably published');
    expect([
      noteOf(`${site}/mine/key.pem`),
      noteOf('srv/mine/key.pem'),
      noteOf(`${site}/older/key.pem`),
    ]).toEqual([null, null, null]);
  });
});

describe('folders of packages', () => {
  it('node_modules, by a package.json that is not private', async () => {
    const noteOf = await recordsOf(
      [
        {
          'srv/node_modules/foo/package.json': '{"name":"foo"}',
          'srv/node_modules/@org/bar/package.json': '{"name":"@org/bar","private":false}',
          'srv/node_modules/mine/package.json': '{"private": true}',
          'srv/node_modules/broken/package.json': '{"private": tr',
          'srv/package.json': '{}',
        },
      ],
      [3, 700, 11],
    );
    const note = 'probably published: in node_modules/foo, whose files are not on record';
    expect(noteOf('srv/node_modules/foo/test/key.pem')).toBe(note);
    expect(noteOf('srv/node_modules/foo/lib.zip!/key.pem', null)).toBe(note);
    expect(noteOf('srv/node_modules/@org/bar/key.pem')).toContain('in node_modules/@org/bar');
    for (const path of [
      'mine/key.pem',
      'broken/key.pem',
      'foo2/key.pem',
      'foo/node_modules/inner/key.pem',
      '.cache/key.pem',
      'foo/.npmrc',
      'foo/.env',
    ]) {
      expect([path, noteOf(`srv/node_modules/${path}`)]).toEqual([path, null]);
    }
    expect(noteOf('srv/key.pem')).toBeNull();
  });

  it('gems with a specification, not those from a repository', async () => {
    const noteOf = await recordsOf([{ 'usr/local/bundle/specifications/rack-3.0.8.gemspec': 'spec' }]);
    expect(noteOf('usr/local/bundle/gems/rack-3.0.8/test/key.pem')).toContain('in the gem rack-3.0.8');
    expect([
      noteOf('usr/local/bundle/gems/mine-1.0/key.pem'),
      noteOf('usr/local/bundle/bundler/gems/mine-0a1b2c/key.pem'),
    ]).toEqual([null, null]);
  });

  it("modules in Go's cache", async () => {
    const noteOf = await recordsOf([{}]);
    expect(noteOf('root/go/pkg/mod/golang.org/x/crypto@v0.17.0/ssh/key.pem')).toContain(
      'in the Go module golang.org/x/crypto@v0.17.0',
    );
    expect([
      noteOf('root/go/pkg/mod/cache/download/x@v1.0.0/key'),
      noteOf('root/go/src/x@v1.0.0/key'),
    ]).toEqual([null, null]);
  });
});

describe('notes', () => {
  it('show no control characters of a name', async () => {
    const noteOf = await recordsOf([
      {
        'lib/apk/db/installed': `P:a\u001b[31m${'x'.repeat(500)}\nF:etc\nR:key\nZ:Q1${hash('sha1', KEY, 'base64')}\n`,
      },
    ]);
    expect(noteOf('etc/key')).not.toContain('\u001b');
    expect(noteOf('etc/key')!.length).toBeLessThan(250);
  });
});

describe('record files', () => {
  const line = (path: string): string => `${hash('md5', path)}  ${path}`;

  function read(text: string, sizes: readonly number[]): string[] {
    const found: FileRecord[] = [];
    const tap = new LineTap(readMd5sums, {
      beginPackage: () => undefined,
      add: (record) => void found.push(record),
    });
    const bytes = Buffer.from(text);
    for (let from = 0, index = 0; from < bytes.length; index++) {
      const piece = Buffer.from(bytes.subarray(from, from + sizes[index % sizes.length]!));
      tap.write(piece);
      from += piece.length;
      piece.fill(0x7a);
    }
    tap.end();
    return found.map(({ path }) => path);
  }

  it('read the same in pieces of any sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé€]{1,8}$/), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (paths, sizes, isEnded) => {
          expect(read(paths.map(line).join('\n') + (isEnded ? '\n' : ''), sizes)).toEqual(paths);
        },
      ),
    );
  });

  it('of a line that is too long, no part counts', () => {
    const text = `${line('a')}\n${'x'.repeat(20_000)}\n${'y'.repeat(16_384)}${line('no')}\n${line('b')}`;
    for (const sizes of [[100_000], [16_000], [7]]) expect(read(text, sizes)).toEqual(['a', 'b']);
  });

  it('never fail, whatever is in them', async () => {
    const paths = [
      'var/lib/dpkg/info/a.md5sums',
      'var/lib/dpkg/status',
      'lib/apk/db/installed',
      'a.dist-info/RECORD',
      'site-packages/a.egg-info/top_level.txt',
      'node_modules/a/package.json',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.uint8Array({ maxLength: 200 }), (path, bytes) => {
        const records = new PackageRecords();
        const tap = records.openTap('layer', path);
        tap?.write(bytes);
        tap?.end();
        expect(records.ownerOf(['layer'], 'srv/key.pem', null)).toBeNull();
        return Promise.resolve();
      }),
    );
  });
});
