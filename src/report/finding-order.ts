import { isBlocking } from '../model/blocking.js';
import type { Finding, Occurrence, Report } from '../model/report.js';
import { severityRank } from '../model/severity.js';

const OWNER_RANK: Readonly<Record<Finding['owner'], number>> = { own: 0, base: 1, package: 2 };

/**
 * What blocks first; then the most severe first; then the developer's own before the base image's and the packages';
 * then live keys, then by title and fingerprint, so that equal reports read the same.
 */
export function orderFindings(report: Report): Finding[] {
  const order = (a: Finding, b: Finding): number =>
    Number(isBlocking(b, report.verdict)) - Number(isBlocking(a, report.verdict)) || compareFindings(a, b);
  return [...report.findings].sort(order);
}

/** Most severe first, whether it blocks or not. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    OWNER_RANK[a.owner] - OWNER_RANK[b.owner] ||
    Number(b.verification === 'live') - Number(a.verification === 'live') ||
    compareText(a.title, b.title) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** The places that say most about how the secret came in first: a line of a file, then a line of the Dockerfile. */
export function orderOccurrences(finding: Finding): Occurrence[] {
  return [...finding.occurrences].sort((a, b) => occurrenceRank(a) - occurrenceRank(b));
}

function occurrenceRank(occurrence: Occurrence): number {
  if (occurrence.source !== null) return 0;
  if (occurrence.in === 'context') return occurrence.untracked === true ? 3 : 1;
  return occurrence.instruction === null ? 3 : 2;
}

/** By code unit, the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
