import type { Decoded, EncodedNeedle } from './decode.js';
import { latin1 } from './text.js';
import { type Unescaped, unescapeText, unquotePrintable } from './unescape.js';

/**
 * Escapes in which a keyword can't be found as it stands: letters of one that is escaped whole, the dash of a prefix, the
 * slashes of a URL, the line breaks of a key; and JSON in a query. (Escaped quotes and `\\n` are seen through where they stand.)
 */
export const ESCAPE_KEYWORDS = [
  '\\u006',
  '\\u002d',
  '\\x2d',
  '&#45;',
  '&#x2d;',
  '%22%3a%22',
  '-----%0a',
  '-----%0d',
  '-----&#',
  '-----\\u000',
];

/** Of a URL these stand for `://`; without an `@` there are no credentials in it. */
export const URL_ESCAPES = [
  ':\\/\\/',
  '%3a%2f%2f',
  '%253a%252f%252f',
  '\\u003a\\u002f\\u002f',
  ':\\u002f\\u002f',
  ':&#x2f;&#x2f;',
  '&#58;&#47;&#47;',
];

/** Names the encoding of a mail's body that follows. */
export const QUOTED_PRINTABLE = 'quoted-printable';

/** So much of a line is decoded before and after an escape. */
const BEFORE_BYTES = 2 * 1024;
const AFTER_BYTES = 64 * 1024;
/** Of a line that goes on, what is decoded last may be cut off: keys are no longer. */
const UNSURE_BYTES = 16 * 1024;

/** Shorter ones are too frequent. */
const MIN_KEYWORD_BYTES = 5;

/** A keyword with the signs in it escaped, as in a query and in JSON; schemes of URLs are among the escapes above. */
export function escapedForms(keyword: string): EncodedNeedle[] {
  if (!/[:/]/.test(keyword) || /:\/\/|\s/.test(keyword) || keyword.length < MIN_KEYWORD_BYTES) return [];
  const texts = [keyword.replaceAll(':', '%3a').replaceAll('/', '%2f'), keyword.replaceAll('/', '\\/')];
  return texts
    .filter((text) => text !== keyword)
    .map((text) => ({ form: 'escape', phase: 0, bytes: Buffer.from(text.toLowerCase()), ignoreCase: true }));
}

/** Undoes the escapes in the line around a place; null when there are none. */
export function decodeEscapes(text: string, position: number, from: number, to: number): Decoded | null {
  const lowest = Math.max(from, position - BEFORE_BYTES);
  const start = Math.max(lowest, text.lastIndexOf('\n', position) + 1);
  const highest = Math.min(to, position + AFTER_BYTES);
  const feed = text.slice(position, highest).indexOf('\n');
  const end = feed < 0 ? highest : position + feed;
  return decoded(
    unescapeText(text.slice(start, end)),
    start,
    end,
    feed < 0 && end < to ? end - UNSURE_BYTES : end,
  );
}

/** Undoes quoted-printable behind the header that names it; null when there is none. */
export function decodeQuotedPrintable(text: string, start: number, end: number): Decoded | null {
  return decoded(unquotePrintable(text.slice(start, end)), start, end, end);
}

/** @param sureEnd up to where all that begins there is decoded whole */
function decoded(unescaped: Unescaped | null, start: number, end: number, sureEnd: number): Decoded | null {
  if (unescaped === null) return null;
  return {
    bytes: Buffer.from(unescaped.text, 'latin1'),
    encodings: [unescaped.encoding],
    start,
    end,
    locate: (at) => start + unescaped.locate(at),
    holds: (at) => at >= start && at < sureEnd,
  };
}

/** User, password and host of a URL are not longer. */
const MAX_HOST_BYTES = 400;
const ENDS = new Set(Buffer.from('"\'`<>(){}|'));
const SIGN = /@|%(?:25){0,2}40|\\u0040|&#(?:64|x40);/i;

/** Whether an `@`, plain or escaped, stands in the word that begins at a place: `user:password@host`. */
export function hasSign(bytes: Uint8Array, position: number, end: number): boolean {
  const limit = Math.min(end, position + MAX_HOST_BYTES);
  let at = position;
  while (at < limit && (bytes[at] as number) > 0x20 && !ENDS.has(bytes[at] as number)) at++;
  return SIGN.test(latin1(bytes, position, at));
}
