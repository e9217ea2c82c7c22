import type { Check } from '../../model/check.js';
export { publicHalf } from './private-key.js';
export type { PublicHalf } from './private-key.js';
/** The offline checks by the names that rules use; `docs/rules.md` says what each recomputes. */
export declare const checks: ReadonlyMap<string, Check>;
