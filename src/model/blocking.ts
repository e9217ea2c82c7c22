import type { Finding, Verdict } from './report.js';
import { severityRank } from './severity.js';

/** Whether the finding counts against the verdict: at or above the threshold, one that the gate looks at, and neither allowed nor known. */
export function isBlocking(
  finding: Pick<Finding, 'owner' | 'severity' | 'allowed' | 'baseline'>,
  { failOn, gate }: Pick<Verdict, 'failOn' | 'gate'>,
): boolean {
  if (failOn === 'never' || finding.allowed !== null || finding.baseline === 'known') return false;
  if (gate === 'own' && finding.owner !== 'own') return false;
  return severityRank(finding.severity) <= severityRank(failOn);
}
