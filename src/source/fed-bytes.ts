/** A decoder that meets damage tells so only after a while: the longest deflate block header has 300 bytes. */
const KEPT_BYTES = 64 * 2 ** 10;

/** The last bytes that a decoder was given: where it fails, these are looked at as they stand. */
export class FedBytes {
  /** Copies, as the memory of pieces is used again. */
  #before: Buffer[] = [];
  #beforeBytes = 0;
  /** Valid until the next is pulled. */
  #last: Uint8Array = new Uint8Array(0);

  add(piece: Uint8Array): void {
    this.#before.push(Buffer.from(this.#last.subarray(-KEPT_BYTES)));
    this.#beforeBytes += this.#before.at(-1)?.length ?? 0;
    while (this.#beforeBytes - (this.#before[0]?.length ?? 0) >= KEPT_BYTES)
      this.#beforeBytes -= this.#before.shift()?.length ?? 0;
    this.#last = piece;
  }

  /** The whole of the last piece, and some bytes before it. */
  bytes(): Uint8Array {
    return Buffer.concat([...this.#before, this.#last]);
  }
}
