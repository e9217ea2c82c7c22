// @ts-check
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What tells two folders apart: files that only one has, and files that differ in a byte or in being executable.
 * Sorted; empty when they are the same.
 *
 * @param {string} committed
 * @param {string} rebuilt
 */
export function compareFolders(committed, rebuilt) {
  const names = new Set([...listFiles(committed), ...listFiles(rebuilt)]);
  return [...names].sort().flatMap((name) => {
    const [before, after] = [path.join(committed, name), path.join(rebuilt, name)];
    if (!existsSync(before)) return [`${name} is missing`];
    if (!existsSync(after)) return [`${name} is made no longer`];
    if (!readFileSync(before).equals(readFileSync(after))) return [`${name} differs`];
    return isExecutable(before) === isExecutable(after) ? [] : [`${name} differs in being executable`];
  });
}

/**
 * @param {string} folder
 * @returns {string[]} paths relative to it
 */
function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** @param {string} file */
function isExecutable(file) {
  return (statSync(file).mode & 0o111) !== 0;
}
