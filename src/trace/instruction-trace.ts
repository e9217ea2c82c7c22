import type { ImageContents } from '../model/contents.js';
import { type Alignment, alignHistory } from './align.js';
import { readHistoryText, squeeze } from './align-text.js';
import { type Instruction, type ParsedDockerfile, parseDockerfile, type Stage } from './dockerfile.js';
import { type Provenance, readProvenance } from './provenance.js';

/** What is known of the instructions that made an image. */
export interface InstructionTrace {
  readonly dockerfile: ParsedDockerfile;
  /** One for each layer, lowest first; null where it is not known. */
  readonly layers: readonly (Instruction | null)[];
  /** One for each history entry. */
  readonly history: readonly (Instruction | null)[];
  /** How many of the lowest layers are the base image's; 0 where it is not known. */
  readonly baseLayers: number;
  readonly baseEntries: number;
  /** How the provenance calls the Dockerfile, when it holds this very one; null when not. */
  readonly builtFile: string | null;
  /** The stage that the image is; null where it is not known. */
  readonly stage: Stage | null;
  /** The working directory at each layer's instruction; null where it is not known. */
  readonly workdirs: readonly (string | null)[];
}

/**
 * Traces an image to a Dockerfile: by the texts of its history, and by the source map of its provenance where there is
 * one, which has the last word. Where the two disagree, only what the source map says is kept.
 *
 * @param given the Dockerfile at hand; the provenance's is taken when absent
 * @returns null when there is no Dockerfile at all
 */
export function traceInstructions(
  image: ImageContents,
  given: ParsedDockerfile | null,
): InstructionTrace | null {
  const provenance = readProvenance(image.attestations);
  const built = provenance?.dockerfile ?? null;
  const dockerfile = given ?? (built === null ? null : parseDockerfile(built.text, built.file));
  if (dockerfile === null) return null;
  const { history } = image.config;
  const entries = layerEntries(image);
  const aligned = alignHistory(dockerfile, history);
  const mapped = provenance === null ? [] : mapLayers(image, provenance, dockerfile);
  const isContradicted = mapped.some((instruction, layer) => {
    const entry = entries?.[layer];
    return (
      instruction !== undefined &&
      entry !== undefined &&
      aligned.stage !== null &&
      aligned.instructions[entry]?.line !== instruction.line
    );
  });
  const alignment: Alignment = isContradicted
    ? { instructions: history.map(() => null), baseEntries: 0, stage: null }
    : aligned;
  const byEntry = [...alignment.instructions];
  const layers = image.layers.map((_, layer) => {
    const entry = entries?.[layer];
    const instruction =
      mapped[layer] ?? (entry === undefined ? null : (alignment.instructions[entry] ?? null));
    if (entry !== undefined) byEntry[entry] = instruction;
    return instruction;
  });
  return {
    dockerfile,
    layers,
    history: byEntry,
    baseEntries: alignment.baseEntries,
    baseLayers: entries?.filter((entry) => entry < alignment.baseEntries).length ?? 0,
    builtFile: built !== null && isSameText(built.text, dockerfile.text) ? built.file : null,
    stage: alignment.stage,
    workdirs: layers.map((_, layer) => workdirAt(image, entries?.[layer], alignment.baseEntries > 0)),
  };
}

/** A place that is no file in a layer. */
export interface MetadataPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** What stands there: in a history entry, it tells a build argument's value from the command. */
  readonly secret: string;
}

/**
 * The instruction of a part of the config, a history entry or a build argument, by its path in the report
 * (`Env/NAME`, `history/3`, `provenance/build-arg:NAME`).
 */
export function instructionOfPlace(
  trace: InstructionTrace,
  image: ImageContents,
  { path, line, secret }: MetadataPlace,
): Instruction | null {
  const [kind = '', ...names] = path.split('/');
  const name = names.join('/');
  switch (kind) {
    case 'Env':
      return lastOf(trace, 'ENV', name);
    case 'Labels':
      return lastOf(trace, 'LABEL', name);
    case 'Cmd':
    case 'Entrypoint':
    case 'Healthcheck':
      return lastOf(trace, kind.toUpperCase(), null);
    case 'OnBuild':
      return trace.stage?.instructions.filter(({ keyword }) => keyword === 'ONBUILD')[Number(name)] ?? null;
    case 'history':
      return instructionOfEntry(trace, image, Number(name), secret);
    case 'provenance':
      if (name.startsWith('build-arg:'))
        return argumentLine(trace, name.slice('build-arg:'.length), trace.history.length);
      return name === trace.builtFile ? (instructionAt(trace.dockerfile, line) ?? null) : null;
    default:
      return null;
  }
}

/** Whether a part of the config came with the base image. False where that is not known. */
export function isOfBase(trace: InstructionTrace, path: string, instruction: Instruction | null): boolean {
  if (trace.stage === null || instruction !== null) return false;
  const [kind = '', name] = path.split('/');
  if (kind === 'history') return Number(name) < trace.baseEntries;
  return trace.baseEntries > 0 && ['Env', 'Cmd', 'Entrypoint', 'Healthcheck'].includes(kind);
}

function lastOf({ history }: InstructionTrace, keyword: string, name: string | null): Instruction | null {
  return (
    history.findLast(
      (instruction) =>
        instruction?.keyword === keyword &&
        (name === null || instruction.properties.some((property) => property.name === name)),
    ) ?? null
  );
}

/** A build argument's value that a command's entry quotes was put there by the `ARG`. */
function instructionOfEntry(
  trace: InstructionTrace,
  image: ImageContents,
  entry: number,
  secret: string,
): Instruction | null {
  const instruction = trace.history[entry] ?? null;
  const text = image.config.history[entry];
  if (instruction?.keyword !== 'RUN' || text === undefined) return instruction;
  const { rest } = readHistoryText(text);
  if (!rest.startsWith('|') || squeeze(instruction.text).includes(squeeze(secret))) return instruction;
  const names = [
    ...new Set(
      trace.dockerfile.instructions.flatMap(({ keyword, properties }) =>
        keyword === 'ARG' ? properties.map(({ name }) => name) : [],
      ),
    ),
  ];
  const marks = names.flatMap((name) => {
    const at = rest.indexOf(` ${name}=`);
    return at === -1 ? [] : [{ name, at }];
  });
  const at = rest.indexOf(secret);
  const nearest = marks.filter((mark) => mark.at < at).sort((a, b) => b.at - a.at)[0];
  return nearest === undefined ? instruction : (argumentLine(trace, nearest.name, entry) ?? instruction);
}

/** The `ARG` of the image's own stages, else of any other: another stage's command may have used it. */
function argumentLine(
  { history, dockerfile }: InstructionTrace,
  name: string,
  before: number,
): Instruction | null {
  const isNamed = (instruction: Instruction | null): boolean =>
    instruction?.keyword === 'ARG' && instruction.properties.some((property) => property.name === name);
  return history.slice(0, before).findLast(isNamed) ?? dockerfile.instructions.findLast(isNamed) ?? null;
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

/**
 * The source map's instructions by layer; undefined where it says nothing of one. A layer is known by the digests of
 * all layers up to it, so that equal layers are not confused. The map's lines are of the Dockerfile that was built: they
 * are of use where that is the Dockerfile at hand, or has an instruction there of the same text, once.
 */
function mapLayers(
  image: ImageContents,
  { dockerfile: built, layers: mapped }: Provenance,
  dockerfile: ParsedDockerfile,
): (Instruction | undefined)[] {
  if (built === null) return [];
  const original = parseDockerfile(built.text, built.file);
  const digests = image.layers.map(({ digest }) => digest);
  return digests.map((_, layer) => {
    const steps = mapped.filter(
      (step) =>
        step.digests.length === layer + 1 && step.digests.every((digest, index) => digest === digests[index]),
    );
    const found = new Set(steps.map(({ line }) => instructionAt(original, line)));
    const [instruction] = found;
    if (instruction === undefined || found.size > 1 || instruction.keyword === 'FROM') return undefined;
    const same = dockerfile.instructions.filter((one) => squeeze(one.text) === squeeze(instruction.text));
    const isSameFile = isSameText(original.text, dockerfile.text);
    return isSameFile
      ? same.find(({ line }) => line === instruction.line)
      : same.length === 1
        ? same[0]
        : undefined;
  });
}

function instructionAt({ instructions }: ParsedDockerfile, line: number): Instruction | undefined {
  return instructions.find((one) => one.line <= line && line <= one.endLine);
}

/** Line ends aside, which Git may change. */
function isSameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.replaceAll('\r\n', '\n').trimEnd());
  return one === other;
}
