import { ASCII_END, type CodeRanges, LAST_CODE } from './re2-syntax.js';

/** Puts ranges of any order into the form of `CodeRanges`. */
export function joinRanges(ranges: readonly (readonly [number, number])[]): CodeRanges {
  const joined: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

export function complementOf(ranges: CodeRanges): CodeRanges {
  const complement: [number, number][] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) complement.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE) complement.push([next, LAST_CODE]);
  return complement;
}

export function countCodes(ranges: CodeRanges): number {
  return ranges.reduce((count, [first, last]) => count + last - first + 1, 0);
}

/** The part of the ranges from `first` to `last`. */
export function clipRanges(ranges: CodeRanges, first: number, last: number): CodeRanges {
  return ranges.flatMap(([from, to]): [number, number][] =>
    to < first || from > last ? [] : [[Math.max(from, first), Math.min(to, last)]],
  );
}

export function hasCode(ranges: CodeRanges, code: number): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}

/** Every code point; for sets that are known to be small. */
export function listCodes(ranges: CodeRanges): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

/** Beyond ASCII, the other case is looked up for no more characters than people list by hand. */
const MOST_FOLDED = 256;

/** Adds the other case of each letter. */
export function foldRanges(ranges: CodeRanges): CodeRanges {
  const added: [number, number][] = [];
  for (const [first, last] of [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ] as const) {
    const shift = first === 0x41 ? 0x20 : -0x20;
    for (const [from, to] of clipRanges(ranges, first, last)) added.push([from + shift, to + shift]);
  }
  const beyond = clipRanges(ranges, ASCII_END, LAST_CODE);
  if (countCodes(beyond) <= MOST_FOLDED) {
    for (const code of listCodes(beyond)) {
      const text = String.fromCodePoint(code);
      for (const other of [text.toLowerCase(), text.toUpperCase()]) {
        const [char = text, ...rest] = Array.from(other);
        const folded = char.codePointAt(0) ?? code;
        if (rest.length === 0) added.push([folded, folded]);
      }
    }
  }
  return joinRanges([...ranges, ...added]);
}

const DIGIT: CodeRanges = [[0x30, 0x39]];
const UPPER: CodeRanges = [[0x41, 0x5a]];
const LOWER: CodeRanges = [[0x61, 0x7a]];
const WORD = joinRanges([...DIGIT, ...UPPER, ...LOWER, [0x5f, 0x5f]]);
/** Without the vertical tab, unlike JavaScript's. */
const SPACE: CodeRanges = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];

/** `\d` and the like, by their letter. */
export const LETTER_CLASSES: ReadonlyMap<string, CodeRanges> = new Map([
  ['d', DIGIT],
  ['D', complementOf(DIGIT)],
  ['w', WORD],
  ['W', complementOf(WORD)],
  ['s', SPACE],
  ['S', complementOf(SPACE)],
]);

/** `[:alpha:]` and the like: ASCII alone. */
export const POSIX_CLASSES: ReadonlyMap<string, CodeRanges> = new Map<string, CodeRanges>([
  ['alnum', joinRanges([...DIGIT, ...UPPER, ...LOWER])],
  ['alpha', joinRanges([...UPPER, ...LOWER])],
  ['ascii', [[0, 0x7f]]],
  ['blank', joinRanges([...([[0x09, 0x09]] as const), [0x20, 0x20]])],
  ['cntrl', joinRanges([...([[0, 0x1f]] as const), [0x7f, 0x7f]])],
  ['digit', DIGIT],
  ['graph', [[0x21, 0x7e]]],
  ['lower', LOWER],
  ['print', [[0x20, 0x7e]]],
  [
    'punct',
    [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
  ],
  ['space', joinRanges([...([[0x09, 0x0d]] as const), [0x20, 0x20]])],
  ['upper', UPPER],
  ['word', WORD],
  ['xdigit', joinRanges([...DIGIT, ...([[0x41, 0x46]] as const), [0x61, 0x66]])],
]);

const SURROGATES = [0xd800, 0xdfff] as const;

/** A class of Unicode: a general category (`L`, `Lu`) or a script (`Greek`); null when there is none of that name. */
export function unicodeClass(name: string): CodeRanges | null {
  if (name === 'Any') return [[0, LAST_CODE]];
  if (!/^[A-Za-z_]{1,40}$/.test(name)) return null;
  const pattern = /^[A-Z][a-z]?$/.test(name) ? propertyPattern(name) : propertyPattern(`Script=${name}`);
  if (pattern === null) return null;
  const ranges: [number, number][] = [];
  for (let code = 0; code <= LAST_CODE; code++) {
    if (code === SURROGATES[0]) code = SURROGATES[1] + 1;
    if (!pattern.test(String.fromCodePoint(code))) continue;
    const last = ranges.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges;
}

function propertyPattern(property: string): RegExp | null {
  try {
    return new RegExp(`\\p{${property}}`, 'u');
  } catch {
    return null;
  }
}
