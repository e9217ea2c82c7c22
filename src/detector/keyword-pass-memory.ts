/// <reference path="./webassembly.d.ts" />
import { KEYWORD_PASS } from './keyword-pass.js';

type Collect = (text: number, end: number, first: number, second: number, found: number) => number;
type Lines = (start: number, end: number) => number;

/** Sets bit 5 of every byte: upper-case ASCII letters become lower case, and what else it merges costs only a second look. */
export const FOLD = 0x20202020;

/** 2^20 bits are 128 KiB: a cache close to the processor holds them, and few groups that are none collide. */
const HASH_BITS = 20;
/** Values that a hash can have. */
export const HASHES = 2 ** HASH_BITS;
/** Multiplicative hashing: the upper bits of the product mix all input bits. Knuth's factor, and MurmurHash3's. */
const FIRST_FACTOR = 0x9e3779b1 | 0;
const SECOND_FACTOR = 0x85ebca6b | 0;
/** Looked up once: a global in an inner loop costs where the engine cannot prove that it stays the same. */
const { imul } = Math;

const BITMAP_BYTES = HASHES / 8;
/** The most that one run looks at: it should stay in a cache until the groups found in it have been compared. */
export const PIECE_BYTES = 64 * 1024;
const PAGE_BYTES = 65536;
/** Behind the two bitmaps the text, and behind it the offsets found: four bytes for every second position. */
const TEXT = 2 * BITMAP_BYTES;
const FOUND = TEXT + 2 * PAGE_BYTES;
const MEMORY_BYTES = FOUND + 3 * PIECE_BYTES;

/** The hash of a folded group of four bytes, little-endian. */
export function hashOf(group: number): number {
  return imul(group, FIRST_FACTOR) >>> (32 - HASH_BITS);
}

/**
 * The passes over the bytes of a block, in WebAssembly: it loads a group in one instruction, and checks no bounds. Its
 * memory holds a Bloom filter of two hashes, the text, and the offsets found.
 */
export class KeywordPassMemory {
  readonly #memory = new WebAssembly.Memory({ initial: MEMORY_BYTES / PAGE_BYTES });
  readonly #collect: Collect;
  readonly #lines: Lines;
  readonly #bytes = new Uint8Array(this.#memory.buffer);

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(KEYWORD_PASS, 'base64'));
    const { exports } = new WebAssembly.Instance(module, { pass: { memory: this.#memory } });
    this.#collect = exports['collect'] as Collect;
    this.#lines = exports['lines'] as Lines;
  }

  /** Marks a folded group: runs find it from now on. */
  mark(group: number): void {
    this.#setBit(0, hashOf(group));
    this.#setBit(BITMAP_BYTES, imul(group, SECOND_FACTOR) >>> (32 - HASH_BITS));
  }

  /**
   * Offsets from `start`, even ones, of the groups in `bytes[start, end)` that are marked or seem to be. Valid until the
   * next run.
   * @param end at most `PIECE_BYTES` and a few after `start`
   */
  run(bytes: Uint8Array, start: number, end: number): Uint32Array {
    this.#bytes.set(bytes.subarray(start, end), TEXT);
    return new Uint32Array(this.#memory.buffer, FOUND, this.#collect(TEXT, TEXT + end - start, 0, BITMAP_BYTES, FOUND));
  }

  /** Line feeds in `bytes[start, end)`; not more than `PIECE_BYTES`. */
  countLines(bytes: Uint8Array, start: number, end: number): number {
    this.#bytes.set(bytes.subarray(start, end), TEXT);
    return this.#lines(TEXT, TEXT + end - start);
  }

  #setBit(bitmap: number, bit: number): void {
    const at = bitmap + (bit >>> 3);
    this.#bytes[at] = (this.#bytes[at] as number) | (1 << (bit & 7));
  }
}
