import type { Rule } from '../model/rule.js';
/**
 * Which files a rule is for. Tens of thousands of paths are tested against hundreds of globs, and nearly all globs are
 * a file's name or its ending: those are looked up, and regular expressions are left for the rest.
 */
export declare class PathMatcher {
    #private;
    constructor(rules: readonly Rule[]);
    test(path: string): boolean;
}
/** A glob that is a file's name (`.netrc`) or, after `*`, its ending (`*.yml`), in lower case; null for any other. */
export declare function simpleGlob(glob: string): {
    readonly kind: 'name' | 'ending';
    readonly text: string;
} | null;
