import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** How a child process ended. */
export interface ChildExit {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last part of what it wrote to standard error. */
  readonly stderr: string;
}

/** Enough for the last lines of any client; a child that writes without end costs no more than this. */
const STDERR_BYTES = 8192;
/**
 * What is read ahead while the reader is at work. With less the pipe is stopped and started for every 64 KiB, and the child
 * waits meanwhile.
 */
const BUFFER_BYTES = 2 ** 20;
/** A child that was told to end and has not is killed after this long. */
const KILL_DELAY_MS = 2000;
/** How long to wait for the rest of standard error after the child has gone: a process that it left behind may hold it open. */
const STDERR_DELAY_MS = 250;

/**
 * What a child process writes to its standard output, with back-pressure: a reader that stops lets the child wait in
 * its pipe, and keeps neither memory nor the event loop busy.
 *
 * The end of the stream comes only after the child has exited and `judge` has accepted how; what `judge` throws is the
 * stream's error, even when all bytes had come. A stream that is destroyed earlier ends the child.
 */
export class ChildOutput extends Readable {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #judge: (exit: ChildExit) => Promise<void>;
  #stderr = Buffer.alloc(0);
  #ended = false;
  #exit: Omit<ChildExit, 'stderr'> | undefined;

  /** `judge` throws when the child's exit is a failure. An `error` of the child (it cannot be started) is passed on as it is. */
  constructor(command: string, args: readonly string[], judge: (exit: ChildExit) => Promise<void>) {
    super({ highWaterMark: BUFFER_BYTES });
    this.#judge = judge;
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    this.#child = child;
    // A program whose scan failed must be able to end while the child still waits in its pipe: only a read in progress,
    // or the wait for the exit after it, keeps the event loop alive.
    child.unref();
    if (child.stderr instanceof Socket) child.stderr.unref();
    const killWithUs = (): void => void child.kill('SIGKILL');
    process.once('exit', killWithUs);

    child.once('error', (error) => this.destroy(error));
    child.once('exit', (code, signal) => {
      process.off('exit', killWithUs);
      this.#exit = { code, signal };
      this.#finish();
    });
    child.stderr.on('error', () => undefined);
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-STDERR_BYTES);
    });
    child.stdout.on('error', (error) => this.destroy(error));
    child.stdout.on('end', () => {
      this.#ended = true;
      child.ref();
      this.#finish();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdout.pause();
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const child = this.#child;
    child.stdout.destroy();
    if (child.pid !== undefined && this.#exit === undefined) {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), KILL_DELAY_MS).unref();
      child.once('exit', () => {
        clearTimeout(killer);
      });
    }
    callback(error);
  }

  #finish(): void {
    if (this.#exit === undefined || !this.#ended || this.destroyed) return;
    this.#accept(this.#exit).then(
      () => this.push(null),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #accept(exit: Omit<ChildExit, 'stderr'>): Promise<void> {
    const { stderr } = this.#child;
    if (!stderr.destroyed) await Promise.race([once(stderr, 'close'), delay(STDERR_DELAY_MS)]);
    await this.#judge({ ...exit, stderr: this.#stderr.toString('utf8') });
  }
}
