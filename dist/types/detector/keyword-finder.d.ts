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
/**
 * Finds thousands of needles in one pass over the bytes.
 *
 * The pass looks at every second position only, at the group of four bytes there. A needle of five bytes or more holds
 * such a group wherever it starts, either at its offset `o` or at `o + 1`; a shorter one fills most of a group, and
 * whatever may stand in the rest is tried. All these groups are marked in a filter, so that harmless bytes cost about a
 * nanosecond a pair. Positions that pass are compared with the needles of that group, all in WebAssembly. (An Aho-Corasick automaton of the
 * same needles has megabytes of transitions, and waits for memory at every byte.)
 */
export declare class KeywordFinder {
    #private;
    /** @throws RangeError for a needle of less than three bytes, or too many of them */
    constructor(needles: readonly Needle[]);
    /** Reports every place of every needle in the bytes, in order of position but for a few bytes. */
    find(bytes: Uint8Array, onHit: OnHit): void;
    /** Line feeds in `bytes[start, end)`. */
    countLines(bytes: Uint8Array, start: number, end: number): number;
}
