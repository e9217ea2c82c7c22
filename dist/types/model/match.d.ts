import type { CheckEvidence } from './report.js';
import type { Severity } from './severity.js';
/** A named half of a pair, or another named piece of a match (an AWS key ID beside its secret). Raw. */
export interface MatchPart {
    readonly name: string;
    readonly value: string;
}
/**
 * What the detector found, raw: never leaves memory. `trace/` turns matches into findings, which are redacted.
 */
export interface Match {
    /** From the slice that it was found in. */
    readonly file: number;
    readonly rule: string;
    /** After checks: a failed check lowers it. */
    readonly severity: Severity;
    readonly secret: string;
    readonly parts: readonly MatchPart[];
    /** Byte offsets in the file of the secret as it stands there (of its encoded form, when encoded). */
    readonly start: number;
    readonly end: number;
    /** 1-based, counted from `from` of its slice: what stands in the file before that is for the collector to add. */
    readonly line: number;
    /** 1-based, in bytes; on line 1 counted from `from`, too. */
    readonly column: number;
    /** Outermost first: `["base64", "utf-16le"]`. Empty when the secret stands in plain text. */
    readonly encoding: readonly string[];
    /** The name that the value is assigned to, where there is one. */
    readonly key?: string;
    /** What the checks say, for people: "checksum fits", "key is encrypted". Never holds raw text. */
    readonly notes: readonly string[];
    /** Comments beside it that ask to let it be; absent where there are none. Whether they may is for the policy to say. */
    readonly directives?: readonly Directive[];
    /** Absent only in matches that no detector made. */
    readonly evidence?: MatchEvidence;
}
/** A comment that asks to let a secret be: `drydock:allow`, or another scanner's word for it. */
export interface Directive {
    readonly tool: 'drydock' | 'gitleaks' | 'trufflehog';
    /** In lines from the match's first: 0 on it, -1 above it. */
    readonly lineOffset: number;
    /** What follows on its line. Raw: it may hold the secret. */
    readonly text: string;
}
/** What led to a match and what was tested. Never holds raw text of the secret. */
export interface MatchEvidence {
    /** null for a rule that is tried on whole files by their path. */
    readonly keyword: string | null;
    readonly checks: readonly CheckEvidence[];
}
/** Lines in `bytes[from, to)` of a slice, needed to number lines of a file that spans several blocks. */
export interface SliceLines {
    readonly file: number;
    readonly newlines: number;
    /** Bytes after the last of these line feeds; all when there is none. */
    readonly tailBytes: number;
}
/** Of the whole contents of a file, in lower-case hex; what package managers record. */
export interface FileDigests {
    readonly file: number;
    /** null where the system's cryptography refuses MD5 (FIPS mode); likewise SHA-1. */
    readonly md5: string | null;
    readonly sha1: string | null;
    readonly sha256: string;
}
/** A certificate that a file holds as text: no secret, but it tells what a key beside it opens. */
export interface FileCertificate {
    readonly file: number;
    readonly path: string;
    /** DER of an X.509 certificate (RFC 5280) in base64, as it stands in PEM, without line breaks. Not parsed. */
    readonly base64: string;
}
export interface BlockResult {
    readonly matches: readonly Match[];
    /** Of the files with matches that stand whole in the block. */
    readonly digests: readonly FileDigests[];
    readonly certificates: readonly FileCertificate[];
    /** One for each slice with `whole: false`. */
    readonly lines: readonly SliceLines[];
}
