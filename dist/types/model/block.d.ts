/**
 * The unit of scanning: about a megabyte of file contents, packed one after the other with a line feed between them,
 * so that 50,000 small files cost little more than one large file, and a block can go to a worker thread by transfer.
 */
export interface Block {
    readonly bytes: Uint8Array;
    readonly slices: readonly FileSlice[];
}
/** The part of a file that stands in a block. Slices are in ascending order of `start` and do not touch. */
export interface FileSlice {
    /** The producer's number for the file; comes back with every match. */
    readonly file: number;
    /** Path as reported: relative, `/` between its parts. Rules with `paths` look at it. */
    readonly path: string;
    /** The slice is `bytes[start, end)`. */
    readonly start: number;
    readonly end: number;
    /** Offset in the file of `bytes[start]`; 0 for a whole file. */
    readonly offset: number;
    /** A match counts when its first byte is in `bytes[from, to)`; the rest is overlap, there for context. */
    readonly from: number;
    readonly to: number;
    /** Whether the slice is the file's first and last. */
    readonly whole: boolean;
}
