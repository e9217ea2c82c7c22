import type { Rule } from '../model/rule.js';
import { type ByteSet } from './pattern-pieces.js';
/**
 * A cheap test on bytes, made from what every match of a rule is sure to hold: hundreds of thousands of keywords stand
 * in harmless files, and nearly none has a token beside it. What does not pass can be no match; what passes may be one.
 * @param position of the keyword's first byte
 * @param start of the file in the bytes; @param end of the file
 */
export type Gate = (bytes: Uint8Array, position: number, start: number, end: number) => boolean;
/** The gates of the rules of a keyword, each made when it is first asked: most keywords stand nowhere. */
export declare class Gates {
    #private;
    constructor(rules: readonly Rule[], keyword: string);
    /** Whether the rule of that index may match there. */
    passes(index: number, bytes: Uint8Array, position: number, start: number, end: number): boolean;
}
/** The gate of a rule at a keyword of it; null where nothing is sure. */
export declare function makeGate(rule: Rule, keyword: string): Gate | null;
/** What the rule's pattern, beginning with the keyword, has right after it, as far as that is sure. */
export declare function placesAfter(rule: Rule, keyword: string): readonly ByteSet[];
/** Whether no match of the pattern holds white space. */
export declare function isOneWord(pattern: string): boolean;
