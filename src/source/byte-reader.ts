/** Pieces of a byte stream, in order. A consumer that stops early ends it with `return()`, as `for await` does. */
export type Bytes = AsyncIterable<Uint8Array>;

const NO_BYTES: Bytes = {
  async *[Symbol.asyncIterator]() {
    // Nothing.
  },
};

/**
 * Pulls exact numbers of bytes out of a stream of pieces of any size. What it returns are views of the pieces where
 * possible: never to be written to, and valid until a few more pieces were pulled (`file-pieces.ts`). Copy what is kept.
 */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #onPiece: ((piece: Uint8Array) => void) | undefined;
  #piece: Uint8Array = new Uint8Array(0);
  #position = 0;
  #pulledBytes = 0;
  #ended = false;

  /** `onPiece` sees every piece once, in order, when it is pulled: for digests and progress. */
  constructor(source: Bytes, onPiece?: (piece: Uint8Array) => void) {
    this.#source = source[Symbol.asyncIterator]();
    this.#onPiece = onPiece;
  }

  /** Of bytes that are all there: `restNow` has them, and nothing waits. */
  static of(bytes: Uint8Array): ByteReader {
    const reader = new ByteReader(NO_BYTES);
    reader.#piece = bytes;
    reader.#pulledBytes = bytes.length;
    reader.#ended = true;
    return reader;
  }

  /** Offset in the stream of the next byte. */
  get offset(): number {
    return this.#pulledBytes - (this.#piece.length - this.#position);
  }

  /**
   * The next `count` bytes, which stay to be read again; fewer only when the stream ends. For small counts: bytes that
   * span pieces are copied.
   */
  async peek(count: number): Promise<Uint8Array> {
    if (this.#piece.length - this.#position < count && !this.#ended) await this.#gather(count);
    return this.#piece.subarray(this.#position, this.#position + count);
  }

  /** As `peek`, where so many bytes are there without waiting; else null, and nothing is read. */
  peekNow(count: number): Uint8Array | null {
    if (this.#piece.length - this.#position < count) return null;
    return this.#piece.subarray(this.#position, this.#position + count);
  }

  /** All that is left, where it is there and known to be all; else null. Nothing is read. */
  restNow(): Uint8Array | null {
    return this.#ended ? this.#piece.subarray(this.#position) : null;
  }

  /** Takes back the last bytes of what `read` or `readNow` returned last, to be read again. */
  unread(count: number): void {
    this.#position -= count;
  }

  /** As `read`, where there are bytes without waiting; else null. */
  readNow(most: number): Uint8Array | null {
    if (this.#position === this.#piece.length) return null;
    const end = Math.min(this.#piece.length, this.#position + most);
    const piece = this.#piece.subarray(this.#position, end);
    this.#position = end;
    return piece;
  }

  /** Leaves out `count` bytes where so many are there without waiting; else false, and none is left out. */
  skipNow(count: number): boolean {
    if (this.#piece.length - this.#position < count) return false;
    this.#position += count;
    return true;
  }

  /** The next bytes as they come, at most `most` and at least one; null at the end of the stream. */
  async read(most: number): Promise<Uint8Array | null> {
    while (this.#position === this.#piece.length) {
      if (!(await this.#pull())) return null;
    }
    return this.readNow(most);
  }

  /** Leaves out `count` bytes; returns how many there were. */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count) {
      const piece = await this.read(count - skipped);
      if (piece === null) break;
      skipped += piece.length;
    }
    return skipped;
  }

  /** All that is left, piece by piece. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let piece = await this.read(Infinity); piece !== null; piece = await this.read(Infinity))
      yield piece;
  }

  /** Reads to the end, so that `onPiece` has seen everything. */
  async drain(): Promise<void> {
    await this.skip(Infinity);
  }

  async #gather(count: number): Promise<void> {
    // Copied at once: what is read later may be read into the same memory.
    const pieces = [Buffer.from(this.#piece.subarray(this.#position))];
    let length = this.#piece.length - this.#position;
    try {
      while (length < count && (await this.#pull())) {
        pieces.push(Buffer.from(this.#piece));
        length += this.#piece.length;
      }
    } finally {
      // Also where the source fails: what came before the failure is still to be read.
      this.#piece = Buffer.concat(pieces, length);
      this.#position = 0;
    }
  }

  async #pull(): Promise<boolean> {
    if (this.#ended) return false;
    // Set first: after a failure there is nothing more to come, and a second read must not wait for it.
    this.#ended = true;
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#ended = false;
    this.#piece = next.value;
    this.#position = 0;
    this.#pulledBytes += next.value.length;
    this.#onPiece?.(next.value);
    return true;
  }
}
