import { createHash } from 'node:crypto';
import { DamagedInput } from '../damaged-input.js';
import { inflateAt, inflatePieces, isZlib } from './inflate.js';
import { PACK_HEADER_BYTES, type PackEntry, parsePackEntry, parsePackHeader } from './pack-entry.js';
import { READ_BYTES, type Work } from './work.js';

/** Where bytes of a pack are that no object explains. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** Of an object that is damaged: where its compressed bytes begin. */
  readonly dataAt: number | null;
}

/** What a look through a pack tells. */
export interface PackScan {
  /** In the order of the pack. */
  readonly gaps: readonly Gap[];
  /** Plain words, for each kind of damage. */
  readonly damages: readonly string[];
}

export interface PackScanOptions {
  readonly idBytes: number;
  /** An object that is larger is read piece by piece. */
  readonly objectBytes: number;
  readonly work: Work;
  readonly onEntry: (entry: PackEntry, at: number) => void;
}

/** Places where an object was looked for behind a damage, against packs made to be searched for hours. */
const MAX_TRIALS = 20_000;
/** What stands before the compressed bytes at most: a size of 64 bits, and an ID. */
const MAX_ENTRY_BYTES = 10 + 32;

/**
 * Walks through a pack from object to object. Only inflating them tells where the next one begins: the index beside a pack
 * is not trusted to. Behind a damage, the next object is looked for.
 *
 * @throws LimitReached
 */
export async function scanPack(bytes: Buffer, options: PackScanOptions): Promise<PackScan> {
  return await new PackWalk(bytes, options).run();
}

class PackWalk {
  readonly #bytes: Buffer;
  readonly #options: PackScanOptions;
  readonly #gaps: Gap[] = [];
  readonly #damages = new Set<string>();
  #isWhole = false;
  #trials = 0;

  constructor(bytes: Buffer, options: PackScanOptions) {
    this.#bytes = bytes;
    this.#options = options;
  }

  async run(): Promise<PackScan> {
    const bytes = this.#bytes;
    const { idBytes, onEntry, work } = this.#options;
    const count = parsePackHeader(bytes) ?? 0;
    let at = PACK_HEADER_BYTES;
    for (let read = 0; at < bytes.length; read++) {
      if (read === count) {
        if (this.#isTrailer(at)) {
          at += idBytes;
          break;
        }
        // It may still have more objects than it says.
        this.#damages.add('its checksum does not fit');
      }
      const entry = parsePackEntry(bytes, at, bytes.length, idBytes);
      const next = entry === null ? null : await this.#endOf(entry);
      if (entry !== null && next !== null) {
        onEntry(entry, at);
        at = next;
      } else {
        const to = this.#findNext(at + 1);
        this.#gaps.push({ from: at, to, dataAt: entry !== null && entry.type !== 0 ? entry.dataAt : null });
        // Behind the last object, that is only what is left of the checksum.
        if (to < bytes.length || read < count) this.#damages.add(DAMAGED);
        at = to;
      }
      const pause = work.pause();
      if (pause !== undefined) await pause;
    }
    if (at < bytes.length) {
      this.#gaps.push({ from: at, to: bytes.length, dataAt: null });
      this.#damages.add('there is something behind its end');
    } else if (!this.#isWhole && this.#damages.size === 0) this.#damages.add('it ends early');
    return { gaps: this.#gaps, damages: [...this.#damages] };
  }

  /** Once for a pack: it takes as long as the pack is large. */
  #isTrailer(at: number): boolean {
    const { idBytes } = this.#options;
    const stored = this.#bytes.subarray(at, at + idBytes);
    const hash = createHash(idBytes === 20 ? 'sha1' : 'sha256')
      .update(this.#bytes.subarray(0, at))
      .digest();
    this.#isWhole = stored.equals(hash);
    return this.#isWhole;
  }

  /** Where the compressed bytes end; null where they are damaged. */
  async #endOf({ dataAt, sizeBytes }: PackEntry): Promise<number | null> {
    const { objectBytes, work } = this.#options;
    work.spend(Math.min(sizeBytes, objectBytes) + READ_BYTES);
    try {
      if (sizeBytes <= objectBytes)
        return inflateAt(this.#bytes, dataAt, this.#bytes.length, sizeBytes).nextAt;
      const pieces = inflatePieces(this.#bytes, dataAt, this.#bytes.length);
      let bytes = 0;
      for (;;) {
        const { done, value } = await pieces.next();
        if (done === true) return bytes === sizeBytes ? value : null;
        bytes += value.length;
        work.spend(value.length);
      }
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      return null;
    }
  }

  /** The next place from which an object can be read whole; else the end. */
  #findNext(from: number): number {
    const bytes = this.#bytes;
    const { idBytes, objectBytes, work } = this.#options;
    for (let dataAt = from + 1; dataAt < bytes.length; dataAt++) {
      if (!isZlib(bytes, dataAt)) continue;
      for (let at = Math.max(from, dataAt - MAX_ENTRY_BYTES); at < dataAt; at++) {
        const entry = parsePackEntry(bytes, at, bytes.length, idBytes);
        if (entry?.dataAt !== dataAt || entry.sizeBytes > objectBytes) continue;
        if (++this.#trials > MAX_TRIALS) return bytes.length;
        work.spend(entry.sizeBytes + READ_BYTES);
        try {
          inflateAt(bytes, dataAt, bytes.length, entry.sizeBytes);
          return at;
        } catch (error) {
          if (!(error instanceof DamagedInput)) throw error;
        }
      }
    }
    return bytes.length;
  }
}

const DAMAGED = 'an object in it is damaged';
