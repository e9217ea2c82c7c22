/** A zip's local file header, which stands before each member (APPNOTE.TXT 6.3.10, section 4.3.7). */
export interface LocalHeader {
  /** Bytes before the contents: the fixed part, the name and the extra field. */
  readonly headerBytes: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Sizes and checksum follow the contents. */
  readonly hasDescriptor: boolean;
  readonly checksum: number;
  /** As stored, and as they are in truth. 0 where a descriptor tells. */
  readonly storedBytes: number;
  readonly sizeBytes: number;
}

/** Of the fixed part of a local header: as many bytes as `parseLocalHeader` needs. */
export const LOCAL_HEADER_BYTES = 30;
export const STORED = 0;
export const DEFLATED = 8;
export const ZSTANDARD = 93;

/** 6.3 is the newest version of the format. */
const NEWEST_VERSION = 63;
/** Section 4.4.5; 94 to 97 were given to MP3, XZ, JPEG and WavPack, 98 to PPMd, 99 says that AES encrypts it. */
const LAST_METHOD = 20;
const FIRST_NEW_METHOD = 93;
const LAST_NEW_METHOD = 99;

const ENCRYPTED = 1;
const DESCRIPTOR = 8;
const MASKED = 0x2000;
/** Bits 7 to 10, 14 and 15 mean nothing (section 4.4.4); 12 was PKWARE's own. */
const RESERVED = 0xd780;
const UNKNOWN_SIZE = 0xffffffff;
const ZIP64 = 1;

/**
 * Reads the fixed part; null where it is no header that a writer of zips would write. Sizes of more than 4 GiB stand in
 * the extra field, for `withExtra`.
 */
export function parseLocalHeader(head: Uint8Array): LocalHeader | null {
  if (head.length < LOCAL_HEADER_BYTES || !hasSignature(head, 3, 4)) return null;
  const view = new DataView(head.buffer, head.byteOffset, LOCAL_HEADER_BYTES);
  const flags = view.getUint16(6, true);
  const method = view.getUint16(8, true);
  const nameBytes = view.getUint16(26, true);
  const isKnown = method <= LAST_METHOD || (method >= FIRST_NEW_METHOD && method <= LAST_NEW_METHOD);
  if ((head[4] ?? 0) > NEWEST_VERSION || (flags & RESERVED) !== 0 || !isKnown || nameBytes === 0) return null;
  return {
    headerBytes: LOCAL_HEADER_BYTES + nameBytes + view.getUint16(28, true),
    method,
    isEncrypted: (flags & (ENCRYPTED | MASKED)) !== 0,
    hasDescriptor: (flags & DESCRIPTOR) !== 0,
    checksum: view.getUint32(14, true),
    storedBytes: view.getUint32(18, true),
    sizeBytes: view.getUint32(22, true),
  };
}

/** The name's bytes, and the header with the sizes of its ZIP64 field (section 4.5.3). */
export function readNames(
  bytes: Uint8Array,
  header: LocalHeader,
): { readonly name: Uint8Array; readonly header: LocalHeader } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const nameEnd = LOCAL_HEADER_BYTES + view.getUint16(26, true);
  const name = bytes.subarray(LOCAL_HEADER_BYTES, nameEnd);
  if (header.storedBytes !== UNKNOWN_SIZE && header.sizeBytes !== UNKNOWN_SIZE) return { name, header };
  for (let at = nameEnd; at + 4 <= bytes.length;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === ZIP64 && end <= bytes.length) {
      const sizes: number[] = [];
      for (let field = at + 4; field + 8 <= end; field += 8)
        sizes.push(Number(view.getBigUint64(field, true)));
      const sizeBytes = header.sizeBytes === UNKNOWN_SIZE ? (sizes.shift() ?? 0) : header.sizeBytes;
      const storedBytes = header.storedBytes === UNKNOWN_SIZE ? (sizes.shift() ?? 0) : header.storedBytes;
      return { name, header: { ...header, sizeBytes, storedBytes } };
    }
    at = end;
  }
  return { name, header };
}

/** What a member turned out to be. */
export interface MemberSizes {
  readonly storedBytes: number;
  readonly sizeBytes: number;
  /** null where it was not computed. */
  readonly checksum: number | null;
}

/** With a signature and sizes of 8 bytes, the longest there is (section 4.3.9). */
export const DESCRIPTOR_BYTES = 24;

/** How long the descriptor is, with its signature or without, and sizes of 4 or 8 bytes; 0 where there is none that fits. */
export function descriptorBytes(head: Uint8Array, found: Omit<MemberSizes, 'checksum'>): number {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  for (const start of hasSignature(head, 7, 8) ? [8, 4] : [4]) {
    if (start + 8 <= head.length) {
      const isNarrow =
        view.getUint32(start, true) === found.storedBytes % 2 ** 32 &&
        view.getUint32(start + 4, true) === found.sizeBytes % 2 ** 32;
      const isWide =
        start + 16 <= head.length &&
        Number(view.getBigUint64(start, true)) === found.storedBytes &&
        Number(view.getBigUint64(start + 8, true)) === found.sizeBytes;
      if (isWide) return start + 16;
      if (isNarrow) return start + 8;
    }
  }
  return 0;
}

/** The checksum in a descriptor of `descriptorBytes`. */
export function descriptorChecksum(descriptor: Uint8Array): number {
  const isSigned = descriptor.length === 16 || descriptor.length === 24;
  return new DataView(descriptor.buffer, descriptor.byteOffset).getUint32(isSigned ? 4 : 0, true);
}

/** Bytes of another record at the head: of the central directory, its end, or a mark of an archive in parts; 0 for none. */
export function recordBytes(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const at = (offset: number): number => (offset + 2 <= head.length ? view.getUint16(offset, true) : 0);
  if (hasSignature(head, 1, 2)) return 46 + at(28) + at(30) + at(32);
  if (hasSignature(head, 5, 6)) return 22 + at(20);
  if (hasSignature(head, 6, 7)) return 20;
  if (hasSignature(head, 6, 6)) return 56;
  return hasSignature(head, 7, 8) ? 4 : 0;
}

/** Where the next member or record may begin, from `from` on; -1 for nowhere in these bytes. */
export function findSignature(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf('PK', from, 'latin1'); at >= 0; at = buffer.indexOf('PK', at + 1, 'latin1')) {
    const rest = bytes.subarray(at);
    // Near the end there is not enough to tell: it is looked at again with what follows.
    if (rest.length < LOCAL_HEADER_BYTES) return at;
    if (hasSignature(rest, 1, 2) || hasSignature(rest, 5, 6) || parseLocalHeader(rest) !== null) return at;
  }
  return -1;
}

function hasSignature(head: Uint8Array, third: number, fourth: number): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === third && head[3] === fourth;
}
