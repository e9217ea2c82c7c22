import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { decodeName } from './entry-path.js';
import type { ArchiveLimits } from './limits.js';
import { type Member, MemberReader } from './member-reader.js';

const MAGIC = Buffer.from('!<arch>\n');
const HEADER_BYTES = 60;
/** Ends each header. */
const HEADER_MAGIC = '`\n';
const NAME_BYTES = 16;
/** Where GNU's long names are; `/123` is the one that begins there. */
const NAMES = '//';
const LONG_NAME = /^\/(\d+)$/;
/** BSD's long names stand before the contents, and count as a part of them. */
const LEADING_NAME = /^#1\/(\d+)$/;

/** Whether an `ar` archive begins here, with a first member: a Debian package, or a library to link with. */
export function isAr(head: Uint8Array): boolean {
  return (
    head.length >= MAGIC.length + HEADER_BYTES &&
    MAGIC.every((byte, index) => head[index] === byte) &&
    parseHeader(head.subarray(MAGIC.length)) !== null
  );
}

/** Reads an `ar` archive, with long names as GNU and BSD write them. */
export class ArReader extends MemberReader {
  readonly #limits: Pick<ArchiveLimits, 'extendedHeaderBytes' | 'pathBytes'>;
  #isBegun = false;
  #names = Buffer.alloc(0);

  constructor(reader: ByteReader, limits: Pick<ArchiveLimits, 'extendedHeaderBytes' | 'pathBytes'>) {
    super(reader);
    this.#limits = limits;
  }

  protected async readHeader(): Promise<Member | null> {
    const { reader } = this;
    if (!this.#isBegun) await reader.skip(MAGIC.length);
    this.#isBegun = true;
    const head = await reader.peek(HEADER_BYTES);
    if (head.length === 0) return null;
    const header = parseHeader(head);
    if (header === null) {
      const what = head.length < HEADER_BYTES ? 'ends in the middle of an' : 'no valid';
      throw new DamagedInput(`${what} ar header at byte ${reader.offset}`);
    }
    await reader.skip(HEADER_BYTES);
    const { name, sizeBytes } = header;
    const paddingBytes = sizeBytes % 2;
    if (name === NAMES && sizeBytes <= this.#limits.extendedHeaderBytes) {
      this.#names = Buffer.from(await reader.peek(sizeBytes));
      return this.begin({ path: name, sizeBytes }, paddingBytes);
    }
    const leadingBytes = Number(LEADING_NAME.exec(name)?.[1] ?? 0);
    if (leadingBytes > 0 && leadingBytes <= Math.min(sizeBytes, this.#limits.pathBytes)) {
      const path = decodeName(await reader.peek(leadingBytes)).replace(/\0+$/, '');
      await reader.skip(leadingBytes);
      return this.begin({ path, sizeBytes: sizeBytes - leadingBytes }, paddingBytes);
    }
    return this.begin({ path: this.#nameOf(name), sizeBytes }, paddingBytes);
  }

  #nameOf(name: string): string {
    const at = LONG_NAME.exec(name)?.[1];
    if (at === undefined || Number(at) >= this.#names.length) return name.replace(/(?<=.)\/$/, '');
    const long = this.#names.subarray(Number(at), Number(at) + this.#limits.pathBytes);
    const end = long.indexOf('\n');
    return decodeName(end < 0 ? long : long.subarray(0, end)).replace(/\/$/, '');
  }
}

function parseHeader(head: Uint8Array): { readonly name: string; readonly sizeBytes: number } | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEADER_BYTES)).toString(
    'latin1',
  );
  const size = /^\d+(?= *$)/.exec(text.slice(48, 58))?.[0];
  if (text.length < HEADER_BYTES || !text.endsWith(HEADER_MAGIC) || size === undefined) return null;
  return { name: text.slice(0, NAME_BYTES).trimEnd(), sizeBytes: Number(size) };
}
