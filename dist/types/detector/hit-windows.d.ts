import type { NeedleUse } from './compile.js';
/** A keyword, or an encoded form of one, where it stands. */
export interface Hit {
    readonly use: NeedleUse;
    /** Of its first byte. */
    readonly position: number;
}
/** A part of a file with the hits in it, whose positions are the file's. */
export interface HitWindow {
    readonly from: number;
    readonly to: number;
    readonly hits: readonly Hit[];
}
/**
 * The parts of a file that have to be looked at: a large binary has a few keywords, and a text of all its bytes would be
 * made for nothing, a megabyte of garbage each. Only a manifest is looked at from its beginning to its end.
 * @param aroundBytes what is looked at around all that may match
 */
export declare function windowsOf(hits: readonly Hit[], sizeBytes: number, aroundBytes: number): readonly HitWindow[];
