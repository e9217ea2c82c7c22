import { compilePattern } from '../detector/pattern.js';
import { isSlowPattern } from '../rules/slow-pattern.js';

/** Keys are a few kilobytes. What is longer is not looked at, and fits no pattern: nothing is let be unseen. */
const MAX_VALUE_CHARS = 16_384;

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
  return (await isSlowPattern(source)) ? 'can backtrack catastrophically: bound its repetitions' : null;
}

/** Compiles a pattern that was checked before. */
export function compileValuePattern(source: string): (value: string) => boolean {
  const pattern = compilePattern(source, '');
  return (value) => value.length <= MAX_VALUE_CHARS && pattern.test(value);
}
