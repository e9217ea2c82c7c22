import type { LzmaWindow } from './lzma-window.js';

/** Where the probabilities of each kind stand (names and sizes as in the LZMA specification, lzma-specification.txt). */
const IS_MATCH = 0;
const IS_REP = IS_MATCH + 12 * 16;
const IS_REP_G0 = IS_REP + 12;
const IS_REP_G1 = IS_REP_G0 + 12;
const IS_REP_G2 = IS_REP_G1 + 12;
const IS_REP0_LONG = IS_REP_G2 + 12;
const POS_SLOT = IS_REP0_LONG + 12 * 16;
const POS_SPECIAL = POS_SLOT + 4 * 64;
const ALIGN = POS_SPECIAL + 128;
const LENGTH = ALIGN + 16;
const LENGTH_PROBABILITIES = 2 + 2 * 16 * 8 + 256;
const REP_LENGTH = LENGTH + LENGTH_PROBABILITIES;
const LITERAL = REP_LENGTH + LENGTH_PROBABILITIES;
const LITERAL_PROBABILITIES = 0x300;

/** Of a length coder, after its two choices. */
const LOW = 2;
const MIDDLE = LOW + 16 * 8;
const HIGH = MIDDLE + 16 * 8;

const EVEN = 1024;
const FIRST_BYTES = 5;

/** How a call of `decode` ended. */
export type Decoded = 'more' | 'end' | 'corrupt';

/**
 * Decodes LZMA, as 7-Zip, xz and lzma write it. It never throws: where the data is corrupt it says so, or comes to an
 * end somewhere, as each step adds a byte at least.
 */
export class LzmaDecoder {
  readonly #window: LzmaWindow;
  #probabilities = new Uint16Array(0);
  #literalContextBits = 0;
  #literalPositionMask = 0;
  #positionMask = 0;

  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** Both as signed numbers of 32 bits, which Node keeps without boxes. */
  #range = 0;
  #code = 0;

  #state = 0;
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;

  constructor(window: LzmaWindow) {
    this.#window = window;
  }

  /** How many bytes of the input of `decode` were taken. */
  get takenBytes(): number {
    return this.#at;
  }

  /** Whether the coder is in the state in which one that has nothing more to say is. */
  get isFinished(): boolean {
    return this.#code === 0;
  }

  /** @returns false where there are no such properties */
  setProperties(byte: number): boolean {
    if (byte >= 9 * 5 * 5) return false;
    const contextBits = byte % 9;
    const positionBits = Math.floor(byte / 9) % 5;
    this.#literalContextBits = contextBits;
    this.#literalPositionMask = (1 << positionBits) - 1;
    this.#positionMask = (1 << Math.floor(byte / 45)) - 1;
    const count = LITERAL + LITERAL_PROBABILITIES * 2 ** (contextBits + positionBits);
    if (this.#probabilities.length !== count) this.#probabilities = new Uint16Array(count);
    return true;
  }

  resetState(): void {
    this.#probabilities.fill(EVEN);
    this.#state = 0;
    this.#rep0 = this.#rep1 = this.#rep2 = this.#rep3 = 0;
  }

  /** Begins to decode at the beginning of `input`. @returns false where no such data begins so */
  begin(input: Uint8Array): boolean {
    if (input.length < FIRST_BYTES || input[0] !== 0) return false;
    this.#range = -1;
    this.#code = new DataView(input.buffer, input.byteOffset).getInt32(1);
    this.#at = FIRST_BYTES;
    return true;
  }

  /** Continues in `input` at its byte `at`, up to `sizeBytes` of the window, or a match beyond; there is room for it. */
  decode(input: Uint8Array, at: number, sizeBytes: number): Decoded {
    this.#input = input;
    this.#at = at;
    const window = this.#window;
    const { bytes } = window;
    const probabilities = this.#probabilities;
    let position = window.position;
    let state = this.#state;
    let result: Decoded = 'more';
    while (position < sizeBytes && this.#at <= input.length) {
      const positionState = position & this.#positionMask;
      if (this.#bit(IS_MATCH + (state << 4) + positionState) === 0) {
        const previous = position === 0 ? 0 : (bytes[position - 1] as number);
        const high = (position & this.#literalPositionMask) << this.#literalContextBits;
        const base = LITERAL + LITERAL_PROBABILITIES * (high + (previous >> (8 - this.#literalContextBits)));
        bytes[position] =
          state < 7
            ? this.#tree(probabilities, base, 8)
            : this.#matchedLiteral(base, bytes[position - this.#rep0 - 1] ?? 0);
        position++;
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        continue;
      }
      let length: number;
      if (this.#bit(IS_REP + state) !== 0) {
        if (this.#bit(IS_REP_G0 + state) === 0) {
          if (this.#bit(IS_REP0_LONG + (state << 4) + positionState) === 0) {
            if (this.#rep0 >= position) {
              result = 'corrupt';
              break;
            }
            bytes[position] = bytes[position - this.#rep0 - 1] as number;
            position++;
            state = state < 7 ? 9 : 11;
            continue;
          }
        } else this.#rotate(state);
        length = this.#length(probabilities, REP_LENGTH, positionState);
        state = state < 7 ? 8 : 11;
      } else {
        this.#rep3 = this.#rep2;
        this.#rep2 = this.#rep1;
        this.#rep1 = this.#rep0;
        length = this.#length(probabilities, LENGTH, positionState);
        state = state < 7 ? 7 : 10;
        this.#rep0 = this.#distance(probabilities, length);
        if (this.#rep0 === 0xffff_ffff) {
          result = 'end';
          break;
        }
      }
      if (this.#rep0 >= position) {
        result = 'corrupt';
        break;
      }
      let from = position - this.#rep0 - 1;
      for (const end = position + length; position < end;) bytes[position++] = bytes[from++] as number;
    }
    this.#state = state;
    window.position = position;
    // A distance of more than there is, or more input wanted than there is.
    return this.#at > input.length ? 'corrupt' : result;
  }

  #rotate(state: number): void {
    const first = this.#rep0;
    if (this.#bit(IS_REP_G1 + state) === 0) this.#rep0 = this.#rep1;
    else {
      if (this.#bit(IS_REP_G2 + state) === 0) this.#rep0 = this.#rep2;
      else {
        this.#rep0 = this.#rep3;
        this.#rep3 = this.#rep2;
      }
      this.#rep2 = this.#rep1;
    }
    this.#rep1 = first;
  }

  #length(probabilities: Uint16Array, base: number, positionState: number): number {
    if (this.#bit(base) === 0) return 2 + this.#tree(probabilities, base + LOW + (positionState << 3), 3);
    if (this.#bit(base + 1) === 0)
      return 10 + this.#tree(probabilities, base + MIDDLE + (positionState << 3), 3);
    return 18 + this.#tree(probabilities, base + HIGH, 8);
  }

  #distance(probabilities: Uint16Array, length: number): number {
    const slot = this.#tree(probabilities, POS_SLOT + (Math.min(length - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const directBits = (slot >> 1) - 1;
    const high = ((2 | (slot & 1)) << directBits) >>> 0;
    if (slot < 14) return high + this.#reverseTree(POS_SPECIAL + high - slot, directBits);
    const middle = (this.#direct(directBits - 4) << 4) >>> 0;
    return (high + middle + this.#reverseTree(ALIGN, 4)) >>> 0;
  }

  #bit(index: number): 0 | 1 {
    const probability = this.#probabilities[index] as number;
    const bound = Math.imul(this.#range >>> 11, probability);
    let bit: 0 | 1 = 0;
    if (this.#code >>> 0 < bound >>> 0) {
      this.#range = bound;
      this.#probabilities[index] = probability + ((2048 - probability) >>> 5);
    } else {
      this.#range = (this.#range - bound) | 0;
      this.#code = (this.#code - bound) | 0;
      this.#probabilities[index] = probability - (probability >>> 5);
      bit = 1;
    }
    if (this.#range >>> 24 === 0) {
      this.#range <<= 8;
      this.#code = (this.#code << 8) | (this.#input[this.#at++] ?? 0);
    }
    return bit;
  }

  /** `bits` bits, the highest first, each with a probability of its own after those before it. */
  #tree(probabilities: Uint16Array, base: number, bits: number): number {
    const input = this.#input;
    let range = this.#range;
    let code = this.#code;
    let symbol = 1;
    for (let left = bits; left > 0; left--) {
      const index = base + symbol;
      const probability = probabilities[index] as number;
      const bound = Math.imul(range >>> 11, probability);
      if (code >>> 0 < bound >>> 0) {
        range = bound;
        probabilities[index] = probability + ((2048 - probability) >>> 5);
        symbol <<= 1;
      } else {
        range = (range - bound) | 0;
        code = (code - bound) | 0;
        probabilities[index] = probability - (probability >>> 5);
        symbol = (symbol << 1) | 1;
      }
      if (range >>> 24 === 0) {
        range <<= 8;
        code = (code << 8) | (input[this.#at++] ?? 0);
      }
    }
    this.#range = range;
    this.#code = code;
    return symbol - (1 << bits);
  }

  #reverseTree(base: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let index = 0; index < bits; index++) {
      const bit = this.#bit(base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << index;
    }
    return value;
  }

  /** A literal after a match differs from what would have gone on: its bits choose among the probabilities, until one differs. */
  #matchedLiteral(base: number, matchByte: number): number {
    let match = matchByte;
    let symbol = 1;
    while (symbol < 0x100) {
      const matchBit = (match >> 7) & 1;
      match <<= 1;
      const bit = this.#bit(base + ((1 + matchBit) << 8) + symbol);
      symbol = (symbol << 1) | bit;
      if (matchBit !== bit) break;
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    return symbol - 0x100;
  }

  /** Bits that are as often 0 as 1. */
  #direct(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; left--) {
      this.#range >>>= 1;
      let bit = 0;
      if (this.#code >>> 0 >= this.#range >>> 0) {
        this.#code = (this.#code - this.#range) | 0;
        bit = 1;
      }
      value = (value << 1) | bit;
      if (this.#range >>> 24 === 0) {
        this.#range <<= 8;
        this.#code = (this.#code << 8) | (this.#input[this.#at++] ?? 0);
      }
    }
    return value >>> 0;
  }
}
