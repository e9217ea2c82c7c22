import type { BlockPacker } from './block-packer.js';
import { ByteReader } from './byte-reader.js';
import type { ContainerBudget } from './container-budget.js';
import type { ContainerNotes } from './container-notes.js';
import { packContainer } from './container-reader.js';
import { CONTAINER_HEAD_BYTES, mayHavePrefix, PREFIX_BYTES, sniffContainer } from './container-sniff.js';
import { ContentDigests } from './content-digests.js';
import type { FileTap, OnContainer } from './layer-entry.js';
import type { TarReader } from './tar-reader.js';

/** A file of a layer that was begun in the packer. */
export interface LayerFile {
  readonly path: string;
  readonly number: number;
  readonly tap: FileTap | null;
}

/** Where the contents of a layer's files go. */
export interface FileTarget {
  readonly packer: BlockPacker;
  readonly budget: ContainerBudget;
  readonly onContainer: OnContainer | undefined;
}

/** What became of them. */
export interface FileCounts {
  contentBytes: number;
  readonly notes: ContainerNotes;
}

/**
 * Packs the contents of the tar's current entry, and ends the file. Nearly all are there already: then there is nothing
 * to wait for, and null is returned.
 *
 * @throws DamagedInput where the tar ends in it, after all that came before
 */
export function packLayerFile(
  tar: TarReader,
  file: LayerFile,
  target: FileTarget,
  counts: FileCounts,
): Promise<void> | null {
  const whole = tar.wholeNow();
  if (whole === null) return packPieces(tar, file, target, counts);
  if (sniffContainer(whole) !== null) {
    return packOpened(file, target, counts, (see) => {
      see(whole);
      return ByteReader.of(whole);
    });
  }
  const { packer } = target;
  counts.contentBytes += whole.length;
  file.tap?.write(whole);
  file.tap?.end();
  const waiting = packer.write(whole);
  if (waiting !== undefined) {
    return waiting.finally(() => {
      packer.end();
    });
  }
  packer.end();
  return null;
}

/**
 * Leaves out the contents of the tar's current entry, which are known to hold nothing, and ends the file. Whoever taps it
 * sees them all the same.
 *
 * @throws DamagedInput as `packLayerFile`
 */
export function passLayerFile(
  tar: TarReader,
  { tap }: LayerFile,
  packer: BlockPacker,
  counts: FileCounts,
): Promise<void> | null {
  const whole = tar.wholeNow();
  packer.end();
  if (whole === null) return passPieces(tar, tap, counts);
  counts.contentBytes += whole.length;
  tap?.write(whole);
  tap?.end();
  return null;
}

async function passPieces(tar: TarReader, tap: FileTap | null, counts: FileCounts): Promise<void> {
  for (;;) {
    const piece = tar.readNow() ?? (await tar.read());
    if (piece === null) break;
    counts.contentBytes += piece.length;
    tap?.write(piece);
  }
  tap?.end();
}

async function packPieces(
  tar: TarReader,
  file: LayerFile,
  target: FileTarget,
  counts: FileCounts,
): Promise<void> {
  const { packer } = target;
  let head = await tar.peek(CONTAINER_HEAD_BYTES);
  if (mayHavePrefix(head)) head = await tar.peek(PREFIX_BYTES);
  if (sniffContainer(head) !== null) {
    return packOpened(file, target, counts, (see) => new ByteReader(tar.contents(), see));
  }
  try {
    for (;;) {
      const piece = tar.readNow() ?? (await tar.read());
      if (piece === null) break;
      counts.contentBytes += piece.length;
      file.tap?.write(piece);
      const waiting = packer.write(piece);
      if (waiting !== undefined) await waiting;
    }
    file.tap?.end();
  } finally {
    packer.end();
  }
}

/** @param read makes the reader; whatever passes is to be seen */
async function packOpened(
  { path, number, tap }: LayerFile,
  { packer, budget, onContainer }: FileTarget,
  counts: FileCounts,
  read: (see: (piece: Uint8Array) => void) => ByteReader,
): Promise<void> {
  const digests = new ContentDigests();
  const reader = read((piece) => {
    counts.contentBytes += piece.length;
    tap?.write(piece);
    digests.update(piece);
  });
  await packContainer(packer, path, reader, budget, counts.notes);
  tap?.end();
  onContainer?.({ file: number, endFile: packer.files, path, digests: digests.digest(number) });
}
