import fc from 'fast-check';
import { PIECE_BYTES } from '../../src/detector/keyword-pass-memory.js';
import { KeywordFinder, type Needle } from '../../src/detector/keyword-finder.js';

function needle(text: string, ignoreCase = false): Needle {
  return { bytes: Buffer.from(text, 'latin1'), ignoreCase };
}

function findAll(needles: readonly Needle[], bytes: Uint8Array): string[] {
  const hits: string[] = [];
  new KeywordFinder(needles).find(bytes, (index, position) =>
    hits.push(`${String(index)}@${String(position)}`),
  );
  return hits.sort();
}

/** What the finder must agree with: every needle compared at every position. */
function naive(needles: readonly Needle[], bytes: Uint8Array): string[] {
  const hits: string[] = [];
  const fold = (text: string, ignoreCase: boolean): string => (ignoreCase ? text.toLowerCase() : text);
  needles.forEach(({ bytes: wanted, ignoreCase }, index) => {
    const text = fold(Buffer.from(bytes).toString('latin1'), ignoreCase);
    const pattern = fold(Buffer.from(wanted).toString('latin1'), ignoreCase);
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1))
      hits.push(`${String(index)}@${String(at)}`);
  });
  return hits.sort();
}

describe('KeywordFinder', () => {
  it.each(['abc', 'SG.', 'ghp_', 'hello', 'sk-ant-api', 'T3BlbkFJ'])(
    'finds %s wherever it starts',
    (text) => {
      for (let before = 0; before < 5; before++) {
        for (let after = 0; after < 5; after++) {
          const bytes = Buffer.from(`${'.'.repeat(before)}${text}${'.'.repeat(after)}`);
          expect(findAll([needle(text)], bytes)).toEqual([`0@${String(before)}`]);
        }
      }
    },
  );

  it.each(['abc', 'ghp_', 'sk-ant-api'])(
    'finds %s once at the ends of the pieces that a pass looks at',
    (text) => {
      for (let shift = -12; shift <= 4; shift++) {
        for (const length of [PIECE_BYTES + shift + text.length, 3 * PIECE_BYTES]) {
          const bytes = Buffer.alloc(length, '.');
          bytes.write(text, PIECE_BYTES + shift);
          expect(findAll([needle(text)], bytes)).toEqual([`0@${String(PIECE_BYTES + shift)}`]);
        }
      }
    },
  );

  it('counts line feeds', () => {
    const bytes = Buffer.alloc(2 * PIECE_BYTES + 100, 'a line of text\n');
    const finder = new KeywordFinder([needle('abc')]);
    for (const [start, end] of [
      [0, bytes.length],
      [14, 15],
      [15, 29],
      [1, PIECE_BYTES + 7],
      [5, 5],
    ] as const) {
      expect(finder.countLines(bytes, start, end)).toBe(
        bytes.subarray(start, end).toString().split('\n').length - 1,
      );
    }
  });

  it('finds it in a view that begins at an odd byte of its buffer', () => {
    const bytes = new Uint8Array(Buffer.from('xghp_x ghp_').buffer.slice(0)).subarray(0);
    const odd = new Uint8Array(bytes.length + 1);
    odd.set(Buffer.from('xghp_x ghp_').subarray(0, 11), 1);
    expect(findAll([needle('ghp_')], odd.subarray(1, 12))).toEqual(['0@1', '0@7']);
  });

  it('compares with or without case, as each needle asks', () => {
    const bytes = Buffer.from('PassWord password PASSWORD');
    expect(findAll([needle('password', true)], bytes)).toEqual(['0@0', '0@18', '0@9']);
    expect(findAll([needle('password')], bytes)).toEqual(['0@9']);
  });

  it('finds nothing in nothing', () => {
    expect(findAll([needle('abc'), needle('abcdef')], new Uint8Array(0))).toEqual([]);
    expect(findAll([needle('abc')], Buffer.from('ab'))).toEqual([]);
  });

  it('refuses a needle of two bytes', () => {
    expect(() => new KeywordFinder([needle('ab')])).toThrow(RangeError);
  });

  it('agrees with a search for each needle at each position', () => {
    // Few characters make many partial and overlapping hits.
    const chars = fc.constantFrom('a', 'b', 'A', 'B', '_', '\0', '\xe9');
    const text = fc.array(chars, { maxLength: 200 }).map((parts) => parts.join(''));
    const word = fc.array(chars, { minLength: 3, maxLength: 9 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.boolean()), { minLength: 1, maxLength: 8 }),
        text,
        (words, body) => {
          // Without case only ASCII letters are folded; the naive search folds é, too.
          const needles = words.map(([value, ignoreCase]) =>
            needle(value, ignoreCase && !value.includes('\xe9')),
          );
          const planted = Buffer.from(words.map(([value]) => value).join(body), 'latin1');
          expect(findAll(needles, planted)).toEqual(naive(needles, planted));
        },
      ),
      { numRuns: 300 },
    );
  });
});
