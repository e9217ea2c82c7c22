import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readContext } from '../../src/source/context.js';
import { readStaged } from '../../src/source/git-staged.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { randomBytes } from '../helpers/bytes.js';
import { membersOf, open } from '../helpers/open.js';
import { allProblems, filesOf, readAll, streamOf } from '../helpers/read.js';
import { writeTar } from '../helpers/tar.js';
import { writeZip } from '../helpers/zip.js';

const TEXT = 'key = value\n';
const LARGE = randomBytes(900_000, 3).toString('hex');
const SMALL_ZIP = writeZip([{ name: 'conf/a.env', content: TEXT }]);
/** Larger than what a context is read in at a time. */
const LARGE_ZIP = writeZip([
  { name: 'large', content: LARGE, method: 'stored' },
  { name: 'conf/a.env', content: TEXT },
]);
const DAMAGED = writeZip([
  { name: 'a', content: TEXT },
  { name: 'b', content: LARGE },
]).subarray(0, 5000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-containers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps the texts of what is packed, by path. */
function keeper() {
  const texts: Record<string, string> = {};
  let current = '';
  return {
    texts,
    begin: (name: string) => {
      current = name;
      return Object.keys(texts).length;
    },
    write: (piece: Uint8Array) => {
      texts[current] = `${texts[current] ?? ''}${Buffer.from(piece).toString('latin1')}`;
      return undefined;
    },
    end: () => undefined,
  };
}

describe('in a layer', () => {
  it('what a container holds is packed, and not counted as files of the layer', async () => {
    const entries = [
      { path: 'srv/small.zip', content: SMALL_ZIP },
      { path: 'srv/large.zip', content: LARGE_ZIP },
      { path: 'srv/plain', content: TEXT },
      { path: 'srv/x.gz', content: zlib.gzipSync(TEXT) },
      { path: 'srv/damaged.zip', content: DAMAGED },
    ];
    for (const pieces of [[64 * 1024], [1000, 3], [10_000_000]]) {
      const archive = packFiles(ociFiles([{ layers: [{ entries }] }]));
      const result = await readAll(streamOf(archive, pieces));
      const files = filesOf(result, 0);
      expect(files).toMatchObject({
        'srv/small.zip!/conf/a.env': TEXT,
        'srv/large.zip!/conf/a.env': TEXT,
        'srv/plain': TEXT,
        'srv/x.gz!/x': TEXT,
        'srv/damaged.zip!/a': TEXT,
      });
      const blob = result.contents.images[0]?.layers[0]?.blob;
      expect(blob?.files).toBe(5);
      expect(blob?.contentBytes).toBe(entries.reduce((sum, { content }) => sum + content.length, 0));
      expect(blob?.unopened).toEqual([{ path: 'srv/damaged.zip!/b', reason: 'is cut off' }]);
      expect(allProblems(result.contents)).toEqual([]);
    }
  });

  it('a limit is a problem of the layer', async () => {
    const archive = packFiles(
      ociFiles([{ layers: [{ entries: [{ path: 'srv/a.zip', content: SMALL_ZIP }] }] }]),
    );
    const { contents } = await readAll(archive, { limits: { containerDepth: 0 } });
    expect(allProblems(contents)).toEqual([
      { path: 'srv/a.zip', reason: 'is an archive within 0 others, the limit, and was not opened', bytes: 0 },
    ]);
  });

  it('a layer that ends in a container is cut off, and what was there is packed', async () => {
    const tar = writeTar([{ path: 'srv/large.zip', content: LARGE_ZIP }]).subarray(0, 1_000_000);
    const result = await readAll(packFiles(ociFiles([{ layers: [{ tar }] }])));
    const problems = allProblems(result.contents).map(({ reason }) => reason);
    expect(problems).toContain('ends in the middle of "srv/large.zip"');
    expect(
      result.blocks.some(({ slices }) => slices.some((slice) => slice.path === 'srv/large.zip!/large')),
    ).toBe(true);
  });
});

describe('in a build context', () => {
  it('what a container holds is packed, and not counted as files', async () => {
    mkdirSync(path.join(folder, 'lib'));
    writeFileSync(path.join(folder, 'lib/app.jar'), SMALL_ZIP);
    writeFileSync(path.join(folder, 'large.zip'), LARGE_ZIP);
    writeFileSync(path.join(folder, 'damaged.zip'), DAMAGED);
    const packer = keeper();
    const contents = await readContext({ directory: folder, packer });
    expect(packer.texts).toMatchObject({
      'lib/app.jar!/conf/a.env': TEXT,
      'large.zip!/conf/a.env': TEXT,
      'large.zip!/large': LARGE,
      'damaged.zip!/a': TEXT,
    });
    expect(contents.files).toBe(3);
    expect(contents.bytes).toBe(SMALL_ZIP.length + LARGE_ZIP.length + DAMAGED.length);
    expect(contents.unopened).toEqual([{ path: 'damaged.zip!/b', reason: 'is cut off' }]);
    expect(contents.problems).toEqual([]);
  });

  it('a limit is a problem of the context', async () => {
    writeFileSync(path.join(folder, 'a.zip'), SMALL_ZIP);
    const { problems } = await readContext({
      directory: folder,
      packer: keeper(),
      limits: { containerDepth: 0 },
    });
    expect(problems.map((problem) => problem.path)).toEqual(['a.zip']);
  });
});

describe('in what is staged', () => {
  it('what a container holds is packed', async () => {
    const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
    git('init', '-q');
    writeFileSync(path.join(folder, 'a.zip'), SMALL_ZIP);
    writeFileSync(path.join(folder, 'large.zip'), LARGE_ZIP);
    writeFileSync(path.join(folder, 'plain'), TEXT);
    writeFileSync(path.join(folder, 'empty'), '');
    git('add', '.');
    const packer = keeper();
    const contents = await readStaged({ directory: folder, packer, warn: () => undefined });
    expect(packer.texts).toMatchObject({
      'a.zip!/conf/a.env': TEXT,
      'large.zip!/conf/a.env': TEXT,
      'large.zip!/large': LARGE,
      plain: TEXT,
    });
    expect(contents.files).toBe(4);
    expect(contents.problems).toEqual([]);
  });

  it('what the packer throws ends the reading', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    writeFileSync(path.join(folder, 'large.zip'), LARGE_ZIP);
    execFileSync('git', ['add', '.'], { cwd: folder });
    const packer = {
      ...keeper(),
      write: () => {
        throw new Error('the pool is closed');
      },
    };
    await expect(readStaged({ directory: folder, packer, warn: () => undefined })).rejects.toThrow(
      'the pool is closed',
    );
  });
});

/** Programs that write archives, where they are at hand. */
const WRITERS: readonly (readonly [string, readonly string[], string])[] = [
  ['zip', ['-qr', 'out.zip', 'in'], 'out.zip'],
  ['zip', ['-qr0', 'out.zip', 'in'], 'out.zip'],
  ['jar', ['cf', 'out.jar', 'in'], 'out.jar'],
  ['jar', ['cf0', 'out.jar', 'in'], 'out.jar'],
  ['python3', ['-c', 'import shutil; shutil.make_archive("out", "zip", ".", "in")'], 'out.zip'],
  [
    'python3',
    [
      '-c',
      'import sys, zipfile\nz = zipfile.ZipFile(sys.stdout.buffer, "w", zipfile.ZIP_DEFLATED)\nfor n in ["in/a.env", "in/large"]: z.write(n)\nz.close()',
    ],
    '',
  ],
  ['tar', ['-czf', 'out.tgz', 'in'], 'out.tgz'],
  ['tar', ['-cf', 'out.tar', '--format=v7', 'in'], 'out.tar'],
  ['tar', ['-cf', 'out.tar', '--format=gnu', 'in'], 'out.tar'],
  ['gzip', ['-k', 'in/a.env'], 'in/a.env.gz'],
  ['zstd', ['-q', 'in/a.env'], 'in/a.env.zst'],
];

describe('what other programs write', () => {
  it.each(WRITERS)('%s %j', async (program, args, output) => {
    mkdirSync(path.join(folder, 'in'));
    writeFileSync(path.join(folder, 'in/a.env'), TEXT.repeat(9));
    writeFileSync(path.join(folder, 'in/large'), LARGE);
    const { error, status, stdout } = spawnSync(program, args, { cwd: folder, maxBuffer: 2 ** 26 });
    // Not every machine has every one of them.
    if (error !== undefined) return;
    expect(status).toBe(0);
    const bytes = output === '' ? stdout : readFileSync(path.join(folder, output));
    for (const pieces of [undefined, [65_536]]) {
      const opened = await open(output, bytes, pieces);
      expect(Object.values(membersOf(opened))).toContain(TEXT.repeat(9));
      if (!output.startsWith('in/')) expect(Object.values(membersOf(opened))).toContain(LARGE);
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });
});
