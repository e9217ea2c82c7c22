import type { ImageContents } from '../model/contents.js';
import { readHistoryText, squeeze } from './align-text.js';
import { type Instruction, instructionAt, type Property } from './dockerfile.js';
import type { InstructionTrace } from './instruction-trace.js';

/** A place that is no file in a layer. */
export interface MetadataPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** What stands there: in a history entry, it tells a build argument's value from the command. */
  readonly secret: string;
}

export interface InstructionPlace {
  readonly instruction: Instruction;
  /** The name that holds the secret, where the instruction sets names. */
  readonly property: Property | null;
}

/**
 * The instruction of a part of the config, a history entry or a build argument, by its path in the report
 * (`Env/NAME`, `history/3`, `provenance/build-arg:NAME`).
 */
export function instructionOfPlace(
  trace: InstructionTrace,
  image: ImageContents,
  { path, line, secret }: MetadataPlace,
): InstructionPlace | null {
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
      return whole(trace.history.findLast((one) => one?.keyword === kind.toUpperCase()));
    case 'OnBuild':
      return whole(trace.stage?.instructions.filter(({ keyword }) => keyword === 'ONBUILD')[Number(name)]);
    case 'history':
      return placeInEntry(trace, image, Number(name), secret);
    case 'provenance':
      if (name.startsWith('build-arg:'))
        return findArgument(trace, name.slice('build-arg:'.length), trace.history.length, secret);
      return name === trace.builtFile && trace.dockerfile !== null
        ? whole(instructionAt(trace.dockerfile, line))
        : null;
    default:
      return null;
  }
}

/** Whether a part of the config came with the base image. False where that is not known. */
export function isOfBase(
  trace: InstructionTrace,
  image: ImageContents,
  path: string,
  place: InstructionPlace | null,
): boolean {
  if (place !== null) return false;
  const [kind = '', ...names] = path.split('/');
  const name = names.join('/');
  if (kind === 'history') return Number(name) < trace.baseEntries;
  if (kind === 'Env' && trace.baseEnv !== null) {
    const variable = image.config.env.findLast((one) => one.startsWith(`${name}=`));
    return variable !== undefined && trace.baseEnv.has(variable);
  }
  return (
    trace.stage !== null &&
    trace.baseEntries > 0 &&
    ['Env', 'Cmd', 'Entrypoint', 'Healthcheck'].includes(kind)
  );
}

function whole(instruction: Instruction | null | undefined): InstructionPlace | null {
  return instruction == null ? null : { instruction, property: null };
}

function withName(instruction: Instruction | null | undefined, name: string): InstructionPlace | null {
  if (instruction == null) return null;
  return { instruction, property: instruction.properties.findLast((one) => one.name === name) ?? null };
}

function sets(keyword: string, name: string): (instruction: Instruction | null) => boolean {
  return (instruction) =>
    instruction?.keyword === keyword && instruction.properties.some((property) => property.name === name);
}

function lastOf({ history }: InstructionTrace, keyword: string, name: string): InstructionPlace | null {
  return withName(history.findLast(sets(keyword, name)), name);
}

/** A build argument's value that a command's entry quotes was put there by the `ARG`. */
function placeInEntry(
  trace: InstructionTrace,
  image: ImageContents,
  entry: number,
  secret: string,
): InstructionPlace | null {
  const instruction = trace.history[entry] ?? null;
  const text = image.config.history[entry];
  if (instruction === null || text === undefined) return whole(instruction);
  const { rest } = readHistoryText(text);
  if (instruction.keyword !== 'RUN') {
    const name = nameBefore(
      instruction.properties.map((property) => property.name),
      rest,
      secret,
    );
    if (name === null) return whole(instruction);
    return instruction.keyword === 'ARG'
      ? (findArgument(trace, name, entry + 1, secret) ?? withName(instruction, name))
      : withName(instruction, name);
  }
  if (!rest.startsWith('|') || squeeze(instruction.text).includes(squeeze(secret))) return whole(instruction);
  const args = trace.dockerfile?.instructions.filter(({ keyword }) => keyword === 'ARG') ?? [];
  const names = args.flatMap(({ properties }) => properties.map(({ name }) => name));
  const name = nameBefore([...new Set(names)], rest, secret);
  return (name === null ? null : findArgument(trace, name, entry, secret)) ?? whole(instruction);
}

/** Of names that are set in a text (`A=1 B=2`), the one whose value holds the secret. */
function nameBefore(names: readonly string[], text: string, secret: string): string | null {
  const at = text.indexOf(secret);
  if (at === -1) return names.length === 1 ? (names[0] ?? null) : null;
  const marks = names.map((name) => ({ name, at: ` ${text}`.lastIndexOf(` ${name}=`, at) }));
  const [nearest] = marks.filter((mark) => mark.at !== -1).sort((a, b) => b.at - a.at);
  return nearest?.name ?? (names.length === 1 ? (names[0] ?? null) : null);
}

/**
 * The `ARG` that put a value there: of the image's own stages, or before the first `FROM` where the value is the default
 * that stands there; else of any other stage, whose command may have used it.
 */
function findArgument(
  { history, dockerfile }: InstructionTrace,
  name: string,
  before: number,
  secret: string,
): InstructionPlace | null {
  const isNamed = sets('ARG', name);
  const own = withName(history.slice(0, before).findLast(isNamed), name);
  const isDefault = (place: InstructionPlace | null): boolean =>
    place?.property?.value?.includes(secret) === true;
  if (isDefault(own)) return own;
  const global = withName(
    dockerfile?.instructions.findLast((one) => one.stage === -1 && isNamed(one)),
    name,
  );
  // Only an ARG without a value of its own takes that of the global one.
  if (isDefault(global) && (own === null || own.property?.value === null)) return global;
  return own ?? withName(dockerfile?.instructions.findLast(isNamed), name);
}
