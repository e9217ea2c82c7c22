import { findStage, type Instruction } from './dockerfile.js';
import { secretId } from './remedy-rewrite.js';
import {
  code,
  fromOf,
  ignoreName,
  innerPath,
  joinWords,
  lastPart,
  outerPath,
  quoteLine,
  type RemedyOptions,
  type RemedyPlace,
  SECRET_FILE,
  type Step,
  where,
} from './remedy-step.js';
import { heredocOf } from './source-copy.js';

/** Steps against files that a `COPY` or `ADD` brought in, or an instruction that is not known. */
export function copySteps(places: readonly RemedyPlace[], options: RemedyOptions): Step[] {
  const steps: Step[] = [];
  const ignored = new Map<Instruction | null, Set<string>>();
  const left = new Map<Instruction, Set<string>>();
  for (const place of places) {
    const { occurrence, instruction, contextPath, isBase } = place;
    if (occurrence.in !== 'layer' || isBase || instruction?.keyword === 'RUN') continue;
    const file = outerPath(occurrence.path);
    if (instruction !== null && heredocOf(instruction, file) !== null)
      steps.push(cleanHeredoc(place, instruction, options));
    else if (SECRET_FILE.test(contextPath ?? file)) {
      if (instruction !== null && contextPath === null && fromOf(instruction) !== null)
        left.set(instruction, (left.get(instruction) ?? new Set()).add(lastPart(ignoreName(file))));
      else if (instruction !== null && isOnlySource(instruction, contextPath))
        steps.push(dropCopy(instruction, contextPath ?? file, file, options));
      else
        ignored.set(
          instruction,
          (ignored.get(instruction) ?? new Set()).add(
            contextPath === null ? ignoreAnywhere(file) : ignoreName(contextPath),
          ),
        );
    } else steps.push(cleanFile(place, file, options));
  }
  const ignoring = [...ignored].map(([instruction, names]): Step => {
    const narrow =
      instruction === null
        ? ''
        : `, or narrow ${quoteLine(instruction)} (${where(options, instruction)}) to what the image needs`;
    const lines = names.size === 1 ? 'line' : 'lines';
    return {
      summary: `keep ${joinWords([...names].map((name) => name.replace(/^\*\*\//, '')))} out of the image`,
      text: `Add the ${lines} ${joinWords([...names].map(code))} to .dockerignore${narrow}.`,
    };
  });
  const leaving = [...left].map(([instruction, names]) => leaveBehind(instruction, names, options));
  return [...ignoring, ...leaving, ...steps];
}

/** Files of a stage, an image or another build context: no ignore file of this one is about them. */
function leaveBehind(instruction: Instruction, names: ReadonlySet<string>, options: RemedyOptions): Step {
  const from = fromOf(instruction) ?? '';
  const isStage = findStage(options.stages ?? [], from, instruction.stage) !== null;
  const narrow = `Narrow ${quoteLine(instruction)} (${where(options, instruction)}) to what the image needs`;
  return {
    summary: `leave ${joinWords([...names])} in ${isStage ? `the stage ${from}` : from}`,
    text: isStage
      ? `${narrow}: what stays in the stage ${from} is not pushed.`
      : `${narrow}, and take it out of ${from}, the image or build context that it comes from.`,
  };
}

/** A file that stands in the Dockerfile itself. */
function cleanHeredoc(
  { occurrence: { source } }: RemedyPlace,
  instruction: Instruction,
  options: RemedyOptions,
): Step {
  const at = where(options, source ?? instruction);
  return {
    summary: 'take it out of the here-document',
    text: `Take it out of the here-document (${at}), and read it when the container runs: from an environment variable or a mounted file.`,
  };
}

/** A file that the image needs, but not with the secret in it. */
function cleanFile(
  { occurrence, instruction, contextPath }: RemedyPlace,
  file: string,
  options: RemedyOptions,
): Step {
  const inner = innerPath(occurrence.path);
  const line = occurrence.source === null ? '' : `:${String(occurrence.source.line)}`;
  const by =
    instruction === null ? '' : ` that ${quoteLine(instruction)} (${where(options, instruction)}) brings in`;
  return {
    summary: `take it out of ${contextPath ?? file}`,
    text: `Take it out of ${contextPath === null ? `/${file}${inner ?? ''}${by}` : `${contextPath}${inner ?? line}`}, and read it when the container runs: from an environment variable or a mounted file.`,
  };
}

function isOnlySource({ words }: Instruction, contextPath: string | null): boolean {
  return contextPath !== null && words.length === 2 && cleanPath(words[0] ?? '') === contextPath;
}

function dropCopy(
  instruction: Instruction,
  contextPath: string,
  imagePath: string,
  options: RemedyOptions,
): Step {
  const id = secretId(lastPart(contextPath));
  const mount = code(`RUN --mount=type=secret,id=${id},target=/${imagePath} …`);
  const secret = code(`--secret id=${id},src=${contextPath}`);
  const otherwise = `Where a command needs the file: ${mount}, built with ${secret}.`;
  return {
    summary: `do not copy ${contextPath}`,
    text: `Delete ${quoteLine(instruction)} (${where(options, instruction)}). ${otherwise}`,
    suggestion: {
      line: instruction.line,
      endLine: instruction.endLine,
      text: '',
      note: otherwise,
    },
  };
}

/** Where it stands in the build context is not known. */
function ignoreAnywhere(file: string): string {
  return `**/${lastPart(ignoreName(file))}`;
}

function cleanPath(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '');
}
