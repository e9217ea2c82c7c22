import { lstatSync } from 'node:fs';
import type { GitFiles, Problem, Unopened } from '../../model/contents.js';
import { ContextFileReader, type ContextPacker, type ReadFile } from '../context-file.js';
import { GitStash } from './git-stash.js';
import { GIT_LIMITS, type GitLimits } from './limits.js';
import { type ObjectPlace, parseObjectPath } from './object-path.js';

const MiB = 2 ** 20;

/**
 * A build context is scanned while somebody waits, and what a build does not copy of it leaks nowhere: the whole history is
 * opened in the image. So much takes a few seconds.
 */
export const CONTEXT_GIT_LIMITS: GitLimits = {
  ...GIT_LIMITS,
  heldBytes: 32 * MiB,
  unpackedBytes: 1024 * MiB,
};

/** What was made of the Git objects of a build context. */
export interface ContextObjects {
  readonly git: readonly GitFiles[];
  /** Of all that went to the packer. */
  readonly bytes: number;
  /** What was left out, or is damaged: either way the context was read as far as it is to be. */
  readonly unopened: readonly Unopened[];
}

/** Opens the Git objects of a build context, as far as they are not too large. */
export class ContextGit {
  readonly #packer: ContextPacker;
  readonly #limits: GitLimits;
  readonly #stash: GitStash;
  readonly #reader: ContextFileReader;
  readonly #capture: Capture;
  /** By repository: what was not even read. */
  readonly #left = new Map<string, number>();
  #plainBytes = 0;

  /** Problems of reading are added to the list that is given. */
  constructor(packer: ContextPacker, problems: Problem[], limits: GitLimits = CONTEXT_GIT_LIMITS) {
    this.#packer = packer;
    this.#limits = limits;
    this.#stash = new GitStash(limits);
    this.#capture = new Capture(packer);
    this.#reader = new ContextFileReader(this.#capture, problems);
  }

  /**
   * Takes a file of an object store. `location` is where it is, in the bytes of the file system; `path` how it is reported.
   *
   * @returns undefined where it is another file, of which nothing was read; null where it could not be read, or is left out
   */
  async take(location: Buffer, path: string): Promise<ReadFile | null | undefined> {
    const place = parseObjectPath(path);
    if (place === null) return undefined;
    const sizeBytes = lstatSync(location, { throwIfNoEntry: false })?.size ?? 0;
    if (!this.#stash.hasRoom(sizeBytes)) {
      this.#left.set(place.repository, (this.#left.get(place.repository) ?? 0) + sizeBytes);
      return null;
    }
    const read = await this.#reader.read(location, path);
    if (read !== null) await this.#hold(place, path, read.file);
    return read;
  }

  /** Opens all that was taken. Once, between files. */
  async finish(): Promise<ContextObjects> {
    const { files, bytes, problems, damaged } = await this.#stash.open(this.#packer);
    const left = [...this.#left].map(([path, leftBytes]) => ({
      path,
      reason: `${Math.ceil(leftBytes / MiB)} MiB of Git objects were not opened: of a build context, no more than ${this.#limits.heldBytes / MiB} MiB are. Leave them out by a line in .dockerignore, or scan the image`,
    }));
    const others = [...problems, ...damaged].map(({ path, reason }) => ({ path, reason }));
    return { git: files, bytes: this.#plainBytes + bytes, unopened: [...left, ...others] };
  }

  async #hold(place: ObjectPlace, path: string, file: number): Promise<void> {
    const bytes = this.#capture.take();
    if (!this.#stash.add(place, path, file, bytes)) {
      this.#plainBytes += bytes.length;
      await this.#packer.write(bytes);
    }
    this.#packer.end();
  }
}

/** Keeps what is written of a file, which is begun in the packer and not ended. */
class Capture implements ContextPacker {
  readonly #packer: ContextPacker;
  #pieces: Buffer[] = [];

  constructor(packer: ContextPacker) {
    this.#packer = packer;
  }

  begin(path: string, expectedBytes?: number): number {
    this.#pieces = [];
    return this.#packer.begin(path, expectedBytes);
  }

  write(chunk: Uint8Array): undefined {
    this.#pieces.push(Buffer.from(chunk));
    return undefined;
  }

  end(): void {
    // Whoever takes the bytes ends the file.
  }

  take(): Buffer {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    return bytes;
  }
}
