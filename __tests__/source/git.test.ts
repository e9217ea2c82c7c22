import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { trackedFiles } from '../../src/source/git.js';

const folder = mkdtempSync(path.join(tmpdir(), 'drydock-git-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): void {
  execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
}

it('cannot be told outside of a repository', () => {
  expect(trackedFiles(folder, ['a'])).toBeNull();
  expect(trackedFiles(path.join(folder, 'absent'), ['a'])).toBeNull();
});

it('tells tracked files from ignored and new ones, below any folder, whatever their names', () => {
  git('init', '-q');
  mkdirSync(path.join(folder, 'ctx/sub'), { recursive: true });
  for (const name of ['a.txt', 'ü "x"\ny', '*', ':(top)b', 'sub/c.txt', 'new.txt', '.env'])
    writeFileSync(path.join(folder, 'ctx', name), 'x');
  writeFileSync(path.join(folder, '.gitignore'), '.env\n');
  git('--literal-pathspecs', 'add', 'ctx/a.txt', 'ctx/ü "x"\ny', 'ctx/*', 'ctx/:(top)b', 'ctx/sub/c.txt');
  const tracked = trackedFiles(path.join(folder, 'ctx'), [
    'a.txt',
    'ü "x"\ny',
    '*',
    ':(top)b',
    'sub/c.txt',
    'new.txt',
    '.env',
    'absent',
  ]);
  expect([...(tracked ?? [])]).toEqual(['a.txt', 'ü "x"\ny', '*', ':(top)b', 'sub/c.txt']);
});

it('runs no program that the repository names', () => {
  const trap = path.join(folder, 'trapped');
  git('config', 'core.fsmonitor', `touch ${trap}; false`);
  trackedFiles(folder, ['a']);
  expect(() => execFileSync('ls', [trap], { stdio: 'ignore' })).toThrow();
});
