import { bunzip2 } from './bzip2.js';
import type { Bytes, ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { gunzip } from './gzip.js';
import type { ArchiveLimits } from './limits.js';
import { isZero } from './tar-header.js';
import { unxz } from './xz.js';
import { unzstd } from './zstd.js';

/** What an archive or a layer may be compressed with, as a whole. */
export type Compression = 'gzip' | 'zstd' | 'bzip2' | 'xz';

const COMPRESSIONS: ReadonlySet<string> = new Set<Compression>(['gzip', 'zstd', 'bzip2', 'xz']);

/** Whether what bytes were found to be is compressed data. */
export function isCompression(content: string): content is Compression {
  return COMPRESSIONS.has(content);
}

/**
 * Decodes all that `reader` has, whatever number of members, frames or streams it is.
 *
 * @throws DamagedInput where it is damaged, or something else than padding follows
 */
export async function* decodeAll(
  reader: ByteReader,
  compression: Compression,
  limits: Pick<ArchiveLimits, 'windowBytes'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* decoded(reader, compression, limits);
  for await (const piece of reader.rest())
    if (!isZero(piece)) throw new DamagedInput(`other data follows the ${compression} data`);
}

function decoded(
  reader: ByteReader,
  compression: Compression,
  limits: Pick<ArchiveLimits, 'windowBytes'>,
): Bytes {
  switch (compression) {
    case 'gzip':
      return gunzip(reader);
    case 'zstd':
      return unzstd(reader, limits);
    case 'bzip2':
      return bunzip2(reader);
    case 'xz':
      return unxz(reader, limits);
  }
}
