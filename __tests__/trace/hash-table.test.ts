import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HashTable } from '../../src/trace/hash-table.js';

describe('HashTable', () => {
  it('is a map of texts, in spaces that are apart', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat({ max: 3 }),
            fc.string({ maxLength: 6, unit: 'binary' }),
            fc.integer({ min: 1, max: 2 ** 32 - 1 }),
          ),
          { maxLength: 60 },
        ),
        (entries) => {
          const table = new HashTable();
          const map = new Map<string, number>();
          for (const [space, key, value] of entries) {
            table.set(space, key, value);
            map.set(JSON.stringify([space, key]), value);
          }
          expect(table.size).toBe(map.size);
          for (const [, key] of entries) {
            for (let space = 0; space < 5; space++) {
              expect(table.get(space, key)).toBe(map.get(JSON.stringify([space, key])) ?? 0);
            }
          }
        },
      ),
    );
  });

  it('keeps 300,000 paths apart that differ little, through all its growth', () => {
    const table = new HashTable();
    const path = (index: number): string =>
      `usr/lib/node_modules/package/${(index % 600).toString(36)}/${Math.floor(index / 600).toString(2)}.js`;
    for (let index = 0; index < 300_000; index++) table.set(index % 3, path(index), index + 1);
    expect(table.size).toBe(300_000);
    let wrong = 0;
    for (let index = 0; index < 300_000; index++) {
      if (table.get(index % 3, path(index)) !== index + 1) wrong++;
      if (table.get((index + 1) % 3, path(index)) !== 0) wrong++;
    }
    expect(wrong).toBe(0);
  });
});
