import type { CheckEvidence } from '../model/report.js';
import { type Severity } from '../model/severity.js';
import type { CompiledRule } from './compile.js';
/** A text that is scanned: a file's slice of a block, or something decoded from it. Positions are in `text`. */
export interface Region {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly path: string;
}
/** A match before overlaps are resolved. Positions are in the region's text. */
export interface Candidate {
    readonly rule: CompiledRule;
    readonly start: number;
    readonly end: number;
    readonly secret: string;
    readonly groups: Readonly<Record<string, string>>;
    readonly severity: Severity;
    /** A check passed: what it is, is certain. */
    readonly confirmed: boolean;
    readonly notes: readonly string[];
    /** What each check and the surroundings said. */
    readonly checks: readonly CheckEvidence[];
    /** The keyword that led here; undefined where a whole file was tried. */
    readonly keyword?: string;
    readonly key: string | undefined;
    /** How the secret is written there, when not plainly. */
    readonly encodings?: readonly string[];
}
/** Where a rule's pattern or assignment fits. */
export interface Found {
    readonly start: number;
    readonly end: number;
    readonly matchStart: number;
    readonly matchEnd: number;
    readonly groups: Readonly<Record<string, string>>;
    readonly key?: string;
    /** It stands in text, not in code: a comment, a docstring. */
    readonly isText?: boolean;
}
/**
 * Judges what a rule's pattern found: path, words near it, boundaries, entropy, placeholders, checks.
 * null when it is no secret.
 */
export declare function judge(rule: CompiledRule, region: Region, found: Found, now: number): Candidate | null;
/** Whether no word runs into what begins at `at`. */
export declare function isBoundedLeft(text: string, at: number, start: number): boolean;
