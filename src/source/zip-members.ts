import { ByteReader, type Bytes } from './byte-reader.js';
import type { ContainerReader, Level } from './container-reader.js';
import type { DamagedInput } from './damaged-input.js';
import { decodeName } from './entry-path.js';
import type { ZipSink } from './zip-reader.js';
import { unzstd } from './zstd.js';

/** Packs what a zip holds. */
export class ZipMembers implements ZipSink {
  readonly #container: ContainerReader;
  readonly #level: Level;

  constructor(container: ContainerReader, level: Level) {
    this.#container = container;
    this.#level = level;
  }

  raw(bytes: Uint8Array): Promise<void> | undefined {
    return this.#level.raw.write(bytes);
  }

  begin(): boolean {
    const { budget } = this.#container;
    budget.all.addMember();
    return budget.reached === null;
  }

  whole(name: Uint8Array, bytes: Uint8Array, isInflated: boolean): Promise<void> | undefined {
    if (isInflated) this.#container.budget.addBytes(bytes.length);
    return this.#container.packWhole(this.#level, nameOf(name), bytes);
  }

  async stream(
    name: Uint8Array,
    expectedBytes: number,
    pieces: Bytes,
    isInflated: boolean,
  ): Promise<DamagedInput | null> {
    return this.#container.packStream(this.#level, nameOf(name), expectedBytes, pieces, isInflated);
  }

  note(name: Uint8Array, reason: string, isCertain: boolean): void {
    if (this.#container.budget.reached !== null) return;
    const path = this.#container.pathOf(this.#level, nameOf(name));
    this.#level.notes.add(path, reason, isCertain);
  }

  unzstd(pieces: Bytes): Bytes {
    return unzstd(new ByteReader(pieces), this.#container.budget.all.limits);
  }
}

/** The format has `/` between the parts of a name; some writers on Windows have not. */
function nameOf(name: Uint8Array): string {
  return decodeName(name).replaceAll('\\', '/');
}
