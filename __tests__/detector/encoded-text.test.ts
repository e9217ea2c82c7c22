import fc from 'fast-check';
import { findEncodedText } from '../../src/detector/encoded-text.js';

type Form = 'base64' | 'hex';

function find(text: string, start = 0, end = text.length): [Form, number][] {
  const found: [Form, number][] = [];
  findEncodedText(Buffer.from(text, 'latin1'), start, end, (form, position) => found.push([form, position]));
  return found;
}

const line = fc
  .stringMatching(/^[\x20-\x7e\t\n]{1,20}$/)
  .map((piece) => piece.repeat(Math.ceil(80 / piece.length)));
const break_ = fc.constantFrom('', ' ', '\n', '"', 'key: ', '.\u00ff', 'data:;base64,');

describe('findEncodedText', () => {
  it('tells a group of base64 of any text, wherever it stands', () => {
    fc.assert(
      fc.property(
        line,
        break_,
        break_,
        fc.constantFrom<BufferEncoding>('base64', 'base64url'),
        (text, before, after, form) => {
          const encoded = Buffer.from(text).toString(form);
          const found = find(`${before}${encoded}${after}`);
          expect(found).toHaveLength(1);
          const [kind, position] = found[0] ?? ['hex', 0];
          // Text of four blanks or of `3` alone reads as text in several ways.
          expect(kind).toBe('base64');
          expect(position).toBeGreaterThanOrEqual(before.length);
          const at = position - before.length;
          const rest = Buffer.from(encoded.slice(at, at + 40), form).toString('latin1');
          expect(rest).toMatch(/^[\x20-\x7e\t\n\r]+$/);
        },
      ),
    );
  });

  it('tells a pair of hex of a text', () => {
    const encoded = Buffer.from('NAME=value of a setting, and more').toString('hex');
    expect(find(`'\\x${encoded}'`)).toEqual([['hex', 3]]);
    // `0x` may be base64: a place behind it is told.
    expect(find(`0x${encoded.toUpperCase()},`)).toEqual([['hex', 2 + 6]]);
  });

  it('tells UTF-16 in base64', () => {
    const encoded = Buffer.from('powershell speaks UTF-16', 'utf16le').toString('base64');
    expect(find(`-enc ${encoded}`)).toEqual([['base64', 5]]);
  });

  it('finds the beginning of the groups behind letters that are none of it', () => {
    const encoded = Buffer.from('a text that is long enough to be told from others').toString('base64');
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const [[, position] = ['', 0]] = find(before + encoded);
      expect((position - before.length) % 4).toBe(0);
    }
  });

  it('passes over what is no text', () => {
    const digest = Buffer.from(Array.from({ length: 600 }, (_, at) => (at * at * 31 + at * 7) % 256));
    expect(find(digest.toString('base64'))).toEqual([]);
    expect(find(digest.toString('hex'))).toEqual([]);
    expect(find('aVeryLongNameOfSomethingInJavaThatNobodyWouldEverWantToRead')).toEqual([]);
    expect(find('usr/share/locale/somewhere/deep/within/the/file/system/lies')).toEqual([]);
    expect(find('A'.repeat(500))).toEqual([]);
  });

  it('tells text behind bytes that are none, in the same run', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0x80, 0x90]),
      Buffer.from('t'.repeat(9).padEnd(90, ' text')),
    ]);
    expect(find(bytes.toString('base64'))).toHaveLength(1);
  });

  it('tells a long run again and again, and each of several runs', () => {
    const long = Buffer.from('some text '.repeat(20_000)).toString('base64');
    const positions = find(long).map(([, position]) => position);
    expect(positions.length).toBeGreaterThan(2);
    expect(Math.max(...positions.slice(1).map((at, index) => at - (positions[index] ?? 0)))).toBeLessThan(
      70_000,
    );
    const short = Buffer.from('some other text, said twice in this file').toString('base64');
    expect(find(`${short}\n${short}\n`)).toHaveLength(2);
  });

  it('looks at a part alone', () => {
    const encoded = Buffer.from('some other text, said once in this file').toString('base64');
    expect(find(`${encoded}\n${encoded}`, encoded.length + 1)).toEqual([['base64', encoded.length + 1]]);
    expect(find(encoded, 0, 30)).toEqual([]);
  });
});
