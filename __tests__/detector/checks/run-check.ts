import { checks } from '../../../src/detector/checks/index.js';
import type { CheckInput, CheckResult } from '../../../src/model/check.js';

/** 2025-06-01. */
export const NOW = Date.UTC(2025, 5, 1);

/** What the check of that name says of a secret. */
export function runCheck(name: string, secret: string, input: Partial<CheckInput> = {}): CheckResult {
  const check = checks.get(name);
  if (check === undefined) throw new Error(`no check is named ${name}`);
  return check({ secret, groups: {}, before: '', after: '', now: NOW, ...input });
}

/** The text with another character of the same kind at `at` (from the end when negative). */
export function changeCharacter(text: string, at: number): string {
  const index = at < 0 ? text.length + at : at;
  const character = text.charAt(index);
  const other = /\d/.test(character)
    ? String((Number(character) + 1) % 10)
    : /[a-z]/.test(character)
      ? character === 'a'
        ? 'b'
        : 'a'
      : character === 'A'
        ? 'B'
        : 'A';
  return text.slice(0, index) + other + text.slice(index + 1);
}
