import { compilePattern } from '../detector/pattern.js';
import { analyseBacktracking } from '../rules/backtracking.js';

/** Keys are a few kilobytes. What is longer is not looked at, and fits no pattern: nothing is let be unseen. */
const MAX_VALUE_CHARS = 16_384;
/** A single repetition or option can't multiply with another; the analysis takes a third of a second to load. */
const MAX_PLAIN_REPEATS = 1;

/**
 * Why a pattern may not be used, in words that do not quote it, for it may quote a secret; null when it may.
 * @param of what it is looked for in
 */
export async function valuePatternProblem(
  source: string,
  of: 'secret' | 'path' = 'secret',
): Promise<string | null> {
  let pattern: RegExp;
  try {
    pattern = compilePattern(source, '');
  } catch (error) {
    // "Invalid regular expression: /…/: Unterminated group"
    const reason = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return `is no regular expression (${/^[\w ,']{1,60}$/.test(reason) ? reason : 'bad syntax'})`;
  }
  if (pattern.test('')) return `fits every ${of}`;
  if ((source.match(/[*+?{]/g)?.length ?? 0) <= MAX_PLAIN_REPEATS) return null;
  const { isSafe } = await analyseBacktracking(source);
  return isSafe ? null : 'can backtrack catastrophically: bound its repetitions';
}

/** Compiles a pattern that was checked before. */
export function compileValuePattern(source: string): (value: string) => boolean {
  const pattern = compilePattern(source, '');
  return (value) => value.length <= MAX_VALUE_CHARS && pattern.test(value);
}
