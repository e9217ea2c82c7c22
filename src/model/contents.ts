import type { ImageConfig } from './image.js';
import type { KnownLayer } from './known-layer.js';
import type { TargetKind } from './report.js';

/** Something that could not be read, or not whole. Any of these makes the scan incomplete. */
export interface Problem {
  /** Where: an entry of the archive, or a path in a layer. */
  readonly path: string;
  /** Plain words. */
  readonly reason: string;
  /** Bytes that were not read, 0 where not known. */
  readonly bytes: number;
}

/**
 * A file that looks like an archive and could not be opened, or not to its end: damaged, encrypted, of a method that is
 * not known. Nobody can read it any better, and its bytes were scanned as they stand: the scan is complete all the same.
 */
export interface Unopened {
  readonly path: string;
  /** Plain words. */
  readonly reason: string;
}

/** A commit of a repository that was found. */
export interface GitCommit {
  /** The first digits of its ID. */
  readonly id: string;
  /** When it was committed, in seconds since 1970, as it says itself. */
  readonly seconds: number;
}

/** Files that were made of the objects of a Git repository, with the numbers `[firstFile, endFile)`. */
export interface GitFiles {
  /** Where the repository is: `srv/.git`. */
  readonly repository: string;
  readonly firstFile: number;
  readonly endFile: number;
  /** The file of the object store that has it, a pack or a loose object: by its own path and number. */
  storedIn(file: number): { readonly path: string; readonly file: number };
  /** The oldest commit that is known to have it; null where none is. */
  commitOf(file: number): GitCommit | null;
}

/** One layer's tar, read once, whichever images use it. */
export interface LayerBlob {
  /** The archive entry that held it: `blobs/sha256/<hex>`, `<id>/layer.tar`, … */
  readonly name: string;
  /** `sha256:…` of the bytes as stored, computed; null where that was not needed (stored bytes equal the tar: then it is the diff ID). */
  readonly digest: string | null;
  /** `sha256:…` of the uncompressed tar, computed. */
  readonly diffId: string;
  readonly compression: 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';
  readonly storedBytes: number;
  /** Of the uncompressed tar. */
  readonly sizeBytes: number;
  /** Regular files in it, and their bytes. What archives among them hold is neither counted nor measured. */
  readonly files: number;
  readonly contentBytes: number;
  /** The numbers of its files and of those in them: `[firstFile, endFile)`, as in `FileSlice.file`. */
  readonly firstFile: number;
  readonly endFile: number;
  /** Empty when it was read to its end. */
  readonly problems: readonly Problem[];
  /** Files in it that were not opened as the archives that they may be; absent for none. */
  readonly unopened?: readonly Unopened[];
  /**
   * Its layer is known from an earlier scan: what was known to hold nothing was read, but not looked at again. Absent
   * for one that was scanned as a whole.
   */
  readonly known?: KnownLayer;
  /** Which of its entries a file is of, where that was asked for and all of it was scanned. */
  readonly entriesOf?: (files: Iterable<number>) => readonly number[];
  /** What Git repositories in it were made into files, in the order of their numbers; absent where there are none. */
  readonly git?: readonly GitFiles[];
}

/** An image of an archive, its layers in order, lowest first. */
export interface ImageContents {
  /** Tag or reference name, as far as the archive tells. */
  readonly reference: string | null;
  readonly config: ImageConfig;
  /** Parallel to `config.diffIds`; `digest` from the manifest where there is one. A layer that is missing or not whole is a problem below. */
  readonly layers: readonly {
    readonly diffId: string;
    readonly digest: string | null;
    readonly blob: LayerBlob | null;
  }[];
  /** In-toto statements (provenance, SBOM) attached to this image, as JSON texts. */
  readonly attestations: readonly {
    readonly name: string;
    readonly text: string;
    /** It came from elsewhere, and names this image's ID: its layers are these, whatever their digests were there. */
    readonly isProven?: boolean;
  }[];
  /** Missing layers, digests that do not fit, unreadable metadata: with the problems of its layers, all that stands against "complete". */
  readonly problems: readonly Problem[];
}

export interface ArchiveContents {
  readonly kind: Exclude<TargetKind, 'context'>;
  readonly images: readonly ImageContents[];
  /** Problems of the archive as a whole (truncated, garbage in it). */
  readonly problems: readonly Problem[];
  /** Layer tars that no image of the archive uses. When `images` is empty these are all that could be read. */
  readonly unusedLayers: readonly LayerBlob[];
}
