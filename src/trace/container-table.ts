import type { FileDigests } from '../model/match.js';
import type { LayerContainer, OnContainer } from '../source/layer-entry.js';

/** The file of a layer that something was found in. */
export interface OuterFile {
  readonly path: string;
  readonly digests: FileDigests;
}

interface Row {
  readonly file: number;
  readonly endFile: number;
  /** The path is the beginning of that of all files in it. */
  readonly pathLength: number;
  readonly digests: string;
}

/** Against a layer of nothing but archives: what is beyond is known by its path alone. */
const MAX_ROWS = 500_000;
const MD5_CHARACTERS = 32;
const SHA1_CHARACTERS = 40;

/** Which numbers of files are in which container, and what the container's own contents are. */
export class ContainerTable {
  /** In ascending order: files get their numbers as they are read. */
  readonly #rows: Row[] = [];

  readonly onContainer: OnContainer = ({ file, endFile, path, digests }: LayerContainer) => {
    if (this.#rows.length < MAX_ROWS)
      this.#rows.push({ file, endFile, pathLength: path.length, digests: pack(digests) });
  };

  /** @returns null for a file that is in none */
  outerOf(file: number, path: string): OuterFile | null {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle]?.file ?? 0) <= file) low = middle + 1;
      else high = middle;
    }
    const row = this.#rows[low - 1];
    if (row === undefined || file >= row.endFile) return null;
    return { path: path.slice(0, row.pathLength), digests: unpack(row.file, row.digests) };
  }
}

/** Thousands of them are kept: as bytes, one text for the three. */
function pack({ md5, sha1, sha256 }: FileDigests): string {
  const hex = `${md5 ?? ''.padEnd(MD5_CHARACTERS, '0')}${sha1 ?? ''.padEnd(SHA1_CHARACTERS, '0')}${sha256}`;
  return Buffer.from(hex, 'hex').toString('latin1');
}

function unpack(file: number, packed: string): FileDigests {
  const hex = Buffer.from(packed, 'latin1').toString('hex');
  const sha1At = MD5_CHARACTERS + SHA1_CHARACTERS;
  const orNull = (digest: string): string | null => (/^0+$/.test(digest) ? null : digest);
  return {
    file,
    md5: orNull(hex.slice(0, MD5_CHARACTERS)),
    sha1: orNull(hex.slice(MD5_CHARACTERS, sha1At)),
    sha256: hex.slice(sha1At),
  };
}
