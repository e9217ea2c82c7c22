import { DamagedInput } from '../damaged-input.js';
import { sniffContainer } from '../container-sniff.js';
import { type GitTarget, LARGE_ARCHIVE } from './blob-packer.js';
import { GitFileList } from './git-file-list.js';
import { LOOSE_HEADER } from './loose-header.js';
import { PackWindow, type ReadPiece } from './pack-window.js';
import type { LargeFile, StreamedFile } from './stream-pack.js';
import { LimitReached, type Work } from './work.js';

/** `commit 999999999999999`, and a zero byte. */
const MAX_HEADER_BYTES = 24;

/** Reads a loose object that is too large to be held, as it comes: it goes by its ID. */
export async function streamLoose(
  { repository, path, file, idBytes }: LargeFile,
  id: string,
  read: ReadPiece,
  { packer, notes }: GitTarget,
  work: Work,
): Promise<StreamedFile> {
  const window = new PackWindow(read, idBytes);
  const list = new GitFileList(repository, [{ path, file }]);
  const problems: string[] = [];
  const damages: string[] = [];
  let failure: DamagedInput | null = null;

  const emit = async (name: string, pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    list.add(packer.begin(name), 0, null);
    let isFirst = true;
    try {
      for await (const piece of pieces) {
        if (isFirst && sniffContainer(piece) !== null) notes.addLimit(name, LARGE_ARCHIVE);
        isFirst = false;
        await packer.write(piece);
      }
    } finally {
      packer.end();
    }
  };
  try {
    await emit(`${repository}!/objects/${id}`, withoutHeader(window.inflate(), work));
  } catch (error) {
    if (error instanceof LimitReached) problems.push(`not all of it was read: ${error.message}`);
    else if (error instanceof DamagedInput) damages.push('it is damaged');
    else throw error;
  }
  try {
    await window.ensure(1);
    if (window.bytes.length > 0) {
      if (damages.length + problems.length === 0) damages.push('there is something behind its end');
      await emit(path, window.rest());
    }
  } catch (error) {
    if (!(error instanceof DamagedInput)) throw error;
    failure = error;
  }
  const lines = (reasons: readonly string[]) => reasons.map((reason) => ({ path, reason, bytes: 0 }));
  return { files: list, problems: lines(problems), damaged: lines(damages), failure };
}

async function* withoutHeader(
  pieces: AsyncIterable<Uint8Array>,
  work: Work,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of pieces) {
    work.spend(piece.length);
    if (head === null) {
      yield piece;
      continue;
    }
    // A decoder may give its first bytes one by one.
    head = Buffer.concat([head, piece]);
    if (head.length < MAX_HEADER_BYTES && !head.includes(0)) continue;
    yield head.subarray(headerBytes(head));
    head = null;
  }
  if (head !== null) yield head.subarray(headerBytes(head));
}

function headerBytes(head: Buffer): number {
  return LOOSE_HEADER.exec(head.toString('latin1', 0, MAX_HEADER_BYTES))?.[0].length ?? 0;
}
