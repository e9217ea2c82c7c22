import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';

/** A file in an archive, of which the contents follow. */
export interface Member {
  /** As it stands there. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** Reads an archive member by member, as `TarReader` does. */
export interface MemberSource {
  /** The next member where it is there without waiting; null where it may be, or not. */
  nextNow(): Member | null;
  /**
   * The next member, after whatever is left of the one before it; a word at the end.
   *
   * @throws DamagedInput where there is neither: these bytes are left to be read
   */
  next(): Promise<Member | string>;
  /** All contents of the member, where they are there without waiting; else null, and nothing is taken. */
  wholeNow(): Uint8Array | null;
  /** The contents that are left, in pieces. */
  contents(): AsyncGenerator<Uint8Array, void, undefined>;
}

/** What archives have in common where each member is a header, its contents, and padding. */
export abstract class MemberReader implements MemberSource {
  protected readonly reader: ByteReader;
  #path = '';
  #remainingBytes = 0;
  #paddingBytes = 0;

  constructor(reader: ByteReader) {
    this.reader = reader;
  }

  /** Takes the next header, and calls `begin`; null at the end of the archive. */
  protected abstract readHeader(): Promise<Member | null>;

  protected begin(member: Member, paddingBytes: number): Member {
    this.#path = member.path;
    this.#remainingBytes = member.sizeBytes;
    this.#paddingBytes = paddingBytes;
    return member;
  }

  nextNow(): null {
    return null;
  }

  async next(): Promise<Member | 'end'> {
    while ((await this.#read()) !== null);
    // The last one's padding may be missing.
    await this.reader.skip(this.#paddingBytes);
    this.#paddingBytes = 0;
    return (await this.readHeader()) ?? 'end';
  }

  wholeNow(): Uint8Array | null {
    const bytes = this.reader.peekNow(this.#remainingBytes);
    if (bytes === null) return null;
    this.reader.skipNow(bytes.length);
    this.#remainingBytes = 0;
    return bytes;
  }

  async *contents(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let piece = await this.#read(); piece !== null; piece = await this.#read()) yield piece;
  }

  async #read(): Promise<Uint8Array | null> {
    if (this.#remainingBytes === 0) return null;
    const piece = await this.reader.read(this.#remainingBytes);
    if (piece === null) {
      this.#remainingBytes = 0;
      throw new DamagedInput(`ends in the middle of ${JSON.stringify(this.#path)}`);
    }
    this.#remainingBytes -= piece.length;
    return piece;
  }
}
