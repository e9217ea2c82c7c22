import { severityRank } from '../model/severity.js';
import type { Candidate } from './candidate.js';

const DEFAULT_PAIR_BYTES = 400;

/** A candidate that won its place, with the other half of its pair. */
export interface Resolved {
  readonly candidate: Candidate;
  readonly partner: Candidate | null;
}

/**
 * One secret at one place is one match: of candidates that overlap, the one that knows most about it stays.
 * Then halves of pairs are joined.
 */
export function resolveCandidates(candidates: readonly Candidate[]): Resolved[] {
  return joinPairs(dropOverlaps(candidates));
}

function dropOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const best = [...candidates].sort(bySpecificity);
  // In the order of their places, none over another, so that a search finds the only ones that can be in the way: a file
  // can hold the same secret ten thousand times.
  const kept: Candidate[] = [];
  for (const candidate of best) {
    const next = lowerBound(kept, ({ end }) => end > candidate.start);
    const inTheWay = kept[next];
    if (inTheWay === undefined || inTheWay.start >= candidate.end) kept.splice(next, 0, candidate);
  }
  return kept;
}

/** Index of the first of which the test is true, as it is of all behind it. */
function lowerBound(sorted: readonly Candidate[], test: (candidate: Candidate) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = sorted[middle];
    if (candidate !== undefined && test(candidate)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Most specific first: a passed check, then a rule with a format of its own, then the longer, then the worse. */
function bySpecificity(a: Candidate, b: Candidate): number {
  return (
    Number(b.confirmed) - Number(a.confirmed) ||
    Number(a.rule.rule.general === true) - Number(b.rule.rule.general === true) ||
    Number(a.rule.pattern === null) - Number(b.rule.pattern === null) ||
    b.end - b.start - (a.end - a.start) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    severityRank(a.rule.rule.severity) - severityRank(b.rule.rule.severity) ||
    a.start - b.start ||
    (a.rule.rule.id < b.rule.rule.id ? -1 : 1)
  );
}

/** Nearest halves first, each half once. @param candidates in the order of their places */
function joinPairs(candidates: readonly Candidate[]): Resolved[] {
  const pairs: { main: Candidate; partner: Candidate; distance: number }[] = [];
  for (const main of candidates) {
    const { pairWith, pairBytes } = main.rule.rule;
    if (pairWith === undefined) continue;
    const reach = pairBytes ?? DEFAULT_PAIR_BYTES;
    const first = lowerBound(candidates, ({ end }) => end >= main.start - reach);
    for (let index = first; index < candidates.length; index++) {
      const partner = candidates[index];
      if (partner === undefined || partner.start > main.end + reach) break;
      if (partner.rule.rule.id !== pairWith) continue;
      const distance = partner.start < main.start ? main.start - partner.end : partner.start - main.end;
      pairs.push({ main, partner, distance });
    }
  }
  pairs.sort((a, b) => a.distance - b.distance || a.main.start - b.main.start);
  const partnerOf = new Map<Candidate, Candidate>();
  const taken = new Set<Candidate>();
  for (const { main, partner } of pairs) {
    if (partnerOf.has(main) || taken.has(partner)) continue;
    partnerOf.set(main, partner);
    taken.add(partner);
  }
  return candidates
    .filter((candidate) => !taken.has(candidate))
    .map((candidate) => ({ candidate, partner: partnerOf.get(candidate) ?? null }));
}
