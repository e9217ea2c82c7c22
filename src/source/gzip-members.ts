import zlib from 'node:zlib';
import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { DECODER_OPTIONS, decodeThrough } from './decoder-stream.js';
import type { FedBytes } from './fed-bytes.js';
import { type Inflated, takeSmall } from './inflate-small.js';

/** Magic, method, flags, time, extra flags, system (RFC 1952, 2.3). */
const FIXED_BYTES = 10;
/** Checksum and size behind the deflate data. */
const TRAILER_BYTES = 8;
/** What is looked at for the end of a small member's data. */
const WINDOW_BYTES = 64 * 2 ** 10;
/** Extra field, name and comment together: no writer comes near it. */
const MOST_HEADER_BYTES = 2 ** 17;

const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;

/** Whether a gzip member begins here: only deflate was ever defined, and the upper flags are reserved. */
export function isGzipMember(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 && ((head[3] ?? RESERVED) & RESERVED) === 0;
}

/** Inflates one member that is there as a whole, and alone; null for anything else, and where it is too large. */
export function gunzipSmall(bytes: Uint8Array): Inflated | null {
  const start = headerBytes(bytes);
  if (start === null || start + TRAILER_BYTES >= bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const small = takeSmall(bytes.subarray(start), view.getUint32(bytes.length - 4, true));
  if (small === null) return null;
  const end = start + small.storedBytes + TRAILER_BYTES;
  const isWhole = end <= bytes.length && view.getUint32(end - 4, true) === small.bytes.length;
  if (!isWhole || isGzipMember(bytes.subarray(end))) return null;
  return { bytes: small.bytes, storedBytes: end };
}

/**
 * Inflates all members in a row; what follows the last one is left to be read. Node's own decoder throws away what it has
 * decoded of a piece when something else follows in it.
 *
 * @param fed sees what is decoded
 * @param begin is asked before each member, and says no when no more are wanted
 * @throws DamagedInput where a member is damaged, or ends early
 */
export async function* gunzipMembers(
  reader: ByteReader,
  fed: FedBytes,
  begin: () => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of reader.rest()) {
      fed.add(piece);
      yield piece;
    }
  }
  while (isGzipMember(await reader.peek(FIXED_BYTES)) && begin()) {
    const start =
      headerBytes(await reader.peek(FIXED_BYTES)) ?? headerBytes(await reader.peek(MOST_HEADER_BYTES));
    if (start === null) throw new DamagedInput(ENDS_EARLY);
    fed.add(Uint8Array.from(await reader.peek(start)));
    await reader.skip(start);
    let sizeBytes = 0;
    const small = takeSmall(await reader.peek(WINDOW_BYTES), 0);
    if (small !== null) {
      sizeBytes = small.bytes.length;
      yield small.bytes;
      await reader.skip(small.storedBytes);
    } else {
      const decoded = decodeThrough(zlib.createInflateRaw(DECODER_OPTIONS), pieces(), 'gzip');
      for (let next = await decoded.next(); ; next = await decoded.next()) {
        if (next.done === true) {
          reader.unread(next.value.length);
          break;
        }
        sizeBytes += next.value.length;
        yield next.value;
      }
    }
    const trailer = await reader.peek(TRAILER_BYTES);
    if (trailer.length < TRAILER_BYTES) throw new DamagedInput(ENDS_EARLY);
    const told = new DataView(trailer.buffer, trailer.byteOffset).getUint32(4, true);
    if (told !== sizeBytes % 2 ** 32) throw new DamagedInput('gzip data is corrupt');
    await reader.skip(TRAILER_BYTES);
  }
}

const ENDS_EARLY = 'gzip data ends early';

/** Of a member's header; null where its end is not in these bytes. */
function headerBytes(bytes: Uint8Array): number | null {
  if (bytes.length < FIXED_BYTES) return null;
  const flags = bytes[3] ?? 0;
  let at = FIXED_BYTES;
  if ((flags & HAS_EXTRA) !== 0) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const text of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & text) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if ((flags & HAS_CHECKSUM) !== 0) at += 2;
  return at <= bytes.length ? at : null;
}
