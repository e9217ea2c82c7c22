import { isBlocking } from '../model/blocking.js';
import type { Coverage, Finding, Verdict } from '../model/report.js';
import type { Severity } from '../model/severity.js';

/**
 * Whether the image may be pushed. Findings at or above the threshold block, if they are whose the gate asks for; an
 * image that was not read whole never passes, whatever the threshold; nor is it said to be blocked for what was found
 * in the rest, as if that were all.
 */
export function judge(
  findings: readonly Finding[],
  coverage: Coverage,
  policy: Pick<Verdict, 'failOn' | 'gate'>,
): Verdict {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const finding of findings) counts[finding.severity]++;
  const isBlocked = findings.some((finding) => isBlocking(finding, policy));
  const outcome = coverage.complete ? (isBlocked ? 'blocked' : 'pass') : 'incomplete';
  return { outcome, failOn: policy.failOn, gate: policy.gate, counts };
}
