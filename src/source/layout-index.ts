import type { Platform } from '../model/image.js';
import { type BlobStore, nameOfDigest } from './blob-store.js';
import { readPlatform } from './image-config.js';
import type { AttestationRef, ImageDraft, LayerRef } from './image-draft.js';
import { isObject, type JsonObject, toList, toObject, toText, toTextOrNull } from './json-value.js';
import type { ArchiveLimits } from './limits.js';

export const OCI_INDEX = 'index.json';

/** BuildKit's marks of an attestation manifest in an index (docs/attestations/attestation-storage.md). */
const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
/** The name with registry and tag; the second one is often the tag alone. */
const NAME_ANNOTATIONS = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'];

const DIGEST = /^[a-z0-9+._-]+:[0-9a-f]{32,}$/;
const IMAGE_CONFIG_TYPES = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** A descriptor of an index (OCI image specification, `descriptor.md`), with what its parents say about it. */
interface Descriptor {
  readonly digest: string;
  readonly platform: Platform | null;
  readonly annotations: JsonObject;
  readonly reference: string | null;
}

/** An attestation manifest, and the digest of the image manifest that it is about. */
interface AttestationSet {
  readonly subject: string;
  readonly attestations: readonly AttestationRef[];
}

/**
 * The images that `index.json` leads to (OCI image layout), through indexes in indexes. What the index names but the
 * archive does not hold is left out: exporters keep platforms in the index that they did not store.
 */
export function readOciIndex(store: BlobStore, limits: ArchiveLimits): readonly ImageDraft[] {
  if (!store.has(OCI_INDEX)) return [];
  const walk = new IndexWalk(store, limits);
  walk.readIndex(store.json(OCI_INDEX), OCI_INDEX, null, 1);
  return walk.finish();
}

class IndexWalk {
  readonly #store: BlobStore;
  readonly #limits: ArchiveLimits;
  readonly #seen = new Set<string>();
  readonly #drafts: ImageDraft[] = [];
  readonly #attestationSets: AttestationSet[] = [];
  #descriptors = 0;

  constructor(store: BlobStore, limits: ArchiveLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  readIndex(value: unknown, name: string, reference: string | null, depth: number): void {
    if (value === undefined) return;
    const manifests = toObject(value)['manifests'] ?? [];
    const items = toList(manifests);
    if (!isObject(value) || !Array.isArray(manifests) || !items.every(isObject))
      this.#store.report(name, 'is not an OCI index');
    for (const item of items.filter(isObject)) {
      if (++this.#descriptors > this.#limits.manifests) {
        this.#store.report(name, `more than ${this.#limits.manifests} manifests, the limit`);
        return;
      }
      const descriptor = readDescriptor(item, reference);
      if (DIGEST.test(descriptor.digest)) this.#follow(descriptor, depth);
      else this.#store.report(name, 'names a manifest without a valid digest');
    }
  }

  /** The images, each with its attestations. */
  finish(): readonly ImageDraft[] {
    return this.#drafts.map((draft) => ({
      ...draft,
      attestations: this.#attestationSets
        .filter((set) => set.subject === draft.manifestDigest)
        .flatMap((set) => set.attestations),
    }));
  }

  #follow(descriptor: Descriptor, depth: number): void {
    const name = nameOfDigest(descriptor.digest);
    if (!this.#store.has(name) || this.#seen.has(name)) return;
    this.#seen.add(name);
    const value = this.#store.json(name);
    if (value === undefined) return;
    const manifest = toObject(value);
    if ('manifests' in manifest) {
      if (depth >= this.#limits.indexDepth) {
        this.#store.report(name, `an index within ${this.#limits.indexDepth} others, the limit`);
        return;
      }
      this.readIndex(value, name, descriptor.reference, depth + 1);
    } else if ('fsLayers' in manifest || manifest['schemaVersion'] === 1) {
      this.#store.report(name, 'is a manifest of the outdated schema 1, which can not be read');
    } else if (!isObject(manifest['config']) || !Array.isArray(manifest['layers'] ?? [])) {
      this.#store.report(name, 'is neither an image manifest nor an index');
    } else {
      this.#readManifest(manifest, manifest['config'], descriptor, name);
    }
  }

  #readManifest(manifest: JsonObject, config: JsonObject, descriptor: Descriptor, name: string): void {
    const layers = toList(manifest['layers']).map((layer) => this.#readLayerRef(toObject(layer), name));
    if (descriptor.annotations[REFERENCE_TYPE] === 'attestation-manifest') {
      this.#addAttestations(toText(descriptor.annotations[REFERENCE_DIGEST]), layers);
      return;
    }
    const configType = toText(config['mediaType']);
    if (configType !== '' && !IMAGE_CONFIG_TYPES.includes(configType)) {
      // An artifact: a referrer of an image says more about it (signatures, attestations); any other is no image.
      const subject = toText(toObject(manifest['subject'])['digest']);
      if (subject !== '') this.#addAttestations(subject, layers);
      else this.#store.report(name, `is not an image, but of the type ${JSON.stringify(configType)}`);
      return;
    }
    const configDigest = toText(config['digest']);
    this.#drafts.push({
      source: name,
      manifestDigest: descriptor.digest,
      reference: descriptor.reference,
      platform: descriptor.platform,
      config: { name: nameOfDigest(configDigest), digest: configDigest },
      layers,
      attestations: [],
      mayBeAbsent: true,
    });
  }

  #addAttestations(subject: string, layers: readonly LayerRef[]): void {
    this.#attestationSets.push({ subject, attestations: layers.map(({ name }) => ({ name })) });
  }

  #readLayerRef(layer: JsonObject, manifestName: string): LayerRef {
    const digest = toText(layer['digest']);
    if (!DIGEST.test(digest)) this.#store.report(manifestName, 'names a layer without a valid digest');
    const urls = toList(layer['urls']).filter((url) => typeof url === 'string');
    return { name: nameOfDigest(digest), digest, urls };
  }
}

function readDescriptor(item: JsonObject, inherited: string | null): Descriptor {
  const annotations = toObject(item['annotations']);
  const names = NAME_ANNOTATIONS.map((key) => toTextOrNull(annotations[key]));
  return {
    digest: toText(item['digest']),
    platform: isObject(item['platform']) ? readPlatform(item['platform']) : null,
    annotations,
    reference: names.find((name) => name !== null) ?? inherited,
  };
}
