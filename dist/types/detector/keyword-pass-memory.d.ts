/** Sets bit 5 of every byte: upper-case ASCII letters become lower case, and what else it merges costs only a second look. */
export declare const FOLD = 538976288;
/** Values that a hash can have. */
export declare const HASHES: number;
/** The most that one run looks at: it should stay in a cache until the groups found in it have been compared. */
export declare const PIECE_BYTES: number;
/** Numbers of an entry, by index: a group, the needle that has it and where, another byte to look at, the next entry. */
export declare const GROUP = 0;
export declare const NEEDLE = 1;
export declare const OFFSET = 2;
export declare const PROBE = 3;
export declare const PROBE_BYTE = 4;
export declare const NEXT = 5;
export declare const ENTRY_FIELDS = 6;
/** Where a table's chain for a group begins. */
export declare function bucketOf(group: number): number;
/** The hash of a folded group of four bytes, little-endian. */
export declare function hashOf(group: number): number;
/**
 * The passes over the bytes of a block, in WebAssembly: it loads a group in one instruction, and checks no bounds. Its
 * memory holds a Bloom filter of two hashes, the tables of what was marked, a piece of the text, and the offsets found.
 */
export declare class KeywordPassMemory {
    #private;
    /** From a bucket to the first entry of its chain; 0 for none. By groups, and by three bytes of a group. */
    readonly groups: Uint16Array;
    readonly firstThree: Uint16Array;
    readonly lastThree: Uint16Array;
    /** Entries of `ENTRY_FIELDS` numbers each; entry 0 is none. */
    readonly entries: Int32Array;
    constructor(entryCount: number);
    /** Marks a folded group: passes look it up in the tables from now on. */
    mark(group: number): void;
    /**
     * Offsets from `start`, even ones, of the groups in `bytes[start, end)` that have an entry whose other byte is there
     * as well. Valid until the next run.
     * @param end at most `PIECE_BYTES` and a few after `start`
     */
    run(bytes: Uint8Array, start: number, end: number): Uint32Array;
    /** Line feeds in `bytes[start, end)`; not more than `PIECE_BYTES`. */
    countLines(bytes: Uint8Array, start: number, end: number): number;
}
