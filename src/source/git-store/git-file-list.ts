import type { GitCommit, GitFiles } from '../../model/contents.js';
import { Numbers } from './numbers.js';
import type { StoredFile } from './objects.js';

/** Says of every file that was made of a repository's objects where it is stored and which commit brought it. */
export class GitFileList implements GitFiles {
  readonly repository: string;
  readonly #stored: readonly Pick<StoredFile, 'path' | 'file'>[];
  readonly #source = new Numbers(0);
  readonly #commit = new Numbers(-1);
  readonly #commits = new Map<number, GitCommit>();
  #first = 0;
  #count = 0;

  constructor(repository: string, stored: readonly Pick<StoredFile, 'path' | 'file'>[]) {
    this.repository = repository;
    // Not the bytes: they are let go of.
    this.#stored = stored.map(({ path, file }) => ({ path, file }));
  }

  /** Of the object store. */
  get storedFiles(): number {
    return this.#stored.length;
  }

  get firstFile(): number {
    return this.#first;
  }

  get endFile(): number {
    return this.#first + this.#count;
  }

  /** Files come one after the other. `describe` is asked once for each commit. */
  add(file: number, source: number, commit: number | null, describe?: (commit: number) => GitCommit): void {
    if (this.#count === 0) this.#first = file;
    const index = this.#count++;
    this.#source.set(index, source);
    if (commit === null || describe === undefined) return;
    this.#commit.set(index, commit);
    if (!this.#commits.has(commit)) this.#commits.set(commit, describe(commit));
  }

  storedIn(file: number): { readonly path: string; readonly file: number } {
    return this.#stored[this.#source.get(file - this.#first)] ?? { path: this.repository, file };
  }

  commitOf(file: number): GitCommit | null {
    return this.#commits.get(this.#commit.get(file - this.#first)) ?? null;
  }
}
