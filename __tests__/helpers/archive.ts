import { createHash } from 'node:crypto';
import zlib from 'node:zlib';
import { type TestEntry, writeEntry, writeTar, END_MARKER } from './tar.js';
import { compressZstd, skippableFrame } from './zstd.js';

export type TestCompression = 'none' | 'gzip' | 'gzip-members' | 'zstd' | 'zstd-frames';

/** A layer: entries, or a tar as it stands. */
export interface TestLayer {
  readonly entries?: readonly TestEntry[];
  readonly tar?: Uint8Array;
  readonly compression?: TestCompression;
  /** In a manifest: where a foreign layer is kept. */
  readonly urls?: readonly string[];
}

export interface TestImage {
  readonly layers: readonly TestLayer[];
  readonly tag?: string;
  /** Merged over the config that is made up otherwise. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  /** In-toto statements, each a layer of the image's attestation manifest. */
  readonly attestations?: readonly string[];
}

/** An archive's entries by name: bytes, or a link. To be changed before they are packed. */
export type TestFiles = Map<
  string,
  Uint8Array | { readonly symlink: string } | { readonly hardlink: string }
>;

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The tar of a layer, before compression. */
export function layerTar(layer: TestLayer): Buffer {
  return Buffer.from(layer.tar ?? writeTar(layer.entries ?? []));
}

/** The bytes of a layer as they are stored. */
export function storeLayer(layer: TestLayer): Buffer {
  const tar = layerTar(layer);
  const middle = Math.floor(tar.length / 2);
  const halves = [tar.subarray(0, middle), tar.subarray(middle)];
  switch (layer.compression ?? 'none') {
    case 'none':
      return tar;
    case 'gzip':
      return zlib.gzipSync(tar);
    case 'gzip-members':
      return Buffer.concat(halves.map((half) => zlib.gzipSync(half)));
    case 'zstd':
      return compressZstd(tar);
    case 'zstd-frames':
      return Buffer.concat([
        skippableFrame(Buffer.from('index')),
        ...halves.flatMap((half) => [compressZstd(half), skippableFrame(Buffer.alloc(3))]),
      ]);
  }
}

/** The config of an image, as text. */
export function configText(image: TestImage): string {
  const diffIds = image.layers.map((layer) => `sha256:${sha256(layerTar(layer))}`);
  return JSON.stringify({
    ...(image.platform ?? { os: 'linux', architecture: 'amd64' }),
    config: { Env: ['PATH=/bin'], Cmd: ['sh'] },
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: image.layers.map((_, i) => ({ created_by: `RUN step ${i}` })),
    ...image.config,
  });
}

/** As Docker 24 and older write it: a folder with a `layer.tar` for each layer; a repeated one is a symbolic link. */
export function dockerLegacyFiles(images: readonly TestImage[]): TestFiles {
  const files: TestFiles = new Map();
  const manifest = images.map((image, number) => {
    const stored = new Map<string, string>();
    const layers = image.layers.map((layer, i) => {
      const bytes = storeLayer(layer);
      const id = sha256(Buffer.from(`${number}/${i}`));
      const name = `${id}/layer.tar`;
      const first = stored.get(sha256(bytes));
      files.set(`${id}/VERSION`, Buffer.from('1.0'));
      files.set(name, first === undefined ? bytes : { symlink: `../${first}` });
      files.set(`${id}/json`, Buffer.from(JSON.stringify({ id })));
      stored.set(sha256(bytes), name);
      return name;
    });
    const config = Buffer.from(configText(image));
    files.set(`${sha256(config)}.json`, config);
    return {
      Config: `${sha256(config)}.json`,
      RepoTags: image.tag === undefined ? null : [image.tag],
      Layers: layers,
    };
  });
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  files.set('repositories', Buffer.from('{}'));
  return files;
}

/**
 * As Docker 25 and newer write it (blobs, `index.json` and `manifest.json`), or without `manifest.json` as BuildKit's
 * OCI exporter and Skopeo do. Blobs come first, sorted, as from a containerd store; attestations make a nested index.
 */
export function ociFiles(
  images: readonly TestImage[],
  options: { readonly dockerManifest?: boolean } = {},
): TestFiles {
  const blobs = new Map<string, Uint8Array>();
  const addBlob = (bytes: Uint8Array): { digest: string; size: number } => {
    blobs.set(`blobs/sha256/${sha256(bytes)}`, bytes);
    return { digest: `sha256:${sha256(bytes)}`, size: bytes.length };
  };
  const addJson = (value: unknown): { digest: string; size: number } =>
    addBlob(Buffer.from(JSON.stringify(value)));
  const dockerManifest: unknown[] = [];
  const manifests = images.flatMap((image) => {
    const layers = image.layers.map((layer) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      ...addBlob(storeLayer(layer)),
      ...(layer.urls === undefined ? {} : { urls: layer.urls }),
    }));
    const config = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      ...addBlob(Buffer.from(configText(image))),
    };
    const names = [config, ...layers].map(({ digest }) => digest.replace('sha256:', 'blobs/sha256/'));
    const tags = image.tag === undefined ? null : [image.tag];
    dockerManifest.push({ Config: names[0], RepoTags: tags, Layers: names.slice(1) });
    const manifest = {
      ...addJson({ schemaVersion: 2, config, layers }),
      platform: image.platform ?? { os: 'linux', architecture: 'amd64' },
      annotations: image.tag === undefined ? {} : { 'io.containerd.image.name': image.tag },
    };
    if (image.attestations === undefined) return [manifest];
    const statements = image.attestations.map((text) => addBlob(Buffer.from(text)));
    const attestation = {
      ...addJson({ schemaVersion: 2, config: addJson({ rootfs: {} }), layers: statements }),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': manifest.digest,
      },
    };
    return [
      {
        ...addJson({ schemaVersion: 2, manifests: [manifest, attestation] }),
        annotations: manifest.annotations,
      },
    ];
  });
  const files: TestFiles = new Map([...blobs].sort(([a], [b]) => (a < b ? -1 : 1)));
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })));
  if (options.dockerManifest === true)
    files.set('manifest.json', Buffer.from(JSON.stringify(dockerManifest)));
  files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  return files;
}

/** The archive's tar, entries in the order of the map or of `names`. */
export function packFiles(files: TestFiles, names: readonly string[] = [...files.keys()]): Buffer {
  const entries = names.map((path): Buffer => {
    const file = files.get(path) ?? Buffer.alloc(0);
    if (file instanceof Uint8Array) return writeEntry({ path, content: file });
    return 'symlink' in file
      ? writeEntry({ path, type: 'SymbolicLink', linkPath: file.symlink })
      : writeEntry({ path, type: 'Link', linkPath: file.hardlink });
  });
  return Buffer.concat([...entries, END_MARKER]);
}
