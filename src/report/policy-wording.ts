import type { Allowance, BaselineSummary, Finding, IdleAllowance } from '../model/report.js';
import { formatNumber } from './sizes.js';
import { visibleText } from './visible-text.js';

/** What reports for people say of allowances and the baseline; escaped for no format, unless the caller says how. */

/** How a format writes a place in the checkout. */
export type QuoteLine = (file: string, line: number | null) => string;

const plainLine: QuoteLine = (file, line) => visibleText(line === null ? file : `${file}:${line}`);

/** `Baseline .drydock-baseline: 1 new, 12 known, 2 fixed`. @param quote how the format writes the file's name */
export function describeBaseline(
  { file, known, new: added, fixed }: BaselineSummary,
  quote: QuoteLine = plainLine,
): string {
  const counts = [`${formatNumber(added)} new`, `${formatNumber(known)} known`];
  if (fixed.length > 0) counts.push(`${formatNumber(fixed.length)} fixed`);
  return `Baseline ${quote(file, null)}: ${counts.join(', ')}`;
}

/**
 * `allowed by .drydock.yml:12 until 2026-12-31: a test key`; of what is written beside the secret, `allowed by the
 * comment in …`.
 * @param quote how the format writes a file's name
 * @param say how the format writes what people wrote
 */
export function describeAllowance(
  allowance: Allowance,
  quote: QuoteLine = plainLine,
  say: (text: string) => string = visibleText,
): string {
  const by = allowance.by === 'comment' ? 'the comment in ' : '';
  return `allowed by ${by}${describeIdle(allowance, quote, say)}`;
}

/** `.drydock.yml:12 until 2026-12-31: a test key`: an entry that does nothing. Quotes as {@link describeAllowance}. */
export function describeIdle(
  idle: IdleAllowance,
  quote: QuoteLine = plainLine,
  say: (text: string) => string = visibleText,
): string {
  const { file, line, reason, expires } = idle;
  const until = expires === null ? '' : ` until ${say(expires)}`;
  return `${quote(file, line)}${until}${reason === '' ? '' : `: ${say(reason)}`}`;
}

/** What the policy says of the finding: `allowed by …`, `known from the baseline`; empty where it counts. */
export function describeLeave(
  { allowed, baseline }: Finding,
  quote: QuoteLine = plainLine,
  say: (text: string) => string = visibleText,
): string {
  if (allowed !== null) return describeAllowance(allowed, quote, say);
  return baseline === 'known' ? 'known from the baseline' : '';
}
