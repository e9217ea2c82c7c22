import type { FileDigests } from '../model/match.js';
import type { FileTap, OpenTap } from '../source/layer-entry.js';
import { HashTable } from './hash-table.js';
import { type Evidence, type LocalInstalls, NO_LOCAL_INSTALLS } from './local-installs.js';
import {
  apkKey,
  cacheNote,
  folderCandidates,
  goRepositories,
  mergedPath,
  PYTHON_ELSEWHERE,
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
import { likely, type PackageOwner, probablyPublished, published } from './package-owner.js';
import { RpmRecords } from './rpm-records.js';

type Manager = 'dpkg' | 'apk' | 'Python';

interface PackageName {
  /** As the manager calls it, with a version only where that is one text with it. */
  readonly name: string;
  /** What a command may have made void; null where commands do not tell. */
  readonly evidence: Evidence | null;
  /** With its manager, for people: `the dpkg package openssl`. */
  readonly said: string;
  /** Of a Python package: its `*.dist-info`. */
  readonly folder: string | null;
}

/** A layer of the image that is asked about. */
interface KnownLayer {
  /** In the table. */
  readonly number: number;
  /** In the image. */
  readonly index: number;
}

interface RecordedPackage {
  readonly layer: KnownLayer;
  readonly name: PackageName;
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
  /^(?:etc\/apk\/world$|var\/lib\/(?:dpkg|rpm)|usr\/(?:lib\/sysimage|share)\/rpm)|\/(?:db\/installed|RECORD|direct_url\.json|METADATA|top_level\.txt|package\.json|[^/]+\.gemspec|_remote\.repositories|\.nupkg\.metadata|composer\/installed\.json|\.package-lock\.json|\.yarn-integrity|cache\/vcs\/[0-9a-f]+\.info|pip\.conf)$/;
const DPKG_RECORD = /^var\/lib\/dpkg\/(?:info|status\.d)\/([^/]+?)(?::[a-z0-9-]+)?\.(md5sums|list)$/;
const APK_INSTALLED = /^(?:usr\/)?lib\/apk\/db\/installed$/;
const PYTHON_RECORD = /^(.*\/)?([^/]+)\.dist-info\/(RECORD|METADATA|direct_url\.json)$/;

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
   * @param local which records prove nothing
   * @returns null when it is the user's own, and when the records say that a package's file was changed
   */
  ownerOf(
    layerNames: readonly (string | null)[],
    path: string,
    digests: FileDigests | null,
    local: LocalInstalls = NO_LOCAL_INSTALLS,
  ): PackageOwner | null {
    const layers = layerNames.flatMap((name, index) => {
      const number = name === null ? undefined : this.#layers.get(name);
      return number === undefined ? [] : [{ number, index }];
    });
    const numbers = layers.map(({ number }) => number);
    const container = path.split('!/', 1)[0] ?? path;
    const file = mergedPath(container);
    const isWhole = container === path;
    if (isWhole && digests !== null) {
      for (const digest of [
        `md5:${digests.md5 ?? ''}`,
        `sha1:${digests.sha1 ?? ''}`,
        `sha256:${digests.sha256}`,
      ]) {
        const names = this.#packagesOf(layers, CONTENT, `${file}\0${digest}`);
        if (names.length > 0) return this.#ownerFrom(layers, names, local, published);
      }
      const rpm = this.#rpm.packageOf(numbers, file, digests);
      if (rpm !== null) return published(`the RPM package ${rpm}`);
    }
    // A file that is on record with other contents was changed by whoever built the image.
    if (this.#findAll(layers, RECORDED, file).length > 0 || this.#rpm.isRecorded(numbers, file)) return null;
    const listed = this.#packagesOf(layers, LISTED, file);
    const listing = listed.length > 0 ? listed : this.#packagesOfSource(layers, file);
    if (listing.length > 0) return this.#ownerFrom(layers, listing, local, probablyPublished);
    for (const { evidence, folder, note } of folderCandidates(container)) {
      const said = this.#findAll(layers, FOLDER, folder);
      if (said.some(({ value }) => value === PRIVATE) || this.#isVoid(layers, evidence)) continue;
      if (said.some(({ layer }) => !local.isVoid(evidence, layer.index, folder))) return likely(note);
    }
    for (const folder of withFoldersAbove(container)) {
      const [named] = this.#packagesOf(layers, NAMED, folder);
      if (named !== undefined) return likely(`in ${named.name.said}`);
    }
    const isFetched = goRepositories(container).some((key) => this.#findAll(layers, FOLDER, key).length > 0);
    const cached = isFetched ? null : cacheNote(container);
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
    if (record[3] === 'METADATA') {
      const read: ReadLine = (line) => {
        // What has it no public index takes (PyPI, "Classifiers").
        if (/^Classifier: *Private ::/i.test(line)) this.#set(layer, FOLDER, folder, PRIVATE);
      };
      return new LineTap(read, { beginPackage: () => undefined, add: () => undefined });
    }
    // Installed from a folder, a repository or a URL (PEP 610).
    this.#set(layer, FOLDER, folder, PRIVATE);
    return null;
  }

  #manifestSink(layer: number): ManifestSink {
    return {
      published: (folder) => {
        // Whichever file of the layer comes first: that it is private holds.
        const said = this.#table.get(layer * KINDS + FOLDER, folder);
        if (said !== PRIVATE) this.#set(layer, FOLDER, folder, PUBLISHED);
      },
      private: (folder) => {
        this.#set(layer, FOLDER, folder, PRIVATE);
      },
      named: (folder, name) => {
        const number = this.#addPackage({ name, said: name, evidence: null, folder: null });
        if (number !== 0) this.#set(layer, NAMED, folder, number);
      },
    };
  }

  #recordTap(layer: number, manager: Manager, folder: string | null, name: string, read: ReadLine): FileTap {
    const numberOf = (said: string): number =>
      this.#addPackage({
        name: said,
        said: `the ${manager} package ${said}`,
        evidence: manager === 'apk' ? null : manager,
        folder: manager === 'apk' ? apkKey(said.split(' ', 1)[0] ?? said) : folder,
      });
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

  #findAll(
    layers: readonly KnownLayer[],
    kind: number,
    key: string,
  ): { readonly layer: KnownLayer; readonly value: number }[] {
    const hash = this.#table.hash(key);
    return layers
      .map((layer) => ({ layer, value: this.#table.get(layer.number * KINDS + kind, hash) }))
      .filter(({ value }) => value !== 0);
  }

  #packagesOf(layers: readonly KnownLayer[], kind: number, key: string): RecordedPackage[] {
    return this.#findAll(layers, kind, key).flatMap(({ layer, value }) => {
      const name = this.#packages[value - 1];
      return name === undefined ? [] : [{ layer, name }];
    });
  }

  /** Debian compiles Python's files when a package is installed: what is on record is the source. */
  #packagesOfSource(layers: readonly KnownLayer[], file: string): RecordedPackage[] {
    const source = sourceOfPythonCache(file);
    return source === null ? [] : this.#packagesOf(layers, RECORDED, source);
  }

  /** Whether no record of a kind proves anything in this image. */
  #isVoid(layers: readonly KnownLayer[], evidence: Evidence): boolean {
    return evidence.startsWith('Python') && this.#findAll(layers, FOLDER, PYTHON_ELSEWHERE).length > 0;
  }

  /** One record that proves something is enough. */
  #ownerFrom(
    layers: readonly KnownLayer[],
    found: readonly RecordedPackage[],
    local: LocalInstalls,
    tell: (said: string) => PackageOwner,
  ): PackageOwner | null {
    const proof = found.find(
      ({ layer, name: { name, evidence, folder } }) =>
        (evidence === null ||
          !(this.#isVoid(layers, evidence) || local.isVoid(evidence, layer.index, name))) &&
        !(folder !== null && this.#findAll(layers, FOLDER, folder).some(({ value }) => value === PRIVATE)),
    );
    return proof === undefined ? null : tell(proof.name.said);
  }
}
