/** The database, or what it says of itself, can't be right. The message says why, in plain words. */
export class DamagedDatabase extends Error {
  override readonly name = 'DamagedDatabase';
}

/**
 * Pages of databases have a power of two bytes, at most 64 KiB: none lies across two chunks of this size, so pages are
 * read without a copy.
 */
const CHUNK_BYTES = 2 ** 20;

/** A file as it came, in chunks: no one block of memory has to hold it, and none is copied to make room. */
export class DatabaseBytes {
  readonly #chunks: Buffer[] = [];
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  append(piece: Uint8Array): void {
    for (let from = 0; from < piece.length;) {
      const used = this.#sizeBytes % CHUNK_BYTES;
      if (used === 0) this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      const part = piece.subarray(from, from + CHUNK_BYTES - used);
      this.#chunks.at(-1)?.set(part, used);
      this.#sizeBytes += part.length;
      from += part.length;
    }
  }

  /**
   * A view where the bytes lie in one chunk, else a copy.
   * @throws DamagedDatabase where the file ends before
   */
  read(offset: number, lengthBytes: number): Buffer {
    if (offset < 0 || lengthBytes < 0 || offset + lengthBytes > this.#sizeBytes)
      throw new DamagedDatabase('it refers to what is not there');
    const parts: Buffer[] = [];
    for (let at = offset; at < offset + lengthBytes;) {
      const start = at % CHUNK_BYTES;
      const end = Math.min(CHUNK_BYTES, start + offset + lengthBytes - at);
      parts.push(this.#chunks[Math.floor(at / CHUNK_BYTES)]?.subarray(start, end) ?? Buffer.alloc(0));
      at += end - start;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }
}

/**
 * Guards against databases that were made to be read for ever: every page counts once, and all values together are no
 * longer than the file, as in any database that is whole.
 */
export class ReadGuard {
  readonly #pages = new Set<number>();
  #leftBytes: number;

  constructor(sizeBytes: number) {
    this.#leftBytes = sizeBytes;
  }

  /** @throws DamagedDatabase the second time */
  visit(page: number): void {
    if (this.#pages.has(page)) throw new DamagedDatabase('two links lead to the same page');
    this.#pages.add(page);
  }

  /**
   * Call before memory is taken for a value.
   * @throws DamagedDatabase when there cannot be as much
   */
  spend(lengthBytes: number): void {
    this.#leftBytes -= lengthBytes;
    if (this.#leftBytes < 0) throw new DamagedDatabase('its values are longer than the file');
  }
}

/** @throws DamagedDatabase where the page ends before */
export function cut(page: Buffer, offset: number, lengthBytes: number): Buffer {
  if (offset < 0 || lengthBytes < 0 || offset + lengthBytes > page.length)
    throw new DamagedDatabase('a page refers to what is not in it');
  return page.subarray(offset, offset + lengthBytes);
}
