import type { ImageContents, LayerBlob, Problem } from '../model/contents.js';
import type { ImageConfig } from '../model/image.js';
import { type BlobStore, digestOfName, type StoredDocument } from './blob-store.js';
import { emptyConfig, parseImageConfig } from './image-config.js';
import type { ImageDraft, LayerRef } from './image-draft.js';
import { isTarBlob } from './read-layer.js';

type ImageLayer = ImageContents['layers'][number];

/**
 * Looks up configs and layers of all drafts, and makes one image of those that share a config: `manifest.json` and
 * `index.json` of one archive name the same images. Earlier drafts count for more.
 */
export function assembleImages(drafts: readonly ImageDraft[], store: BlobStore): readonly ImageContents[] {
  const images = new Map<string, ImageContents>();
  for (const draft of drafts) {
    if (isAbsent(draft, store)) continue;
    const image = new ImageAssembly(draft, store).assemble();
    const earlier = images.get(image.config.imageId);
    images.set(image.config.imageId, earlier === undefined ? image : mergeImages(earlier, image));
  }
  return [...images.values()];
}

/** `1.0`, and a line end. */
const MOST_VERSION_BYTES = 5;

/**
 * Layers that no image uses, and that hold something: no empty ones, and no second copy of one that is used. What is no
 * tar is of use only where there is no image: else it is some other file of the archive.
 */
export function findUnusedLayers(images: readonly ImageContents[], store: BlobStore): readonly LayerBlob[] {
  const used = images.flatMap((image) => image.layers.flatMap(({ blob }) => blob ?? []));
  const usedDiffIds = new Set(used.map((blob) => blob.diffId));
  return store.layers.filter(
    (blob) =>
      blob.endFile > blob.firstFile &&
      !usedDiffIds.has(blob.diffId) &&
      (images.length === 0 ? !isVersionNote(blob) : isTarBlob(blob)),
  );
}

/** Docker 24 and older write `1.0` beside each layer, which is the version of that format and nothing of the image. */
function isVersionNote({ name, storedBytes }: LayerBlob): boolean {
  return name.endsWith('/VERSION') && storedBytes <= MOST_VERSION_BYTES;
}

function isAbsent(draft: ImageDraft, store: BlobStore): boolean {
  return (
    draft.mayBeAbsent && !store.has(draft.config.name) && !draft.layers.some((ref) => store.has(ref.name))
  );
}

function mergeImages(first: ImageContents, second: ImageContents): ImageContents {
  const names = new Set(first.attestations.map((attestation) => attestation.name));
  const reasons = new Set(first.problems.map((problem) => `${problem.path}\n${problem.reason}`));
  return {
    reference: first.reference ?? second.reference,
    config: first.config,
    layers: first.layers.map((layer, i) => ({
      ...layer,
      digest: layer.digest ?? second.layers[i]?.digest ?? null,
    })),
    attestations: [...first.attestations, ...second.attestations.filter(({ name }) => !names.has(name))],
    problems: [
      ...first.problems,
      ...second.problems.filter(({ path, reason }) => !reasons.has(`${path}\n${reason}`)),
    ],
  };
}

/** One image from its draft. */
class ImageAssembly {
  readonly #draft: ImageDraft;
  readonly #store: BlobStore;
  readonly #problems: Problem[] = [];

  constructor(draft: ImageDraft, store: BlobStore) {
    this.#draft = draft;
    this.#store = store;
  }

  assemble(): ImageContents {
    const config = this.#readConfig();
    const layers = config.diffIds.map((diffId, index) => this.#findLayer(diffId, index, config.diffIds));
    const { layers: refs, reference } = this.#draft;
    if (refs.length !== layers.length) {
      this.#report(this.#draft.source, `names ${refs.length} layers, and the image config ${layers.length}`);
    }
    const attestations = this.#readAttestations();
    return { reference, config, layers, attestations, problems: this.#problems };
  }

  #readConfig(): ImageConfig {
    const { config: ref, layers, platform } = this.#draft;
    const document = this.#store.document(ref.name);
    // Where the config names no layers, the manifest's are the image's, with the diff IDs that they have.
    const diffIds = layers.map(({ name }) => this.#store.layer(name)?.diffId ?? '');
    if (document === null) {
      const reason = this.#store.has(ref.name)
        ? 'the image config is not JSON'
        : 'the image config is missing';
      this.#report(ref.name, reason);
      return emptyConfig(ref.digest ?? '', diffIds, platform);
    }
    this.#checkDigest(document);
    const { config, reasons } = parseImageConfig(document.text, document.digest);
    for (const reason of reasons) this.#report(ref.name, reason);
    return {
      ...config,
      // Configs of old images do not tell.
      platform: config.platform.os === '' ? (platform ?? config.platform) : config.platform,
      diffIds: config.diffIds.length === 0 ? diffIds : config.diffIds,
    };
  }

  #checkDigest({ name, digest }: StoredDocument): void {
    const promised = this.#draft.config.digest;
    if (promised?.startsWith('sha256:') === true && promised !== digest) {
      this.#report(name, `the image config has the digest ${digest}, not ${promised} as the manifest says`);
    }
  }

  /**
   * The layer of a diff ID: the one that the manifest names at this place; else any with these bytes, as Docker 25.0.0
   * wrote manifests with the layers in random order; else the one that was named, with a problem.
   */
  #findLayer(diffId: string, index: number, diffIds: readonly string[]): ImageLayer {
    const ref = this.#draft.layers[index];
    const named = ref === undefined ? null : this.#store.layer(ref.name);
    const blob = named?.diffId === diffId ? named : (this.#store.layerByDiffId(diffId) ?? null);
    if (blob !== null) {
      this.#checkName(blob);
      return { diffId, digest: digestOf(blob), blob };
    }
    if (named === null || diffIds.includes(named.diffId)) {
      this.#report(ref?.name ?? diffId, describeMissing(index, ref));
      return { diffId, digest: ref?.digest ?? null, blob: null };
    }
    // A layer that could not be read to its end has another digest for that reason.
    if (named.problems.length === 0) {
      this.#report(
        named.name,
        `layer ${index + 1} has the diff ID ${named.diffId}, not ${diffId} as the image config says`,
      );
    }
    return { diffId, digest: digestOf(named), blob: named };
  }

  #checkName(blob: LayerBlob): void {
    const promised = digestOfName(blob.name);
    const digest = blob.digest ?? blob.diffId;
    if (promised?.startsWith('sha256:') === true && promised !== digest) {
      this.#report(blob.name, `its bytes have the digest ${digest}`);
    }
  }

  #readAttestations(): ImageContents['attestations'] {
    return this.#draft.attestations.flatMap(({ name }) => {
      const document = this.#store.document(name);
      if (document !== null) return [{ name, text: document.text }];
      this.#report(
        name,
        this.#store.has(name) ? 'the attestation is not JSON' : 'the attestation is missing',
      );
      return [];
    });
  }

  #report(path: string, reason: string): void {
    this.#problems.push({ path, reason, bytes: 0 });
  }
}

/** `sha256:…` of the stored bytes, where stored they are compressed or named by it. */
function digestOf(blob: LayerBlob): string | null {
  return blob.digest ?? digestOfName(blob.name);
}

/** Hosts only: an address may hold a token. */
function describeMissing(index: number, ref: LayerRef | undefined): string {
  const hosts = (ref?.urls ?? []).map((url) => (URL.canParse(url) ? new URL(url).host : 'another place'));
  const where = hosts.length > 0 ? `, as it is kept at ${[...new Set(hosts)].join(', ')}` : '';
  return `layer ${index + 1} is not in the archive${where}`;
}
