import type { Severity, Threshold } from './severity.js';
/**
 * The JSON report. Its keys are a promise to other programs: new ones may be added, none changes its meaning
 * within a version of `schema`. Nothing in it is raw but `value`, which is there only with `--reveal`.
 */
export interface Report {
    readonly schema: 'drydock/report/1';
    readonly tool: ToolInfo;
    readonly target: Target;
    readonly layers: readonly ReportLayer[];
    readonly findings: readonly Finding[];
    readonly coverage: Coverage;
    readonly verdict: Verdict;
    /** What the configuration and the comments in the sources allowed; counted and listed, never silent. */
    readonly allowances: Allowances;
    /** null when no baseline was given. */
    readonly baseline: BaselineSummary | null;
}
export interface ToolInfo {
    readonly name: 'drydock';
    readonly version: string;
    /** How many rules were loaded. */
    readonly rules: number;
}
export type TargetKind = 'docker-save' | 'docker-archive' | 'oci-archive' | 'oci-layout' | 'context';
export interface Target {
    /** The image's name as far as it is known, else the file or folder that was scanned. */
    readonly reference: string;
    /** `sha256:…`; null for a build context. */
    readonly imageId: string | null;
    /** `os/architecture[/variant]`; null where not known. */
    readonly platform: string | null;
    readonly kind: TargetKind;
}
/** Lines of a Dockerfile. `text` is redacted. */
export interface InstructionRef {
    readonly file: string;
    readonly line: number;
    readonly endLine: number;
    readonly text: string;
    /** The line of the name that holds the secret, where the instruction sets names on several lines. */
    readonly nameLine?: number;
}
export interface ReportLayer {
    /** From 0, lowest first. */
    readonly index: number;
    readonly diffId: string;
    /** Of the stored (perhaps compressed) bytes, as the manifest names it; null where the archive does not say. */
    readonly digest: string | null;
    /** Of the uncompressed tar. */
    readonly sizeBytes: number;
    readonly files: number;
    /** The history entry's text, redacted; empty where the image has no history. */
    readonly createdBy: string;
    readonly origin: 'own' | 'base';
    readonly instruction: InstructionRef | null;
}
export interface Part {
    readonly name: string;
    readonly redacted: string;
    readonly value?: string;
}
export type OccurrencePlace = 'layer' | 'config' | 'history' | 'provenance' | 'context';
/** Where a finding's secret stands. One finding can have many. */
export interface Occurrence {
    readonly in: OccurrencePlace;
    /** Relative, no leading slash. Config and history: `Env/NAME`, `Labels/name`, `Cmd`, `Entrypoint`, `Healthcheck`, `OnBuild/N`, `history/N`. */
    readonly path: string;
    /** 1-based; null for config and history. */
    readonly line: number | null;
    readonly column: number | null;
    /** Index in `layers`; null outside of layers. */
    readonly layer: number | null;
    /** null where not known. */
    readonly state: 'present' | 'deleted' | 'overwritten' | null;
    readonly hiddenBy: number | null;
    /** Outermost first; empty for plain text. */
    readonly encoding: readonly string[];
    readonly instruction: InstructionRef | null;
    readonly source: {
        readonly file: string;
        readonly line: number;
    } | null;
    /** What lets this place be; null when nothing does. */
    readonly allowed: Allowance | null;
    /**
     * Of a secret that can be guessed, which is known by its place: the fingerprint that it has by this one. Absent where
     * that is the finding's own.
     */
    readonly fingerprint?: string;
    /** Of a file of the build context that Git does not track: no commit has it. Absent for all others. */
    readonly untracked?: true;
}
/** Why a finding or one of its places does not count, and who said so. */
export interface Allowance {
    /** An entry of the configuration's allowlist, or a comment beside the secret. */
    readonly by: 'config' | 'comment';
    /** Where it is written: the file and line of the entry or comment. */
    readonly file: string;
    readonly line: number | null;
    /** In the words of who wrote it, redacted. Empty only for other scanners' comments, which need none. */
    readonly reason: string;
    /** Last day on which it holds, `YYYY-MM-DD`; null when it has no end. */
    readonly expires: string | null;
}
/** An entry of the allowlist that does nothing (any more), so that lists do not rot. */
export interface IdleAllowance {
    readonly file: string;
    readonly line: number | null;
    readonly reason: string;
    readonly expires: string | null;
}
export interface Allowances {
    /** How many findings are allowed in all their places. */
    readonly findings: number;
    /** Entries whose date has passed: what they allowed counts again. */
    readonly expired: readonly IdleAllowance[];
    /** Entries of the configuration that matched nothing in this scan. */
    readonly unused: readonly IdleAllowance[];
}
/** How the findings compare with the known ones of a baseline file. */
export interface BaselineSummary {
    readonly file: string;
    readonly known: number;
    readonly new: number;
    /** Known findings that were looked for and are gone. Never told of an incomplete scan. */
    readonly fixed: readonly FixedFinding[];
}
export interface FixedFinding {
    readonly fingerprint: string;
    readonly rule: string;
    /** Where it stood when the baseline was written. */
    readonly path: string;
}
export interface Remedy {
    readonly summary: string;
    readonly steps: readonly string[];
    readonly revokeUrl: string | null;
    /** Lines of a Dockerfile and what to write in their place (nothing: delete them); null or absent where one replacement alone is not enough. */
    readonly suggestion?: Suggestion | null;
}
export interface Suggestion {
    readonly file: string;
    readonly line: number;
    readonly endLine: number;
    readonly text: string;
    /** What else is to be done for it, in whole sentences with code between backticks; absent where nothing is. */
    readonly note?: string;
}
/** One secret under one rule, with all the places where it stands. */
export interface Finding {
    readonly fingerprint: string;
    readonly rule: string;
    readonly title: string;
    readonly provider: string;
    readonly severity: Severity;
    readonly redacted: string;
    readonly value?: string;
    readonly parts: readonly Part[];
    readonly owner: 'own' | 'base' | 'package';
    readonly verification: 'not-checked' | 'live' | 'dead' | 'unknown';
    /** What the offline checks said, in plain words. */
    readonly notes: readonly string[];
    readonly occurrences: readonly Occurrence[];
    readonly remedy: Remedy;
    /** The allowance of the first place, when every place that counts is allowed: then the finding does not block. */
    readonly allowed: Allowance | null;
    /** Known findings do not block; null when no baseline was given. */
    readonly baseline: 'new' | 'known' | null;
    /** Why it counts as a secret, of its worst place. Absent in reports of versions that did not tell. */
    readonly evidence?: Evidence;
}
/** Why a match is a finding, and what was tested. Tells nothing of the secret that helps to guess it. */
export interface Evidence {
    /** What of the rule fits: a pattern, the value of a named assignment, or a file of a certain path as a whole. */
    readonly by: 'pattern' | 'assignment' | 'file';
    /** The rule's literal that led to the match, in lower case where case does not matter; null where there was none. */
    readonly keyword: string | null;
    /** The name that the value is assigned to, redacted; null where there is none. */
    readonly name: string | null;
    /** Shannon entropy in bits per character, to one decimal; of a secret that can be guessed, whole bits only. */
    readonly entropyBits: number;
    /** What the rule asks for at least; null when it asks for nothing. */
    readonly minEntropyBits: number | null;
    readonly checks: readonly CheckEvidence[];
}
/** What an offline check, or a look at the surroundings, said. */
export interface CheckEvidence {
    /** The check's name in `docs/rules.md`; `surroundings` for what the place says of the secret. */
    readonly name: string;
    /** `none`: it has nothing to say of this secret. */
    readonly outcome: 'pass' | 'fail' | 'none';
    readonly note: string | null;
    /** The severity that it lets the match have at most; null when it leaves it as it is. */
    readonly atMost: Severity | null;
}
export interface Skipped {
    readonly path: string;
    readonly layer: number | null;
    /** Plain words: "gzip data ends early". */
    readonly reason: string;
    readonly bytes: number;
}
/** A file that looks like an archive, and was scanned as it stands. */
export interface UnopenedFile {
    readonly path: string;
    readonly layer: number | null;
    /** Plain words: "is encrypted". */
    readonly reason: string;
}
/** What was really read. */
export interface Coverage {
    /** False when anything at all could not be read: then the outcome is never `pass`. */
    readonly complete: boolean;
    /** Bytes of the contents of files, as they stand in the uncompressed layers, and of metadata. */
    readonly bytes: number;
    /** Of layers and the build context; what archives among them hold is not counted. */
    readonly files: number;
    readonly layers: number;
    /** Layers of which the cache knew where there is something to find: all else in them was read, but not searched again. Absent for none. */
    readonly cachedLayers?: number;
    readonly skipped: readonly Skipped[];
    /**
     * Archives that are damaged, encrypted or of an unknown method: all their bytes were scanned, so that the scan is
     * complete, but nobody can tell what they hold. Absent in reports of versions that opened none.
     */
    readonly unopened?: readonly UnopenedFile[];
    /** What kinds of places were looked at: not every image has provenance. Absent in reports of versions that did not tell. */
    readonly places?: readonly OccurrencePlace[];
}
export type Outcome = 'pass' | 'blocked' | 'incomplete';
export declare const GATES: readonly ["own", "all"];
export type Gate = (typeof GATES)[number];
export interface Verdict {
    readonly outcome: Outcome;
    readonly failOn: Threshold;
    readonly gate: Gate;
    readonly counts: Readonly<Record<Severity, number>>;
}
