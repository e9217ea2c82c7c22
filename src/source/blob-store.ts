import { createHash } from 'node:crypto';
import type { LayerBlob, Problem } from '../model/contents.js';
import { resolveLink } from './entry-path.js';
import { parseJson } from './json-value.js';
import type { ArchiveLimits } from './limits.js';

/** A JSON entry of the archive, kept in memory. */
export interface StoredDocument {
  readonly name: string;
  readonly text: string;
  /** `sha256:…` of its bytes. */
  readonly digest: string;
}

/** `blobs/sha256/<hex>` ↔ `sha256:<hex>` (OCI image layout). */
const BLOB_NAME = /^blobs\/([a-z0-9+._-]+)\/([0-9a-f]{32,})$/;

/** The digest that a blob's name promises; null for names that promise none. */
export function digestOfName(name: string): string | null {
  const match = BLOB_NAME.exec(name);
  return match ? `${match[1] ?? ''}:${match[2] ?? ''}` : null;
}

/** Where an OCI layout keeps the blob of a digest. */
export function nameOfDigest(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** What was read of an archive, by the names of its entries; what the layouts look things up in. */
export class BlobStore {
  readonly #limits: ArchiveLimits;
  readonly #documents = new Map<string, StoredDocument>();
  readonly #layers = new Map<string, LayerBlob>();
  readonly #links = new Map<string, string>();
  readonly #layersByDiffId = new Map<string, LayerBlob>();
  readonly #allLayers: LayerBlob[] = [];
  readonly #problems = new Map<string, Problem>();
  #documentBytes = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** Every layer that was read, in the archive's order. */
  get layers(): readonly LayerBlob[] {
    return this.#allLayers;
  }

  /** Of the archive as a whole, each once. */
  get problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }

  report(path: string, reason: string, bytes = 0): void {
    this.#problems.set(`${path}\n${reason}`, { path, reason, bytes });
  }

  /** Bytes that one more document may have. */
  get documentRoomBytes(): number {
    return Math.min(this.#limits.documentBytes, this.#limits.allDocumentsBytes - this.#documentBytes);
  }

  addDocument(name: string, bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const digest = `sha256:${createHash('sha256').update(buffer).digest('hex')}`;
    this.#documentBytes += bytes.length;
    this.#forget(name, digest);
    this.#documents.set(name, { name, text: buffer.toString(), digest });
  }

  addLayer(layer: LayerBlob): void {
    this.#forget(layer.name, layer.diffId);
    this.addDocumentLayer(layer);
  }

  /** A layer that is a document at the same time: made up, or meant to deceive. */
  addDocumentLayer(layer: LayerBlob): void {
    this.#layers.set(layer.name, layer);
    this.#allLayers.push(layer);
    // A whole one is better than one with problems that happens to have the same bytes.
    if (layer.problems.length === 0 || !this.#layersByDiffId.has(layer.diffId)) {
      this.#layersByDiffId.set(layer.diffId, layer);
    }
  }

  /** `target` as it stands in the link: of a hard link a name, of a symbolic one relative to the link's folder. */
  addLink(name: string, type: 'symlink' | 'hardlink', target: string): void {
    this.#links.set(name, type === 'symlink' ? resolveLink(name, target) : resolveLink('', target));
  }

  has(name: string): boolean {
    const resolved = this.#resolve(name);
    return this.#documents.has(resolved) || this.#layers.has(resolved);
  }

  /**
   * The document of this name. Where its name is a digest that its bytes do not have, that is reported as a problem of
   * the archive, and the document is returned.
   */
  document(name: string): StoredDocument | null {
    const document = this.#documents.get(this.#resolve(name)) ?? null;
    const promised = digestOfName(name);
    if (document !== null && promised?.startsWith('sha256:') === true && promised !== document.digest) {
      this.report(name, `its bytes have the digest ${document.digest}`);
    }
    return document;
  }

  /** The parsed document of this name; undefined where there is none, or it is no JSON, which is reported. */
  json(name: string): unknown {
    const document = this.document(name);
    if (document === null) {
      const raw = this.layer(name);
      const { documentBytes } = this.#limits;
      if (raw !== null) this.report(name, `is not JSON, or larger than the limit of ${documentBytes} bytes`);
      return undefined;
    }
    const value = parseJson(document.text);
    if (value === undefined) this.report(name, 'is not valid JSON');
    return value;
  }

  layer(name: string): LayerBlob | null {
    return this.#layers.get(this.#resolve(name)) ?? null;
  }

  layerByDiffId(diffId: string): LayerBlob | null {
    return this.#layersByDiffId.get(diffId) ?? null;
  }

  #resolve(name: string): string {
    let resolved = name;
    for (let step = 0; step < this.#limits.linkSteps; step++) {
      const target = this.#links.get(resolved);
      // Where an entry has the name of a link, too, the entry is what was read.
      if (target === undefined || this.#documents.has(resolved) || this.#layers.has(resolved))
        return resolved;
      resolved = target;
    }
    return resolved;
  }

  /** The last entry of a name counts, as when an archive is unpacked; two readers might still see two images. */
  #forget(name: string, digest: string): void {
    const earlier = this.#documents.get(name)?.digest ?? this.#layers.get(name)?.diffId;
    if (earlier !== undefined && earlier !== digest) {
      this.report(name, 'occurs more than once in the archive, with different contents');
    }
    this.#documents.delete(name);
    this.#layers.delete(name);
  }
}
