import type { FileHandle } from 'node:fs/promises';
import type { Bytes } from './byte-reader.js';

/**
 * Buffers that a file is read into, one after the other. A piece is valid until so many less one are read after it: a
 * reader that needs more than the next few pieces at once copies them (`ByteReader.peek` does).
 */
const BUFFERS = 8;

/** Takes a file in pieces, and lets go of it. */
export interface FilePieces extends Bytes {
  /** Closes the file, wherever the reading is. */
  destroy(): void;
}

/**
 * The bytes of a regular file, read ahead by one piece, always into the same few buffers: a new one for every piece costs
 * as much as the reading itself, as the system has to clear its memory first.
 * @param pieceBytes of a buffer; only a file's last piece is smaller
 */
export function readPieces(file: FileHandle, pieceBytes: number): FilePieces {
  const close = async (): Promise<void> => {
    // A second time there is nothing left to close.
    await file.close().catch(() => undefined);
  };
  return {
    destroy: () => void close(),
    async *[Symbol.asyncIterator]() {
      const buffers = Array.from({ length: BUFFERS }, () => Buffer.allocUnsafeSlow(pieceBytes));
      const read = (index: number): Promise<Uint8Array> => {
        const buffer = buffers[index % BUFFERS] as Buffer;
        const reading = file.read(buffer, 0, pieceBytes, null);
        const piece = reading.then(({ bytesRead }) => buffer.subarray(0, bytesRead));
        // It is waited for later, perhaps never: a failure is then nobody's.
        piece.catch(() => undefined);
        return piece;
      };
      try {
        let ahead = read(0);
        for (let index = 1; ; index++) {
          const piece = await ahead;
          if (piece.length === 0) return;
          ahead = read(index);
          yield piece;
        }
      } finally {
        await close();
      }
    },
  };
}
