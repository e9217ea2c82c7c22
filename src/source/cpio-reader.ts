import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { decodeName, untilZero } from './entry-path.js';
import type { ArchiveLimits } from './limits.js';
import { type Member, MemberReader } from './member-reader.js';

/** The two formats in use: headers in ASCII, of numbers with so many digits each. */
interface Format {
  readonly digits: RegExp;
  readonly radix: 8 | 16;
  readonly headerBytes: number;
  /** Where these fields are. */
  readonly size: readonly [start: number, end: number];
  readonly nameSize: readonly [start: number, end: number];
  /** Name and contents are padded to a multiple of this. */
  readonly alignment: number;
}

/** "New ASCII", with and without checksums: the initial file systems of Linux, and the contents of RPMs. */
const NEW: Format = {
  digits: /^07070[12][\da-f]{104}$/i,
  radix: 16,
  headerBytes: 110,
  size: [54, 62],
  nameSize: [94, 102],
  alignment: 4,
};
/** POSIX.1's. */
const OLD: Format = {
  digits: /^070707[0-7]{70}$/,
  radix: 8,
  headerBytes: 76,
  size: [65, 76],
  nameSize: [59, 65],
  alignment: 1,
};
const MAGIC = Buffer.from('07070');
/** Padding is looked through in steps of so many bytes. */
const PADDING_BYTES = 512;
const TRAILER = 'TRAILER!!!';

/** Whether a cpio archive in ASCII begins here. */
export function isCpio(head: Uint8Array): boolean {
  return MAGIC.every((byte, index) => head[index] === byte) && parseHeader(head) !== null;
}

/** Takes the padding between two archives: zero bytes, as many as there are. */
export async function skipZeros(reader: ByteReader): Promise<void> {
  for (;;) {
    const bytes = await reader.peek(PADDING_BYTES);
    const count = bytes.findIndex((byte) => byte !== 0);
    reader.skipNow(count < 0 ? bytes.length : count);
    if (count >= 0 || bytes.length === 0) return;
  }
}

/** Reads a cpio archive in ASCII. A link's contents are the path that it leads to. */
export class CpioReader extends MemberReader {
  readonly #limits: Pick<ArchiveLimits, 'extendedHeaderBytes'>;

  constructor(reader: ByteReader, limits: Pick<ArchiveLimits, 'extendedHeaderBytes'>) {
    super(reader);
    this.#limits = limits;
  }

  protected async readHeader(): Promise<Member | null> {
    const { reader } = this;
    const header = parseHeader(await reader.peek(NEW.headerBytes));
    if (header === null) throw new DamagedInput(`no valid cpio header at byte ${reader.offset}`);
    const { format, sizeBytes, nameBytes } = header;
    if (nameBytes > this.#limits.extendedHeaderBytes)
      throw new DamagedInput(
        `a name of ${nameBytes} bytes, above the limit of ${this.#limits.extendedHeaderBytes}`,
      );
    const { headerBytes, alignment } = format;
    const padded = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;
    const head = await reader.peek(padded(headerBytes + nameBytes));
    if (head.length < headerBytes + nameBytes) throw new DamagedInput('ends in the middle of a cpio header');
    const path = decodeName(untilZero(head.subarray(headerBytes, headerBytes + nameBytes)));
    await reader.skip(head.length);
    const member = this.begin({ path, sizeBytes }, padded(sizeBytes) - sizeBytes);
    return path === TRAILER && sizeBytes === 0 ? null : member;
  }
}

interface Header {
  readonly format: Format;
  readonly sizeBytes: number;
  readonly nameBytes: number;
}

function parseHeader(head: Uint8Array): Header | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, NEW.headerBytes)).toString(
    'latin1',
  );
  const format = [NEW, OLD].find(({ digits, headerBytes }) => digits.test(text.slice(0, headerBytes)));
  if (format === undefined) return null;
  const read = ([start, end]: readonly [number, number]): number =>
    Number.parseInt(text.slice(start, end), format.radix);
  return { format, sizeBytes: read(format.size), nameBytes: read(format.nameSize) };
}
