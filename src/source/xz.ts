import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import type { ArchiveLimits } from './limits.js';
import { decodeLzma2 } from './lzma2.js';

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
/** Magic number, flags and their checksum; a footer is as long. */
const STREAM_HEADER_BYTES = 12;
const FOOTER_MAGIC = [0x59, 0x5a];
/** A number of up to 63 bits, 7 in each byte. */
const MOST_NUMBER_BYTES = 9;
const CHECKSUM_BYTES = 4;
/** Padding is looked through in steps of so many bytes. */
const PADDING_BYTES = 4;

const HAS_STORED_SIZE = 0x40;
const HAS_SIZE = 0x80;
const RESERVED = 0x3c;
const LZMA2 = 0x21;

/** Whether an xz stream begins here. */
export function isXz(head: Uint8Array): boolean {
  return MAGIC.every((byte, index) => head[index] === byte);
}

/**
 * Decodes all xz streams in a row, with the padding between them (The .xz File Format 1.2.0); what follows the last one is
 * left to be read. Where the data is damaged, `reader` stands at the chunk that is, or near it. The checksums of the contents are not
 * computed: that data can be decoded to just what its sizes say hardly happens by accident.
 *
 * @param begin is asked before each stream, and says no when no more are wanted
 * @throws DamagedInput where a stream is damaged, ends early, or is beyond the limits
 */
export async function* unxz(
  reader: ByteReader,
  limits: Pick<ArchiveLimits, 'windowBytes'>,
  begin: () => boolean = () => true,
): AsyncGenerator<Uint8Array, void, undefined> {
  while (isXz(await reader.peek(STREAM_HEADER_BYTES)) && begin()) {
    const header = await reader.peek(STREAM_HEADER_BYTES);
    if (header.length < STREAM_HEADER_BYTES) throw endsEarly();
    const check = header[7] ?? 0;
    if (header[6] !== 0 || check > 0x0f) throw new DamagedInput('xz data of a kind that is not known');
    let blocks = 0;
    let sizeBytes = 0;
    // The header is taken with the first block: where there is none after all, nothing was.
    let lead = STREAM_HEADER_BYTES;
    for (;;) {
      const first = (await reader.peek(lead + 1))[lead];
      if (first === undefined) throw endsEarly();
      if (first === 0) break;
      for await (const piece of readBlock(reader, lead, first, checkBytes(check), limits)) {
        sizeBytes += piece.length;
        yield piece;
      }
      lead = 0;
      blocks++;
    }
    reader.skipNow(lead);
    await readIndex(reader, blocks, sizeBytes);
    // Zero bytes, four at a time; those behind the last stream need not be that many.
    while (isPadding(await reader.peek(PADDING_BYTES))) reader.skipNow(PADDING_BYTES);
  }
}

function isPadding(bytes: Uint8Array): boolean {
  return bytes.length === PADDING_BYTES && bytes.every((byte) => byte === 0);
}

/** By the check's number: none, CRC32, …, CRC64, …, SHA-256 (3.4). */
function checkBytes(check: number): number {
  return check === 0 ? 0 : 4 * 2 ** Math.floor((check - 1) / 3);
}

async function* readBlock(
  reader: ByteReader,
  lead: number,
  first: number,
  trailerBytes: number,
  limits: Pick<ArchiveLimits, 'windowBytes'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const headerBytes = (first + 1) * 4;
  const header = (await reader.peek(lead + headerBytes)).subarray(lead);
  if (header.length < headerBytes) throw endsEarly();
  const { dictionaryBytes, storedBytes, sizeBytes } = parseBlockHeader(header.subarray(0, -CHECKSUM_BYTES));
  const start = reader.offset + lead + headerBytes;
  let decodedBytes = 0;
  for await (const piece of decodeLzma2(reader, lead + headerBytes, dictionaryBytes, limits.windowBytes)) {
    decodedBytes += piece.length;
    yield piece;
  }
  const takenBytes = reader.offset - start;
  const isRight = (told: number | null, found: number): boolean => told === null || told === found;
  if (!isRight(storedBytes, takenBytes) || !isRight(sizeBytes, decodedBytes)) throw corrupt();
  const count = ((4 - (takenBytes % 4)) % 4) + trailerBytes;
  if ((await reader.skip(count)) < count) throw endsEarly();
}

interface BlockHeader {
  readonly dictionaryBytes: number;
  /** null where it does not say. */
  readonly storedBytes: number | null;
  readonly sizeBytes: number | null;
}

/** @throws DamagedInput where it is none, or there are other filters than LZMA2 */
function parseBlockHeader(header: Uint8Array): BlockHeader {
  const flags = header[1] ?? 0;
  if ((flags & RESERVED) !== 0) throw corrupt();
  let at = 2;
  const take = (): number => {
    const number = parseNumber(header.subarray(at));
    if (number === null) throw corrupt();
    at += number.bytes;
    return number.value;
  };
  const storedBytes = (flags & HAS_STORED_SIZE) === 0 ? null : take();
  const sizeBytes = (flags & HAS_SIZE) === 0 ? null : take();
  const isPlain = (flags & 3) === 0 && take() === LZMA2;
  if (!isPlain) throw new DamagedInput('xz data with a filter that is not known');
  const propertiesBytes = take();
  const bits = header[at] ?? 0xff;
  if (propertiesBytes !== 1 || bits > 40) throw corrupt();
  const dictionaryBytes = bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  return { dictionaryBytes, storedBytes, sizeBytes };
}

/** Which lists the blocks, and the footer behind it: nothing but what is known by now. */
async function readIndex(reader: ByteReader, blocks: number, sizeBytes: number): Promise<void> {
  const start = reader.offset;
  reader.skipNow(1);
  const take = async (): Promise<number> => {
    const head = await reader.peek(MOST_NUMBER_BYTES);
    const number = parseNumber(head);
    if (number === null) throw head.length < MOST_NUMBER_BYTES ? endsEarly() : corrupt();
    reader.skipNow(number.bytes);
    return number.value;
  };
  if ((await take()) !== blocks) throw corrupt();
  let listedBytes = 0;
  for (let block = 0; block < blocks; block++) {
    await take();
    listedBytes += await take();
  }
  if (listedBytes !== sizeBytes) throw corrupt();
  const tail = ((4 - ((reader.offset - start) % 4)) % 4) + CHECKSUM_BYTES;
  if ((await reader.skip(tail)) < tail) throw endsEarly();
  const footer = await reader.peek(STREAM_HEADER_BYTES);
  if (footer.length < STREAM_HEADER_BYTES) throw endsEarly();
  if (!FOOTER_MAGIC.every((byte, index) => footer[STREAM_HEADER_BYTES - 2 + index] === byte)) throw corrupt();
  reader.skipNow(STREAM_HEADER_BYTES);
}

function parseNumber(bytes: Uint8Array): { readonly value: number; readonly bytes: number } | null {
  let value = 0;
  for (let index = 0; index < MOST_NUMBER_BYTES; index++) {
    const byte = bytes[index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, bytes: index + 1 };
  }
  return null;
}

function corrupt(): DamagedInput {
  return new DamagedInput('xz data is corrupt');
}

function endsEarly(): DamagedInput {
  return new DamagedInput('xz data ends early');
}
