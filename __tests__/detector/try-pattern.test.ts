import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Detector, type Rule } from '../../src/detector/index.js';

const examples = { match: [], ignore: [] };
const rules: Rule[] = [
  {
    id: 'around',
    title: 'A key beside its kind',
    provider: 'Demo',
    severity: 'high',
    keywords: ['"kind"', '\\"kind\\"'],
    pattern: '"key":\\s?"(?<secret>[a-z0-9]{16})"',
    before: 60,
    after: 60,
    boundary: 'none',
    examples,
  },
  {
    id: 'anchored',
    title: 'A link',
    provider: 'Demo',
    severity: 'high',
    keywords: ['demo'],
    pattern: 'demo://u:(?<secret>[a-z0-9]{16})@',
    after: 60,
    boundary: 'none',
    examples,
  },
];
const detector = new Detector(rules);

/** The secrets of a text, with where each stands. */
function found(text: string): [string, number][] {
  const bytes = Buffer.from(text);
  const end = bytes.length;
  const slice = { file: 0, path: 'a', start: 0, end, offset: 0, from: 0, to: end, whole: true };
  return detector.scan({ bytes, slices: [slice] }).matches.map(({ secret, start }) => [secret, start]);
}

const secretOf = (number: number): string => `k${String(number).padStart(15, '7q')}`;
const plain = (number: number): string => `{"kind": 1, "key": "${secretOf(number)}"}\n`;
const escaped = (number: number): string => plain(number).replaceAll('"', '\\"');
const link = (number: number): string => `demo://u:${secretOf(number)}@h\n`;
const escapedLink = (number: number): string => link(number).replaceAll('/', '\\/');

describe('a file full of a keyword', () => {
  it.each([1, 8, 9, 300])('has all %i secrets, each where it stands', (count) => {
    const texts = Array.from({ length: count }, (_, index) => plain(index));
    expect(found(texts.join(''))).toEqual(
      texts.map((text, index) => [secretOf(index), index * text.length + text.indexOf(secretOf(index))]),
    );
  });

  it('has those in escapes among those that are not', () => {
    const writers = [plain, escaped, link, escapedLink];
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 60 }), (kinds) => {
        const texts = kinds.map((kind, index) => (writers[kind] ?? plain)(index));
        const text = texts.join('');
        expect(found(text)).toEqual(
          kinds.map((_, index) => [secretOf(index), text.indexOf(secretOf(index))]),
        );
      }),
    );
  });

  it('has nothing beyond the reach of all of them', () => {
    const far = `"key": "${secretOf(1)}"`;
    const near = '"kind" '.repeat(20);
    expect(found(`${near}${'.'.repeat(40)}${far}`)).toEqual([]);
    expect(found(`${near}${far}`)).toHaveLength(1);
    expect(found(`${far}${'.'.repeat(60)}${near}`)).toEqual([]);
    expect(found(`${far}${near}`)).toHaveLength(1);
  });

  it('has what stands between two groups of hits for both, once', () => {
    const hits = '"kind" '.repeat(12);
    expect(found(`${hits}"key": "${secretOf(1)}" ${hits}`)).toHaveLength(1);
  });
});
