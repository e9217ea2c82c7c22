// @ts-check
/**
 * `npm test`: installs what is missing, then runs every step, whether or not one before it failed. The last line is the
 * sum: Jest's tests, and one for each other step. Tests that need a container engine are skipped where there is none,
 * but in continuous integration (`CI` is set) they fail.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { compareFolders } from './dist-check.mjs';
import { prepareEngine } from './engine-setup.mjs';
import { ROOT, actionNode, installPackages, plainNode } from './packages.mjs';

/** A step that hangs must not take the whole run with it. The slowest, Jest, takes some five minutes on two cores. */
const STEP_TIMEOUT_MS = 13 * 60_000;

const CACHE = path.join(ROOT, '.cache');

/** @typedef {{ passed: number, failed: number, skipped: number }} Sum */

/**
 * Runs a script on the Node of the Action.
 *
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env]
 */
function node(args, env = {}) {
  const { status, error } = spawnSync(actionNode(), [...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: STEP_TIMEOUT_MS,
    env: { ...process.env, ...env },
  });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

/** @returns {Sum} */
function runJest() {
  const report = path.join(CACHE, 'jest.json');
  rmSync(report, { force: true });
  const ok = node(
    ['node_modules/jest/bin/jest.js', '--ci', '--maxWorkers=2', '--json', `--outputFile=${report}`],
    {
      NODE_OPTIONS: '--experimental-vm-modules',
      // For the tests of the bundles, which have to run on the oldest Node that is supported.
      DRYDOCK_PLAIN_NODE: plainNode(),
    },
  );
  try {
    /** @type {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests' | 'numRuntimeErrorTestSuites', number>} */
    const sum = JSON.parse(readFileSync(report, 'utf8'));
    // A file that does not even load has no tests to count, so it counts as one.
    const failed = sum.numFailedTests + sum.numRuntimeErrorTestSuites;
    return {
      passed: sum.numPassedTests,
      failed: failed === 0 && !ok ? 1 : failed,
      skipped: sum.numPendingTests + sum.numTodoTests,
    };
  } catch {
    console.error('Jest ended without a report.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Builds dist/ anew and compares: what is committed has to be what the sources give. */
function checkDist() {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'dist-'));
  try {
    if (!node(['scripts/build.mjs', '--out', folder])) return false;
    const differences = compareFolders(path.join(ROOT, 'dist'), folder);
    if (differences.length === 0) return true;
    console.error(
      `dist/ is not what the sources give; run "npm run bundle" and commit it:\n  ${differences.join('\n  ')}`,
    );
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @type {readonly (readonly [name: string, step: () => boolean | Sum])[]} */
const STEPS = [
  ['format', () => node(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'])],
  ['types', () => node(['node_modules/typescript/bin/tsc', '--noEmit'])],
  ['lint', () => node(['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'])],
  ['tests', runJest],
  ['rules', () => node(['dist/cli.cjs', 'rules', 'check'])],
  ['dist', checkDist],
];

/** @returns {Promise<Sum>} */
async function main() {
  installPackages();
  mkdirSync(CACHE, { recursive: true });
  const engine = await prepareEngine();
  const sum = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const [name, step] of STEPS) {
      console.log(`\n── ${name} ──`);
      const result = step();
      const counts =
        typeof result === 'boolean'
          ? { passed: Number(result), failed: Number(!result), skipped: 0 }
          : result;
      console.log(counts.failed === 0 ? `${name}: ok` : `${name}: FAILED`);
      sum.passed += counts.passed;
      sum.failed += counts.failed;
      sum.skipped += counts.skipped;
    }
  } finally {
    await engine.stop();
  }
  return sum;
}

/** @type {Sum} */
let sum = { passed: 0, failed: 1, skipped: 0 };
try {
  sum = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
console.log(
  `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped === 0 ? '' : `, ${sum.skipped} skipped`}`,
);
process.exitCode = sum.failed === 0 ? 0 : 1;
