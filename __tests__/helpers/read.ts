import { Readable } from 'node:stream';
import type { Block } from '../../src/model/block.js';
import type { ArchiveContents, Problem } from '../../src/model/contents.js';
import { type ArchiveInput, type ArchiveOptions, readArchive } from '../../src/source/read-archive.js';
import { inPieces } from './bytes.js';

/** What a scan of an archive would see. */
export interface ReadResult {
  readonly contents: ArchiveContents;
  readonly blocks: readonly Block[];
  /** Paths and contents of the files that stand whole in a block, by their numbers. */
  readonly files: ReadonlyMap<number, { readonly path: string; readonly text: string }>;
}

export function streamOf(bytes: Uint8Array, pieceBytes: readonly number[] = [64 * 1024]): ArchiveInput {
  return { kind: 'stream', stream: Readable.from(inPieces(bytes, pieceBytes)), name: 'test.tar' };
}

/** Reads an archive and keeps all that was emitted. */
export async function readAll(
  input: ArchiveInput | Uint8Array,
  options: Partial<ArchiveOptions> = {},
): Promise<ReadResult> {
  const blocks: Block[] = [];
  const contents = await readArchive(input instanceof Uint8Array ? streamOf(input) : input, {
    emit: (block) => void blocks.push(block),
    ...options,
  });
  const files = new Map<number, { path: string; text: string }>();
  for (const { bytes, slices } of blocks) {
    for (const { file, path, start, end, whole } of slices) {
      if (whole) files.set(file, { path, text: Buffer.from(bytes.subarray(start, end)).toString() });
    }
  }
  return { contents, blocks, files };
}

/** Paths and contents of the files of one layer of an image. */
export function filesOf(result: ReadResult, layer: number, image = 0): Readonly<Record<string, string>> {
  const blob = result.contents.images[image]?.layers[layer]?.blob;
  if (!blob) throw new Error(`image ${image} has no layer ${layer}`);
  const files = [...result.files].filter(([file]) => file >= blob.firstFile && file < blob.endFile);
  return Object.fromEntries(files.map(([, { path, text }]) => [path, text]));
}

/** All that stands against "complete", of the archive, its images and their layers. */
export function allProblems(contents: ArchiveContents): readonly Problem[] {
  return [
    ...contents.problems,
    ...contents.images.flatMap((image) => [
      ...image.problems,
      ...image.layers.flatMap((layer) => layer.blob?.problems ?? []),
    ]),
    ...contents.unusedLayers.flatMap((layer) => layer.problems),
  ];
}

export function reasonsOf(contents: ArchiveContents): readonly string[] {
  return allProblems(contents).map((problem) => problem.reason);
}
