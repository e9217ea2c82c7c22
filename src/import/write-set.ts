import { clipRanges, complementOf, countCodes, hasCode, listCodes } from './code-ranges.js';
import { ASCII_END, type CodeRanges, LAST_CODE } from './re2-syntax.js';

export interface SetStyle {
  readonly on: 'bytes' | 'text';
  /** The pattern has the flag `i`: each set has both cases of its letters, and one of them is enough. */
  readonly ignoreCase: boolean;
}

export interface WrittenSet {
  readonly source: string;
  readonly isWider: boolean;
}

/** So many characters beyond ASCII are written out; a larger class becomes any of them. */
const MOST_LISTED = 32;
/** UTF-8 of a character beyond ASCII, as Latin-1: https://www.rfc-editor.org/rfc/rfc3629#section-4, somewhat wider. */
const ANY_SEQUENCE = '[\\xc2-\\xf4][\\x80-\\xbf]{1,3}';
const LAST_UNIT = 0xffff;

/** Writes a set of characters as JavaScript: a character, a class, or a group where one class is not enough. */
export function writeSet(ranges: CodeRanges, style: SetStyle): WrittenSet {
  const ascii = clipRanges(ranges, 0, ASCII_END - 1);
  const beyond = clipRanges(ranges, ASCII_END, LAST_CODE);
  const missing = clipRanges(complementOf(ranges), ASCII_END, LAST_CODE);
  const write = (source: string, isWider = false): WrittenSet => ({ source, isWider });
  if (beyond.length === 0) return write(writeClass(ascii, false, style));
  if (missing.length === 0) return write(writeClass(ascii, true, style));
  const list = (codes: CodeRanges): string =>
    listCodes(codes)
      .map((code) => writeCharacter(code, style))
      .join('|');
  if (countCodes(beyond) <= MOST_LISTED) {
    if (countCodes(ranges) === 1) return write(list(beyond));
    const options = ascii.length === 0 ? '' : `${writeClass(ascii, false, style)}|`;
    return write(`(?:${options}${list(beyond)})`);
  }
  if (countCodes(missing) <= MOST_LISTED)
    return write(`(?:(?!${list(missing)})${writeClass(ascii, true, style)})`);
  if (style.on === 'text' && (beyond.at(-1)?.[1] ?? 0) <= LAST_UNIT)
    return write(`[${classText(ascii, style)}${beyond.map(writeUnits).join('')}]`);
  if (style.on === 'text') return write(writeClass(ascii, true, style), true);
  const options = ascii.length === 0 ? '' : `${writeClass(ascii, false, style)}|`;
  return write(`(?:${options}${ANY_SEQUENCE})`, true);
}

/** @param withBeyond all that is beyond ASCII belongs to it */
function writeClass(ascii: CodeRanges, withBeyond: boolean, style: SetStyle): string {
  if (!withBeyond) {
    const codes = style.ignoreCase ? withoutUpper(ascii) : ascii;
    const [first] = codes;
    if (countCodes(codes) === 1 && first !== undefined) return literal(first[0]);
    return `[${classText(ascii, style)}]`;
  }
  const rest = clipRanges(complementOf(ascii), 0, ASCII_END - 1);
  return rest.length === 0 ? '[\\s\\S]' : `[^${classText(rest, style)}]`;
}

const WORD = /^[A-Za-z0-9_]$/;

function classText(ascii: CodeRanges, { ignoreCase }: SetStyle): string {
  const word = Array.from({ length: ASCII_END }, (_, code) => code).filter((code) =>
    WORD.test(String.fromCharCode(code)),
  );
  const hasWord = word.every((code) => hasCode(ascii, code));
  const rest = hasWord
    ? listCodes(ascii)
        .filter((code) => !word.includes(code))
        .map((code): [number, number] => [code, code])
    : ignoreCase
      ? withoutUpper(ascii)
      : ascii;
  const joined: [number, number][] = [];
  for (const [first, last] of rest) {
    const before = joined.at(-1);
    if (before?.[1] === first - 1) before[1] = last;
    else joined.push([first, last]);
  }
  const texts = joined.map(([first, last]) => {
    if (first === last) return classLiteral(first);
    return last === first + 1
      ? classLiteral(first) + classLiteral(last)
      : `${classLiteral(first)}-${classLiteral(last)}`;
  });
  // Letters and digits first, as people write them.
  const rank = (part: string): number => (/^[A-Za-z0-9]/.test(part) ? 0 : part.startsWith('_') ? 1 : 2);
  const sorted = [...texts].sort((a, b) => rank(a) - rank(b));
  return (hasWord ? '\\w' : '') + sorted.join('');
}

/** Of letters that are there in both cases, the lower. */
function withoutUpper(ranges: CodeRanges): CodeRanges {
  return [...clipRanges(ranges, 0, 0x40), ...clipRanges(ranges, 0x5b, ASCII_END - 1)];
}

const NAMED: ReadonlyMap<number, string> = new Map([
  [9, '\\t'],
  [10, '\\n'],
  [11, '\\v'],
  [12, '\\f'],
  [13, '\\r'],
]);

function literal(code: number): string {
  const char = String.fromCharCode(code);
  return /[\\^$.*+?()[\]{}|]/.test(char) ? `\\${char}` : printable(code);
}

function classLiteral(code: number): string {
  const char = String.fromCharCode(code);
  return /[\\\]^[-]/.test(char) ? `\\${char}` : printable(code);
}

function printable(code: number): string {
  if (code >= 0x20 && code < 0x7f) return String.fromCharCode(code);
  return NAMED.get(code) ?? byteEscape(code);
}

function byteEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

function writeCharacter(code: number, { on }: SetStyle): string {
  const text = String.fromCodePoint(code);
  if (on === 'bytes') return [...Buffer.from(text)].map(byteEscape).join('');
  return text
    .split('')
    .map((unit) => unitEscape(unit.charCodeAt(0)))
    .join('');
}

function writeUnits([first, last]: readonly [number, number]): string {
  return first === last ? unitEscape(first) : `${unitEscape(first)}-${unitEscape(last)}`;
}

function unitEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
