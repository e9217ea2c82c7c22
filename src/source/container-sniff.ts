import { isAr } from './ar-reader.js';
import { isBzip2 } from './bzip2.js';
import type { Compression } from './compression.js';
import { isCpio } from './cpio-reader.js';
import { isGzipMember } from './gzip-members.js';
import { isRpm } from './rpm-header.js';
import { isSkippableFrame, isZstdFrame } from './sniff.js';
import { isTarHeader, TAR_BLOCK_BYTES } from './tar-header.js';
import { isXz } from './xz.js';
import { parseLocalHeader } from './zip-header.js';

/** Archives that are read member by member. */
export type MemberFormat = 'tar' | 'ar' | 'cpio';

/** A file that holds other files, or one other file, compressed. */
export type ContainerFormat = 'zip' | 'rpm' | MemberFormat | Compression;

/** Where a zip begins in a file: after what stands before it in one that is a program as well. */
export interface FoundContainer {
  readonly format: ContainerFormat;
  readonly start: number;
}

/** As many leading bytes as tell all formats that begin with the file. */
export const CONTAINER_HEAD_BYTES = TAR_BLOCK_BYTES;
/** In a script (executable jars, Python's zipapps) or a DOS program (archives that extract themselves), a zip is looked for so far. */
export const PREFIX_BYTES = 128 * 2 ** 10;

const TYPE_FLAG = 156;
const MAGIC = 257;
const USTAR = [...Buffer.from('ustar')];
const ZIP_SIGNATURE = Buffer.from('PK\x03\x04');

/** Whether a format is one of these. */
export function isMemberFormat(format: string | undefined): format is MemberFormat {
  return format === 'tar' || format === 'ar' || format === 'cpio';
}

/** Tells by the bytes that a file begins with; its name says nothing. null for all that is surely none. */
export function sniffContainer(head: Uint8Array): FoundContainer | null {
  const format = formatOf(head);
  if (format !== null) return { format, start: 0 };
  if (!mayHavePrefix(head)) return null;
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, PREFIX_BYTES));
  for (let at = bytes.indexOf(ZIP_SIGNATURE); at >= 0; at = bytes.indexOf(ZIP_SIGNATURE, at + 1)) {
    if (parseLocalHeader(head.subarray(at)) !== null) return { format: 'zip', start: at };
  }
  return null;
}

/** Whether a zip may follow behind a program: then `sniffContainer` wants `PREFIX_BYTES`. */
export function mayHavePrefix(head: Uint8Array): boolean {
  return (head[0] === 0x23 && head[1] === 0x21) || (head[0] === 0x4d && head[1] === 0x5a);
}

function formatOf(head: Uint8Array): ContainerFormat | null {
  if (head[0] === 0x50 && head[1] === 0x4b) return isZip(head) ? 'zip' : null;
  if (isGzipMember(head)) return 'gzip';
  if (isZstdFrame(head)) return 'zstd';
  if (isSkippableFrame(head) && isZstdAfterSkippable(head)) return 'zstd';
  // A tar may begin with any of these bytes, as they may be those of a name.
  return rarerFormatOf(head) ?? (isTar(head) ? 'tar' : null);
}

function rarerFormatOf(head: Uint8Array): ContainerFormat | null {
  switch (head[0]) {
    case 0x42:
      return isBzip2(head) ? 'bzip2' : null;
    case 0xfd:
      return isXz(head) ? 'xz' : null;
    case 0x21:
      return isAr(head) ? 'ar' : null;
    case 0x30:
      return isCpio(head) ? 'cpio' : null;
    case 0xed:
      return isRpm(head) ? 'rpm' : null;
    default:
      return null;
  }
}

/** LZ4 has the same skippable frames: what follows tells whose it is. */
function isZstdAfterSkippable(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const next = 8 + new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  return isZstdFrame(head.subarray(next)) || isSkippableFrame(head.subarray(next));
}

/** A first member; or an archive in parts, whose mark stands before it. An empty archive holds nothing to open. */
function isZip(head: Uint8Array): boolean {
  const isMarked = head[2] === 0x07 && head[3] === 0x08;
  return parseLocalHeader(isMarked ? head.subarray(4) : head) !== null;
}

/** With POSIX's or GNU's magic; older ones have only their checksum, so more of the header must be right. */
function isTar(head: Uint8Array): boolean {
  if (head.length < TAR_BLOCK_BYTES || head[0] === 0) return false;
  if (USTAR.every((byte, index) => head[MAGIC + index] === byte)) return isTarHeader(head);
  // The first digit of the mode, and the type: a file, a link or a folder. Nearly all that is no tar ends here.
  const mode = head[100] ?? 0;
  const type = head[TYPE_FLAG] ?? 0xff;
  if (mode !== 0x20 && (mode < 0x30 || mode > 0x37)) return false;
  return (type === 0 || (type >= 0x30 && type <= 0x35)) && isTarHeader(head);
}
