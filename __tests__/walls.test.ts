import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import config from '../eslint.config.mjs';
import { ENTRY_FOLDERS, FOLDERS } from '../scripts/walls.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// The project's own configuration, less the rules that need types: the snippets below are files of no project.
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  baseConfig: config,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ['drydock/walls', 'no-restricted-syntax', 'no-console'].includes(ruleId),
});

async function lint(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${root}/${file}` });
  return result!.messages.map(({ ruleId, message }) => `${String(ruleId)}: ${message}`);
}

describe('the walls between folders', () => {
  it.each([
    ['src/model/x.ts', "import { a } from '../detector/index.js';", 'src/model/ may import nothing of src/'],
    ['src/model/x.ts', "import { readFile } from 'node:fs';", 'src/model/ may import nothing from outside'],
    ['src/detector/x.ts', "import { readFile } from 'node:fs';", 'src/detector/ may import node:crypto'],
    ['src/detector/x.ts', "import { load } from 'js-yaml';", 'not js-yaml'],
    ['src/detector/checks/x.ts', "import { a } from '../../source/tar.js';", 'not source'],
    ['src/source/x.ts', "import { a } from '../detector/index.js';", 'not detector'],
    ['src/source/x.ts', "import { a } from '../scan.js';", 'not scan'],
    ['src/report/x.ts', "import { a } from '../policy/verdict.js';", 'not policy'],
    ['src/report/x.ts', "import { writeFile } from 'node:fs/promises';", 'from outside src/, not node:fs'],
    ['src/trace/x.ts', "import { a } from '../report/json.js';", 'not report'],
    ['src/policy/x.ts', "import { a } from '../github/inputs.js';", 'not github'],
    ['src/rules/x.ts', "import { a } from '../source/tar.js';", 'not source'],
    [
      'src/trace/x.ts',
      "import { spawn } from 'node:child_process';",
      'node:child_process may be imported in source',
    ],
    [
      'src/trace/x.ts',
      "import { spawn } from 'child_process';",
      'node:child_process may be imported in source',
    ],
    ['src/cli.ts', "import { gunzip } from 'node:zlib';", 'node:zlib may be imported in source, detector'],
    ['src/scan.ts', "import * as tar from 'tar';", 'tar may be imported in source'],
    ['src/github/x.ts', "import { exec } from '@actions/exec';", '@actions/exec may be imported in source'],
    [
      'src/cli.ts',
      "import * as core from '@actions/core';",
      '@actions/core may be imported in github, action',
    ],
    [
      'src/cli/x.ts',
      "import * as core from '@actions/core';",
      '@actions/core may be imported in github, action',
    ],
    [
      'src/trace/x.ts',
      "import { a } from '@actions/github/lib/utils';",
      '@actions/github may be imported in github',
    ],
    ['src/verify/x.ts', "import { load } from 'js-yaml';", 'js-yaml may be imported in rules, policy'],
    ['src/cli.ts', "import { a } from '../__tests__/helpers/engine.js';", 'src/ is on its own'],
    ['src/util/x.ts', "import { a } from '../model/rule.js';", 'src/util/ has no place'],
  ])('%s: %s', async (file, code, message) => {
    expect(await lint(file, code)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['import type', "import type { A } from '../source/tar.js';"],
    ['export from', "export { a } from '../source/tar.js';"],
    ['export all', "export * from '../source/tar.js';"],
    ['dynamic import', "export const a = () => import('../source/tar.js');"],
    ['import of a type in place', "export type A = import('../source/tar.js').A;"],
  ])('sees %s', async (_, code) => {
    expect(await lint('src/detector/x.ts', code)).toEqual([expect.stringContaining('not source')]);
  });

  it.each([
    [
      'src/detector/checks/x.ts',
      "import { createHash } from 'node:crypto';\nimport { a } from '../pattern.js';",
    ],
    ['src/detector/checks/x.ts', "import type { Rule } from '../../model/rule.js';"],
    ['src/source/x.ts', "import { spawn } from 'node:child_process';\nimport { Parser } from 'tar';"],
    ['src/github/x.ts', "import * as core from '@actions/core';\nimport { VERSION } from '../version.js';"],
    ['src/action.ts', "import * as core from '@actions/core';\nimport { scan } from './scan.js';"],
    ['src/cli/x.ts', "import { scan } from '../scan.js';\nimport { a } from '../report/text.js';"],
    [
      'src/workers/x.ts',
      "import { Worker } from 'node:worker_threads';\nimport { a } from '../detector/index.js';",
    ],
  ])('lets %s import what it may', async (file, code) => {
    expect(await lint(file, code)).toEqual([]);
  });
});

describe('modules', () => {
  it.each([
    ['src/trace/x.ts', "register('x');"],
    ['src/trace/x.ts', 'await start();'],
    ['src/scan.ts', 'void main();'],
  ])('%s may not do anything on import: %s', async (file, code) => {
    expect(await lint(file, code)).toEqual([expect.stringContaining('Nothing runs on import')]);
  });

  it.each(['src/action.ts', 'src/cli.ts', 'src/workers/worker.ts'])('%s may, as an entry', async (file) => {
    expect(await lint(file, 'void main();')).toEqual([]);
  });

  it('do not write to the console behind the back of the entries', async () => {
    expect(await lint('src/trace/x.ts', "export const f = () => console.log('x');")).toHaveLength(1);
  });
});

it('every folder of src/ has its place', () => {
  const folders = readdirSync(`${root}/src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const placed = [...Object.keys(FOLDERS), ...ENTRY_FOLDERS];
  expect(folders.map(({ name }) => name).filter((name) => !placed.includes(name))).toEqual([]);
});

it('no file is called util: a function lives where its subject lives', () => {
  const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => /(^|[\\/])(utils?|helpers?|common|misc)(\.ts)?$/.test(file))).toEqual([]);
});
