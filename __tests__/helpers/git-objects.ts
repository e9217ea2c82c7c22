import type { GitCommit, GitFiles, Problem } from '../../src/model/contents.js';
import { ContainerBudget } from '../../src/source/container-budget.js';
import { ContainerNotes } from '../../src/source/container-notes.js';
import type { GitTarget } from '../../src/source/git-store/blob-packer.js';
import { GitStash } from '../../src/source/git-store/git-stash.js';
import { GIT_LIMITS, type GitLimits } from '../../src/source/git-store/limits.js';
import { isStored, parseObjectPath } from '../../src/source/git-store/object-path.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';
import type { FolderFile } from './git-repository.js';

/** A file that was made of a repository's objects. */
export interface OpenedFile {
  readonly path: string;
  readonly content: Buffer;
  /** The path of the stored file that has it. */
  readonly storedIn: string;
  readonly commit: GitCommit | null;
}

export interface OpenedObjects {
  readonly files: readonly OpenedFile[];
  readonly problems: readonly Problem[];
  readonly damaged: readonly Problem[];
}

/** Takes what a packer is given. */
export class TestPacker {
  readonly paths: string[] = [];
  readonly contents: Buffer[] = [];
  #isBegun = false;
  #pieces: Buffer[] = [];

  begin(path: string): number {
    if (this.#isBegun) throw new Error('a file was begun in a file');
    this.#isBegun = true;
    this.#pieces = [];
    return this.paths.push(path) - 1;
  }

  write(piece: Uint8Array): undefined {
    if (!this.#isBegun) throw new Error('bytes are of no file');
    this.#pieces.push(Buffer.from(piece));
    return undefined;
  }

  end(): void {
    if (!this.#isBegun) throw new Error('a file was ended twice');
    this.#isBegun = false;
    this.contents.push(Buffer.concat(this.#pieces));
  }
}

/** The packer, and all limits at their defaults. */
export function testTarget(packer: TestPacker, notes = new ContainerNotes()): GitTarget {
  return { packer, notes, budget: new ContainerBudget(DEFAULT_LIMITS) };
}

/** Opens all files of object stores among these. */
export async function openObjects(
  files: readonly FolderFile[],
  limits: Partial<GitLimits> = {},
): Promise<OpenedObjects> {
  const stash = new GitStash({ ...GIT_LIMITS, ...limits });
  const packer = new TestPacker();
  for (const { path, content } of files) {
    const place = parseObjectPath(path);
    if (place === null || !isStored(place, content)) continue;
    const file = packer.begin(path);
    packer.end();
    stash.add(place, path, file, Buffer.from(content));
  }
  const first = packer.paths.length;
  const { files: lists, problems, damaged } = await stash.open(testTarget(packer));
  return { files: describeFiles(packer, first, lists), problems, damaged };
}

/** What the packer was given from the file `first` on, with what the lists say of it. */
export function describeFiles(packer: TestPacker, first: number, lists: readonly GitFiles[]): OpenedFile[] {
  return packer.paths.slice(first).map((path, index) => {
    const file = first + index;
    const list = lists.find(({ firstFile, endFile }) => file >= firstFile && file < endFile);
    if (list === undefined) throw new Error(`nothing is known of ${path}`);
    const content = packer.contents[file] ?? Buffer.alloc(0);
    return { path, content, storedIn: list.storedIn(file).path, commit: list.commitOf(file) };
  });
}
