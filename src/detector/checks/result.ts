import type { CheckResult } from '../../model/check.js';

export const FITS: CheckResult = { outcome: 'pass', note: 'checksum fits' };
export const NOT_FITTING: CheckResult = { outcome: 'fail', note: 'checksum does not fit' };
/** The secret is not of the form that this check is about. */
export const NOTHING: CheckResult = { outcome: 'none' };

export function fitsWhen(fits: boolean): CheckResult {
  return fits ? FITS : NOT_FITTING;
}
