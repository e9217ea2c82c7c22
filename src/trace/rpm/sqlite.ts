import { cut, DamagedDatabase, type DatabaseBytes, ReadGuard } from './database-bytes.js';

/** SQLite, "Database File Format", 1.3. */
const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
/** 1.6, B-tree pages: the first byte. */
const INTERIOR = 5;
const LEAF = 13;
/** SQLite's own limit of the tree's depth (BTCURSOR_MAX_DEPTH). */
const MAX_DEPTH = 20;
/** 4.1, The WAL file. The last bit tells the byte order of checksums. */
const LOG_MAGIC = 0x377f0682;
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

export function isSqlite(database: DatabaseBytes): boolean {
  return database.sizeBytes >= HEADER_BYTES && database.read(0, MAGIC.length).toString('latin1') === MAGIC;
}

/**
 * The headers in the table `Packages` (`hnum INTEGER PRIMARY KEY, blob BLOB`) of RPM's database in SQLite.
 *
 * Reads the few structures that this takes, and no SQL: a library would bring a megabyte into every bundle, needs the
 * database and a copy of it in memory, and can't read a database that still has a write-ahead log.
 * @param log the write-ahead log beside it: pages that are newer than those of the database
 * @throws DamagedDatabase
 */
export function* sqliteHeaders(database: DatabaseBytes, log: DatabaseBytes | null): Generator<Buffer> {
  const pages = new Pages(database, log);
  for (const record of rowsOf(pages, 1)) {
    const [type, name, , root] = readRecord(record);
    if (type?.toString() !== 'table' || name?.toString() !== 'Packages' || root === undefined) continue;
    for (const row of rowsOf(pages, numberOf(root))) {
      const blob = readRecord(row)[1];
      if (blob !== undefined) yield blob;
    }
    return;
  }
  throw new DamagedDatabase('it has no table of packages');
}

class Pages {
  readonly pageBytes: number;
  /** Bytes of a page that the tree uses. */
  readonly usableBytes: number;
  readonly guard: ReadGuard;
  readonly #database: DatabaseBytes;
  readonly #log: DatabaseBytes | null;
  readonly #inLog: ReadonlyMap<number, number>;

  constructor(database: DatabaseBytes, log: DatabaseBytes | null) {
    const header = database.read(0, HEADER_BYTES);
    const sizeField = header.readUInt16BE(16);
    this.pageBytes = sizeField === 1 ? 65_536 : sizeField;
    this.usableBytes = this.pageBytes - header.readUInt8(20);
    if (this.pageBytes < 512 || (this.pageBytes & (this.pageBytes - 1)) !== 0 || this.usableBytes < 480)
      throw new DamagedDatabase('its pages have no valid size');
    this.#database = database;
    this.#log = log;
    this.#inLog = log === null ? new Map() : pagesInLog(log, this.pageBytes);
    this.guard = new ReadGuard(database.sizeBytes + (log?.sizeBytes ?? 0));
  }

  /** @param number from 1 */
  read(number: number): Buffer {
    this.guard.visit(number);
    const offset = this.#inLog.get(number);
    return offset !== undefined && this.#log !== null
      ? this.#log.read(offset, this.pageBytes)
      : this.#database.read((number - 1) * this.pageBytes, this.pageBytes);
  }
}

/**
 * Offsets in the log of the newest version of each page, up to the last commit. Frames of an earlier round have other
 * salts. Their checksums, which tell of a machine that lost its power while it wrote, are not computed.
 */
function pagesInLog(log: DatabaseBytes, pageBytes: number): Map<number, number> {
  const committed = new Map<number, number>();
  if (log.sizeBytes < LOG_HEADER_BYTES) return committed;
  const header = log.read(0, LOG_HEADER_BYTES);
  if ((header.readUInt32BE(0) & ~1) !== LOG_MAGIC || header.readUInt32BE(8) !== pageBytes)
    throw new DamagedDatabase('its write-ahead log is none of this database');
  const salts = header.subarray(16, 24);
  const begun = new Map<number, number>();
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  for (let at = LOG_HEADER_BYTES; at + frameBytes <= log.sizeBytes; at += frameBytes) {
    const frame = log.read(at, FRAME_HEADER_BYTES);
    if (!frame.subarray(8, 16).equals(salts)) break;
    begun.set(frame.readUInt32BE(0), at + FRAME_HEADER_BYTES);
    // The size of the database after a commit; 0 in the middle of a transaction.
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [page, offset] of begun) committed.set(page, offset);
    begun.clear();
  }
  return committed;
}

/** The records of a table, in order, whole. */
function* rowsOf(pages: Pages, root: number, depth = 0): Generator<Buffer> {
  if (depth > MAX_DEPTH) throw new DamagedDatabase('its tree is too deep');
  const page = pages.read(root);
  const start = root === 1 ? HEADER_BYTES : 0;
  const type = page.readUInt8(start);
  if (type !== INTERIOR && type !== LEAF) throw new DamagedDatabase('a page of its table is of another kind');
  const headerBytes = type === INTERIOR ? 12 : 8;
  const cells = page.readUInt16BE(start + 3);
  const pointers = cut(page, start + headerBytes, 2 * cells);
  for (let cell = 0; cell < cells; cell++) {
    const at = pointers.readUInt16BE(2 * cell);
    if (type === LEAF) yield readPayload(pages, page, at);
    else yield* rowsOf(pages, cut(page, at, 4).readUInt32BE(0), depth + 1);
  }
  if (type === INTERIOR) yield* rowsOf(pages, page.readUInt32BE(start + 8), depth + 1);
}

/** 1.6, Cell payload overflow: what does not fit into the page goes on in a chain of others. */
function readPayload(pages: Pages, page: Buffer, offset: number): Buffer {
  const [lengthBytes, rowAt] = readVarint(page, offset);
  const [, at] = readVarint(page, rowAt);
  const { usableBytes, guard } = pages;
  guard.spend(lengthBytes);
  const most = usableBytes - 35;
  if (lengthBytes <= most) return cut(page, at, lengthBytes);
  const least = Math.floor(((usableBytes - 12) * 32) / 255) - 23;
  const fitting = least + ((lengthBytes - least) % (usableBytes - 4));
  const localBytes = fitting <= most ? fitting : least;
  const payload = Buffer.allocUnsafe(lengthBytes);
  cut(page, at, localBytes).copy(payload);
  let next = cut(page, at + localBytes, 4).readUInt32BE(0);
  for (let filled = localBytes; filled < lengthBytes;) {
    const chained = pages.read(next);
    filled += chained.copy(payload, filled, 4, Math.min(usableBytes, 4 + lengthBytes - filled));
    next = chained.readUInt32BE(0);
  }
  return payload;
}

/** 2.1, Record format: the bytes of each column. */
function readRecord(record: Buffer): Buffer[] {
  const [headerBytes, start] = readVarint(record, 0);
  const columns: Buffer[] = [];
  let bodyAt = headerBytes;
  // The tables that are read have five columns at most; there is no need to go on.
  for (let at = start; at < headerBytes && columns.length < 5;) {
    const [type, next] = readVarint(record, at);
    const column = cut(record, bodyAt, bytesOfType(type));
    columns.push(column);
    bodyAt += column.length;
    at = next;
  }
  return columns;
}

/** A type's code is its length up to 4; then come 6 and 8 bytes, constants, and of texts and blobs the length itself. */
function bytesOfType(code: number): number {
  if (code <= 4) return code;
  if (code === 5) return 6;
  if (code <= 7) return 8;
  return code < 12 ? 0 : Math.floor((code - 12) / 2);
}

function numberOf(column: Buffer): number {
  if (column.length === 0 || column.length > 6) throw new DamagedDatabase('its table begins on no page');
  return column.readUIntBE(0, column.length);
}

/** Seven bits a byte, most significant first; the ninth byte counts whole. @returns the value, and where it ends */
function readVarint(bytes: Buffer, offset: number): [value: number, end: number] {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = cut(bytes, offset + index, 1).readUInt8(0);
    if (index === 8) return [value * 256 + byte, offset + 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, offset + index + 1];
  }
  return [value, offset + 9];
}
