import { describe, expect, it } from '@jest/globals';
import { Detector } from '../../src/detector/index.js';
import type { Rule, RuleExceptions } from '../../src/model/rule.js';
import { expandExample } from '../../src/rules/examples.js';
import { parseRuleFile } from '../../src/rules/load.js';

const secret = expandExample('${w:20}', 'except');

function findsIn(text: string, except: RuleExceptions): boolean {
  const rule: Rule = {
    id: 'acme-key',
    title: 'Key of Acme',
    provider: 'Acme',
    severity: 'high',
    keywords: ['acme'],
    pattern: 'acme="(?<secret>[^"]+)"',
    except,
    examples: { match: ['-'], ignore: ['-'] },
  };
  const bytes = Buffer.from(text);
  const slice = {
    file: 0,
    path: 'a',
    start: 0,
    end: bytes.length,
    offset: 0,
    from: 0,
    to: bytes.length,
    whole: true,
  };
  return new Detector([rule]).scan({ bytes, slices: [slice] }).matches.length > 0;
}

describe('a rule with exceptions', () => {
  it('leaves out a match that one of them is found in', () => {
    const text = `acme="${secret}"`;
    expect(findsIn(text, {})).toBe(true);
    expect(findsIn(text, { match: ['nothing', '^acme='] })).toBe(false);
    expect(findsIn(text, { match: ['(?i)^ACME='] })).toBe(false);
    expect(findsIn(`sandbox ${text}`, { match: ['sandbox'] })).toBe(true);
  });

  it('leaves out a match on a line that one of them is found in, and on no other', () => {
    const text = `acme="${secret}"`;
    expect(findsIn(`${text} # sandbox`, { line: ['# sandbox$'] })).toBe(false);
    expect(findsIn(`sandbox: ${text}`, { line: ['^sandbox'] })).toBe(false);
    expect(findsIn(`sandbox\n${text}\nsandbox`, { line: ['sandbox'] })).toBe(true);
    expect(findsIn(`${text}${' '.repeat(1100)}sandbox`, { line: ['sandbox'] })).toBe(true);
  });

  it.each([
    ['{ match: ["("] }', 'rule "a": pattern does not compile: Unterminated group'],
    ['{ path: [a] }', 'unknown key "path"'],
    ['{}', 'must NOT have fewer than 1 properties'],
  ])('is refused with %s', (except, problem) => {
    const text = `provider: A\nrules:\n  - id: a\n    title: A\n    severity: low\n    keywords: [abc]\n    pattern: abc\n    except: ${except}\n    examples: { match: [a], ignore: [a] }\n`;
    expect(() => parseRuleFile(text, 'a.yml')).toThrow(problem);
  });
});
