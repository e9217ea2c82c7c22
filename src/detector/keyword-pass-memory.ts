import { KEYWORD_PASS } from './keyword-pass.js';
import { Instance, Memory, Module, type WebAssemblyMemory } from './webassembly.js';

type Place = (...addresses: readonly number[]) => void;
type Collect = (text: number, end: number, first: number, found: number) => number;
type Sift = (found: number, end: number, text: number, hits: number, limit: number) => number;
type Next = () => number;
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
/** So much of a needle is compared here; of a longer one the rest is for the caller. */
export const COMPARED_BYTES = 100;
/** These bytes of the text around a piece are in the memory as well: needles that reach into it, and their runs. */
const MARGIN_BYTES = 128;
/** An entry is eight numbers. */
const ENTRY_FIELDS = 8;
const ENTRY_BYTES = ENTRY_FIELDS * 4;
/** More of a run than this need not be looked at to tell a token from a word. */
export const MAX_RUN_BYTES = 16;

/** Chains of a table: most have one entry at most, and all of them stay in a cache. */
const BUCKETS = 2 ** 15;

/** Where a table's chain for a group begins. */
function bucketOf(group: number): number {
  return hashOf(group) & (BUCKETS - 1);
}

/** Where in the memory everything is: bitmaps, tables, kinds of bytes, text, offsets found, hits, entries, needles. */
const SECOND_BITMAP = BITMAP_BYTES;
const TABLES = 2 * BITMAP_BYTES;
const TABLE_BYTES = BUCKETS * 2;
const CLASSES = TABLES + 3 * TABLE_BYTES;
const TEXT = CLASSES + 256;
const FOUND = TEXT + PIECE_BYTES + 4 * MARGIN_BYTES;
/** Room for an offset of four bytes at every second position, and one more. */
const HITS = FOUND + 2 * (PIECE_BYTES + 2 * MARGIN_BYTES);
/** Hits of this many bytes are handed out at a time. */
const HITS_BYTES = PAGE_BYTES;
/** A needle's number and an offset. */
const HIT_BYTES = 8;

/** Kinds of bytes: of a word, of a token, the beginning of an escape. */
const WORD = 1;
const TOKEN = 2;
const ESCAPE = 4;

/** A place where a needle has a group that is looked up. */
export interface Entry {
  /** Folded: four bytes, or three. */
  readonly group: number;
  readonly needle: number;
  /** Of the group in the needle. */
  readonly offset: number;
  /** Where another byte of the needle stands, from the group on. */
  readonly probe: number;
}

/** What is asked of a needle's place. */
export interface PassNeedle {
  readonly bytes: Uint8Array;
  readonly ignoreCase: boolean;
  /** No word may run into it. */
  readonly isAnchored: boolean;
  /** So many bytes of a token (letters, digits, `_`, `-`) follow. */
  readonly runBytes: number;
}

/** The hash of a folded group of four bytes, little-endian. */
function hashOf(group: number): number {
  return imul(group, FIRST_FACTOR) >>> (32 - HASH_BITS);
}

interface PlacedNeedle {
  /** Where its bytes are in the memory. */
  readonly address: number;
  readonly needle: PassNeedle;
}

export type Table = 'groups' | 'firstThree' | 'lastThree';

/** Takes a needle's number and the position of its first byte, which may be out of the bytes. */
export type OnPlace = (needle: number, position: number) => void;

/**
 * The passes over the bytes of a block, in WebAssembly: it loads a group in one instruction, and checks no bounds. Its
 * memory holds a Bloom filter of two hashes, tables of what was marked, the needles, a piece of the text, and the hits.
 */
export class KeywordPassMemory {
  readonly #memory: WebAssemblyMemory;
  readonly #collect: Collect;
  readonly #sift: Sift;
  readonly #next: Next;
  readonly #lines: Lines;
  readonly #bytes: Uint8Array;
  /** From a bucket to the first entry of its chain; 0 for none. By groups, and by three bytes of a group. */
  readonly #tables: Readonly<Record<Table, Uint16Array>>;
  /** Entry 0 is none. */
  readonly #entries: Int32Array;
  readonly #needles: readonly PlacedNeedle[];
  #entryCount = 1;

  /** @param maxEntries how often `enter` will be called */
  constructor(needles: readonly PassNeedle[], maxEntries: number) {
    // One place may have hits of all entries, after which no more are looked for.
    const entries = HITS + HITS_BYTES + maxEntries * HIT_BYTES;
    let address = entries + (maxEntries + 1) * ENTRY_BYTES;
    this.#needles = needles.map((needle) => {
      const placed = { address, needle };
      address += Math.min(COMPARED_BYTES, needle.bytes.length);
      return placed;
    });
    this.#memory = new Memory({ initial: Math.ceil((address + MARGIN_BYTES) / PAGE_BYTES) });
    const { buffer } = this.#memory;
    this.#bytes = new Uint8Array(buffer);
    for (const { address: at, needle } of this.#needles) this.#bytes.set(comparedBytes(needle), at);
    for (let byte = 0; byte < 256; byte++) this.#bytes[CLASSES + byte] = classOf(byte);
    const tableAt = (table: number): number => TABLES + table * TABLE_BYTES;
    this.#tables = {
      groups: new Uint16Array(buffer, tableAt(0), BUCKETS),
      firstThree: new Uint16Array(buffer, tableAt(1), BUCKETS),
      lastThree: new Uint16Array(buffer, tableAt(2), BUCKETS),
    };
    this.#entries = new Int32Array(buffer, entries, (maxEntries + 1) * ENTRY_FIELDS);
    const module = new Module(Buffer.from(KEYWORD_PASS, 'base64'));
    const { exports } = new Instance(module, { pass: { memory: this.#memory } });
    (exports['place'] as Place)(SECOND_BITMAP, tableAt(0), tableAt(1), tableAt(2), entries, CLASSES);
    this.#collect = exports['collect'] as Collect;
    this.#sift = exports['sift'] as Sift;
    this.#next = exports['next'] as Next;
    this.#lines = exports['lines'] as Lines;
  }

  /** Marks a folded group: passes look it up in the tables from now on. */
  mark(group: number): void {
    this.#setBit(0, hashOf(group));
    this.#setBit(SECOND_BITMAP, imul(group, SECOND_FACTOR) >>> (32 - HASH_BITS));
  }

  /** Enters a needle in a table. */
  enter(table: Table, { group, needle, offset, probe }: Entry): void {
    const number = this.#entryCount++;
    const heads = this.#tables[table];
    const bucket = bucketOf(group);
    const { address, needle: asked } = this.#needles[needle] as PlacedNeedle;
    const byte = (asked.bytes[offset + probe] as number) | (FOLD & 0xff);
    const length = Math.min(COMPARED_BYTES, asked.bytes.length);
    // Of a longer needle's end nothing is known here.
    const run = asked.bytes.length > COMPARED_BYTES ? 0 : Math.min(MAX_RUN_BYTES, asked.runBytes);
    const asks = length | (Number(asked.ignoreCase) << 8) | (Number(asked.isAnchored) << 16) | (run << 24);
    const fields = [group, needle, offset, probe, byte, heads[bucket] as number, address, asks];
    this.#entries.set(fields, number * ENTRY_FIELDS);
    heads[bucket] = number;
  }

  /**
   * Tells the needles that have a group at an even offset from `start` in `bytes[start, end)`.
   * @param end at most `PIECE_BYTES` and a few after `start`; beyond the bytes there are zeros
   */
  run(bytes: Uint8Array, start: number, end: number, onPlace: OnPlace): void {
    const from = Math.max(0, start - MARGIN_BYTES);
    const to = Math.min(bytes.length, end + MARGIN_BYTES);
    const text = TEXT + MARGIN_BYTES;
    const begin = text + from - start;
    const over = text + to - start;
    this.#bytes.fill(0, begin - MARGIN_BYTES, begin);
    this.#bytes.set(bytes.subarray(from, to), begin);
    this.#bytes.fill(0, over, over + MARGIN_BYTES);
    const collected = this.#collect(text, text + end - start, 0, FOUND);
    for (let at = FOUND; at < collected; at = this.#next()) {
      const limit = HITS + HITS_BYTES;
      const hitsEnd = this.#sift(at, collected, text, HITS, limit);
      const hits = new Int32Array(this.#memory.buffer, HITS, (hitsEnd - HITS) / 4);
      for (let index = 0; index < hits.length; index += 2) {
        onPlace(hits[index] as number, start + (hits[index + 1] as number));
      }
    }
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

/** In lower case where that is not compared. */
function comparedBytes({ bytes, ignoreCase }: PassNeedle): Uint8Array {
  const compared = bytes.slice(0, COMPARED_BYTES);
  return ignoreCase ? compared.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)) : compared;
}

function classOf(byte: number): number {
  const char = String.fromCharCode(byte);
  const isWord = /[A-Za-z0-9_]/.test(char);
  return (isWord ? WORD : 0) | (isWord || char === '-' ? TOKEN : 0) | (/[\\%[]/.test(char) ? ESCAPE : 0);
}
