import { UserError } from '../model/errors.js';
import type { Finding } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import { renderExplanation } from '../report/explain.js';
import { type Console, DEFAULT_COLUMNS, wantsColor } from './console.js';
import { lastReportPath } from './explain-cache.js';
import { readReports, type StoredReport } from './explain-reports.js';
import type { FlagValues } from './program.js';

/** Fewer digits would fit too many findings to mean one. */
const MIN_DIGITS = 4;
const MAX_DIGITS = 32;
/** Of a report with thousands of findings, so many are named when none fits. */
const MAX_NAMED = 12;

export interface ExplainOptions {
  readonly color: boolean;
  readonly columns: number;
}

/**
 * `drydock explain`: the story of a finding of the last scan, or of the JSON report that `--report` names.
 * @throws UserError when there is no such report or finding
 */
export async function explain(
  fingerprint: string,
  flags: FlagValues,
  console: Console,
  rules: readonly Rule[],
): Promise<string> {
  const named = flags.get('--report');
  const file = typeof named === 'string' ? named : lastReportPath(console.env);
  const missing =
    typeof named === 'string'
      ? new UserError(`no such file: ${named}`, 'give a report written with --json')
      : new UserError('there is no last report', 'run drydock scan first, or name one with --report');
  if (file === null) throw missing;
  return explainFinding(fingerprint, await readReports(file, missing), rules, {
    color: wantsColor(console.stdout, console, flags.get('--no-color') !== true),
    columns: console.stdout.columns ?? DEFAULT_COLUMNS,
  });
}

/**
 * The story of the one finding whose fingerprint begins with these digits, once for each image that
 * has it.
 * @param rules for what a report does not say of a rule; one that is not among them is told of as far as it does
 * @throws UserError when none fits, or several do, naming those that there are
 */
export function explainFinding(
  wanted: string,
  reports: readonly StoredReport[],
  rules: readonly Rule[],
  options: ExplainOptions,
): string {
  const digits = wanted.toLowerCase();
  const all = reports.flatMap((report) => report.findings.map((finding) => ({ report, finding })));
  const isFingerprint = /^[0-9a-f]+$/.test(digits) && digits.length <= MAX_DIGITS;
  const found =
    isFingerprint && digits.length >= MIN_DIGITS
      ? all.filter(({ finding }) => fingerprintsOf(finding).some((one) => one.startsWith(digits)))
      : [];
  const findings = all.map(({ finding }) => finding);
  const distinct = new Set(found.map(({ finding }) => finding.fingerprint));
  if (distinct.size === 0) throw unknown(wanted, isFingerprint, findings);
  if (distinct.size > 1) {
    const fitting = found.map(({ finding }) => finding);
    throw new UserError(`several findings begin with ${digits}`, `give more digits: ${names(fitting)}`);
  }
  return found
    .map(({ report, finding }) =>
      renderExplanation(report, finding, rules.find(({ id }) => id === finding.rule) ?? null, options),
    )
    .join('\n');
}

function fingerprintsOf({ fingerprint, occurrences }: Finding): string[] {
  return [fingerprint, ...occurrences.flatMap((place) => place.fingerprint ?? [])];
}

function unknown(wanted: string, isFingerprint: boolean, findings: readonly Finding[]): UserError {
  if (findings.length === 0)
    return new UserError('the report has no findings', 'there is nothing to explain in it');
  const ofRule = findings.filter(({ rule }) => rule === wanted);
  if (ofRule.length > 0)
    return new UserError(
      `${wanted} is a rule`,
      `give the fingerprint of one of its findings: ${names(ofRule)}`,
    );
  if (isFingerprint && wanted.length < MIN_DIGITS) {
    return new UserError(
      `${wanted} is too short`,
      `give ${String(MIN_DIGITS)} digits or more of a fingerprint: ${names(findings)}`,
    );
  }
  const what = isFingerprint ? `no finding begins with ${wanted}` : `"${wanted}" is no fingerprint`;
  return new UserError(what, `the report has ${names(findings)}`);
}

/** `4be1a0c2 (openai-api-key), …`: as many digits as tell them apart. */
function names(findings: readonly Finding[]): string {
  const byFingerprint = new Map(findings.map(({ fingerprint, rule }) => [fingerprint, rule]));
  const all = [...byFingerprint.keys()];
  let digits = 8;
  while (digits < MAX_DIGITS && new Set(all.map((one) => one.slice(0, digits))).size < all.length) digits++;
  const shown = all
    .slice(0, MAX_NAMED)
    .map((one) => `${one.slice(0, digits)} (${byFingerprint.get(one) ?? ''})`);
  const rest = all.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${String(rest)} more` : shown.join(', ');
}
