import type { FileSlice } from '../model/block.js';

/** Types of Python's marshal format, less the flag that another object may refer to them. */
const FLAG = 0x80;
const SHORT_STRINGS = new Set([0x5a, 0x7a]); // `Z`, `z`: ASCII, with one byte of length
const LONG_STRINGS = new Set([0x41, 0x61, 0x73, 0x75]); // `A`, `a`, `s`, `u`: with four
/** Shorter strings hold no token, and are found by chance. */
const MIN_BYTES = 16;

/**
 * Sets the strings of Python's bytecode apart: their length stands right before them and the next object right behind,
 * and both may look like letters of a token. Those bytes are made NUL.
 * @returns puts the bytes back
 */
export function separateStrings(bytes: Uint8Array, slices: readonly FileSlice[]): () => void {
  // Strings follow one another: what parts one from the next is the next one's type, so all are found before any is blanked.
  const borders: number[] = [];
  for (const { path, start, end } of slices) {
    if (!path.endsWith('.pyc')) continue;
    for (let at = start; at + 2 + MIN_BYTES <= end; at++) {
      const type = (bytes[at] ?? 0) & ~FLAG;
      const isShort = SHORT_STRINGS.has(type);
      if (!isShort && !LONG_STRINGS.has(type)) continue;
      const from = at + (isShort ? 2 : 5);
      const length = isShort ? (bytes[at + 1] ?? 0) : littleEndian(bytes, at + 1);
      if (length < MIN_BYTES || from + length > end || !isText(bytes, from, from + length)) continue;
      if (isShort) borders.push(at + 1);
      if (from + length < end) borders.push(from + length);
      at = from + length - 1;
    }
  }
  const blanked = borders.map((at) => bytes[at] ?? 0);
  for (const at of borders) bytes[at] = 0;
  return () => {
    for (const [index, at] of borders.entries()) bytes[at] = blanked[index] ?? 0;
  };
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) +
    (bytes[at + 1] ?? 0) * 2 ** 8 +
    (bytes[at + 2] ?? 0) * 2 ** 16 +
    (bytes[at + 3] ?? 0) * 2 ** 24
  );
}

/** Printable ASCII, UTF-8, and line breaks. */
function isText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x09 && byte !== 0x0d) return false;
    if (byte === 0x7f) return false;
  }
  return true;
}
