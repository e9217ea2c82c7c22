import type { Platform } from '../model/image.js';

/** An image as a layout's metadata describes it, before config and layers are looked at. */
export interface ImageDraft {
  /** The metadata that names the image, an entry of the archive. */
  readonly source: string;
  /** Digest of the image manifest; null where there is none (docker-archive). */
  readonly manifestDigest: string | null;
  readonly reference: string | null;
  /** As the index says; null where it does not. */
  readonly platform: Platform | null;
  readonly config: { readonly name: string; readonly digest: string | null };
  readonly layers: readonly LayerRef[];
  readonly attestations: readonly AttestationRef[];
  /**
   * Where the index names a platform that was not stored with the archive, there may still be its manifest: without
   * its config and all of its layers it is absent, not damaged. `manifest.json` names only what was stored.
   */
  readonly mayBeAbsent: boolean;
}

/** A layer as a manifest names it. */
export interface LayerRef {
  /** The archive entry that should hold it. */
  readonly name: string;
  /** Of the stored bytes; null where the manifest does not say. */
  readonly digest: string | null;
  /** Where a foreign layer is kept, which is left out of archives on purpose. */
  readonly urls: readonly string[];
}

/** An in-toto statement. */
export interface AttestationRef {
  readonly name: string;
}
