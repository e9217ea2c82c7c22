import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EntryNumbers } from '../../src/source/entry-numbers.js';

it('tells of which entry a file is, members of archives among them', () => {
  const numbers = new EntryNumbers();
  for (const file of [5, 6, 10, 11]) numbers.add(file);
  expect(numbers.entriesOf([5])).toEqual([0]);
  expect(numbers.entriesOf([9, 6, 7])).toEqual([1]);
  expect(numbers.entriesOf([99, 10])).toEqual([2, 3]);
  expect(numbers.entriesOf([])).toEqual([]);
});

it('has the marked ones among them, whatever files are asked for', () => {
  const numbers = new EntryNumbers();
  for (const file of [0, 1, 2]) {
    numbers.add(file);
    if (file === 1) numbers.mark();
  }
  expect(numbers.entriesOf([2])).toEqual([1, 2]);
  expect(new EntryNumbers().entriesOf([7])).toEqual([]);
});

it('has for every file the last entry that begins at or before it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3000 }),
      fc.nat({ max: 30_000 }),
      (steps, file) => {
        const numbers = new EntryNumbers();
        const starts: number[] = [];
        for (const step of steps) {
          starts.push((starts.at(-1) ?? 0) + step);
          numbers.add(starts.at(-1) ?? 0);
        }
        const expected = starts.filter((start) => start <= file).length - 1;
        expect(numbers.entriesOf([file])).toEqual(expected < 0 ? [] : [expected]);
      },
    ),
  );
});
