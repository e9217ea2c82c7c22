import { type BlobStore, digestOfName } from './blob-store.js';
import { normalizePath } from './entry-path.js';
import type { ImageDraft, LayerRef } from './image-draft.js';
import { isObject, type JsonObject, toList, toObject, toText, toTextOrNull } from './json-value.js';

export const DOCKER_MANIFEST = 'manifest.json';

/**
 * The images that `manifest.json` names (docker-archive; written by Docker, Podman, Skopeo, crane and BuildKit's
 * `type=docker`): config and layers by the names of their entries, lowest layer first, which may be links. Docker 25
 * and newer add `LayerSources`, a descriptor for each diff ID, for foreign layers.
 */
export function readDockerManifest(store: BlobStore): readonly ImageDraft[] {
  if (!store.has(DOCKER_MANIFEST)) return [];
  const value = store.json(DOCKER_MANIFEST);
  if (value === undefined) return [];
  const items = toList(value);
  if (!Array.isArray(value) || !items.every(isObject)) {
    store.report(DOCKER_MANIFEST, 'is not a list of images');
  }
  return items.filter(isObject).map((item) => readImage(item, store));
}

function readImage(item: JsonObject, store: BlobStore): ImageDraft {
  const config = normalizePath(toText(item['Config']));
  const names = toList(item['Layers']);
  if (
    config === '' ||
    !Array.isArray(item['Layers'] ?? []) ||
    !names.every((name) => typeof name === 'string')
  ) {
    store.report(DOCKER_MANIFEST, 'has an image without "Config" or "Layers"');
  }
  const sources = Object.values(toObject(item['LayerSources'])).map(toObject);
  return {
    source: DOCKER_MANIFEST,
    manifestDigest: null,
    reference: toTextOrNull(toList(item['RepoTags'])[0]),
    platform: null,
    config: { name: config, digest: digestOfName(config) },
    layers: names.map((name) => readLayerRef(normalizePath(toText(name)), sources)),
    attestations: [],
    mayBeAbsent: false,
  };
}

function readLayerRef(name: string, sources: readonly JsonObject[]): LayerRef {
  const digest = digestOfName(name);
  const source = digest === null ? undefined : sources.find((candidate) => candidate['digest'] === digest);
  const urls = toList(source?.['urls']).filter((url) => typeof url === 'string');
  return { name, digest, urls };
}
