import { DamagedInput } from '../damaged-input.js';
import { applyDelta, parseDeltaHeader } from './delta.js';
import { inflateAt, inflatePieces } from './inflate.js';
import type { Objects, StoredFile } from './objects.js';
import { READ_BYTES, type Work } from './work.js';

/** What keeping an object costs beside its bytes. */
const ENTRY_BYTES = 256;

/** An object that is put together in memory, and it or a base of it is larger than that may be. */
export class TooLarge extends DamagedInput {}

/** Reads contents of objects, and keeps the last ones, which others are often deltas of. */
export class ObjectReader {
  readonly #objects: Objects;
  readonly #files: readonly StoredFile[];
  readonly #work: Work;
  readonly #objectBytes: number;
  readonly #keptBytes: number;
  /** The one that was used last is at its end. */
  readonly #kept = new Map<number, Buffer>();
  /** Where stored files of one object end, by index, if not with it. */
  readonly #ends = new Map<number, number>();
  #usedBytes = 0;

  /**
   * @param objectBytes of one object in memory
   * @param keptBytes of all that are kept
   */
  constructor(
    objects: Objects,
    files: readonly StoredFile[],
    work: Work,
    { objectBytes, keptBytes }: { readonly objectBytes: number; readonly keptBytes: number },
  ) {
    this.#objects = objects;
    this.#files = files;
    this.#work = work;
    this.#objectBytes = objectBytes;
    this.#keptBytes = keptBytes;
  }

  /**
   * Not to be written to. The bases of the object are all known.
   *
   * @throws DamagedInput where it cannot be put together; LimitReached.
   */
  read(object: number): Buffer {
    const deltas: number[] = [];
    let at = object;
    let contents = this.#take(at);
    while (contents === undefined) {
      if (this.#objects.isDelta(at)) {
        deltas.push(at);
        at = this.#objects.base(at);
        contents = this.#take(at);
      } else {
        contents = this.readStored(at);
        this.#keep(at, contents);
      }
    }
    for (let next = deltas.pop(); next !== undefined; next = deltas.pop()) {
      const delta = this.readStored(next);
      const { resultBytes } = parseDeltaHeader(delta);
      this.#check(resultBytes);
      contents = applyDelta(contents, delta);
      this.#keep(next, contents);
    }
    return contents;
  }

  /** As it is stored: of a delta, the delta. */
  readStored(object: number): Buffer {
    const { source, dataAt, sizeBytes, headBytes } = this.#objects.facts(object);
    this.#check(sizeBytes);
    const bytes = this.#files[source]?.bytes ?? Buffer.alloc(0);
    const { contents, nextAt } = inflateAt(bytes, dataAt, bytes.length, headBytes + sizeBytes);
    this.#noteEnd(source, nextAt);
    return contents.subarray(headBytes);
  }

  /** A stored object that is no delta, piece by piece, however large. */
  async *pieces(object: number): AsyncGenerator<Uint8Array, void, undefined> {
    const { source, dataAt, headBytes } = this.#objects.facts(object);
    const bytes = this.#files[source]?.bytes ?? Buffer.alloc(0);
    const pieces = inflatePieces(bytes, dataAt, bytes.length);
    let headLeft = headBytes;
    for (;;) {
      const { done, value } = await pieces.next();
      if (done === true) {
        this.#noteEnd(source, value);
        return;
      }
      const cut = Math.min(headLeft, value.length);
      headLeft -= cut;
      this.#work.spend(value.length);
      if (cut < value.length) yield value.subarray(cut);
    }
  }

  /** Where in a loose object's file something else follows it, by the index of the file: as far as they were read. */
  get ends(): ReadonlyMap<number, number> {
    return this.#ends;
  }

  #noteEnd(source: number, nextAt: number): void {
    const file = this.#files[source];
    if (file?.kind === 'loose' && nextAt < file.bytes.length) this.#ends.set(source, nextAt);
  }

  #check(sizeBytes: number): void {
    if (sizeBytes > this.#objectBytes)
      throw new TooLarge(`an object is larger than ${this.#objectBytes} bytes, the limit`);
    this.#work.spend(sizeBytes + READ_BYTES);
  }

  #take(object: number): Buffer | undefined {
    const contents = this.#kept.get(object);
    if (contents === undefined) return undefined;
    this.#kept.delete(object);
    this.#kept.set(object, contents);
    return contents;
  }

  #keep(object: number, contents: Buffer): void {
    if (contents.length > this.#keptBytes / 2) return;
    this.#kept.set(object, contents);
    this.#usedBytes += contents.length + ENTRY_BYTES;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#usedBytes <= this.#keptBytes) break;
      this.#kept.delete(oldest);
      this.#usedBytes -= length + ENTRY_BYTES;
    }
  }
}
