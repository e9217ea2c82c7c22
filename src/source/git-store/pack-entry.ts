/** gitformat-pack(5): the types of objects in a pack. */
export const COMMIT = 1;
export const TREE = 2;
export const BLOB = 3;
export const TAG = 4;
export const TYPE_NAMES: Readonly<Record<number, string>> = {
  [COMMIT]: 'commit',
  [TREE]: 'tree',
  [BLOB]: 'blob',
  [TAG]: 'tag',
};
const OFS_DELTA = 6;
const REF_DELTA = 7;

/** `PACK`, a version, and how many objects there are. */
export const PACK_HEADER_BYTES = 12;

/** What stands before the compressed bytes of an object in a pack. */
export interface PackEntry {
  /** 0 for a delta, whose type is that of its base. */
  readonly type: number;
  /** Of the contents, or of the delta, once inflated. */
  readonly sizeBytes: number;
  /** Where the compressed bytes begin. */
  readonly dataAt: number;
  /** How far back in the pack the base of a delta is; 0 where it is named by its ID, and for all else. */
  readonly distance: number;
  /** The base of a delta by its ID; null for all else. */
  readonly baseId: Uint8Array | null;
}

/** How many objects a pack says that it has; null where this is no pack of a known version. */
export function parsePackHeader(bytes: Buffer): number | null {
  if (bytes.length < PACK_HEADER_BYTES || bytes.toString('latin1', 0, 4) !== 'PACK') return null;
  const version = bytes.readUInt32BE(4);
  return version === 2 || version === 3 ? bytes.readUInt32BE(8) : null;
}

/** The entry at `at`; null where there can be none, or where it does not end before `end`. */
export function parsePackEntry(bytes: Buffer, at: number, end: number, idBytes: number): PackEntry | null {
  let byte = bytes[at] ?? 0;
  let next = at + 1;
  const type = (byte >> 4) & 7;
  let sizeBytes = byte & 15;
  for (let factor = 16; (byte & 0x80) !== 0; factor *= 128) {
    if (next >= end || factor > 2 ** 45) return null;
    byte = bytes[next++] ?? 0;
    sizeBytes += (byte & 0x7f) * factor;
  }
  let distance = 0;
  let baseId: Uint8Array | null = null;
  if (type === OFS_DELTA) {
    const parsed = parseDistance(bytes, next, end);
    if (parsed === null || parsed.value === 0) return null;
    distance = parsed.value;
    next = parsed.next;
  } else if (type === REF_DELTA) {
    baseId = bytes.subarray(next, next + idBytes);
    next += idBytes;
  } else if (type < COMMIT || type > TAG) return null;
  if (next >= end) return null;
  return { type: type > TAG ? 0 : type, sizeBytes, dataAt: next, distance, baseId };
}

/** How far back the base is: big-endian groups of seven bits, each but the last counted from one. */
function parseDistance(bytes: Buffer, at: number, end: number): { value: number; next: number } | null {
  let value = 0;
  for (let next = at; next < end && value < 2 ** 40;) {
    const byte = bytes[next++] ?? 0;
    value += byte & 0x7f;
    if ((byte & 0x80) === 0) return { value, next };
    value = (value + 1) * 128;
  }
  return null;
}
