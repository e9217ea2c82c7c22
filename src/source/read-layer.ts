import { createHash } from 'node:crypto';
import type { LayerBlob, Problem } from '../model/contents.js';
import type { KnownLayer, KnownLayers } from '../model/known-layer.js';
import type { BlockPacker } from './block-packer.js';
import { ByteReader } from './byte-reader.js';
import { isCompression } from './compression.js';
import { DamagedInput } from './damaged-input.js';
import type { ContainerBudget } from './container-budget.js';
import { ContainerNotes } from './container-notes.js';
import { decompress } from './decompress.js';
import { normalizePath } from './entry-path.js';
import { LayerGit } from './git-store/layer-git.js';
import { isStored, parseObjectPath, STORED_HEAD_BYTES } from './git-store/object-path.js';
import type { OnContainer, OnEntry, OpenTap } from './layer-entry.js';
import { EntryNumbers } from './entry-numbers.js';
import { packLayerFile, passLayerFile } from './layer-file.js';
import type { ArchiveLimits } from './limits.js';
import { type Content, SNIFF_BYTES, sniffContent } from './sniff.js';
import { isZero } from './tar-header.js';
import { TarReader } from './tar-reader.js';

/**
 * Paths of what is scanned as it stands, where there is no file to name: a layer that is no tar, what follows a tar's
 * end, and what follows the place where a tar could not be read any further.
 */
export const RAW_PATHS = {
  blob: '(layer that is not a tar)',
  trailer: '(data after the end of the layer)',
  rest: '(unreadable rest of the layer)',
} as const;

/** The problem of a blob that was scanned as it stands, though it may be meant to be something else than a layer. */
const NOT_A_TAR = 'the layer is not a tar';

/** The problem of a layer whose contents were passed over for what another one of that name held. */
const NOT_AS_KNOWN = 'is not the layer that the cache knew by this name, which is forgotten now: scan again';

/** Whether the blob turned out to be a tar, perhaps a damaged one. */
export function isTarBlob(blob: LayerBlob): boolean {
  return !blob.problems.some((problem) => problem.reason === NOT_A_TAR);
}

/** What reading one layer after the other shares. */
export interface LayerContext {
  readonly packer: BlockPacker;
  readonly limits: ArchiveLimits;
  readonly onEntry: OnEntry | undefined;
  readonly openTap: OpenTap | undefined;
  readonly onContainer: OnContainer | undefined;
  /** What may be opened of the files of all layers. */
  readonly budget: ContainerBudget;
  /** What earlier scans learned; absent where nothing is kept of this one either. */
  readonly knownLayers: KnownLayers | undefined;
  /** Entries of all layers so far. */
  entries: number;
}

/** A blob's stored bytes, with their digest as far as they were read. */
export interface StoredBlob {
  readonly name: string;
  readonly reader: ByteReader;
  /** `sha256:…` of all bytes; call it once, when the reader has come to its end. */
  digest(): string;
}

/** Computes the digest of a stream on its way into a reader. */
export function openBlob(name: string, contents: AsyncIterable<Uint8Array>): StoredBlob {
  const hash = createHash('sha256');
  const reader = new ByteReader(contents, (piece) => hash.update(piece));
  return { name, reader, digest: () => `sha256:${hash.digest('hex')}` };
}

/** What was found in a layer's tar. */
interface Tally {
  files: number;
  contentBytes: number;
  overlongPaths: number;
  readonly notes: ContainerNotes;
  readonly git: LayerGit;
  readonly known: KnownLayer | null;
  /** null where nothing is kept of them. */
  readonly numbers: EntryNumbers | null;
}

/**
 * Reads a layer to its end: every file goes to the packer, and so does, as a file of its own, whatever is there that no
 * file explains. What is damaged becomes a problem of the blob.
 *
 * @throws whatever the packer throws; never `DamagedInput`.
 */
export async function readLayer(stored: StoredBlob, context: LayerContext): Promise<LayerBlob> {
  const { name, reader } = stored;
  const firstFile = context.packer.files;
  const notes = new ContainerNotes();
  const git = new LayerGit({ packer: context.packer, budget: context.budget, notes }, context.limits.git);
  const known = context.knownLayers?.find(name) ?? null;
  const numbers = context.knownLayers === undefined || known !== null ? null : new EntryNumbers();
  const tally: Tally = { files: 0, contentBytes: 0, overlongPaths: 0, notes, git, known, numbers };
  const problems: Problem[] = [];
  const report = (error: unknown): void => {
    if (!(error instanceof DamagedInput)) throw error;
    problems.push({ path: name, reason: error.message, bytes: 0 });
  };

  const content = await sniff(reader, report);
  const compression = isCompression(content) ? content : 'none';
  const inflated =
    compression === 'none' ? stored : openBlob(name, decompress(reader, compression, context.limits));
  await readContents(inflated.reader, name, context, tally, report);
  // What the decoder did not take is read all the same: the digest is of all bytes.
  const decodedBytes = reader.offset;
  await reader.drain().catch(report);
  const unreadBytes = reader.offset - decodedBytes;
  if (unreadBytes > 0) {
    const { reason } = problems.pop() ?? { reason: 'could not be decoded to its end' };
    problems.push({ path: name, reason, bytes: unreadBytes });
  }
  if (tally.overlongPaths > 0) {
    const reason = `${tally.overlongPaths} paths longer than ${context.limits.pathBytes} bytes were cut`;
    problems.push({ path: name, reason, bytes: 0 });
  }
  const digest = stored.digest();
  const diffId = compression === 'none' ? digest : inflated.digest();
  if (known !== null && known.diffId !== diffId)
    problems.push({ path: name, reason: NOT_AS_KNOWN, bytes: 0 });
  const unopened = notes.unopened();
  return {
    name,
    digest: compression === 'none' ? null : digest,
    diffId,
    compression,
    storedBytes: reader.offset,
    sizeBytes: inflated.reader.offset,
    files: tally.files,
    contentBytes: tally.contentBytes,
    firstFile,
    endFile: context.packer.files,
    problems: [...problems, ...notes.problems()],
    ...(unopened.length === 0 ? {} : { unopened }),
    ...(git.files.length === 0 ? {} : { git: git.files }),
    ...(known === null ? {} : { known }),
    ...(numbers === null || numbers.isFull
      ? {}
      : { entriesOf: (files: Iterable<number>) => numbers.entriesOf(files) }),
  };
}

async function readContents(
  reader: ByteReader,
  name: string,
  context: LayerContext,
  tally: Tally,
  report: (error: unknown) => void,
): Promise<void> {
  const content = await sniff(reader, report);
  if (content === 'tar') {
    let rest: string = RAW_PATHS.trailer;
    try {
      await readTar(reader, name, context, tally);
    } catch (error) {
      report(error);
      rest = RAW_PATHS.rest;
    }
    await tally.git.finish();
    await packRest(reader, rest, context.packer).catch(report);
  } else if (content !== 'empty') {
    report(new DamagedInput(NOT_A_TAR));
    await packRest(reader, RAW_PATHS.blob, context.packer).catch(report);
  }
}

/** Bytes that can't be read at all count as none. */
async function sniff(reader: ByteReader, report: (error: unknown) => void): Promise<Content> {
  try {
    return sniffContent(await reader.peek(SNIFF_BYTES));
  } catch (error) {
    report(error);
    return sniffContent(await reader.peek(SNIFF_BYTES));
  }
}

async function readTar(reader: ByteReader, name: string, context: LayerContext, tally: Tally): Promise<void> {
  const { limits, onEntry, openTap, packer } = context;
  const { known, numbers } = tally;
  const tar = new TarReader(reader, limits);
  let entries = 0;
  let nextKnown = 0;
  // Go's reader, and so every engine, takes a layer without an end marker: whether it is whole, the diff ID tells.
  for (;;) {
    const entry = tar.nextNow() ?? (await tar.next());
    if (typeof entry === 'string') return;
    if (++context.entries > limits.layerEntries) {
      throw new DamagedInput(`more than ${limits.layerEntries} entries in all layers, the limit`);
    }
    let path = normalizePath(entry.path);
    if (path.length > limits.pathBytes) {
      tally.overlongPaths++;
      path = path.slice(0, limits.pathBytes);
    }
    const { type, sizeBytes, linkPath } = entry;
    const hasContents = type === 'file' || sizeBytes > 0;
    let object = type === 'file' ? parseObjectPath(path) : null;
    if (object !== null) {
      if (isStored(object, await tar.peek(STORED_HEAD_BYTES))) await tally.git.prepare(sizeBytes);
      else object = null;
    }
    const filesBefore = packer.files;
    const file = hasContents ? packer.begin(path, sizeBytes) : null;
    onEntry?.(name, { path, type, sizeBytes, file, filesBefore, ...(linkPath === '' ? {} : { linkPath }) });
    if (file === null) continue;
    if (type === 'file') tally.files++;
    numbers?.add(file);
    const isKnown = known !== null && known.entries[nextKnown] !== entries;
    if (!isKnown) nextKnown++;
    entries++;
    if (object !== null) {
      tally.contentBytes += sizeBytes;
      await tally.git.take(object, path, file, sizeBytes, async () => tar.readNow() ?? (await tar.read()));
      continue;
    }
    const layerFile = { path, number: file, tap: openTap?.(name, path) ?? null };
    const notesBefore = tally.notes.count;
    const waiting = isKnown
      ? passLayerFile(tar, layerFile, packer, tally)
      : packLayerFile(tar, layerFile, context, tally);
    if (waiting !== null) await waiting;
    if (tally.notes.count > notesBefore) numbers?.mark();
  }
}

/** Packs what is left as one file, unless it is padding: zero bytes only. */
async function packRest(reader: ByteReader, path: string, packer: BlockPacker): Promise<void> {
  let isBegun = false;
  try {
    for await (const piece of reader.rest()) {
      if (!isBegun && isZero(piece)) continue;
      if (!isBegun) packer.begin(path);
      isBegun = true;
      await packer.write(piece);
    }
  } finally {
    if (isBegun) packer.end();
  }
}
