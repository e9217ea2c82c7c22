import type { Problem, Unopened } from '../../src/model/contents.js';
import { ByteReader } from '../../src/source/byte-reader.js';
import { ContainerBudget } from '../../src/source/container-budget.js';
import { ContainerNotes } from '../../src/source/container-notes.js';
import { packContainer } from '../../src/source/container-reader.js';
import { type ArchiveLimits, DEFAULT_LIMITS } from '../../src/source/limits.js';
import { inPieces } from './bytes.js';

/** What a scan would see of a file. */
export interface Opened {
  /** In the order of their numbers; those without contents are left out. */
  readonly files: readonly { readonly path: string; readonly bytes: Buffer }[];
  readonly problems: readonly Problem[];
  readonly unopened: readonly Unopened[];
}

/** Opens a file that comes in pieces of these sizes; at hand as a whole where none are given. */
export async function open(
  path: string,
  bytes: Uint8Array,
  pieceBytes?: readonly number[],
  limits: Partial<ArchiveLimits> = {},
): Promise<Opened> {
  const files: { path: string; pieces: Buffer[] }[] = [];
  let isOpen = false;
  const packer = {
    begin(begun: string): number {
      if (isOpen) throw new Error(`${begun} was begun within another file`);
      isOpen = true;
      return files.push({ path: begun, pieces: [] }) - 1;
    },
    write(piece: Uint8Array): undefined {
      if (!isOpen) throw new Error('nothing was begun');
      files.at(-1)?.pieces.push(Buffer.from(piece));
    },
    end(): void {
      if (!isOpen) throw new Error('nothing was begun');
      isOpen = false;
    },
    check(): void {
      if (isOpen) throw new Error('a file was not ended');
    },
  };
  const notes = new ContainerNotes();
  const reader =
    pieceBytes === undefined ? ByteReader.of(bytes) : new ByteReader(inPieces(bytes, pieceBytes));
  packer.begin(path);
  await packContainer(packer, path, reader, new ContainerBudget({ ...DEFAULT_LIMITS, ...limits }), notes);
  packer.check();
  return {
    files: files
      .map((file) => ({ path: file.path, bytes: Buffer.concat(file.pieces) }))
      .filter((file) => file.bytes.length > 0),
    problems: notes.problems(),
    unopened: notes.unopened(),
  };
}

/** Contents by path, of members only: what stands raw is left out. */
export function membersOf({ files }: Opened): Readonly<Record<string, string>> {
  const members = files.filter(({ path }) => path.includes('!/'));
  return Object.fromEntries(members.map(({ path, bytes }) => [path, bytes.toString()]));
}

/** All that was seen, in one. */
export function seenIn({ files }: Opened): Buffer {
  return Buffer.concat(files.map(({ bytes }) => bytes));
}
