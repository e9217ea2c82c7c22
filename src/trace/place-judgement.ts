import { findDirectives } from '../detector/directive.js';
import { redactAll } from '../detector/index.js';
import type { Directive } from '../model/match.js';
import type { FindingPolicy, JudgedPlace, PlacedDirective } from '../model/policy.js';
import type { Allowance, Occurrence } from '../model/report.js';
import type { PlacedMatch } from './findings.js';
import type { PackageOwner } from './package-owner.js';
import type { PlaceTracer, TracedPlace } from './source-tracer.js';

/** A place of a finding, and what is known of it. */
export interface KnownPlace extends TracedPlace {
  readonly entry: PlacedMatch;
  readonly occurrence: Occurrence;
  readonly publisher: PackageOwner | null;
}

/** What the policy says of a finding and its places. Redacted. */
export interface FindingJudgement {
  readonly occurrences: readonly Occurrence[];
  readonly allowed: Allowance | null;
  readonly notes: readonly string[];
}

/** Lets everything count. */
export const NO_POLICY: FindingPolicy = {
  gate: 'own',
  severity: (_, found) => ({ severity: found, note: null }),
  judge: () => ({ allowance: null, notes: [] }),
};

/**
 * Asks the policy about each place of a finding. The finding as a whole is allowed when every place is that counts:
 * with the gate `own`, those of the user's own, where there are any.
 */
export function judgePlaces(
  places: readonly KnownPlace[],
  fingerprint: string,
  policy: FindingPolicy,
  tracer: PlaceTracer,
  redactions: ReadonlyMap<string, string>,
): FindingJudgement {
  const judged = places.map((place) => {
    const { allowance, notes } = policy.judge(judgedPlace(place, fingerprint, tracer));
    const allowed: Allowance | null =
      allowance === null
        ? null
        : {
            ...allowance,
            file: redactAll(allowance.file, redactions),
            reason: redactAll(allowance.reason, redactions),
          };
    return { occurrence: { ...place.occurrence, allowed }, allowed, notes, origin: originOf(place) };
  });
  const own = judged.filter(({ origin }) => origin === 'own');
  const counting = policy.gate === 'own' && own.length > 0 ? own : judged;
  return {
    occurrences: judged.map(({ occurrence }) => occurrence),
    allowed: counting.every(({ allowed }) => allowed !== null) ? (counting[0]?.allowed ?? null) : null,
    notes: judged.flatMap(({ notes }) => notes),
  };
}

function judgedPlace(place: KnownPlace, fingerprint: string, tracer: PlaceTracer): JudgedPlace {
  const { entry, occurrence, source } = place;
  const { match } = entry;
  const file = source?.file ?? (entry.in === 'context' ? tracer.fileOf?.(match.path) : undefined);
  return {
    rule: match.rule,
    fingerprints: [fingerprint, ...(occurrence.fingerprint === undefined ? [] : [occurrence.fingerprint])],
    values: [match.secret, ...match.parts.map(({ value }) => value)],
    paths: [match.path, ...(place.contextPath === null ? [] : [place.contextPath])],
    files: file === undefined ? [] : [file],
    origin: originOf(place),
    comments: [
      ...(match.directives ?? []).map((directive) =>
        placed(directive, file ?? match.path, source?.line ?? match.line),
      ),
      ...instructionComments(place, tracer),
    ],
    isSurelyOwn: isSurelyOwn(place, tracer),
  };
}

/** Where the base image ends is not always known: then only what an instruction or a file of the context explains is surely own. */
function isSurelyOwn(
  { entry, publisher, isBase, instruction, source }: KnownPlace,
  tracer: PlaceTracer,
): boolean {
  if (entry.in === 'context') return true;
  if (publisher !== null || isBase) return false;
  const isAboveBase =
    tracer.baseLayers !== undefined && entry.layer !== null && entry.layer >= tracer.baseLayers;
  return instruction !== null || source !== null || isAboveBase;
}

function originOf({ publisher, isBase }: KnownPlace): JudgedPlace['origin'] {
  return publisher !== null ? 'package' : isBase ? 'base' : 'own';
}

/**
 * Comments in the Dockerfile at the instruction that made a place: of the image's config and history, and of what a
 * command writes that quotes the secret itself. What an instruction copies has lines of its own for comments.
 */
function instructionComments(
  { entry, instruction, dockerfile }: KnownPlace,
  { dockerfileText }: PlaceTracer,
): PlacedDirective[] {
  if (instruction === null || dockerfile === null || dockerfileText == null) return [];
  const text = asLatin1(dockerfileText);
  const start = lineStart(text, instruction.line);
  const end = lineStart(text, instruction.endLine + 1);
  const secret = asLatin1(entry.match.secret);
  const at = text.slice(start, end).indexOf(secret);
  if (entry.in === 'layer' && at < 0) return [];
  const quoted = at < 0 ? { from: start, to: end } : { from: start + at, to: start + at + secret.length };
  const line = text.slice(0, quoted.from).split('\n').length;
  const found = findDirectives(text, quoted.from, quoted.to, true).map((directive) =>
    placed(directive, dockerfile, line),
  );
  if (line === instruction.line) return found;
  const above = findDirectives(text, start, start, true).filter(({ lineOffset }) => lineOffset === -1);
  return [...found, ...above.map((directive) => placed(directive, dockerfile, instruction.line))];
}

function placed({ tool, text, lineOffset }: Directive, file: string, line: number): PlacedDirective {
  return { tool, text, file, line: line + lineOffset };
}

/** As the detector has texts: a character a byte. */
function asLatin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Where the line of this number begins; the text's end for a line after the last. */
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count++) {
    const feed = text.indexOf('\n', at);
    if (feed < 0) return text.length;
    at = feed + 1;
  }
  return at;
}
