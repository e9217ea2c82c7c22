import type { Problem } from '../../model/contents.js';
import type { DamagedInput } from '../damaged-input.js';
import type { GitTarget } from './blob-packer.js';
import type { GitFileList } from './git-file-list.js';
import { GIT_LIMITS, type GitLimits } from './limits.js';
import type { ObjectPlace } from './object-path.js';
import type { StoredFile } from './objects.js';
import type { ReadPiece } from './pack-window.js';
import { readRepository } from './repository.js';
import { streamLoose } from './stream-loose.js';
import { streamPack } from './stream-pack.js';
import { Work } from './work.js';

/** What was made of the objects that were held. */
export interface OpenedRepositories {
  readonly files: readonly GitFileList[];
  /** A limit was reached: there may be more. */
  readonly problems: readonly Problem[];
  /** Damaged in itself: nobody can read more of it. */
  readonly damaged: readonly Problem[];
}

/** What holding a file costs beside its bytes. */
const FILE_BYTES = 512;

interface HeldRepository {
  readonly path: string;
  /** 32 once a name tells that it is of SHA-256. */
  idBytes: number;
  readonly files: StoredFile[];
}

/**
 * Holds the files of object stores as they come in a layer or a build context: an object may be a delta of any other, and
 * its name stands in a third one.
 */
export class GitStash {
  readonly #limits: GitLimits;
  readonly #work: Work;
  readonly #repositories = new Map<string, HeldRepository>();
  #heldBytes = 0;

  constructor(limits: GitLimits = GIT_LIMITS) {
    this.#limits = limits;
    this.#work = new Work(limits.unpackedBytes);
  }

  /** Whether so large a file could be held beside the others. */
  hasRoom(sizeBytes: number): boolean {
    return this.#heldBytes + sizeBytes + FILE_BYTES <= this.#limits.heldBytes;
  }

  /** Whether so large a file could be held if nothing else was. */
  canHold(sizeBytes: number): boolean {
    return sizeBytes + FILE_BYTES <= this.#limits.heldBytes;
  }

  /** Holds a file, whose memory is now the stash's. */
  add(place: ObjectPlace, path: string, file: number, bytes: Buffer): void {
    const { repository, kind, id } = place;
    let held = this.#repositories.get(repository);
    if (held === undefined) {
      held = { path: repository, idBytes: 20, files: [] };
      this.#repositories.set(repository, held);
    }
    held.idBytes = Math.max(held.idBytes, place.idBytes ?? 0);
    held.files.push({ path, file, bytes, kind, id });
    this.#heldBytes += bytes.length + FILE_BYTES;
  }

  /** Reads a file that is too large to be held, as it comes. Between files only. */
  async stream(
    place: ObjectPlace,
    path: string,
    file: number,
    read: ReadPiece,
    target: GitTarget,
  ): Promise<OpenedRepositories & { readonly failure: DamagedInput | null }> {
    const { repository, idBytes } = place;
    const pack = { repository, path, file, idBytes: idBytes ?? 20 };
    const streamed =
      place.kind === 'loose'
        ? await streamLoose(pack, place.id ?? 'tmp', read, target, this.#work)
        : await streamPack(pack, read, target, this.#limits, this.#work);
    return { ...streamed, files: [streamed.files] };
  }

  /** Opens all that is held, and lets go of it. Between files only. */
  async open(target: GitTarget): Promise<OpenedRepositories> {
    const held = [...this.#repositories.values()];
    this.#repositories.clear();
    this.#heldBytes = 0;
    const files: GitFileList[] = [];
    const problems: Problem[] = [];
    const damaged: Problem[] = [];
    for (const { path, idBytes, files: stored } of held) {
      // Packs come first: they are the larger part, and a copy beside them adds nothing.
      const ordered = [...stored].sort((a, b) => Number(a.kind === 'loose') - Number(b.kind === 'loose'));
      const read = await readRepository(path, idBytes, ordered, target, this.#limits, this.#work);
      files.push(read.files);
      problems.push(...read.problems);
      damaged.push(...read.damaged);
    }
    return { files, problems, damaged };
  }
}
