import type { Bytes } from './byte-reader.js';

/** Turns pieces that are pushed into pieces that are pulled, one at a time. */
export class PushedBytes implements Bytes {
  #piece: Uint8Array | null = null;
  #isEnded = false;
  /** Whoever waits: the reader for a piece, or the writer for the reader to be done with it. */
  #wakeReader: () => void = nothing;
  #wakeWriter: () => void = nothing;

  /** Settles when the reader asks for the next piece. */
  async write(piece: Uint8Array): Promise<void> {
    if (this.#isEnded || piece.length === 0) return;
    this.#piece = piece;
    await new Promise<void>((resolve) => {
      this.#wakeWriter = resolve;
      this.#wakeReader();
    });
  }

  /** Nothing more will come, or be read. */
  end(): void {
    this.#isEnded = true;
    this.#wakeReader();
    this.#wakeWriter();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        const piece = this.#piece;
        if (piece !== null) {
          yield piece;
          this.#piece = null;
          this.#wakeWriter();
        } else if (this.#isEnded) return;
        else {
          await new Promise<void>((resolve) => {
            this.#wakeReader = resolve;
          });
          this.#wakeReader = nothing;
        }
      }
    } finally {
      this.end();
    }
  }
}

function nothing(): void {
  // Nobody waits.
}
