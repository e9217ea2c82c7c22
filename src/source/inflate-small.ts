import zlib from 'node:zlib';

/** Compressed data of up to this size is inflated at once: a stream for each of thousands of small files would cost more. */
export const SMALL_STORED_BYTES = 256 * 2 ** 10;
/** What inflates to more than this is streamed. */
const SMALL_INFLATED_BYTES = 2 ** 20;
/** Deflate makes no more than this out of a byte. */
const MOST_RATIO = 1032;
/** More than Node's pool of buffers has (64 KiB): what is a part of it can't be given back. */
const LEAST_CHUNK_BYTES = 96 * 2 ** 10;

export interface Inflated {
  readonly bytes: Uint8Array;
  /** Of the input, what was taken: what follows is something else. */
  readonly storedBytes: number;
}

/**
 * Inflates raw deflate that is at hand.
 *
 * @param expectedBytes what it is said to inflate to, which need not be true
 * @returns null where it is damaged, goes on beyond the input, or inflates to too much for memory: a stream tells which
 */
export function takeSmall(input: Uint8Array, expectedBytes: number): Inflated | null {
  if (input.length === 0) return null;
  const mostBytes = Math.min(SMALL_INFLATED_BYTES, input.length * MOST_RATIO);
  if (expectedBytes > SMALL_INFLATED_BYTES && mostBytes === SMALL_INFLATED_BYTES) return null;
  // One byte more, as a chunk that is full is followed by another one.
  const chunkSize = Math.max(LEAST_CHUNK_BYTES, Math.min(expectedBytes, mostBytes) + 1);
  const options = { info: true, maxOutputLength: SMALL_INFLATED_BYTES, chunkSize };
  try {
    // The types do not know what `info` does.
    const { buffer, engine } = zlib.inflateRawSync(input, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { bytes: buffer, storedBytes: engine.bytesWritten };
  } catch {
    return null;
  }
}

/**
 * Gives the memory of what was inflated back, once all of it is packed: thousands of such buffers would lie about until the
 * next collection of garbage, which hardly counts what is outside of the heap. Nothing may look at them afterwards.
 */
export function release({ bytes }: Inflated): void {
  const { buffer } = bytes;
  // Smaller ones are a part of the pool that all of Node shares; Node 20 leaves it to the collection.
  if (buffer.byteLength > Buffer.poolSize) (buffer as Partial<Transferable>).transfer?.(0);
}

interface Transferable {
  transfer(bytes: number): ArrayBuffer;
}
