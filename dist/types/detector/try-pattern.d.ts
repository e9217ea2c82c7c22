import { type Candidate, type Region } from './candidate.js';
import type { CompiledRule } from './compile.js';
import { type Unescaped } from './unescape.js';
/** Tries a rule without keywords on a whole file. */
export declare function tryWhole(rule: CompiledRule, region: Region, now: number): readonly Candidate[];
/** Tries a rule whose matches begin with its keyword, on the window after one. */
export declare function tryAnchored(rule: CompiledRule, region: Region, position: number, unescaped: UnescapedWindows, now: number): readonly Candidate[];
/** Tries a rule whose matches may begin before its keyword, on the window around all these hits, which are in order. */
export declare function tryAround(rule: CompiledRule, region: Region, hits: readonly number[], now: number): readonly Candidate[];
/**
 * Hits of rules whose matches may begin before the keyword, by rule. Where a file is full of a keyword, the windows
 * around its hits are one: each by itself would cost as much.
 */
export declare class HitsAround {
    #private;
    /** In order of position. */
    add(rule: CompiledRule, position: number, keyword: string): void;
    /** Hits that are to be tried together. */
    [Symbol.iterator](): Generator<{
        rule: CompiledRule;
        keyword: string;
        hits: readonly number[];
    }>;
}
/** A part of a region with its escapes undone. */
interface UnescapedWindow {
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly encoding: Unescaped['encoding'];
    /** In the region, of an offset in the text. */
    readonly locate: (offset: number) => number;
    /** The first offset in the text of what stands at a place of the region, or after it. */
    readonly offsetOf: (place: number) => number;
}
/** Windows of hits that follow one another overlap: their escapes are undone once. */
export declare class UnescapedWindows {
    #private;
    /** null where there are no escapes */
    of(region: Region, start: number, end: number): UnescapedWindow | null;
}
export {};
