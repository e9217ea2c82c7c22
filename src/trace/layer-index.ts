import { normalizePath } from '../source/entry-path.js';
import type { LayerEntry, OnEntry } from '../source/layer-entry.js';
import { HashTable } from './hash-table.js';

/** What became of a file of a layer in the layers above it. */
export interface LayerState {
  readonly state: 'present' | 'deleted' | 'overwritten';
  /** The layer that hid it, as an index in the image's layers; null while it is present. */
  readonly hiddenBy: number | null;
}

/** OCI image specification, "Whiteouts". */
const WHITEOUT = '.wh.';
const OPAQUE_WHITEOUT = '.wh..wh..opq';
/** Notes that AUFS made for itself (`.wh..wh.plnk`, `.wh..wh.aufs`): they delete nothing. */
const AUFS_PREFIX = '.wh..wh.';

/** What a layer says of a path: bits of a value in the table. The bits above say when it was said last. */
const DELETES = 1;
const EMPTIES = 2;
/** Any entry but a folder: what was below the path is gone. */
const REPLACES = 4;
const FOLDER = 8;
/** The last entry is a symbolic link. */
const LINK = 16;
const ENTRY = REPLACES | FOLDER;
const FLAG_BITS = 5;
const LAST_ORDER = 2 ** (32 - FLAG_BITS) - 1;

/** Names of hard links are the only texts that are kept. A layer made to exhaust memory gets no further. */
const MAX_LINK_CHARACTERS = 2 ** 26;
/** Names of one file that are looked at. ext4 allows 65,000; comparing so many with each other would take minutes. */
const MAX_NAMES = 256;

/**
 * Which layer hides what, from the headers of all layers, whatever image they belong to: a layer is read once, before
 * it is known which images use it and in which order. Knows hashes of paths, not the paths.
 *
 * Paths that lead through a symbolic link are taken as they stand: what `lib/x` says where `lib` is a link to
 * `usr/lib` is not applied to `usr/lib/x`. Engines write no such paths; they name the real one.
 */
export class LayerIndex {
  readonly #table = new HashTable();
  readonly #layers = new Map<string, number>();
  /** By layer: the names that a file has besides its own, by its own. */
  readonly #hardLinks = new Map<number, Map<string, string[]>>();
  #linkCharacters = 0;
  #lastFile = -1;

  /** Takes the entries of all layers. */
  readonly onEntry: OnEntry = (layerName, entry) => {
    const layer = this.#numberOf(layerName);
    const cut = entry.path.lastIndexOf('/') + 1;
    const name = entry.path.slice(cut);
    if (name.startsWith(WHITEOUT)) this.#addWhiteout(layer, entry.path.slice(0, Math.max(0, cut - 1)), name);
    else if (entry.path !== '') this.#addEntry(layer, entry);
  };

  /**
   * @param layerNames the image's layers, lowest first, as `LayerBlob.name`; null for one that is missing
   * @param layer index in `layerNames` of the layer that has the file
   * @param path of the file; of a file within a container (`a/app.jar!/x`) the state is the container's
   * @param file its number, which tells it from an earlier entry of the same path in the same layer
   * @returns null where the layer has no such entry: bytes that no file explains have no state
   */
  stateOf(
    layerNames: readonly (string | null)[],
    layer: number,
    path: string,
    file?: number,
  ): LayerState | null {
    const layers = layerNames.map((name) => (name === null ? undefined : this.#layers.get(name)));
    // A folder's name may end in `!` as well.
    const own = this.#isEntry(layers[layer], path) ? path : containerOf(path);
    if (!this.#isEntry(layers[layer], own)) return null;
    const hidden = this.#findHidden(layers, layer, own, file);
    if (hidden === null) return PRESENT;
    let last = hidden;
    for (const name of this.#otherNames(layers, layer, own)) {
      const other = this.#findHidden(layers, name.layer, name.path, undefined);
      if (other === null) return PRESENT;
      // It could be seen as long as any of its names was there.
      if ((other.hiddenBy ?? 0) > (last.hiddenBy ?? 0)) last = other;
    }
    return last;
  }

  #numberOf(layerName: string): number {
    const known = this.#layers.get(layerName);
    if (known !== undefined) return known;
    const number = this.#layers.size;
    this.#layers.set(layerName, number);
    return number;
  }

  #addWhiteout(layer: number, folder: string, name: string): void {
    if (name === OPAQUE_WHITEOUT) {
      this.#add(layer, folder, EMPTIES, 0);
      return;
    }
    const target = name.slice(WHITEOUT.length);
    // `.wh...` would name the folder above: no engine writes it.
    if (name.startsWith(AUFS_PREFIX) || target === '' || target === '.' || target === '..') return;
    this.#add(layer, folder === '' ? target : `${folder}/${target}`, DELETES, 0);
  }

  #addEntry(layer: number, { path, type, file, filesBefore, linkPath }: LayerEntry): void {
    if (file !== null) this.#lastFile = file;
    const order =
      file === null
        ? orderOf(filesBefore === undefined ? this.#lastFile : filesBefore - 1) + 1
        : orderOf(file);
    this.#add(
      layer,
      path,
      type === 'directory' ? FOLDER : type === 'symlink' ? REPLACES | LINK : REPLACES,
      order,
    );
    if (type === 'hardlink' && linkPath !== undefined)
      this.#addHardLink(layer, path, normalizePath(linkPath));
  }

  #addHardLink(layer: number, path: string, target: string): void {
    this.#linkCharacters += path.length + target.length;
    if (path === target || this.#linkCharacters > MAX_LINK_CHARACTERS) return;
    const links = this.#hardLinks.get(layer) ?? new Map<string, string[]>();
    this.#hardLinks.set(layer, links);
    // Either name leads to the other: a third name may be linked to the second.
    for (const [from, to] of [
      [target, path],
      [path, target],
    ] as const) {
      const names = links.get(from);
      if (names === undefined) links.set(from, [to]);
      else names.push(to);
    }
  }

  /** `order` is 0 for a whiteout, which says nothing of the path's own entry. */
  #add(layer: number, path: string, flags: number, order: number): void {
    const hash = this.#table.hash(path);
    const old = this.#table.get(layer, hash);
    const kept = order === 0 ? old : old & ~LINK & (2 ** FLAG_BITS - 1);
    this.#table.set(
      layer,
      hash,
      ((kept | flags) + (order === 0 ? 0 : Math.min(order, LAST_ORDER) * 2 ** FLAG_BITS)) >>> 0,
    );
  }

  #isEntry(layer: number | undefined, path: string): boolean {
    return (this.#flags(layer, path) & ENTRY) !== 0;
  }

  #flags(layer: number | undefined, path: string): number {
    return layer === undefined ? 0 : this.#table.get(layer, path);
  }

  /** How the file of this one name was hidden; null when it was not. */
  #findHidden(
    layers: readonly (number | undefined)[],
    layer: number,
    path: string,
    file: number | undefined,
  ): LayerState | null {
    const own = this.#flags(layers[layer], path) >>> FLAG_BITS;
    if (file !== undefined && own > Math.min(orderOf(file), LAST_ORDER))
      return { state: 'overwritten', hiddenBy: layer };
    const pathHash = this.#table.hash(path);
    const folders = foldersOf(path).map((folder) => ({
      hash: this.#table.hash(folder),
      isLink: this.#isLink(layers, layer, folder),
    }));
    for (let above = layer; above < layers.length; above++) {
      const number = layers[above];
      if (number === undefined) continue;
      if (above === layer) {
        // A folder that the same layer replaces by something else, after the file.
        const values = folders.map(({ hash }) => this.#table.get(number, hash));
        if (values.some((value) => (value & REPLACES) !== 0 && value >>> FLAG_BITS > own))
          return { state: 'deleted', hiddenBy: above };
        continue;
      }
      const value = this.#table.get(number, pathHash);
      if ((value & ENTRY) !== 0) return { state: 'overwritten', hiddenBy: above };
      if ((value & DELETES) !== 0) return { state: 'deleted', hiddenBy: above };
      for (const { hash, isLink } of folders) {
        const said = this.#table.get(number, hash);
        // A link that is written once more leaves what was put into the folder behind it.
        const replaces = (said & REPLACES) !== 0 && !(isLink && (said & LINK) !== 0);
        if (replaces || (said & (DELETES | EMPTIES)) !== 0) return { state: 'deleted', hiddenBy: above };
      }
    }
    return null;
  }

  /** Whether the folder is a symbolic link for a file that the layer puts into it. */
  #isLink(layers: readonly (number | undefined)[], layer: number, folder: string): boolean {
    for (let below = layer; below >= 0; below--) {
      const said = this.#flags(layers[below], folder);
      if ((said & ENTRY) !== 0) return (said & LINK) !== 0;
    }
    return false;
  }

  /** The file's other names, in its own layer and in those above, while a name of it is there to be linked to. */
  #otherNames(
    layers: readonly (number | undefined)[],
    layer: number,
    path: string,
  ): { layer: number; path: string }[] {
    if (this.#hardLinks.size === 0) return [];
    const found = [{ layer, path }];
    for (let above = layer; above < layers.length; above++) {
      const links = this.#hardLinks.get(layers[above] ?? -1);
      if (links === undefined) continue;
      // `found` grows while it is walked: a link may lead to a name that is a link itself.
      for (const name of found) {
        for (const other of links.get(name.path) ?? []) {
          const isKnown = found.some((known) => known.path === other && known.layer === above);
          if (isKnown || found.length > MAX_NAMES || !this.#isLinked(layers, name, above)) continue;
          found.push({ layer: above, path: other });
        }
      }
    }
    return found.slice(1);
  }

  /** Whether a link in the layer `above` to this name means this file: no other has taken its place. */
  #isLinked(
    layers: readonly (number | undefined)[],
    name: { layer: number; path: string },
    above: number,
  ): boolean {
    if (name.layer === above) return true;
    const hidden = this.#findHidden(layers.slice(0, above + 1), name.layer, name.path, undefined);
    return hidden === null;
  }
}

const PRESENT: LayerState = { state: 'present', hiddenBy: null };

/** A file's place among the entries: even; what comes between two files is odd. Never 0. */
function orderOf(file: number): number {
  return 2 * file + 2;
}

/** Path of the file itself, for what lies in a container. */
function containerOf(path: string): string {
  const cut = path.indexOf('!/');
  return cut < 0 ? path : path.slice(0, cut);
}

/** All folders above, the root included: `''`, `a`, `a/b` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const folders = [''];
  for (let cut = path.indexOf('/'); cut >= 0; cut = path.indexOf('/', cut + 1))
    folders.push(path.slice(0, cut));
  return folders;
}
