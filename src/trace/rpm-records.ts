import { createHash } from 'node:crypto';
import type { FileDigests } from '../model/match.js';
import type { FileTap } from '../source/layer-entry.js';
import { HashTable } from './hash-table.js';
import { mergedPath } from './package-folders.js';
import { RpmDatabases } from './rpm/databases.js';
import { RpmHeader } from './rpm/header.js';

interface RpmPackage {
  readonly name: string;
  readonly isSigned: boolean;
  /** Layers whose database has it. */
  readonly layers: Set<number>;
}

/** Kinds of keys in the table: a path with its digest, and the path alone. */
const CONTENT = 0;
const RECORDED = 1;
const KINDS = 2;
/** Packages that have the same file: versions of one package, or the same one for another architecture. */
const MAX_SHARED = 8;

/** Distinct files of all databases together: an image of 5 GB has 300,000. What is beyond counts as the user's own. */
const MAX_RECORDS = 2_000_000;
/** A database can be made to have long paths only: this many take a second. */
const MAX_PATH_CHARACTERS = 2 ** 29;
const MAX_PACKAGES = 200_000;

/**
 * What RPM's databases of all layers recorded. Each layer in which a package was installed has the whole database once
 * more, so a package that was read before, to the byte, only gets one more layer.
 */
export class RpmRecords {
  readonly #table = new HashTable();
  readonly #packages: RpmPackage[] = [];
  /** Numbers of packages, from 1, by the digest of their headers. */
  readonly #numbers = new Map<string, number>();
  readonly #warnings = new Set<string>();
  /** Layers whose database has signed packages. */
  readonly #signedLayers = new Set<number>();
  #records = 0;
  #pathCharacters = 0;
  readonly #databases = new RpmDatabases({
    addHeader: (layer, header) => {
      this.#addHeader(layer, header);
    },
    addProblem: (path, reason) =>
      this.#warnings.add(
        `RPM's database ${path} ${reason}. Files of packages that it lists may be told as your own.`,
      ),
  });

  /** Told of every file of every layer, in the order of the tar, before `openTap` is asked. */
  pass(layer: number, path: string): void {
    this.#databases.pass(layer, path);
  }

  openTap(layer: number, path: string): FileTap | null {
    return this.#databases.open(layer, path);
  }

  /**
   * The package, in any of these layers' databases, whose file has this very path and contents. A package that nobody
   * signed counts only where none is signed: among a distribution's it was built by somebody else.
   * @param file as `mergedPath` gives it
   */
  packageOf(layers: readonly number[], file: string, digests: FileDigests): string | null {
    this.#databases.finish();
    const isSigning = layers.some((layer) => this.#signedLayers.has(layer));
    return (
      this.#find(layers, CONTENT, `${file}\0sha256:${digests.sha256}`, isSigning) ??
      this.#find(layers, CONTENT, `${file}\0md5:${digests.md5 ?? ''}`, isSigning) ??
      this.#find(layers, CONTENT, `${file}\0sha1:${digests.sha1 ?? ''}`, isSigning)
    );
  }

  /** Whether a package has a file of this path, whatever its contents. */
  isRecorded(layers: readonly number[], file: string): boolean {
    this.#databases.finish();
    return this.#find(layers, RECORDED, file) !== null;
  }

  /** Why some packages are not known: a sentence for each database that could not be read whole. */
  warnings(): readonly string[] {
    this.#databases.finish();
    return [...this.#warnings];
  }

  #addHeader(layer: number, bytes: Buffer): void {
    const digest = createHash('sha256').update(bytes).digest('base64');
    const known = this.#numbers.get(digest);
    if (known !== undefined) {
      const again = this.#packages[known - 1];
      again?.layers.add(layer);
      if (again?.isSigned === true) this.#signedLayers.add(layer);
      return;
    }
    if (this.#packages.length >= MAX_PACKAGES) return;
    const header = new RpmHeader(bytes);
    const number = this.#packages.push({
      name: header.name,
      isSigned: header.isSigned,
      layers: new Set([layer]),
    });
    if (header.isSigned) this.#signedLayers.add(layer);
    this.#numbers.set(digest, number);
    for (const { path, digest: content } of header.files()) {
      this.#pathCharacters += path.length;
      if (this.#records >= MAX_RECORDS || this.#pathCharacters > MAX_PATH_CHARACTERS) return;
      this.#records++;
      const file = mergedPath(path);
      this.#set(CONTENT, `${file}\0${content}`, number);
      this.#set(RECORDED, file, number);
    }
  }

  #set(kind: number, key: string, number: number): void {
    const hash = this.#table.hash(key);
    let space = kind;
    for (let shared = 1; shared < MAX_SHARED && this.#table.get(space, hash) !== 0; shared++) space += KINDS;
    this.#table.set(space, hash, number);
  }

  #find(layers: readonly number[], kind: number, key: string, signedOnly = false): string | null {
    const hash = this.#table.hash(key);
    for (let shared = 0, space = kind; shared < MAX_SHARED; shared++, space += KINDS) {
      const number = this.#table.get(space, hash);
      const found = this.#packages[number - 1];
      if (found === undefined) return null;
      if ((!signedOnly || found.isSigned) && layers.some((layer) => found.layers.has(layer)))
        return found.name;
    }
    return null;
  }
}
