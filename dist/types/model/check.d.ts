import type { Severity } from './severity.js';
/** What an offline check is given. All strings are Latin-1 views of bytes. */
export interface CheckInput {
    readonly secret: string;
    /** The pattern's named groups other than `secret`. */
    readonly groups: Readonly<Record<string, string>>;
    /** Up to 4 KiB before and after the secret, for checks that need the surroundings. */
    readonly before: string;
    readonly after: string;
    /** Milliseconds since 1970, for expiry. */
    readonly now: number;
}
/** What it says. */
export interface CheckResult {
    /**
     * `pass`: full confidence; `fail`: lowers the match to `low`, and `note` says why; `none`: nothing to check in this one;
     * `drop`: it is certainly not a secret (a JWT whose header is no JSON, a public key).
     */
    readonly outcome: 'pass' | 'fail' | 'none' | 'drop';
    /** For people; never raw text of the secret. */
    readonly note?: string;
    /** At most this severity, whatever the outcome (an encrypted key is at most `low`). */
    readonly atMost?: Severity;
}
export type Check = (input: CheckInput) => CheckResult;
