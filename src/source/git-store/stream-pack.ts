import { createHash } from 'node:crypto';
import type { Problem } from '../../model/contents.js';
import { sniffContainer } from '../container-sniff.js';
import { DamagedInput } from '../damaged-input.js';
import type { FilePacker } from '../file-packer.js';
import { type GitTarget, LARGE_ARCHIVE, packBlob } from './blob-packer.js';
import { parseCommit } from './commit.js';
import { applyDelta, insertedBytes, parseDeltaHeader } from './delta.js';
import { GitFileList } from './git-file-list.js';
import { inflateAt } from './inflate.js';
import { type KeptBase, KeptBases } from './kept-bases.js';
import type { GitLimits } from './limits.js';
import { Names } from './names.js';
import { Numbers } from './numbers.js';
import { ObjectIds } from './object-ids.js';
import {
  BLOB,
  COMMIT,
  PACK_HEADER_BYTES,
  type PackEntry,
  parsePackEntry,
  parsePackHeader,
  TREE,
  TYPE_NAMES,
} from './pack-entry.js';
import { PackWindow, type ReadPiece } from './pack-window.js';
import type { RepositoryContents } from './repository.js';
import { treeEntries } from './tree.js';
import { LimitReached, READ_BYTES, type Work } from './work.js';

/** A file of an object store that is too large to be held. */
export interface LargeFile {
  readonly repository: string;
  /** Its own path, and its number in the packer. */
  readonly path: string;
  readonly file: number;
  readonly idBytes: number;
}

/** What was made of it. */
export interface StreamedFile extends RepositoryContents {
  /** With what the pieces ended; null where they came to their end. */
  readonly failure: DamagedInput | null;
}

/** What stands before the compressed bytes, with room to spare. */
const ENTRY_BYTES = 64;
/** Deflate makes bytes that it cannot compress a little longer; encoders that waste more are not met. */
const COMPRESSED_SHARE = 1.02;
const COMPRESSED_EXTRA_BYTES = 1024;

/**
 * Reads a pack as it comes, in one go. Git writes bases before their deltas, and near to them: the last objects are kept for
 * that. Of a delta whose base is further back, only what it adds can be handed on, which is told as a problem. Trees come
 * before blobs, so most have a name by the time they are met.
 */
export async function streamPack(
  pack: LargeFile,
  read: ReadPiece,
  target: GitTarget,
  limits: GitLimits,
  work: Work,
): Promise<StreamedFile> {
  return await new PackStream(pack, read, target, limits, work).run();
}

class PackStream {
  readonly #pack: LargeFile;
  readonly #window: PackWindow;
  readonly #target: GitTarget;
  readonly #packer: FilePacker;
  readonly #limits: GitLimits;
  readonly #work: Work;
  readonly #ids: ObjectIds;
  readonly #names = new Names();
  readonly #list: GitFileList;
  readonly #kept: KeptBases;
  /** By the number of an ID: where its object begins. */
  readonly #offsetOf = new Numbers(-1);
  readonly #offsets: number[] = [];
  readonly #damages = new Set<string>();
  #apart = 0;

  constructor(pack: LargeFile, read: ReadPiece, target: GitTarget, limits: GitLimits, work: Work) {
    this.#pack = pack;
    this.#window = new PackWindow(read, pack.idBytes);
    this.#target = target;
    this.#packer = target.packer;
    this.#limits = limits;
    this.#work = work;
    this.#ids = new ObjectIds(pack.idBytes);
    this.#list = new GitFileList(pack.repository, [pack]);
    this.#kept = new KeptBases(limits.streamKeptBytes);
  }

  async run(): Promise<StreamedFile> {
    const problems: string[] = [];
    const damages = this.#damages;
    let failure: DamagedInput | null = null;
    try {
      try {
        await this.#readObjects();
        await this.#checkEnd();
      } catch (error) {
        if (error instanceof LimitReached) problems.push(`not all of it was read: ${error.message}`);
        else if (error instanceof PackDamage) damages.add(error.message);
        else throw error;
      }
      await this.#emitRest();
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      failure = error;
    }
    if (this.#apart > 0) {
      problems.push(
        `of ${this.#apart} of its objects only what they change was read: it is larger than ${this.#limits.heldBytes} bytes, the limit, and what they change is not at hand any more`,
      );
    }
    const lines = (reasons: Iterable<string>): Problem[] =>
      [...reasons].map((reason) => ({ path: this.#pack.path, reason, bytes: 0 }));
    return {
      files: this.#list,
      problems: lines(problems),
      damaged: lines(damages),
      failure,
    };
  }

  async #readObjects(): Promise<void> {
    const window = this.#window;
    await window.ensure(PACK_HEADER_BYTES);
    const count = parsePackHeader(window.bytes);
    if (count === null) throw new PackDamage('it has no header');
    window.skip(PACK_HEADER_BYTES);
    for (let read = 0; read < count; read++) {
      await window.ensure(ENTRY_BYTES);
      const entry = parsePackEntry(window.bytes, 0, window.bytes.length, this.#pack.idBytes);
      if (entry === null) throw new PackDamage('an object in it is damaged');
      if (entry.sizeBytes <= this.#limits.objectBytes) await this.#readObject(entry);
      else await this.#readLarge(entry);
      const pause = this.#work.pause();
      if (pause !== undefined) await pause;
    }
  }

  async #readObject(entry: PackEntry): Promise<void> {
    const window = this.#window;
    const { type, sizeBytes, dataAt } = entry;
    this.#work.spend(sizeBytes + READ_BYTES);
    await window.ensure(Math.ceil(dataAt + sizeBytes * COMPRESSED_SHARE + COMPRESSED_EXTRA_BYTES));
    const at = window.offset;
    const base = type === 0 ? this.#baseOf(entry) : null;
    const { contents, nextAt } = orDamage(() =>
      inflateAt(window.bytes, dataAt, window.bytes.length, sizeBytes),
    );
    window.skip(nextAt);
    if (base === null) await this.#take(at, type, contents);
    else if (base === undefined) await this.#takeApart(contents);
    else await this.#takeDelta(at, base, contents);
  }

  async #takeDelta(at: number, base: KeptBase, delta: Buffer): Promise<void> {
    let result: Buffer;
    try {
      const { resultBytes } = parseDeltaHeader(delta);
      if (resultBytes > this.#limits.objectBytes) {
        await this.#takeApart(delta);
        return;
      }
      this.#work.spend(resultBytes);
      result = applyDelta(base.contents, delta);
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      this.#damages.add(error.message);
      await this.#emit(this.#ownPath(), insertedBytes(delta));
      return;
    }
    await this.#take(at, base.type, result);
  }

  #baseOf({ distance, baseId }: PackEntry): KeptBase | undefined {
    if (baseId === null) return this.#kept.get(this.#window.offset - distance);
    const number = this.#ids.find(baseId);
    return number < 0 ? undefined : this.#kept.get(this.#offsets[this.#offsetOf.get(number)] ?? -1);
  }

  async #take(at: number, type: number, contents: Buffer): Promise<void> {
    this.#kept.add(at, { type, contents });
    const id = this.#identify(at, type, contents);
    if (type === TREE) {
      this.#readTree(id.number, contents);
      return;
    }
    if (type === BLOB) {
      const most = this.#limits.pathBytes - this.#pack.repository.length;
      const name = id.number < 0 ? null : this.#names.pathOf(id.number, most);
      const path = `${this.#pack.repository}!/${name ?? `objects/${id.digest.toString('hex')}`}`;
      await packBlob(this.#target, path, contents, (file) => {
        this.#list.add(file, 0, null);
      });
      return;
    }
    if (type === COMMIT) this.#readCommit(contents);
    const kind = type === COMMIT ? 'commit' : 'tag';
    await this.#emit(`${kind}/${id.digest.toString('hex', 0, 6)}`, contents);
  }

  #identify(at: number, type: number, contents: Buffer): { digest: Buffer; number: number } {
    const hash = createHash(this.#pack.idBytes === 20 ? 'sha1' : 'sha256');
    const digest = hash
      .update(`${TYPE_NAMES[type] ?? ''} ${contents.length}\0`)
      .update(contents)
      .digest();
    const number = this.#number(digest);
    // Where the pack begins is no small number in one that is larger than two gigabytes.
    if (number >= 0) this.#offsetOf.set(number, this.#offsets.push(at) - 1);
    return { digest, number };
  }

  #number(id: Uint8Array, at = 0): number {
    return this.#ids.size < this.#limits.objects ? this.#ids.add(id, at) : this.#ids.find(id, at);
  }

  #readCommit(contents: Buffer): void {
    const commit = parseCommit(contents, this.#pack.idBytes);
    const tree = commit === null ? -1 : this.#number(commit.treeId);
    if (tree >= 0 && !this.#names.has(tree)) this.#names.addTop(tree, -1);
  }

  #readTree(tree: number, contents: Buffer): void {
    if (tree < 0) return;
    try {
      for (const { nameStart, nameEnd, idAt } of treeEntries(contents, this.#pack.idBytes)) {
        const id = this.#number(contents, idAt);
        if (id >= 0 && !this.#names.has(id))
          this.#names.add(id, tree, contents.subarray(nameStart, nameEnd), -1);
      }
    } catch (error) {
      // Some blobs go without a name.
      if (!(error instanceof DamagedInput)) throw error;
    }
  }

  /** A delta whose base is not at hand. */
  async #takeApart(delta: Buffer): Promise<void> {
    this.#apart++;
    await this.#emit(this.#ownPath(), insertedBytes(delta));
  }

  /** Goes on to the packer piece by piece. What may be a delta of it, is not put together. */
  async #readLarge({ type, dataAt, sizeBytes }: PackEntry): Promise<void> {
    const window = this.#window;
    window.skip(dataAt);
    if (type !== BLOB) this.#apart++;
    this.#begin(this.#ownPath(), 0);
    let bytes = 0;
    try {
      for await (const piece of window.inflate()) {
        if (bytes === 0 && sniffContainer(piece) !== null)
          this.#target.notes.addLimit(this.#pack.path, LARGE_ARCHIVE);
        bytes += piece.length;
        this.#work.spend(piece.length);
        await this.#write(piece);
      }
    } catch (error) {
      throw error instanceof DamagedInput ? new PackDamage('an object in it is damaged') : error;
    } finally {
      this.#packer.end();
    }
    if (bytes !== sizeBytes) throw new PackDamage('an object in it has not the size that it should have');
  }

  async #checkEnd(): Promise<void> {
    const window = this.#window;
    const { idBytes } = this.#pack;
    await window.ensure(idBytes + 1);
    const isWhole = window.digest()?.equals(window.bytes.subarray(0, idBytes));
    if (isWhole !== true) throw new PackDamage('its checksum does not fit');
    window.skip(idBytes);
    if (window.bytes.length > 0) throw new PackDamage('there is something behind its end');
  }

  /** As it stands. */
  async #emitRest(): Promise<void> {
    let isBegun = false;
    try {
      for await (const piece of this.#window.rest()) {
        if (!isBegun) this.#begin(this.#pack.path, 0, true);
        isBegun = true;
        await this.#write(piece);
      }
    } finally {
      if (isBegun) this.#packer.end();
    }
  }

  #ownPath(): string {
    const { path, repository } = this.#pack;
    return path.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : path;
  }

  async #emit(path: string, contents: Buffer): Promise<void> {
    this.#begin(path, contents.length);
    await this.#write(contents);
    this.#packer.end();
  }

  #begin(path: string, sizeBytes: number, isWhole = false): void {
    const file = this.#packer.begin(isWhole ? path : `${this.#pack.repository}!/${path}`, sizeBytes);
    this.#list.add(file, 0, null);
  }

  #write(piece: Uint8Array): Promise<void> | undefined {
    return this.#packer.write(piece);
  }
}

/** The pack is not what it should be; the layer that it is in may well be. */
class PackDamage extends Error {}

function orDamage<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    throw error instanceof DamagedInput ? new PackDamage(error.message) : error;
  }
}
