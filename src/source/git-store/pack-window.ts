import { createHash, type Hash } from 'node:crypto';
import { createInflate } from 'node:zlib';
import { decodeThrough, DECODER_OPTIONS } from '../decoder-stream.js';

/** Gives the next bytes; null at their end. */
export type ReadPiece = () => Promise<Uint8Array | null>;

const FIRST_BYTES = 2 ** 20;

/** Shows a stretch of a stream of bytes, from where the reading is, and computes the digest of all that was left behind. */
export class PackWindow {
  readonly #read: ReadPiece;
  /** null once the digest was asked for. */
  #hash: Hash | null;
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #start = 0;
  #end = 0;
  #offset = 0;
  #isEnded = false;

  constructor(read: ReadPiece, idBytes: number) {
    this.#read = read;
    this.#hash = createHash(idBytes === 20 ? 'sha1' : 'sha256');
  }

  /** Offset in the stream of the first byte of `bytes`. */
  get offset(): number {
    return this.#offset;
  }

  /** What is at hand. Its memory is used again after the next call of anything else. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Has at least so many bytes at hand, unless the stream ends before. */
  async ensure(count: number): Promise<void> {
    while (this.#end - this.#start < count && !this.#isEnded) {
      const piece = await this.#read();
      if (piece === null) this.#isEnded = true;
      else this.#append(piece, count);
    }
  }

  /** Leaves bytes behind. */
  skip(count: number): void {
    this.#hash?.update(this.#buffer.subarray(this.#start, this.#start + count));
    this.#start += count;
    this.#offset += count;
  }

  /** All that is left, piece by piece: each is left behind once the next one is asked for. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      await this.ensure(1);
      const { bytes } = this;
      if (bytes.length === 0) return;
      yield bytes;
      this.skip(bytes.length);
    }
  }

  /**
   * Inflates the zlib stream that begins here, and leaves it behind.
   *
   * @throws DamagedInput where it is corrupt or ends early; somewhere in it then is where the reading is
   */
  async *inflate(): AsyncGenerator<Uint8Array, void, undefined> {
    const leftover = yield* decodeThrough(createInflate(DECODER_OPTIONS), this.rest(), 'zlib');
    // The last piece that the decoder took some of is still at hand.
    this.skip(this.bytes.length - leftover.length);
  }

  /** Of all that was left behind. Once. */
  digest(): Buffer | null {
    const digest = this.#hash?.digest() ?? null;
    this.#hash = null;
    return digest;
  }

  #append(piece: Uint8Array, wantedBytes: number): void {
    const keptBytes = this.#end - this.#start;
    if (this.#end + piece.length > this.#buffer.length) {
      const neededBytes = Math.max(keptBytes + piece.length, wantedBytes);
      const isLarger = neededBytes * 2 > this.#buffer.length;
      const target = isLarger ? Buffer.allocUnsafeSlow(neededBytes * 2) : this.#buffer;
      this.#buffer.copy(target, 0, this.#start, this.#end);
      this.#buffer = target;
      this.#start = 0;
      this.#end = keptBytes;
    }
    this.#buffer.set(piece, this.#end);
    this.#end += piece.length;
  }
}
