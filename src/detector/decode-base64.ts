import type { Decoded } from './decode.js';
import { dropFirst, lengthOf, Stretches, stretchesAfter, stretchesBefore } from './stretches.js';

const BASE64 = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_')
  BASE64[char.charCodeAt(0)] = 1;
/** Fewer characters of base64 hold no secret. */
const MIN_BASE64_BYTES = 12;

/**
 * Decodes the run of base64 or base64url around a place, perhaps broken into lines; null when it is too short.
 * @param offset how many characters before that place a group of four begins: the phase of all others follows from it
 * @param lowest where the run begins at the earliest; @param highest where it ends at the latest
 */
export function decodeBase64(
  text: string,
  position: number,
  offset: number,
  lowest: number,
  highest: number,
): Decoded | null {
  const before = stretchesBefore(text, position, lowest, BASE64);
  const after = stretchesAfter(text, position, highest, BASE64);
  // Whole groups only, counted back from the known one.
  const first = (((lengthOf(before) - offset) % 4) + 4) % 4;
  const run = new Stretches(dropFirst([...before, ...after], first));
  if (run.length < MIN_BASE64_BYTES) return null;
  const encoded = run.join(text);
  const encoding = /[-_]/.test(encoded) && !/[+/]/.test(encoded) ? 'base64url' : 'base64';
  return {
    bytes: Buffer.from(encoded, encoding),
    encodings: [encoding],
    start: run.start,
    end: run.end,
    locate: (at) => run.placeOf(Math.floor((at * 4) / 3)),
    holds: (at, back) => {
      const number = run.numberAt(at);
      return number >= back && (number - back) % 4 === 0;
    },
  };
}
