import { BACKSLASH, CARRIAGE_RETURN, isBlank, LINE_FEED } from './bytes.js';

/** A part of a text without the line breaks that wrap it: `text[from, to)`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is encoded in a text, perhaps in several lines, as a row of characters. */
export class Stretches {
  readonly #parts: readonly Stretch[];
  /** How many characters stand before each part. */
  readonly #before: readonly number[];
  readonly length: number;

  /** @param parts in order, none of them empty */
  constructor(parts: readonly Stretch[]) {
    let length = 0;
    this.#parts = parts;
    this.#before = parts.map(({ from, to }) => {
      length += to - from;
      return length - (to - from);
    });
    this.length = length;
  }

  /** Where the first character stands. */
  get start(): number {
    return this.#parts[0]?.from ?? 0;
  }

  /** Behind the last character. */
  get end(): number {
    return this.#parts.at(-1)?.to ?? 0;
  }

  join(text: string): string {
    return this.#parts.map(({ from, to }) => text.slice(from, to)).join('');
  }

  /** Where in the text the character of that number stands; the last one for a higher number. */
  placeOf(number: number): number {
    const index = lastAt(this.#before, Math.min(number, this.length - 1));
    const part = this.#parts[index];
    return part === undefined ? 0 : Math.min(part.to - 1, part.from + number - (this.#before[index] ?? 0));
  }

  /** Which character stands at that place of the text; -1 for one that is none of them. */
  numberAt(place: number): number {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#parts[middle] as Stretch).to > place) high = middle;
      else low = middle + 1;
    }
    const part = this.#parts[low];
    return part === undefined || part.from > place ? -1 : (this.#before[low] ?? 0) + place - part.from;
  }
}

/** Index of the last number that is not above the limit. */
function lastAt(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) > limit) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low - 1);
}

/** In order; the last one ends at `end`. @param alphabet 1 for each byte that belongs to it */
export function stretchesBefore(text: string, end: number, lowest: number, alphabet: Uint8Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let to = end; ;) {
    let from = to;
    while (from > lowest && alphabet[text.charCodeAt(from - 1)] === 1) from--;
    const wrap = wrapBefore(text, from, lowest, alphabet);
    if (wrap !== null) from = wrap.end;
    if (from < to) stretches.push({ from, to });
    if (wrap === null) return stretches.reverse();
    to = wrap.start;
  }
}

/** In order; the first one begins at `start`. */
export function stretchesAfter(
  text: string,
  start: number,
  highest: number,
  alphabet: Uint8Array,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = start; ;) {
    let to = from;
    while (to < highest && alphabet[text.charCodeAt(to)] === 1) to++;
    if (to > from) stretches.push({ from, to });
    const wrap = wrapAfter(text, to, alphabet);
    if (wrap === null || wrap.end >= highest) return stretches;
    from = wrap.end;
  }
}

/** A line break within what is encoded, with the indentation of the next line. */
interface Wrap {
  readonly start: number;
  readonly end: number;
}

/** Characters of a line, at least: shorter lines are seen where their indentation is not deep. */
const LONG_LINE = 60;
const LINE = 40;
const MAX_INDENT = 8;
const DEEPEST_INDENT = 200;

/** As `base64` and MIME write it, also as an escape in a string, and continued by a backslash in a shell. */
const WRAP = /(?:\\?\r?\n|(?:\\{1,4}r)?\\{1,4}n(?![ \t]))[ \t]*/y;

function wrapAfter(text: string, at: number, alphabet: Uint8Array): Wrap | null {
  const code = text.charCodeAt(at);
  if (code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== BACKSLASH) return null;
  WRAP.lastIndex = at;
  if (!WRAP.test(text)) return null;
  const end = WRAP.lastIndex;
  return isWrapped(text, at, end, alphabet) ? { start: at, end } : null;
}

/** @param at where the line begins; for an escaped line break, at its letter */
function wrapBefore(text: string, at: number, lowest: number, alphabet: Uint8Array): Wrap | null {
  let start = at;
  let end = at;
  if (text.charAt(at) === 'n' && text.charCodeAt(at - 1) === BACKSLASH) {
    end = at + 1;
    start = skipBack(text, at, BACKSLASH);
    if (text.charAt(start - 1) === 'r' && text.charCodeAt(start - 2) === BACKSLASH)
      start = skipBack(text, start - 1, BACKSLASH);
  } else {
    while (isBlank(text.charCodeAt(start - 1)) && at - start < DEEPEST_INDENT) start--;
    if (text.charCodeAt(start - 1) !== LINE_FEED) return null;
    start--;
    if (text.charCodeAt(start - 1) === CARRIAGE_RETURN) start--;
    if (text.charCodeAt(start - 1) === BACKSLASH) start--;
  }
  return start > lowest && isWrapped(text, start, end, alphabet) ? { start, end } : null;
}

function skipBack(text: string, at: number, code: number): number {
  let start = at;
  while (text.charCodeAt(start - 1) === code && at - start < 4) start--;
  return start;
}

function isWrapped(text: string, start: number, end: number, alphabet: Uint8Array): boolean {
  if (alphabet[text.charCodeAt(end)] !== 1) return false;
  let line = 0;
  while (line < LONG_LINE && alphabet[text.charCodeAt(start - 1 - line)] === 1) line++;
  return line >= (end - start > MAX_INDENT + 2 ? LONG_LINE : LINE);
}

/** Without the first characters. */
export function dropFirst(stretches: readonly Stretch[], count: number): Stretch[] {
  let left = count;
  return stretches.flatMap(({ from, to }) => {
    const dropped = Math.min(left, to - from);
    left -= dropped;
    return from + dropped < to ? [{ from: from + dropped, to }] : [];
  });
}

/** How many characters they have. */
export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}
