import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/model/errors.js';
import { findConfig, loadConfig } from '../../src/policy/config-file.js';

const home = process.cwd();
let top = '';

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-config-')));
  process.chdir(top);
});

afterEach(() => {
  process.chdir(home);
  rmSync(top, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
}

async function lineOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return error.line;
    throw error;
  }
  return 'accepted';
}

describe('the configuration is found', () => {
  it.each(['.drydock.yml', '.drydock.yaml'])(
    'as %s at the root of the repository, from a folder in it',
    (name) => {
      write({ [`repo/${name}`]: '', 'repo/.git/HEAD': '', 'repo/services/shop/Dockerfile': '' });
      expect(findConfig('repo/services/shop')).toBe(path.join(top, 'repo', name));
    },
  );

  it('where it is nearest', () => {
    write({ 'repo/.drydock.yml': '', 'repo/.git/HEAD': '', 'repo/services/.drydock.yml': '' });
    expect(findConfig('repo/services')).toBe(path.join(top, 'repo/services/.drydock.yml'));
    expect(findConfig('repo')).toBe(path.join(top, 'repo/.drydock.yml'));
  });

  it('in a worktree, whose .git is a file', () => {
    write({ '.drydock.yml': '', 'tree/.git': 'gitdir: elsewhere', 'tree/a/b': '' });
    expect(findConfig('tree/a')).toBeNull();
    write({ 'tree/.drydock.yml': '' });
    expect(findConfig('tree/a')).toBe(path.join(top, 'tree/.drydock.yml'));
  });

  it('outside of a repository in the working folder alone: what lies above is somebody else’s', () => {
    write({ '.drydock.yml': '', 'work/a': '' });
    expect(findConfig('work')).toBeNull();
    expect(findConfig('.')).toBe(path.join(top, '.drydock.yml'));
  });

  it('or not at all, and then there is none', async () => {
    expect(await loadConfig(undefined, '.')).toBeNull();
  });

  it('unless there are two', async () => {
    write({ '.drydock.yml': '', '.drydock.yaml': '' });
    expect(await lineOf(loadConfig(undefined, '.'))).toMatch(
      /\.drydock\.yml and .*\.drydock\.yaml are both there: keep one/,
    );
  });
});

describe('a named configuration', () => {
  it('comes before the one that would be found, whatever it is called', async () => {
    write({ '.drydock.yml': 'gate: own', 'ci/release.yaml': 'gate: all' });
    const config = await loadConfig('ci/release.yaml', '.');
    expect(config).toMatchObject({ file: 'ci/release.yaml', settings: new Map([['gate', ['all']]]) });
  });

  it.each([
    ['missing.yml', 'no such configuration file: missing.yml: check the path'],
    ['folder', 'folder: cannot be read: it must be a file, and yours to read'],
    ['large.yml', 'large.yml: too large for a configuration file: check the path'],
  ])('that is no configuration is refused: %s', async (name, line) => {
    write({ 'folder/a': '', 'large.yml': '#'.repeat(2 ** 20 + 1) });
    expect(await lineOf(loadConfig(name, '.'))).toBe(line);
  });

  it('too large is called as it is found', async () => {
    write({ 'repo/.git/HEAD': '', 'repo/.drydock.yml': '#'.repeat(2 ** 20 + 1), 'repo/a/b': '' });
    process.chdir(path.join(top, 'repo/a'));
    expect(await lineOf(loadConfig(undefined, '.'))).toBe(
      '../.drydock.yml: too large for a configuration file: check the path',
    );
  });

  it.each([
    ['Latin-1', Buffer.from('gate: own\nallow:\n  - rule: jwt\n    reason: caf\xe9\n', 'latin1'), 4],
    ['UTF-16', Buffer.from('\ufeffgate: own\n', 'utf16le'), 1],
  ])('in %s is refused with its line', async (_, bytes, line) => {
    writeFileSync(path.join(top, '.drydock.yml'), bytes);
    expect(await lineOf(loadConfig(undefined, '.'))).toBe(
      `.drydock.yml:${String(line)}: is not UTF-8: save it as UTF-8`,
    );
  });
});

describe('paths in it', () => {
  it('count from its own folder, wherever the program runs', async () => {
    write({
      'repo/.git/HEAD': '',
      'repo/.drydock.yml':
        'rules: [ours.yml, ../more]\ncontext: services/shop\njson: out/report.json\narchive: /srv/shop.tar\n',
      'repo/services/shop/Dockerfile': '',
    });
    process.chdir(path.join(top, 'repo/services'));
    const config = await loadConfig(undefined, '.');
    expect(config?.file).toBe('../.drydock.yml');
    expect(Object.fromEntries(config?.settings ?? [])).toEqual({
      archive: ['/srv/shop.tar'],
      context: ['shop'],
      rules: ['../ours.yml', '../../more'],
      json: ['../out/report.json'],
    });
  });

  it('hold no NUL character', async () => {
    write({ '.drydock.yml': 'gate: own\njson: "a\\0b"\n' });
    expect(await lineOf(loadConfig(undefined, '.'))).toBe(
      '.drydock.yml:2: json is no path: take the NUL character out',
    );
  });

  it('leave the folder itself and standard output what they are', async () => {
    write({ '.drydock.yml': 'context: .\nsarif: "-"\n' });
    const config = await loadConfig(undefined, '.');
    expect(Object.fromEntries(config?.settings ?? [])).toEqual({ context: ['.'], sarif: ['-'] });
  });

  it.each([
    '../report.json',
    '/tmp/report.json',
    'a/../../report.json',
    'link/report.json',
    '.git/hooks/pre-commit',
    'linked.json',
  ])('may not make a scan write elsewhere: %s', async (name) => {
    write({ 'repo/.git/hooks/x': '', 'repo/a/b': '' });
    write({ 'repo/.drydock.yml': `gate: own\njson: ${name}\n` });
    symlinkSync(top, path.join(top, 'repo/link'));
    write({ 'victim.json': '' });
    symlinkSync('../victim.json', path.join(top, 'repo/linked.json'));
    process.chdir(path.join(top, 'repo'));
    expect(await lineOf(loadConfig(undefined, '.'))).toBe(
      '.drydock.yml:2: json is outside of the folder of this file: name a file in it, or give the option on the command line',
    );
  });
});
