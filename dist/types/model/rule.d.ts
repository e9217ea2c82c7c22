import type { Severity } from './severity.js';
/**
 * A rule as the detector takes it: one kind of secret. Rule files (`rules/*.yml`) hold these grouped by
 * provider; `docs/rules.md` is their reference, and `rules/` (in `src`) turns files into these.
 *
 * A rule is tried only where one of its keywords stands (or on files whose path matches `paths`,
 * when it has no keywords), so its cost is bounded by the number of keyword hits.
 */
export interface Rule {
    /** Stable, kebab-case, unique; what reports, allowlists and fingerprints refer to. */
    readonly id: string;
    readonly title: string;
    readonly provider: string;
    readonly severity: Severity;
    /** Where a key of this kind is revoked. */
    readonly revoke?: string;
    /** Literals, one of which stands in or near every match. */
    readonly keywords: readonly string[];
    /** Keywords (not the pattern) are compared without case. Default: false for `pattern` rules, true for `assignment` rules. */
    readonly ignoreCase?: boolean;
    /**
     * A JavaScript regular expression over bytes as Latin-1 (flag `m`, and `i` when it starts with `(?i)`). The secret is the group `secret`, or the whole match.
     * Further named groups become the finding's `parts`. Tried on a window around the keyword: `before` and `after` bytes.
     */
    readonly pattern?: string;
    /** Bytes of the window before a keyword's first byte. Default 0: the match begins with the keyword. */
    readonly before?: number;
    /** Bytes of the window after a keyword's first byte. Default 512. */
    readonly after?: number;
    /** Whether the bytes right before and after a match must not be letters, digits or `_`. Default `both`. */
    readonly boundary?: 'both' | 'left' | 'right' | 'none';
    /** For formats known by their surroundings only: the value of an assignment whose name fits. */
    readonly assignment?: AssignmentPattern;
    /** Globs of the file paths the rule is for; all files when absent. A glob without `/` is compared with the file's name alone. */
    readonly paths?: readonly string[];
    /** Regular expression over the path, made from those of `paths` that are more than a name or an ending when the rule is loaded. */
    readonly pathPattern?: string;
    /**
     * The other half: a match of this rule and the nearest match of the rule named here, at most `pairBytes` apart in
     * the same file, are one finding, under this rule's ID.
     */
    readonly pairWith?: string;
    /** Default 400. */
    readonly pairBytes?: number;
    /** What this half of a pair is called in the report: `access key ID`. Default: the title. */
    readonly part?: string;
    /** Words (compared without case), one of which must stand within `nearBytes` of the match. */
    readonly near?: readonly string[];
    /** Default 200. */
    readonly nearBytes?: number;
    /** Shannon entropy of the secret in bits per character, at least. */
    readonly entropy?: number;
    /** What says of a match that it is no secret, whatever the rule finds. */
    readonly except?: RuleExceptions;
    /** Names of offline checks, see `detector/checks`. */
    readonly checks?: readonly string[];
    /** A match of a general rule gives way to any other rule's match at the same place. */
    readonly general?: boolean;
    /** The secret is weak enough to guess (a password): its fingerprint must not allow tests of guesses. */
    readonly guessable?: boolean;
    readonly examples: RuleExamples;
}
/**
 * `NAME = "value"`, `name: value`, `--name value`, `-H "Name: value"`, `<name>value</name>`: in whichever syntax,
 * the detector finds name and value, and the rule says what each must look like.
 */
export interface AssignmentPattern {
    /**
     * Regular expression, tested without case against the assignment's name in snake case (`ddApiKey` is `dd_api_key`);
     * where the keyword is not in the name but before it, against keyword and name joined with `_`.
     */
    readonly name: string;
    /** Regular expression that the whole value must match. */
    readonly value: string;
    /** The keyword may stand before the assignment, as a section, comment or host name. Default: unless the rule is `general`. */
    readonly section?: boolean;
}
/** Regular expressions as `pattern` is, looked for in the text around a secret; one that is found is enough. */
export interface RuleExceptions {
    /** In the whole match, of which the secret is a part. */
    readonly match?: readonly string[];
    /** In the lines that the match stands on. */
    readonly line?: readonly string[];
}
/** Texts with `${…}` generators in them, expanded from a seed, so that no whole token ever stands in a file. */
export interface RuleExamples {
    readonly match: readonly string[];
    readonly ignore: readonly string[];
}
