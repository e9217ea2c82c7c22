import { describe, expect, it } from '@jest/globals';
import { judgeComments } from '../../src/policy/comments.js';

const RULES = new Set(['github-personal-access-token', 'generic-password', 'jwt']);

function judge(
  text: string,
  given: { readonly isSurelyOwn?: boolean; readonly tool?: 'drydock' | 'gitleaks' } = {},
) {
  const comment = { tool: given.tool ?? 'drydock', text, file: 'src/a.py', line: 7 } as const;
  return judgeComments([comment], 'generic-password', RULES, given.isSurelyOwn ?? true);
}

describe('drydock:allow', () => {
  it.each([
    [' generic-password made up for tests', 'made up for tests'],
    ['\tgeneric-password: made up', 'made up'],
    [' generic-password — made up', 'made up'],
    [' generic-password made up */', 'made up'],
    [' generic-password made up */ var a = 1;', 'made up'],
    [' generic-password made up -->', 'made up'],
    [' generic-password made up ]]', 'made up'],
    [' generic-password made up -}', 'made up'],
    [' generic-password made up #}', 'made up'],
    [' generic-password made up",', 'made up'],
    [' generic-password says "made up" for tests', 'says "made up" for tests'],
    [' generic-password テスト用', 'テスト用'],
  ])('allows with a rule and a reason: %j', (text, reason) => {
    expect(judge(text)).toEqual({
      allowance: { by: 'comment', file: 'src/a.py', line: 7, reason, expires: null },
      notes: [],
    });
  });

  it.each([
    ['', 'it names no rule'],
    [' made up for tests', 'it names no rule'],
    [' generic-pasword made up', 'it names no rule (generic-password?)'],
    [' generic-* made up', 'it names no rule'],
    [' GENERIC-PASSWORD made up', 'it names no rule'],
    [' generic-password', 'it gives no reason'],
    [' generic-password */', 'it gives no reason'],
    [' generic-password -- ...', 'it gives no reason'],
    [' jwt made up', 'it allows jwt, and this is generic-password'],
  ])('is told and does not count: %j', (text, why) => {
    const { allowance, notes } = judge(text);
    expect(allowance).toBeNull();
    expect(notes).toEqual([
      expect.stringContaining(`the comment drydock:allow on line 7 does not count: ${why}`),
    ]);
  });

  it('counts in files of the user’s own only, and says so', () => {
    expect(judge(' generic-password made up', { isSurelyOwn: false })).toEqual({
      allowance: null,
      notes: [expect.stringContaining('not known to be in a file of yours')],
    });
  });
});

it('other scanners’ comments need no reason, but an own file', () => {
  expect(judge('', { tool: 'gitleaks' }).allowance).toMatchObject({ by: 'comment', reason: '' });
  expect(judge('', { tool: 'gitleaks', isSurelyOwn: false }).allowance).toBeNull();
});

it('one comment that counts is enough', () => {
  const comments = [
    { tool: 'drydock', text: ' jwt made up', file: 'a', line: 1 },
    { tool: 'gitleaks', text: '', file: 'a', line: 2 },
  ] as const;
  expect(judgeComments(comments, 'generic-password', RULES, true)).toMatchObject({
    allowance: { line: 2 },
    notes: [],
  });
});
