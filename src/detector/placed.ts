import type { FileSlice } from '../model/block.js';
import type { Match, MatchPart } from '../model/match.js';
import type { Rule } from '../model/rule.js';
import { directivesBeside } from './directive.js';
import type { Resolved } from './resolve.js';
import { readable } from './text.js';

/** A candidate, placed: positions are in the file's slice. */
export interface Placed {
  readonly resolved: Resolved;
  readonly start: number;
  readonly end: number;
  readonly encoding: readonly string[];
}

/**
 * Whether a match of an encoded value gives way to what is encoded in it: a general rule's does, and that of a login
 * (`user:token` in base64) to the token, whose own rule says where to revoke it.
 */
function givesWay(rule: Rule, { resolved }: Placed): boolean {
  if (rule.general === true) return true;
  return rule.checks?.includes('base64-userpass') === true && resolved.candidate.rule.rule.general !== true;
}

/** What is encoded is told in place of the encoded value; and each place is told once. */
export function preferDecoded(plain: readonly Placed[], decoded: readonly Placed[]): Placed[] {
  if (decoded.length === 0) return [...plain];
  const kept: Placed[] = [];
  for (const placed of decoded) {
    const isNew = kept.every(
      (other) =>
        other.end <= placed.start ||
        other.start >= placed.end ||
        other.resolved.candidate.secret !== placed.resolved.candidate.secret,
    );
    if (isNew) kept.push(placed);
  }
  return [
    ...plain.filter(({ start, end, resolved }) =>
      decoded.every(
        (other) => other.end <= start || other.start >= end || !givesWay(resolved.candidate.rule.rule, other),
      ),
    ),
    ...kept,
  ];
}

/** The matches that count in this slice, in order, with their lines. */
export function toMatches(placed: readonly Placed[], slice: FileSlice, bytes: Uint8Array): Match[] {
  const matches: Match[] = [];
  let line = 1;
  // Parts of a file share bytes: lines are counted where matches count, so that the parts' counts add up.
  let lineStart = slice.from;
  // Looked for once: on a line of megabytes the next one is far from each match.
  let feed = bytes.indexOf(10, slice.from);
  for (const { resolved, encoding, ...place } of [...placed].sort((a, b) => a.start - b.start)) {
    const start = place.start + slice.start;
    if (start < slice.from || start >= slice.to) continue;
    for (; feed >= 0 && feed < start; feed = bytes.indexOf(10, lineStart)) {
      line++;
      lineStart = feed + 1;
    }
    const { candidate, partner } = resolved;
    const directives = directivesBeside(bytes, slice, start, place.end + slice.start);
    matches.push({
      file: slice.file,
      rule: candidate.rule.rule.id,
      severity: candidate.severity,
      secret: readable(candidate.secret),
      parts: partsOf(resolved),
      start: place.start + slice.offset,
      end: place.end + slice.offset,
      line,
      column: start - lineStart + 1,
      encoding,
      ...(candidate.key === undefined ? {} : { key: readable(candidate.key) }),
      notes: partner === null ? candidate.notes : [...candidate.notes, ...partner.notes],
      evidence: {
        keyword: candidate.keyword ?? null,
        checks: partner === null ? candidate.checks : [...candidate.checks, ...partner.checks],
      },
      ...(directives.length === 0 ? {} : { directives }),
    });
  }
  return matches;
}

function partsOf({ candidate, partner }: Resolved): MatchPart[] {
  const groups = Object.entries(candidate.groups).map(([name, value]) => ({
    name: name.replaceAll('_', ' '),
    value: readable(value),
  }));
  if (partner === null) return groups;
  return [
    { name: partner.rule.rule.part ?? partner.rule.rule.title, value: readable(partner.secret) },
    { name: candidate.rule.rule.part ?? candidate.rule.rule.title, value: readable(candidate.secret) },
    ...groups,
  ];
}
