import type { GitFiles, Problem, Unopened } from '../../model/contents.js';
import type { ContextPacker } from '../context-file.js';
import { GitStash, type OpenedRepositories } from './git-stash.js';
import type { GitLimits } from './limits.js';
import type { ObjectPlace } from './object-path.js';
import type { ReadPiece } from './pack-window.js';

/** A layer may hold thousands of damaged objects: more are counted, not named. */
const MOST_NAMED = 100;

/** Opens the Git objects of one layer. */
export class LayerGit {
  readonly #packer: ContextPacker;
  readonly #stash: GitStash;
  readonly #files: GitFiles[] = [];
  readonly #problems: Problem[] = [];
  readonly #damaged: Problem[] = [];
  #bytes = 0;

  constructor(packer: ContextPacker, limits: GitLimits) {
    this.#packer = packer;
    this.#stash = new GitStash(limits);
  }

  /** Of all that went to the packer: what objects unpack to, and files that turned out to be none. */
  get bytes(): number {
    return this.#bytes;
  }

  get files(): readonly GitFiles[] {
    return this.#files;
  }

  /** Limits that were reached. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** What is damaged in itself. */
  get unopened(): readonly Unopened[] {
    const named = this.#damaged.slice(0, MOST_NAMED).map(({ path, reason }) => ({ path, reason }));
    const more = this.#damaged.length - named.length;
    if (more === 0) return named;
    return [...named, { path: '(more Git objects)', reason: `${more} more are damaged` }];
  }

  /** Makes room for a file that is about to be read, where there is none. Between files only. */
  async prepare(sizeBytes: number): Promise<void> {
    if (!this.#stash.hasRoom(sizeBytes) && this.#stash.canHold(sizeBytes)) await this.finish();
  }

  /**
   * Takes the contents of the file that was begun in the packer last, and ends it there.
   *
   * @throws DamagedInput where they end early: what came before is taken
   */
  async take(
    place: ObjectPlace,
    path: string,
    file: number,
    sizeBytes: number,
    read: ReadPiece,
  ): Promise<void> {
    if (!this.#stash.canHold(sizeBytes)) {
      await this.#takeLarge(place, path, file, read);
      return;
    }
    const bytes = Buffer.allocUnsafeSlow(sizeBytes);
    let length = 0;
    try {
      for (let piece = await read(); piece !== null; piece = await read()) {
        bytes.set(piece, length);
        length += piece.length;
      }
    } finally {
      const whole = bytes.subarray(0, length);
      if (!this.#stash.add(place, path, file, whole)) {
        this.#bytes += length;
        await this.#packer.write(whole);
      }
      this.#packer.end();
    }
  }

  /** Opens all that was taken. Between files only. */
  async finish(): Promise<void> {
    this.#add(await this.#stash.open(this.#packer));
  }

  async #takeLarge(place: ObjectPlace, path: string, file: number, read: ReadPiece): Promise<void> {
    this.#packer.end();
    const opened = await this.#stash.stream(place, path, file, read, this.#packer);
    this.#add(opened);
    if (opened.failure !== null) throw opened.failure;
  }

  #add({ files, bytes, problems, damaged }: OpenedRepositories): void {
    this.#files.push(...files);
    this.#bytes += bytes;
    this.#problems.push(...problems);
    this.#damaged.push(...damaged);
  }
}
