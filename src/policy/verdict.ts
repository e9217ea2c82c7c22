import type { Coverage, Finding, Verdict } from '../model/report.js';
import { SEVERITIES, type Severity, severityRank, type Threshold } from '../model/severity.js';

/**
 * Whether the image may be pushed. Findings at or above the threshold block; an image that was not read whole never
 * passes, whatever the threshold; nor is it said to be blocked for what was found in the rest, as if that were all.
 */
export function judge(findings: readonly Finding[], coverage: Coverage, failOn: Threshold): Verdict {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const finding of findings) counts[finding.severity]++;
  const blocks =
    failOn !== 'never' && SEVERITIES.some((severity) => counts[severity] > 0 && severityRank(severity) <= severityRank(failOn));
  return {
    outcome: coverage.complete ? (blocks ? 'blocked' : 'pass') : 'incomplete',
    failOn,
    gate: 'own',
    counts,
  };
}
