import type { Directive } from './match.js';
import type { Allowance, Gate } from './report.js';
import type { Severity, Threshold } from './severity.js';

/** Values of options by the option's name, as texts: one for most, several for those that may be repeated. */
export type Settings = ReadonlyMap<string, readonly string[]>;

export const ORIGINS = ['own', 'base', 'package'] as const;
export type Origin = (typeof ORIGINS)[number];

/** An entry of an allowlist, checked. Of its conditions, those that are given must all hold. */
export interface AllowEntry {
  /** ID of a rule, or a glob of IDs. */
  readonly rule: string | null;
  /** Globs of paths, one of which must fit; empty when any path will do. */
  readonly paths: readonly string[];
  /** Regular expression, looked for in the path; `(?i)` at its start ignores case. */
  readonly pathPattern?: string;
  readonly fingerprint: string | null;
  /** Regular expression, looked for in the raw value; `(?i)` at its start ignores case. Never shown: it may quote a secret. */
  readonly value: string | null;
  readonly origin: Origin | null;
  /** In the words of who wrote it. Raw: redact it. */
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`; null when it has no end. */
  readonly expires: string | null;
  /** Where it is written. */
  readonly file: string;
  readonly line: number | null;
}

/** Findings of these rules have another severity than the rule says. */
export interface SeverityOverride {
  /** ID of a rule, or a glob of IDs. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number | null;
}

/** What findings are judged by. */
export interface Judgement {
  readonly allow: readonly AllowEntry[];
  /** The last one that fits a rule counts. */
  readonly severity: readonly SeverityOverride[];
}

/** What differs for the images whose names fit a glob. */
export interface ImageJudgement extends Judgement {
  readonly image: string;
  readonly failOn?: Threshold;
  readonly gate?: Gate;
}

/** How a scan judges what it finds, beside threshold and gate; later sections come after earlier ones. */
export interface ScanPolicy extends Judgement {
  readonly images: readonly ImageJudgement[];
}

/** A section of a configuration for the images whose names fit a glob. */
export interface ConfigSection extends Judgement {
  readonly image: string;
  readonly settings: Settings;
  readonly line: number | null;
}

/** A configuration file, read and checked. */
export interface Config extends Judgement {
  /** As it is written in the checkout. */
  readonly file: string;
  /** Paths in them are relative to the working directory. */
  readonly settings: Settings;
  readonly images: readonly ConfigSection[];
}

/** A place of a secret, as it is judged. Raw: never leaves memory. */
export interface JudgedPlace {
  readonly rule: string;
  /** Of the finding, and of the place itself where that has its own. */
  readonly fingerprints: readonly string[];
  /** The secret and its parts. */
  readonly values: readonly string[];
  /** How the place is called in the report. */
  readonly paths: readonly string[];
  /** Files in the checkout, relative to the working directory. */
  readonly files: readonly string[];
  readonly origin: Origin;
  readonly comments: readonly PlacedDirective[];
  /** Comments count only where nobody else can have written them; false also where that is not known. */
  readonly isSurelyOwn: boolean;
}

/** A comment beside a secret, with the file and line where it stands. */
export interface PlacedDirective extends Pick<Directive, 'tool' | 'text'> {
  readonly file: string;
  readonly line: number;
}

/** What the policy says of a place. The texts are raw: redact them. */
export interface PlaceJudgement {
  readonly allowance: Allowance | null;
  /** For people: why a comment does not count. */
  readonly notes: readonly string[];
}

/** Judges the findings of one report. */
export interface FindingPolicy {
  readonly gate: Gate;
  /**
   * @param found what the detector says, after its checks
   * @param byRule what the rule says; undefined for a rule that is not known
   */
  severity(
    rule: string,
    found: Severity,
    byRule: Severity | undefined,
  ): { readonly severity: Severity; readonly note: string | null };
  judge(place: JudgedPlace): PlaceJudgement;
}
