import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  escapeInvisibleInJson,
  textWidth,
  truncateEnd,
  truncateMiddle,
  visibleStart,
  visibleText,
} from '../../src/report/visible-text.js';

describe('visibleText', () => {
  it.each([
    ['srv/.env', 'srv/.env'],
    ['ünï/日本語/🔑.pem', 'ünï/日本語/🔑.pem'],
    ['a\nb\r\tc\0', 'a\\nb\\r\\tc\\0'],
    ['\u001b[31mred\u009b0m\u007f', '\\x1b[31mred\\x9b0m\\x7f'],
    ['gpj.\u202eexe', 'gpj.\\u{202e}exe'],
    ['ze\u200bro\ufeff', 'ze\\u{200b}ro\\u{feff}'],
    ['a\u00a0b\u3000c', 'a\\xa0b\\u{3000}c'],
    ['line\u2028and\u2029paragraph', 'line\\u{2028}and\\u{2029}paragraph'],
    ['half \ud83d', 'half \\u{d83d}'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
  ])('shows %j as %j', (text, expected) => {
    expect(visibleText(text)).toBe(expected);
  });

  it('leaves nothing that a terminal would obey or hide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
      }),
    );
  });
});

describe('escapeInvisibleInJson', () => {
  it('keeps the value, and the line feeds between keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = JSON.stringify(value, null, 2);
        const escaped = escapeInvisibleInJson(json);
        expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
        expect(escaped).not.toMatch(/(?!\n)\p{C}/u);
      }),
    );
  });
});

describe('textWidth', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['🔑', 2],
    ['e\u0301', 1],
    ['', 0],
  ])('of %j is %d columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('truncation', () => {
  it('leaves alone what fits', () => {
    expect(truncateEnd('abcde', 5)).toBe('abcde');
    expect(truncateMiddle('abcde', 5)).toBe('abcde');
  });

  it('marks where it cut', () => {
    expect(truncateEnd('abcdef', 5)).toBe('abcd…');
    expect(truncateMiddle('srv/node_modules/some/package/.env', 15)).toBe('srv/nod…ge/.env');
    expect(truncateEnd('abc', 0)).toBe('');
  });

  it('does not cut a wide character in two', () => {
    expect(truncateEnd('日本語', 4)).toBe('日…');
    expect(truncateEnd('🔑🔑🔑', 5)).toBe('🔑🔑…');
  });

  it('cuts a letter under a heap of combining marks, which has no width', () => {
    expect(truncateEnd(`a${'\u0301'.repeat(10_000)}`, 10).length).toBeLessThan(40);
    expect(truncateMiddle(`a${'\u0301'.repeat(10_000)}`, 10).length).toBeLessThan(40);
  });

  it('of text from an image is that of the text made visible', () => {
    expect(visibleStart('a\nb', 4)).toBe('a\\nb');
    expect(visibleStart('a\nb', 3)).toBe('a\\…');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.integer({ min: 1, max: 20 }),
        (text, columns) => {
          expect(visibleStart(text, columns)).toBe(truncateEnd(visibleText(text), columns));
        },
      ),
    );
  });

  it('looks at no more than it shows: else this would take hours', () => {
    const long = '\u202e'.repeat(20_000_000);
    for (let round = 0; round < 2000; round++) expect(visibleStart(long, 9)).toBe('\\u{202e}…');
  });

  it('is never wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
        expect(textWidth(truncateEnd(text, columns))).toBeLessThanOrEqual(columns);
        expect(textWidth(truncateMiddle(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
