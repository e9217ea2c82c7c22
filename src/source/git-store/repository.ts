import type { Problem } from '../../model/contents.js';
import { sniffContainer } from '../container-sniff.js';
import { DamagedInput } from '../damaged-input.js';
import type { FilePacker } from '../file-packer.js';
import { type GitTarget, LARGE_ARCHIVE, packBlob } from './blob-packer.js';
import { parseCommit } from './commit.js';
import { insertedBytes } from './delta.js';
import { GitFileList } from './git-file-list.js';
import { inflatePieces, inflateStart } from './inflate.js';
import type { GitLimits } from './limits.js';
import { LOOSE_HEADER } from './loose-header.js';
import { type KnownCommit, nameObjects } from './name-objects.js';
import { Names } from './names.js';
import { Numbers } from './numbers.js';
import { TooLarge } from './object-reader.js';
import { ObjectResolver, type ObjectVisitor } from './object-resolver.js';
import type { StoredFile } from './objects.js';
import { BLOB, COMMIT, TAG, TREE } from './pack-entry.js';
import { type Gap, scanPack } from './scan-pack.js';
import { LimitReached, type Work } from './work.js';

/** What was made of the objects of a repository. */
export interface RepositoryContents {
  readonly files: GitFileList;
  /** A limit was reached: there may be more. */
  readonly problems: readonly Problem[];
  /** Damaged in itself: nobody can read more of it. */
  readonly damaged: readonly Problem[];
}

const TYPES: Readonly<Record<string, number>> = { commit: COMMIT, tree: TREE, blob: BLOB, tag: TAG };
/** The tables of the compression come first, of up to 300 bytes. */
const LOOSE_HEADER_BYTES = 512;
/** As many digits as tell apart the commits of the largest repositories. */
const SHORT_ID_DIGITS = 12;

/**
 * Reads all objects of a repository, packed and loose, and hands each on as a file: blobs by the name that a tree has for
 * them (`srv/.git!/ci.env`) or their ID (`srv/.git!/objects/<id>`), messages by the ID (`srv/.git!/commit/1a2b3c4d5e6f`).
 * Bytes that no object explains are handed on as they stand, under the stored file's own path.
 *
 * What is damaged or beyond a limit is told in the result, never an error.
 */
export async function readRepository(
  repository: string,
  idBytes: number,
  stored: readonly StoredFile[],
  target: GitTarget,
  limits: GitLimits,
  work: Work,
): Promise<RepositoryContents> {
  return await new RepositoryReading(repository, idBytes, stored, target, limits, work).run();
}

class RepositoryReading {
  readonly #repository: string;
  readonly #stored: readonly StoredFile[];
  readonly #target: GitTarget;
  readonly #packer: FilePacker;
  readonly #limits: GitLimits;
  readonly #work: Work;
  readonly #resolver: ObjectResolver;
  readonly #names = new Names();
  readonly #list: GitFileList;
  readonly #commits: KnownCommit[] = [];
  /** By commit: the number of its ID. */
  readonly #commitIds: number[] = [];
  readonly #trees: number[] = [];
  readonly #isDone = new Numbers(0);
  readonly #problems = new Map<number, Set<string>>();
  readonly #damages = new Map<number, Set<string>>();

  constructor(
    repository: string,
    idBytes: number,
    stored: readonly StoredFile[],
    target: GitTarget,
    limits: GitLimits,
    work: Work,
  ) {
    this.#repository = repository;
    this.#stored = stored;
    this.#target = target;
    this.#packer = target.packer;
    this.#limits = limits;
    this.#work = work;
    this.#resolver = new ObjectResolver(idBytes, stored, limits, work);
    this.#list = new GitFileList(repository, stored);
  }

  async run(): Promise<RepositoryContents> {
    const problems: Problem[] = [];
    try {
      for (const [source, file] of this.#stored.entries()) {
        if (file.kind === 'pack') await this.#addPack(source, file);
        else await this.#addLoose(source, file);
      }
      await this.#resolver.visit([COMMIT, TREE, TAG], this.#visitor);
      await nameObjects(this.#resolver, this.#commits, this.#trees, this.#names, this.#limits, this.#work);
      await this.#resolver.visit([BLOB], this.#visitor);
      await this.#resolver.failRest(this.#visitor);
      await this.#emitEnds();
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      problems.push({
        path: this.#repository,
        reason: `not all of its history was read: ${error.message}`,
        bytes: 0,
      });
    }
    return {
      files: this.#list,
      problems: [...problems, ...this.#linesOf(this.#problems)],
      damaged: this.#linesOf(this.#damages),
    };
  }

  async #addPack(source: number, file: StoredFile): Promise<void> {
    const first = this.#resolver.objects.count;
    const { gaps, damages } = await scanPack(file.bytes, {
      idBytes: this.#resolver.ids.idBytes,
      objectBytes: this.#limits.objectBytes,
      work: this.#work,
      onEntry: (entry, at) => {
        this.#resolver.addEntry(source, entry, at, first);
      },
    });
    for (const damage of damages) note(this.#damages, source, damage);
    for (const gap of gaps) await this.#emitGap(source, file, gap);
  }

  async #addLoose(source: number, file: StoredFile): Promise<void> {
    const head = inflateStart(file.bytes, LOOSE_HEADER_BYTES).toString('latin1', 0, LOOSE_HEADER_BYTES);
    const [text, type, size] = LOOSE_HEADER.exec(head) ?? [];
    if (text === undefined || type === undefined) {
      note(this.#damages, source, 'it is damaged');
      await this.#emitGap(source, file, { from: 0, to: file.bytes.length, dataAt: 0 });
      return;
    }
    this.#resolver.addLoose(source, TYPES[type] ?? BLOB, Number(size), text.length);
  }

  async #emitEnds(): Promise<void> {
    for (const [source, from] of this.#resolver.reader.ends) {
      const file = this.#stored[source];
      if (file === undefined) continue;
      note(this.#damages, source, 'there is something behind its end');
      await this.#emitGap(source, file, { from, to: file.bytes.length, dataAt: null });
    }
  }

  readonly #visitor: ObjectVisitor = {
    take: (object, id, contents) => {
      this.#checkName(object, id);
      const type = this.#resolver.objects.type(object);
      if (type === TREE) {
        this.#trees.push(id);
        return undefined;
      }
      if (this.#isDone.get(id) !== 0) return undefined;
      this.#isDone.set(id, 1);
      if (type === BLOB) return this.#emitBlob(object, id, contents);
      const commit = type === COMMIT ? parseCommit(contents, this.#resolver.ids.idBytes) : null;
      let number = -1;
      if (commit !== null) {
        const { ids, isFull } = this.#resolver;
        const tree = isFull ? ids.find(commit.treeId) : ids.add(commit.treeId);
        number = this.#commits.push({ tree, seconds: commit.seconds }) - 1;
        this.#commitIds.push(id);
      }
      const path = `${type === COMMIT ? 'commit' : 'tag'}/${this.#shortId(id)}`;
      return this.#emit(path, object, number, contents);
    },
    takeLarge: async (object, id) => {
      this.#checkName(object, id);
      if (this.#isDone.get(id) !== 0) return;
      this.#isDone.set(id, 1);
      const path = this.#pathOf(id);
      this.#begin(path, this.#resolver.objects.source(object), this.#names.commitOf(id));
      let isFirst = true;
      try {
        for await (const piece of this.#resolver.reader.pieces(object)) {
          if (isFirst && sniffContainer(piece) !== null)
            this.#target.notes.addLimit(`${this.#repository}!/${path}`, LARGE_ARCHIVE);
          isFirst = false;
          await this.#write(piece);
        }
      } finally {
        this.#packer.end();
      }
    },
    fail: async (object, error) => {
      const source = this.#resolver.objects.source(object);
      const file = this.#stored[source];
      if (file === undefined) return;
      note(error instanceof TooLarge ? this.#problems : this.#damages, source, error.message);
      const { isDelta, dataAt } = this.#resolver.objects.facts(object);
      if (!isDelta) {
        await this.#emitGap(source, file, { from: dataAt, to: dataAt, dataAt });
        return;
      }
      let delta: Buffer;
      try {
        delta = this.#resolver.reader.readStored(object);
      } catch (failure) {
        if (failure instanceof DamagedInput) return;
        throw failure;
      }
      await this.#emit(this.#innerPath(file), object, -1, insertedBytes(delta));
    },
  };

  #emitBlob(object: number, id: number, contents: Buffer): Promise<void> | undefined {
    const source = this.#resolver.objects.source(object);
    const commit = this.#names.commitOf(id);
    return packBlob(this.#target, `${this.#repository}!/${this.#pathOf(id)}`, contents, (file) => {
      this.#addFile(file, source, commit);
    });
  }

  #pathOf(id: number): string {
    const most = this.#limits.pathBytes - this.#repository.length;
    return this.#names.pathOf(id, most) ?? `objects/${this.#resolver.ids.text(id)}`;
  }

  /** A stored file, counted from the repository. */
  #innerPath({ path }: StoredFile): string {
    return path.startsWith(`${this.#repository}/`) ? path.slice(this.#repository.length + 1) : path;
  }

  /** Damaged bytes: what can be made of them, and them as they stand. */
  async #emitGap(source: number, file: StoredFile, { from, to, dataAt }: Gap): Promise<void> {
    if (dataAt !== null) {
      this.#begin(`${this.#repository}!/${this.#innerPath(file)}`, source, -1, true);
      try {
        for await (const piece of inflatePieces(file.bytes, dataAt, file.bytes.length, true)) {
          this.#work.spend(piece.length);
          await this.#write(piece);
        }
      } catch (error) {
        if (!(error instanceof DamagedInput)) throw error;
      } finally {
        this.#packer.end();
      }
    }
    if (to === from) return;
    this.#begin(file.path, source, -1, true);
    await this.#write(file.bytes.subarray(from, to));
    this.#packer.end();
  }

  #emit(path: string, object: number, commit: number, contents: Buffer): Promise<void> | undefined {
    this.#begin(path, this.#resolver.objects.source(object), commit, false, contents.length);
    const waiting = this.#write(contents);
    if (waiting !== undefined) {
      return waiting.finally(() => {
        this.#packer.end();
      });
    }
    this.#packer.end();
    return undefined;
  }

  #begin(path: string, source: number, commit: number, isWhole = false, sizeBytes = 0): void {
    this.#addFile(
      this.#packer.begin(isWhole ? path : `${this.#repository}!/${path}`, sizeBytes),
      source,
      commit,
    );
  }

  #addFile(file: number, source: number, commit: number): void {
    this.#list.add(file, source, commit < 0 ? null : commit, (known) => ({
      id: this.#shortId(this.#commitIds[known] ?? 0),
      seconds: this.#commits[known]?.seconds ?? 0,
    }));
  }

  #write(piece: Uint8Array): Promise<void> | undefined {
    return this.#packer.write(piece);
  }

  /** A loose object's name is its ID. */
  #checkName(object: number, id: number): void {
    const source = this.#resolver.objects.source(object);
    const named = this.#stored[source]?.id ?? null;
    if (named !== null && named !== this.#resolver.ids.text(id))
      note(this.#damages, source, 'its contents are not what its name says');
  }

  #shortId(id: number): string {
    return this.#resolver.ids.text(id).slice(0, SHORT_ID_DIGITS);
  }

  #linesOf(notes: ReadonlyMap<number, ReadonlySet<string>>): Problem[] {
    return [...notes].map(([source, reasons]) => ({
      path: this.#stored[source]?.path ?? this.#repository,
      reason: [...reasons].join('; '),
      bytes: 0,
    }));
  }
}

function note(notes: Map<number, Set<string>>, source: number, reason: string): void {
  const reasons = notes.get(source);
  if (reasons === undefined) notes.set(source, new Set([reason]));
  else reasons.add(reason);
}
