import fc from 'fast-check';
import { makeGate, placesAfter } from '../../src/detector/gate.js';
import type { Rule } from '../../src/model/rule.js';

const BASE = {
  id: 'example-key',
  title: 'Example key',
  provider: 'Example',
  severity: 'high',
  examples: { match: [], ignore: [] },
} as const;

function passes(rule: Partial<Rule>, keyword: string, text: string): boolean | null {
  const gate = makeGate({ ...BASE, keywords: [keyword], ...rule }, keyword);
  const bytes = Buffer.from(text, 'latin1');
  return gate === null ? null : gate(bytes, text.indexOf(keyword), 0, bytes.length);
}

const HEX = '3f9c0b7d12'.repeat(4);

describe('the gate of an assignment', () => {
  const rule = { assignment: { name: 'x', value: '[0-9a-f]{40}' } };

  it('lets pass what has such a value behind it, in the next lines, too', () => {
    expect(passes(rule, 'github', `GITHUB_TOKEN=${HEX}`)).toBe(true);
    expect(passes(rule, 'github', `github:\n${' '.repeat(300)}token: ${HEX}\n`)).toBe(true);
  });

  it('keeps back words, addresses and values of other lengths', () => {
    expect(passes(rule, 'github', 'see https://github.com/acme/shop/issues')).toBe(false);
    expect(passes(rule, 'github', `github: ${HEX.slice(1)}`)).toBe(false);
    expect(passes(rule, 'github', `${HEX} github`)).toBe(false);
  });

  it('lets pass each of several kinds of values', () => {
    const either = { assignment: { name: 'x', value: '[0-9a-f]{40}|[A-Z]{14}' } };
    expect(passes(either, 'github', `github=${'QX'.repeat(7)}`)).toBe(true);
    expect(passes(either, 'github', `github=${HEX}`)).toBe(true);
    expect(passes(either, 'github', `github=${'QX'.repeat(6)}`)).toBe(false);
  });

  it('knows nothing of passwords', () => {
    expect(passes({ assignment: { name: 'x', value: '[^\\s]{6,200}' } }, 'pass', 'pass=abcdef')).toBeNull();
    expect(passes({ assignment: { name: 'x', value: '[a-f]{40}|\\S{6,}' } }, 'pass', 'pass')).toBeNull();
  });
});

describe('the gate of a pattern', () => {
  it('asks for the characters right after the keyword', () => {
    const rule = { pattern: 'sk_[0-9a-f]{48}' };
    expect(passes(rule, 'sk_', `sk_${HEX}`)).toBe(true);
    expect(passes(rule, 'sk_', 'mask_value = 1')).toBe(false);
    expect(passes(rule, 'sk_', 'sk_0')).toBe(false);
  });

  it('asks for the characters before it', () => {
    const rule = { pattern: '(?<![A-Za-z0-9])[0-9a-f]{32}-us\\d{1,2}', before: 32 };
    expect(passes(rule, '-us', `${HEX.slice(0, 32)}-us12`)).toBe(true);
    expect(passes(rule, '-us', 'mirror-us1')).toBe(false);
  });

  it('sees that a keyword is the beginning of a class', () => {
    const rule = { pattern: '(?<sid>AC[0-9a-f]{32})' };
    expect(passes(rule, 'AC0', `AC0${HEX}`)).toBe(true);
    expect(passes(rule, 'AC0', 'MAC0S is no token, whatever else')).toBe(false);
  });

  it('lets pass what an escape may hide', () => {
    const rule = { pattern: 'ab_[A-Za-z0-9/]{20}' };
    expect(passes(rule, 'ab_', 'ab_Qx\\/7Qx\\/7Qx\\/7Qx\\/7Qx\\/7')).toBe(true);
  });

  it('asks for a sign in the same word, where the pattern has one', () => {
    const rule = { pattern: '(?i)[a-z]{4,5}://([^\\s:@]{0,80}):(?<secret>[^\\s@]{6,80})@[a-z]{1,80}' };
    expect(passes(rule, 'https://', 'https://deploy:hunter2000@git.internal/x')).toBe(true);
    expect(passes(rule, 'https://', 'https://deploy:hunter2000%40git.internal/x')).toBe(true);
    expect(passes(rule, 'https://', 'https://docs.internal/guide and me@acme.internal')).toBe(false);
  });

  it('knows nothing of alternatives, repeated groups and white space', () => {
    expect(passes({ pattern: 'ab_[a-z]{20}|cd_[a-z]{9}' }, 'ab_', 'ab_')).toBeNull();
    expect(passes({ pattern: '(?:ab_){2}[a-z]{20}' }, 'ab_', 'ab_')).toBeNull();
    expect(passes({ pattern: 'curl .{1,20} -u x:[a-z]{3}@' }, 'curl ', 'curl ')).not.toBe(false);
  });
});

it('never keeps back what the pattern matches', () => {
  const piece = fc.constantFrom(
    '[a-z]{3}',
    '[0-9a-f]{2,4}',
    '\\d',
    'x',
    '(?:ab)?',
    '(?<n>[A-Z]{2})',
    '(?!zz)',
    '[\\w-]{1,3}',
  );
  const patterns = fc
    .tuple(fc.array(piece, { maxLength: 3 }), fc.array(piece, { maxLength: 4 }))
    .map(([before, after]) => {
      let groups = 0;
      const unique = (part: string): string => part.replace('?<n>', () => `?<n${String(groups++)}>`);
      return `${before.map(unique).join('')}key_${after.map(unique).join('')}`;
    });
  const texts = fc.array(fc.constantFrom('a', 'b', 'f', 'x', '0', '7', 'A', 'Z', '-', 'key_'), {
    maxLength: 24,
  });
  fc.assert(
    fc.property(patterns, texts, (pattern, parts) => {
      const text = parts.join('');
      const gate = makeGate({ ...BASE, keywords: ['key_'], pattern, before: 20 }, 'key_');
      if (gate === null) return;
      const bytes = Buffer.from(text);
      for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
        // The keyword that the pattern names stands between its pieces; any of those in the match may be it.
        const inside = [...match[0].matchAll(/key_/g)].map(({ index }) => match.index + index);
        expect(inside.some((position) => gate(bytes, position, 0, bytes.length))).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

describe('placesAfter', () => {
  it('tells what follows a keyword at the beginning of a pattern', () => {
    const after = placesAfter({ ...BASE, keywords: ['ek_'], pattern: 'ek_[0-9a-f]{32}' }, 'ek_');
    expect(after.length).toBeGreaterThan(16);
    expect(after.every((set) => set[0x61] === 1 && set[0x67] === 0)).toBe(true);
  });

  it('tells nothing of one that has something before it, or of none', () => {
    expect(
      placesAfter({ ...BASE, keywords: ['-us'], pattern: '[0-9a-f]{32}-us\\d', before: 32 }, '-us'),
    ).toEqual([]);
    expect(placesAfter({ ...BASE, keywords: ['x'], paths: ['*.p12'] }, 'x')).toEqual([]);
  });
});

it('knows nothing where the match may begin before the keyword, and a class could hold it', () => {
  const near = { pattern: 'up_[A-Za-z0-9]{28}', before: 200 };
  expect(passes(near, 'upstage', 'upstage:\n  api_key: …')).toBeNull();
  const within = { pattern: '[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{34}', before: 4 };
  expect(passes(within, '8Q~', `abc8Q~${'x7'.repeat(17)}`)).toBe(true);
  expect(passes(within, '8Q~', `abc8Q~ ${'x7'.repeat(17)}`)).toBe(false);
});
