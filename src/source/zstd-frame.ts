import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { checkHuffmanTree, TREE_BYTES } from './zstd-huffman.js';

/** The longest frame header there is, magic number included (RFC 8878, 3.1.1.1). */
export const FRAME_HEADER_BYTES = 18;
/** No block of any frame decodes to more (RFC 8878, 3.1.1.2.4). */
const LARGEST_BLOCK_BYTES = 128 * 2 ** 10;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;

export interface FrameHeader {
  readonly headerBytes: number;
  /** Of what the frame decodes to; null where it does not say. */
  readonly contentBytes: number | null;
  /** Memory that the decoder needs. */
  readonly windowBytes: number;
  /** What one block can decode to at most. */
  readonly blockBytes: number;
  readonly hasChecksum: boolean;
}

/**
 * Reads a frame header (RFC 8878, 3.1.1.1).
 *
 * @throws DamagedInput where it is cut off, breaks the specification or asks for a dictionary: no layer has one.
 */
export function parseFrameHeader(head: Uint8Array): FrameHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const descriptor = head[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryFlag = descriptor & 3;
  const dictionaryAt = isSingleSegment ? 5 : 6;
  const contentAt = dictionaryAt + (dictionaryFlag === 3 ? 4 : dictionaryFlag);
  const contentFlag = descriptor >> 6;
  const contentFieldBytes = contentFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << contentFlag;
  const headerBytes = contentAt + contentFieldBytes;
  if (head.length < headerBytes) throw new DamagedInput('zstd data ends early');
  if ((descriptor & 0x08) !== 0) throw new DamagedInput('zstd data is corrupt');
  if (head.subarray(dictionaryAt, contentAt).some((byte) => byte !== 0)) {
    throw new DamagedInput('the zstd data needs a dictionary');
  }
  const contentBytes = readContentSize(view, contentAt, contentFieldBytes);
  const windowBytes = contentBytes !== null && isSingleSegment ? contentBytes : readWindowSize(head[5] ?? 0);
  return {
    headerBytes,
    contentBytes,
    windowBytes,
    blockBytes: Math.min(windowBytes, LARGEST_BLOCK_BYTES),
    hasChecksum: (descriptor & 0x04) !== 0,
  };
}

function readContentSize(view: DataView, at: number, fieldBytes: number): number | null {
  switch (fieldBytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    case 8:
      return Number(view.getBigUint64(at, true));
    default:
      return null;
  }
}

/** Exponent and mantissa (RFC 8878, 3.1.1.1.2). */
function readWindowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** The bytes of one frame. Never more than one block at a time, so that a decoder's output per piece is bounded. */
export class FrameReader {
  readonly #reader: ByteReader;
  readonly #header: FrameHeader;
  #blocks = 0;

  /** `reader` stands at the frame's magic number. */
  constructor(reader: ByteReader, header: FrameHeader) {
    this.#reader = reader;
    this.#header = header;
  }

  /** What the blocks read so far decode to at most. */
  get mostBytes(): number {
    return this.#blocks * this.#header.blockBytes;
  }

  /** @throws DamagedInput where the frame is cut off or its blocks break the specification. */
  async *pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#read(this.#header.headerBytes);
    for (let isLast = false; !isLast;) {
      const head = await this.#reader.peek(BLOCK_HEADER_BYTES);
      if (head.length < BLOCK_HEADER_BYTES) throw new DamagedInput('zstd data ends early');
      const value = (head[0] ?? 0) | ((head[1] ?? 0) << 8) | ((head[2] ?? 0) << 16);
      isLast = (value & 1) !== 0;
      const type = (value >> 1) & 3;
      const sizeBytes = value >> 3;
      // Type 1 repeats one byte; type 3 is reserved.
      if (type === 3 || sizeBytes > this.#header.blockBytes) throw new DamagedInput('zstd data is corrupt');
      this.#blocks++;
      if (type === 2) {
        const start = await this.#reader.peek(BLOCK_HEADER_BYTES + Math.min(sizeBytes, TREE_BYTES));
        checkHuffmanTree(start.subarray(BLOCK_HEADER_BYTES));
      }
      yield* this.#read(BLOCK_HEADER_BYTES + (type === 1 ? 1 : sizeBytes));
    }
    if (this.#header.hasChecksum) yield* this.#read(CHECKSUM_BYTES);
  }

  async *#read(count: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = count; left > 0;) {
      const piece = await this.#reader.read(left);
      if (piece === null) throw new DamagedInput('zstd data ends early');
      left -= piece.length;
      yield piece;
    }
  }
}
