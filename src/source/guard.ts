import type { Bytes } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';

/** Ends pieces in silence where their source fails, so that whoever reads them need not know of it. */
export class Guard {
  /** Why they ended early, where they did. */
  failure: DamagedInput | null = null;

  async *pass(pieces: Bytes): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* pieces;
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      this.failure = error;
    }
  }
}
