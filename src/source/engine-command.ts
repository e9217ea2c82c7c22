import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { oneLine } from '../model/failure.js';
import { clientCommand, clientMissing, hidePasswords } from './engine-client.js';

/** How a command of the client ended. */
export interface CommandEnd {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines of what it wrote to standard error. */
  readonly stderr: string;
}

export interface CommandOptions {
  /** Is given every line of standard output and standard error as it comes, without colours, control characters and passwords. */
  readonly onLine?: (line: string) => void;
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined;
}

/** A client says why it failed in its last lines. */
const KEPT_LINES = 20;

/**
 * Runs a command of the engine's client that takes its time, and passes on what it says meanwhile. The exit status is
 * the caller's to judge.
 * @throws UserError when the client cannot be started; the signal's reason when it is aborted
 */
export async function streamClient(
  args: readonly string[],
  { onLine, signal }: CommandOptions = {},
): Promise<CommandEnd> {
  signal?.throwIfAborted();
  const child = spawn(clientCommand(), args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const stop = (): void => void child.kill('SIGTERM');
  const killWithUs = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  process.once('exit', killWithUs);
  const errors: string[] = [];
  try {
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const [[code, endedBy]] = await Promise.all([
      closed,
      readLines(child.stdout, (line) => onLine?.(line)),
      readLines(child.stderr, (line) => {
        onLine?.(line);
        errors.push(line);
        if (errors.length > KEPT_LINES) errors.shift();
      }),
    ]);
    signal?.throwIfAborted();
    return { code, signal: endedBy, stderr: errors.join('\n') };
  } catch (cause) {
    signal?.throwIfAborted();
    throw clientMissing(cause);
  } finally {
    signal?.removeEventListener('abort', stop);
    process.off('exit', killWithUs);
  }
}

/** Ends with the stream. Lines that hold nothing to see are left out. */
async function readLines(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    const text = hidePasswords(oneLine(stripVTControlCharacters(line))).trimEnd();
    if (text !== '') take(text);
  }
}
