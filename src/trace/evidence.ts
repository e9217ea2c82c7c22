import { entropy, redactAll } from '../detector/index.js';
import type { Match, MatchEvidence } from '../model/match.js';
import type { Evidence } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import { isGuessable, isOfGuessableRule } from './fingerprint.js';

/**
 * Why a match counts as a secret, as the report may tell it.
 * @param redactions raw secret to redacted form, for the name, which people chose
 */
export function describeEvidence(
  match: Pick<Match, 'secret' | 'key'>,
  { keyword, checks }: MatchEvidence,
  rule: Rule,
  redactions: ReadonlyMap<string, string>,
): Evidence {
  const isWeak = isGuessable({
    secret: match.secret,
    guessable: isOfGuessableRule(rule),
  });
  return {
    by: rule.assignment !== undefined ? 'assignment' : rule.keywords.length === 0 ? 'file' : 'pattern',
    keyword,
    name: match.key === undefined ? null : redactAll(match.key, redactions),
    entropyBits: roundBits(entropy(match.secret), isWeak),
    minEntropyBits: rule.entropy ?? null,
    checks: checks.map((check) => ({
      ...check,
      note: check.note === null ? null : redactAll(check.note, redactions),
    })),
  };
}

/** To the decimal, the entropy of a short password tells which letters it repeats: of those, whole bits. */
function roundBits(bits: number, isWeak: boolean): number {
  return isWeak ? Math.round(bits) : Math.round(bits * 10) / 10;
}
