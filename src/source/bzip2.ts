import { BitReader, BitsMissing } from './bzip2-bits.js';
import { BlockDecoder } from './bzip2-block.js';
import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';

/** "BZh" and the size of blocks, in hundreds of kilobytes. */
const HEADER_BYTES = 4;
const BLOCK_UNIT_BYTES = 100_000;
/** Digits of π begin a block, digits of its root the end of the stream. */
const BLOCK = [0x314159, 0x265359] as const;
const END = [0x177245, 0x385090] as const;
const SIGNATURE_BYTES = 6;
const END_BYTES = SIGNATURE_BYTES + 4;
/** Beside a block's contents: its tables. And by how much a block that does not compress grows. */
const TABLES_BYTES = 40_000;
const USUAL_GROWTH = 1.02;
/** 20 bits for each byte, where a block is made to be as large as can be. */
const MOST_GROWTH = 2.5;

/** Whether a bzip2 stream begins here, with a block or empty. */
export function isBzip2(head: Uint8Array): boolean {
  const level = head[3] ?? 0;
  if (head[0] !== 0x42 || head[1] !== 0x5a || head[2] !== 0x68 || level < 0x31 || level > 0x39) return false;
  const bits = new BitReader(head.subarray(HEADER_BYTES, HEADER_BYTES + SIGNATURE_BYTES));
  const signature = [bits.peek(24), new BitReader(bits.bytes, 24).peek(24)];
  return isEqual(signature, BLOCK) || isEqual(signature, END);
}

/**
 * Decodes all bzip2 streams in a row (pbzip2 writes many); what follows the last one is left to be read. Where a block is
 * damaged, `reader` stands at it. Each block's checksum is compared, that of the stream, which is made of them, is not.
 *
 * @param begin is asked before each stream, and says no when no more are wanted
 * @throws DamagedInput where a block is damaged, or the data ends early
 */
export async function* bunzip2(
  reader: ByteReader,
  begin: () => boolean = () => true,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new BlockDecoder();
  while (isBzip2(await reader.peek(HEADER_BYTES + SIGNATURE_BYTES)) && begin()) {
    const header = await reader.peek(HEADER_BYTES);
    const mostBytes = BLOCK_UNIT_BYTES * ((header[3] ?? 0) - 0x30);
    // Blocks begin at any bit; the header is taken with the first one.
    for (let bit = 8 * HEADER_BYTES; ;) {
      const head = await reader.peek(Math.ceil(bit / 8) + END_BYTES);
      const bits = new BitReader(head, bit);
      const signature = take(() => [bits.read(24), bits.read(24)]);
      if (isEqual(signature, END)) {
        const endBytes = Math.ceil((bit + 8 * END_BYTES) / 8);
        if (head.length < endBytes) throw endsEarly();
        reader.skipNow(endBytes);
        break;
      }
      if (!isEqual(signature, BLOCK)) throw corrupt();
      const end = await readBlock(reader, decoder, bit + 8 * SIGNATURE_BYTES, mostBytes);
      yield* decoder.pieces();
      reader.skipNow(end >>> 3);
      bit = end & 7;
    }
  }
}

/** @returns where the block ends, in bits from where `reader` stands */
async function readBlock(
  reader: ByteReader,
  decoder: BlockDecoder,
  start: number,
  mostBytes: number,
): Promise<number> {
  const usualBytes = Math.ceil(mostBytes * USUAL_GROWTH) + TABLES_BYTES;
  const bytes = await reader.peek(usualBytes);
  try {
    return decodeBlock(decoder, bytes, start, mostBytes);
  } catch (error) {
    if (!(error instanceof BitsMissing)) throw error;
  }
  if (bytes.length < usualBytes) throw endsEarly();
  const more = await reader.peek(Math.ceil(mostBytes * MOST_GROWTH) + TABLES_BYTES);
  return take(() => decodeBlock(decoder, more, start, mostBytes));
}

function decodeBlock(decoder: BlockDecoder, bytes: Uint8Array, start: number, mostBytes: number): number {
  const bits = new BitReader(bytes, start);
  if (!decoder.read(bits, mostBytes)) throw corrupt();
  return bits.position;
}

/** @throws DamagedInput where the bits do not suffice */
function take<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof BitsMissing ? endsEarly() : error;
  }
}

function isEqual(signature: readonly number[], [high, low]: readonly [number, number]): boolean {
  return signature[0] === high && signature[1] === low;
}

function corrupt(): DamagedInput {
  return new DamagedInput('bzip2 data is corrupt');
}

function endsEarly(): DamagedInput {
  return new DamagedInput('bzip2 data ends early');
}
