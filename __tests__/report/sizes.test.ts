import { describe, expect, it } from '@jest/globals';
import { countOf, formatBytes, formatNumber } from '../../src/report/sizes.js';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1536, '1.5 kB'],
    [9949, '9.9 kB'],
    [9951, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [78_100_000, '78 MB'],
    [1_312_400_112, '1.3 GB'],
    [2e12, '2 TB'],
    [5e18, '5,000 PB'],
  ])('writes %d as %s', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected);
  });
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [55_010, '55,010'],
    [1_234_567.5, '1,234,567.5'],
  ])('writes %d as %s', (value, expected) => {
    expect(formatNumber(value)).toBe(expected);
  });
});

describe('countOf', () => {
  it('has a plural for all but one', () => {
    expect([0, 1, 2, 1000].map((count) => countOf(count, 'file'))).toEqual([
      '0 files',
      '1 file',
      '2 files',
      '1,000 files',
    ]);
    expect(countOf(2, 'remedy', 'remedies')).toBe('2 remedies');
  });
});
