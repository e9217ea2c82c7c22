import { describe, expect, it } from '@jest/globals';
import { compileGlob, compileImageGlob, compilePathGlob, type GlobTest } from '../../src/policy/glob.js';

function compiled(test: GlobTest | string): GlobTest {
  if (typeof test === 'string') throw new Error(test);
  return test;
}

describe('a glob of paths', () => {
  it.each([
    ['*.pem', 'srv/keys/server.pem', true],
    ['*.pem', 'server.pem.bak', false],
    ['.env', 'srv/app/.env', true],
    ['.env', 'srv/.env/notes', false],
    ['test/**', 'test/fixtures/key.pem', true],
    ['test/**', 'app/test/key.pem', false],
    ['**/test/**', 'app/test/key.pem', true],
    ['**/test/**', 'test/key.pem', true],
    ['test/', 'test/a/b', true],
    ['/srv/.env', 'srv/.env', true],
    ['./srv/.env', 'srv/.env', true],
    ['/.env', 'srv/.env', false],
    ['srv/*.yml', 'srv/a/b.yml', false],
    ['{a,b}/*', 'b/x', true],
    ['{a,b}/*', 'c/x', false],
    ['Env/*', 'Env/TOKEN', true],
    ['app.jar!/**', 'app.jar!/a/b.properties', true],
    ['src/?.ts', 'src/ab.ts', false],
    ['SRC/a.ts', 'src/a.ts', false],
  ])('%s and %s: %j', (glob, path, fits) => {
    expect(compiled(compilePathGlob(glob))(path)).toBe(fits);
  });

  it('does not fit a path that is too long to be compared in no time', () => {
    const test = compiled(compilePathGlob('**/*a*a*a*a*'));
    expect(test(`x/${'a'.repeat(900)}`)).toBe(true);
    expect(test(`x/${'a'.repeat(100_000)}`)).toBe(false);
  });
});

describe('a glob of images', () => {
  it.each([
    ['shop', 'shop:ci', true],
    ['shop', 'ghcr.io/acme/shop:1.2', true],
    ['shop', `ghcr.io/acme/shop@sha256:${'0a'.repeat(32)}`, true],
    ['shop', 'shop-worker:ci', false],
    ['shop*', 'shop-worker:ci', true],
    ['shop:ci', 'shop:ci', true],
    ['shop:ci', 'shop:main', false],
    ['shop:*', 'acme/shop:main', true],
    ['ghcr.io/acme/*', 'ghcr.io/acme/shop:1.2', true],
    ['ghcr.io/acme/*', 'ghcr.io/other/shop:1.2', false],
    ['ghcr.io/**', 'ghcr.io/acme/team/shop:1.2', true],
    ['localhost:5000/shop', 'localhost:5000/shop:ci', true],
    ['localhost:5000/shop', 'localhost:5000/shop', true],
    ['acme/shop', 'docker.io/acme/shop:ci', true],
    ['docker.io/library/shop', 'shop:ci', true],
    ['shop', 'docker.io/library/shop:ci', true],
    ['*', 'anything/at/all:x', true],
  ])('%s and %s: %j', (glob, reference, fits) => {
    expect(compiled(compileImageGlob(glob))(reference)).toBe(fits);
  });
});

describe('what is no glob is told', () => {
  it.each([
    ['a[', 'bracket'],
    ['a{b', 'bracket'],
    ['a)', 'bracket'],
    ['[z-a]', 'wrong way round'],
    ['!a', 'begins with "!"'],
    ['*/*/*/*/*/*/*/*/*', 'more than 8 stars'],
  ])('%s: %s', (glob, reason) => {
    expect(compileGlob(glob)).toContain(reason);
    expect(compilePathGlob(glob)).toContain(reason);
    expect(compileImageGlob(glob)).toContain(reason);
  });

  it('a slash alone', () => {
    expect(compilePathGlob('/')).toBe('is empty');
  });
});
