import { KEYWORD_PASS } from './keyword-pass.js';
import { Instance, Memory, Module, type WebAssemblyMemory } from './webassembly.js';

type Place = (second: number, groups: number, firstThree: number, lastThree: number, entries: number) => void;
type Collect = (text: number, end: number, first: number, found: number) => number;
type Sift = (found: number, end: number, text: number) => number;
type Lines = (start: number, end: number) => number;

/** Sets bit 5 of every byte: upper-case ASCII letters become lower case, and what else it merges costs only a second look. */
export const FOLD = 0x20202020;

/** 2^19 bits are 64 KiB: a cache close to the processor holds them, and few groups that are none collide. */
const HASH_BITS = 19;
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
/** How far beside a group its entries look: these bytes of the text around a piece are in the memory as well. */
const MARGIN_BYTES = 8;

/** Numbers of an entry, by index: a group, the needle that has it and where, another byte to look at, the next entry. */
export const GROUP = 0;
export const NEEDLE = 1;
export const OFFSET = 2;
export const PROBE = 3;
export const PROBE_BYTE = 4;
export const NEXT = 5;
export const ENTRY_FIELDS = 6;

/** Chains of a table. Small, as all that is looked up should stay in a cache. */
const BUCKETS = 2 ** 13;

/** Where a table's chain for a group begins. */
export function bucketOf(group: number): number {
  return hashOf(group) & (BUCKETS - 1);
}

/** Where in the memory everything is: bitmaps, tables, entries, text, offsets found. */
const SECOND_BITMAP = BITMAP_BYTES;
const TABLES = 2 * BITMAP_BYTES;
const TABLE_BYTES = BUCKETS * 2;
const TEXT = TABLES + 4 * TABLE_BYTES;
const FOUND = TEXT + 2 * PAGE_BYTES;
/** Room for an offset of four bytes at every second position. */
const ENTRIES = FOUND + 3 * PIECE_BYTES;

/** The hash of a folded group of four bytes, little-endian. */
export function hashOf(group: number): number {
  return imul(group, FIRST_FACTOR) >>> (32 - HASH_BITS);
}

/**
 * The passes over the bytes of a block, in WebAssembly: it loads a group in one instruction, and checks no bounds. Its
 * memory holds a Bloom filter of two hashes, the tables of what was marked, a piece of the text, and the offsets found.
 */
export class KeywordPassMemory {
  readonly #memory: WebAssemblyMemory;
  readonly #collect: Collect;
  readonly #sift: Sift;
  readonly #lines: Lines;
  readonly #bytes: Uint8Array;
  /** From a bucket to the first entry of its chain; 0 for none. By groups, and by three bytes of a group. */
  readonly groups: Uint16Array;
  readonly firstThree: Uint16Array;
  readonly lastThree: Uint16Array;
  /** Entries of `ENTRY_FIELDS` numbers each; entry 0 is none. */
  readonly entries: Int32Array;

  constructor(entryCount: number) {
    const entryNumbers = entryCount * ENTRY_FIELDS;
    this.#memory = new Memory({ initial: Math.ceil((ENTRIES + entryNumbers * 4) / PAGE_BYTES) });
    const { buffer } = this.#memory;
    this.#bytes = new Uint8Array(buffer);
    const [groups, firstThree, lastThree] = [0, 1, 2].map((table) => TABLES + table * TABLE_BYTES) as [
      number,
      number,
      number,
    ];
    this.groups = new Uint16Array(buffer, groups, BUCKETS);
    this.firstThree = new Uint16Array(buffer, firstThree, BUCKETS);
    this.lastThree = new Uint16Array(buffer, lastThree, BUCKETS);
    this.entries = new Int32Array(buffer, ENTRIES, entryNumbers);
    const module = new Module(Buffer.from(KEYWORD_PASS, 'base64'));
    const { exports } = new Instance(module, { pass: { memory: this.#memory } });
    (exports['place'] as Place)(SECOND_BITMAP, groups, firstThree, lastThree, ENTRIES);
    this.#collect = exports['collect'] as Collect;
    this.#sift = exports['sift'] as Sift;
    this.#lines = exports['lines'] as Lines;
  }

  /** Marks a folded group: passes look it up in the tables from now on. */
  mark(group: number): void {
    this.#setBit(0, hashOf(group));
    this.#setBit(SECOND_BITMAP, imul(group, SECOND_FACTOR) >>> (32 - HASH_BITS));
  }

  /**
   * Offsets from `start`, even ones, of the groups in `bytes[start, end)` that have an entry whose other byte is there
   * as well. Valid until the next run.
   * @param end at most `PIECE_BYTES` and a few after `start`
   */
  run(bytes: Uint8Array, start: number, end: number): Uint32Array {
    const from = Math.max(0, start - MARGIN_BYTES);
    const to = Math.min(bytes.length, end + MARGIN_BYTES);
    this.#bytes.fill(0, TEXT, TEXT + MARGIN_BYTES);
    this.#bytes.set(bytes.subarray(from, to), TEXT + MARGIN_BYTES - (start - from));
    const text = TEXT + MARGIN_BYTES;
    this.#bytes.fill(0, text + to - start, text + to - start + MARGIN_BYTES);
    const collected = this.#collect(text, text + end - start, 0, FOUND);
    const sifted = this.#sift(FOUND, collected, text);
    return new Uint32Array(this.#memory.buffer, FOUND, (sifted - FOUND) / 4);
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
