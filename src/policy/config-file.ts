import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { takesPath, type OptionSpec } from '../model/options.js';
import type { Config } from '../model/policy.js';

export const CONFIG_NAMES = ['.drydock.yml', '.drydock.yaml'] as const;
/** A wrong path given as `--config` should fail fast, and nobody writes as much. */
const MAX_CONFIG_BYTES = 2 ** 20;

/**
 * Reads the configuration file that was named, or else the one that is found.
 * @param named relative to the working directory
 * @param directory where the search begins
 * @returns null when none was named and there is none
 * @throws UserError for a file that is not there or does not hold what it should
 */
export async function loadConfig(named: string | undefined, directory: string): Promise<Config | null> {
  const file = named ?? findConfig(directory);
  if (file === null) return null;
  const folder = path.dirname(path.resolve(file));
  // With it come the parser and the validator, which most runs need not wait for.
  const { readConfig } = await import('./config-document.js');
  const shown = (named === undefined ? path.relative('.', file) : path.normalize(file)).replaceAll(
    path.sep,
    '/',
  );
  return readConfig(readText(file, shown), {
    file: shown,
    resolve: (value, option) => resolveValue(value, option, folder),
  });
}

/**
 * The nearest configuration file at or above a directory, but within its Git repository: what lies above belongs to
 * somebody else. Outside of a repository, only the directory itself is looked at.
 * @returns its path; null when there is none
 * @throws UserError for two of them in one folder
 */
export function findConfig(directory: string): string | null {
  const start = path.resolve(directory);
  const folders: string[] = [];
  for (let folder = start; ; folder = path.dirname(folder)) {
    folders.push(folder);
    // A file in a worktree or submodule, a folder otherwise.
    if (existsSync(path.join(folder, '.git'))) break;
    if (folder === path.dirname(folder)) {
      folders.length = 1;
      break;
    }
  }
  for (const folder of folders) {
    const [file, other] = CONFIG_NAMES.map((name) => path.join(folder, name)).filter((name) =>
      existsSync(name),
    );
    if (file !== undefined && other !== undefined)
      throw new UserError(`${file} and ${other} are both there`, 'keep one of them');
    if (file !== undefined) return file;
  }
  return null;
}

function readText(file: string, shown: string): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > MAX_CONFIG_BYTES)
      throw new UserError(`${shown}: too large for a configuration file`, 'check the path');
    bytes = readFileSync(file);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (!existsSync(file))
      throw new UserError(`no such configuration file: ${shown}`, 'check the path', { cause });
    throw new UserError(`${shown}: cannot be read`, 'it must be a file, and yours to read', { cause });
  }
  // Other bytes would be replaced without a word, and a pattern or path with them fit nothing.
  if (!isUtf8(bytes))
    throw new UserError(`${shown}:${String(oddLine(bytes))}: is not UTF-8`, 'save it as UTF-8');
  return bytes.toString('utf8');
}

/** The first line that is not UTF-8. */
function oddLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return line;
}

/** A path in a configuration, as the working directory has it. `-` is standard input or output, as anywhere. */
function resolveValue(value: string, option: OptionSpec, folder: string): string {
  if (!takesPath(option) || value === '-') return value;
  if (value.includes('\0')) throw new UserError(`${option.name} is no path`, 'take the NUL character out');
  const target = path.resolve(folder, value);
  if (option.writes === true && !isWithin(target, folder)) {
    // The configuration may be a stranger's, who must not choose what is overwritten on the machine of who looks at it.
    throw new UserError(
      `${option.name} is outside of the folder of this file`,
      'name a file in it, or give the option on the command line',
    );
  }
  return path.isAbsolute(value) ? value : path.relative('.', target) || '.';
}

/** A link that is there already is followed when the report is written, and so it is here. */
function isWithin(target: string, folder: string): boolean {
  let parent = target;
  while (!existsSync(parent)) parent = path.dirname(parent);
  const real = path.relative(realpathSync(folder), realpathSync(parent));
  const named = path.relative(folder, target);
  return [real, named].every(
    (relative) =>
      relative !== '..' &&
      !relative.startsWith(`..${path.sep}`) &&
      !path.isAbsolute(relative) &&
      !relative.split(path.sep).includes('.git'),
  );
}
