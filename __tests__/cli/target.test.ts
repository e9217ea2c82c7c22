import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolveTarget } from '../../src/cli/target.js';

let folder = '';
const home = process.cwd();

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-target-'));
  process.chdir(folder);
  writeFileSync('shop.tar', '');
  writeFileSync('no-ending', '');
  writeFileSync('with space.tar', '');
  mkdirSync('layout');
  writeFileSync('layout/oci-layout', '{"imageLayoutVersion":"1.0.0"}');
  mkdirSync('api');
});

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

describe('what is scanned', () => {
  it.each([
    ['shop.tar'],
    ['./shop.tar'],
    ['no-ending'],
    ['with space.tar'],
    ['layout'],
    ['./layout/'],
    ['./api'], // no layout, and nothing else that could be meant: reading it says so
  ])('%s is an archive or a layout, as it is there', async (target) => {
    await expect(resolveTarget([target], false)).resolves.toEqual({ kind: 'archive', path: target });
  });

  it.each([
    ['docker-archive:shop.tar', 'shop.tar'],
    ['oci-archive:shop.tar', 'shop.tar'],
    ['oci:layout', 'layout'],
  ])('%s is the path behind the colon', async (target, expected) => {
    await expect(resolveTarget([target], false)).resolves.toEqual({ kind: 'archive', path: expected });
  });

  it.each([
    ['shop:ci'],
    ['ghcr.io/acme/shop@sha256:0123'],
    ['localhost:5000/shop'],
    ['acme/shop'],
    ['docker:27-dind'],
    ['api'], // a folder of that name is there, but no OCI layout
  ])('%s is an image', async (target) => {
    await expect(resolveTarget([target], false)).resolves.toEqual({ kind: 'images', references: [target] });
  });

  it('takes several images together', async () => {
    await expect(resolveTarget(['shop:ci', 'worker:ci'], false)).resolves.toEqual({
      kind: 'images',
      references: ['shop:ci', 'worker:ci'],
    });
  });

  it('takes - for standard input, but not from a terminal', async () => {
    await expect(resolveTarget(['-'], false)).resolves.toEqual({ kind: 'archive', path: '-' });
    await expect(resolveTarget(['-'], true)).rejects.toMatchObject({
      line: 'standard input is a terminal: pipe an archive in, as in: docker save IMAGE | drydock scan -',
    });
  });
});

describe('what is refused', () => {
  it.each([
    [[], /^nothing to scan: /],
    [['./missing'], /^no such file or folder: \.\/missing: /],
    [['/nowhere/shop'], /^no such file or folder: \/nowhere\/shop: /],
    [['shop.tar.gz'], /^no such file or folder: shop\.tar\.gz: /],
    [['oci:nowhere'], /^no such file or folder: nowhere: /],
    [['shop:ci', 'shop.tar'], /^shop\.tar is not an image reference: several images/],
    [['shop:ci', '-'], /^- is not an image reference: several images/],
    [['shop.tar', './layout'], /^shop\.tar is not an image reference: several images/],
  ])('%j', async (targets, line) => {
    await expect(resolveTarget(targets, false)).rejects.toMatchObject({
      name: 'UserError',
      line: expect.stringMatching(line) as unknown,
    });
  });
});
