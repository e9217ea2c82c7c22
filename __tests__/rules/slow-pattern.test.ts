import { describe, expect, it } from '@jest/globals';
import { growsTooFast, isSlowPattern } from '../../src/rules/slow-pattern.js';
import { repetitionOf } from '../../src/rules/repetition.js';

describe('repetitions of a pattern', () => {
  const none = { runs: 0, isBounded: false, isNested: false };
  it.each([
    ['abc', none],
    ['a?b{2}[c+*]{1,50}\\+\\*', none],
    ['^a+$', { ...none, runs: 1 }],
    ['(?:a+|b+|c*)', { ...none, runs: 1 }],
    ['a+[^()]*b', { ...none, runs: 2 }],
    ['a{1,500}', { runs: 1, isBounded: true, isNested: false }],
    ['(?<secret>a+)(?=b+)', { ...none, runs: 2 }],
    ['(?:\\.[0-9]{1,2})+', { ...none, runs: 1, isNested: true }],
    ['(?:a|aa){2,8}', { ...none, isNested: true }],
    ['(?:a+){2}', { ...none, runs: 2 }],
    ['a?'.repeat(13), { ...none, isNested: true }],
  ])('%s', (source, repetition) => {
    expect(repetitionOf(source)).toMatchObject(repetition);
  });

  it.each(['(', ')', '[', '\\', '{', 'a)|(b', '*'])(
    'of %j, which is no pattern, are read to the end',
    (source) => {
      expect(repetitionOf(source)).toMatchObject({ runs: expect.any(Number) });
    },
  );
});

describe('a pattern is slow', () => {
  it.each([
    ['with two runs of the same characters in a row', 'acme[a-z]*[a-z]*!'],
    ['with two that end, but not soon', 'acme[a-z]{0,900}[a-z]{0,900}!'],
    ['with what varies in a repetition that ends', 'acme(?:[a-z]{1,30}){1,30}!'],
    ['with many options in a row', `acme${'a?'.repeat(30)}${'a'.repeat(30)}!`],
    [
      'that analysis does not come to an end with',
      '\\bcurl\\b(?:[^\\n]*|[^\\n]*(?:[\\n\\r]{1,2}[^\\n]*){1,5}) (?:-u|--user)[= ]{0,5}',
    ],
  ])('%s', async (_, source) => {
    expect(await isSlowPattern(source)).toBe(true);
  });

  it.each([
    '(?i)(?:^|/)(?:lib(?:64)?/python[23](?:\\.[0-9]{1,2})+)(?:/[^\\n]*)?$',
    '(?:^|/)[a-z]+[a-z.]+$',
    '^(?=[\\s\\S]*(?:foo))(?=[\\s\\S]*(?:bar))[\\s\\S]',
    '[\\w.-]{0,50}?acme[ \\t\\w.-]{0,20}[\\s\'"]{0,3}(?:=|:)[\'"\\s=]{0,5}([a-z0-9]{32})',
  ])('and not %s', async (source) => {
    expect(await isSlowPattern(source)).toBe(false);
  });
});

describe('without the analysis, which a busy machine may have no time for, trying tells', () => {
  it.each([
    '(a+)+$',
    '^(?:a|a)*b$',
    'acme[a-z]*[a-z]*[a-z]*!',
    '<.*=.*=.*>',
    'abc(?:x|xx)+y',
    '^\\{\\{[\\t ]*[\\w ().|]+[\\t ]*\\}\\}$',
  ])('%s from', (source) => {
    expect(growsTooFast(source)).toBe(true);
  });

  it.each(['^[a-z]+=[a-z]+$', '(?:[a-z]+\\.)+com'])('%s', (source) => {
    expect(growsTooFast(source)).toBe(false);
  });
});
