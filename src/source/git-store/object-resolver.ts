import { createHash } from 'node:crypto';
import { DamagedInput } from '../damaged-input.js';
import type { GitLimits } from './limits.js';
import { Numbers } from './numbers.js';
import { ObjectIds } from './object-ids.js';
import { ObjectReader } from './object-reader.js';
import { Objects, type StoredFile } from './objects.js';
import { BLOB, type PackEntry, TYPE_NAMES } from './pack-entry.js';
import { LimitReached, type Work } from './work.js';

/** Takes the objects of a repository, each with the number of its ID. */
export interface ObjectVisitor {
  /** Await what it returns, if anything. */
  readonly take: (object: number, id: number, contents: Buffer) => Promise<void> | undefined;
  /** A blob that is too large to be held: the reader has its pieces. */
  readonly takeLarge: (object: number, id: number) => Promise<void>;
  /** Its base is missing, or it does not fit its base, or one of the two is too large. */
  readonly fail: (object: number, error: DamagedInput) => Promise<void>;
}

/** Puts objects together from what is stored of them, and learns their IDs by it: nothing else is trusted to tell. */
export class ObjectResolver {
  readonly objects = new Objects();
  readonly ids: ObjectIds;
  readonly reader: ObjectReader;
  readonly #limits: GitLimits;
  readonly #work: Work;
  /** By the number of an ID: the object that has it. */
  readonly #objectOf = new Numbers(-1);
  /** By the number of an ID that no object has yet: the deltas that are made of it. */
  readonly #waiting = new Map<number, number[]>();

  constructor(idBytes: number, files: readonly StoredFile[], limits: GitLimits, work: Work) {
    this.ids = new ObjectIds(idBytes);
    this.#limits = limits;
    this.#work = work;
    this.reader = new ObjectReader(this.objects, files, work, limits);
  }

  /**
   * Adds an object of a pack. `first` is the number of the pack's first object.
   *
   * @throws LimitReached
   */
  addEntry(source: number, entry: PackEntry, entryAt: number, first: number): void {
    const { type, sizeBytes, dataAt, distance, baseId } = entry;
    this.#checkCount();
    const isDelta = type === 0;
    const base = distance === 0 ? -1 : this.objects.findEntry(first, entryAt - distance);
    const object = this.objects.add({ source, entryAt, dataAt, type, sizeBytes, headBytes: 0, isDelta });
    if (base >= 0) this.objects.setBase(object, base);
    if (baseId === null) return;
    const id = this.ids.add(baseId);
    const others = this.#waiting.get(id);
    if (others === undefined) this.#waiting.set(id, [object]);
    else others.push(object);
  }

  /** @throws LimitReached */
  addLoose(source: number, type: number, sizeBytes: number, headBytes: number): void {
    this.#checkCount();
    this.objects.add({ source, entryAt: 0, dataAt: 0, type, sizeBytes, headBytes, isDelta: false });
  }

  /** -1 where no object has the ID, as far as those of its type were visited. */
  objectOf(id: number): number {
    return this.#objectOf.get(id);
  }

  /** Whether any more IDs can be known of. */
  get isFull(): boolean {
    return this.ids.size >= this.#limits.objects;
  }

  /** Visits all objects of these types, each after its base. */
  async visit(types: readonly number[], visitor: ObjectVisitor): Promise<void> {
    for (let object = 0; object < this.objects.count; object++) {
      if (!this.objects.isDelta(object) && types.includes(this.objects.type(object)))
        await this.#visitFamily(object, visitor);
    }
  }

  /** Tells of all deltas whose base was not among the objects. Call when all others were visited. */
  async failRest(visitor: ObjectVisitor): Promise<void> {
    for (let object = 0; object < this.objects.count; object++) {
      if (!this.objects.isDelta(object) || this.objects.base(object) >= 0) continue;
      const stack = [object];
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        await visitor.fail(next, new DamagedInput('what it is a delta of is not there'));
        stack.push(...this.objects.children(next));
      }
    }
  }

  async #visitFamily(root: number, visitor: ObjectVisitor): Promise<void> {
    const stack = [root];
    for (let object = stack.pop(); object !== undefined; object = stack.pop()) {
      await this.#visitOne(object, visitor);
      for (const child of this.objects.children(object)) stack.push(child);
      const pause = this.#work.pause();
      if (pause !== undefined) await pause;
    }
  }

  async #visitOne(object: number, visitor: ObjectVisitor): Promise<void> {
    try {
      const { type, sizeBytes, isDelta } = this.objects.facts(object);
      if (!isDelta && type === BLOB && sizeBytes > this.#limits.objectBytes) {
        const id = await this.#identifyLarge(object, sizeBytes);
        await visitor.takeLarge(object, id);
        return;
      }
      const contents = this.reader.read(object);
      const id = this.#identify(object, this.#hash(type, contents.length).update(contents).digest());
      await visitor.take(object, id, contents);
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      await visitor.fail(object, error);
    }
  }

  async #identifyLarge(object: number, sizeBytes: number): Promise<number> {
    const hash = this.#hash(BLOB, sizeBytes);
    for await (const piece of this.reader.pieces(object)) hash.update(piece);
    return this.#identify(object, hash.digest());
  }

  #hash(type: number, sizeBytes: number): ReturnType<typeof createHash> {
    return createHash(this.ids.idBytes === 20 ? 'sha1' : 'sha256').update(
      `${TYPE_NAMES[type] ?? ''} ${sizeBytes}\0`,
    );
  }

  /** Gives the object to those who wait for its ID. */
  #identify(object: number, digest: Buffer): number {
    const id = this.ids.add(digest);
    if (this.#objectOf.get(id) < 0) this.#objectOf.set(id, object);
    for (const waiting of this.#waiting.get(id) ?? []) this.objects.setBase(waiting, object);
    this.#waiting.delete(id);
    return id;
  }

  #checkCount(): void {
    if (this.objects.count >= this.#limits.objects)
      throw new LimitReached(`it has more than ${this.#limits.objects} objects, the limit`);
  }
}
