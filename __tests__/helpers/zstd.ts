import zlib from 'node:zlib';

/** How a frame is written by hand. */
export interface FrameOptions {
  /** Tells the size of the content in the header, and so makes one segment of it. */
  readonly isSingleSegment?: boolean;
  readonly windowDescriptor?: number;
  readonly dictionaryId?: number;
  /** Bytes of content in each block. */
  readonly blockBytes?: number;
}

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A frame of stored (not compressed) blocks, written by hand: Node 20 has no zstd to write one with. */
export function storeZstd(content: Uint8Array, options: FrameOptions = {}): Buffer {
  const { isSingleSegment = false, windowDescriptor = 0x50, dictionaryId, blockBytes = 64 * 1024 } = options;
  const descriptor = (isSingleSegment ? 0xa0 : 0) | (dictionaryId === undefined ? 0 : 1);
  const blocks: Buffer[] = [];
  for (let start = 0; start < content.length || start === 0; start += blockBytes) {
    const block = content.subarray(start, start + blockBytes);
    const isLast = start + blockBytes >= content.length;
    blocks.push(writeBlockHeader(isLast, 0, block.length), Buffer.from(block));
  }
  return Buffer.concat([
    MAGIC,
    Buffer.from([descriptor, ...(isSingleSegment ? [] : [windowDescriptor])]),
    Buffer.from(dictionaryId === undefined ? [] : [dictionaryId]),
    ...(isSingleSegment ? [writeUint32(content.length)] : []),
    ...blocks,
  ]);
}

/** A frame of `blocks` blocks that each repeat one byte 128 KiB times: the stuff of bombs. */
export function repeatZstd(byte: number, blocks: number): Buffer {
  const block = Buffer.from([byte]);
  const all = Array.from({ length: blocks }, (_, i) => [
    writeBlockHeader(i === blocks - 1, 1, 128 * 1024),
    block,
  ]);
  return Buffer.concat([MAGIC, Buffer.from([0, 0x50]), ...all.flat()]);
}

/** A frame that decoders leave out. */
export function skippableFrame(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x5e, 0x2a, 0x4d, 0x18]), writeUint32(content.length), content]);
}

/** Really compressed where this Node can; else stored, which is zstd as well. */
export function compressZstd(content: Uint8Array): Buffer {
  const node: Partial<Pick<typeof zlib, 'zstdCompressSync'>> = zlib;
  return node.zstdCompressSync?.(content) ?? storeZstd(content);
}

function writeBlockHeader(isLast: boolean, type: 0 | 1, sizeBytes: number): Buffer {
  const value = (sizeBytes << 3) | (type << 1) | (isLast ? 1 : 0);
  return Buffer.from([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff]);
}

function writeUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
