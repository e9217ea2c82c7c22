/** How bad a leak is, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The `fail-on` threshold: findings at or above it block; `never` reports without blocking. */
export const THRESHOLDS = [...SEVERITIES, 'never'] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/** 0 for `critical` up to 3 for `low`: smaller is worse. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The less severe of two. */
export function milder(a: Severity, b: Severity): Severity {
  return severityRank(a) > severityRank(b) ? a : b;
}

/** Whether an untrusted value is a threshold. */
export function isThreshold(value: unknown): value is Threshold {
  return (THRESHOLDS as readonly unknown[]).includes(value);
}
