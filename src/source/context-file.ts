import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '../model/contents.js';

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
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Reads files of a build context one after the other into a packer. Whatever goes wrong with a file is a problem, not an error. */
export class ContextFileReader {
  readonly #packer: ContextPacker;
  readonly #problems: Problem[];
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #reads = 0;

  /** Problems are added to the list that is given. */
  constructor(packer: ContextPacker, problems: Problem[]) {
    this.#packer = packer;
    this.#problems = problems;
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
    const expectedBytes = stats.size;
    const file = this.#packer.begin(path, expectedBytes);
    let sizeBytes = 0;
    let reads = 0;
    let reason: string | null = null;
    for (;;) {
      let readBytes: number;
      try {
        readBytes = readSync(descriptor, this.#buffer, 0, CHUNK_BYTES, null);
      } catch (error) {
        reason = describeReadError(error);
        break;
      }
      sizeBytes += readBytes;
      if (readBytes > 0) await this.#packer.write(this.#buffer.subarray(0, readBytes));
      reads++;
      if (++this.#reads % READS_PER_TURN === 0) await nextTurn();
      // A file that grows as fast as it is read would never end: no more of it than one chunk beyond its size.
      if (readBytes === 0 || sizeBytes > expectedBytes) break;
      // Spares small files the second read, which would only tell that this was the end.
      if (readBytes < CHUNK_BYTES && sizeBytes === expectedBytes) break;
    }
    this.#packer.end();
    if (reason === null) {
      const isTorn = reads > 1 && fstatSync(descriptor).mtimeMs !== stats.mtimeMs;
      if (isTorn || sizeBytes !== expectedBytes) reason = CHANGED;
    }
    if (reason !== null) this.#problems.push({ path, reason, bytes: Math.max(0, expectedBytes - sizeBytes) });
    return { file, sizeBytes };
  }
}

const CHANGED = 'changed while it was read';

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
