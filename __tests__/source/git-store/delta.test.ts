import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedInput } from '../../../src/source/damaged-input.js';
import { applyDelta, insertedBytes } from '../../../src/source/git-store/delta.js';
import { randomBytes } from '../../helpers/bytes.js';
import { type DeltaPart, writeDelta } from '../../helpers/pack.js';

const BASE = randomBytes(200_000, 1);

describe('a delta', () => {
  it('copies and inserts, whatever it says', () => {
    const part = fc.oneof(
      fc.string({ minLength: 1, maxLength: 30 }).filter((text) => Buffer.byteLength(text) < 128),
      fc.record({ from: fc.nat(BASE.length - 0x10001), size: fc.integer({ min: 1, max: 0x10000 }) }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts: DeltaPart[]) => {
        const expected = Buffer.concat(
          parts.map((one) =>
            typeof one === 'string' ? Buffer.from(one) : BASE.subarray(one.from, one.from + one.size),
          ),
        );
        const made = applyDelta(BASE, writeDelta(BASE.length, expected.length, parts));
        expect(made.equals(expected)).toBe(true);
      }),
    );
  });

  it.each<[string, Buffer]>([
    ['of a base of another size', writeDelta(BASE.length + 1, 1, ['a'])],
    ['that copies beyond its base', writeDelta(BASE.length, 100, [{ from: BASE.length - 10, size: 100 }])],
    ['that makes less than it says', writeDelta(BASE.length, 3, ['ab'])],
    ['that makes more than it says', writeDelta(BASE.length, 1, ['ab'])],
    ['that inserts more than it has', Buffer.concat([writeDelta(BASE.length, 9, []), Buffer.from([9, 65])])],
    [
      'with the instruction that is reserved',
      Buffer.concat([writeDelta(BASE.length, 0, []), Buffer.alloc(1)]),
    ],
    ['that has no sizes', Buffer.from([0x80, 0x80])],
    ['of nothing', Buffer.alloc(0)],
    ['whose size has no end', Buffer.alloc(40, 0xff)],
  ])('%s is damaged', (_, delta) => {
    expect(() => applyDelta(BASE, delta)).toThrow(DamagedInput);
  });

  it('of any bytes is read or damaged, and no more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const delta = Buffer.concat([writeDelta(5, 20, []), bytes]);
        try {
          expect(applyDelta(Buffer.from('12345'), delta)).toHaveLength(20);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedInput);
        }
        expect(insertedBytes(delta).length).toBeLessThanOrEqual(2 * delta.length);
      }),
    );
  });

  it('brings what it inserts, also without its base: runs in one piece, others apart', () => {
    const delta = writeDelta(100, 60, ['TOKEN=', 'abc', { from: 0, size: 50 }, 'x']);
    expect(insertedBytes(delta).toString()).toBe('TOKEN=abc\nx');
  });
});
