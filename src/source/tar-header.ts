import { DamagedInput } from './damaged-input.js';
import { decodeName, untilZero } from './entry-path.js';

/** A tar is made of these: headers of one block, contents padded to whole blocks (POSIX.1-2017, pax, "ustar"). */
export const TAR_BLOCK_BYTES = 512;

/** A header block as it stands, before extended headers are applied. */
export interface TarHeader {
  readonly path: string;
  /** The type flag, one character: `0` file, `5` folder, `x` PAX header, … */
  readonly flag: string;
  readonly sizeBytes: number;
  readonly linkPath: string;
  /** GNU's old sparse format: another block of the sparse map stands before the contents. */
  readonly sparseMapGoesOn: boolean;
}

/** Where a field begins and how long it is. */
const NAME = [0, 100] as const;
const SIZE = [124, 12] as const;
const CHECKSUM = [148, 8] as const;
export const FLAG = 156;
const LINK = [157, 100] as const;
const MAGIC = 257;
const PREFIX = [345, 155] as const;
const GNU_SPARSE_GOES_ON = 482;

/** `ustar`, a zero byte and version 00. GNU's own magic (`ustar  `) has no prefix field. */
const USTAR = [...Buffer.from('ustar\x0000')];

const ZEROS = Buffer.alloc(64 * 2 ** 10);

/** Whether all bytes are zero: two blocks of these end a tar, and pad it. Compared in large steps. */
export function isZero(bytes: Uint8Array): boolean {
  for (let start = 0; start < bytes.length; start += ZEROS.length) {
    const part = bytes.subarray(start, start + ZEROS.length);
    if (ZEROS.compare(part, 0, part.length, 0, part.length) !== 0) return false;
  }
  return true;
}

/** Whether a block has the right checksum: the one sure sign of a tar, as old ones have no magic. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < TAR_BLOCK_BYTES) return false;
  const stored = parseOctal(block, CHECKSUM);
  if (stored === null) return false;
  const [start, length] = CHECKSUM;
  // The checksum's own field counts as spaces.
  let sum = length * 0x20;
  for (let i = 0; i < start; i++) sum += block[i] as number;
  for (let i = start + length; i < TAR_BLOCK_BYTES; i++) sum += block[i] as number;
  // Some old writers summed signed characters; Go's archive/tar takes both, and so do the engines.
  return stored === sum || stored === sum - 256 * countNegative(block);
}

function countNegative(block: Uint8Array): number {
  const [start, length] = CHECKSUM;
  const isNegative = (byte: number): number => (byte > 0x7f ? 1 : 0);
  const all = block.subarray(0, TAR_BLOCK_BYTES).reduce((count, byte) => count + isNegative(byte), 0);
  return block.subarray(start, start + length).reduce((count, byte) => count - isNegative(byte), all);
}

/**
 * Reads a header block whose checksum is right.
 *
 * @throws DamagedInput where a number in it can't be read.
 */
export function parseTarHeader(block: Uint8Array): TarHeader {
  const sizeBytes = parseSize(block);
  if (sizeBytes === null) throw new DamagedInput('a tar header holds no valid size');
  let path = textOf(block, NAME);
  if (USTAR.every((byte, index) => block[MAGIC + index] === byte)) {
    const prefix = textOf(block, PREFIX);
    if (prefix !== '') path = `${prefix}/${path}`;
  }
  const flag = String.fromCharCode(block[FLAG] ?? 0);
  return {
    path,
    flag: flag === '\0' ? '0' : flag,
    sizeBytes,
    linkPath: textOf(block, LINK),
    sparseMapGoesOn: flag === 'S' && block[GNU_SPARSE_GOES_ON] !== 0,
  };
}

type Field = readonly [start: number, length: number];

/** The text before the first zero byte. Nearly all names are ASCII, and most links are empty. */
function textOf(block: Uint8Array, [start, length]: Field): string {
  let end = start;
  for (; end < start + length && block[end] !== 0; end++) {
    if ((block[end] as number) > 0x7f) return decodeName(untilZero(block.subarray(start, start + length)));
  }
  if (end === start) return '';
  return Buffer.from(block.buffer, block.byteOffset + start, end - start).toString('latin1');
}

/** Octal digits with spaces or zero bytes around them; null for anything else. Empty is 0, as in Go's archive/tar. */
function parseOctal(block: Uint8Array, [start, length]: Field): number | null {
  let value = 0;
  let ended = false;
  let begun = false;
  for (let at = start; at < start + length; at++) {
    const byte = block[at] as number;
    if (byte === 0x20 || byte === 0) {
      ended = begun;
      if (byte === 0 && begun) break;
    } else if (byte >= 0x30 && byte <= 0x37 && !ended) {
      begun = true;
      value = value * 8 + (byte - 0x30);
    } else {
      return null;
    }
  }
  return value;
}

/** A size in octal or, with the first bit set, in base 256 (GNU, for 8 GiB and more). Null where it can't be right. */
function parseSize(block: Uint8Array): number | null {
  const [start, length] = SIZE;
  const first = block[start] ?? 0;
  if ((first & 0x80) === 0) return parseOctal(block, SIZE);
  // The second bit is the sign.
  if ((first & 0x40) !== 0) return null;
  const value = block
    .subarray(start + 1, start + length)
    .reduce((sum, byte) => sum * 256 + byte, first & 0x3f);
  return Number.isSafeInteger(value) ? value : null;
}
