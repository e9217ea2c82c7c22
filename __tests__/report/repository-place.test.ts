import { describe, expect, it } from '@jest/globals';
import { findRepositoryPlace, normalizePath } from '../../src/report/repository-place.js';
import { makeInstruction, makeOccurrence } from '../helpers/sample-report.js';

describe('findRepositoryPlace', () => {
  it('prefers the file that the secret was copied from to the instruction that copied it', () => {
    const occurrence = makeOccurrence({
      source: { file: './app/.env', line: 4 },
      instruction: makeInstruction(),
    });
    expect(findRepositoryPlace(occurrence)).toEqual({ file: 'app/.env', line: 4, column: null });
    expect(findRepositoryPlace(makeOccurrence())).toEqual({ file: 'Dockerfile', line: 7, column: null });
  });

  it('knows no place for what is in Git’s own folder, which is in no checkout', () => {
    for (const path of ['.git/config', '.git!/deploy/ci.env', 'lib/.git/modules/x!/a'])
      expect(findRepositoryPlace(makeOccurrence({ in: 'context', path, instruction: null }))).toBeNull();
  });

  it('knows the column of a file in the build context, which is under its folder', () => {
    const occurrence = makeOccurrence({
      in: 'context',
      path: 'deploy/.env',
      line: 4,
      column: 20,
      instruction: null,
    });
    expect(findRepositoryPlace(occurrence, { context: './shop/' })).toEqual({
      file: 'shop/deploy/.env',
      line: 4,
      column: 20,
    });
    expect(findRepositoryPlace(occurrence)).toEqual({ file: 'deploy/.env', line: 4, column: 20 });
  });

  it('has no place for a file that Git does not track', () => {
    const occurrence = makeOccurrence({ in: 'context', path: '.env', untracked: true, instruction: null });
    expect(findRepositoryPlace(occurrence)).toBeNull();
  });

  it('shows what is inside of an archive at the archive', () => {
    const occurrence = makeOccurrence({
      in: 'context',
      path: 'lib/app.jar!/a.properties',
      line: 14,
      column: 2,
      instruction: null,
    });
    expect(findRepositoryPlace(occurrence)).toEqual({ file: 'lib/app.jar', line: 1, column: null });
  });

  it('has no place for a path of the image, nor for one outside of the checkout', () => {
    expect(findRepositoryPlace(makeOccurrence({ instruction: null }))).toBeNull();
    expect(
      findRepositoryPlace(makeOccurrence({ instruction: makeInstruction({ file: '/tmp/Dockerfile' }) })),
    ).toBeNull();
    expect(findRepositoryPlace(makeOccurrence({ source: { file: '../other/.env', line: 1 } }))).toBeNull();
  });

  it('counts lines from one', () => {
    expect(findRepositoryPlace(makeOccurrence({ source: { file: '.env', line: 0 } }))).toMatchObject({
      line: 1,
    });
  });
});

describe('normalizePath', () => {
  it.each([
    ['./a//b/./c', 'a/b/c'],
    ['a/../b', 'b'],
    ['a/../../b', null],
    ['..', null],
    ['.', null],
    ['/etc/passwd', null],
    ['..env', '..env'],
  ])('makes %j %j', (path, expected) => {
    expect(normalizePath(path)).toBe(expected);
  });
});
