import zlib from 'node:zlib';
import type { Decoded } from './decode.js';
import { decodeBase64 } from './decode-base64.js';

/** The beginnings of gzip in base64: its magic number, and flags that are in use. */
export const GZIP_KEYWORDS = ['H4sIA', 'H4sIB', 'H4sIC'];

/** A release of Helm, or a cloud-init file: both are kept where a mebibyte is too much. */
const MAX_INFLATED_BYTES = 8 * 2 ** 20;

/**
 * Inflates the gzip that begins in base64 at a place; null where there is none, or it is larger than what is configuration.
 * What is cut off or damaged is given as far as it goes.
 */
export function decodeGzip(text: string, position: number, highest: number): Decoded | null {
  const base64 = decodeBase64(text, position, 0, position, highest);
  if (base64 === null) return null;
  const { start, end } = base64;
  try {
    const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: MAX_INFLATED_BYTES };
    // Raw, since gzip's own reader throws away what it has read when it does not like what follows.
    const bytes = zlib.inflateRawSync(base64.bytes.subarray(headerBytes(base64.bytes)), options);
    return {
      bytes,
      encodings: [...base64.encodings, 'gzip'],
      start,
      end,
      // No byte of it has a place of its own.
      locate: () => start,
      holds: (at) => at >= start && at < end,
    };
  } catch {
    return null;
  }
}

/** Flags of the header (RFC 1952, 2.3.1): what stands between it and the data. */
const HEADER_BYTES = 10;
const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;

function headerBytes(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  let at = HEADER_BYTES;
  if ((flags & HAS_EXTRA) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1 || bytes.length;
  }
  return (flags & HAS_CHECKSUM) === 0 ? at : at + 2;
}
