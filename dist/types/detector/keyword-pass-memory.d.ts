/** Sets bit 5 of every byte: upper-case ASCII letters become lower case, and what else it merges costs only a second look. */
export declare const FOLD = 538976288;
/** Values that a hash can have. */
export declare const HASHES: number;
/** The most that one run looks at: it should stay in a cache until the groups found in it have been compared. */
export declare const PIECE_BYTES: number;
/** So much of a needle is compared here; of a longer one the rest is for the caller. */
export declare const COMPARED_BYTES = 100;
/** More of a run than this need not be looked at to tell a token from a word. */
export declare const MAX_RUN_BYTES = 16;
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
export type Table = 'groups' | 'firstThree' | 'lastThree';
/** Takes a needle's number and the position of its first byte, which may be out of the bytes. */
export type OnPlace = (needle: number, position: number) => void;
/**
 * The passes over the bytes of a block, in WebAssembly: it loads a group in one instruction, and checks no bounds. Its
 * memory holds a Bloom filter of two hashes, tables of what was marked, the needles, a piece of the text, and the hits.
 */
export declare class KeywordPassMemory {
    #private;
    /** @param maxEntries how often `enter` will be called */
    constructor(needles: readonly PassNeedle[], maxEntries: number);
    /** Marks a folded group: passes look it up in the tables from now on. */
    mark(group: number): void;
    /** Enters a needle in a table. */
    enter(table: Table, { group, needle, offset, probe }: Entry): void;
    /**
     * Tells the needles that have a group at an even offset from `start` in `bytes[start, end)`.
     * @param end at most `PIECE_BYTES` and a few after `start`; beyond the bytes there are zeros
     */
    run(bytes: Uint8Array, start: number, end: number, onPlace: OnPlace): void;
    /** Line feeds in `bytes[start, end)`; not more than `PIECE_BYTES`. */
    countLines(bytes: Uint8Array, start: number, end: number): number;
}
