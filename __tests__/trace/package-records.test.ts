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
    const moved = await recordsOf([{ 'usr/lib/apk/db/installed': installed }]);
    expect(moved('usr/share/test/key.pem')).toBe(note);
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

  it("reads RECORD in Debian's and in a virtual environment's folder", async () => {
    for (const folder of [
      'usr/local/lib/python3.11/dist-packages',
      'opt/venv/lib/python3.12/site-packages',
    ]) {
      const noteOf = await recordsOf([
        { [`${folder}/demo-1.2.dist-info/RECORD`]: `demo/key.pem,${sum},41\n` },
      ]);
      expect(noteOf(`${folder}/demo/key.pem`)).toBe(
        'published: byte for byte what the Python package demo 1.2 ships',
      );
      expect(noteOf(`${folder}/demo/key.pem`, 'changed')).toBeNull();
    }
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

describe('what tells where a package came from', () => {
  const foo = { 'srv/node_modules/foo/package.json': '{"name":"foo","version":"1.0.0"}' };
  const key = 'srv/node_modules/foo/key.pem';

  it.each([
    ['https://registry.npmjs.org/foo/-/foo-1.0.0.tgz', true],
    ['file:../foo.tgz', false],
    ['git+ssh://git@example.com/foo.git#0a1b', false],
    ['https://npm.example.com/foo/-/foo-1.0.0.tgz', false],
  ])('npm’s own lockfile: %s', async (resolved, isPublished) => {
    const lock = { packages: { 'node_modules/foo': { resolved }, 'node_modules/x/node_modules/foo': {} } };
    const noteOf = await recordsOf([{ ...foo, 'srv/node_modules/.package-lock.json': JSON.stringify(lock) }]);
    expect(noteOf(key) !== null).toBe(isPublished);
    const old = { name: 'foo', version: '1.0.0', _resolved: resolved };
    const byManifest = await recordsOf([{ 'srv/node_modules/foo/package.json': JSON.stringify(old) }]);
    expect(byManifest(key) !== null).toBe(isPublished);
  });

  it.each([
    ['foo@^1.0.0', 'https://registry.yarnpkg.com/foo/-/foo-1.0.0.tgz#0a', true],
    ['foo@file:./foo.tgz', 'file:./foo.tgz#0a', false],
    ['foo@file:./foo', '', false],
    ['foo@https://example.com/foo.tgz', 'https://example.com/foo.tgz#0a', false],
  ])('Yarn’s notes: %s', async (wanted, resolved, isPublished) => {
    const integrity = JSON.stringify({ lockfileEntries: { [wanted]: resolved, '@a/b@1': '' } });
    const noteOf = await recordsOf([{ ...foo, 'srv/node_modules/.yarn-integrity': integrity }]);
    expect(noteOf(key) !== null).toBe(isPublished);
  });

  it('pnpm’s folders', async () => {
    const folders = ['foo@1.2.3', 'foo@file+..+foo.tgz', 'foo@https+++codeload.example.com+a'];
    const packages = folders.map((folder) => `srv/node_modules/.pnpm/${folder}/node_modules/foo`);
    const noteOf = await recordsOf([
      Object.fromEntries(packages.map((folder) => [`${folder}/package.json`, '{"name":"foo"}'])),
    ]);
    expect(packages.map((folder) => noteOf(`${folder}/key.pem`) !== null)).toEqual([true, false, false]);
  });

  it('a manifest without a name is of no package', async () => {
    const noteOf = await recordsOf([{ 'srv/node_modules/foo/package.json': '{"type":"module"}' }]);
    expect(noteOf(key)).toBeNull();
  });

  it('Go’s repositories, which it reads past the public proxy', async () => {
    const cache = 'root/go/pkg/mod';
    const noteOf = await recordsOf([
      {
        [`${cache}/cache/vcs/${'0a'.repeat(32)}.info`]: 'git3:https://git.example.com/Corp/lib.git',
        [`${cache}/cache/vcs/${'1b'.repeat(32)}.info`]: 'git3:ssh://git@git.example.com:22/corp/other',
      },
    ]);
    const isPublished = (path: string): boolean => noteOf(`${cache}/${path}`) !== null;
    expect(isPublished('golang.org/x/crypto@v0.1.0/ssh/key.pem')).toBe(true);
    expect(isPublished('git.example.com/corp/library@v1.0.0/key.pem')).toBe(true);
    expect(isPublished('git.example.com/!corp/lib@v1.0.0/key.pem')).toBe(false);
    expect(isPublished('git.example.com/!corp/lib/v2@v2.0.0/key.pem')).toBe(false);
    expect(isPublished('git.example.com/corp/other@v1.0.0/key.pem')).toBe(false);
    expect(isPublished('cache/download/git.example.com/!corp/lib/@v/v1.0.0.zip')).toBe(false);
  });

  it('what apk was given as a file, by the checksum in its world', async () => {
    const installed = ['mine', 'openssl']
      .map((name) => `P:${name}\nV:1-r0\nF:etc/${name}\nR:key.pem\nZ:Q1${hash('sha1', KEY, 'base64')}\n`)
      .join('\n');
    const layers = [{ 'lib/apk/db/installed': installed }, { 'etc/apk/world': 'openssl\nmine><Q1abc=\n' }];
    const noteOf = await recordsOf(layers);
    expect([noteOf('etc/mine/key.pem'), noteOf('etc/openssl/key.pem')]).toEqual([
      null,
      expect.stringContaining('openssl 1-r0 ships'),
    ]);
  });

  it('a Python package that no public index would take', async () => {
    const record = `demo/key.pem,sha256=${hash('sha256', KEY, 'base64url')},1\n`;
    const files = { 'usr/lib/python3/site-packages/demo-1.dist-info/RECORD': record };
    const metadata = 'Name: demo\nClassifier: Private :: Do Not Upload\n\nText\n';
    const own = { ...files, 'usr/lib/python3/site-packages/demo-1.dist-info/METADATA': metadata };
    const file = 'usr/lib/python3/site-packages/demo/key.pem';
    expect((await recordsOf([files]))(file)).toContain('demo 1 ships');
    expect((await recordsOf([own]))(file)).toBeNull();
    for (const [setting, isPublished] of [
      ['index-url = https://pypi.org/simple', true],
      ['disable-pip-version-check = true', true],
      ['extra-index-url=https://pypi.example.com/simple', false],
      ['find-links = /wheels', false],
    ] as const) {
      const noteOf = await recordsOf([files, { 'etc/pip.conf': `[global]\n${setting}\n` }]);
      expect([setting, noteOf(file) !== null]).toEqual([setting, isPublished]);
    }
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

  it('node_modules as pnpm, Yarn and Bun lay them out', async () => {
    const manifest = '{"name":"foo"}';
    const noteOf = await recordsOf([
      {
        'srv/node_modules/.pnpm/foo@1.2.3/node_modules/foo/package.json': manifest,
        'srv/node_modules/.pnpm/@org+bar@1.0.0/node_modules/@org/bar/package.json': manifest,
        'srv/node_modules/.bun/foo@1.2.3/node_modules/foo/package.json': manifest,
        'srv/.yarn/unplugged/foo-npm-1.2.3-0123456789/node_modules/foo/package.json': manifest,
      },
    ]);
    for (const folder of [
      '.pnpm/foo@1.2.3/node_modules/foo',
      '.pnpm/@org+bar@1.0.0/node_modules/@org/bar',
      '.bun/foo@1.2.3/node_modules/foo',
    ])
      expect(noteOf(`srv/node_modules/${folder}/test/key.pem`)).toMatch(
        /^probably published: in node_modules\//,
      );
    expect(noteOf('srv/.yarn/unplugged/foo-npm-1.2.3-0123456789/node_modules/foo/key.pem')).toContain(
      '/foo,',
    );
    expect([
      noteOf('srv/node_modules/.pnpm/own.pem'),
      noteOf('srv/node_modules/.pnpm/foo@1.2.3/own.pem'),
      noteOf('srv/node_modules/.bun/own.pem'),
      noteOf('srv/.yarn/unplugged/own.pem'),
    ]).toEqual([null, null, null, null]);
  });

  it('packages of a Composer registry, where its list of what is installed has them', async () => {
    const installed = {
      packages: [
        {
          name: 'acme/http',
          version: '7.8.0',
          'notification-url': 'https://packagist.org/downloads/',
          'install-path': '../acme/http',
        },
        {
          name: 'drupal/core',
          version: '10.1',
          'notification-url': 'https://packages.drupal.org/8/downloads',
          'install-path': '../../web/core',
        },
        { name: 'mine/lib', version: 'dev-main', 'install-path': '../mine/lib' },
        {
          name: 'mine/private',
          version: '1.0',
          'notification-url': 'https://packagist.org.example/downloads/',
          'install-path': '../mine/private',
        },
        {
          name: 'mine/root',
          'notification-url': 'https://packagist.org/downloads/',
          'install-path': '../..',
        },
        null,
        7,
      ],
    };
    const noteOf = await recordsOf(
      [{ 'srv/vendor/composer/installed.json': JSON.stringify(installed) }],
      [100, 7],
    );
    expect(noteOf('srv/vendor/acme/http/tests/key.pem')).toBe(
      'probably published: in the Composer package acme/http 7.8.0, whose files are not on record',
    );
    expect(noteOf('srv/web/core/tests/key.pem')).toContain('in the Composer package drupal/core 10.1');
    for (const path of [
      'vendor/mine/lib',
      'vendor/mine/private',
      'vendor/acme/http2',
      'vendor/acme',
      'config',
    ])
      expect([path, noteOf(`srv/${path}/key.pem`)]).toEqual([path, null]);
  });

  it('reads the list of Composer 1, too', async () => {
    const installed = [
      { name: 'acme/http', version: '1.0', 'notification-url': 'https://packagist.org/downloads/' },
    ];
    const noteOf = await recordsOf([{ 'vendor/composer/installed.json': JSON.stringify(installed) }]);
    expect(noteOf('vendor/acme/http/key.pem')).toContain('in the Composer package acme/http 1.0');
    expect(noteOf('vendor/acme/key.pem')).toBeNull();
  });

  it('packages of the NuGet gallery, not of a feed of somebody’s own', async () => {
    const noteOf = await recordsOf([
      {
        'root/.nuget/packages/demo.tls/1.2.3/.nupkg.metadata':
          '{"version":2,"contentHash":"abc","source":"https://api.nuget.org/v3/index.json"}',
        'root/.nuget/packages/mine/1.0.0/.nupkg.metadata':
          '{"version":2,"source":"https://nuget.example.com/v3/index.json"}',
        'root/.nuget/packages/local/1.0.0/.nupkg.metadata': '{"version":2,"source":"/src/packages"}',
        'root/.nuget/packages/broken/1.0.0/.nupkg.metadata': '{"source":',
      },
    ]);
    expect(noteOf('root/.nuget/packages/demo.tls/1.2.3/content/key.pem')).toBe(
      'probably published: in the NuGet package demo.tls 1.2.3, whose files are not on record',
    );
    for (const path of ['demo.tls/1.2.4', 'demo.tls', 'mine/1.0.0', 'local/1.0.0', 'broken/1.0.0'])
      expect([path, noteOf(`root/.nuget/packages/${path}/key.pem`)]).toEqual([path, null]);
  });

  it('what Maven took from its central repository, not what was built or came from another', async () => {
    const folder = 'root/.m2/repository/org/demo/tls/1.2';
    const noteOf = await recordsOf([
      {
        [`${folder}/_remote.repositories`]:
          '#NOTE: This is a Maven Resolver internal implementation file\n#Sun Nov 01\n' +
          'tls-1.2.jar>central=\ntls-1.2-own.jar>=\ntls-1.2-other.jar>company=\ntls-1.2.pom>central=\n',
      },
    ]);
    expect(noteOf(`${folder}/tls-1.2.jar!/test/key.pem`, null)).toBe(
      "probably published: in Maven Central's tls-1.2.jar, whose files are not on record",
    );
    for (const file of ['tls-1.2-own.jar!/key.pem', 'tls-1.2-other.jar!/key.pem', 'key.pem', 'tls-1.2.jar2'])
      expect([file, noteOf(`${folder}/${file}`, null)]).toEqual([file, null]);
  });

  it('manifests count in the images that have their layer', async () => {
    const noteOf = await recordsOf([
      {
        'vendor/composer/installed.json':
          '[{"name":"a/b","notification-url":"https://packagist.org/downloads/"}]',
      },
    ]);
    expect(noteOf('vendor/a/b/key.pem')).toContain('a/b');
    expect(noteOf('vendor/a/b/key.pem', KEY, ['another'])).toBeNull();
  });
});

describe('caches of tools', () => {
  const CRATES = 'usr/local/cargo/registry/src/index.crates.io-6f17d22bba15001f';

  it.each([
    [
      'root/go/pkg/mod/golang.org/x/crypto@v0.17.0/ssh/key.pem',
      'in the Go module golang.org/x/crypto@v0.17.0',
    ],
    [
      'root/go/pkg/mod/cache/download/golang.org/x/crypto/@v/v0.17.0.zip!/ssh/key.pem',
      'in the Go module golang.org/x/crypto@v0.17.0',
    ],
    [`${CRATES}/rustls-0.21.0/test-ca/key.pem`, 'in the crate rustls-0.21.0'],
    [
      'root/.cargo/registry/src/github.com-1ecc6299db9ec823/ring-0.16.20/key.pem',
      'in the crate ring-0.16.20',
    ],
    [
      'root/.cargo/registry/cache/index.crates.io-1949cf8c6b5b557f/ring-0.16.20.crate!/key.pem',
      'in the crate ring-0.16.20',
    ],
    ['root/.bun/install/cache/foo@1.2.3@@@1/test/key.pem', 'in the npm package foo@1.2.3'],
    ['root/.bun/install/cache/@org/foo@1.2.3/test/key.pem', 'in the npm package @org/foo@1.2.3'],
    [
      'srv/.yarn/cache/foo-npm-1.2.3-0123456789-abcdef0123.zip!/node_modules/foo/key.pem',
      'in the npm package foo@1.2.3',
    ],
    [
      'root/.yarn/berry/cache/@org-foo-npm-2.0.0-0123456789-10c0.zip!/x.pem',
      'in the npm package @org-foo@2.0.0',
    ],
  ])('%s', async (path, note) => {
    expect((await recordsOf([{}]))(path, null)).toBe(
      `probably published: ${note}, whose files are not on record`,
    );
  });

  it.each([
    'root/go/pkg/mod/cache/download/x@v1.0.0/key',
    'root/go/pkg/mod/cache/download/sumdb/sum.golang.org/@v/v1.zip!/key',
    'root/go/src/x@v1.0.0/key',
    'root/.cargo/registry/src/cargo.example.com-6f17d22bba15001f/mine-1.0.0/key.pem',
    'root/.cargo/registry/src/github.com-aaaaaaaaaaaaaaaa/mine-1.0.0/key.pem',
    'root/.cargo/credentials.toml',
    `${CRATES}/key.pem`,
    'root/.cargo/git/checkouts/mine-0123456789abcdef/0a1b2c3/key.pem',
    'root/.bun/install/cache/foo@1.2.3@@npm.example.com__0123@@@1/key.pem',
    'root/.bun/install/cache/@GH@org-repo-0a1b2c3@@@1/key.pem',
    'srv/.yarn/cache/key.pem',
    'srv/.yarn/cache/mine-workspace-1.0.zip!/key.pem',
    'srv/vendor/github.com/org/lib/key.pem',
  ])('own: %s', async (path) => {
    expect((await recordsOf([{}]))(path, null)).toBeNull();
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
      'vendor/composer/installed.json',
      'repository/a/_remote.repositories',
      'packages/a/1/.nupkg.metadata',
      'var/lib/rpm/Packages',
      'var/lib/rpm/Packages.db',
      'var/lib/rpm/rpmdb.sqlite',
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
