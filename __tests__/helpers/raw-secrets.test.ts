import { describe, expect, it } from '@jest/globals';
import { RawSearch } from './raw-secrets.js';

const VALUE = ['a/b+c', 'defghijklmnop', 'q="r"'].join('');

describe('the search for raw values', () => {
  it.each([
    ['plain', `key: ${VALUE};`],
    ['in JSON', JSON.stringify({ VALUE })],
    ['URL-encoded', `https://a.example/?q=${encodeURIComponent(VALUE)}`],
    ...[0, 1, 2, 3, 4].flatMap((before) => [
      [
        `in base64 after ${String(before)} bytes`,
        Buffer.from(`${'x'.repeat(before)}${VALUE}yz`).toString('base64'),
      ],
      [
        `in base64url after ${String(before)} bytes`,
        Buffer.from(`${'é'.repeat(before)}${VALUE}`).toString('base64url'),
      ],
    ]),
  ])('finds a value %s', (_, text) => {
    expect(new RawSearch(['innocent-value', VALUE]).find(text)).not.toEqual([]);
    expect(new RawSearch([VALUE.replace('d', 'e')]).find(text)).toEqual([]);
  });
});
