import { Numbers } from './numbers.js';

/** A file of the object store, held as it is stored. */
export interface StoredFile {
  /** In the layer or the build context. */
  readonly path: string;
  /** The packer's number for it. */
  readonly file: number;
  readonly bytes: Buffer;
  readonly kind: 'loose' | 'pack';
  /** Of a loose object, as its name tells. */
  readonly id: string | null;
}

/** What is known of one object before its contents are read. */
export interface ObjectFacts {
  /** Index of the stored file. */
  readonly source: number;
  /** Where in it the object's entry begins. */
  readonly entryAt: number;
  /** Where the compressed bytes begin. */
  readonly dataAt: number;
  /** `COMMIT`, `TREE`, …; 0 for a delta whose base was not read yet. */
  readonly type: number;
  /** Of the contents, or of the delta, once inflated. */
  readonly sizeBytes: number;
  /** A loose object's own header, before the contents. */
  readonly headBytes: number;
  readonly isDelta: boolean;
}

const LARGEST = 2 ** 31 - 1;

/** All objects of a repository, by their numbers: columns of plain numbers, as there may be millions. */
export class Objects {
  readonly #source = new Numbers(0);
  readonly #entryAt = new Numbers(0);
  readonly #dataAt = new Numbers(0);
  readonly #type = new Numbers(0);
  readonly #sizeBytes = new Numbers(0);
  /** The header's bytes, or -1 for a delta. */
  readonly #head = new Numbers(0);
  readonly #base = new Numbers(-1);
  readonly #firstChild = new Numbers(-1);
  readonly #nextSibling = new Numbers(-1);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add({ source, entryAt, dataAt, type, sizeBytes, headBytes, isDelta }: ObjectFacts): number {
    const object = this.#count++;
    this.#source.set(object, source);
    this.#entryAt.set(object, entryAt);
    this.#dataAt.set(object, dataAt);
    this.#type.set(object, type);
    this.#sizeBytes.set(object, Math.min(sizeBytes, LARGEST));
    this.#head.set(object, isDelta ? -1 : headBytes);
    return object;
  }

  facts(object: number): ObjectFacts {
    const head = this.#head.get(object);
    return {
      source: this.#source.get(object),
      entryAt: this.#entryAt.get(object),
      dataAt: this.#dataAt.get(object),
      type: this.#type.get(object),
      sizeBytes: this.#sizeBytes.get(object),
      headBytes: Math.max(0, head),
      isDelta: head < 0,
    };
  }

  type(object: number): number {
    return this.#type.get(object);
  }

  isDelta(object: number): boolean {
    return this.#head.get(object) < 0;
  }

  source(object: number): number {
    return this.#source.get(object);
  }

  /** The object whose entry begins at `entryAt`, among those from `first` on, which are in order; -1 where there is none. */
  findEntry(first: number, entryAt: number): number {
    let low = first;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entryAt.get(middle) < entryAt) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#entryAt.get(low) === entryAt ? low : -1;
  }

  /** -1 where it has none, or none that is known. */
  base(object: number): number {
    return this.#base.get(object);
  }

  setBase(object: number, base: number): void {
    this.#base.set(object, base);
    this.#nextSibling.set(object, this.#firstChild.get(base));
    this.#firstChild.set(base, object);
  }

  /** What is stored as a delta of this object, which is of its type. */
  *children(object: number): Generator<number> {
    for (let child = this.#firstChild.get(object); child >= 0; child = this.#nextSibling.get(child)) {
      this.#type.set(child, this.#type.get(object));
      yield child;
    }
  }
}
