/** A match is no longer than this: so much room there is beyond what was asked for. */
const LONGEST_MATCH_BYTES = 273;
const FIRST_BYTES = 64 * 2 ** 10;
/** Positions count modulo this, so that what is dropped is a multiple of it. */
const ALIGNMENT = 16;

/**
 * What was decoded last, which matches repeat. It grows with what comes, up to the size of the dictionary and a quarter
 * of that: a header may ask for 4 GiB and be followed by a line of text.
 */
export class LzmaWindow {
  readonly #dictionaryBytes: number;
  #bytes = new Uint8Array(0);
  /** Where the next byte goes. */
  position = 0;

  constructor(dictionaryBytes: number) {
    this.#dictionaryBytes = dictionaryBytes;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Makes room for `count` more bytes and a match; `bytes` and `position` are new then. */
  reserve(count: number): void {
    const wantedBytes = count + LONGEST_MATCH_BYTES;
    if (this.position + wantedBytes <= this.#bytes.length) return;
    const most = this.#dictionaryBytes + Math.max(this.#dictionaryBytes >> 2, FIRST_BYTES) + wantedBytes;
    if (this.#bytes.length < most) {
      const grown = new Uint8Array(Math.min(most, Math.max(FIRST_BYTES, 2 * (this.position + wantedBytes))));
      grown.set(this.#bytes.subarray(0, this.position));
      this.#bytes = grown;
      if (this.position + wantedBytes <= grown.length) return;
    }
    const excess = this.position - this.#dictionaryBytes;
    const dropped = excess - (excess % ALIGNMENT);
    this.#bytes.copyWithin(0, dropped, this.position);
    this.position -= dropped;
  }

  /** Adds bytes as they are. */
  add(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.#bytes.set(bytes, this.position);
    this.position += bytes.length;
  }
}
