import type { ImageContents } from '../model/contents.js';
import { squeeze } from './align-text.js';
import {
  type Instruction,
  instructionAt,
  isSameText,
  type ParsedDockerfile,
  parseDockerfile,
} from './dockerfile.js';
import type { Provenance } from './provenance.js';

/** What a provenance's source map says of an image's layers. */
export interface SourceMap {
  /** By layer; undefined where it says nothing of one. */
  readonly instructions: readonly (Instruction | undefined)[];
  /** How many layers the image of the `FROM` has; null where the map does not tell. */
  readonly baseLayers: number | null;
}

/**
 * Reads the source map for an image. A layer is known by the digests of all layers up to it, so that equal layers are not
 * confused. The map's lines are of the Dockerfile that was built: they are of use where that is the Dockerfile at hand, or
 * has an instruction there of the same text, once.
 *
 * An engine that stores layers unpacked has digests of its own. Where the provenance is known to be this image's all the
 * same, the digests of what was built stand for the image's layers, one by one.
 *
 * @param isProven whether the image's ID says that the provenance is its own
 */
export function mapLayers(
  image: ImageContents,
  { dockerfile: built, steps, results }: Provenance,
  dockerfile: ParsedDockerfile | null,
  isProven: boolean,
): SourceMap {
  if (built === null) return { instructions: [], baseLayers: null };
  const original = parseDockerfile(built.text, built.file);
  const wholes = isProven ? results.filter((whole) => whole.length === image.layers.length) : [];
  const known = steps.filter(
    ({ digests }) => isChainOf(image, digests) || wholes.some((whole) => isPrefix(digests, whole)),
  );
  const baseLayers = known
    .filter(({ lines }) => lines.every((line) => isExternal(original, instructionAt(original, line))))
    .map(({ digests }) => digests.length);
  const instructions = image.layers.map((_, layer) => {
    const found = new Set(
      known
        // A step that two instructions share tells nothing.
        .filter(({ digests, lines }) => digests.length === layer + 1 && lines.length === 1)
        .map(({ lines: [line = 0] }) => instructionAt(original, line)),
    );
    const [instruction] = found;
    if (instruction === undefined || found.size > 1 || instruction.keyword === 'FROM') return undefined;
    return dockerfile === null ? undefined : findSame(instruction, original, dockerfile);
  });
  return { instructions, baseLayers: baseLayers.length === 0 ? null : Math.max(...baseLayers) };
}

/** Whether digests of a provenance are those of all layers of an image. */
export function isWholeImage(image: ImageContents, { steps, results }: Provenance): boolean {
  const chains = [...results, ...steps.map(({ digests }) => digests)];
  return chains.some((digests) => digests.length === image.layers.length && isChainOf(image, digests));
}

function isChainOf(image: ImageContents, digests: readonly string[]): boolean {
  return (
    digests.length <= image.layers.length &&
    digests.every((digest, index) => {
      const layer = image.layers[index];
      return digest !== '' && (digest === layer?.digest || digest === layer?.diffId);
    })
  );
}

function isPrefix(digests: readonly string[], chain: readonly string[]): boolean {
  return digests.length <= chain.length && digests.every((digest, index) => digest === chain[index]);
}

/** A `FROM` of an image that no stage makes. */
function isExternal({ stages }: ParsedDockerfile, instruction: Instruction | undefined): boolean {
  const stage = stages.find(({ from }) => from === instruction);
  return stage !== undefined && stage.parents.every((parent) => parent === null);
}

function findSame(
  instruction: Instruction,
  original: ParsedDockerfile,
  dockerfile: ParsedDockerfile,
): Instruction | undefined {
  const same = dockerfile.instructions.filter((one) => squeeze(one.text) === squeeze(instruction.text));
  if (isSameText(original.text, dockerfile.text)) return same.find(({ line }) => line === instruction.line);
  return same.length === 1 ? same[0] : undefined;
}
