import { BitsMissing, type BitReader } from './bzip2-bits.js';
import { type Codes, readCodes } from './bzip2-codes.js';
import { DamagedInput } from './damaged-input.js';

/** A table of codes is chosen anew after so many symbols. */
const GROUP_SYMBOLS = 50;
const MOST_TABLES = 6;
/** Symbols that tell how often the byte in front is repeated. */
const RUN_A = 0;
const RUN_B = 1;
/** After so many bytes that are the same, the next one says how many more of them there are. */
const RUN_BYTES = 4;
/** What is handed on at a time: a block of 900 kB may decode to 45 MB. */
const PIECE_BYTES = 256 * 2 ** 10;
const LONGEST_RUN_BYTES = 255;

/** Decodes blocks of bzip2, one after the other, in the same memory. */
export class BlockDecoder {
  /** By place in the sorted block: its byte, and, after `#sort`, the place of the byte that follows it above that. */
  #sorted = new Uint32Array(0);
  readonly #counts = new Uint32Array(256);
  #sizeBytes = 0;
  #origin = 0;
  /** As the block says it: of what it decodes to. */
  #checksum = 0;

  /**
   * Reads the block that begins at `bits`, after its signature.
   *
   * @param mostBytes what the stream's header says that a block has at most
   * @returns false where it is corrupt
   * @throws BitsMissing
   */
  read(bits: BitReader, mostBytes: number): boolean {
    this.#checksum = ((bits.read(16) << 16) | bits.read(16)) >>> 0;
    // The first one: blocks that were shuffled, which no writer since 1997 does.
    if (bits.read(1) !== 0) return false;
    this.#origin = bits.read(24);
    const bytes = readBytesInUse(bits);
    const tables = readTables(bits, bytes.length + 2);
    if (tables === null || !this.#readSymbols(bits, tables, bytes, mostBytes)) return false;
    if (this.#origin >= this.#sizeBytes) return false;
    this.#sort();
    return true;
  }

  /**
   * What the block that was read last decodes to.
   *
   * @throws DamagedInput at its end, where its checksum is another one: only that tells of a bit that was flipped
   */
  *pieces(): Generator<Uint8Array, void, undefined> {
    const sorted = this.#sorted;
    let piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, 2 * this.#sizeBytes) + LONGEST_RUN_BYTES);
    let length = 0;
    let entry = sorted[this.#origin] as number;
    let previous = -1;
    let run = 0;
    let checksum = -1;
    for (let left = this.#sizeBytes; left > 0; left--) {
      entry = sorted[entry >>> 8] as number;
      const byte = entry & 0xff;
      if (run === RUN_BYTES) {
        piece.fill(previous, length, length + byte);
        length += byte;
        run = 0;
        previous = -1;
      } else {
        run = byte === previous ? run + 1 : 1;
        previous = byte;
        piece[length++] = byte;
      }
      if (length > piece.length - LONGEST_RUN_BYTES) {
        checksum = addToChecksum(checksum, piece, length);
        yield piece.subarray(0, length);
        piece = Buffer.allocUnsafe(PIECE_BYTES + LONGEST_RUN_BYTES);
        length = 0;
      }
    }
    checksum = addToChecksum(checksum, piece, length);
    if (length > 0) yield piece.subarray(0, length);
    if (~checksum >>> 0 !== this.#checksum) throw new DamagedInput('bzip2 data does not fit its checksum');
  }

  /** Huffman, moves to the front, and runs. */
  #readSymbols(bits: BitReader, tables: Tables, bytes: Uint8Array, mostBytes: number): boolean {
    const { codes, selectors } = tables;
    const counts = this.#counts.fill(0);
    const endSymbol = bytes.length + 1;
    const endPosition = 8 * bits.bytes.length;
    if (this.#sorted.length < mostBytes) this.#sorted = new Uint32Array(mostBytes);
    const sorted = this.#sorted;
    let size = 0;
    let runBytes = 0;
    let runUnit = 1;
    for (const selector of selectors) {
      const table = codes[selector] as Codes;
      for (let left = GROUP_SYMBOLS; left > 0; left--) {
        const symbol = table.read(bits);
        if (bits.position > endPosition) throw new BitsMissing();
        if (symbol === null) return false;
        if (symbol === RUN_A || symbol === RUN_B) {
          runBytes += runUnit << symbol;
          if (size + runBytes > mostBytes) return false;
          runUnit *= 2;
          continue;
        }
        if (runBytes > 0) {
          const byte = bytes[0] as number;
          sorted.fill(byte, size, size + runBytes);
          counts[byte] = (counts[byte] as number) + runBytes;
          size += runBytes;
          runBytes = 0;
          runUnit = 1;
        }
        if (symbol === endSymbol) {
          this.#sizeBytes = size;
          return true;
        }
        if (size === mostBytes) return false;
        const byte = bytes[symbol - 1] as number;
        bytes.copyWithin(1, 0, symbol - 1);
        bytes[0] = byte;
        counts[byte] = (counts[byte] as number) + 1;
        sorted[size++] = byte;
      }
    }
    return false;
  }

  /** Undoes the Burrows-Wheeler transform: links each byte to the one that follows it. */
  #sort(): void {
    const sorted = this.#sorted;
    const places = this.#counts;
    let place = 0;
    for (let byte = 0; byte < 256; byte++) {
      const count = places[byte] as number;
      places[byte] = place;
      place += count;
    }
    for (let index = 0; index < this.#sizeBytes; index++) {
      const byte = (sorted[index] as number) & 0xff;
      const at = places[byte] as number;
      places[byte] = at + 1;
      sorted[at] = (sorted[at] as number) | (index << 8);
    }
  }
}

interface Tables {
  readonly codes: readonly Codes[];
  /** Which of them are in turn. */
  readonly selectors: Uint8Array;
}

/** The bytes that the block has at all: sixteen bits for the rows of sixteen, and sixteen for each of these. */
function readBytesInUse(bits: BitReader): Uint8Array {
  const bytes: number[] = [];
  const rows = bits.read(16);
  for (let row = 0; row < 16; row++) {
    if ((rows & (0x8000 >> row)) === 0) continue;
    const columns = bits.read(16);
    for (let column = 0; column < 16; column++)
      if ((columns & (0x8000 >> column)) !== 0) bytes.push(16 * row + column);
  }
  return Uint8Array.from(bytes);
}

function readTables(bits: BitReader, symbols: number): Tables | null {
  const count = bits.read(3);
  if (count < 2 || count > MOST_TABLES) return null;
  const selectors = new Uint8Array(bits.read(15));
  const recent = Uint8Array.from({ length: count }, (_, index) => index);
  for (let index = 0; index < selectors.length; index++) {
    let place = 0;
    while (bits.read(1) !== 0) if (++place >= count) return null;
    const selector = recent[place] as number;
    recent.copyWithin(1, 0, place);
    recent[0] = selector;
    selectors[index] = selector;
  }
  const codes: Codes[] = [];
  for (let index = 0; index < count; index++) {
    const table = readCodes(bits, symbols);
    if (table === null) return null;
    codes.push(table);
  }
  return { codes, selectors };
}

/** CRC-32 with the highest bit first, as bzip2 has it, by byte. */
const CHECKSUMS = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

function addToChecksum(checksum: number, bytes: Uint8Array, length: number): number {
  let value = checksum;
  for (let at = 0; at < length; at++)
    value = (value << 8) ^ (CHECKSUMS[((value >>> 24) ^ (bytes[at] as number)) & 0xff] as number);
  return value;
}
