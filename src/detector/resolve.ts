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
  const kept: Candidate[] = [];
  for (const candidate of best) {
    if (kept.every((other) => candidate.end <= other.start || candidate.start >= other.end))
      kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
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

/** Nearest halves first, each half once. */
function joinPairs(candidates: readonly Candidate[]): Resolved[] {
  const pairs: { main: Candidate; partner: Candidate; distance: number }[] = [];
  for (const main of candidates) {
    const { pairWith, pairBytes } = main.rule.rule;
    if (pairWith === undefined) continue;
    for (const partner of candidates) {
      if (partner.rule.rule.id !== pairWith) continue;
      const distance = partner.start < main.start ? main.start - partner.end : partner.start - main.end;
      if (distance <= (pairBytes ?? DEFAULT_PAIR_BYTES)) pairs.push({ main, partner, distance });
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
