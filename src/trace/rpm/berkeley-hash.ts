import { cut, DamagedDatabase, type DatabaseBytes, ReadGuard } from './database-bytes.js';

/** Berkeley DB's source, `src/dbinc/db_page.h`: the page in front of a hash table. */
const MAGIC = 0x061561;
const MAGIC_AT = 12;
const META_BYTES = 72;
const PAGE_SIZE_AT = 20;
const ENCRYPTION_AT = 24;
const FLAGS_AT = 26;
const CHECKSUMMED = 1;
const LAST_PAGE_AT = 32;
/** The header of any other page, and its fields. */
const HEADER_BYTES = 26;
const NEXT_AT = 16;
const ENTRIES_AT = 20;
const FREE_AT = 22;
const TYPE_AT = 25;
/** Types of pages: a bucket (the first one up to version 4.5), and a part of a value that fills pages of its own. */
const UNSORTED_BUCKET = 2;
const OVERFLOW = 7;
const BUCKET = 13;
/** Types of items: a value in the page, and one in a chain of others. */
const IN_PAGE = 1;
const OFF_PAGE = 3;
const OFF_PAGE_BYTES = 12;
/** RPM's number of a package. Number 0 is no package, but tells the next free number. */
const KEY_BYTES = 4;

/** Numbers are in the byte order of the machine that wrote the file. */
interface ByteOrder {
  readonly read16: (bytes: Buffer, offset: number) => number;
  readonly read32: (bytes: Buffer, offset: number) => number;
}

const LITTLE: ByteOrder = {
  read16: (bytes, offset) => bytes.readUInt16LE(offset),
  read32: (bytes, offset) => bytes.readUInt32LE(offset),
};
const BIG: ByteOrder = {
  read16: (bytes, offset) => bytes.readUInt16BE(offset),
  read32: (bytes, offset) => bytes.readUInt32BE(offset),
};

export function isBerkeleyHash(database: DatabaseBytes): boolean {
  return orderOf(database) !== null;
}

function orderOf(database: DatabaseBytes): ByteOrder | null {
  if (database.sizeBytes < META_BYTES) return null;
  const meta = database.read(0, META_BYTES);
  return [LITTLE, BIG].find((order) => order.read32(meta, MAGIC_AT) === MAGIC) ?? null;
}

/**
 * The headers in RPM's `Packages`, a hash table of Berkeley DB. All buckets are read, in the order of the file: which
 * key belongs into which does not matter. Pages that are no longer in use have another type.
 * @throws DamagedDatabase
 */
export function* berkeleyHeaders(database: DatabaseBytes): Generator<Buffer> {
  const order = orderOf(database);
  if (order === null) throw new DamagedDatabase('it is no hash table');
  const meta = database.read(0, META_BYTES);
  const pageBytes = order.read32(meta, PAGE_SIZE_AT);
  if (pageBytes < 512 || pageBytes > 65_536 || (pageBytes & (pageBytes - 1)) !== 0)
    throw new DamagedDatabase('its pages have no valid size');
  if (meta[ENCRYPTION_AT] !== 0 || ((meta[FLAGS_AT] ?? 0) & CHECKSUMMED) !== 0)
    throw new DamagedDatabase('it is encrypted or has checksums, which RPM never asks for');
  const lastPage = order.read32(meta, LAST_PAGE_AT);
  const guard = new ReadGuard(database.sizeBytes);
  const readPage = (number: number): Buffer => database.read(number * pageBytes, pageBytes);
  for (let number = 1; number <= lastPage; number++) {
    const page = readPage(number);
    const type = page[TYPE_AT];
    if (type !== BUCKET && type !== UNSORTED_BUCKET) continue;
    for (const item of valuesOf(page, order)) {
      if (item[0] === OFF_PAGE) yield readChain(item, order, readPage, guard);
      else if (item[0] === IN_PAGE) {
        guard.spend(item.length);
        yield item.subarray(1);
      }
    }
  }
}

/** The items behind the keys of packages. They stand in pairs, a key and a value, the first pair at the page's end. */
function* valuesOf(page: Buffer, order: ByteOrder): Generator<Buffer> {
  const entries = order.read16(page, ENTRIES_AT);
  const offsets = cut(page, HEADER_BYTES, 2 * entries);
  let end = page.length;
  let key: Buffer | null = null;
  for (let index = 0; index < entries; index++) {
    const start = order.read16(offsets, 2 * index);
    const item = cut(page, start, end - start);
    end = start;
    if (index % 2 === 0) key = item;
    else if (key?.length === 1 + KEY_BYTES && key.subarray(1).some((byte) => byte !== 0)) yield item;
  }
}

function readChain(
  item: Buffer,
  order: ByteOrder,
  readPage: (number: number) => Buffer,
  guard: ReadGuard,
): Buffer {
  const link = cut(item, 0, OFF_PAGE_BYTES);
  const lengthBytes = order.read32(link, 8);
  guard.spend(lengthBytes);
  const value = Buffer.allocUnsafe(lengthBytes);
  let next = order.read32(link, 4);
  for (let filled = 0; filled < lengthBytes;) {
    guard.visit(next);
    const page = readPage(next);
    if (page[TYPE_AT] !== OVERFLOW) throw new DamagedDatabase('a value goes on in a page of another kind');
    // Of such a page the field says how much of the value is in it.
    const part = cut(page, HEADER_BYTES, order.read16(page, FREE_AT));
    if (part.length === 0 || part.length > lengthBytes - filled)
      throw new DamagedDatabase('a value is not as long as it should be');
    filled += part.copy(value, filled);
    next = order.read32(page, NEXT_AT);
  }
  return value;
}
