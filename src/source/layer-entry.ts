import type { FileDigests } from '../model/match.js';
import type { EntryType } from './tar-reader.js';

/** One entry of a layer's tar, for whoever traces what layers hide from each other. */
export interface LayerEntry {
  /** Relative, normalised; empty for the root itself. */
  readonly path: string;
  readonly type: EntryType;
  readonly sizeBytes: number;
  /** Of links, as it stands in the tar: of a symbolic link any text, of a hard link a path in the image. */
  readonly linkPath?: string;
  /** The number of its contents, as in `FileSlice.file`; null where it has none. */
  readonly file: number | null;
  /** How many files were begun before it, what archives hold included; absent where these are all entries with contents. */
  readonly filesBefore?: number;
}

/** A file of a layer that holds other files, which have the numbers after its own. */
export interface LayerContainer {
  readonly file: number;
  /** All its parts and members have numbers in `[file, endFile)`. */
  readonly endFile: number;
  readonly path: string;
  /** Of the file itself. */
  readonly digests: FileDigests;
}

/** Called after every such file. */
export type OnContainer = (container: LayerContainer) => void;

/** Called for every entry of every layer, in the order of the tar; `layerName` is the layer's `LayerBlob.name`. */
export type OnEntry = (layerName: string, entry: LayerEntry) => void;

/** Sees the contents of one file as they pass. */
export interface FileTap {
  /** The piece's memory is used again afterwards. */
  write(piece: Uint8Array): void;
  /** The file was read to its end; not called for one that is cut short. */
  end(): void;
}

/** Asked for every file of every layer, before its contents; null where they are of no interest. */
export type OpenTap = (layerName: string, path: string) => FileTap | null;
