import { publicHalf } from '../detector/checks/index.js';
import type { FileCertificate, FileDigests } from '../model/match.js';
import type { OnContainer, OnEntry, OpenTap } from '../source/layer-entry.js';
import { ContainerTable } from './container-table.js';
import { type KeyUse, matchCertificates } from './certificates.js';
import { LayerIndex, type LayerState } from './layer-index.js';
import type { LocalInstalls } from './local-installs.js';
import type { FileMatch } from './match-collector.js';
import type { PackageOwner } from './package-owner.js';
import { PackageRecords } from './package-records.js';

/** What the layers tell of a file in one of them. */
export interface FileTrace {
  /** null where no file of the layer explains the bytes. */
  readonly state: LayerState | null;
  /** The package that published the file; null when it is the user's own, as far as the records tell. */
  readonly publisher: PackageOwner | null;
}

/** Watches all layers of an archive as they are read; afterwards it tells of each match what became of its file, and whose it is. */
export class LayerTracer {
  readonly #index = new LayerIndex();
  readonly #records = new PackageRecords();
  readonly #containers = new ContainerTable();

  readonly onEntry: OnEntry = this.#index.onEntry;
  readonly openTap: OpenTap = this.#records.openTap;
  readonly onContainer: OnContainer = this.#containers.onContainer;

  /**
   * @param layerNames the image's layers, lowest first, as `LayerBlob.name`; null for one that is missing
   * @param layer index in `layerNames` of the layer that has the file
   * @param digests of the file's contents, where they are known; those of a container are known here
   * @param local which records of packages prove nothing
   */
  trace(
    layerNames: readonly (string | null)[],
    layer: number,
    file: number,
    path: string,
    digests: FileDigests | null,
    local?: LocalInstalls,
  ): FileTrace {
    // What lies in a container came, went and is published with it.
    const outer = this.#containers.outerOf(file, path) ?? { path, digests };
    return {
      state: this.#index.stateOf(layerNames, layer, outer.path, file),
      publisher: this.#records.ownerOf(layerNames, outer.path, outer.digests, local),
    };
  }

  /** Sentences for people about records of packages that could not be read: call when all layers are. */
  warnings(): readonly string[] {
    return this.#records.warnings();
  }
}

/**
 * Which of the secrets are keys of certificates that stand beside them, by secret.
 * @param now milliseconds since 1970
 */
export function traceKeys(
  matches: readonly FileMatch[],
  certificates: readonly FileCertificate[],
  now: number,
): ReadonlyMap<string, KeyUse> {
  const uses = new Map<string, KeyUse>();
  if (certificates.length === 0) return uses;
  const halves = new Map<string, string>();
  for (const { secret } of matches) {
    if (halves.has(secret) || !/PRIVATE KEY|PuTTY-User-Key-File/.test(secret)) continue;
    const half = publicHalf(secret);
    if (half !== null) halves.set(secret, half.spkiSha256);
  }
  const found = matchCertificates(halves.values(), certificates, now);
  for (const [secret, spki] of halves) {
    const use = found.get(spki);
    if (use !== undefined) uses.set(secret, use);
  }
  return uses;
}
