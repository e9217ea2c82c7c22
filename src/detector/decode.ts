import { decodeBase64 } from './decode-base64.js';
import type { Needle } from './keyword-finder.js';

/** An encoded run within a text, decoded. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly encoding: string;
  /** The run is `text[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Where in the text the decoded byte at `offset` is encoded. */
  locate(offset: number): number;
}

/**
 * `manifest` is no encoding of a keyword, but a place where values are encoded: a Kubernetes Secret. `certificate` is no
 * place of a secret: what stands there is gathered.
 */
export type Form = 'plain' | 'base64' | 'hex' | 'utf-16' | 'manifest' | 'certificate';

export interface EncodedNeedle extends Needle {
  readonly form: Form;
  /** For base64: how many bytes of its group of three stand before the keyword; else 0. */
  readonly phase: number;
}

/** Longer runs are decoded around the hit only: a key or a file of settings is smaller. */
export const MAX_RUN_BYTES = 96 * 1024;

/** Encoded forms in which a keyword can be found without decoding anything. */
export function encodedForms(keyword: string, ignoreCase: boolean): EncodedNeedle[] {
  const bytes = Buffer.from(keyword, 'latin1');
  const needles: EncodedNeedle[] = [];
  const utf16 = Buffer.alloc(bytes.length * 2 - 1);
  bytes.forEach((byte, index) => (utf16[index * 2] = byte));
  needles.push({ form: 'utf-16', phase: 0, bytes: utf16, ignoreCase, isRare: true });
  // Shorter keywords are, in base64 or hex, too short to be told from chance.
  if (ignoreCase || bytes.length < 4) return needles;
  for (const phase of [0, 1, 2]) {
    const core = base64Core(bytes, phase);
    if (core.length >= 5) {
      needles.push({ form: 'base64', phase, bytes: Buffer.from(core), ignoreCase: false, isRare: true });
      const urlSafe = core.replaceAll('+', '-').replaceAll('/', '_');
      if (urlSafe !== core)
        needles.push({ form: 'base64', phase, bytes: Buffer.from(urlSafe), ignoreCase: false, isRare: true });
    }
  }
  needles.push({ form: 'hex', phase: 0, bytes: Buffer.from(bytes.toString('hex')), ignoreCase: true });
  return needles;
}

/** The characters of `bytes` in base64, when `phase` unknown bytes stand before, that no neighbour can change. */
function base64Core(bytes: Buffer, phase: number): string {
  const padded = Buffer.concat([Buffer.alloc(phase), bytes]);
  const text = padded.toString('base64').replaceAll('=', '');
  const first = Math.ceil((phase * 8) / 6);
  const last = Math.floor((padded.length * 8) / 6);
  return text.slice(first, last);
}

/** Decodes the run around the hit of an encoded needle; null when there is none worth it. */
export function decodeAround(
  text: string,
  position: number,
  needle: EncodedNeedle,
  from: number,
  to: number,
): Decoded | null {
  switch (needle.form) {
    case 'base64':
      return decodeBase64(
        text,
        position - Math.ceil((needle.phase * 8) / 6),
        Math.max(from, position - MAX_RUN_BYTES),
        Math.min(to, position + MAX_RUN_BYTES),
      );
    case 'hex':
      return decodeHex(text, position, from, to);
    case 'utf-16':
      return decodeUtf16(text, position, from, to);
    case 'plain':
    case 'manifest':
    case 'certificate':
      return null;
  }
}

const HEX = new Uint8Array(256);
for (const char of '0123456789abcdefABCDEF') HEX[char.charCodeAt(0)] = 1;

function decodeHex(text: string, position: number, from: number, to: number): Decoded | null {
  let start = position;
  const lowest = Math.max(from, position - MAX_RUN_BYTES);
  while (
    start - 2 >= lowest &&
    HEX[text.charCodeAt(start - 1)] === 1 &&
    HEX[text.charCodeAt(start - 2)] === 1
  )
    start -= 2;
  let end = position;
  const highest = Math.min(to, position + MAX_RUN_BYTES);
  while (end + 2 <= highest && HEX[text.charCodeAt(end)] === 1 && HEX[text.charCodeAt(end + 1)] === 1)
    end += 2;
  if (end - start < 16) return null;
  return {
    bytes: Buffer.from(text.slice(start, end), 'hex'),
    encoding: 'hex',
    start,
    end,
    locate: (offset) => start + offset * 2,
  };
}

/** Characters of one byte with a NUL between them: UTF-16 of either byte order. */
function decodeUtf16(text: string, position: number, from: number, to: number): Decoded | null {
  let start = position;
  const lowest = Math.max(from, position - MAX_RUN_BYTES);
  while (start - 2 >= lowest && text.charCodeAt(start - 1) === 0 && isAsciiText(text.charCodeAt(start - 2)))
    start -= 2;
  let end = position + 1;
  const highest = Math.min(to, position + MAX_RUN_BYTES);
  while (end + 2 <= highest && text.charCodeAt(end) === 0 && isAsciiText(text.charCodeAt(end + 1))) end += 2;
  if (end - start < 16) return null;
  const bytes = Buffer.alloc((end - start + 1) >> 1);
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(start + index * 2);
  // Little-endian text has the character first; big-endian the NUL: told apart by what stands before the run.
  const bigEndian = start > from && text.charCodeAt(start - 1) === 0 && (start - from) % 2 === 1;
  return {
    bytes,
    encoding: bigEndian ? 'utf-16be' : 'utf-16le',
    start,
    end,
    locate: (offset) => start + offset * 2,
  };
}

function isAsciiText(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 10 || code === 13 || code === 9;
}

/** A text with its escapes undone, and where each of its characters came from. */
export interface Unescaped {
  readonly text: string;
  readonly encoding: 'percent' | 'escape';
  locate(offset: number): number;
}

const ESCAPE =
  /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([0-7]{3})|([nrtbf"'/\\]))|%([2-7][0-9A-Fa-f])|&#(?:x([0-9A-Fa-f]{2})|(\d{2,3}));|&(amp|quot|apos|lt|gt);/g;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

/** What one escape stands for; null for what no token has, or needs two bytes. */
function unescapeOne(match: RegExpExecArray): string | null {
  const [, u, x, octal, letter, percent, xmlHex, xmlDecimal, entity] = match;
  const hex = u ?? x ?? percent ?? xmlHex;
  let char: string;
  if (hex !== undefined) char = String.fromCharCode(parseInt(hex, 16));
  else if (octal !== undefined) char = String.fromCharCode(parseInt(octal, 8));
  else if (letter !== undefined) char = LETTERS[letter] ?? letter;
  else if (xmlDecimal !== undefined) char = String.fromCharCode(Number(xmlDecimal));
  else char = ENTITIES[entity ?? ''] ?? '';
  return char.length === 1 && char.charCodeAt(0) <= 0xff ? char : null;
}

/** Undoes backslash, percent and XML escapes in `text`; null when there are none. */
export function unescapeText(text: string): Unescaped | null {
  let result = '';
  let last = 0;
  let percents = 0;
  /** Ends of the escapes, in the result and in the text: what stands between two is moved as one. */
  const ends: { readonly result: number; readonly text: number }[] = [];
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(text); match !== null; match = ESCAPE.exec(text)) {
    const char = unescapeOne(match);
    if (char === null) continue;
    result += text.slice(last, match.index) + char;
    last = match.index + match[0].length;
    if (match[0].startsWith('%')) percents++;
    ends.push({ result: result.length, text: last });
  }
  if (ends.length === 0) return null;
  result += text.slice(last);
  return {
    text: result,
    encoding: percents * 2 > ends.length ? 'percent' : 'escape',
    locate: (offset) => {
      // An escape's character stands where the escape begins; what follows the last escape before is moved with it.
      let shift = 0;
      for (const [index, end] of ends.entries()) {
        if (offset === end.result - 1)
          return (ends[index - 1]?.text ?? 0) + (end.result - 1 - (ends[index - 1]?.result ?? 0));
        if (offset < end.result) break;
        shift = end.text - end.result;
      }
      return offset + shift;
    },
  };
}
