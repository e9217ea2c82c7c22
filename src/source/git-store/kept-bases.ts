/** A base of deltas: its type and its contents. */
export interface KeptBase {
  readonly type: number;
  readonly contents: Buffer;
}

/** The last objects of a pack that is read as it comes, by where they begin. */
export class KeptBases {
  readonly #limitBytes: number;
  /** The one that was used last is at its end. */
  readonly #kept = new Map<number, KeptBase>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(offset: number): KeptBase | undefined {
    const base = this.#kept.get(offset);
    if (base !== undefined) {
      this.#kept.delete(offset);
      this.#kept.set(offset, base);
    }
    return base;
  }

  add(offset: number, base: KeptBase): void {
    if (base.contents.length > this.#limitBytes / 2) return;
    this.#kept.set(offset, base);
    this.#bytes += base.contents.length + 256;
    for (const [oldest, { contents }] of this.#kept) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= contents.length + 256;
    }
  }
}
