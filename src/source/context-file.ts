import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '../model/contents.js';
import { ByteReader } from './byte-reader.js';
import { ContainerBudget } from './container-budget.js';
import { ContainerNotes } from './container-notes.js';
import { packContainer } from './container-reader.js';
import { sniffContainer } from './container-sniff.js';
import { DEFAULT_LIMITS } from './limits.js';

/** Where the contents of files go; `BlockPacker` is one. */
export interface ContextPacker {
  /** Begins a file and returns its number. */
  begin(path: string, expectedBytes?: number): number;
  /** The chunk's memory is used again once this has returned, or its promise is settled. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  end(): void;
}

/** A file that was read, perhaps not whole: then there is a problem with its path. */
export interface ReadFile {
  readonly file: number;
  readonly sizeBytes: number;
}

const CHUNK_BYTES = 2 ** 20;
/** Reads are synchronous, as nothing is faster for small files; timers and signals get a turn after so many. */
const READS_PER_TURN = 256;
/**
 * A link put in the file's place since the folder was listed is not followed, and a pipe does not block. Where a system
 * has no such flag it is undefined, which counts as 0 here.
 */
export const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Reads files of a build context one after the other into a packer. Whatever goes wrong with a file is a problem, not an error. */
export class ContextFileReader {
  readonly #packer: ContextPacker;
  readonly #problems: Problem[];
  readonly #notes: ContainerNotes;
  readonly #budget: ContainerBudget;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #reads = 0;

  /**
   * Problems are added to the list that is given.
   * @param notes what could not be opened of containers is added to these
   * @param budget what may be opened of all files
   */
  constructor(
    packer: ContextPacker,
    problems: Problem[],
    notes: ContainerNotes = new ContainerNotes(),
    budget: ContainerBudget = new ContainerBudget(DEFAULT_LIMITS),
  ) {
    this.#packer = packer;
    this.#problems = problems;
    this.#notes = notes;
    this.#budget = budget;
  }

  /** `location` is where the file is, in the bytes of the file system; `path` how it is reported. null when nothing of it was read. */
  async read(location: Buffer, path: string): Promise<ReadFile | null> {
    let descriptor: number;
    try {
      descriptor = openSync(location, OPEN_FLAGS);
    } catch (error) {
      this.#problems.push({ path, reason: describeReadError(error), bytes: 0 });
      return null;
    }
    try {
      const stats = fstatSync(descriptor);
      if (stats.isFile()) return await this.#copy(descriptor, path, stats);
      this.#problems.push({ path, reason: CHANGED, bytes: 0 });
      return null;
    } finally {
      closeSync(descriptor);
    }
  }

  async #copy(descriptor: number, path: string, stats: Stats): Promise<ReadFile> {
    const file = this.#packer.begin(path, stats.size);
    const chunks = new FileChunks(descriptor, this.#buffer, stats.size);
    let chunk = chunks.next();
    if (chunk !== null && sniffContainer(chunk) !== null) await this.#open(path, chunk, chunks);
    else {
      for (; chunk !== null; chunk = chunks.next()) {
        await this.#packer.write(chunk);
        if (++this.#reads % READS_PER_TURN === 0) await nextTurn();
      }
      this.#packer.end();
    }
    const reason = chunks.failure ?? (this.#isTorn(chunks, descriptor, stats) ? CHANGED : null);
    const { sizeBytes } = chunks;
    if (reason !== null) this.#problems.push({ path, reason, bytes: Math.max(0, stats.size - sizeBytes) });
    return { file, sizeBytes };
  }

  async #open(path: string, first: Uint8Array, chunks: FileChunks): Promise<void> {
    if (++this.#reads % READS_PER_TURN === 0) await nextTurn();
    const contents = chunks.isEnded ? ByteReader.of(first) : new ByteReader(copies(first, chunks));
    await packContainer(this.#packer, path, contents, this.#budget, this.#notes);
  }

  #isTorn(chunks: FileChunks, descriptor: number, stats: Stats): boolean {
    const isTorn = chunks.reads > 1 && fstatSync(descriptor).mtimeMs !== stats.mtimeMs;
    return isTorn || chunks.sizeBytes !== stats.size;
  }
}

/** The contents of an open file, always read into the same buffer. */
class FileChunks {
  readonly #descriptor: number;
  readonly #buffer: Buffer;
  readonly #expectedBytes: number;
  sizeBytes = 0;
  reads = 0;
  isEnded = false;
  /** Why it could not be read to its end. */
  failure: string | null = null;

  constructor(descriptor: number, buffer: Buffer, expectedBytes: number) {
    this.#descriptor = descriptor;
    this.#buffer = buffer;
    this.#expectedBytes = expectedBytes;
  }

  /** Valid until the next one; null at the end. */
  next(): Uint8Array | null {
    if (this.isEnded) return null;
    let readBytes: number;
    try {
      readBytes = readSync(this.#descriptor, this.#buffer, 0, CHUNK_BYTES, null);
    } catch (error) {
      this.failure = describeReadError(error);
      this.isEnded = true;
      return null;
    }
    this.reads++;
    this.sizeBytes += readBytes;
    // A file that grows as fast as it is read would never end: no more of it than one chunk beyond its size. And a small
    // file is spared the second read, which would only tell that this was the end.
    const isShort = readBytes < CHUNK_BYTES && this.sizeBytes === this.#expectedBytes;
    this.isEnded = readBytes === 0 || this.sizeBytes > this.#expectedBytes || isShort;
    return readBytes === 0 ? null : this.#buffer.subarray(0, readBytes);
  }
}

/** Chunks of memory of their own: decoders look at more than one at a time. */
async function* copies(first: Uint8Array, chunks: FileChunks): AsyncGenerator<Uint8Array, void, undefined> {
  for (let chunk: Uint8Array | null = first; chunk !== null; chunk = chunks.next()) {
    yield Buffer.from(chunk);
    await nextTurn();
  }
}

/** The reason of a problem of a file that was written while it was read. */
export const CHANGED = 'changed while it was read';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'vanished while the build context was read',
  ENOTDIR: CHANGED,
  // O_NOFOLLOW met a link.
  ELOOP: CHANGED,
  EIO: 'input/output error',
  ENAMETOOLONG: 'its path is too long',
};

/** Plain words for an error of the file system. */
export function describeReadError(error: unknown): string {
  const code = errorCode(error);
  return REASONS[code] ?? (code === '' ? 'cannot be read' : `cannot be read (${code})`);
}

/** The code of an error of the file system, such as `ENOENT`; empty for any other. */
export function errorCode(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && typeof error.code === 'string' ? error.code : '';
}
