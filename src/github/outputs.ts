import { setOutput } from '@actions/core';
import type { OUTPUTS } from '../model/outputs.js';
import type { Outcome, Report } from '../model/report.js';
import type { Severity } from '../model/severity.js';

export type OutputName = (typeof OUTPUTS)[number]['name'];

/** Sets outputs of the step, for the steps after it. */
export function setOutputs(values: Partial<Readonly<Record<OutputName, string>>>): void {
  for (const [name, value] of Object.entries(values)) setOutput(name, value);
}

/** What the reports say, as outputs: counts are sums over all images. */
export function outputsOf(reports: readonly Report[]): Partial<Record<OutputName, string>> {
  const findings = reports.flatMap((report) => report.findings);
  const count = (severity: Severity): string =>
    String(findings.filter((finding) => finding.severity === severity).length);
  return {
    outcome: worstOutcome(reports),
    findings: String(findings.length),
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    'image-id': reports.flatMap(({ target }) => target.imageId ?? []).join('\n'),
  };
}

/** Incomplete is worse than blocked: what was found may not be all, and the next run can find more. */
export function worstOutcome(reports: readonly Report[]): Outcome {
  const outcomes = new Set(reports.map((report) => report.verdict.outcome));
  if (outcomes.has('incomplete') || reports.length === 0) return 'incomplete';
  return outcomes.has('blocked') ? 'blocked' : 'pass';
}
