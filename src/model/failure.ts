import { UserError } from './errors.js';

/** What the entries tell of an error that ended the run, or a part of it. */
export interface Failure {
  /** One line, without a raw secret. */
  readonly line: string;
  /** For those who look for a mistake in Drydock: absent when the user can mend it. Its first line may quote input. */
  readonly stack?: string;
}

/**
 * Turns whatever was thrown into what may be shown. The message of an unforeseen error is left out of the line: V8's
 * own messages can quote the data that was read (`JSON.parse` does), and that may be a secret. Errors of the operating
 * system are shown, since they name only a call and a path.
 */
export function describeFailure(error: unknown): Failure {
  if (error instanceof UserError) return { line: error.line };
  const { name, message, stack, syscall } = asErrorLike(error);
  const trace = stack ?? String(error);
  if (errorCode(error) !== undefined && syscall !== undefined)
    return { line: oneLine(message ?? ''), stack: trace };
  const kind = name ?? typeof error;
  return {
    line: `internal error (${kind}): set DRYDOCK_DEBUG=1 to see where, and please report it`,
    stack: trace,
  };
}

/** Node's code of an error (`ENOENT`, `EPIPE`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  const { code } = asErrorLike(error);
  return typeof code === 'string' ? code : undefined;
}

/** The frames of a stack without its message, for a log that others can read. */
export function framesOnly(stack: string): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.join('\n');
}

/**
 * The text with everything that could end a line or steer a terminal replaced by `?`: names of images and files come
 * from the image, whose author need not be a friend.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '?');
}

/** An error's fields without `instanceof`, which is false for errors of another realm (a worker's, a test's). */
interface ErrorLike {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly code?: unknown;
  readonly syscall?: unknown;
}

function asErrorLike(error: unknown): ErrorLike {
  return typeof error === 'object' && error !== null ? error : {};
}

/** Why a file or folder cannot be made, in words. */
export function whyUnwritable(error: unknown): string {
  const code = errorCode(error);
  return code === undefined ? 'unknown reason' : (ADVICE[code] ?? code);
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist; create it first',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  ENAMETOOLONG: 'the name is too long',
};
