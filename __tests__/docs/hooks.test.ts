import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { fencedBlocks } from './fenced-blocks.js';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly pass_filenames: boolean;
  readonly always_run: boolean;
  readonly stages: readonly string[];
}

const root = new URL('../../', import.meta.url);
const blockLabelled = (label: string): string =>
  fencedBlocks('docs/recipes.md').find((block) => block.label === label)?.text ?? '';

describe('.pre-commit-hooks.yaml', () => {
  const hooks = load(readFileSync(new URL('.pre-commit-hooks.yaml', root), 'utf8')) as readonly Hook[];

  it.each(hooks.map((hook): [string, Hook] => [hook.id, hook]))(
    '%s runs a file that can be run',
    (_, hook) => {
      expect(hook).toMatchObject({ language: 'script', pass_filenames: false, always_run: true });
      const program = new URL(hook.entry.split(' ')[0] ?? '', root);
      expect(readFileSync(program, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
      expect(statSync(program).mode & 0o111).toBe(0o111);
    },
  );

  it('has the hooks that the guide names', () => {
    const guide = load(blockLabelled('pre-commit')) as { repos: { hooks: { id: string }[] }[] };
    const used = guide.repos.flatMap((repository) => repository.hooks.map(({ id }) => id));
    expect(used).not.toEqual([]);
    expect(used.filter((id) => !hooks.some((hook) => hook.id === id))).toEqual([]);
  });
});

/** Stands for Drydock: blocks when a file or name in the folder holds the word. Counts the files. */
const STAND_IN = `#!/bin/sh
[ "$1" = context ] || exit 2
find "$2" -type f | wc -l | tr -d ' ' > "$STAND_IN_LOG"
if grep -rq SECRET "$2"; then exit 1; fi
`;

describe('the pre-push hook of the guide', () => {
  let folder = '';
  let clone = '';
  let environment: NodeJS.ProcessEnv = {};

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'drydock-hooks-'));
    mkdirSync(path.join(folder, 'bin'));
    writeFileSync(path.join(folder, 'bin/drydock'), STAND_IN);
    chmodSync(path.join(folder, 'bin/drydock'), 0o755);
    environment = {
      ...process.env,
      PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      STAND_IN_LOG: path.join(folder, 'files'),
      TMPDIR: path.join(folder, 'tmp'),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_WORK_TREE'])
      Reflect.deleteProperty(environment, name);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    for (const name of ['remote', 'clone', 'tmp'])
      rmSync(path.join(folder, name), { recursive: true, force: true });
    mkdirSync(path.join(folder, 'tmp'));
    clone = path.join(folder, 'clone');
    execFileSync('git', ['init', '-q', '--bare', path.join(folder, 'remote')]);
    execFileSync('git', ['clone', '-q', path.join(folder, 'remote'), clone], { stdio: 'ignore' });
    const hook = path.join(clone, '.git/hooks/pre-push');
    writeFileSync(hook, blockLabelled('pre-push-hook'));
    chmodSync(hook, 0o755);
    commit('first', { a: 'one\n' });
    expect(push('HEAD:main')).toBe(true);
  });

  function git(...args: string[]) {
    const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];
    return spawnSync('git', [...identity, ...args], { cwd: clone, encoding: 'utf8', env: environment });
  }

  function commit(message: string, files: Readonly<Record<string, string | null>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(clone, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
    git('add', '--all');
    git('commit', '-q', '--allow-empty', '-m', message);
  }

  /** Whether the push went through. The hook must leave nothing behind. */
  function push(...what: string[]): boolean {
    const { status } = git('push', '-q', 'origin', ...what);
    expect(spawnSync('ls', [path.join(folder, 'tmp')], { encoding: 'utf8' }).stdout).toBe('');
    return status === 0;
  }

  const scannedFiles = (): number => Number(readFileSync(path.join(folder, 'files'), 'utf8'));

  it('lets pass what holds nothing, and looks at nothing twice', () => {
    commit('second', { b: 'two\n', 'c/d': 'three\n' });
    expect(push('HEAD:main')).toBe(true);
    expect(scannedFiles()).toBe(3);
    expect(push('HEAD:other')).toBe(true);
    expect(scannedFiles()).toBe(0);
  });

  it.each([
    ['a file', () => commit('second', { b: 'SECRET\n' })],
    ['a file with an odd name', () => commit('second', { 'd ir/new\nline "x"': 'SECRET\n' })],
    [
      'a file that a later commit deletes',
      () => {
        commit('second', { b: 'SECRET\n' });
        commit('third', { b: null });
      },
    ],
    ['a file that was renamed and changed', () => commit('second', { a: null, b: 'one\nSECRET\n' })],
    ['the message', () => commit('second SECRET', {})],
    [
      'what was typed while merging',
      () => {
        git('checkout', '-qb', 'side');
        commit('side', { a: 'side\n' });
        git('checkout', '-q', '-');
        commit('main', { a: 'main\n' });
        expect(git('merge', '-q', 'side').status).not.toBe(0);
        commit('merge', { a: 'SECRET\n' });
      },
    ],
  ])('stops %s', (_, prepare) => {
    prepare();
    expect(push('HEAD:main')).toBe(false);
  });

  it('stops a tag that brings commits, and lets branches be deleted', () => {
    expect(push('HEAD:other')).toBe(true);
    expect(push(':other')).toBe(true);
    commit('second', { b: 'SECRET\n' });
    git('tag', '--annotate', '--message', 'tag', 'v1');
    expect(push('v1')).toBe(false);
  });

  it('stops when Drydock cannot be run', () => {
    commit('second', { b: 'two\n' });
    const before = environment;
    environment = { ...before, STAND_IN_LOG: path.join(folder, 'absent/files') };
    writeFileSync(path.join(folder, 'bin/drydock'), '#!/bin/sh\nexit 2\n');
    try {
      expect(push('HEAD:main')).toBe(false);
    } finally {
      environment = before;
      writeFileSync(path.join(folder, 'bin/drydock'), STAND_IN);
    }
    expect(existsSync(path.join(folder, 'absent'))).toBe(false);
  });
});
