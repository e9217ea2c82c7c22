import type { Problem } from '../model/contents.js';
import { ByteReader } from './byte-reader.js';
import { ContainerBudget } from './container-budget.js';
import { ContainerNotes } from './container-notes.js';
import { packContainer } from './container-reader.js';
import { sniffContainer } from './container-sniff.js';
import type { FilePacker } from './file-packer.js';
import type { ObjectSink } from './git-objects.js';
import { DEFAULT_LIMITS } from './limits.js';
import { PushedBytes } from './pushed-bytes.js';

/** What a pointer of Git LFS begins with, and the most that one has. (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md) */
const LFS_POINTER = Buffer.from('version https://git-lfs.github.com/spec/');
const MAX_POINTER_BYTES = 1024;

/** Packs Git's objects as the files that they are of, and opens containers among them. */
export class StagedFiles implements ObjectSink {
  readonly notes = new ContainerNotes();
  readonly #packer: FilePacker;
  readonly #problems: Problem[];
  readonly #pathOf: (index: number) => string;
  readonly #warn: (line: string) => void;
  readonly #budget = new ContainerBudget(DEFAULT_LIMITS);
  files = 0;
  bytes = 0;
  #path = '';
  #sizeBytes = 0;
  /** Between `begin` and `end`: whether the packer's file is still to be ended here. */
  #isOpen = false;
  #pushed: PushedBytes | null = null;
  #packed: Promise<void> | undefined;

  /** Problems are added to the list that is given. */
  constructor(
    packer: FilePacker,
    problems: Problem[],
    pathOf: (index: number) => string,
    warn: (line: string) => void,
  ) {
    this.#packer = packer;
    this.#problems = problems;
    this.#pathOf = pathOf;
    this.#warn = warn;
  }

  begin(index: number, sizeBytes: number): void {
    this.#path = this.#pathOf(index);
    this.#sizeBytes = sizeBytes;
    this.#isOpen = true;
    this.#packer.begin(this.#path, sizeBytes);
    this.files++;
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    this.bytes += chunk.length;
    if (this.#sizeBytes < MAX_POINTER_BYTES && LFS_POINTER.equals(chunk.subarray(0, LFS_POINTER.length)))
      this.#warn(`${this.#path} is kept by Git LFS: what it stands for is not scanned here`);
    // Nearly all objects come whole, and hold nothing else.
    if (this.#pushed === null && chunk.length === this.#sizeBytes) {
      if (sniffContainer(chunk) === null) return this.#packer.write(chunk);
      return this.#pack(ByteReader.of(chunk));
    }
    if (this.#pushed === null) {
      const pushed = new PushedBytes();
      this.#pushed = pushed;
      // `end` throws it; until then whoever writes must not wait for a reader that is gone.
      this.#pack(new ByteReader(pushed)).catch(() => {
        pushed.end();
      });
    }
    return this.#pushed.write(chunk);
  }

  /** Also for an object that did not come whole; does nothing between two. */
  async end(): Promise<void> {
    if (this.#isOpen) this.#packer.end();
    this.#isOpen = false;
    this.#pushed?.end();
    this.#pushed = null;
    await this.#packed;
    this.#packed = undefined;
  }

  async #pack(contents: ByteReader): Promise<void> {
    this.#isOpen = false;
    this.#packed = packContainer(this.#packer, this.#path, contents, this.#budget, this.notes);
    await this.#packed;
  }

  missing(index: number): void {
    this.#problems.push({ path: this.#pathOf(index), reason: "is missing from Git's objects", bytes: 0 });
  }
}
