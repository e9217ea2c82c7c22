import type { BitReader } from './bzip2-bits.js';

/** No code of bzip2 is longer. */
const LONGEST_CODE_BITS = 20;
/** Codes up to this length are looked up at once. */
const QUICK_BITS = 10;

/** A Huffman code: which symbol a row of bits stands for. */
export class Codes {
  /** By the next `QUICK_BITS`: the symbol, and how long its code is, in the 5 lower bits; 0 for longer ones. */
  readonly #quick = new Uint16Array(2 ** QUICK_BITS);
  /** By length: the last code that is so long, −1 for none; and what to add to one for its place in `#symbols`. */
  readonly #last = new Int32Array(LONGEST_CODE_BITS + 1).fill(-1);
  readonly #offset = new Int32Array(LONGEST_CODE_BITS + 1);
  readonly #symbols: Uint16Array;

  /** @param lengths of each symbol's code, from 1 to `LONGEST_CODE_BITS` */
  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    let code = 0;
    let count = 0;
    for (let length = 1; length <= LONGEST_CODE_BITS; length++) {
      this.#offset[length] = count - code;
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] !== length) continue;
        this.#symbols[count++] = symbol;
        // Of a code that has more words than there can be, those are never met.
        if (length <= QUICK_BITS) this.#addQuick(code, length, symbol);
        code++;
      }
      this.#last[length] = code - 1;
      code *= 2;
    }
  }

  /** Reads a symbol; null where the bits are no code. It may end beyond the bytes, which `bits.read` would tell. */
  read(bits: BitReader): number | null {
    const next = bits.peek(LONGEST_CODE_BITS);
    const quick = this.#quick[next >>> (LONGEST_CODE_BITS - QUICK_BITS)] as number;
    if (quick !== 0) {
      bits.position += quick & 31;
      return quick >>> 5;
    }
    for (let length = QUICK_BITS + 1; length <= LONGEST_CODE_BITS; length++) {
      const code = next >>> (LONGEST_CODE_BITS - length);
      if (code > (this.#last[length] as number)) continue;
      bits.position += length;
      return this.#symbols[code + (this.#offset[length] as number)] ?? null;
    }
    return null;
  }

  #addQuick(code: number, length: number, symbol: number): void {
    const shift = QUICK_BITS - length;
    this.#quick.fill((symbol << 5) | length, code << shift, (code + 1) << shift);
  }
}

/**
 * Reads the lengths of the codes of `count` symbols: each as a difference from the one before it.
 *
 * @returns null where one is out of bounds
 * @throws BitsMissing
 */
export function readCodes(bits: BitReader, count: number): Codes | null {
  const lengths = new Uint8Array(count);
  let length = bits.read(5);
  for (let symbol = 0; symbol < count; symbol++) {
    for (;;) {
      if (length < 1 || length > LONGEST_CODE_BITS) return null;
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return new Codes(lengths);
}
