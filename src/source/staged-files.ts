import type { Problem } from '../model/contents.js';
import { ByteReader } from './byte-reader.js';
import { ContainerBudget } from './container-budget.js';
import { ContainerNotes } from './container-notes.js';
import { packContainer } from './container-reader.js';
import type { FilePacker } from './file-packer.js';
import type { ObjectSink } from './git-objects.js';
import { DEFAULT_LIMITS } from './limits.js';
import { PushedBytes } from './pushed-bytes.js';

/** Packs Git's objects as the files that they are of, and opens containers among them. */
export class StagedFiles implements ObjectSink {
  readonly notes = new ContainerNotes();
  readonly #packer: FilePacker;
  readonly #problems: Problem[];
  readonly #pathOf: (index: number) => string;
  readonly #budget = new ContainerBudget(DEFAULT_LIMITS);
  files = 0;
  bytes = 0;
  #pushed: PushedBytes | null = null;
  #packed: Promise<void> | undefined;

  /** Problems are added to the list that is given. */
  constructor(packer: FilePacker, problems: Problem[], pathOf: (index: number) => string) {
    this.#packer = packer;
    this.#problems = problems;
    this.#pathOf = pathOf;
  }

  begin(index: number, sizeBytes: number): void {
    const path = this.#pathOf(index);
    const pushed = new PushedBytes();
    this.#packer.begin(path, sizeBytes);
    this.#packed = packContainer(this.#packer, path, new ByteReader(pushed), this.#budget, this.notes);
    // `end` throws it; until then whoever writes must not wait for a reader that is gone.
    this.#packed.catch(() => {
      pushed.end();
    });
    this.#pushed = pushed;
    this.files++;
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    this.bytes += chunk.length;
    return this.#pushed?.write(chunk);
  }

  /** Also for an object that did not come whole; does nothing between two. */
  async end(): Promise<void> {
    this.#pushed?.end();
    this.#pushed = null;
    await this.#packed;
    this.#packed = undefined;
  }

  missing(index: number): void {
    this.#problems.push({ path: this.#pathOf(index), reason: "is missing from Git's objects", bytes: 0 });
  }
}
