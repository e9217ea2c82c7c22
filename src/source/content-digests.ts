import { createHash, type Hash } from 'node:crypto';
import type { FileDigests } from '../model/match.js';

/** Computes what package managers record of a file, from its pieces. */
export class ContentDigests {
  readonly #md5 = begin('md5');
  readonly #sha1 = begin('sha1');
  readonly #sha256 = createHash('sha256');

  update(piece: Uint8Array): void {
    this.#md5?.update(piece);
    this.#sha1?.update(piece);
    this.#sha256.update(piece);
  }

  /** Call it once. */
  digest(file: number): FileDigests {
    return {
      file,
      md5: this.#md5?.digest('hex') ?? null,
      sha1: this.#sha1?.digest('hex') ?? null,
      sha256: this.#sha256.digest('hex'),
    };
  }
}

/** null where the system forbids the algorithm. */
function begin(algorithm: 'md5' | 'sha1'): Hash | null {
  try {
    return createHash(algorithm);
  } catch {
    return null;
  }
}
