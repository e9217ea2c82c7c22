import type { FileSlice } from '../model/block.js';
import type { Match, MatchPart } from '../model/match.js';
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
      column: columnOf(bytes, slice, lineStart, start, encoding),
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

/** In bytes, as all tools count it, but of characters of two bytes in these. */
function columnOf(
  bytes: Uint8Array,
  slice: FileSlice,
  lineStart: number,
  start: number,
  encoding: readonly string[],
): number {
  if (encoding[0]?.startsWith('utf-16') !== true) return start - lineStart + 1;
  const isMarked =
    slice.offset === 0 &&
    lineStart === slice.start &&
    ((bytes[lineStart] as number) ^ (bytes[lineStart + 1] as number)) === 1 &&
    (bytes[lineStart] as number) >= 0xfe;
  return ((start - lineStart) >> 1) + 1 - Number(isMarked);
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
