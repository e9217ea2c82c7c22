import type { FileSlice } from '../model/block.js';
import type { Match } from '../model/match.js';
import type { Resolved } from './resolve.js';
/** A candidate, placed: positions are in the file's slice. */
export interface Placed {
    readonly resolved: Resolved;
    readonly start: number;
    readonly end: number;
    readonly encoding: readonly string[];
}
/** The matches that count in this slice, in order, with their lines. */
export declare function toMatches(placed: readonly Placed[], slice: FileSlice, bytes: Uint8Array): Match[];
