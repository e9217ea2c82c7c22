import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../src/model/errors.js';
import { openArchivePath } from '../../src/source/open-archive.js';
import { dockerLegacyFiles, ociFiles, packFiles, type TestFiles } from '../helpers/archive.js';
import { allProblems, filesOf, readAll, reasonsOf } from '../helpers/read.js';

const IMAGE = { tag: 'shop:ci', layers: [{ entries: [{ path: 'srv/.env', content: 'KEY=value\n' }] }] };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-open-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function unpack(files: TestFiles, target: string): Promise<void> {
  for (const [name, file] of files) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    if (file instanceof Uint8Array) await writeFile(join(target, name), file);
    else if ('symlink' in file) await symlink(file.symlink, join(target, name));
  }
}

async function failureOf(path: string): Promise<string> {
  const error: unknown = await openArchivePath(path)
    .then(async ({ input }) => await readAll(input))
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).line;
}

describe('openArchivePath', () => {
  it('opens a file and tells its size', async () => {
    const path = join(folder, 'image.tar');
    const bytes = packFiles(ociFiles([IMAGE]));
    await writeFile(path, bytes);
    const { input, totalBytes } = await openArchivePath(path);
    expect(totalBytes).toBe(bytes.length);
    const result = await readAll(input);
    expect(allProblems(result.contents)).toEqual([]);
    expect(filesOf(result, 0)).toEqual({ 'srv/.env': 'KEY=value\n' });
  });

  it('takes - for standard input', async () => {
    const { input, totalBytes } = await openArchivePath('-');
    expect(input).toEqual({ kind: 'stream', stream: process.stdin, name: 'standard input' });
    expect(totalBytes).toBeNull();
  });

  it.each([
    ['oci-layout', ociFiles([IMAGE])],
    ['docker-archive', dockerLegacyFiles([{ ...IMAGE, layers: [...IMAGE.layers, ...IMAGE.layers] }])],
  ] as const)('opens a folder: %s', async (kind, files) => {
    await unpack(files, folder);
    const { input, totalBytes } = await openArchivePath(folder);
    expect(totalBytes).toBeNull();
    let bytes = 0;
    const result = await readAll(input, { onBytes: (count) => (bytes += count) });
    expect(allProblems(result.contents)).toEqual([]);
    expect(result.contents.kind).toBe(kind);
    expect(filesOf(result, 0)).toEqual({ 'srv/.env': 'KEY=value\n' });
    expect(bytes).toBeGreaterThan(1000);
  });

  it('reads no file of a layout folder that is not of the layout', async () => {
    await unpack(ociFiles([IMAGE]), folder);
    await writeFile(join(folder, 'notes.txt'), 'not of the layout');
    const result = await readAll((await openArchivePath(folder)).input);
    expect([...result.files.values()].map(({ path }) => path)).toEqual(['srv/.env']);
  });

  it('follows links to blobs that are kept elsewhere, and names a broken one as missing', async () => {
    const files = ociFiles([IMAGE]);
    const [name, bytes] = [...files].find(([, file]) => file instanceof Uint8Array && file.length > 1000)!;
    files.set(name, { symlink: join(folder, 'elsewhere') });
    await unpack(files, join(folder, 'layout'));
    const broken = await readAll((await openArchivePath(join(folder, 'layout'))).input);
    expect(reasonsOf(broken.contents)).toEqual(['layer 1 is not in the archive']);
    await writeFile(join(folder, 'elsewhere'), bytes as Uint8Array);
    const whole = await readAll((await openArchivePath(join(folder, 'layout'))).input);
    expect(allProblems(whole.contents)).toEqual([]);
  });

  // A file that opens and can't be read, even by the superuser.
  const unreadable = '/proc/self/mem';
  (existsSync(unreadable) ? it : it.skip)('reads on behind a blob that can not be read', async () => {
    await unpack(ociFiles([IMAGE]), folder);
    await symlink(unreadable, join(folder, `blobs/sha256/${'0'.repeat(64)}`));
    const result = await readAll((await openArchivePath(folder)).input);
    expect(result.contents.problems).toEqual([
      {
        path: `blobs/sha256/${'0'.repeat(64)}`,
        reason: expect.stringMatching(/^could not be read/),
        bytes: 0,
      },
    ]);
    expect(filesOf(result, 0)).toEqual({ 'srv/.env': 'KEY=value\n' });
  });

  it('says that there is no such file', async () => {
    expect(await failureOf(join(folder, 'nothing.tar'))).toBe(
      `there is no file or folder ${folder}/nothing.tar: check the path`,
    );
    await writeFile(join(folder, 'file'), 'x');
    expect(await failureOf(join(folder, 'file/inside'))).toMatch(/^there is no file or folder/);
  });

  it('says that a file is empty', async () => {
    await writeFile(join(folder, 'empty.tar'), '');
    expect(await failureOf(join(folder, 'empty.tar'))).toMatch(/empty\.tar is empty: /);
  });

  it('says that a file is no archive', async () => {
    await writeFile(join(folder, 'notes.txt'), 'hello');
    expect(await failureOf(join(folder, 'notes.txt'))).toMatch(
      /notes\.txt is not an image archive: .*: give an archive/,
    );
  });

  it.each([
    ['an empty one', {}],
    ['a web project', { 'manifest.json': '{"name":"app"}', 'index.html': '<p>' }],
    ['a list that names no images', { 'manifest.json': '[]' }],
  ])('says that a folder is no layout, and does not read it: %s', async (_, files) => {
    await unpack(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])), folder);
    expect(await failureOf(folder)).toMatch(/is a folder, but no OCI layout/);
  });

  // The superuser may read anything.
  const isSuperuser = process.getuid?.() === 0;
  (isSuperuser ? it.skip : it)('says that a file may not be read', async () => {
    const path = join(folder, 'secret.tar');
    await writeFile(path, 'x');
    await chmod(path, 0);
    expect(await failureOf(path)).toMatch(/secret\.tar can not be read: permission denied/);
  });
});
