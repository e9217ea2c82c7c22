import { spawnSync } from 'node:child_process';
import path from 'node:path';

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 256 * 2 ** 20;

/**
 * A repository's own configuration may name programs to run; the folder need not be the caller's. With a literal
 * pathspec, `*` and `:` in a name are only characters.
 */
export const SAFE_OPTIONS = ['--literal-pathspecs', '--no-optional-locks', '-c', 'core.fsmonitor=false'];

/** How a command of Git ended. */
export interface GitResult {
  /** null when it was killed, or never ran. */
  readonly status: number | null;
  readonly stdout: Buffer;
  /** What it said on standard error, without the word `fatal:`. */
  readonly message: string;
  /** There is no Git on the `PATH`. */
  readonly isMissing: boolean;
}

/**
 * The environment for Git: no question on the terminal, messages in English, and nothing fetched from a remote. What a
 * hook is given (`GIT_DIR`, `GIT_INDEX_FILE`: `git commit FILE` has an index of its own) is kept.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
}

/**
 * Where Git must run to look at `directory`. A hook's `GIT_DIR` counts from the hook's own folder, and makes whatever
 * folder Git runs in the top of the work tree.
 */
export function gitFolder(directory: string): string {
  return (process.env['GIT_DIR'] ?? '') === '' ? path.resolve(directory) : process.cwd();
}

/** Runs Git to its end. Never throws. */
export function runGit(cwd: string, args: readonly string[]): GitResult {
  const { status, stdout, stderr, error } = spawnSync('git', [...SAFE_OPTIONS, ...args], {
    cwd,
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: gitEnvironment(),
  });
  if (error !== undefined) {
    const isMissing = 'code' in error && error.code === 'ENOENT';
    return { status: null, stdout: Buffer.alloc(0), message: error.message, isMissing };
  }
  const [firstLine = ''] = stderr.toString('utf8').trim().split('\n');
  return { status, stdout, message: firstLine.replace(/^fatal: /, ''), isMissing: false };
}
