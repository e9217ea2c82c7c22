import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { GitFiles, Problem } from '../../model/contents.js';
import { CHANGED, describeReadError, OPEN_FLAGS, type ReadFile } from '../context-file.js';
import type { GitTarget } from './blob-packer.js';
import { GitStash } from './git-stash.js';
import { GIT_LIMITS, type GitLimits } from './limits.js';
import { isStored, parseObjectPath, STORED_HEAD_BYTES } from './object-path.js';

const MiB = 2 ** 20;

/**
 * A build context is scanned while somebody waits, and what a build does not copy of it leaks nowhere: the whole history is
 * opened in the image. So much takes a few seconds.
 */
export const CONTEXT_GIT_LIMITS: GitLimits = {
  ...GIT_LIMITS,
  heldBytes: 32 * MiB,
  unpackedBytes: 2048 * MiB,
};

/** Opens the Git objects of a build context, as far as they are not too large. */
export class ContextGit {
  readonly #target: GitTarget;
  readonly #problems: Problem[];
  readonly #limits: GitLimits;
  readonly #stash: GitStash;
  /** By repository: bytes that were not even read. */
  readonly #left = new Map<string, number>();

  /** Problems of reading are added to the list, and what is not opened to the target's notes. */
  constructor(target: GitTarget, problems: Problem[], limits: GitLimits = CONTEXT_GIT_LIMITS) {
    this.#target = target;
    this.#problems = problems;
    this.#limits = limits;
    this.#stash = new GitStash(limits);
  }

  /**
   * Takes a file of an object store. `location` is where it is, in the bytes of the file system; `path` how it is reported.
   *
   * @returns undefined where it is another file, and nothing was done; null where it could not be read, or is left out
   */
  take(location: Buffer, path: string): ReadFile | null | undefined {
    const place = parseObjectPath(path);
    if (place === null) return undefined;
    let descriptor: number | null = null;
    try {
      descriptor = openSync(location, OPEN_FLAGS);
      const stats = fstatSync(descriptor);
      const head = Buffer.alloc(STORED_HEAD_BYTES);
      if (
        !stats.isFile() ||
        !isStored(place, head.subarray(0, readSync(descriptor, head, 0, head.length, 0)))
      )
        return undefined;
      if (!this.#stash.hasRoom(stats.size)) {
        this.#left.set(place.repository, (this.#left.get(place.repository) ?? 0) + stats.size);
        return null;
      }
      const bytes = readWhole(descriptor, stats.size);
      if (bytes.length !== stats.size || fstatSync(descriptor).mtimeMs !== stats.mtimeMs)
        this.#problems.push({ path, reason: CHANGED, bytes: stats.size - bytes.length });
      const file = this.#target.packer.begin(path);
      this.#target.packer.end();
      this.#stash.add(place, path, file, bytes);
      return { file, sizeBytes: bytes.length };
    } catch (error) {
      this.#problems.push({ path, reason: describeReadError(error), bytes: 0 });
      return null;
    } finally {
      if (descriptor !== null) closeSync(descriptor);
    }
  }

  /** Opens all that was taken. Once, between files. */
  async finish(): Promise<readonly GitFiles[]> {
    const { files, problems, damaged } = await this.#stash.open(this.#target);
    for (const [path, bytes] of this.#left) {
      const size = `${Math.ceil(bytes / MiB)} MiB of Git objects were not opened`;
      const limit = `of a build context, no more than ${this.#limits.heldBytes / MiB} MiB are`;
      this.#target.notes.addUnopened(
        path,
        `${size}: ${limit}. Leave it out with a line in .dockerignore, or scan the image`,
      );
    }
    // Limits, too: what of a history is not opened here is opened in the image.
    for (const { path, reason } of [...problems, ...damaged]) this.#target.notes.addUnopened(path, reason);
    return files.filter(({ firstFile, endFile }) => endFile > firstFile);
  }
}

/** Up to `sizeBytes`, from the beginning: fewer where the file is shorter by now. */
function readWhole(descriptor: number, sizeBytes: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(sizeBytes);
  let length = 0;
  while (length < sizeBytes) {
    const readBytes = readSync(descriptor, bytes, length, sizeBytes - length, length);
    if (readBytes === 0) break;
    length += readBytes;
  }
  return bytes.subarray(0, length);
}
