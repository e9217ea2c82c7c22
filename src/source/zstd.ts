import { Decompress } from 'fzstd';
import zlib from 'node:zlib';
import type { Bytes, ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { DECODER_OPTIONS, decodeThrough } from './decoder-stream.js';
import type { ArchiveLimits } from './limits.js';
import { isSkippableFrame, isZstdFrame } from './sniff.js';
import { FRAME_HEADER_BYTES, FrameReader, parseFrameHeader } from './zstd-frame.js';

/** Decodes one frame each; both throw `DamagedInput` where it is corrupt. */
export interface ZstdCodec {
  /** A frame at hand, which decodes to `mostBytes` at most. */
  decode(frame: Uint8Array, mostBytes: number): Uint8Array;
  /** A frame in pieces of at most one block each. */
  decodeStream(pieces: Bytes): AsyncGenerator<Uint8Array, unknown, undefined>;
}

/** What Node's zlib has from 22.15 on. */
type NodeZstd = Partial<Pick<typeof zlib, 'createZstdDecompress' | 'zstdDecompressSync'>>;

/** Magic number and size of a skippable frame. */
const SKIPPABLE_HEADER_BYTES = 8;
/** Frames up to these sizes are decoded at once, as a stream for each of zstd:chunked's small ones would cost more. */
const SMALL_FRAME_BYTES = 256 * 2 ** 10;
const SMALL_CONTENT_BYTES = 4 * 2 ** 20;

/**
 * Decodes zstd with any number of frames, and skippable ones anywhere (RFC 8878; zstd:chunked has one frame per file,
 * and its index in skippable ones). Node's decoder stops after the first frame without an error, and gives nothing for
 * a leading skippable one, so frames are taken apart here and decoded one by one.
 *
 * @throws DamagedInput at the end of what can be decoded, where that is not the end of the data.
 */
export async function* unzstd(
  reader: ByteReader,
  limits: Pick<ArchiveLimits, 'windowBytes'>,
  codec: ZstdCodec = nativeCodec() ?? FZSTD_CODEC,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const head = await reader.peek(FRAME_HEADER_BYTES);
    if (head.length === 0) return;
    if (isSkippableFrame(head)) {
      await skipFrame(reader, head);
    } else if (isZstdFrame(head)) {
      yield* decodeFrame(reader, head, limits, codec);
    } else {
      throw new DamagedInput('other data follows the zstd data');
    }
  }
}

async function skipFrame(reader: ByteReader, head: Uint8Array): Promise<void> {
  if (head.length < SKIPPABLE_HEADER_BYTES) throw new DamagedInput('zstd data ends early');
  const bytes = SKIPPABLE_HEADER_BYTES + new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  if ((await reader.skip(bytes)) < bytes) throw new DamagedInput('zstd data ends early');
}

async function* decodeFrame(
  reader: ByteReader,
  head: Uint8Array,
  limits: Pick<ArchiveLimits, 'windowBytes'>,
  codec: ZstdCodec,
): AsyncGenerator<Uint8Array, void, undefined> {
  const header = parseFrameHeader(head);
  if (header.windowBytes > limits.windowBytes) {
    throw new DamagedInput(
      `the zstd data needs ${header.windowBytes} bytes of memory, above the limit of ${limits.windowBytes}`,
    );
  }
  const frame = new FrameReader(reader, header);
  const pieces = frame.pieces();
  const start: Uint8Array[] = [];
  let startBytes = 0;
  while (startBytes <= SMALL_FRAME_BYTES && frame.mostBytes <= SMALL_CONTENT_BYTES) {
    const piece = await pieces.next();
    if (piece.done === true) {
      yield codec.decode(Buffer.concat(start, startBytes), frame.mostBytes);
      return;
    }
    start.push(piece.value);
    startBytes += piece.value.length;
  }
  yield* codec.decodeStream(chain(start, pieces));
}

async function* chain(
  first: readonly Uint8Array[],
  rest: Bytes,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* first;
  yield* rest;
}

/** Node's own decoder, from 22.15 on; null where there is none. */
export function nativeCodec(node: NodeZstd = zlib): ZstdCodec | null {
  const { createZstdDecompress, zstdDecompressSync } = node;
  if (createZstdDecompress === undefined || zstdDecompressSync === undefined) return null;
  return {
    decode(frame, mostBytes) {
      try {
        return zstdDecompressSync(frame, { maxOutputLength: Math.max(1, mostBytes) });
      } catch {
        throw new DamagedInput('zstd data is corrupt');
      }
    },
    decodeStream: (pieces) => decodeThrough(createZstdDecompress(DECODER_OPTIONS), pieces, 'zstd'),
  };
}

/** A decoder in JavaScript for Node 20, some five times slower. It checks no checksums: the layer's diff ID does. */
export const FZSTD_CODEC: ZstdCodec = {
  decode(frame) {
    const decoded: Uint8Array[] = [];
    const decompress = new Decompress((piece) => decoded.push(piece));
    pushTo(decompress, frame, true);
    return Buffer.concat(decoded);
  },
  async *decodeStream(pieces) {
    let decoded: Uint8Array[] = [];
    const decompress = new Decompress((piece) => decoded.push(piece));
    for await (const piece of pieces) {
      pushTo(decompress, piece, false);
      yield* decoded;
      decoded = [];
    }
    pushTo(decompress, new Uint8Array(0), true);
    yield* decoded;
  },
};

function pushTo(decompress: Decompress, bytes: Uint8Array, isLast: boolean): void {
  try {
    decompress.push(bytes, isLast);
  } catch {
    // Its own errors, and RangeErrors where corrupt data points out of bounds.
    throw new DamagedInput('zstd data is corrupt');
  }
}
