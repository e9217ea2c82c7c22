import type { GitFiles } from '../../model/contents.js';
import type { GitTarget } from './blob-packer.js';
import { GitStash, type OpenedRepositories } from './git-stash.js';
import type { GitLimits } from './limits.js';
import type { ObjectPlace } from './object-path.js';
import type { ReadPiece } from './pack-window.js';

/**
 * Stored files of which it is kept what was made of them, at a few hundred bytes each. A layer of millions of loose objects
 * is scanned all the same; what is found in the rest of them has the state of the repository's folder.
 */
const MAX_STORED = 500_000;

/** Opens the Git objects of one layer. */
export class LayerGit {
  readonly #target: GitTarget;
  readonly #stash: GitStash;
  readonly #files: GitFiles[] = [];
  #stored = 0;

  /** What is damaged, and limits that are reached, are added to the target's notes. */
  constructor(target: GitTarget, limits: GitLimits) {
    this.#target = target;
    this.#stash = new GitStash(limits);
  }

  get files(): readonly GitFiles[] {
    return this.#files;
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
    this.#target.packer.end();
    if (!this.#stash.canHold(sizeBytes)) {
      const opened = await this.#stash.stream(place, path, file, read, this.#target);
      this.#add(opened);
      if (opened.failure !== null) throw opened.failure;
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
      this.#stash.add(place, path, file, bytes.subarray(0, length));
    }
  }

  /** Opens all that was taken. Between files only. */
  async finish(): Promise<void> {
    this.#add(await this.#stash.open(this.#target));
  }

  #add({ files, problems, damaged }: OpenedRepositories): void {
    for (const list of files) {
      this.#stored += list.storedFiles;
      if (list.endFile > list.firstFile && this.#stored <= MAX_STORED) this.#files.push(list);
    }
    for (const { path, reason } of problems) this.#target.notes.addLimit(path, reason);
    for (const { path, reason } of damaged) this.#target.notes.addUnopened(path, reason);
  }
}
