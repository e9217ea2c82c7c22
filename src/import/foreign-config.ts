import type { Severity } from '../model/severity.js';

/** What another scanner's configuration says, whatever its format. Patterns are in RE2's syntax, not yet looked at. */
export interface ForeignConfig {
  /** As messages call it. */
  readonly file: string;
  readonly tool: 'Gitleaks' | 'Trivy';
  readonly rules: readonly ForeignRule[];
  readonly allowlists: readonly ForeignAllowlist[];
  /** IDs of the scanner's own rules that are turned off. */
  readonly disabled: readonly string[];
}

export interface ForeignRule {
  readonly id: string;
  readonly title: string;
  readonly provider: string | null;
  readonly severity: Severity | null;
  /** null where the rule is about paths alone, or changes one of the scanner's own. */
  readonly regex: string | null;
  /** Number or name of the group; 0 for the whole match, null for the first group that holds something. */
  readonly secret: number | string | null;
  /** Bits per character. */
  readonly entropy: number | null;
  readonly keywords: readonly string[];
  /** Regular expression. */
  readonly path: string | null;
  readonly allowlists: readonly ForeignAllowlist[];
  /** Rules that must find something near it. */
  readonly requires: readonly string[];
  readonly isReported: boolean;
}

export interface ForeignAllowlist {
  /** As messages call it: `rule "x": allowlist 2`. */
  readonly name: string;
  readonly description: string;
  /** All kinds of conditions must hold; else one is enough. */
  readonly needsAll: boolean;
  /** What `regexes` are looked for in. */
  readonly target: 'secret' | 'match' | 'line';
  readonly paths: readonly string[];
  readonly regexes: readonly string[];
  /** Looked for in the secret, without case. */
  readonly stopwords: readonly string[];
  readonly commits: number;
  /** IDs of the rules it is for; null for all. */
  readonly rules: readonly string[] | null;
}

/** A line of an ignore file: one finding, or a rule. */
export interface ForeignIgnore {
  /** `.gitleaksignore:3` */
  readonly place: string;
  /** ID of the scanner's rule. */
  readonly rule: string;
  /** Globs. */
  readonly paths: readonly string[];
  readonly reason: string | null;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires: string | null;
  /** The one finding that it is about; null for all of the rule's. */
  readonly finding: { readonly file: string; readonly line: number } | null;
}

/** Gathers what was not translated, or is not quite what it was: a line each, which never quotes a pattern. */
export class Notes {
  readonly #lines = new Set<string>();

  add(place: string, what: string): void {
    this.#lines.add(`${place}: ${what}`);
  }

  get lines(): readonly string[] {
    return [...this.#lines];
  }
}
