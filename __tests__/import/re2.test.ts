import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { compilePattern } from '../../src/detector/pattern.js';
import { Re2SyntaxError } from '../../src/import/pattern-reader.js';
import { parseRe2 } from '../../src/import/parse-re2.js';
import { writePattern } from '../../src/import/write-pattern.js';

function translate(source: string, on: 'bytes' | 'text' = 'bytes'): string {
  return writePattern(parseRe2(source), { on, secret: null }).source;
}

/** What RE2 finds in the text, and what our translation finds. */
function compare(source: string, text: string) {
  const matcher = RE2JS.compile(source).matcher(text);
  const theirs: [number, string][] = [];
  while (matcher.find()) theirs.push([matcher.start(), matcher.group() ?? '']);
  const ours = [...text.matchAll(compilePattern(translate(source), 'mg'))].map((match): [number, string] => [
    match.index,
    match[0],
  ]);
  return { theirs, ours };
}

describe('a pattern of RE2', () => {
  it.each([
    ['(?i)api[_-]?key', '(?i)api[_\\-]?key'],
    ['AKIA[0-9A-Z]{16}', 'AKIA[0-9A-Z]{16}'],
    ['(?i:acme)_[a-z]+', '[Aa][Cc][Mm][Ee]_[a-z]+'],
    ['key(?i)word', 'key[Ww][Oo][Rr][Dd]'],
    ['a.b', 'a[^\\n]b'],
    ['(?s)a.b', 'a[\\s\\S]b'],
    ['(?U)a+b+?', 'a+?b+'],
    ['\\Aab\\z', '(?<![\\s\\S])ab(?![\\s\\S])'],
    ['^ab$', '(?<![\\s\\S])ab(?![\\s\\S])'],
    ['(?m)^ab$', '(?<![^\\n])ab(?![^\\n])'],
    ['[[:alpha:]_]+[[:^digit:]]', '[A-Za-z_]+[^0-9]'],
    ['\\Qa.b*\\E+', 'a\\.b\\*+'],
    ['\\x41\\x{42}\\103\\pN?', 'ABC(?:[0-9]|[\\xc2-\\xf4][\\x80-\\xbf]{1,3})?'],
    ['[\\w.-]{0,50}?', '[\\w\\-.]{0,50}?'],
    ['x{,3}{', 'x\\{,3\\}\\{'],
    ['[]a]', '[a\\]]'],
    ['(?P<name>a)|(b)', '(?:a)|(?:b)'],
    ['é+[àb]', '(?:\\xc3\\xa9)+(?:b|\\xc3\\xa0)'],
  ])('%s is %s', (source, expected) => {
    expect(translate(source)).toBe(expected);
  });

  it('names the secret', () => {
    const node = parseRe2('(?P<key>a+)(b+)');
    expect(writePattern(node, { on: 'bytes', secret: 2 }).source).toBe('(?:a+)(?<secret>b+)');
    expect(writePattern(node, { on: 'bytes', secret: 'key' }).source).toBe('(?<secret>a+)(?:b+)');
  });

  it('says where it takes more than RE2 does', () => {
    const isWider = (source: string) => writePattern(parseRe2(source), { on: 'bytes', secret: null }).isWider;
    expect(isWider('\\pL')).toBe(true);
    expect(isWider('[^“]')).toBe(false);
  });

  it('takes characters beyond ASCII by their bytes', () => {
    const bytes = Buffer.from('x=“né”').toString('latin1');
    expect(compilePattern(translate('“[^”]+”'), 'm').exec(bytes)?.[0]).toBe(
      Buffer.from('“né”').toString('latin1'),
    );
    expect(compilePattern(translate('“[^”]+”', 'text'), '').exec('x=“né”')?.[0]).toBe('“né”');
  });

  it.each([
    ['(?=a)', 'it looks ahead or behind, which RE2 cannot'],
    ['(?<!a)', 'it looks ahead or behind, which RE2 cannot'],
    ['(?P<>a)', 'a group in it has no proper name'],
    ['(a)\\1', 'it refers back to a group (\\1), which RE2 cannot'],
    ['a\\Zb', 'it has the escape \\Z, which RE2 has not'],
    ['a\\Cb', 'it has the escape \\C, which RE2 has not'],
    ['(a', 'a "(" has no counterpart'],
    ['a)', 'a ")" has no counterpart'],
    ['[a', 'a "[" has no counterpart'],
    ['[z-a]', 'a range of characters is the wrong way round'],
    ['a**', 'a repetition is repeated without a group'],
    ['*a', 'a repetition has nothing to repeat'],
    ['a{1001}', 'a repetition is out of order, or more than 1,000 times'],
    ['((a{20}){20}){20}', 'a repetition is out of order, or more than 1,000 times'],
    ['\\p{Klingon}', 'it names a class of Unicode that is not known'],
    ['[[:foo:]]', 'it names a class in [:…:] that is not known'],
    ['('.repeat(300), 'its groups are nested too deep'],
    ['a\\', 'it ends too early'],
  ])('%s is refused', (source, problem) => {
    expect(() => parseRe2(source)).toThrow(new Re2SyntaxError(problem));
  });
});

const LETTERS = ['a', 'b', 'A', 'B', '0', '_', '-', ' ', '\n', '\r', '.', '"', 'k', 's'];
const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 24 }).map((chars) => chars.join(''));

/** A pattern that takes at least one character; what takes none may be counted otherwise where it is repeated. */
const taking: fc.Arbitrary<string> = fc
  .letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        ...[
          'a',
          'b',
          'B',
          '0',
          '_',
          '\\.',
          '.',
          '\\d',
          '\\w',
          '\\s',
          '\\S',
          '\\W',
          '[a-b]',
          '[^a]',
          '[[:upper:]_-]',
        ],
        ...[
          '[^\\d\\s]',
          '[]"]',
          '\\x61',
          '\\Qa.\\E',
          '\\141',
          '[\\x41-\\x{42}]',
          '(?i:k)',
          '(?s:.)',
          '[[:^space:]]',
        ],
      ),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((options) => `(?:${options.join('|')})`),
      fc
        .tuple(
          fc.constantFrom('(', '(?:', '(?i:', '(?U:', '(?m:', '(?-i:', '(?is:', '(?P<x>', '(?i-s:'),
          tie('node'),
          fc.constantFrom('', '+', '+?', '{1,3}', '{2}', '{1,}?'),
        )
        .map(([open, body, count]) => `${open}${body})${count}`),
      fc
        .tuple(
          fc.constantFrom('a', '[ab]', '\\w', '.'),
          fc.constantFrom('*', '?', '??', '*?', '{0,2}'),
          tie('node'),
        )
        .map(([item, count, rest]) => `${item}${count}${rest}`),
      fc
        .tuple(fc.constantFrom('\\b', '\\B', '^', '\\A', '(?m:^)', '(?i)', '(?U)', '(?s)'), tie('node'))
        .map((parts) => parts.join('')),
      fc.tuple(tie('node'), fc.constantFrom('$', '\\z', '(?m:$)', '\\b')).map((parts) => parts.join('')),
    ),
  }))
  .node.filter((source) => (source.match(/\(\?P<x>/g)?.length ?? 0) <= 1);

it('finds what RE2 finds, whatever the pattern', () => {
  fc.assert(
    fc.property(taking, text, (source, subject) => {
      const { theirs, ours } = compare(source, subject);
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 3000, seed: 6 },
  );
});

it('refuses only what RE2 refuses, and gives patterns that compile', () => {
  const unit = fc.constantFrom(...Array.from('ab()[]{}?*+|\\^$.-:<>PQEpx019,iU'));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (source) => {
      let pattern: string;
      try {
        pattern = translate(source);
      } catch (error) {
        expect(error).toBeInstanceOf(Re2SyntaxError);
        expect(() => RE2JS.compile(source)).toThrow();
        return;
      }
      expect(() => compilePattern(pattern, 'm')).not.toThrow();
    }),
    { numRuns: 3000, seed: 6 },
  );
});
