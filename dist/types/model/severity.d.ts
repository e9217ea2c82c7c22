/** How bad a leak is, worst first. */
export declare const SEVERITIES: readonly ["critical", "high", "medium", "low"];
export type Severity = (typeof SEVERITIES)[number];
/** The `fail-on` threshold: findings at or above it block; `never` reports without blocking. */
export declare const THRESHOLDS: readonly ["critical", "high", "medium", "low", "never"];
export type Threshold = (typeof THRESHOLDS)[number];
/** 0 for `critical` up to 3 for `low`: smaller is worse. */
export declare function severityRank(severity: Severity): number;
/** The less severe of two. */
export declare function milder(a: Severity, b: Severity): Severity;
/** Whether an untrusted value is a threshold. */
export declare function isThreshold(value: unknown): value is Threshold;
