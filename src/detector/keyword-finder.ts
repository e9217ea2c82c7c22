import { FREQUENT_GROUPS } from './frequent-groups.js';
import { COMPARED_BYTES, FOLD, KeywordPassMemory, PIECE_BYTES, type Table } from './keyword-pass-memory.js';

/** What the finder looks for: a keyword as it stands in the bytes, plain or in an encoded form. */
export interface Needle {
  /** 3 bytes or more. */
  readonly bytes: Uint8Array;
  /** ASCII letters are compared without case. */
  readonly ignoreCase: boolean;
  /** Only places where so many letters, digits, `_` or `-` follow are asked for. */
  readonly runBytes?: number;
  /** What may stand right after it; anything when absent. */
  readonly following?: readonly number[];
  /** Only places that no word runs into are asked for. */
  readonly isAnchored?: boolean;
  /** No harmless text holds any part of it: which of its bytes are looked for does not matter. */
  readonly isRare?: boolean;
}

/** Takes a needle's index and the position of its first byte. */
export type OnHit = (needle: number, position: number) => void;

/** Bytes of the groups that are looked up. */
const GROUP_BYTES = 4;
/** `FOLD` for one byte. */
const FOLD_BYTE = FOLD & 0xff;
/** What a byte can be once it is folded. */
const FOLDED_BYTES = Array.from({ length: 256 }, (_, byte) => byte).filter(
  (byte) => (byte & FOLD_BYTE) !== 0,
);

/** What ends an escape (`\\n`, `\\u003d`, `%3D`, `\\x1b[0m`): of letters, only these can stand before an anchored needle. */
const ESCAPE_ENDS = new Set(Buffer.from('0123456789abcdefnrtvm'));
const ANCHORING_BYTES = FOLDED_BYTES.filter((byte) => byte < 0x61 || byte > 0x7a || ESCAPE_ENDS.has(byte));

/**
 * Finds thousands of needles in one pass over the bytes.
 *
 * The pass looks at every second position only, at the group of four bytes there. A needle of five bytes or more holds
 * such a group wherever it starts, either at its offset `o` or at `o + 1`; a shorter one fills most of a group, and
 * whatever may stand in the rest is tried. All these groups are marked in a filter, so that harmless bytes cost about a
 * nanosecond a pair. Positions that pass are compared with the needles of that group, all in WebAssembly. (An Aho-Corasick automaton of the
 * same needles has megabytes of transitions, and waits for memory at every byte.)
 */
export class KeywordFinder {
  readonly #needles: readonly Needle[];
  readonly #pass: KeywordPassMemory;

  /** @throws RangeError for a needle of less than three bytes, or too many of them */
  constructor(needles: readonly Needle[]) {
    // Two entries for each needle, whose numbers have 16 bits.
    if (needles.length >= 0x7fff) throw new RangeError('too many needles');
    this.#needles = needles;
    this.#pass = new KeywordPassMemory(
      needles.map(({ bytes, ignoreCase, isAnchored = false, runBytes = 0 }) => ({
        bytes,
        ignoreCase,
        isAnchored,
        runBytes,
      })),
      needles.length * 2,
    );
    needles.forEach(({ bytes }, index) => {
      if (bytes.length < 3) throw new RangeError(`needle ${String(index)} is shorter than 3 bytes`);
      this.#add(index);
    });
  }

  /** Reports every place of every needle in the bytes, in order of position but for a few bytes. */
  find(bytes: Uint8Array, onHit: OnHit): void {
    const onPlace: OnHit = (index, position) => {
      const { length } = (this.#needles[index] as Needle).bytes;
      if (position < 0 || position + length > bytes.length) return;
      if (length <= COMPARED_BYTES || this.#isWhole(bytes, position, index)) onHit(index, position);
    };
    // In pieces, so that what the pass has found is looked at while it is still in the cache. The last groups of a
    // piece reach into the next.
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      this.#pass.run(bytes, from, Math.min(bytes.length, from + PIECE_BYTES) + GROUP_BYTES - 2, onPlace);
    }
  }

  /** Line feeds in `bytes[start, end)`. */
  countLines(bytes: Uint8Array, start: number, end: number): number {
    let count = 0;
    for (let from = start; from < end; from += PIECE_BYTES) {
      count += this.#pass.countLines(bytes, from, Math.min(end, from + PIECE_BYTES));
    }
    return count;
  }

  /** Compares what of a long needle the pass has not. */
  #isWhole(bytes: Uint8Array, start: number, index: number): boolean {
    const { bytes: wanted, ignoreCase } = this.#needles[index] as Needle;
    for (let offset = COMPARED_BYTES; offset < wanted.length; offset++) {
      const byte = bytes[start + offset] as number;
      if (byte !== wanted[offset] && !(ignoreCase && lower(byte) === lower(wanted[offset] as number)))
        return false;
    }
    return true;
  }

  #add(index: number): void {
    const { bytes, isRare, isAnchored, following } = this.#needles[index] as Needle;
    if (bytes.length > GROUP_BYTES) {
      const offset = isRare === true ? 0 : rarestOffset(bytes);
      for (const at of [offset, offset + 1]) {
        const group = groupAt(bytes, at);
        this.#pass.mark(group);
        this.#enter('groups', group, index, at, probeOffset(bytes, at));
      }
      return;
    }
    // A short needle fills three bytes of a group, wherever it starts: whatever may stand in the fourth is marked.
    const after = following === undefined ? FOLDED_BYTES : folded(following);
    const isFour = bytes.length === GROUP_BYTES;
    const head = groupAt([bytes[0], bytes[1], bytes[2], 0], 0) & THREE;
    const tail = isFour ? groupAt([bytes[1], bytes[2], bytes[3], 0], 0) & THREE : head;
    this.#enter('firstThree', head, index, 0, isFour ? 3 : 0);
    // From an odd position: a needle of four begins one byte before the group, one of three one byte after its start.
    this.#enter(isFour ? 'firstThree' : 'lastThree', tail, index, isFour ? 1 : -1, isFour ? 0 : 1);
    if (isFour) {
      this.#pass.mark(groupAt(bytes, 0));
      for (const byte of after) this.#pass.mark(tail | (byte << 24));
    } else {
      for (const byte of after) this.#pass.mark(head | (byte << 24));
      const before = isAnchored === true ? ANCHORING_BYTES : FOLDED_BYTES;
      for (const byte of before) this.#pass.mark((tail << 8) | byte);
    }
  }

  /** @param offset where in the needle the group begins; @param probe offset in the needle of the byte to look at */
  #enter(table: Table, group: number, needle: number, offset: number, probe: number): void {
    this.#pass.enter(table, { group, needle, offset, probe: probe - offset });
  }
}

const THREE = 0xffffff;

function folded(bytes: readonly number[]): readonly number[] {
  return [...new Set(bytes.map((byte) => byte | FOLD_BYTE))];
}

/** Four bytes from `at`, folded. */
function groupAt(bytes: ArrayLike<number | undefined>, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24) |
    FOLD
  );
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** Pairs of characters in source code and prose, the most frequent first: measured on Python, C and TypeScript files. */
const FREQUENT_PAIRS =
  'in er re on st en de te ss pe ns at nt se or co ne ti et es ar sl io fi th me le ec he tr ty ef al ct yp sk as ed ra ' +
  'op ch it si ri is li ta ng ex to nd os am ce na an ge la ro no e( nc ck un id (s pr ur rt )* pa ac mp od if )) el #d ' +
  'ca di ha ve pt fo 00 lo ic il po ll ma em cl tu rs ea us of ke rn om oc ag ad ig ut ou ts ul ol va ue so rr lu fu ot ' +
  'xt cr sp oi bi sn gn ee nf pl ie im hi ep nu t( cs cm sh ry ib be ho ni tt tx bl da fr ls ai do vo fa um ap ip up su ' +
  'ia sa 0x () ba xp bu ab wi ev sc rm ey ir rg lt mi ru fe oo qu eq ze ci tp rc rl pu pi py fl pk gs // ow ob ui au ms ' +
  'je ly lf ok == dd rd du :: ew wa ld gl bj ht sy tc tl iv pp eg ds nl ff sr ps s: :/ _t _s _p _c t_ e_ s_ d_ --';
const PAIR_RANKS = new Map(FREQUENT_PAIRS.split(' ').map((pair, rank) => [pair, rank]));
/** Of a pair that is not among them; the most frequent has 1. */
const RARE = 12;

/** From a folded group to how frequent it is: roughly one over its rank, as in all texts (Zipf). */
const FREQUENCIES = new Map(
  Array.from({ length: FREQUENT_GROUPS.length / GROUP_BYTES }, (_, rank) => {
    const text = FREQUENT_GROUPS.slice(rank * GROUP_BYTES, (rank + 1) * GROUP_BYTES);
    return [groupAt(Buffer.from(text, 'latin1'), 0), 1 / (rank + 20)];
  }),
);

/** Where in a needle the five bytes in a row stand, which hold both groups, that the fewest harmless texts hold. */
function rarestOffset(bytes: Uint8Array): number {
  let best = 0;
  let bestScore = -Infinity;
  // A needle that long is found by its beginning as well.
  for (let offset = 0; offset + GROUP_BYTES + 1 <= Math.min(bytes.length, 100); offset++) {
    const frequency = [offset, offset + 1].reduce(
      (sum, at) => sum + (FREQUENCIES.get(groupAt(bytes, at)) ?? 0),
      0,
    );
    let score = -frequency * 1e5;
    for (let at = offset; at < offset + GROUP_BYTES; at++) score += rarity(bytes, at);
    if (score > bestScore) {
      bestScore = score;
      best = offset;
    }
  }
  return best;
}

function rarity(bytes: Uint8Array, at: number): number {
  const pair = String.fromCharCode(lower(bytes[at] as number), lower(bytes[at + 1] as number));
  // UTF-16: indentation of plain text looks like its spaces once it is folded.
  if (pair.includes('\0')) return pair.includes(' ') ? -RARE : 0;
  const rank = PAIR_RANKS.get(pair);
  return rank === undefined ? RARE : 1 + (rank * (RARE - 2)) / PAIR_RANKS.size;
}

/** Which byte of a needle to look at when the group at `offset` is there: one outside of it, not a NUL of UTF-16. */
function probeOffset(bytes: Uint8Array, offset: number): number {
  const candidates = [offset + GROUP_BYTES, offset - 1, offset + GROUP_BYTES + 1, offset - 2];
  return candidates.find((at) => (bytes[at] ?? 0) !== 0) ?? Math.max(0, offset);
}
