import { isBzip2 } from './bzip2.js';
import type { Compression } from './compression.js';
import { isTarHeader, isZero, TAR_BLOCK_BYTES } from './tar-header.js';
import { isXz } from './xz.js';

/** What bytes are, whatever their name says. `empty` has none at all. */
export type Content = 'empty' | 'tar' | Compression | 'json' | 'unknown';

/** As many leading bytes as `sniffContent` needs. */
export const SNIFF_BYTES = TAR_BLOCK_BYTES;

/** RFC 8878: a frame, or one of sixteen magic numbers of a skippable frame (0x184D2A50 and up, little-endian). */
const ZSTD_FRAME = [0x28, 0xb5, 0x2f, 0xfd];
const ZSTD_SKIPPABLE = [0x2a, 0x4d, 0x18];

/** Tells by the first `SNIFF_BYTES` bytes, or all there are. A tar comes first: its first name may be `[id].tsx`. */
export function sniffContent(head: Uint8Array): Content {
  if (head.length === 0) return 'empty';
  if (head.length >= TAR_BLOCK_BYTES && (isTarHeader(head) || isZero(head))) return 'tar';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (isZstdFrame(head) || isSkippableFrame(head)) return 'zstd';
  if (isBzip2(head)) return 'bzip2';
  if (isXz(head)) return 'xz';
  return looksLikeJson(head) ? 'json' : 'unknown';
}

/** Whether a zstd frame that a decoder leaves out begins here. */
export function isSkippableFrame(head: Uint8Array): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && ZSTD_SKIPPABLE.every((byte, i) => head[i + 1] === byte);
}

/** Whether a zstd frame with contents begins here. */
export function isZstdFrame(head: Uint8Array): boolean {
  return ZSTD_FRAME.every((byte, i) => head[i] === byte);
}

/** An object or an array, after white space and a byte order mark. */
function looksLikeJson(head: Uint8Array): boolean {
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const first = head
    .subarray(start)
    .find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  return first === 0x7b || first === 0x5b;
}
