import { KEYWORD_PASS } from './keyword-pass.js';

/** What the finder looks for: a keyword as it stands in the bytes, plain or in an encoded form. */
export interface Needle {
  /** 3 bytes or more. */
  readonly bytes: Uint8Array;
  /** ASCII letters are compared without case. */
  readonly ignoreCase: boolean;
}

/** Takes a needle's index and the position of its first byte. */
export type OnHit = (needle: number, position: number) => void;

/** Bytes of the groups that are looked up. */
const GROUP = 4;
/** 2^20 bits are 128 KiB: a cache close to the processor holds them, and few groups that are none collide. */
const HASH_BITS = 20;
/** Knuth's multiplicative hash: the upper bits of the product mix all input bits. */
const HASH_FACTOR = 0x9e3779b1 | 0;
/** Sets bit 5 of every byte: upper-case ASCII letters become lower case, and what else it merges costs only a second look. */
const FOLD = 0x20202020;
/** Looked up once: a global in the innermost loop costs where the engine cannot prove that it stays the same. */
const { imul } = Math;
/** What a byte can be after that. */
const FOLDED_BYTES = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & 0x20) !== 0);

/**
 * Finds thousands of needles in one pass over the bytes.
 *
 * The pass looks at every second position only, at the group of four bytes there. A needle of five bytes or more holds
 * such a group wherever it starts, either at its offset `o` or at `o + 1`; a shorter one fills most of a group, and
 * whatever may stand in the rest is tried. The hashes of all these groups are marked in a bitmap, so that harmless
 * bytes cost about a nanosecond a pair. Positions that pass are compared with the needles of that group. (An
 * Aho-Corasick automaton of the same needles has megabytes of transitions, and waits for memory at every byte.)
 */
export class KeywordFinder {
  readonly #needles: readonly Needle[];
  readonly #pass = new Pass();
  readonly #heads = new Int32Array(1 << HASH_BITS);
  /** Entry: which group was seen, where in which needle. Entry 0 ends every chain. */
  readonly #entryGroup: Int32Array;
  readonly #entryNeedle: Uint16Array;
  readonly #entryOffset: Int8Array;
  readonly #entryNext: Int32Array;
  #entries = 1;

  /** @throws RangeError for a needle of less than three bytes, or too many of them */
  constructor(needles: readonly Needle[]) {
    this.#needles = needles;
    const capacity = needles.reduce((sum, { bytes }) => sum + entriesFor(bytes.length), 1);
    if (needles.length > 0xffff) throw new RangeError('too many needles');
    this.#entryGroup = new Int32Array(capacity);
    this.#entryNeedle = new Uint16Array(capacity);
    this.#entryOffset = new Int8Array(capacity);
    this.#entryNext = new Int32Array(capacity);
    needles.forEach(({ bytes }, index) => {
      if (bytes.length < 3) throw new RangeError(`needle ${String(index)} is shorter than 3 bytes`);
      this.#add(index, bytes);
    });
  }

  /** Reports every place of every needle in the bytes, in order of position but for a few bytes. */
  find(bytes: Uint8Array, onHit: OnHit): void {
    const found = this.#pass.run(bytes);
    for (let index = 0; index < found.length; index++) this.#verify(bytes, found[index] as number, onHit);
    // The pass ends where no whole group is left.
    for (let position = this.#pass.endFor(bytes.length); position < bytes.length; position += 2) {
      this.#verify(bytes, position, onHit);
    }
  }

  #verify(bytes: Uint8Array, position: number, onHit: OnHit): void {
    // Past the end bytes are undefined, which `|` takes for 0: `#compare` sees that no needle reaches there.
    const group =
      (bytes[position] as number) |
      ((bytes[position + 1] as number) << 8) |
      ((bytes[position + 2] as number) << 16) |
      ((bytes[position + 3] as number) << 24) |
      FOLD;
    const hash = imul(group, HASH_FACTOR) >>> (32 - HASH_BITS);
    for (let entry = this.#heads[hash] as number; entry !== 0; entry = this.#entryNext[entry] as number) {
      if (this.#entryGroup[entry] === group) this.#compare(bytes, position, entry, onHit);
    }
  }

  #compare(bytes: Uint8Array, position: number, entry: number, onHit: OnHit): void {
    const index = this.#entryNeedle[entry] as number;
    const start = position - (this.#entryOffset[entry] as number);
    const needle = this.#needles[index] as Needle;
    const wanted = needle.bytes;
    if (start < 0 || start + wanted.length > bytes.length) return;
    for (let offset = 0; offset < wanted.length; offset++) {
      const byte = bytes[start + offset] as number;
      if (byte !== wanted[offset] && !(needle.ignoreCase && lower(byte) === lower(wanted[offset] as number))) return;
    }
    onHit(index, start);
  }

  #add(index: number, bytes: Uint8Array): void {
    if (bytes.length > GROUP) {
      const offset = rarestOffset(bytes);
      for (const at of [offset, offset + 1]) this.#append(groupAt(bytes, at), index, at);
      return;
    }
    // Whether it starts at an even or an odd position: a group that it fills but for one byte holds it all the same.
    if (bytes.length === GROUP) this.#append(groupAt(bytes, 0), index, 0);
    for (const byte of FOLDED_BYTES) {
      if (bytes.length === GROUP) this.#append(groupAt([bytes[1], bytes[2], bytes[3], byte], 0), index, 1);
      else {
        this.#append(groupAt([bytes[0], bytes[1], bytes[2], byte], 0), index, 0);
        this.#append(groupAt([byte, bytes[0], bytes[1], bytes[2]], 0), index, -1);
      }
    }
  }

  #append(group: number, needle: number, offset: number): void {
    const hash = imul(group, HASH_FACTOR) >>> (32 - HASH_BITS);
    this.#pass.mark(hash);
    const entry = this.#entries++;
    this.#entryGroup[entry] = group;
    this.#entryNeedle[entry] = needle;
    this.#entryOffset[entry] = offset;
    this.#entryNext[entry] = this.#heads[hash] as number;
    this.#heads[hash] = entry;
  }
}

type Collect = (text: number, end: number, bitmap: number, found: number) => number;

const BITMAP_BYTES = (1 << HASH_BITS) / 8;
const PAGE_BYTES = 65536;

/**
 * The pass over the bytes, in WebAssembly: it loads a group in one instruction, and checks no bounds. Its memory holds
 * the bitmap, the text, and the offsets found.
 */
class Pass {
  readonly #memory = new WebAssembly.Memory({ initial: BITMAP_BYTES / PAGE_BYTES + 1 });
  readonly #collect: Collect;
  #bytes = new Uint8Array(this.#memory.buffer);

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(KEYWORD_PASS, 'base64'));
    const { exports } = new WebAssembly.Instance(module, { pass: { memory: this.#memory } });
    this.#collect = exports['collect'] as Collect;
  }

  mark(hash: number): void {
    this.#bytes[hash >>> 3] = (this.#bytes[hash >>> 3] as number) | (1 << (hash & 7));
  }

  /** Positions at which a group is marked. Valid until the next run. */
  run(bytes: Uint8Array): Uint32Array {
    const found = BITMAP_BYTES + ((bytes.length + 3) & ~3);
    // Four bytes for every second position, and one more that is written in vain.
    const needed = found + 2 * bytes.length + 8;
    if (this.#bytes.length < needed) {
      this.#memory.grow(Math.ceil((needed - this.#bytes.length) / PAGE_BYTES));
      this.#bytes = new Uint8Array(this.#memory.buffer);
    }
    this.#bytes.set(bytes, BITMAP_BYTES);
    const count = this.#collect(BITMAP_BYTES, BITMAP_BYTES + bytes.length, 0, found);
    return new Uint32Array(this.#memory.buffer, found, count);
  }

  /** The first position that a run over so many bytes does not look at. */
  endFor(length: number): number {
    return length < GROUP ? 0 : ((length - GROUP) & ~1) + 2;
  }
}

function entriesFor(length: number): number {
  if (length > GROUP) return 2;
  return length === GROUP ? FOLDED_BYTES.length + 1 : FOLDED_BYTES.length * 2;
}

/** Four bytes from `at`, folded. */
function groupAt(bytes: ArrayLike<number | undefined>, at: number): number {
  return (
    (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24) | FOLD
  );
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/**
 * Where in a needle its five rarest bytes in a row stand, which hold both groups. Letters that are frequent in words make many false
 * candidates; digits, capitals and punctuation few.
 */
function rarestOffset(bytes: Uint8Array): number {
  let best = 0;
  let bestScore = -1;
  // An entry's offset has seven bits.
  for (let offset = 0; offset + GROUP + 1 <= Math.min(bytes.length, 100); offset++) {
    let score = 0;
    for (let at = offset; at <= offset + GROUP; at++) score += rarity(bytes[at] as number);
    if (score > bestScore) {
      bestScore = score;
      best = offset;
    }
  }
  return best;
}

function rarity(byte: number): number {
  const text = String.fromCharCode(byte);
  if (byte === 0) return 0;
  if (/[etaoinsrlcdu _]/.test(text)) return 1;
  if (/[a-z.:/=-]/.test(text)) return 3;
  return 5;
}
