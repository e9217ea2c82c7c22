import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type OpenedObjects, openObjects } from '../../helpers/git-objects.js';
import { TestRepository } from '../../helpers/git-repository.js';
import { randomBytes } from '../../helpers/bytes.js';

let repository = new TestRepository();

afterEach(() => {
  repository.remove();
  repository = new TestRepository();
});

/** A file of many lines, of which each revision changes a few. */
function revision(number: number): string {
  const lines = Array.from(
    { length: 300 },
    (_, line) => `line ${line} ${randomBytes(12, line).toString('hex')}`,
  );
  for (let change = 0; change <= number; change++) lines[(change * 37) % 300] = `changed in ${change}`;
  return `${lines.join('\n')}\n`;
}

/** A history in which a secret came and went. */
function makeHistory(): { readonly added: string; readonly removed: string } {
  repository.put('app/main.txt', revision(0));
  repository.put('README.md', 'Shop\n');
  repository.commit('first');
  repository.put('deploy/ci.env', 'TOKEN=deleted-later\n');
  const added = repository.commit('ci settings');
  repository.git('rm', '-q', 'deploy/ci.env');
  const removed = repository.commit('remove ci settings');
  for (let number = 1; number < 12; number++) {
    repository.put('app/main.txt', revision(number));
    repository.commit(`change ${number}`);
  }
  return { added, removed };
}

/** Everything that Git finds was handed on, byte for byte, and only once. */
function expectWhole(opened: OpenedObjects, at = 'srv/.git', cwd = repository.folder): void {
  const objects = [...repository.objects(cwd).values()].filter(({ type }) => type !== 'tree');
  const own = opened.files.filter((file) => file.path.startsWith(`${at}!/`));
  const sorted = (contents: readonly Buffer[]): string[] =>
    contents.map((content) => content.toString('latin1')).sort();
  expect(sorted(own.map(({ content }) => content))).toEqual(sorted(objects.map(({ content }) => content)));
  expect(opened.problems).toEqual([]);
  expect(opened.damaged).toEqual([]);
}

describe.each([
  ['loose objects', () => undefined],
  ['one pack', () => repository.git('gc', '-q')],
  ['long chains of deltas', () => repository.git('gc', '-q', '--aggressive')],
  ['deltas of objects by their IDs', () => repackByIds()],
  ['packs and loose objects', () => packHalf()],
  ['the same objects twice', () => repository.git('repack', '-q', '-a')],
])('a history in %s', (_, pack) => {
  it('is read whole, with the names of its files and the commits that brought them', async () => {
    const { added } = makeHistory();
    pack();
    const opened = await openObjects(repository.files());
    expectWhole(opened);
    const secret = opened.files.find(({ content }) => content.includes('deleted-later'));
    expect(secret?.path).toBe('srv/.git!/deploy/ci.env');
    expect(secret?.commit?.id).toBe(added.slice(0, 12));
    expect(new Date((secret?.commit?.seconds ?? 0) * 1000).toISOString()).toBe('2026-01-02T10:00:02.000Z');
    expect(secret?.storedIn).toMatch(/^srv\/\.git\/objects\//);
    const revisions = opened.files.filter((file) => file.path === 'srv/.git!/app/main.txt');
    expect(revisions.length).toBeGreaterThanOrEqual(12);
    expect(new Set(revisions.map(({ commit }) => commit?.id)).size).toBe(revisions.length);
  });
});

/** As packs for old servers are: no base by its place. */
function repackByIds(): void {
  repository.git('-c', 'repack.usedeltabaseoffset=false', 'repack', '-q', '-a', '-d', '-f');
}

function packHalf(): void {
  repository.git('gc', '-q');
  repository.put('app/main.txt', revision(40));
  repository.commit('not packed');
}

it('reads a repository of SHA-256', async () => {
  repository.remove();
  repository = new TestRepository('--object-format=sha256');
  makeHistory();
  const loose = await openObjects(repository.files());
  expectWhole(loose);
  repackByIds();
  const packed = await openObjects(repository.files());
  expectWhole(packed);
  expect(packed.files.map((file) => file.path)).toContain('srv/.git!/deploy/ci.env');
});

it('reads messages of tags and commits', async () => {
  const id = repository.commit('the message of a commit');
  repository.git('tag', '-a', 'v1', '-m', 'the message of a tag');
  const { files } = await openObjects(repository.files());
  const commit = files.find(({ content }) => content.includes('the message of a commit'));
  expect(commit).toMatchObject({
    path: `srv/.git!/commit/${id.slice(0, 12)}`,
    commit: { id: id.slice(0, 12) },
  });
  const tag = repository.git('rev-parse', 'v1').trim();
  expect(files.find(({ content }) => content.includes('the message of a tag'))?.path).toBe(
    `srv/.git!/tag/${tag.slice(0, 12)}`,
  );
});

it('reads what no branch leads to: amended commits, stashes, and what was only staged', async () => {
  repository.put('a.txt', 'first\n');
  repository.commit('first');
  repository.put('a.txt', 'amended away\n');
  repository.commit('second');
  repository.put('a.txt', 'better\n');
  repository.git('commit', '-q', '--amend', '-a', '-m', 'second');
  repository.put('a.txt', 'stashed\n');
  repository.git('stash', '-q');
  repository.put('b.txt', 'only staged\n');
  repository.git('add', 'b.txt');
  repository.git('rm', '-q', '-f', 'b.txt');
  const opened = await openObjects(repository.files());
  expectWhole(opened);
  const pathOf = (text: string) => opened.files.find(({ content }) => content.includes(text))?.path;
  expect(pathOf('amended away')).toBe('srv/.git!/a.txt');
  expect(pathOf('stashed')).toBe('srv/.git!/a.txt');
  expect(pathOf('only staged')).toMatch(/^srv\/\.git!\/objects\/[0-9a-f]{40}$/);
});

it('reads submodules as repositories of their own, and worktrees', async () => {
  const other = new TestRepository();
  try {
    other.put('lib.env', 'in the submodule\n');
    other.commit('lib');
    repository.git('submodule', '--quiet', 'add', other.folder, 'vendor/lib');
    repository.commit('with a submodule');
    repository.git('worktree', 'add', '-q', '-b', 'side', path.join(repository.folder, '../tree'));
    const opened = await openObjects(repository.files());
    expectWhole(opened);
    expect(opened.files.find(({ content }) => content.includes('in the submodule'))?.path).toBe(
      'srv/.git/modules/vendor/lib!/lib.env',
    );
  } finally {
    other.remove();
  }
});

it('opens archives that were committed', async () => {
  repository.put('backup.env.gz', gzipSync('TOKEN=in an archive\n'));
  const added = repository.commit('a backup');
  repository.git('rm', '-q', 'backup.env.gz');
  repository.commit('without it');
  repository.git('gc', '-q');
  const { files } = await openObjects(repository.files());
  expect(files.find(({ content }) => content.includes('in an archive'))).toMatchObject({
    path: 'srv/.git!/backup.env.gz!/backup.env',
    commit: { id: added.slice(0, 12) },
    storedIn: expect.stringMatching(/\.pack$/) as unknown,
  });
});

it('reads bare repositories', async () => {
  makeHistory();
  repository.git('clone', '-q', '--bare', '.', '../shop.git');
  const bare = path.join(repository.folder, '../shop.git');
  const opened = await openObjects(repository.files().filter((file) => file.path.startsWith('shop.git/')));
  expectWhole(opened, 'shop.git', bare);
  expect(opened.files.map((file) => file.path)).toContain('shop.git!/deploy/ci.env');
});

it('names files as they are called, whatever that is, and none outside of the repository', async () => {
  const names = ['with space.env', 'ä/ö.env', 'line\nfeed.env', '-n'];
  for (const name of names) repository.put(name, `in ${name}`);
  repository.commit('names');
  const blob = repository.gitBytes(
    repository.folder,
    ['hash-object', '-w', '--stdin'],
    Buffer.from('far up'),
  );
  const tree = Buffer.concat([
    Buffer.from('100644 ../../../etc/shadow\0'),
    Buffer.from(blob.toString().trim(), 'hex'),
  ]);
  const treeId = repository.gitBytes(
    repository.folder,
    ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'],
    tree,
  );
  repository.git('commit-tree', treeId.toString().trim(), '-m', 'made by hand');
  const { files } = await openObjects(repository.files());
  for (const name of names)
    expect(files.find(({ content }) => content.toString() === `in ${name}`)?.path).toBe(`srv/.git!/${name}`);
  expect(files.find(({ content }) => content.toString() === 'far up')?.path).toBe('srv/.git!/etc/shadow');
});

it('names a file by the first commit that has it, where others have it elsewhere', async () => {
  repository.put('old/place.txt', 'moved around\n');
  const first = repository.commit('first');
  repository.git('mv', 'old', 'new');
  repository.commit('moved');
  repository.git('gc', '-q');
  const { files } = await openObjects(repository.files());
  expect(files.filter(({ content }) => content.toString() === 'moved around\n')).toMatchObject([
    { path: 'srv/.git!/old/place.txt', commit: { id: first.slice(0, 12) } },
  ]);
});

it('reads what a fetch left behind that did not come to its end', async () => {
  makeHistory();
  repository.git('gc', '-q');
  const whole = repository.files().find((file) => file.path.endsWith('.pack'));
  if (whole === undefined) throw new Error('there is no pack');
  const { files, damaged } = await openObjects([
    { path: 'srv/.git/objects/pack/tmp_pack_Ab12Cd', content: whole.content.subarray(0, -100) },
  ]);
  expect(files.filter((file) => file.path.startsWith('srv/.git!/commit/')).length).toBeGreaterThan(10);
  expect(damaged.map((problem) => problem.path)).toEqual(['srv/.git/objects/pack/tmp_pack_Ab12Cd']);
});
