import type { ByteReader } from './byte-reader.js';
import { type Compression, decodeAll } from './compression.js';
import { DamagedInput } from './damaged-input.js';
import type { ArchiveLimits } from './limits.js';

/**
 * What is left of `reader`, inflated, within the limits.
 *
 * @throws DamagedInput where the data is corrupt, ends early or inflates beyond the limits, after all that came before.
 */
export async function* decompress(
  reader: ByteReader,
  compression: Compression,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const start = reader.offset;
  let inflatedBytes = 0;
  for await (const piece of decodeAll(reader, compression, limits)) {
    inflatedBytes += piece.length;
    if (inflatedBytes > limits.inflatedBytes) {
      throw new DamagedInput(`inflates to more than ${limits.inflatedBytes} bytes, the limit`);
    }
    if (inflatedBytes > limits.bombBytes && inflatedBytes > limits.inflationRatio * (reader.offset - start)) {
      throw new DamagedInput(`inflates to more than ${limits.inflationRatio} times its size, the limit`);
    }
    yield piece;
  }
}
