import { setImmediate as nextTurn } from 'node:timers/promises';

/** All of this is done without waiting for anything: timers, signals and worker threads get a turn after so much of it. */
const TURN_BYTES = 8 * 2 ** 20;

/** What reading an object costs beside its bytes: a chain of a million deltas of nothing takes its time, too. */
export const READ_BYTES = 1024;

/** More was asked for than a scan does for one layer. `message` is the reason of the problem. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

/** Counts the bytes that are made from a repository's objects, against small packs that unpack without end. */
export class Work {
  readonly #limitBytes: number;
  #bytes = 0;
  #turnAt = TURN_BYTES;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** @throws LimitReached where it is too much: before the bytes are made. */
  spend(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limitBytes)
      throw new LimitReached(`its objects unpack to more than ${this.#limitBytes} bytes, the limit`);
  }

  /** Waits a turn now and then. */
  pause(): Promise<unknown> | undefined {
    if (this.#bytes < this.#turnAt) return undefined;
    this.#turnAt = this.#bytes + TURN_BYTES;
    return nextTurn();
  }
}
