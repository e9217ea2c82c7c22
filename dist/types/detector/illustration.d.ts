/**
 * Whether a file shows rather than configures, judged by its path: tests, fixtures, examples, documentation. What stands
 * there for a password is, as a rule, made up; but people do test with real keys, so nothing is dropped for its path.
 */
export declare function isIllustration(path: string): boolean;
/** Whether a file is documentation that came with a package of the system, where nobody keeps a secret of any kind. */
export declare function isSystemDocumentation(path: string): boolean;
/** Whether a file is code of a language that quotes its texts: `name: value` without quotes is a comment or a manual. */
export declare function isQuotingCode(path: string): boolean;
