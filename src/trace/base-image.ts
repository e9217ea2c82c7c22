import type { ImageContents } from '../model/contents.js';
import type { HistoryEntry } from '../model/image.js';
import type { BaseImage } from '../source/base-image.js';
import type { Instruction } from './dockerfile.js';

/** An image whose layers are the lowest of the one that is traced. */
export interface BaseChoice {
  readonly image: BaseImage;
  /** The user named it. Else it was found by the name in the Dockerfile, and counts only where no line is known. */
  readonly isNamed: boolean;
}

/** How much of an image is its base image's, from below. */
export interface BaseExtent {
  readonly layers: number;
  readonly entries: number;
}

interface Evidence {
  readonly history: readonly HistoryEntry[];
  /** The history entry of each layer; null where they cannot be paired. */
  readonly entries: readonly number[] | null;
  /** By history entry. */
  readonly instructions: readonly (Instruction | null)[];
  /** By layer. */
  readonly layers: readonly (Instruction | null)[];
  /** What stands before the stage's first instruction; null where the Dockerfile does not fit. */
  readonly aligned: BaseExtent | null;
  /** Layers of the `FROM` by the provenance's source map. */
  readonly mapped: number | null;
  readonly base: BaseChoice | null;
  /** The name of the image that the stage is built on, as far as the Dockerfile tells it. */
  readonly from: string | null;
}

/**
 * Which of some images another is built on: all layers of it are the lowest of the other, in order. Of several the one
 * with the most layers; null when there is none. No image is its own base: one with the same layers has to have less
 * history.
 */
export function chooseBase({ config }: ImageContents, candidates: readonly BaseImage[]): BaseImage | null {
  return candidates
    .filter(
      ({ imageId, diffIds, history }) =>
        imageId !== config.imageId &&
        diffIds.length > 0 &&
        diffIds.every((diffId, index) => diffId === config.diffIds[index]) &&
        (diffIds.length < config.diffIds.length ||
          (history !== null && history.length < config.history.length)),
    )
    .reduce<BaseImage | null>(
      (best, one) => (best === null || one.diffIds.length > best.diffIds.length ? one : best),
      null,
    );
}

/**
 * What came with the base image: by the image that the user named, else by the source map, else by the Dockerfile, but
 * no more than the image has that its `FROM` names, where that is at hand. A
 * layer that an instruction is known to have made, and all above it, are never of the base image, whoever says so.
 */
export function baseExtent(evidence: Evidence): BaseExtent {
  const { aligned, mapped, base, layers } = evidence;
  const own = layers.findIndex((instruction) => instruction !== null);
  const limit = own === -1 ? layers.length : own;
  if (base !== null && (base.isNamed || (aligned === null && mapped === null))) {
    const count = Math.min(base.image.diffIds.length, limit);
    return { layers: count, entries: countEntries(evidence, count, base.image) };
  }
  if (mapped !== null) {
    const count = Math.min(mapped, limit);
    return { layers: count, entries: countEntries(evidence, count, null) };
  }
  // The Dockerfile has lost its first instructions since: what they made is no base image's.
  if (aligned !== null && base !== null && base.image.reference === evidence.from) {
    const count = base.image.diffIds.length;
    if (count < aligned.layers) return { layers: count, entries: countEntries(evidence, count, base.image) };
  }
  return aligned ?? { layers: 0, entries: 0 };
}

/**
 * The history entries of the lowest layers. Those behind the last of them that made no layer may be anybody's: they count
 * where the Dockerfile's alignment or the base image's own history tells.
 */
function countEntries(
  { history, entries, instructions, aligned }: Evidence,
  layers: number,
  base: BaseImage | null,
): number {
  if (aligned?.layers === layers) return aligned.entries;
  if (entries === null || layers === 0) return 0;
  const atLeast = (entries[layers - 1] ?? -1) + 1;
  const theirs = base?.diffIds.length === layers ? (base.history ?? []) : [];
  const isTheirs = theirs.every(
    (createdBy, index) => createdBy.replaceAll('\t', ' ') === history[index]?.createdBy.replaceAll('\t', ' '),
  );
  const own = instructions.findIndex((instruction) => instruction !== null);
  const atMost = Math.min(own === -1 ? history.length : own, entries[layers] ?? history.length);
  return isTheirs && theirs.length > atLeast ? Math.max(atLeast, Math.min(theirs.length, atMost)) : atLeast;
}
