import type { Check } from '../model/check.js';
import type { Rule } from '../model/rule.js';
import { type EncodedNeedle } from './decode.js';
import type { EncodedTextForm } from './encoded-text.js';
import { Gates } from './gate.js';
import { KeywordFinder } from './keyword-finder.js';
import { PathMatcher } from './path-matcher.js';
/** How far a section's name, a comment or a host may stand before the assignment that it is about. */
export declare const SECTION_BYTES = 200;
/** A rule made ready: regular expressions compiled, words folded, checks looked up. */
export interface CompiledRule {
    readonly rule: Rule;
    readonly before: number;
    readonly after: number;
    /** Sticky where a match begins with the keyword (`before` is 0), else global. */
    readonly pattern: RegExp | null;
    readonly name: RegExp | null;
    readonly value: RegExp | null;
    /** The value that the rule looks for is a UUID, which is too common a shape for other general rules. */
    readonly isForUuids: boolean;
    readonly path: PathMatcher | null;
    readonly near: readonly string[];
    readonly nearBytes: number;
    readonly exceptMatch: readonly RegExp[];
    readonly exceptLine: readonly RegExp[];
    readonly checks: readonly Check[];
    readonly boundaryLeft: boolean;
    readonly boundaryRight: boolean;
    /** A match begins with the keyword, at a boundary that no check can make up for. */
    readonly isAnchored: boolean;
    /** The secret is a key file's text, for which the tests of placeholders mean nothing. */
    readonly isKeyText: boolean;
}
/** What stands behind a needle: its form, and the rules whose keyword it is. */
export interface NeedleUse {
    readonly needle: EncodedNeedle;
    readonly keyword: string;
    readonly rules: readonly CompiledRule[];
    /** null for what is no keyword of rules. */
    readonly gates: Gates | null;
    /** How far from the keyword a match of its rules may reach, in bytes. */
    readonly reachBytes: number;
}
export interface CompiledRules {
    readonly rules: readonly CompiledRule[];
    readonly finder: KeywordFinder;
    readonly needles: readonly NeedleUse[];
    /** Rules without keywords, tried on whole files by path. */
    readonly byPath: readonly CompiledRule[];
    /** The files that any of `byPath` is for. */
    readonly anyPath: PathMatcher;
}
export declare function compileRules(rules: readonly Rule[]): CompiledRules;
/** Stand for the places that `findEncodedText` tells. */
export declare const TEXT_USES: Readonly<Record<EncodedTextForm, NeedleUse>>;
