const FIRST_ROOM = 1024;
/** Four bytes for each. Of a layer with more entries nothing is kept. */
const MOST_ENTRIES = 2_000_000;

/** The numbers that a layer's entries with contents have as files, and which of them can't be known by these alone. */
export class EntryNumbers {
  #files = new Uint32Array(FIRST_ROOM);
  #length = 0;
  readonly #marked = new Set<number>();

  /** Whether there were more entries than are kept. */
  get isFull(): boolean {
    return this.#length > MOST_ENTRIES;
  }

  /** @param file the number of the layer's next entry with contents, above those of all entries before it */
  add(file: number): void {
    if (this.#length++ >= MOST_ENTRIES) return;
    if (this.#length > this.#files.length) {
      const larger = new Uint32Array(2 * this.#files.length);
      larger.set(this.#files);
      this.#files = larger;
    }
    this.#files[this.#length - 1] = file;
  }

  /** The last entry is to be looked at in every scan. */
  mark(): void {
    this.#marked.add(this.#length - 1);
  }

  /**
   * The marked entries and those that files are of, an archive's members among them, as places among all; ascending.
   *
   * @param files numbers of files in the layer
   */
  entriesOf(files: Iterable<number>): number[] {
    const entries = new Set(this.#marked);
    for (const file of files) entries.add(this.#entryOf(file));
    entries.delete(-1);
    return [...entries].sort((a, b) => a - b);
  }

  /** The last entry whose number is not above the file's: -1 for none. */
  #entryOf(file: number): number {
    let low = 0;
    let high = Math.min(this.#length, MOST_ENTRIES);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#files[middle] ?? Infinity) <= file) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
