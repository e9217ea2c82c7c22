import type { Finding, Verdict } from './report.js';
import { severityRank } from './severity.js';

/** Whether the finding counts against the verdict: at or above the threshold, and one that the gate looks at. */
export function isBlocking(
  finding: Pick<Finding, 'owner' | 'severity'>,
  { failOn, gate }: Pick<Verdict, 'failOn' | 'gate'>,
): boolean {
  if (failOn === 'never') return false;
  if (gate === 'own' && finding.owner !== 'own') return false;
  return severityRank(finding.severity) <= severityRank(failOn);
}
