import type { ImageContents } from '../model/contents.js';
import { type Alignment, alignHistory } from './align.js';
import { readHistoryText } from './align-text.js';
import { type BaseChoice, baseExtent } from './base-image.js';
import {
  externalImage,
  type Instruction,
  isSameText,
  type ParsedDockerfile,
  parseDockerfile,
  type Stage,
} from './dockerfile.js';
import { readProvenance } from './provenance.js';
import { mapLayers } from './provenance-map.js';

/** What is known of the instructions that made an image. */
export interface InstructionTrace {
  /** null where there is none: then the trace knows the base image alone. */
  readonly dockerfile: ParsedDockerfile | null;
  /** One for each layer, lowest first; null where it is not known. */
  readonly layers: readonly (Instruction | null)[];
  /** One for each history entry. */
  readonly history: readonly (Instruction | null)[];
  /** How many of the lowest layers are the base image's; 0 where it is not known. */
  readonly baseLayers: number;
  readonly baseEntries: number;
  /** `NAME=value`: the base image's environment; null where it is not known. */
  readonly baseEnv: ReadonlySet<string> | null;
  /** How the provenance calls the Dockerfile, when it holds this very one; null when not. */
  readonly builtFile: string | null;
  /** The stage that the image is; null where it is not known. */
  readonly stage: Stage | null;
  /** The working directory at each layer's instruction; null where it is not known. */
  readonly workdirs: readonly (string | null)[];
}

/** The Dockerfile at hand, else the one in the image's provenance; null when there is none. */
export function dockerfileOf(image: ImageContents, given: ParsedDockerfile | null): ParsedDockerfile | null {
  const built = readProvenance(image.attestations)?.dockerfile ?? null;
  return given ?? (built === null ? null : parseDockerfile(built.text, built.file));
}

/**
 * Traces an image to a Dockerfile: by the texts of its history, and by the source map of its provenance where there is
 * one, which has the last word. Where the two disagree, only what the source map says is kept.
 *
 * @param given the Dockerfile at hand; the provenance's is taken when absent
 * @param base the image that it is built on, where that was found; no layer that an instruction is known to have made
 *   is ever its
 * @returns null when neither a Dockerfile nor the base image is known
 */
export function traceInstructions(
  image: ImageContents,
  given: ParsedDockerfile | null,
  base: BaseChoice | null = null,
): InstructionTrace | null {
  const dockerfile = dockerfileOf(image, given);
  if (dockerfile === null && base === null) return null;
  const provenance = readProvenance(image.attestations);
  const built = provenance?.dockerfile ?? null;
  const { history } = image.config;
  const entries = layerEntries(image);
  const nothing: Alignment = { instructions: history.map(() => null), baseEntries: 0, stage: null };
  const aligned = dockerfile === null ? nothing : alignHistory(dockerfile, history);
  const isProven = image.attestations.some((attestation) => attestation.isProven === true);
  const map =
    provenance === null
      ? { instructions: [], baseLayers: null }
      : mapLayers(image, provenance, dockerfile, isProven);
  const isContradicted = map.instructions.some((instruction, layer) => {
    const entry = entries?.[layer];
    return (
      instruction !== undefined &&
      entry !== undefined &&
      aligned.stage !== null &&
      aligned.instructions[entry]?.line !== instruction.line
    );
  });
  const alignment = isContradicted ? nothing : aligned;
  const byEntry = [...alignment.instructions];
  const layers = image.layers.map((_, layer) => {
    const entry = entries?.[layer];
    const instruction =
      map.instructions[layer] ?? (entry === undefined ? null : (alignment.instructions[entry] ?? null));
    if (entry !== undefined) byEntry[entry] = instruction;
    return instruction;
  });
  const alignedLayers = entries?.filter((entry) => entry < alignment.baseEntries).length ?? 0;
  const extent = baseExtent({
    history,
    entries,
    instructions: byEntry,
    layers,
    aligned: alignment.stage === null ? null : { layers: alignedLayers, entries: alignment.baseEntries },
    mapped: map.baseLayers,
    base,
    from: dockerfile === null || alignment.stage === null ? null : externalImage(dockerfile, alignment.stage),
  });
  return {
    dockerfile,
    layers,
    history: byEntry,
    baseEntries: extent.entries,
    baseLayers: extent.layers,
    baseEnv: base === null || extent.layers < base.image.diffIds.length ? null : new Set(base.image.env),
    builtFile:
      built !== null && dockerfile !== null && isSameText(built.text, dockerfile.text) ? built.file : null,
    stage: alignment.stage,
    workdirs: layers.map((_, layer) => workdirAt(image, entries?.[layer], extent.entries > 0)),
  };
}

/**
 * The history entry of each layer: those that made one match the layers in order (OCI image specification, "history").
 * null when their numbers differ, for then no pairing can be trusted.
 */
function layerEntries({ config }: ImageContents): number[] | null {
  const entries = config.history.flatMap(({ emptyLayer }, index) => (emptyLayer ? [] : [index]));
  return entries.length === config.diffIds.length ? entries : null;
}

/** History tells a working directory as an absolute path; before the first of them it is `/`, if the base image has history at all. */
function workdirAt({ config }: ImageContents, entry: number | undefined, hasBase: boolean): string | null {
  if (entry === undefined) return null;
  const texts = config.history.slice(0, entry).map(readHistoryText);
  const last = texts.findLast(({ keyword }) => keyword === 'WORKDIR');
  if (last !== undefined) return last.rest.startsWith('/') ? last.rest.trim() : null;
  // Base images that were imported or squashed do not tell theirs.
  return hasBase ? null : '/';
}
