import { createHash } from 'node:crypto';

/** The bytes in pieces of these sizes, over and over. */
export async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let start = 0, i = 0; start < bytes.length; i++) {
    // A turn of the event loop now and then, as real streams have.
    if (i % 64 === 0) await Promise.resolve();
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

/** All pieces in one. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(Uint8Array.from(piece));
  return Buffer.concat(all);
}

/** The same bytes for the same seed; they look random and don't compress. */
export function randomBytes(length: number, seed: number): Buffer {
  if (length === 0) return Buffer.alloc(0);
  return createHash('shake256', { outputLength: length }).update(String(seed)).digest();
}
