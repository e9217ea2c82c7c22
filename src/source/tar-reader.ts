import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { decodeName, untilZero } from './entry-path.js';
import type { ArchiveLimits } from './limits.js';
import { type Overrides, parsePaxRecords } from './pax-records.js';
import { FLAG, isTarHeader, isZero, parseTarHeader, TAR_BLOCK_BYTES, type TarHeader } from './tar-header.js';

export type EntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';

export interface TarEntry {
  /** As it stands in the tar, not normalised. */
  readonly path: string;
  readonly type: EntryType;
  /** Of the contents that follow; 0 for whatever can't have any. */
  readonly sizeBytes: number;
  /** Of links; empty otherwise. */
  readonly linkPath: string;
}

const TYPES: Readonly<Record<string, EntryType>> = {
  '0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'directory',
  '7': 'file',
  S: 'file',
};

/** Links, devices, folders, FIFOs: without contents, whatever size their header gives (Go's archive/tar). */
const WITHOUT_CONTENTS = '123456';

/** Extended headers of PAX and GNU, and GNU's sparse files, whose map may go on: by the byte of their flag. */
const HEADERS_OF_HEADERS: ReadonlySet<number> = new Set(Buffer.from('xgLKS'));
const NO_OVERRIDES: Overrides = {};
const NOTHING = new Uint8Array(0);

/** In a further block of GNU's sparse map: whether yet another follows. */
const SPARSE_BLOCK_GOES_ON = 504;

/**
 * Reads a tar entry by entry, exactly as Go's `archive/tar` does, which is what the engines unpack layers with: where
 * two readers disagree on where an entry begins, one of them sees files that the other doesn't.
 *
 * It is written here because the readers to be had fail open: what is no header is left out, input that ends between
 * two blocks counts as whole, and what follows the end marker can't be told from the padding. This one says where it
 * stopped and leaves the rest to be read.
 */
export class TarReader {
  readonly #reader: ByteReader;
  readonly #limits: Pick<ArchiveLimits, 'extendedHeaderBytes'>;
  #path = '';
  #remainingBytes = 0;
  #paddingBytes = 0;

  constructor(reader: ByteReader, limits: Pick<ArchiveLimits, 'extendedHeaderBytes'>) {
    this.#reader = reader;
    this.#limits = limits;
  }

  /**
   * The next entry, after whatever is left of the one before it. `end` at the end-of-archive marker, which is taken;
   * `unmarked-end` where the bytes end between two entries without a whole one.
   *
   * @throws DamagedInput where the bytes end within an entry, or are no header: these are left to be read.
   */
  async next(): Promise<TarEntry | 'end' | 'unmarked-end'> {
    await this.#finishEntry();
    let pax: Overrides = {};
    const gnu: Overrides = {};
    for (;;) {
      const block = await this.#reader.peek(TAR_BLOCK_BYTES);
      if (block.length === 0) return 'unmarked-end';
      if (block[0] === 0 && isZero(block)) return await this.#finishTar();
      const header = this.#parseHeader(block);
      await this.#reader.skip(TAR_BLOCK_BYTES);
      // Of several headers of a kind the last one counts; global ones (g) say nothing that the engines heed.
      if (header.flag === 'x') pax = parsePaxRecords(await this.#readExtendedHeader(header));
      else if (header.flag === 'L') gnu.path = await this.#readLongName(header);
      else if (header.flag === 'K') gnu.linkPath = await this.#readLongName(header);
      else if (header.flag === 'g') await this.#readExtendedHeader(header);
      else {
        const entry = this.#beginEntry(header, { ...pax, ...gnu });
        await this.#skipSparseMap(header);
        return entry;
      }
    }
  }

  /**
   * As `next`, for a plain entry whose header is there already, after an entry that was read to its end; else null, and
   * nothing is taken: then it is `next` that tells. Waiting for what is there costs more than all else of a small file.
   *
   * @throws DamagedInput where the bytes are no header: these are left to be read.
   */
  nextNow(): TarEntry | null {
    if (this.#remainingBytes > 0) return null;
    const block = this.#reader.peekNow(this.#paddingBytes + TAR_BLOCK_BYTES)?.subarray(this.#paddingBytes);
    // The end marker, and headers that say more of the next one, are for `next`.
    if (block === undefined || block[0] === 0 || HEADERS_OF_HEADERS.has(block[FLAG] ?? 0)) return null;
    this.#reader.skipNow(this.#paddingBytes);
    this.#paddingBytes = 0;
    const header = this.#parseHeader(block);
    this.#reader.skipNow(TAR_BLOCK_BYTES);
    return this.#beginEntry(header, NO_OVERRIDES);
  }

  /** The next bytes of the contents, at most `count`, which stay to be read. */
  async peek(count: number): Promise<Uint8Array> {
    return this.#reader.peek(Math.min(count, this.#remainingBytes));
  }

  /** All contents that are left, where they are there without waiting; else null, and nothing is taken. */
  wholeNow(): Uint8Array | null {
    if (this.#remainingBytes === 0) return NOTHING;
    const piece = this.#reader.peekNow(this.#remainingBytes);
    if (piece === null) return null;
    this.#reader.skipNow(piece.length);
    this.#remainingBytes = 0;
    return piece;
  }

  /** As `read`, where there are bytes without waiting; null at the contents' end, too. */
  readNow(): Uint8Array | null {
    if (this.#remainingBytes === 0) return null;
    const piece = this.#reader.readNow(this.#remainingBytes);
    this.#remainingBytes -= piece?.length ?? 0;
    return piece;
  }

  /**
   * The next piece of the entry's contents, a view of the input; null at their end.
   *
   * @throws DamagedInput where the input ends before them.
   */
  async read(): Promise<Uint8Array | null> {
    if (this.#remainingBytes === 0) return null;
    const piece = await this.#reader.read(this.#remainingBytes);
    if (piece === null) throw new DamagedInput(`ends in the middle of ${JSON.stringify(this.#path)}`);
    this.#remainingBytes -= piece.length;
    return piece;
  }

  /** The entry's contents, to be read before the next call of `next`. */
  async *contents(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let piece = await this.read(); piece !== null; piece = await this.read()) yield piece;
  }

  async #finishEntry(): Promise<void> {
    while ((await this.read()) !== null);
    if ((await this.#reader.skip(this.#paddingBytes)) < this.#paddingBytes) {
      throw new DamagedInput(`ends after ${JSON.stringify(this.#path)}`);
    }
    this.#paddingBytes = 0;
  }

  async #finishTar(): Promise<'end' | 'unmarked-end'> {
    await this.#reader.skip(TAR_BLOCK_BYTES);
    const block = await this.#reader.peek(TAR_BLOCK_BYTES);
    if (block.length === 0) return 'unmarked-end';
    if (block.length < TAR_BLOCK_BYTES || !isZero(block)) {
      throw new DamagedInput(`half an end-of-archive marker before byte ${this.#reader.offset}`);
    }
    await this.#reader.skip(TAR_BLOCK_BYTES);
    return 'end';
  }

  #parseHeader(block: Uint8Array): TarHeader {
    if (block.length < TAR_BLOCK_BYTES) throw new DamagedInput('ends in the middle of a tar header');
    if (!isTarHeader(block)) throw new DamagedInput(`no valid tar header at byte ${this.#reader.offset}`);
    return parseTarHeader(block);
  }

  #beginEntry(header: TarHeader, overrides: Overrides): TarEntry {
    const path = overrides.path ?? header.path;
    const sizeBytes = WITHOUT_CONTENTS.includes(header.flag) ? 0 : (overrides.sizeBytes ?? header.sizeBytes);
    this.#begin(path, sizeBytes);
    // Before POSIX, folders were files of no size whose names end in a slash.
    const isFolder = TYPES[header.flag] === 'file' && sizeBytes === 0 && path.endsWith('/');
    const type = isFolder ? 'directory' : (TYPES[header.flag] ?? 'other');
    const isLink = type === 'symlink' || type === 'hardlink';
    return { path, type, sizeBytes, linkPath: isLink ? (overrides.linkPath ?? header.linkPath) : '' };
  }

  /** Further blocks of GNU's sparse map, which stand before the contents. */
  async #skipSparseMap(header: TarHeader): Promise<void> {
    for (let goesOn = header.sparseMapGoesOn; goesOn;) {
      const block = await this.#reader.peek(TAR_BLOCK_BYTES);
      if (block.length < TAR_BLOCK_BYTES) throw new DamagedInput('ends in the middle of a sparse map');
      goesOn = block[SPARSE_BLOCK_GOES_ON] !== 0;
      await this.#reader.skip(TAR_BLOCK_BYTES);
    }
  }

  async #readLongName(header: TarHeader): Promise<string> {
    return decodeName(untilZero(await this.#readExtendedHeader(header)));
  }

  async #readExtendedHeader(header: TarHeader): Promise<Uint8Array> {
    const { sizeBytes } = header;
    if (sizeBytes > this.#limits.extendedHeaderBytes) {
      throw new DamagedInput(
        `an extended header of ${sizeBytes} bytes, above the limit of ${this.#limits.extendedHeaderBytes}`,
      );
    }
    this.#begin(header.path, sizeBytes);
    const pieces: Uint8Array[] = [];
    for (let piece = await this.read(); piece !== null; piece = await this.read()) pieces.push(piece);
    await this.#finishEntry();
    return Buffer.concat(pieces, sizeBytes);
  }

  #begin(path: string, sizeBytes: number): void {
    this.#path = path;
    this.#remainingBytes = sizeBytes;
    this.#paddingBytes = (TAR_BLOCK_BYTES - (sizeBytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES;
  }
}
