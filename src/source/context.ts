import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import type { GitFiles, Problem, Unopened } from '../model/contents.js';
import { ContainerBudget } from './container-budget.js';
import { ContainerNotes } from './container-notes.js';
import { findContextLayout, type ContextLayout } from './context-dockerfile.js';
import { ContextFileReader, describeReadError, type ContextPacker } from './context-file.js';
import { IgnoreRules, type IgnoreState } from './context-ignore.js';
import { decodeName } from './entry-path.js';
import { ContextGit } from './git-store/context-git.js';
import { type ArchiveLimits, DEFAULT_LIMITS } from './limits.js';

export type { ContextPacker } from './context-file.js';

/** A file of the build context that was read. */
export interface ContextFile {
  /** The packer's number for it. */
  readonly file: number;
  /** Relative to the context's folder, `/` between its parts; begins with `../` only for a Dockerfile or ignore file outside of it. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly role: 'source' | 'dockerfile' | 'ignore-file';
  /** Left out by the ignore rules: read none the less, as the builder reads it, but no `COPY` can reach it. */
  readonly ignored: boolean;
}

export interface ContextOptions {
  readonly directory: string;
  /** Relative to the working directory. The context's own `Dockerfile`, if any, when absent. */
  readonly dockerfile?: string;
  readonly packer: ContextPacker;
  /** Told of each file after its last byte. */
  readonly onFile?: (file: ContextFile) => void;
  readonly signal?: AbortSignal;
  /** Of what is opened of archives. */
  readonly limits?: Partial<ArchiveLimits>;
}

export interface ContextContents {
  /** The context's folder: absolute, links resolved. All paths here are relative to it. */
  readonly directory: string;
  /** What archives among the files hold is neither counted nor measured. */
  readonly files: number;
  readonly bytes: number;
  /** Files that the ignore rules leave out. A folder that is left out whole is not walked, and counts as one. */
  readonly ignoredFiles: number;
  readonly dockerfile: string | null;
  readonly ignoreFile: string | null;
  /** What could not be read, or not whole. */
  readonly problems: readonly Problem[];
  /** Files that were not opened as the archives that they may be; absent for none. */
  readonly unopened?: readonly Unopened[];
  /** What Git repositories in it were made into files; absent where there are none. */
  readonly git?: readonly GitFiles[];
}

/**
 * Reads all that `docker build` would send of a folder, in the order of the names' bytes, into a packer. The Dockerfile and the
 * ignore file are read whether ignored or not. Links are not followed: where the target is part of the context, it is
 * read in its own place. Pipes, sockets and devices have no contents and are never opened.
 *
 * Throws `UserError` for a folder or named Dockerfile that is not there or not what it should be, and for an ignore file
 * that Docker would refuse; the signal's reason when it is aborted. Anything else that goes wrong is a problem.
 */
export async function readContext(options: ContextOptions): Promise<ContextContents> {
  return new ContextWalk(options).run();
}

/**
 * Names on Linux are bytes. Within the walk, a path is a string of one character per byte (Latin-1), so that any name
 * can be opened; it is decoded only to be reported and compared with the ignore rules.
 */
class ContextWalk {
  readonly #options: ContextOptions;
  readonly #layout: ContextLayout;
  readonly #rootBytes: string;
  readonly #rules: IgnoreRules;
  readonly #reader: ContextFileReader;
  readonly #problems: Problem[] = [];
  readonly #notes = new ContainerNotes();
  readonly #git: ContextGit;
  /** The Dockerfile and the ignore file, by path, until they are read. */
  readonly #special = new Map<string, 'dockerfile' | 'ignore-file'>();
  #files = 0;
  #bytes = 0;
  #ignoredFiles = 0;

  constructor(options: ContextOptions) {
    this.#options = options;
    const layout = findContextLayout(options.directory, options.dockerfile);
    this.#layout = layout;
    this.#rootBytes = toByteString(layout.directory);
    const { ignoreFile } = layout;
    this.#rules = IgnoreRules.parse(
      ignoreFile?.text ?? '',
      ignoreFile === null ? '' : this.#relative(ignoreFile.location),
    );
    const { packer } = options;
    const budget = new ContainerBudget({ ...DEFAULT_LIMITS, ...options.limits });
    this.#reader = new ContextFileReader(packer, this.#problems, this.#notes, budget);
    this.#git = new ContextGit({ packer, budget, notes: this.#notes }, this.#problems);
    if (layout.dockerfile !== null) this.#special.set(this.#relativeBytes(layout.dockerfile), 'dockerfile');
    if (ignoreFile !== null) this.#special.set(this.#relativeBytes(ignoreFile.location), 'ignore-file');
  }

  async run(): Promise<ContextContents> {
    const { directory, dockerfile, ignoreFile, strayLinks } = this.#layout;
    for (const link of strayLinks) {
      this.#problems.push({
        path: this.#relative(link),
        reason: 'a link that leads out of the build context',
        bytes: 0,
      });
    }
    await this.#walk('', this.#rules.root);
    // What is left of these is in an ignored folder, or outside of the context.
    for (const [bytePath, role] of this.#special) await this.#read(bytePath, role, true);
    const git = await this.#git.finish();
    return {
      directory,
      files: this.#files,
      bytes: this.#bytes,
      ignoredFiles: this.#ignoredFiles,
      dockerfile: dockerfile === null ? null : this.#relative(dockerfile),
      ignoreFile: ignoreFile === null ? null : this.#relative(ignoreFile.location),
      problems: [...this.#problems, ...this.#notes.problems()],
      unopened: this.#notes.unopened(),
      ...(git.length === 0 ? {} : { git }),
    };
  }

  async #walk(folder: string, state: IgnoreState): Promise<void> {
    this.#options.signal?.throwIfAborted();
    for (const { name, entry } of this.#list(folder)) {
      const bytePath = folder === '' ? name : `${folder}/${name}`;
      if (entry.isDirectory()) await this.#enter(bytePath, state);
      else if (entry.isFile()) await this.#take(bytePath, state);
    }
  }

  async #enter(bytePath: string, parent: IgnoreState): Promise<void> {
    const shown = decodePath(bytePath);
    const state = this.#rules.judge(shown, parent);
    if (state.ignored && !this.#rules.mayBringBack(shown)) this.#ignoredFiles++;
    else await this.#walk(bytePath, state);
  }

  async #take(bytePath: string, parent: IgnoreState): Promise<void> {
    const role = this.#special.get(bytePath) ?? 'source';
    const { ignored } = this.#rules.judge(decodePath(bytePath), parent);
    if (ignored && role === 'source') this.#ignoredFiles++;
    else await this.#read(bytePath, role, ignored);
  }

  async #read(bytePath: string, role: ContextFile['role'], ignored: boolean): Promise<void> {
    this.#special.delete(bytePath);
    const shown = decodePath(bytePath);
    const location = this.#locate(bytePath);
    const object = this.#git.take(location, shown);
    const result = object === undefined ? await this.#reader.read(location, shown) : object;
    if (result === null) return;
    this.#files++;
    this.#bytes += result.sizeBytes;
    this.#options.onFile?.({ ...result, path: shown, role, ignored });
  }

  /** A folder's entries in the order of their names' bytes; none, and a problem, when it cannot be listed. */
  #list(folder: string): { name: string; entry: Dirent<Buffer> }[] {
    try {
      return readdirSync(this.#locate(folder), { withFileTypes: true, encoding: 'buffer' })
        .map((entry) => ({ name: entry.name.toString('latin1'), entry }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.#problems.push({ path: decodePath(folder) || '.', reason: describeReadError(error), bytes: 0 });
      return [];
    }
  }

  #locate(bytePath: string): Buffer {
    return Buffer.from(bytePath === '' ? this.#rootBytes : `${this.#rootBytes}/${bytePath}`, 'latin1');
  }

  #relative(location: string): string {
    return path.relative(this.#layout.directory, location).replaceAll(path.sep, '/');
  }

  #relativeBytes(location: string): string {
    return toByteString(this.#relative(location));
  }
}

function toByteString(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** As it is reported. Nearly all names are ASCII, which is the same in any of these encodings. */
function decodePath(bytePath: string): string {
  return /^[\u0000-\u007f]*$/.test(bytePath) ? bytePath : decodeName(Buffer.from(bytePath, 'latin1'));
}
