import type { FileDigests } from '../model/match.js';
import type { FileTap, OpenTap } from '../source/layer-entry.js';
import { HashTable } from './hash-table.js';
import {
  folderCandidates,
  folderOfGemSpecification,
  folderOfNodeManifest,
  goModuleNote,
  mergedPath,
  sourceOfPythonCache,
} from './package-folders.js';
import {
  type FileRecord,
  LineTap,
  readApkInstalled,
  readDpkgList,
  readDpkgStatus,
  readMd5sums,
  readPythonRecord,
  type ReadLine,
} from './package-record.js';

/** Why a file is nobody's secret. */
export interface PackageOwner {
  readonly owner: 'package';
  /** For people: which package, and how sure it is. */
  readonly note: string;
}

type Manager = 'dpkg' | 'apk' | 'Python';

interface PackageName {
  readonly manager: Manager;
  readonly name: string;
  /** Of a Python package: its `*.dist-info`. */
  readonly folder: string | null;
}

/** Kinds of keys in the table. */
const CONTENT = 0;
const LISTED = 1;
const RECORDED = 2;
const FOLDER = 3;
const KINDS = 4;

const PUBLISHED = 1;
const PRIVATE = 2;

/** Records of all layers together: a Debian image of 5 GB has half a million. What is beyond counts as the user's own. */
const MAX_RECORDS = 4_000_000;
const MAX_PACKAGES = 500_000;
/** npm refuses no manifest for its size, but the largest published ones are below this. */
const MAX_MANIFEST_BYTES = 2 ** 20;

/** One test for the many files that are no record of anything. */
const MAY_BE_RECORD =
  /^var\/lib\/dpkg\/|\/(?:db\/installed|RECORD|direct_url\.json|top_level\.txt|package\.json|[^/]+\.gemspec)$/;
const DPKG_RECORD = /^var\/lib\/dpkg\/(?:info|status\.d)\/([^/]+?)(?::[a-z0-9-]+)?\.(md5sums|list)$/;
const APK_INSTALLED = /^(?:usr\/)?lib\/apk\/db\/installed$/;
const PYTHON_RECORD = /^(.*\/)?([^/]+)\.dist-info\/(RECORD|direct_url\.json)$/;
const PYTHON_TOP_LEVEL = /^((?:.*\/)?(?:site|dist)-packages\/)[^/]+\.egg-info\/top_level\.txt$/;

/**
 * What the package managers of an image recorded, as digests of 64 bits, from the record files of all layers: dpkg's,
 * Alpine's and Python's. RPM's database is not read. And, less surely, folders that hold a published package.
 *
 * A package that was not installed from an index (Python's `direct_url.json`), or says that it is private
 * (`package.json`), is the user's own.
 */
export class PackageRecords {
  readonly #table = new HashTable();
  readonly #layers = new Map<string, number>();
  readonly #packages: PackageName[] = [];
  #records = 0;

  /** Takes the record files of all layers. */
  readonly openTap: OpenTap = (layerName, path) => {
    if (!MAY_BE_RECORD.test(path)) return null;
    const layer = this.#numberOf(layerName);
    const dpkg = DPKG_RECORD.exec(path);
    if (dpkg !== null) {
      const read = dpkg[2] === 'list' ? readDpkgList : readMd5sums;
      return this.#recordTap(layer, 'dpkg', null, dpkg[1] ?? '', read);
    }
    if (path === 'var/lib/dpkg/status') return this.#recordTap(layer, 'dpkg', null, '', readDpkgStatus);
    if (APK_INSTALLED.test(path)) return this.#recordTap(layer, 'apk', null, '', readApkInstalled());
    return this.#openPythonTap(layer, path) ?? this.#openFolderTap(layer, path);
  };

  /**
   * Who published a file.
   * @param layerNames the image's layers, as `LayerBlob.name`; null for one that is missing
   * @param path of the file, as in its layer; a file within a container (`a.jar!/x`) has its container's owner only by folder
   * @param digests of its contents; null where they are not known
   * @returns null when it is the user's own, and when the records say that a package's file was changed
   */
  ownerOf(
    layerNames: readonly (string | null)[],
    path: string,
    digests: FileDigests | null,
  ): PackageOwner | null {
    const layers = layerNames.flatMap((name) => (name === null ? [] : (this.#layers.get(name) ?? [])));
    const container = path.split('!/', 1)[0] ?? path;
    const file = mergedPath(container);
    const isWhole = container === path;
    if (isWhole && digests !== null) {
      for (const digest of [
        `md5:${digests.md5 ?? ''}`,
        `sha1:${digests.sha1 ?? ''}`,
        `sha256:${digests.sha256}`,
      ]) {
        const name = this.#package(layers, CONTENT, `${file}\0${digest}`);
        if (name !== null)
          return this.#owned(layers, name, (said) => `published: byte for byte what ${said} ships`);
      }
    }
    // A file that is on record with other contents was changed by whoever built the image.
    if (this.#find(layers, RECORDED, file) !== 0) return null;
    const listed = this.#package(layers, LISTED, file) ?? this.#packageOfSource(layers, file);
    if (listed !== null)
      return this.#owned(
        layers,
        listed,
        (said) => `probably published: ${said} has a file of this name, its contents are not on record`,
      );
    for (const { folder, note } of folderCandidates(container)) {
      const kinds = this.#findAll(layers, FOLDER, folder);
      if (kinds.includes(PUBLISHED) && !kinds.includes(PRIVATE)) return likely(note);
    }
    const goModule = goModuleNote(container);
    return goModule === null ? null : likely(goModule);
  }

  #numberOf(layerName: string): number {
    const number = this.#layers.get(layerName) ?? this.#layers.size;
    this.#layers.set(layerName, number);
    return number;
  }

  #openPythonTap(layer: number, path: string): FileTap | null {
    const record = PYTHON_RECORD.exec(path);
    if (record !== null) {
      const site = (record[1] ?? '').replace(/\/$/, '');
      const folder = `${record[1] ?? ''}${record[2] ?? ''}.dist-info`;
      if (record[3] === 'RECORD') {
        const name = (record[2] ?? '').replace('-', ' ');
        return this.#recordTap(layer, 'Python', folder, name, readPythonRecord(site));
      }
      // Installed from a folder, a repository or a URL (PEP 610).
      this.#set(layer, FOLDER, folder, PRIVATE);
    }
    const egg = PYTHON_TOP_LEVEL.exec(path);
    if (egg === null) return null;
    const read: ReadLine = (line) => {
      if (!/^[\w.-]+$/.test(line)) return;
      for (const ending of ['', '.py'])
        this.#set(layer, FOLDER, `${egg[1] ?? ''}${line}${ending}`, PUBLISHED);
    };
    return new LineTap(read, { beginPackage: () => undefined, add: () => undefined });
  }

  #openFolderTap(layer: number, path: string): FileTap | null {
    const gem = folderOfGemSpecification(path);
    if (gem !== null) this.#set(layer, FOLDER, gem, PUBLISHED);
    const folder = folderOfNodeManifest(path);
    if (folder === null) return null;
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    return {
      write: (piece) => {
        sizeBytes += piece.length;
        if (sizeBytes <= MAX_MANIFEST_BYTES) pieces.push(Buffer.from(piece));
      },
      end: () => {
        const isPublished = sizeBytes <= MAX_MANIFEST_BYTES && isPublishedManifest(Buffer.concat(pieces));
        this.#set(layer, FOLDER, folder, isPublished ? PUBLISHED : PRIVATE);
      },
    };
  }

  #recordTap(layer: number, manager: Manager, folder: string | null, name: string, read: ReadLine): FileTap {
    let current = this.#addPackage({ manager, name, folder });
    return new LineTap(read, {
      beginPackage: (begun) => (current = this.#addPackage({ manager, name: begun, folder })),
      add: (record) => {
        this.#addRecord(layer, current, record);
      },
    });
  }

  /** @returns its number, from 1; 0 when there are too many */
  #addPackage(name: PackageName): number {
    if (this.#packages.length >= MAX_PACKAGES) return 0;
    return this.#packages.push(name);
  }

  #addRecord(layer: number, packageNumber: number, { path, digest }: FileRecord): void {
    if (packageNumber === 0 || this.#records >= MAX_RECORDS) return;
    this.#records++;
    const file = mergedPath(path);
    if (digest === null) {
      this.#set(layer, LISTED, file, packageNumber);
      return;
    }
    this.#set(layer, RECORDED, file, packageNumber);
    this.#set(layer, CONTENT, `${file}\0${digest}`, packageNumber);
  }

  #set(layer: number, kind: number, key: string, value: number): void {
    this.#table.set(layer * KINDS + kind, key, value);
  }

  #findAll(layers: readonly number[], kind: number, key: string): number[] {
    const hash = this.#table.hash(key);
    return layers.map((layer) => this.#table.get(layer * KINDS + kind, hash)).filter((value) => value !== 0);
  }

  #find(layers: readonly number[], kind: number, key: string): number {
    return this.#findAll(layers, kind, key)[0] ?? 0;
  }

  #package(layers: readonly number[], kind: number, key: string): PackageName | null {
    return this.#packages[this.#find(layers, kind, key) - 1] ?? null;
  }

  /** Debian compiles Python's files when a package is installed: what is on record is the source. */
  #packageOfSource(layers: readonly number[], file: string): PackageName | null {
    const source = sourceOfPythonCache(file);
    return source === null ? null : this.#package(layers, RECORDED, source);
  }

  #owned(layers: readonly number[], name: PackageName, say: (said: string) => string): PackageOwner | null {
    const isOwn = name.folder !== null && this.#findAll(layers, FOLDER, name.folder).includes(PRIVATE);
    return isOwn
      ? null
      : { owner: 'package', note: say(`the ${name.manager} package ${visible(name.name)}`) };
  }
}

function likely(note: string): PackageOwner {
  return { owner: 'package', note: `probably published: ${visible(note)}, whose files are not on record` };
}

/** Not marked as private; what can't be read may be. */
function isPublishedManifest(bytes: Buffer): boolean {
  // Thousands of manifests: only those few that have the word are parsed.
  if (!bytes.includes('"private"')) return true;
  try {
    const manifest: unknown = JSON.parse(bytes.toString());
    return (
      typeof manifest === 'object' &&
      manifest !== null &&
      (!('private' in manifest) || manifest.private === false)
    );
  } catch {
    return false;
  }
}

/** Names come from the image: nothing of them may act on a terminal or fill a report. */
function visible(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 120);
}
