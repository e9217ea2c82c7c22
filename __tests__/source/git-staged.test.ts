import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/model/errors.js';
import { parseRawDiff, readStaged } from '../../src/source/git-staged.js';

let folder = '';
let repository = '';
const before = { ...process.env };

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-staged-')));
  repository = path.join(folder, 'repository');
  mkdirSync(repository);
  // The machine's own configuration of Git has no part in this.
  process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
  git('init', '-q');
});

afterEach(() => {
  for (const name of Object.keys(process.env))
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, before);
  rmSync(folder, { recursive: true, force: true });
});

function gitIn(cwd: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=T',
    '-c',
    'user.email=t@example.com',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    // Jest's process.env is a copy, which children are not given by themselves.
    env: { ...process.env },
  });
}

const git = (...args: string[]): string => gitIn(repository, ...args);

function put(name: string | Buffer, text: string | Buffer, at = repository): void {
  const file = Buffer.concat([Buffer.from(`${at}/`), Buffer.from(name)]);
  if (typeof name === 'string') mkdirSync(path.dirname(path.join(at, name)), { recursive: true });
  writeFileSync(file, text);
}

async function read(directory = repository) {
  const read: Record<string, string> = {};
  const warnings: string[] = [];
  let name = '';
  const contents = await readStaged({
    directory,
    packer: {
      begin: (file) => {
        name = file;
        read[name] = '';
        return 0;
      },
      write: (chunk) => {
        read[name] = `${read[name] ?? ''}${Buffer.from(chunk).toString('latin1')}`;
        return undefined;
      },
      end: () => undefined,
    },
    warn: (line) => warnings.push(line),
  });
  return { read, warnings, contents };
}

const failure = (directory: string): Promise<unknown> => read(directory).catch((error: unknown) => error);

describe('what is staged', () => {
  it('is all of the index before the first commit', async () => {
    put('a.txt', 'one');
    put('deep/er/b.txt', 'two');
    put('not-added.txt', 'three');
    git('add', 'a.txt', 'deep');
    const { read: files, contents } = await read();
    expect(files).toEqual({ 'a.txt': 'one', 'deep/er/b.txt': 'two' });
    expect(contents).toMatchObject({
      directory: repository,
      files: 2,
      bytes: 6,
      problems: [],
      dockerfile: null,
    });
  });

  it('is nothing when nothing is', async () => {
    expect((await read()).read).toEqual({});
    put('a.txt', 'one');
    git('add', '.');
    git('commit', '-qm', 'a');
    expect((await read()).contents).toMatchObject({ files: 0, bytes: 0, problems: [] });
  });

  it('is what was added and changed, as it stands in the index, whatever ignore files say', async () => {
    for (const name of ['same', 'changed', 'deleted', 'moved', 'mode'])
      put(name, `${name}, long enough to be told again\n`);
    put('.dockerignore', '*\n');
    git('add', '.');
    git('commit', '-qm', 'a');
    put('changed', 'staged');
    git('add', 'changed');
    put('changed', 'only in the folder');
    git('rm', '-q', 'deleted');
    renameSync(path.join(repository, 'moved'), path.join(repository, 'moved-to'));
    put('.gitignore', '.env\n');
    put('.env', 'forced');
    git('add', '-f', 'moved', 'moved-to', '.env');
    put('later', 'x');
    git('add', '--intent-to-add', 'later');
    expect((await read()).read).toEqual({
      '.env': 'forced',
      changed: 'staged',
      'moved-to': 'moved, long enough to be told again\n',
    });
  });

  it('is a link’s target, and a file that became a link or a link that became a file', async () => {
    put('a', 'file');
    symlinkSync('a', path.join(repository, 'b'));
    git('add', '.');
    git('commit', '-qm', 'a');
    rmSync(path.join(repository, 'a'));
    rmSync(path.join(repository, 'b'));
    symlinkSync('/elsewhere', path.join(repository, 'a'));
    put('b', 'now a file');
    symlinkSync('nowhere', path.join(repository, 'c'));
    git('add', '.');
    expect((await read()).read).toEqual({ a: '/elsewhere', b: 'now a file', c: 'nowhere' });
  });

  it('has names of any kind', async () => {
    const odd = Buffer.from([0x6f, 0xff, 0x64]);
    for (const name of ['ü', 'line\nfeed', 'tab\t', '"quoted"', ':(top)x', '*', ' space ', '-dash'])
      put(name, name.replaceAll(/[^ -~]/g, '_'));
    put(odd, 'bytes');
    git('add', '--all');
    expect((await read()).read).toEqual({
      ü: '_',
      'line\nfeed': 'line_feed',
      'tab\t': 'tab_',
      '"quoted"': '"quoted"',
      ':(top)x': ':(top)x',
      '*': '*',
      ' space ': ' space ',
      '-dash': '-dash',
      'o\u00ffd': 'bytes',
    });
  });

  it('has contents of any kind, empty and large, more than once', async () => {
    const large = Buffer.alloc(3_000_000, '0123456789abcdef\n');
    put('empty', '');
    put('zero', Buffer.from([0, 10, 0]));
    put('large', large);
    put('again', large);
    git('add', '.');
    const { read: files, contents } = await read();
    expect(files['zero']).toBe('\0\n\0');
    expect(files['empty']).toBe('');
    expect(files['large'] === large.toString('latin1') && files['again'] === files['large']).toBe(true);
    expect(contents).toMatchObject({ files: 4, bytes: 6_000_003 });
  });

  it('is told of a folder in the repository, with paths that count from there', async () => {
    put('top', '1');
    put('services/shop/a', '2');
    put('services/shop/b/c', '3');
    put('services/shopping/d', '4');
    git('add', '.');
    expect((await read(path.join(repository, 'services/shop'))).read).toEqual({ a: '2', 'b/c': '3' });
    git('config', 'diff.relative', 'true');
    expect(Object.keys((await read(path.join(repository, 'services'))).read)).toHaveLength(3);
  });

  it('is told of a linked work tree', async () => {
    put('a', '1');
    git('add', '.');
    git('commit', '-qm', 'a');
    const tree = path.join(folder, 'tree');
    git('worktree', 'add', '-q', tree);
    put('in-tree', '2', tree);
    gitIn(tree, 'add', '.');
    expect((await read(tree)).read).toEqual({ 'in-tree': '2' });
    expect((await read()).read).toEqual({});
  });

  it('says that a submodule is not scanned, and scans the rest', async () => {
    const other = path.join(folder, 'other');
    mkdirSync(other);
    gitIn(other, 'init', '-q');
    put('inside', 'x', other);
    gitIn(other, 'add', '.');
    gitIn(other, 'commit', '-qm', 'x');
    git('submodule', '--quiet', 'add', other, 'vendor/other');
    const { read: files, warnings, contents } = await read();
    expect(Object.keys(files)).toEqual(['.gitmodules']);
    expect(warnings).toEqual([expect.stringContaining('vendor/other is a submodule')]);
    expect(contents.problems).toEqual([]);
  });

  it('says that what a pointer of Git LFS stands for is not scanned', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
    put('a.bin', pointer);
    put('b.md', `It begins with:\n${pointer}`);
    put('c.txt', pointer.padEnd(2000, 'x'));
    git('add', '.');
    expect((await read()).warnings).toEqual([
      'a.bin is kept by Git LFS: what it stands for is not scanned here',
    ]);
  });

  it('is never told whole while a merge is in conflict', async () => {
    put('a', 'base\n');
    git('add', '.');
    git('commit', '-qm', 'base');
    git('checkout', '-qb', 'side');
    put('a', 'side\n');
    git('commit', '-qam', 'side');
    git('checkout', '-q', '-');
    put('a', 'main\n');
    git('commit', '-qam', 'main');
    expect(() => git('merge', '-q', 'side')).toThrow();
    expect((await read()).contents.problems).toEqual([
      { path: 'a', reason: expect.stringContaining('merge conflict') as unknown, bytes: 0 },
    ]);
  });

  it('names what Git has lost', async () => {
    put('a', 'kept');
    put('b', 'lost');
    git('add', '.');
    const id = git('rev-parse', ':b').trim();
    rmSync(path.join(repository, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { read: files, contents } = await read();
    expect(files).toEqual({ a: 'kept' });
    expect(contents.problems).toEqual([{ path: 'b', reason: "is missing from Git's objects", bytes: 0 }]);
  });

  it('is what a hook is told by its environment', async () => {
    put('a', 'in the index');
    git('add', '.');
    put('sub/b', 'in another index');
    process.env['GIT_INDEX_FILE'] = path.join(repository, '.git', 'other-index');
    git('add', 'sub/b');
    expect((await read()).read).toEqual({ 'sub/b': 'in another index' });
    expect((await read(path.join(repository, 'sub'))).read).toEqual({ b: 'in another index' });
    // As Git names it for hooks: from the top of the work tree.
    process.env['GIT_INDEX_FILE'] = '.git/other-index';
    expect((await read(path.join(repository, 'sub'))).read).toEqual({ b: 'in another index' });
  });

  it('runs no program that the repository names', async () => {
    const trap = path.join(folder, 'trapped');
    put('.gitattributes', '* diff=x\n');
    git('add', '.');
    put('.gitattributes', '* filter=x diff=x\n');
    for (const key of [
      'core.fsmonitor',
      'diff.external',
      'core.pager',
      'filter.x.clean',
      'filter.x.smudge',
      'diff.x.textconv',
    ])
      git('config', key, `touch ${trap}; cat`);
    expect((await read()).read).toEqual({ '.gitattributes': '* diff=x\n' });
    expect(existsSync(trap)).toBe(false);
  });
});

describe('what the user can mend', () => {
  it.each([
    ['no repository', () => folder, /^--staged needs the work tree of a Git repository: /],
    ['no folder', () => path.join(folder, 'absent'), /absent" does not exist: /],
    ['a file', () => path.join(repository, '.git/HEAD'), /HEAD" is not a folder: /],
    [
      'the inside of .git',
      () => path.join(repository, '.git'),
      /^--staged needs the work tree of a Git repository: /,
    ],
  ])('%s', async (_, directory, line) => {
    const error = await failure(directory());
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).line).toMatch(line);
  });

  it('a bare repository', async () => {
    git('config', 'core.bare', 'true');
    expect(await failure(repository)).toMatchObject({
      message: '--staged needs the work tree of a Git repository',
    });
  });

  it('no Git', async () => {
    process.env['PATH'] = folder;
    expect(await failure(repository)).toMatchObject({
      message: '--staged needs Git, which is not on the PATH',
    });
  });

  it('a damaged index', async () => {
    put('.git/index', 'DIRC nonsense');
    const error = await failure(repository);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).line).toMatch(/^Git could not list what is staged: .*index/);
  });

  it('a folder outside of the repository that GIT_DIR names', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    process.env['GIT_DIR'] = path.join(repository, '.git');
    process.env['GIT_WORK_TREE'] = repository;
    expect(await failure(elsewhere)).toMatchObject({
      message: expect.stringContaining('not in the work tree') as unknown,
    });
  });
});

it('takes no output for a list of files that is none', () => {
  expect(() => parseRawDiff(Buffer.from('a\0b\0'), '')).toThrow(/form/);
});
