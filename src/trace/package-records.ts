import type { FileDigests } from '../model/match.js';
import type { FileTap, OpenTap } from '../source/layer-entry.js';
import { HashTable } from './hash-table.js';
import {
  cacheNote,
  folderCandidates,
  mergedPath,
  sourceOfPythonCache,
  withFoldersAbove,
} from './package-folders.js';
import { type ManifestSink, openManifest } from './package-manifests.js';
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
import { RpmRecords } from './rpm-records.js';

/** Why a file is nobody's secret. */
export interface PackageOwner {
  readonly owner: 'package';
  /** For people: which package, and how sure it is. */
  readonly note: string;
}

type Manager = 'dpkg' | 'apk' | 'Python';

interface PackageName {
  /** With its manager, for people: `the dpkg package openssl`. */
  readonly said: string;
  /** Of a Python package: its `*.dist-info`. */
  readonly folder: string | null;
}

/** Kinds of keys in the table. */
const CONTENT = 0;
const LISTED = 1;
const RECORDED = 2;
const FOLDER = 3;
const NAMED = 4;
const KINDS = 5;

const PUBLISHED = 1;
const PRIVATE = 2;

/** Records of all layers together: a Debian image of 5 GB has half a million. What is beyond counts as the user's own. */
const MAX_RECORDS = 4_000_000;
const MAX_PACKAGES = 500_000;
/** One test for the many files that are no record of anything. */
const MAY_BE_RECORD =
  /^(?:var\/lib\/(?:dpkg|rpm)|usr\/(?:lib\/sysimage|share)\/rpm)|\/(?:db\/installed|RECORD|direct_url\.json|top_level\.txt|package\.json|[^/]+\.gemspec|_remote\.repositories|\.nupkg\.metadata|composer\/installed\.json)$/;
const DPKG_RECORD = /^var\/lib\/dpkg\/(?:info|status\.d)\/([^/]+?)(?::[a-z0-9-]+)?\.(md5sums|list)$/;
const APK_INSTALLED = /^(?:usr\/)?lib\/apk\/db\/installed$/;
const PYTHON_RECORD = /^(.*\/)?([^/]+)\.dist-info\/(RECORD|direct_url\.json)$/;

/**
 * What the package managers of an image recorded, as digests of 64 bits, from the record files of all layers: dpkg's,
 * Alpine's, Python's and RPM's. And, less surely, folders that hold a published package.
 *
 * A package that was not installed from an index (Python's `direct_url.json`), or says that it is private
 * (`package.json`), is the user's own.
 */
export class PackageRecords {
  readonly #table = new HashTable();
  readonly #layers = new Map<string, number>();
  readonly #packages: PackageName[] = [];
  readonly #rpm = new RpmRecords();
  #records = 0;

  /** Takes the record files of all layers. */
  readonly openTap: OpenTap = (layerName, path) => {
    const layer = this.#numberOf(layerName);
    this.#rpm.pass(layer, path);
    if (!MAY_BE_RECORD.test(path)) return null;
    const dpkg = DPKG_RECORD.exec(path);
    if (dpkg !== null) {
      const read = dpkg[2] === 'list' ? readDpkgList : readMd5sums;
      return this.#recordTap(layer, 'dpkg', null, dpkg[1] ?? '', read);
    }
    if (path === 'var/lib/dpkg/status') return this.#recordTap(layer, 'dpkg', null, '', readDpkgStatus);
    if (APK_INSTALLED.test(path)) return this.#recordTap(layer, 'apk', null, '', readApkInstalled());
    return (
      this.#rpm.openTap(layer, path) ??
      this.#openPythonTap(layer, path) ??
      openManifest(path, this.#manifestSink(layer))
    );
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
        if (name !== null) return this.#isPrivate(layers, name) ? null : published(name.said);
      }
      const rpm = this.#rpm.packageOf(layers, file, digests);
      if (rpm !== null) return published(`the RPM package ${rpm}`);
    }
    // A file that is on record with other contents was changed by whoever built the image.
    if (this.#find(layers, RECORDED, file) !== 0 || this.#rpm.isRecorded(layers, file)) return null;
    const listed = this.#package(layers, LISTED, file) ?? this.#packageOfSource(layers, file);
    if (listed !== null) return this.#isPrivate(layers, listed) ? null : probablyPublished(listed.said);
    for (const { folder, note } of folderCandidates(container)) {
      const kinds = this.#findAll(layers, FOLDER, folder);
      if (kinds.includes(PUBLISHED) && !kinds.includes(PRIVATE)) return likely(note);
    }
    for (const folder of withFoldersAbove(container)) {
      const name = this.#package(layers, NAMED, folder);
      if (name !== null) return likely(`in ${name.said}`);
    }
    const cached = cacheNote(container);
    return cached === null ? null : likely(cached);
  }

  /** Sentences for people about records that could not be read. */
  warnings(): readonly string[] {
    return this.#rpm.warnings();
  }

  #numberOf(layerName: string): number {
    const number = this.#layers.get(layerName) ?? this.#layers.size;
    this.#layers.set(layerName, number);
    return number;
  }

  #openPythonTap(layer: number, path: string): FileTap | null {
    const record = PYTHON_RECORD.exec(path);
    if (record === null) return null;
    const site = (record[1] ?? '').replace(/\/$/, '');
    const folder = `${record[1] ?? ''}${record[2] ?? ''}.dist-info`;
    if (record[3] === 'RECORD') {
      const name = (record[2] ?? '').replace('-', ' ');
      return this.#recordTap(layer, 'Python', folder, name, readPythonRecord(site));
    }
    // Installed from a folder, a repository or a URL (PEP 610).
    this.#set(layer, FOLDER, folder, PRIVATE);
    return null;
  }

  #manifestSink(layer: number): ManifestSink {
    return {
      published: (folder) => {
        this.#set(layer, FOLDER, folder, PUBLISHED);
      },
      private: (folder) => {
        this.#set(layer, FOLDER, folder, PRIVATE);
      },
      named: (folder, name) => {
        const number = this.#addPackage({ said: name, folder: null });
        if (number !== 0) this.#set(layer, NAMED, folder, number);
      },
    };
  }

  #recordTap(layer: number, manager: Manager, folder: string | null, name: string, read: ReadLine): FileTap {
    const numberOf = (said: string): number =>
      this.#addPackage({ said: `the ${manager} package ${said}`, folder });
    let current = numberOf(name);
    return new LineTap(read, {
      beginPackage: (begun) => (current = numberOf(begun)),
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

  #isPrivate(layers: readonly number[], { folder }: PackageName): boolean {
    return folder !== null && this.#findAll(layers, FOLDER, folder).includes(PRIVATE);
  }
}

function published(said: string): PackageOwner {
  return { owner: 'package', note: `published: byte for byte what ${visible(said)} ships` };
}

function probablyPublished(said: string): PackageOwner {
  const note = `probably published: ${visible(said)} has a file of this name, its contents are not on record`;
  return { owner: 'package', note };
}

function likely(note: string): PackageOwner {
  return { owner: 'package', note: `probably published: ${visible(note)}, whose files are not on record` };
}

/** Names come from the image: nothing of them may act on a terminal or fill a report. */
function visible(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 120);
}
