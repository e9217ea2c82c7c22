import type { Candidate } from './candidate.js';
/** A candidate that won its place, with the other half of its pair. */
export interface Resolved {
    readonly candidate: Candidate;
    readonly partner: Candidate | null;
}
/**
 * One secret at one place is one match: of candidates that overlap, the one that knows most about it stays.
 * Then halves of pairs are joined.
 */
export declare function resolveCandidates(candidates: readonly Candidate[]): Resolved[];
