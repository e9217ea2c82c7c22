import { constants, createInflate, inflateSync } from 'node:zlib';
import { DamagedInput } from '../damaged-input.js';
import { decodeThrough, DECODER_OPTIONS } from '../decoder-stream.js';

/** Contents that were inflated, and where the compressed bytes end. */
export interface Inflated {
  readonly contents: Buffer;
  readonly nextAt: number;
}

/** The least that a decoder gives out at a time. */
const LEAST_CHUNK_BYTES = 64;
/** Of damaged bytes, all is wanted that comes before the damage but the last thousand bytes. */
const SALVAGE_OPTIONS = { chunkSize: 1024, finishFlush: constants.Z_SYNC_FLUSH } as const;
const FED_BYTES = 2 ** 18;

/** Whether a zlib stream may begin here (RFC 1950), with no dictionary. */
export function isZlib(bytes: Uint8Array, at = 0): boolean {
  const method = bytes[at] ?? 0;
  const flags = bytes[at + 1] ?? 0;
  return (method & 0x0f) === 8 && method < 0x80 && (flags & 0x20) === 0 && (method * 256 + flags) % 31 === 0;
}

/**
 * Inflates the zlib stream at `at`, which makes exactly `sizeBytes`. Whatever follows it is left.
 *
 * @throws DamagedInput where it is corrupt, ends early, or makes more or less.
 */
export function inflateAt(bytes: Uint8Array, at: number, end: number, sizeBytes: number): Inflated {
  const inflated = inflate(bytes.subarray(at, end), {
    info: true,
    // One more than there is room for, so that one call comes to the end of the data.
    chunkSize: Math.max(LEAST_CHUNK_BYTES, sizeBytes + 1),
    maxOutputLength: Math.max(LEAST_CHUNK_BYTES, sizeBytes + 1),
  });
  if (!('engine' in inflated) || inflated.buffer.length !== sizeBytes)
    throw new DamagedInput('an object has not the size that it should have');
  return { contents: inflated.buffer, nextAt: at + inflated.engine.bytesWritten };
}

/** The beginning of what a zlib stream makes, of its first `fedBytes`. Empty where it is damaged. */
export function inflateStart(bytes: Uint8Array, fedBytes: number): Buffer {
  try {
    const result = inflate(bytes.subarray(0, fedBytes), { finishFlush: constants.Z_SYNC_FLUSH });
    return 'engine' in result ? result.buffer : result;
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * Inflates the zlib stream at `at` piece by piece, however large. Returns where its compressed bytes end.
 *
 * @throws DamagedInput where it is corrupt or ends early, after all that came before.
 */
export async function* inflatePieces(
  bytes: Uint8Array,
  at: number,
  end: number,
  isDamaged = false,
): AsyncGenerator<Uint8Array, number, undefined> {
  let fedAt = at;
  function* feed(): Generator<Uint8Array, void, undefined> {
    while (fedAt < end) {
      const piece = bytes.subarray(fedAt, Math.min(end, fedAt + FED_BYTES));
      fedAt += piece.length;
      yield piece;
    }
  }
  const decoder = createInflate(isDamaged ? SALVAGE_OPTIONS : DECODER_OPTIONS);
  const leftover = yield* decodeThrough(decoder, feed(), 'zlib');
  return fedAt - leftover.length;
}

type InflateOptions = NonNullable<Parameters<typeof inflateSync>[1]>;

/** What `info: true` makes of the result is not in Node's types. */
function inflate(
  bytes: Uint8Array,
  options: InflateOptions,
): Buffer | { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } } {
  try {
    return inflateSync(bytes, options);
  } catch (error) {
    throw new DamagedInput('an object is corrupt', { cause: error });
  }
}
