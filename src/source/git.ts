import { spawnSync } from 'node:child_process';

const TIMEOUT_MS = 10_000;
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;
/**
 * A repository's own configuration may name programs to run; the folder need not be the caller's. With a literal
 * pathspec, `*` and `:` in a name are only characters.
 */
const SAFE_OPTIONS = ['--literal-pathspecs', '--no-optional-locks', '-c', 'core.fsmonitor=false'];

/**
 * Which of these files Git tracks.
 *
 * @param directory absolute or relative to the working directory
 * @param paths relative to `directory`, `/` between their parts
 * @returns the tracked ones of `paths`; null when that cannot be told: no Git, no repository, one that it distrusts
 */
export function trackedFiles(directory: string, paths: readonly string[]): ReadonlySet<string> | null {
  const args = ['-C', directory, ...SAFE_OPTIONS, 'ls-files', '-z', '--cached', '--', '.'];
  const { status, stdout, error } = spawnSync('git', args, {
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  });
  if (error !== undefined || status !== 0) return null;
  const tracked = new Set(stdout.toString('utf8').split('\0'));
  return new Set(paths.filter((path) => tracked.has(path)));
}
