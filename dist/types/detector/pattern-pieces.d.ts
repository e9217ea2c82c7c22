/** The bytes of Latin-1 that may stand at a place: 1 at the index of each. */
export type ByteSet = Uint8Array;
/** A character or class of a pattern outside of groups, with how often it stands. */
export interface Piece {
    readonly set: ByteSet;
    readonly min: number;
    readonly max: number;
}
/**
 * The parts of a pattern that all its matches hold, in order: pieces, and null for whatever is not a plain character
 * or class (a repeated group, alternatives, a dot). What takes no room, such as `(?=…)`, is left out. null for a pattern
 * with alternatives outside of groups.
 */
export declare function patternPieces(pattern: string): readonly (Piece | null)[] | null;
/** The alternatives of a pattern outside of groups; the pattern alone where there are none. */
export declare function alternatives(pattern: string): string[];
