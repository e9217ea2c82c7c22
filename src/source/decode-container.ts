import { bunzip2 } from './bzip2.js';
import { ByteReader, type Bytes } from './byte-reader.js';
import type { Compression } from './compression.js';
import type { ContainerLimits } from './container-budget.js';
import type { FedBytes } from './fed-bytes.js';
import { gunzipMembers } from './gzip-members.js';
import { unxz } from './xz.js';
import { unzstd } from './zstd.js';

/**
 * Decodes what a compressed file holds; what the decoder leaves is there to be read.
 *
 * @param fed sees what decoders are given that keep what they fail in to themselves
 * @param begin is asked before each member or stream, and says no when no more are wanted
 */
export function decodeContainer(
  reader: ByteReader,
  format: Compression,
  limits: ContainerLimits,
  fed: FedBytes,
  begin: () => boolean,
): Bytes {
  switch (format) {
    case 'gzip':
      return gunzipMembers(reader, fed, begin);
    case 'zstd':
      return unzstd(new ByteReader(seen(reader, fed)), limits);
    case 'bzip2':
      return bunzip2(reader, begin);
    case 'xz':
      return unxz(reader, limits, begin);
  }
}

async function* seen(reader: ByteReader, fed: FedBytes): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of reader.rest()) {
    fed.add(piece);
    yield piece;
  }
}
