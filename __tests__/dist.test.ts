import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { compareFolders } from '../scripts/dist-check.mjs';
import { fakeTokens, writeLeakyArchive } from '../scripts/example.mjs';
import { plainNode } from '../scripts/packages.mjs';
import type { Report } from '../src/model/report.js';
import { VERSION } from '../src/version.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
// `npm test` names the machine's own Node, which is 20 in continuous integration.
const node = process.env['DRYDOCK_PLAIN_NODE'] ?? plainNode();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-dist-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['action.cjs', 'cli.cjs', 'detector.cjs', 'recheck.cjs', 'worker.cjs'])('dist/%s', (name) => {
  const file = path.join(dist, name);

  it('needs no node_modules', async () => {
    // esbuild reads the bundle as Node would, and names what it still asks for. A neighbour in dist/ it follows.
    const { metafile } = await build({
      entryPoints: [file],
      bundle: true,
      packages: 'external',
      platform: 'node',
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    const imports = Object.values(metafile.outputs).flatMap((output) =>
      output.imports.map((entry) => entry.path),
    );
    expect(imports.filter((module) => !isBuiltin(module))).toEqual([]);
  });

  it('names no folder of the machine that built it', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(root);
    expect(text).not.toContain(tmpdir() + path.sep);
  });
});

describe('the command line, copied away from its node_modules', () => {
  beforeAll(() => cpSync(dist, path.join(folder, 'dist'), { recursive: true }));

  function drydock(...args: string[]) {
    return spawnSync(node, ['dist/cli.cjs', ...args], { cwd: folder, encoding: 'utf8' });
  }

  it('tells its version', () => {
    expect(drydock('--version')).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  it('can be executed as it is', () => {
    const { status, stdout } = spawnSync(path.join(folder, 'dist/cli.cjs'), ['--version'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${VERSION}\n` });
  });

  it('blocks a leaky archive and reports what leaks, without the secrets', async () => {
    await writeLeakyArchive(path.join(folder, 'leaky.tar'), 'shop:ci', 5);
    const { status, stdout, stderr } = drydock('scan', 'leaky.tar', '--json', '-');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.not.stringContaining('internal') });
    const report = JSON.parse(stdout) as Report;
    expect(report.verdict.outcome).toBe('blocked');
    expect(report.coverage.complete).toBe(true);
    const paths = report.findings.flatMap(({ occurrences }) =>
      occurrences.map((occurrence) => occurrence.path),
    );
    expect(paths).toEqual(
      expect.arrayContaining(['srv/.env', 'srv/deploy/credentials', 'Env/DATABASE_URL', 'history/1']),
    );
    for (const token of Object.values(fakeTokens(5))) expect(stdout + stderr).not.toContain(token);
  });
});

describe('the package', () => {
  it.each([
    [
      'import',
      ['--input-type=module', '-e', "console.log(Object.keys(await import('drydock/detector')).join())"],
    ],
    ['require', ['-e', "console.log(Object.keys(require('drydock/detector')).join())"]],
  ])('gives the detector to %s, and nothing runs meanwhile', (_, args) => {
    const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\w+(,\w+)*\n$/);
  });

  it('has everything that its exports and bin name', () => {
    const { exports, bin } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      exports: { './detector': Record<string, string> };
      bin: Record<string, string>;
    };
    const files = [...Object.values(exports['./detector']), ...Object.values(bin)];
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('hands on the licence of every dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const licenses = readFileSync(path.join(dist, 'licenses.txt'), 'utf8');
    const missing = Object.entries(dependencies).filter(
      ([name, version]) => !licenses.includes(`${name} ${version} (`),
    );
    // One that is missing went into no bundle: then it is no dependency.
    expect(missing).toEqual([]);
  });
});

describe('the comparison of dist/ with a new build', () => {
  it('names what is missing, gone, different or not executable', () => {
    const [committed, rebuilt] = [path.join(folder, 'committed'), path.join(folder, 'rebuilt')];
    for (const side of [committed, rebuilt]) {
      mkdirSync(path.join(side, 'types'), { recursive: true });
      for (const name of ['same', 'types/same', 'changed', 'mode']) writeFileSync(path.join(side, name), 'a');
    }
    expect(compareFolders(committed, rebuilt)).toEqual([]);
    writeFileSync(path.join(rebuilt, 'changed'), 'b');
    writeFileSync(path.join(committed, 'old'), '');
    writeFileSync(path.join(rebuilt, 'types/new'), '');
    chmodSync(path.join(rebuilt, 'mode'), 0o755);
    expect(compareFolders(committed, rebuilt)).toEqual([
      'changed differs',
      'mode differs in being executable',
      'old is made no longer',
      'types/new is missing',
    ]);
  });

  it('finds everything missing when there is no dist/', () => {
    writeFileSync(path.join(folder, 'only'), '');
    expect(compareFolders(path.join(folder, 'absent'), folder)).toContain('only is missing');
  });
});
