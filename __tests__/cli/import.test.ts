import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Console, OutputStream } from '../../src/cli/console.js';
import { runCommandLine } from '../../src/cli/main.js';
import { services } from '../../src/cli/services.js';

const start = process.cwd();
beforeEach(() => {
  process.chdir(mkdtempSync(path.join(tmpdir(), 'drydock-cli-import-')));
  mkdirSync('out');
  writeFileSync('a.toml', "[[rules]]\nid = 'acme'\nregex = 'acme_[a-z]{20}'\n");
  writeFileSync('.gitleaksignore', '');
});
afterEach(() => {
  const folder = process.cwd();
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

async function run(...args: readonly string[]): Promise<{ status: number; stderr: string; stdout: string }> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
    write(text, done) {
      written[name] += text;
      done();
      return true;
    },
  });
  const console: Console = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdinIsTerminal: true,
    env: {},
  };
  return { status: await runCommandLine(['import', ...args], console, services), ...written };
}

it('writes a rule file and a configuration that names it', async () => {
  expect(await run('a.toml', '--out', 'out')).toEqual({
    status: 0,
    stdout: '',
    stderr:
      'drydock: out/drydock-rules.yml and out/.drydock.yml: 1 rule, 0 entries of the allowlist; all was translated\n',
  });
  expect(readFileSync('out/.drydock.yml', 'utf8')).toBe(
    '# Imported from a.toml by drydock import.\nrules: drydock-rules.yml\n',
  );
});

it('makes the folder that is named, however deep', async () => {
  expect((await run('a.toml', '--out', 'not/there')).status).toBe(0);
  expect(existsSync('not/there/drydock-rules.yml')).toBe(true);
});

it('makes no rule file without rules', async () => {
  const { stderr } = await run('.gitleaksignore');
  expect(stderr).toBe('drydock: .drydock.yml: 0 rules, 0 entries of the allowlist; all was translated\n');
  expect(existsSync('drydock-rules.yml')).toBe(false);
});

it.each(['.drydock.yml', '.drydock.yaml', 'drydock-rules.yml'])(
  'writes over no %s that is there, but with --force',
  async (name) => {
    writeFileSync(name, 'mine');
    expect(await run('a.toml')).toEqual({
      status: 2,
      stdout: '',
      stderr: `drydock: ${name} is there already: name another folder with --out, or write over it with --force\n`,
    });
    expect(readFileSync(name, 'utf8')).toBe('mine');
    if (name === '.drydock.yaml') return;
    expect((await run('a.toml', '--force')).status).toBe(0);
    expect(readFileSync(name, 'utf8')).not.toBe('mine');
  },
);

it.each([
  [['none.toml'], 'no such file: none.toml: name the file to import'],
  [['out'], 'out: cannot be read: it must be a file, and yours to read'],
  [
    ['a.toml', '--out', 'a.toml/deep'],
    'cannot make the folder a.toml/deep: a part of its path is a file, not a folder',
  ],
  [[], "missing required argument 'file': see drydock import --help"],
])('fails with one line for %j', async (args, line) => {
  expect(await run(...args)).toEqual({ status: 2, stdout: '', stderr: `drydock: ${line}\n` });
});

it('counts what is not as it was', async () => {
  writeFileSync('a.toml', "[[allowlists]]\ncommits = ['abc']\n");
  expect((await run('a.toml')).stderr).toContain(
    '1 thing is not as it was: see above, and docs/migration.md\n',
  );
});
