import zlib from 'node:zlib';
import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { DECODER_OPTIONS, decodeThrough } from './decoder-stream.js';

/**
 * Decodes gzip with any number of members (RFC 1952; eStargz has one per file).
 *
 * Zero bytes after the last member are padding. Node stops there without an error, even with another member behind
 * them, so what follows is looked at here.
 *
 * @throws DamagedInput at the end of what can be decoded, where that is not the end of the data.
 */
export async function* gunzip(reader: ByteReader): AsyncGenerator<Uint8Array, void, undefined> {
  const leftover = yield* decodeThrough(zlib.createGunzip(DECODER_OPTIONS), reader.rest(), 'gzip');
  let hiddenBytes = countWithoutPadding(leftover);
  for await (const piece of reader.rest()) {
    hiddenBytes += hiddenBytes > 0 ? piece.length : countWithoutPadding(piece);
  }
  if (hiddenBytes > 0) throw new DamagedInput('other data follows the gzip data');
}

/** Bytes from the first one on that is not zero. */
function countWithoutPadding(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : bytes.length - first;
}
