import { Readable } from 'node:stream';
import type { ArchiveContents, ImageContents } from '../model/contents.js';
import { UserError } from '../model/errors.js';
import type { Platform } from '../model/image.js';
import type { KnownLayers } from '../model/known-layer.js';
import { type ArchiveEntry, readStream, readTarEntries } from './archive-entries.js';
import { BlobStore } from './blob-store.js';
import { BlockPacker, type EmitBlock } from './block-packer.js';
import { ByteReader } from './byte-reader.js';
import { isCompression } from './compression.js';
import { ContainerBudget } from './container-budget.js';
import { DamagedInput } from './damaged-input.js';
import { decompress } from './decompress.js';
import { openFolder } from './folder-entries.js';
import type { ImageDraft } from './image-draft.js';
import type { OnContainer, OnEntry, OpenTap } from './layer-entry.js';
import { assembleImages, findUnusedLayers } from './layout-images.js';
import { OCI_INDEX, readOciIndex } from './layout-index.js';
import { DOCKER_MANIFEST, readDockerManifest } from './layout-manifest.js';
import { type ArchiveLimits, DEFAULT_LIMITS } from './limits.js';
import { matchesPlatform, parsePlatform, platformMissing } from './platform-filter.js';
import { isTarBlob, type LayerContext, openBlob, readLayer, type StoredBlob } from './read-layer.js';
import { SNIFF_BYTES, sniffContent } from './sniff.js';

/** Where an archive's bytes come from. `name` is for messages: a path, `standard input`, an image reference. */
export type ArchiveInput =
  | {
      readonly kind: 'stream';
      readonly stream: AsyncIterable<unknown> & { destroy(): void };
      readonly name: string;
    }
  /** An OCI layout, or an unpacked docker-archive. */
  | { readonly kind: 'folder'; readonly path: string };

export interface ArchiveOptions {
  /** Takes every block of file contents; the input is read no faster than it does. What it throws ends the reading. */
  readonly emit: EmitBlock;
  /** Where other files of the same scan go as well; numbers its files on. Its own `emit` is used then. */
  readonly packer?: BlockPacker;
  /** A layer was read to its end. */
  readonly onLayer?: () => void;
  /** So many more bytes of the input, as it stands, were read. */
  readonly onBytes?: (bytes: number) => void;
  readonly onEntry?: OnEntry;
  readonly openTap?: OpenTap;
  readonly onContainer?: OnContainer;
  /** What earlier scans learned of layers; with it, the result tells what can be kept of these. */
  readonly knownLayers?: KnownLayers;
  /** `os/architecture[/variant]`: leaves out the images of all other platforms. */
  readonly platform?: string;
  /** Says that the stream is what `docker save` writes, for `ArchiveContents.kind`. */
  readonly kind?: 'docker-save';
  readonly limits?: Partial<ArchiveLimits>;
}

/**
 * Reads an image archive in one pass: each layer goes through `emit` as it comes, whatever the order of the entries,
 * and only the metadata is kept. Nothing is written to disk; memory does not grow with the archive.
 *
 * What is missing, damaged or beyond a limit is a problem in the result, never an error: whatever could be read was
 * emitted. A file whose number is in no layer of the result is of no interest: it is of an image that `platform` left
 * out, of a second copy of a layer, or one of the archive's own small files.
 *
 * @throws UserError where the input is no image archive, or has no image for `platform`; whatever `emit` throws.
 */
export async function readArchive(input: ArchiveInput, options: ArchiveOptions): Promise<ArchiveContents> {
  const platform = options.platform === undefined ? null : parsePlatform(options.platform);
  try {
    return await new ArchiveReading(input, options).read(platform);
  } finally {
    // Where the reading ended early, whoever writes must not wait for a reader.
    if (input.kind === 'stream') input.stream.destroy();
  }
}

class ArchiveReading {
  readonly #input: ArchiveInput;
  readonly #name: string;
  readonly #options: ArchiveOptions;
  readonly #limits: ArchiveLimits;
  readonly #store: BlobStore;
  readonly #context: LayerContext;

  constructor(input: ArchiveInput, options: ArchiveOptions) {
    this.#input = input;
    this.#name = input.kind === 'stream' ? input.name : input.path;
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#store = new BlobStore(this.#limits);
    const packer = options.packer ?? new BlockPacker(options.emit);
    this.#context = {
      packer,
      limits: this.#limits,
      onEntry: options.onEntry,
      openTap: options.openTap,
      onContainer: options.onContainer,
      knownLayers: options.knownLayers,
      budget: new ContainerBudget(this.#limits),
      entries: 0,
    };
  }

  async read(platform: Platform | null): Promise<ArchiveContents> {
    const entries = await this.#openEntries();
    await this.#readEntries(entries);
    const drafts = [...readDockerManifest(this.#store), ...readOciIndex(this.#store, this.#limits)];
    await this.#readDocumentLayers(drafts);
    await this.#context.packer.flush();

    const images = assembleImages(drafts, this.#store);
    if (images.length === 0) this.#reportNoImage();
    return {
      kind: this.#kind(),
      images: platform === null ? images : this.#select(images, platform),
      problems: this.#store.problems,
      unusedLayers: findUnusedLayers(images, this.#store),
    };
  }

  /** @throws UserError where this is no archive at all. */
  async #openEntries(): Promise<AsyncIterable<ArchiveEntry>> {
    const onPiece = (piece: Uint8Array): void => this.#options.onBytes?.(piece.length);
    if (this.#input.kind === 'folder') return await openFolder(this.#input.path, onPiece);
    let reader = new ByteReader(readStream(this.#input.stream, onPiece));
    let content = sniffContent(await this.#peek(reader));
    if (isCompression(content)) {
      reader = new ByteReader(decompress(reader, content, this.#limits));
      content = sniffContent(await this.#peek(reader));
    }
    if (content === 'tar') return readTarEntries(reader, this.#limits);
    if (content === 'empty') throw this.#noArchive('it is empty');
    throw this.#noArchive('it is no tar archive, plain or compressed with gzip, zstd, bzip2 or xz');
  }

  async #peek(reader: ByteReader): Promise<Uint8Array> {
    try {
      return await reader.peek(SNIFF_BYTES);
    } catch (error) {
      if (error instanceof DamagedInput) throw this.#noArchive(error.message);
      throw error;
    }
  }

  #noArchive(reason: string): UserError {
    return new UserError(
      `${this.#name} is not an image archive: ${reason}`,
      'give an archive that docker save, podman save, skopeo or BuildKit wrote',
    );
  }

  async #readEntries(entries: AsyncIterable<ArchiveEntry>): Promise<void> {
    let count = 0;
    try {
      for await (const entry of entries) {
        if (++count > this.#limits.archiveEntries) {
          throw new DamagedInput(`there are more than ${this.#limits.archiveEntries} entries, the limit`);
        }
        if (this.#input.kind === 'folder') await this.#readFile(entry);
        else await this.#readEntry(entry);
      }
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      this.#store.report(this.#name, `the archive could not be read to its end: ${error.message}`);
    }
  }

  /** Of a folder, one file that can't be read does not keep the others from it. */
  async #readFile(entry: ArchiveEntry): Promise<void> {
    try {
      await this.#readEntry(entry);
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      this.#store.report(entry.name, error.message);
    }
  }

  async #readEntry(entry: ArchiveEntry): Promise<void> {
    const { name, type, linkPath } = entry;
    if (type !== 'file') {
      this.#store.addLink(name, type, linkPath);
      return;
    }
    const blob = openBlob(name, entry.contents());
    if (await this.#readDocument(blob)) return;
    const layer = await readLayer(blob, this.#context);
    this.#store.addLayer(layer);
    if (isTarBlob(layer)) this.#options.onLayer?.();
  }

  /** Keeps a JSON entry. False where it is something else, or too large to be kept: it is scanned as it stands then. */
  async #readDocument({ name, reader }: StoredBlob): Promise<boolean> {
    if (sniffContent(await reader.peek(SNIFF_BYTES)) !== 'json') return false;
    const room = this.#store.documentRoomBytes;
    const bytes = await reader.peek(room + 1);
    if (bytes.length > room) return false;
    this.#store.addDocument(name, Buffer.from(bytes));
    return true;
  }

  /** What a manifest names as a layer is scanned even where it is JSON: as it stands, and with a problem. */
  async #readDocumentLayers(drafts: readonly ImageDraft[]): Promise<void> {
    const names = new Set(drafts.flatMap((draft) => draft.layers.map((ref) => ref.name)));
    for (const name of names) {
      const document = this.#store.document(name);
      if (document === null) continue;
      const blob = openBlob(document.name, Readable.from([Buffer.from(document.text)]));
      this.#store.addDocumentLayer(await readLayer(blob, this.#context));
    }
  }

  #reportNoImage(): void {
    const hasMetadata = this.#store.has(DOCKER_MANIFEST) || this.#store.has(OCI_INDEX);
    this.#store.report(
      this.#name,
      hasMetadata
        ? 'it holds none of the images that its metadata names'
        : `it holds no image: there is neither ${DOCKER_MANIFEST} nor ${OCI_INDEX} in it`,
    );
  }

  /** An image whose config could not be read may be the one that was asked for. */
  #select(images: readonly ImageContents[], asked: Platform): readonly ImageContents[] {
    const selected = images.filter(
      ({ config: { platform } }) => platform.os === '' || matchesPlatform(asked, platform),
    );
    if (selected.length > 0 || images.length === 0) return selected;
    const present = images.map((image) => image.config.platform);
    throw platformMissing(this.#name, asked, present);
  }

  #kind(): ArchiveContents['kind'] {
    const isDocker = this.#store.has(DOCKER_MANIFEST);
    if (this.#input.kind === 'folder') {
      return isDocker && !this.#store.has(OCI_INDEX) ? 'docker-archive' : 'oci-layout';
    }
    return this.#options.kind ?? (isDocker ? 'docker-archive' : 'oci-archive');
  }
}
