import { describeFailure, errorCode, oneLine } from '../model/failure.js';

/** As much of a process's output stream as the command line needs. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string, done: (error?: Error | null) => void): boolean;
}

/** The process as the command line sees it; tests pass one of their own. */
export interface Console {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Whether standard input is a terminal, so that nothing can be expected from it. */
  readonly stdinIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Codes of errors that say that a stream's reader has closed its end. */
const GONE = ['EPIPE', 'ERR_STREAM_DESTROYED'];

/** The width that text is laid out for where no terminal tells its own. */
export const DEFAULT_COLUMNS = 100;

/**
 * Writes to a stream and waits until the text is out. A reader that has gone (`drydock … | head`) is no error: it
 * has read what it wanted, and the exit status must not depend on it.
 */
export async function write(stream: OutputStream, text: string): Promise<void> {
  if (text === '') return;
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => {
      if (error == null || GONE.includes(errorCode(error) ?? '')) resolve();
      else reject(error);
    });
  });
}

/** One line on standard error, marked as Drydock's. */
export async function say(console: Console, line: string): Promise<void> {
  await write(console.stderr, `drydock: ${oneLine(line)}\n`);
}

/** The one line of an error, and its stack when `DRYDOCK_DEBUG` is set. */
export async function sayFailure(console: Console, error: unknown): Promise<void> {
  const failure = describeFailure(error);
  await say(console, failure.line);
  const isDebugging = ![undefined, '', '0'].includes(console.env['DRYDOCK_DEBUG']);
  if (isDebugging && failure.stack !== undefined) await write(console.stderr, `${failure.stack}\n`);
}

/** Colours are for people who look at a terminal and have not asked for none: https://no-color.org. */
export function wantsColor(stream: OutputStream, console: Console, option: boolean): boolean {
  const refused = (console.env['NO_COLOR'] ?? '') !== '' || console.env['TERM'] === 'dumb';
  return option && stream.isTTY === true && !refused;
}
