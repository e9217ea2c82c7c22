import path from 'node:path';
import type { AllowEntry, JudgedPlace } from '../model/policy.js';
import { compileGlob, compilePathGlob, type GlobTest } from './glob.js';
import { compileValuePattern } from './value-pattern.js';

/** An entry of an allowlist, ready to be asked. */
export interface CompiledEntry {
  readonly entry: AllowEntry;
  /** Whether all its conditions hold. */
  readonly fits: (place: JudgedPlace) => boolean;
  readonly isExpired: boolean;
}

/**
 * Compiles an entry that was checked when it was read.
 * @param today `YYYY-MM-DD`, in UTC
 */
export function compileEntry(entry: AllowEntry, today: string): CompiledEntry {
  const { rule, paths, pathPattern, fingerprint, value, origin, expires } = entry;
  const tests: ((place: JudgedPlace) => boolean)[] = [];
  if (rule !== null) {
    const test = checked(compileGlob(rule));
    tests.push((place) => test(place.rule));
  }
  if (paths.length > 0) {
    const globs = paths.map((glob) => checked(compilePathGlob(glob)));
    tests.push((place) => allPaths(place, entry).some((one) => globs.some((test) => test(one))));
  }
  if (pathPattern !== undefined) {
    const test = compileValuePattern(pathPattern);
    tests.push((place) => allPaths(place, entry).some(test));
  }
  if (fingerprint !== null) tests.push((place) => place.fingerprints.includes(fingerprint));
  if (origin !== null) tests.push((place) => place.origin === origin);
  if (value !== null) {
    const test = compileValuePattern(value);
    tests.push((place) => place.values.some(test));
  }
  return {
    entry,
    // An entry without a condition would let everything be.
    fits: (place) => tests.length > 0 && tests.every((test) => test(place)),
    isExpired: expires !== null && expires < today,
  };
}

/** What a place is called: in the report, and as a file of the checkout. */
function allPaths({ paths, files }: JudgedPlace, { file }: AllowEntry): string[] {
  const folder = path.dirname(file);
  return [...paths, ...files.map((one) => relativeTo(folder, one))];
}

/** A file of the checkout as the configuration's own folder has it, where paths in it count from. */
function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll(path.sep, '/');
}

function checked(test: GlobTest | string): GlobTest {
  return typeof test === 'string' ? () => false : test;
}
