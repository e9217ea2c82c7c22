import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { runGit } from './git-command.js';

/**
 * Which of these files Git tracks.
 *
 * @param directory absolute or relative to the working directory
 * @param paths relative to `directory`, `/` between their parts
 * @returns the tracked ones of `paths`; null when that cannot be told: no Git, no repository, one that it distrusts
 */
export function trackedFiles(directory: string, paths: readonly string[]): ReadonlySet<string> | null {
  const { status, stdout } = runGit(directory, ['ls-files', '-z', '--cached', '--', '.']);
  if (status !== 0) return null;
  const tracked = new Set(stdout.toString('utf8').split('\0'));
  return new Set(paths.filter((path) => tracked.has(path)));
}

/**
 * Whether Git tracks any file in a folder, which must be there.
 *
 * @returns null when that cannot be told: there is a repository, but no Git, or one that distrusts it
 */
export function tracksFilesIn(directory: string): boolean | null {
  const folder = realpathSync(directory);
  const { status, stdout } = runGit(folder, ['ls-files', '-z', '--', '.']);
  if (status === 0) return stdout.length > 0;
  return isInRepository(folder) ? null : false;
}

function isInRepository(start: string): boolean {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}
