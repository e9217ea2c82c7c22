import type { Decoded } from './decode.js';
import { dropFirst, lengthOf, Stretches, stretchesAfter, stretchesBefore } from './stretches.js';

const HEX = new Uint8Array(256);
for (const char of '0123456789abcdefABCDEF') HEX[char.charCodeAt(0)] = 1;
/** Fewer digits hold no secret. */
const MIN_HEX_BYTES = 16;

/** Decodes the run of hex around the place of a pair, perhaps broken into lines; null when it is too short. */
export function decodeHex(text: string, position: number, lowest: number, highest: number): Decoded | null {
  const before = stretchesBefore(text, position, lowest, HEX);
  const after = stretchesAfter(text, position, highest, HEX);
  const run = new Stretches(dropFirst([...before, ...after], lengthOf(before) % 2));
  if (run.length < MIN_HEX_BYTES) return null;
  return {
    bytes: Buffer.from(run.join(text), 'hex'),
    encodings: ['hex'],
    start: run.start,
    end: run.end,
    locate: (at) => run.placeOf(at * 2),
    holds: (at) => run.numberAt(at) % 2 === 0,
  };
}
