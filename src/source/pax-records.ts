import { DamagedInput } from './damaged-input.js';
import { decodeName, untilZero } from './entry-path.js';

/** What an extended header says about the entry after it. */
export interface Overrides {
  path?: string;
  linkPath?: string;
  sizeBytes?: number;
}

const SPACE = 0x20;
const EQUALS = 0x3d;
const LINE_FEED = 0x0a;

/**
 * Reads PAX records (`<length> <key>=<value>\n`, POSIX.1-2017) by their lengths, as values may hold line feeds: an
 * extended attribute with one must not pass for another record.
 *
 * @throws DamagedInput where a record is malformed, as the engines' reader does.
 */
export function parsePaxRecords(bytes: Uint8Array): Overrides {
  const overrides: Overrides = {};
  let sparsePath: string | undefined;
  let start = 0;
  while (start < bytes.length) {
    const space = bytes.indexOf(SPACE, start);
    const length = space < 0 ? NaN : parseDecimal(bytes.subarray(start, space));
    const end = start + length;
    const equals = bytes.indexOf(EQUALS, space);
    if (!(end <= bytes.length) || bytes[end - 1] !== LINE_FEED || equals <= space + 1 || equals >= end - 1) {
      throw new DamagedInput('a PAX header is malformed');
    }
    const value = bytes.subarray(equals + 1, end - 1);
    switch (decodeName(bytes.subarray(space + 1, equals))) {
      case 'path':
        if (value.length > 0) overrides.path = decodeName(untilZero(value));
        break;
      // GNU tar gives sparse files a name of its own making, and the true one here.
      case 'GNU.sparse.name':
        sparsePath = decodeName(untilZero(value));
        break;
      case 'linkpath':
        if (value.length > 0) overrides.linkPath = decodeName(untilZero(value));
        break;
      case 'size': {
        // An empty value takes an earlier one back.
        if (value.length === 0) break;
        overrides.sizeBytes = parseDecimal(value);
        if (!Number.isSafeInteger(overrides.sizeBytes))
          throw new DamagedInput('a PAX header holds no valid size');
        break;
      }
    }
    start = end;
  }
  if (sparsePath !== undefined) overrides.path = sparsePath;
  return overrides;
}

function parseDecimal(bytes: Uint8Array): number {
  const text = decodeName(bytes);
  return /^\d{1,16}$/.test(text) ? Number(text) : NaN;
}
