import { decodeName, normalizePath } from '../../source/entry-path.js';
import type { FileRecord } from '../package-record.js';
import { DamagedDatabase } from './database-bytes.js';

/** RPM's documentation, "Package format", Header structure: an index of entries, then their data. All big-endian. */
const COUNTS_BYTES = 8;
const ENTRY_BYTES = 16;
const INT32 = 4;
const STRING = 6;
const STRING_ARRAY = 8;

/** "Tags", with the type that each has to have. */
const TAGS = {
  name: [1000, STRING],
  version: [1001, STRING],
  release: [1002, STRING],
  fileDigests: [1035, STRING_ARRAY],
  folderIndexes: [1116, INT32],
  baseNames: [1117, STRING_ARRAY],
  folderNames: [1118, STRING_ARRAY],
  digestAlgorithm: [5011, INT32],
} as const;
/** OpenPGP signatures of a package: of RPM 6, of its header by RSA or another method, and of the header with what it packs. */
const SIGNATURES = new Set([278, 268, 267, 259, 262]);
type TagName = keyof typeof TAGS;
const NAMES = new Map<string, TagName>(
  Object.entries(TAGS).map(([name, [tag, type]]) => [`${tag} ${type}`, name as TagName]),
);

/** OpenPGP's numbers (RFC 9580, 9.5) of the digests that are computed of files with secrets, with their length in hex. */
const ALGORITHMS = new Map<number, readonly [name: string, characters: number]>([
  [1, ['md5', 32]],
  [2, ['sha1', 40]],
  [8, ['sha256', 64]],
]);
const MD5 = 1;

/** The largest packages have some 20,000 folders. */
const MAX_FOLDERS = 2 ** 20;
/** Linux's PATH_MAX: no path that is longer can be installed, and the other texts that are read are short. */
const MAX_TEXT_BYTES = 4096;

interface Field {
  readonly offset: number;
  readonly count: number;
}

/** What RPM recorded of one package when it was installed. */
export class RpmHeader {
  /** `<name>-<version>-<release>`; empty for what has no name, which is no package. */
  readonly name: string;
  readonly #data: Buffer;
  readonly #isSigned: boolean;
  readonly #fields = new Map<TagName, Field>();

  /**
   * @param blob as in the database: no magic number stands before it
   * @throws DamagedDatabase
   */
  constructor(blob: Buffer) {
    if (blob.length < COUNTS_BYTES) throw new DamagedDatabase('a package has no header');
    const entries = blob.readUInt32BE(0);
    const dataAt = COUNTS_BYTES + entries * ENTRY_BYTES;
    if (dataAt + blob.readUInt32BE(4) > blob.length)
      throw new DamagedDatabase("a package's header is cut short");
    this.#data = blob.subarray(dataAt);
    let isSigned = false;
    for (let at = COUNTS_BYTES; at < dataAt; at += ENTRY_BYTES) {
      const tag = NAMES.get(`${blob.readUInt32BE(at)} ${blob.readUInt32BE(at + 4)}`);
      const field = { offset: blob.readUInt32BE(at + 8), count: blob.readUInt32BE(at + 12) };
      // Entries behind those that the package came with replace them.
      if (tag !== undefined) this.#fields.set(tag, field);
      isSigned ||= SIGNATURES.has(blob.readUInt32BE(at));
    }
    this.#isSigned = isSigned;
    this.name = (['name', 'version', 'release'] as const)
      .map((tag) => this.#texts(tag).next().value ?? '')
      .join('-')
      .replace(/^-.*/s, '');
  }

  /** Somebody vouches for it: distributions do so for all of theirs. */
  get isSigned(): boolean {
    return this.#isSigned;
  }

  /**
   * The files whose contents are on record under a digest that can be compared: links, folders and files that the package
   * does not bring along (`%ghost`) have none.
   * @throws DamagedDatabase
   */
  *files(): Generator<FileRecord & { readonly digest: string }> {
    const algorithm = ALGORITHMS.get(this.#numbers('digestAlgorithm').next().value ?? MD5);
    if (algorithm === undefined) return;
    const [digestName, digestCharacters] = algorithm;
    const folders: string[] = [];
    for (const folder of this.#texts('folderNames')) {
      if (folders.push(folder) > MAX_FOLDERS) throw new DamagedDatabase('a package has too many folders');
    }
    const digests = this.#texts('fileDigests');
    const indexes = this.#numbers('folderIndexes');
    for (const baseName of this.#texts('baseNames')) {
      const digest = digests.next().value ?? '';
      const folder = folders[indexes.next().value ?? -1];
      if (folder === undefined) throw new DamagedDatabase('a file of a package is in no folder');
      if (digest.length !== digestCharacters || !/^[0-9a-f]+$/.test(digest)) continue;
      yield { path: normalizePath(folder + baseName), digest: `${digestName}:${digest}` };
    }
  }

  *#texts(tag: TagName): Generator<string, undefined> {
    const field = this.#fields.get(tag);
    if (field === undefined) return;
    let at = field.offset;
    for (let left = field.count; left > 0; left--) {
      const end = this.#data.indexOf(0, at);
      if (end < 0) throw new DamagedDatabase("a package's texts are cut short");
      if (end - at > MAX_TEXT_BYTES) throw new DamagedDatabase("a package's text is too long");
      const text = this.#data.toString('latin1', at, end);
      // Digests and most names are ASCII, which needs no decoder: there may be a million of them.
      yield /[\x80-\xff]/.test(text) ? decodeName(this.#data.subarray(at, end)) : text;
      at = end + 1;
    }
  }

  *#numbers(tag: TagName): Generator<number, undefined> {
    const field = this.#fields.get(tag);
    if (field === undefined) return;
    if (field.offset + 4 * field.count > this.#data.length)
      throw new DamagedDatabase("a package's numbers are cut short");
    for (let index = 0; index < field.count; index++) yield this.#data.readUInt32BE(field.offset + 4 * index);
  }
}
