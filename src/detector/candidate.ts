import type { CheckResult } from '../model/check.js';
import type { CheckEvidence } from '../model/report.js';
import { milder, type Severity } from '../model/severity.js';
import type { CompiledRule } from './compile.js';
import { entropy } from './entropy.js';
import { isIllustration, isSystemDocumentation } from './illustration.js';
import { isCommonPassword, isDefaultPassword, isPlaceholder } from './placeholder.js';

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

/** Surroundings that checks may look at. */
const CHECK_BYTES = 4096;

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
export function judge(rule: CompiledRule, region: Region, found: Found, now: number): Candidate | null {
  const { text } = region;
  const secret = text.slice(found.start, found.end);
  if (secret.length === 0) return null;
  if (rule.near.length > 0 && !isNear(rule, region, found.matchStart, found.matchEnd)) return null;
  if (rule.rule.entropy !== undefined && entropy(secret) < rule.rule.entropy) return null;
  if (isExcepted(rule, region, found.matchStart, found.matchEnd)) return null;
  if (!rule.isKeyText && isPlaceholder(secret)) return null;
  if (rule.rule.guessable === true && isDefaultPassword(secret)) return null;
  const results = rule.checks.map((check) =>
    check({
      secret,
      groups: found.groups,
      before: text.slice(Math.max(region.start, found.start - CHECK_BYTES), found.start),
      after: text.slice(found.end, Math.min(region.end, found.end + CHECK_BYTES)),
      now,
    }),
  );
  if (results.some((result) => result.outcome === 'drop')) return null;
  results.push(...doubts(rule, region, found, secret));
  const confirmed = results.some((result) => result.outcome === 'pass');
  const bounded =
    (!rule.boundaryLeft || isBoundedLeft(text, found.matchStart, region.start)) &&
    (!rule.boundaryRight || isBoundedRight(text, found.matchEnd, region.end));
  if (!bounded && !confirmed) return null;
  return {
    rule,
    start: found.start,
    end: found.end,
    secret,
    groups: found.groups,
    severity: severityAfter(rule.rule.severity, results),
    confirmed,
    notes: results.flatMap((result) => (result.note === undefined ? [] : [result.note])),
    checks: results.map((result, index) => tellCheck(rule.rule.checks?.[index] ?? 'surroundings', result)),
    key: found.key,
  };
}

function tellCheck(name: string, { outcome, note, atMost }: CheckResult): CheckEvidence {
  return {
    name,
    outcome: outcome === 'pass' || outcome === 'fail' ? outcome : 'none',
    note: note ?? null,
    atMost: atMost ?? (outcome === 'fail' ? 'low' : null),
  };
}

/** What speaks for a made-up secret. A rule that knows its secret's format is not doubted. */
function doubts(rule: CompiledRule, region: Region, found: Found, secret: string): CheckResult[] {
  const { general, guessable } = rule.rule;
  if (isSystemDocumentation(region.path)) {
    return [{ outcome: 'none', atMost: 'low', note: 'in documentation of the system' }];
  }
  const isGuess = general === true || guessable === true;
  if (!isGuess && rule.pattern !== null) return [];
  const result: CheckResult[] = [];
  if (guessable === true && isCommonPassword(secret)) {
    result.push({ outcome: 'none', atMost: 'low', note: 'a password that is guessed first' });
  }
  if (found.isText === true) {
    result.push({ outcome: 'none', atMost: 'low', note: 'in a comment or documentation' });
  } else if (isIllustration(region.path)) {
    result.push({
      outcome: 'none',
      atMost: isGuess ? 'low' : 'medium',
      note: 'in documentation, an example or a test',
    });
  }
  return result;
}

function severityAfter(severity: Severity, results: readonly CheckResult[]): Severity {
  let result = severity;
  for (const { outcome, atMost } of results) {
    if (outcome === 'fail') result = 'low';
    if (atMost !== undefined) result = milder(result, atMost);
  }
  return result;
}

function isNear(rule: CompiledRule, region: Region, start: number, end: number): boolean {
  const around = region.text
    .slice(Math.max(region.start, start - rule.nearBytes), Math.min(region.end, end + rule.nearBytes))
    .toLowerCase();
  return rule.near.some((word) => around.includes(word));
}

/** As much of a line is looked at before and after a match. */
const LINE_BYTES = 1000;

function isExcepted(
  { exceptMatch, exceptLine }: CompiledRule,
  region: Region,
  start: number,
  end: number,
): boolean {
  const { text } = region;
  if (exceptMatch.length > 0) {
    const match = text.slice(start, end);
    if (exceptMatch.some((pattern) => pattern.test(match))) return true;
  }
  if (exceptLine.length === 0) return false;
  const before = text.slice(Math.max(region.start, start - LINE_BYTES), start);
  const after = text.slice(end, Math.min(region.end, end + LINE_BYTES));
  const feed = after.indexOf('\n');
  const lines =
    before.slice(before.lastIndexOf('\n') + 1) +
    text.slice(start, end) +
    after.slice(0, feed < 0 ? undefined : feed);
  return exceptLine.some((pattern) => pattern.test(lines));
}

function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}

/** Escapes end in a letter or digit that is no part of what follows: `\n`, `%3D`, `%253D`, `\u003d`, `\x3d`, and ANSI's `[0m`. */
const ESCAPE_BEFORE = /(?:\\[nrtbf0]|%(?:25)?[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\[\d{1,2}m)$/;

/** Whether no word runs into what begins at `at`. */
export function isBoundedLeft(text: string, at: number, start: number): boolean {
  if (at <= start || !isWordCode(text.charCodeAt(at - 1)) || !isWordCode(text.charCodeAt(at))) return true;
  return ESCAPE_BEFORE.test(text.slice(Math.max(start, at - 6), at));
}

function isBoundedRight(text: string, at: number, end: number): boolean {
  return at >= end || !isWordCode(text.charCodeAt(at)) || !isWordCode(text.charCodeAt(at - 1));
}
