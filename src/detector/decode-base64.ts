import type { Decoded } from './decode.js';

const BASE64 = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_')
  BASE64[char.charCodeAt(0)] = 1;
/** Fewer characters of base64 hold no secret. */
const MIN_BASE64_BYTES = 12;

/** A stretch of base64 without line breaks: `text[from, to)`. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Decodes the run of base64 or base64url around a place, perhaps broken into lines; null when it is too short.
 * @param group position of a group of four: the phase of all others follows from it
 * @param lowest where the run begins at the earliest; @param highest where it ends at the latest
 */
export function decodeBase64(text: string, group: number, lowest: number, highest: number): Decoded | null {
  const before = stretchesBefore(text, group, lowest);
  const after = stretchesAfter(text, group, highest);
  // Whole groups only, counted back from the known one.
  const stretches = [...dropFirst(before, lengthOf(before) % 4), ...after];
  const first = stretches[0];
  if (first === undefined || lengthOf(stretches) < MIN_BASE64_BYTES) return null;
  const encoded = stretches.map((stretch) => text.slice(stretch.from, stretch.to)).join('');
  const encoding = /[-_]/.test(encoded) && !/[+/]/.test(encoded) ? 'base64url' : 'base64';
  return {
    bytes: Buffer.from(encoded, encoding),
    encoding,
    start: first.from,
    end: stretches.at(-1)?.to ?? first.to,
    locate: (offset) => placeOf(stretches, Math.floor((offset * 4) / 3)) ?? group,
  };
}

/** In order; the last one ends at `end`. */
function stretchesBefore(text: string, end: number, lowest: number): Stretch[] {
  const stretches: Stretch[] = [];
  let to = end;
  let at = end;
  for (;;) {
    while (at > lowest && BASE64[text.charCodeAt(at - 1)] === 1) at--;
    if (at < to) stretches.unshift({ from: at, to });
    const broken = at;
    while (at > lowest && isWrap(text, at - 1)) at--;
    if (at === broken) return stretches;
    to = at;
  }
}

function stretchesAfter(text: string, start: number, highest: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from = start;
  let at = start;
  for (;;) {
    while (at < highest && BASE64[text.charCodeAt(at)] === 1) at++;
    if (at > from) stretches.push({ from, to: at });
    const broken = at;
    while (at < highest && isWrap(text, at)) at++;
    if (at === broken) return stretches;
    from = at;
  }
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

function dropFirst(stretches: readonly Stretch[], count: number): Stretch[] {
  let left = count;
  return stretches.flatMap(({ from, to }) => {
    const dropped = Math.min(left, to - from);
    left -= dropped;
    return from + dropped < to ? [{ from: from + dropped, to }] : [];
  });
}

/** Where in the text the character of that number stands; the last one for a higher number. */
function placeOf(stretches: readonly Stretch[], number: number): number | null {
  let left = number;
  for (const { from, to } of stretches) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  const last = stretches.at(-1);
  return last === undefined ? null : last.to - 1;
}

/** Characters of a line, at least: shorter lines of base64 are seen where their indentation is not deep. */
const LONG_LINE = 60;
const LINE = 40;
const MAX_INDENT = 8;
/** A break with more white space is told by the line before it alone. */
const WIDE_BREAK = 12;

/** A line break inside of wrapped base64, as `base64` and MIME write it, also indented. */
function isWrap(text: string, at: number): boolean {
  if (!isBlank(text.charCodeAt(at))) return false;
  let from = at;
  while (isBlank(text.charCodeAt(from - 1)) && at - from < WIDE_BREAK) from--;
  let to = at + 1;
  while (isBlank(text.charCodeAt(to)) && to - at < WIDE_BREAK) to++;
  let line = 0;
  while (line < LONG_LINE && BASE64[text.charCodeAt(from - 1 - line)] === 1) line++;
  if (line < LINE) return false;
  if (line === LONG_LINE && to - at >= WIDE_BREAK) return true;
  return (
    BASE64[text.charCodeAt(to)] === 1 &&
    to - from <= MAX_INDENT + 2 &&
    /^\r?\n[ \t]*$/.test(text.slice(from, to))
  );
}

function isBlank(code: number): boolean {
  return code === 10 || code === 13 || code === 32 || code === 9;
}
