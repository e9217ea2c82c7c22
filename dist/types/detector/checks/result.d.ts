import type { CheckResult } from '../../model/check.js';
export declare const FITS: CheckResult;
export declare const NOT_FITTING: CheckResult;
/** The secret is not of the form that this check is about. */
export declare const NOTHING: CheckResult;
export declare function fitsWhen(fits: boolean): CheckResult;
