import { DamagedDatabase, type DatabaseBytes, ReadGuard } from './database-bytes.js';

/** RPM's source, `lib/backend/ndb/rpmpkg.c`. All numbers are little-endian. */
const MAGIC = 'RpmP';
const HEADER_BYTES = 32;
const SLOT_PAGE_BYTES = 4096;
const SLOT_MAGIC = 'Slot';
const SLOT_BYTES = 16;
/** Places and sizes in a slot are counted in these. */
const UNIT_BYTES = 16;
const BLOB_MAGIC = 'BlbS';
const BLOB_HEADER_BYTES = 16;

export function isNdb(database: DatabaseBytes): boolean {
  return database.sizeBytes >= HEADER_BYTES && database.read(0, MAGIC.length).toString('latin1') === MAGIC;
}

/**
 * The headers in RPM's own kind of database (`Packages.db`, SUSE): pages of slots, each of which tells where the blob
 * of a package is.
 * @throws DamagedDatabase
 */
export function* ndbHeaders(database: DatabaseBytes): Generator<Buffer> {
  const header = database.read(0, HEADER_BYTES);
  if (header.readUInt32LE(4) !== 0) throw new DamagedDatabase('its version is not known');
  const guard = new ReadGuard(database.sizeBytes);
  const slotsBytes = header.readUInt32LE(12) * SLOT_PAGE_BYTES;
  for (let at = HEADER_BYTES; at < slotsBytes; at += SLOT_BYTES) {
    const slot = database.read(at, SLOT_BYTES);
    if (slot.toString('latin1', 0, 4) !== SLOT_MAGIC) throw new DamagedDatabase('a slot of it is none');
    const packageNumber = slot.readUInt32LE(4);
    if (packageNumber === 0) continue;
    const offset = slot.readUInt32LE(8) * UNIT_BYTES;
    const head = database.read(offset, BLOB_HEADER_BYTES);
    if (head.toString('latin1', 0, 4) !== BLOB_MAGIC || head.readUInt32LE(4) !== packageNumber)
      throw new DamagedDatabase('a slot leads to no package');
    const lengthBytes = head.readUInt32LE(12);
    guard.spend(lengthBytes);
    yield database.read(offset + BLOB_HEADER_BYTES, lengthBytes);
  }
}
