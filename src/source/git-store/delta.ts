import { DamagedInput } from '../damaged-input.js';

/** An insertion takes 127 bytes at most: longer ones stand one after the other, and belong together. */
const LINE_FEED = 0x0a;
/** A copy whose size is 0 copies so much (gitformat-pack(5)). */
const DEFAULT_COPY_BYTES = 0x10000;

/** Sizes that a delta gives of its base and of what it makes, and where its instructions begin. */
export interface DeltaHeader {
  readonly baseBytes: number;
  readonly resultBytes: number;
  readonly next: number;
}

/** @throws DamagedInput where it has none. */
export function parseDeltaHeader(delta: Uint8Array): DeltaHeader {
  const base = parseSize(delta, 0);
  const result = parseSize(delta, base.next);
  return { baseBytes: base.value, resultBytes: result.value, next: result.next };
}

/**
 * What a delta makes of its base.
 *
 * @throws DamagedInput where the sizes do not fit, an instruction reaches beyond either, or is none.
 */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Buffer {
  const { baseBytes, resultBytes, next } = parseDeltaHeader(delta);
  if (baseBytes !== base.length) throw new DamagedInput('a delta does not fit its base');
  const result = Buffer.allocUnsafe(resultBytes);
  let to = 0;
  forEachPart(delta, next, (from, size, isCopy) => {
    const source = isCopy ? base : delta;
    if (from + size > source.length || to + size > resultBytes)
      throw new DamagedInput('a delta reaches beyond its base');
    result.set(source.subarray(from, from + size), to);
    to += size;
  });
  if (to !== resultBytes) throw new DamagedInput('a delta makes less than it says');
  return result;
}

/** What a delta brings itself, for one whose base is not there: the runs of inserted bytes, a line feed between them. */
export function insertedBytes(delta: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  let isRun = false;
  try {
    forEachPart(delta, parseDeltaHeader(delta).next, (from, size, isCopy) => {
      if (isCopy) {
        isRun = false;
        return;
      }
      if (!isRun && parts.length > 0) parts.push(Uint8Array.of(LINE_FEED));
      parts.push(delta.subarray(from, from + size));
      isRun = true;
    });
  } catch (error) {
    // What came before the damage is what there is.
    if (!(error instanceof DamagedInput)) throw error;
  }
  return Buffer.concat(parts);
}

/** Tells each instruction: what it copies of the base, or where in the delta stands what it inserts. */
function forEachPart(
  delta: Uint8Array,
  start: number,
  take: (from: number, size: number, isCopy: boolean) => void,
): void {
  let at = start;
  while (at < delta.length) {
    const code = delta[at++] ?? 0;
    if (code === 0) throw new DamagedInput('a delta has an instruction that is not known');
    if (code < 0x80) {
      take(at, code, false);
      at += code;
      continue;
    }
    let from = 0;
    let size = 0;
    for (let bit = 0; bit < 4; bit++)
      if ((code & (1 << bit)) !== 0) from += (delta[at++] ?? 0) * 2 ** (8 * bit);
    for (let bit = 0; bit < 3; bit++) if ((code & (16 << bit)) !== 0) size += (delta[at++] ?? 0) << (8 * bit);
    take(from, size === 0 ? DEFAULT_COPY_BYTES : size, true);
  }
}

function parseSize(delta: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let next = at;
  for (let factor = 1; factor <= 2 ** 42; factor *= 128) {
    const byte = delta[next++];
    if (byte === undefined) break;
    value += (byte & 0x7f) * factor;
    if ((byte & 0x80) === 0) return { value, next };
  }
  throw new DamagedInput('a delta ends early');
}
