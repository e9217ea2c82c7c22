import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LayerCache } from '../../src/cache/layer-cache.js';
import { UserError } from '../../src/model/errors.js';

const DIGEST = '5e'.repeat(32);
const NAME = `blobs/sha256/${DIGEST}`;
const KNOWN = { diffId: `sha256:${'a1'.repeat(32)}`, entries: [0, 3, 17] };
const DAY_MS = 24 * 60 * 60 * 1000;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cacheIn = (name = 'cache', scanner = 'program and rules'): LayerCache =>
  new LayerCache(path.join(folder, name), scanner);
/** What the user reads of it. */
function lineOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.line;
    throw error;
  }
  return 'no error';
}
const records = (): string[] =>
  readdirSync(path.join(folder, 'cache'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(folder, 'cache', name));

describe('what is kept of a layer', () => {
  it('is found by the next scan, and by no other program or rules', () => {
    cacheIn().keep(NAME, KNOWN);
    expect(cacheIn().find(NAME)).toEqual(KNOWN);
    expect(cacheIn().find(NAME.replace('5e', '5f'))).toBeNull();
    expect(cacheIn('cache', 'program and other rules').find(NAME)).toBeNull();
  });

  it.each(['layer.tar', '0.tar', `${DIGEST.slice(1)}/layer.tar`, `${DIGEST}0/layer.tar`])(
    'is nothing where its name, as %s, says nothing of its contents',
    (name) => {
      const cache = cacheIn();
      cache.keep(name, KNOWN);
      expect(cache.find(name)).toBeNull();
      expect(records()).toEqual([]);
    },
  );

  it.each([
    ['cut short', (text: string) => text.slice(0, -4)],
    ['of another layer', (text: string) => text.replace(DIGEST, '77'.repeat(32))],
    ['of another version', (text: string) => text.replace('layer/1', 'layer/2')],
    ['out of order', (text: string) => text.replace('[0,3,17]', '[0,17,3]')],
    ['with a place twice', (text: string) => text.replace('[0,3,17]', '[0,3,3]')],
    ['with half a place', (text: string) => text.replace('[0,3,17]', '[0,3.5]')],
    ['without a digest', (text: string) => text.replace('sha256:a1', 'sha256:zz')],
    ['a list', () => '[]'],
    ['empty', () => ''],
    ['huge', (text: string) => text + ' '.repeat(2 ** 21)],
  ])('is nothing in a record %s, and is kept anew', (_, change) => {
    cacheIn().keep(NAME, KNOWN);
    const [file = ''] = records();
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect(cacheIn().find(NAME)).toBeNull();
    cacheIn().keep(NAME, KNOWN);
    expect(cacheIn().find(NAME)).toEqual(KNOWN);
  });

  it('is nothing once it was forgotten, or for a layer that is nothing but findings', () => {
    const cache = cacheIn();
    cache.keep(NAME, KNOWN);
    cache.forget(NAME);
    cache.forget(NAME);
    expect(cache.find(NAME)).toBeNull();
    cache.keep(NAME, { ...KNOWN, entries: Array.from({ length: 60_000 }, (_, index) => index) });
    expect(records()).toEqual([]);
  });

  it('is removed when no scan has needed it for two months', () => {
    const cache = cacheIn();
    const other = NAME.replaceAll('5e', '6f');
    for (const name of [NAME, other]) cache.keep(name, KNOWN);
    const old = new Date(Date.now() - 59 * DAY_MS);
    for (const file of records()) utimesSync(file, old, old);
    cache.tidy(Date.now());
    expect(cache.find(NAME)).toEqual(KNOWN);
    cache.tidy(Date.now() + 2 * DAY_MS);
    expect(cache.find(NAME)).toEqual(KNOWN);
    expect(cache.find(other)).toBeNull();
  });
});

describe('the folder', () => {
  it('is made, and marked for backups to leave out', () => {
    cacheIn('cache');
    const tag = readFileSync(path.join(folder, 'cache/CACHEDIR.TAG'), 'utf8');
    // Cache Directory Tagging Specification
    expect(tag.startsWith('Signature: 8a477f597d28d172789f06886806bc55')).toBe(true);
  });

  it('is refused where it cannot be made', () => {
    writeFileSync(path.join(folder, 'cache'), '');
    expect(lineOf(() => cacheIn('cache/deeper'))).toMatch(/not a folder$/);
    expect(lineOf(() => cacheIn('cache'))).toMatch(
      /cannot keep anything in the cache .*: a file is in its place$/,
    );
  });

  it('is refused where it comes with a commit, through a link as well', () => {
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
    git('init', '-q');
    cacheIn().keep(NAME, KNOWN);
    expect(cacheIn().find(NAME)).toEqual(KNOWN);
    git('add', '.');
    expect(lineOf(() => cacheIn())).toMatch(
      /Git tracks files in it: name a folder outside of the repository$/,
    );
    symlinkSync('cache', path.join(folder, 'link'));
    expect(lineOf(() => cacheIn('link'))).toMatch(/Git tracks files in it/);
    expect(lineOf(() => cacheIn('other'))).toBe('no error');
  });

  it('is refused where Git cannot tell, as in a repository that is damaged', () => {
    writeFileSync(path.join(folder, '.git'), 'gitdir: /nowhere\n');
    expect(lineOf(() => cacheIn())).toMatch(/Git cannot tell whether it tracks files in it/);
  });
});
