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
