import { redact, redactAll } from '../detector/index.js';
import type { Finding, InstructionRef, Occurrence, OccurrencePlace, Part, Remedy } from '../model/report.js';
import type { FindingPolicy } from '../model/policy.js';
import type { Match } from '../model/match.js';
import type { Rule } from '../model/rule.js';
import { milder, SEVERITIES, type Severity, severityRank } from '../model/severity.js';
import { describeEvidence } from './evidence.js';
import { notesOfPlaces } from './finding-notes.js';
import { isFromContext, ownerOf } from './finding-owner.js';
import { fingerprintOf, isOfGuessableRule, placeOf } from './fingerprint.js';
import type { KeyUse } from './certificates.js';
import type { FileTrace } from './layer-tracer.js';
import type { FileMatch } from './match-collector.js';
import { redactInstruction } from './instruction-text.js';
import { judgePlaces, NO_POLICY } from './place-judgement.js';
import { MAX_STEPS, PUBLISHED_REMEDY, PUSHED_STEP, remedyFor } from './remedy.js';
import { NO_TRACER, NOT_IN_IMAGE, type PlaceTracer, type TracedPlace } from './source-tracer.js';

/** A test key that forty packages ship is told of three. */
const MAX_PUBLISHERS = 3;
const MAX_PLACE_NOTES = 3;

/** A match with the place of its file in the image or context. */
export interface PlacedMatch {
  readonly match: FileMatch;
  readonly in: OccurrencePlace;
  readonly layer: number | null;
  /** What became of the file of an image's layer. */
  readonly file?: FileTrace;
  /** What is to be known of the place, for people; it may quote a path: redact it. */
  readonly note?: string;
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
 * @param tracer tells by which instruction and file each got into the image
 * @param keyUses what the certificates say of private keys, by secret
 * @param policy says what is let be, and how bad the rest is
 * @param named how to redact the secrets in names of files (`redactNamed`)
 */
export function buildFindings(
  placed: readonly PlacedMatch[],
  rules: ReadonlyMap<string, Rule>,
  reveal: boolean,
  tracer: PlaceTracer = NO_TRACER,
  keyUses: ReadonlyMap<string, KeyUse> = new Map(),
  policy: FindingPolicy = NO_POLICY,
  named: ReadonlyMap<string, string> = new Map(),
): FoundSecrets {
  const groups = new Map<string, PlacedMatch[]>();
  for (const entry of placed) {
    const key = `${entry.match.rule}\0${entry.match.secret}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const redactions = new Map(named);
  for (const [first] of groups.values()) {
    if (first === undefined) continue;
    const rule = rules.get(first.match.rule);
    redactions.set(first.match.secret, redactMatch(first.match.secret, rule));
    for (const part of first.match.parts) {
      if (!redactions.has(part.value)) redactions.set(part.value, redactPart(part.value, rules));
    }
  }
  const findings = [...groups.values()].map((group) =>
    buildFinding(group, rules, redactions, reveal, tracer, keyUses, policy),
  );
  return { findings: tellOfPush(findings.sort(byWorst)), redactions };
}

/**
 * How to redact what stands in the names of files: tokens that their form tells, as a name of a general kind of secret
 * would make most names one.
 */
export function redactNamed(
  matches: readonly Pick<Match, 'rule' | 'secret'>[],
  rules: ReadonlyMap<string, Rule>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { rule: id, secret } of matches) {
    const rule = rules.get(id);
    if (rule?.pattern !== undefined && rule.general !== true && rule.guessable !== true)
      found.set(secret, redactMatch(secret, rule));
  }
  return found;
}

/** What to do about an image that was pushed is the same for all findings: the first with room for it tells it. */
function tellOfPush(findings: readonly Finding[]): Finding[] {
  const teller = findings.findIndex(
    ({ occurrences, remedy, owner }) =>
      owner !== 'package' &&
      remedy.steps.length < MAX_STEPS &&
      occurrences.some(({ in: place }) => place !== 'context'),
  );
  return findings.map((finding, index) =>
    index === teller
      ? { ...finding, remedy: { ...finding.remedy, steps: [...finding.remedy.steps, PUSHED_STEP] } }
      : finding,
  );
}

function redactMatch(secret: string, rule: Rule | undefined): string {
  // Of a general rule nobody knows how random the secret is.
  const isGuessable = rule === undefined || rule.guessable === true || rule.general === true;
  return redact(secret, { keywords: rule?.keywords ?? [], guessable: isGuessable });
}

/** A part is shown by the rule that would have found it alone: the prefix of a key ID is its rule's keyword. */
function redactPart(value: string, rules: ReadonlyMap<string, Rule>): string {
  for (const rule of rules.values()) {
    if (rule.pattern !== undefined && rule.keywords.some((keyword) => value.startsWith(keyword)))
      return redactMatch(value, rule);
  }
  return redact(value, { keywords: [], guessable: false });
}

function buildFinding(
  group: readonly PlacedMatch[],
  rules: ReadonlyMap<string, Rule>,
  redactions: ReadonlyMap<string, string>,
  reveal: boolean,
  tracer: PlaceTracer,
  keyUses: ReadonlyMap<string, KeyUse>,
  policy: FindingPolicy,
): Finding {
  const ordered = [...group].sort(byPlace);
  const worst = ordered.reduce((a, b) =>
    severityRank(b.match.severity) < severityRank(a.match.severity) ? b : a,
  );
  const withParts = ordered.find(({ match }) => match.parts.length > 0) ?? worst;
  const first = ordered[0] ?? worst;
  const { secret } = worst.match;
  const rule = rules.get(worst.match.rule);
  const guessable = isOfGuessableRule(rule);
  const fingerprintAt = ({ match, in: place }: PlacedMatch): string =>
    fingerprintOf({
      rule: worst.match.rule,
      secret,
      guessable,
      place: placeOf({ in: place, path: match.path, key: match.key }),
    });
  const fingerprint = fingerprintAt(first);
  const parts: Part[] = withParts.match.parts.map(({ name, value }) => ({
    name,
    redacted: redactions.get(value) ?? redact(value, { keywords: [], guessable: true }),
    ...(reveal ? { value } : {}),
  }));
  const places = distinct(
    ordered.map((entry) => {
      const traced = tracer.trace(entry, ordered);
      return {
        ...traced,
        entry,
        occurrence: {
          ...occurrenceOf(entry, redactions, traced),
          ...otherFingerprint(fingerprintAt(entry), fingerprint),
        },
        publisher: isFromContext(entry, ordered) ? null : (entry.file?.publisher ?? null),
      };
    }),
  );
  const isOutside = tracer.hasImage && ordered.every((entry) => entry.in === 'context');
  const owner = ownerOf(places);
  const publishers =
    owner === 'package' ? [...new Set(places.flatMap(({ publisher }) => publisher?.note ?? []))] : [];
  const keyUse = keyUses.get(secret);
  const judged = policy.severity(worst.match.rule, worst.match.severity, rule?.severity);
  const severity =
    keyUse?.isPubliclyTrusted === true && judged.severity !== 'low' ? 'critical' : judged.severity;
  const judgement = judgePlaces(places, fingerprint, policy, tracer, redactions);
  const notes = [
    ...notesOfPlaces(ordered.map(({ in: place, match: { path, notes } }) => ({ in: place, path, notes }))),
    ...(keyUse?.notes ?? []),
    ...publishers.slice(0, MAX_PUBLISHERS),
    ...placeNotes(ordered),
    ...places.flatMap((place) => place.notes),
    ...(isOutside ? [NOT_IN_IMAGE] : []),
    ...(judged.note === null ? [] : [judged.note]),
    ...judgement.notes,
  ];
  return {
    fingerprint,
    rule: worst.match.rule,
    title: rule?.title ?? worst.match.rule,
    provider: rule?.provider ?? '',
    severity: isOutside ? oneLower(severity) : severity,
    redacted: redactions.get(secret) ?? redactMatch(secret, rule),
    ...(reveal ? { value: secret } : {}),
    parts,
    owner,
    verification: 'not-checked',
    notes: [...new Set(notes)].map((note) => redactAll(note, redactions)),
    occurrences: judgement.occurrences,
    remedy:
      owner === 'package'
        ? PUBLISHED_REMEDY
        : redactRemedy(
            remedyFor(
              rule,
              places.map((place) => ({ ...place, secret })),
              tracer.remedy,
            ),
            redactions,
          ),
    allowed: judgement.allowed,
    baseline: null,
    ...evidenceOf(worst.match, rule, redactions),
  };
}

/** A secret that was in many files of a history is told of three. */
function placeNotes(ordered: readonly PlacedMatch[]): string[] {
  // Of a history that was copied into the image it is told once, as it stands there.
  const inImage = ordered.filter(({ in: place, note }) => place !== 'context' && note !== undefined);
  const told = inImage.length > 0 ? inImage : ordered;
  return [...new Set(told.flatMap(({ note }) => note ?? []))].slice(0, MAX_PLACE_NOTES);
}

function otherFingerprint(own: string, known: string): Pick<Occurrence, 'fingerprint'> {
  return own === known ? {} : { fingerprint: own };
}

function evidenceOf(
  match: FileMatch,
  rule: Rule | undefined,
  redactions: ReadonlyMap<string, string>,
): Pick<Finding, 'evidence'> {
  if (match.evidence === undefined || rule === undefined) return {};
  return { evidence: describeEvidence(match, match.evidence, rule, redactions) };
}

/** In the build context alone, a secret is one step further from leaking. */
function oneLower(severity: Severity): Severity {
  return milder('medium', SEVERITIES[severityRank(severity) + 1] ?? 'low');
}

/** A replacement that quotes a secret would be no more than a part of it when redacted: there is none then. */
function redactRemedy(remedy: Remedy, redactions: ReadonlyMap<string, string>): Remedy {
  const { suggestion } = remedy;
  const isClean = suggestion != null && redactAll(suggestion.text, redactions) === suggestion.text;
  return {
    ...remedy,
    summary: redactAll(remedy.summary, redactions),
    steps: remedy.steps.map((step) => redactAll(step, redactions)),
    suggestion: isClean
      ? {
          ...suggestion,
          ...(suggestion.note === undefined ? {} : { note: redactAll(suggestion.note, redactions) }),
        }
      : null,
  };
}

function occurrenceOf(
  { match, in: place, layer, file }: PlacedMatch,
  redactions: ReadonlyMap<string, string>,
  { instruction, property, dockerfile, source, isUntracked }: TracedPlace,
): Occurrence {
  const isMetadata =
    place === 'config' ||
    place === 'history' ||
    (place === 'provenance' && /^provenance\/(?:build-arg:|attestation-)/.test(match.path));
  const ref: InstructionRef | null =
    instruction === null || dockerfile === null
      ? null
      : redactInstruction(instruction, dockerfile, redactions, property);
  return {
    in: place,
    path: redactAll(match.path, redactions),
    line: isMetadata ? null : match.line,
    column: isMetadata ? null : match.column,
    layer,
    state: file?.state?.state ?? null,
    hiddenBy: file?.state?.hiddenBy ?? null,
    encoding: match.encoding,
    instruction: ref,
    source: source === null ? null : { ...source, file: redactAll(source.file, redactions) },
    allowed: null,
    ...(isUntracked ? { untracked: true } : {}),
  };
}

/** The same place told twice (two build arguments of one value in one history entry) is one occurrence. */
function distinct<T extends { readonly occurrence: Occurrence }>(places: readonly T[]): T[] {
  const seen = new Set<string>();
  return places.filter(({ occurrence: { in: place, layer, path, line, column } }) => {
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
