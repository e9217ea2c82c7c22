// @ts-check
/**
 * The npm packages and the two Nodes that the other scripts use.
 * Runs before anything is installed, so it imports nothing but Node's own modules, on Node 20.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const MODULES = path.join(ROOT, 'node_modules');

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 */

/** Runs `npm ci` when what is in node_modules is not what package-lock.json asks for. Throws when that fails. */
export function installPackages() {
  if (isInstalled()) return;
  console.log('Installing the npm packages of package-lock.json …');
  // npm itself must not run on the Node inside node_modules, which `npm ci` removes first.
  const npm = process.env['npm_execpath'];
  const [command, before] = npm?.endsWith('.js') ? [plainNode(), [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...before, 'ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: pathWithoutModules() },
  });
  if (status !== 0) throw new Error('npm ci failed: see its messages above');
}

/** Versions are compared rather than times, because a checkout or a copy gives files new times. */
function isInstalled() {
  const hidden = path.join(MODULES, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = readLock(path.join(ROOT, 'package-lock.json'));
  const present = readLock(hidden);
  return Object.entries(wanted.packages).every(
    ([location, { version, optional, devOptional }]) =>
      location === '' ||
      optional === true || // made for another platform, perhaps
      devOptional === true ||
      present.packages[location]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {LockFile}
 */
function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The Node that the Action runs on: 24, from the npm package `node`. Where that has no binary for this platform,
 * the Node that runs this script.
 */
export function actionNode() {
  const node = path.join(MODULES, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  return existsSync(node) && process.platform !== 'win32' ? node : process.execPath;
}

/** The machine's own Node, which npm scripts see behind the one in node_modules/.bin. Node 20 in continuous integration. */
export function plainNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of pathWithoutModules().split(path.delimiter)) {
    const node = path.join(folder, name);
    if (isExecutable(node)) return node;
  }
  return process.execPath;
}

function pathWithoutModules() {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '' && !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .join(path.delimiter);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
