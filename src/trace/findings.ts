import { redact, redactAll } from '../detector/index.js';
import type { Finding, Occurrence, OccurrencePlace, Part } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import { severityRank } from '../model/severity.js';
import { fingerprintOf } from './fingerprint.js';
import type { FileMatch } from './match-collector.js';
import { remedyFor } from './remedy.js';

/** A match with the place of its file in the image or context. */
export interface PlacedMatch {
  readonly match: FileMatch;
  readonly in: OccurrencePlace;
  readonly layer: number | null;
}

/** Findings, worst first, and how to redact every raw secret of theirs in any other text. */
export interface FoundSecrets {
  readonly findings: readonly Finding[];
  /** Raw secret to redacted form. Never leaves memory. */
  readonly redactions: ReadonlyMap<string, string>;
}

/**
 * One secret under one rule is one finding, with all its places as occurrences.
 * @param reveal put raw values in
 */
export function buildFindings(placed: readonly PlacedMatch[], rules: ReadonlyMap<string, Rule>, reveal: boolean): FoundSecrets {
  const groups = new Map<string, PlacedMatch[]>();
  for (const entry of placed) {
    const key = `${entry.match.rule}\0${entry.match.secret}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const redactions = new Map<string, string>();
  for (const [first] of groups.values()) {
    if (first === undefined) continue;
    const rule = rules.get(first.match.rule);
    redactions.set(first.match.secret, redactMatch(first.match.secret, rule));
    for (const part of first.match.parts) {
      if (!redactions.has(part.value)) redactions.set(part.value, redactPart(part.value, rules));
    }
  }
  const findings = [...groups.values()].map((group) => buildFinding(group, rules, redactions, reveal));
  return { findings: findings.sort(byWorst), redactions };
}

function redactMatch(secret: string, rule: Rule | undefined): string {
  return redact(secret, { keywords: rule?.ignoreCase === true ? [] : (rule?.keywords ?? []), guessable: rule?.guessable ?? rule?.general ?? true });
}

/** A part is shown by the rule that would have found it alone: the prefix of a key ID is its rule's keyword. */
function redactPart(value: string, rules: ReadonlyMap<string, Rule>): string {
  for (const rule of rules.values()) {
    if (rule.pattern !== undefined && rule.keywords.some((keyword) => value.startsWith(keyword))) return redactMatch(value, rule);
  }
  return redact(value, { keywords: [], guessable: false });
}

function buildFinding(
  group: readonly PlacedMatch[],
  rules: ReadonlyMap<string, Rule>,
  redactions: ReadonlyMap<string, string>,
  reveal: boolean,
): Finding {
  const ordered = [...group].sort(byPlace);
  const worst = ordered.reduce((a, b) => (severityRank(b.match.severity) < severityRank(a.match.severity) ? b : a));
  const withParts = ordered.find(({ match }) => match.parts.length > 0) ?? worst;
  const first = ordered[0] ?? worst;
  const { secret } = worst.match;
  const rule = rules.get(worst.match.rule);
  const parts: Part[] = withParts.match.parts.map(({ name, value }) => ({
    name,
    redacted: redactions.get(value) ?? redact(value, { keywords: [], guessable: true }),
    ...(reveal ? { value } : {}),
  }));
  const occurrences = distinct(ordered.map((entry) => occurrenceOf(entry, redactions)));
  return {
    fingerprint: fingerprintOf({
      rule: worst.match.rule,
      secret,
      guessable: rule?.guessable ?? rule?.general ?? false,
      place: `${first.in}\0${first.match.path}\0${first.match.key ?? ''}`,
    }),
    rule: worst.match.rule,
    title: rule?.title ?? worst.match.rule,
    provider: rule?.provider ?? '',
    severity: worst.match.severity,
    redacted: redactions.get(secret) ?? redactMatch(secret, rule),
    ...(reveal ? { value: secret } : {}),
    parts,
    owner: 'own',
    verification: 'not-checked',
    notes: [...new Set(ordered.flatMap(({ match }) => match.notes))],
    occurrences,
    remedy: remedyFor(rule, occurrences),
  };
}

function occurrenceOf({ match, in: place, layer }: PlacedMatch, redactions: ReadonlyMap<string, string>): Occurrence {
  const isMetadata = place === 'config' || place === 'history';
  return {
    in: place,
    path: redactAll(match.path, redactions),
    line: isMetadata ? null : match.line,
    column: isMetadata ? null : match.column,
    layer,
    state: null,
    hiddenBy: null,
    encoding: match.encoding,
    instruction: null,
    source: null,
  };
}

/** The same place told twice (two build arguments of one value in one history entry) is one occurrence. */
function distinct(occurrences: readonly Occurrence[]): Occurrence[] {
  const seen = new Set<string>();
  return occurrences.filter(({ in: place, layer, path, line, column }) => {
    const key = [place, layer, path, line, column].join('\0');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const PLACES: readonly OccurrencePlace[] = ['layer', 'config', 'history', 'provenance', 'context'];

function byPlace(a: PlacedMatch, b: PlacedMatch): number {
  return (
    PLACES.indexOf(a.in) - PLACES.indexOf(b.in) ||
    (a.layer ?? 0) - (b.layer ?? 0) ||
    compare(a.match.path, b.match.path) ||
    a.match.start - b.match.start
  );
}

function byWorst(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.occurrences[0]?.path ?? '', b.occurrences[0]?.path ?? '') ||
    compare(a.fingerprint, b.fingerprint)
  );
}

/** By code unit: the order must not depend on the machine's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Any text that may quote a secret (a history entry, a path), with every secret in it redacted. */
export function redactText(text: string, redactions: ReadonlyMap<string, string>): string {
  return redactAll(text, redactions);
}
