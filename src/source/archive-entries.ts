import type { ByteReader, Bytes } from './byte-reader.js';
import { DamagedInput, messageOf } from './damaged-input.js';
import { normalizePath } from './entry-path.js';
import type { ArchiveLimits } from './limits.js';
import { isZero } from './tar-header.js';
import { TarReader } from './tar-reader.js';

/** A file or link of an archive, or a file of an unpacked one. */
export interface ArchiveEntry {
  /** Relative, normalised. */
  readonly name: string;
  readonly type: 'file' | 'symlink' | 'hardlink';
  readonly linkPath: string;
  /** To be read before the next entry is asked for; throws `DamagedInput` where they end early. */
  contents(): Bytes;
}

/** Pieces that files are read in: large ones keep the number of trips to the thread pool low. */
export const READ_BYTES = 2 ** 20;

/**
 * The entries of the archive's own tar, which must end with its marker: without one there is no telling whether it is
 * whole.
 *
 * @throws DamagedInput where it ends early, or is damaged, or other data follows.
 */
export async function* readTarEntries(
  reader: ByteReader,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const tar = new TarReader(reader, limits);
  let entry = await tar.next();
  for (; typeof entry !== 'string'; entry = await tar.next()) {
    const { type, linkPath } = entry;
    const name = normalizePath(entry.path);
    if (type === 'symlink' || type === 'hardlink')
      yield { name, type, linkPath, contents: () => tar.contents() };
    else if (type === 'file' || entry.sizeBytes > 0) {
      yield { name, type: 'file', linkPath, contents: () => tar.contents() };
    }
  }
  if (entry === 'unmarked-end') throw new DamagedInput('there is no end-of-archive marker');
  for await (const piece of reader.rest()) {
    if (!isZero(piece)) throw new DamagedInput('other data follows the end-of-archive marker');
  }
}

/**
 * The pieces of a stream.
 *
 * @throws DamagedInput where the stream fails.
 */
export async function* readStream(
  stream: AsyncIterable<unknown>,
  onPiece: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await nextPiece(pieces);
      if (piece === null) return;
      onPiece(piece);
      yield piece;
    }
  } finally {
    await pieces.return?.();
  }
}

async function nextPiece(pieces: AsyncIterator<unknown>): Promise<Uint8Array | null> {
  let next: IteratorResult<unknown>;
  try {
    next = await pieces.next();
  } catch (error) {
    throw new DamagedInput(`could not be read any further: ${messageOf(error)}`);
  }
  if (next.done === true) return null;
  if (next.value instanceof Uint8Array) return next.value;
  throw new TypeError('the stream must be one of bytes');
}
