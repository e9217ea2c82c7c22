import fc from 'fast-check';
import { Stretches, stretchesAfter, stretchesBefore } from '../../src/detector/stretches.js';

const LETTERS = new Uint8Array(256);
for (const char of 'abcdefghijklmnopqrstuvwxyz') LETTERS[char.charCodeAt(0)] = 1;
const line = 'abcdefghij'.repeat(7);

describe('Stretches', () => {
  it('numbers the characters, and finds each by its number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 9 })), { minLength: 1 }),
        (parts) => {
          let at = 0;
          const stretches = parts.map(([gap, length]) => {
            const from = at + gap;
            at = from + length;
            return { from, to: at };
          });
          const row = new Stretches(stretches);
          const places = stretches.flatMap(({ from, to }) =>
            Array.from({ length: to - from }, (_, n) => from + n),
          );
          expect(row.length).toBe(places.length);
          places.forEach((place, number) => {
            expect(row.placeOf(number)).toBe(place);
            expect(row.numberAt(place)).toBe(number);
          });
          expect(row.placeOf(places.length + 5)).toBe(places.at(-1));
          expect(row.numberAt(at)).toBe(-1);
          expect([row.start, row.end]).toEqual([stretches[0]?.from, at]);
        },
      ),
    );
  });
});

describe('lines of one encoded text', () => {
  it.each([
    ['a line feed', '\n'],
    ['CR LF', '\r\n'],
    ['an indentation', '\n    '],
    ['a deep indentation', `\n${' '.repeat(24)}`],
    ['a backslash of the shell', '\\\n'],
    ['an escape of JSON', '\\n'],
    ['an escape of JSON with a CR', '\\r\\n'],
    ['an escape of JSON in JSON', '\\\\n'],
  ])('are joined over %s, from either end', (_, wrap) => {
    const text = `"${line}${wrap}${line}${wrap}abc"`;
    const second = 1 + line.length + wrap.length;
    const third = second + line.length + wrap.length;
    const all = [
      { from: 1, to: 1 + line.length },
      { from: second, to: second + line.length },
      { from: third, to: third + 3 },
    ];
    expect(stretchesAfter(text, 1, text.length, LETTERS)).toEqual(all);
    expect(stretchesBefore(text, third + 3, 0, LETTERS)).toEqual(all);
  });

  it.each([
    ['short lines', `${line.slice(0, 30)}\n${line}`, 30],
    ['a blank line', `${line}\n\n${line}`, 70],
    ['a blank', `${line} ${line}`, 70],
  ])('are not joined over %s', (_, text, end) => {
    expect(stretchesAfter(text, 0, text.length, LETTERS)).toEqual([{ from: 0, to: end }]);
    expect(stretchesBefore(text, text.length, 0, LETTERS)).toEqual([
      { from: text.length - 70, to: text.length },
    ]);
  });

  it('stay within their bounds', () => {
    const text = `${line}\n${line}`;
    expect(stretchesAfter(text, 0, 50, LETTERS)).toEqual([{ from: 0, to: 50 }]);
    expect(stretchesAfter(text, 0, 70, LETTERS)).toEqual([{ from: 0, to: 70 }]);
    expect(stretchesBefore(text, 141, 100, LETTERS)).toEqual([{ from: 100, to: 141 }]);
  });
});
