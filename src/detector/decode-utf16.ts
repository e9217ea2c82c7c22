import type { Decoded } from './decode.js';
import { MAX_RUN_BYTES } from './decode.js';

/** Fewer bytes hold no secret. */
const MIN_UTF16_BYTES = 16;
/** Characters that a file is told by where it has no byte order mark. */
const TELLING_CHARACTERS = 16;
const BYTE_ORDER_MARKS = [0xfeff, 0xfffe];
/** What a character that is none of Latin-1 is read as: it belongs to no token and ends none wrongly. */
const OTHER = 0xbf;

/** Decodes the characters of one byte with a NUL between them around a place: UTF-16 of either byte order. */
export function decodeUtf16(text: string, position: number, from: number, to: number): Decoded | null {
  let start = position;
  const lowest = Math.max(from, position - MAX_RUN_BYTES);
  while (start - 2 >= lowest && text.charCodeAt(start - 1) === 0 && isAsciiText(text.charCodeAt(start - 2)))
    start -= 2;
  let end = position + 1;
  const highest = Math.min(to, position + MAX_RUN_BYTES);
  while (end + 2 <= highest && text.charCodeAt(end) === 0 && isAsciiText(text.charCodeAt(end + 1))) end += 2;
  if (end - start < MIN_UTF16_BYTES) return null;
  const bytes = Buffer.alloc((end - start + 1) >> 1);
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(start + index * 2);
  // Little-endian text has the character first; big-endian the NUL: told apart by what stands before the run.
  const bigEndian = start > from && text.charCodeAt(start - 1) === 0 && (start - from) % 2 === 1;
  return decoded(bytes, start, end, bigEndian);
}

/** A text in UTF-16, whole; null for what is none. Told by its beginning. */
export function decodeUtf16File(bytes: Uint8Array, start: number, end: number): Decoded | null {
  const first =
    end - start < MIN_UTF16_BYTES ? 0 : ((bytes[start] as number) << 8) | (bytes[start + 1] as number);
  const marked = BYTE_ORDER_MARKS.includes(first);
  const bigEndian = marked ? first === 0xfeff : (bytes[start] as number) === 0;
  if (!marked && !isUtf16(bytes, start, end, bigEndian)) return null;
  const characters = Buffer.alloc((end - start) >> 1);
  const at = start + Number(bigEndian);
  const high = bigEndian ? -1 : 1;
  for (let index = 0; index < characters.length; index++) {
    const place = at + index * 2;
    characters[index] = bytes[place + high] === 0 ? (bytes[place] as number) : OTHER;
  }
  return decoded(characters, 0, characters.length * 2, bigEndian);
}

function isUtf16(bytes: Uint8Array, start: number, end: number, bigEndian: boolean): boolean {
  if (end - start < MIN_UTF16_BYTES) return false;
  const limit = Math.min(end, start + TELLING_CHARACTERS * 2) - 1;
  for (let at = start; at < limit; at += 2) {
    const low = bytes[at + Number(bigEndian)] as number;
    const high = bytes[at + Number(!bigEndian)] as number;
    if (high !== 0 || !isAsciiText(low)) return false;
  }
  return true;
}

function decoded(bytes: Buffer, start: number, end: number, bigEndian: boolean): Decoded {
  return {
    bytes,
    encodings: [bigEndian ? 'utf-16be' : 'utf-16le'],
    start,
    end,
    locate: (offset) => start + offset * 2,
    holds: (at) => at >= start && at < end && (at - start) % 2 === 0,
  };
}

function isAsciiText(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 10 || code === 13 || code === 9;
}
