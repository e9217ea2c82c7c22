import type { Transform } from 'node:stream';
import type { Bytes } from './byte-reader.js';
import { codeOf, DamagedInput, messageOf } from './damaged-input.js';

/** A decoder of `node:zlib`, which counts the bytes that it took. */
export type Decoder = Transform & { readonly bytesWritten: number };

/** Bytes a decoder hands on at a time: with Node's own 16 KiB, trips to the thread pool cost more than the decoding. */
const PIECE_BYTES = 256 * 2 ** 10;

/** What decoders are made with: they may run ahead of the consumer by a few pieces, which keeps both threads busy. */
export const DECODER_OPTIONS = { chunkSize: PIECE_BYTES, readableHighWaterMark: 4 * PIECE_BYTES } as const;

/** How feeding a decoder ended. */
interface Fed {
  /** Of the last piece, what the decoder did not take: it had come to the end of its data. */
  readonly leftover: Uint8Array;
  /** What the source threw, if it did. */
  readonly failure: Error | undefined;
}

const NOTHING = new Uint8Array(0);

/**
 * Runs bytes through a decoder, no faster than the consumer takes what comes out. Returns what the decoder left of the
 * last piece; the rest of `source` was not read then.
 *
 * @throws DamagedInput where the decoder fails, with `name` ("gzip") in the message; whatever the source throws.
 */
export async function* decodeThrough(
  decoder: Decoder,
  source: Bytes | Iterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, Uint8Array, undefined> {
  // After the loop below nobody else listens.
  decoder.on('error', ignore);
  const feeding = feed(decoder, source);
  try {
    for await (const piece of decoder as AsyncIterable<Uint8Array>) yield piece;
  } catch (error) {
    const { failure } = await feeding;
    throw failure ?? new DamagedInput(describeFailure(error, name));
  } finally {
    // Where the consumer stops early, too: the source is at rest before anyone else reads on from it.
    decoder.destroy();
    await feeding;
  }
  const { leftover, failure } = await feeding;
  if (failure !== undefined) throw failure;
  return leftover;
}

/** Never rejects. */
async function feed(decoder: Decoder, source: Bytes | Iterable<Uint8Array>): Promise<Fed> {
  try {
    for await (const piece of source) {
      const before = decoder.bytesWritten;
      await writePiece(decoder, piece);
      const taken = decoder.bytesWritten - before;
      if (taken < piece.length) return { leftover: piece.subarray(taken), failure: undefined };
    }
    decoder.end();
    return { leftover: NOTHING, failure: undefined };
  } catch (error) {
    decoder.destroy();
    return { leftover: NOTHING, failure: error instanceof Error ? error : new Error(messageOf(error)) };
  }
}

/** Settles when the decoder has done with the piece, or was closed: a closed one calls nobody back. */
async function writePiece(decoder: Decoder, piece: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      decoder.off('close', settle);
      resolve();
    };
    decoder.once('close', settle);
    decoder.write(piece, settle);
  });
}

function describeFailure(error: unknown, name: string): string {
  return codeOf(error) === 'Z_BUF_ERROR' ? `${name} data ends early` : `${name} data is corrupt`;
}

function ignore(): void {
  // See above.
}
