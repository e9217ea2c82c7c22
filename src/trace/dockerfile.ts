import { DockerfileParser, type Instruction as Parsed, type PropertyInstruction } from 'dockerfile-ast';
import type { InstructionRef } from '../model/report.js';
import {
  type DockerfileLines,
  type Heredoc,
  type InstructionLines,
  splitDockerfile,
} from './dockerfile-lines.js';

export interface InstructionFlag {
  readonly name: string;
  /** Empty where there is none (`--link`). */
  readonly value: string;
}

/** A name that an `ENV`, `LABEL` or `ARG` sets. */
export interface Property {
  readonly name: string;
  /** null for an `ARG` without one. */
  readonly value: string | null;
  /** 1-based, of the name: one instruction can set many, on many lines. */
  readonly line: number;
  /** 1-based, where the value ends. */
  readonly endLine: number;
}

/** One instruction of a Dockerfile. Variables are not replaced. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  /** As it stands in the file, all its lines. Raw: it may hold a secret. */
  readonly text: string;
  /** Index in `stages`; -1 for an `ARG` before the first `FROM`. */
  readonly stage: number;
  readonly flags: readonly InstructionFlag[];
  /** After keyword and flags, on one line. */
  readonly argument: string;
  /** The argument's words: those of the JSON form where it is that. Quotes are taken off. */
  readonly words: readonly string[];
  readonly isJson: boolean;
  /** `ENV`, `LABEL`, `ARG`. */
  readonly properties: readonly Property[];
  readonly heredocs: readonly Heredoc[];
  /** What an `ONBUILD` adds to the images that are built on this one. */
  readonly trigger: Instruction | null;
}

export interface Stage {
  readonly index: number;
  readonly name: string | null;
  /** As written behind `FROM`. */
  readonly image: string;
  readonly from: Instruction;
  /** The stages that this one may be built on, the likeliest first; null stands for an image from elsewhere. More than one only where a build argument decides. */
  readonly parents: readonly (number | null)[];
  /** Without its `FROM`. */
  readonly instructions: readonly Instruction[];
}

export interface ParsedDockerfile {
  /** How reports call it: a path in the checkout. */
  readonly file: string;
  readonly text: string;
  /** In the order of the file, also those before the first `FROM`. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
}

/** These take the JSON form. */
const JSON_KEYWORDS = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);
const FLAG = /^--([a-z][a-z0-9.-]*)(?:=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*))?(?:\s+|$)/i;

/**
 * Parses a Dockerfile. Never throws: what is no instruction that Docker knows stays in the list under its own keyword,
 * and will not be found in any history.
 *
 * @param file how reports call it
 */
export function parseDockerfile(text: string, file: string): ParsedDockerfile {
  const split = splitDockerfile(text);
  const instructions: Instruction[] = [];
  const drafts: { from: Instruction; instructions: Instruction[] }[] = [];
  for (const lines of split.instructions) {
    const isFrom = /^from(\s|$)/i.test(lines.head);
    const instruction = readInstruction(lines, split, drafts.length - (isFrom ? 0 : 1));
    instructions.push(instruction);
    if (isFrom) drafts.push({ from: instruction, instructions: [] });
    else drafts.at(-1)?.instructions.push(instruction);
  }
  const globals = globalArguments(instructions);
  const stages: Stage[] = [];
  for (const { from, instructions: own } of drafts) {
    const [image = '', as = '', name] = from.words;
    const stageName = as.toLowerCase() === 'as' ? (name ?? null) : null;
    stages.push({
      index: stages.length,
      name: stageName,
      image,
      from,
      parents: findParents(image, stages, globals),
      instructions: own,
    });
  }
  return { file, text, instructions, stages };
}

/** The lines of an instruction, as a report has them. `text` is raw: redact it. */
export function refTo({ file }: ParsedDockerfile, { line, endLine, text }: Instruction): InstructionRef {
  return { file, line, endLine, text };
}

/** The instruction that stands on a line, 1-based. */
export function instructionAt({ instructions }: ParsedDockerfile, line: number): Instruction | undefined {
  return instructions.find((one) => one.line <= line && line <= one.endLine);
}

/** Whether two texts are the same file: line ends aside, which Git may change. */
export function isSameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.replaceAll('\r\n', '\n').trimEnd());
  return one === other;
}

/**
 * The name of the image from elsewhere that a stage is built on, through the stages between, with the defaults of build
 * arguments before the first `FROM`. null for `scratch`, and where a name depends on what is not known.
 */
export function externalImage({ instructions, stages }: ParsedDockerfile, stage: Stage): string | null {
  let [root, parent] = [stage, stage.parents[0]];
  while (parent !== null && parent !== undefined) {
    root = stages[parent] ?? root;
    parent = root.parents[0];
  }
  const name = expand(root.image, globalArguments(instructions));
  return name === '' || name.includes('$') || name.toLowerCase() === 'scratch' ? null : name;
}

/** The stage of this name or number, before `before`: as `COPY --from` names it. */
export function findStage(stages: readonly Stage[], name: string, before: number): Stage | null {
  const wanted = name.toLowerCase();
  const earlier = stages.slice(0, before);
  // A name that is given twice is the later one's.
  const named = earlier.findLast((stage) => stage.name?.toLowerCase() === wanted);
  return named ?? (/^\d+$/.test(name) ? (earlier[Number(name)] ?? null) : null);
}

function readInstruction(lines: InstructionLines, split: DockerfileLines, stage: number): Instruction {
  const { line, endLine, head, starts, heredocs } = lines;
  const text = split.lines.slice(line - 1, endLine).join('\n');
  const lineAt = (offset: number): number => starts.findLast((one) => one.offset <= offset)?.line ?? line;
  return parseHead(head, split.escape, lineAt, { line, endLine, text, stage, heredocs });
}

type Surroundings = Pick<Instruction, 'line' | 'endLine' | 'text' | 'stage' | 'heredocs'>;

/** @param lineAt the line of an offset in `head` */
function parseHead(
  head: string,
  escape: DockerfileLines['escape'],
  lineAt: (offset: number) => number,
  surroundings: Surroundings,
): Instruction {
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(head) ?? [];
  const keyword = word.toUpperCase();
  const { flags, argument } = takeFlags(keyword === 'ENV' || keyword === 'LABEL' ? '' : rest, rest);
  const json = JSON_KEYWORDS.has(keyword) ? parseJsonForm(argument) : null;
  const parsed = parseOne(`${keyword} ${argument}`, escape);
  const lineInArgument = (offset: number): number => lineAt(head.length - argument.length + offset);
  return {
    ...surroundings,
    keyword,
    flags,
    argument,
    words: json ?? wordsOf(parsed),
    isJson: json !== null,
    properties:
      keyword === 'ARG'
        ? argumentsOf(argument, escape, lineInArgument)
        : propertiesOf(parsed, (character) => lineInArgument(character - keyword.length - 1)),
    trigger:
      keyword === 'ONBUILD' && argument !== ''
        ? parseHead(argument, escape, lineInArgument, surroundings)
        : null,
  };
}

/** Flags stand before everything else. In `ENV` and `LABEL` there are none. */
function takeFlags(flagged: string, rest: string): { flags: InstructionFlag[]; argument: string } {
  const flags: InstructionFlag[] = [];
  let left = flagged;
  for (let found = FLAG.exec(left); found !== null; found = FLAG.exec(left)) {
    flags.push({ name: (found[1] ?? '').toLowerCase(), value: (found[2] ?? '').replace(/["']/g, '') });
    left = left.slice(found[0].length);
  }
  return { flags, argument: flagged === '' ? rest : left };
}

function parseJsonForm(argument: string): string[] | null {
  if (!argument.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(argument);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    // Docker, too, takes it for the shell form then.
    return null;
  }
}

/** One instruction on one line, so that nothing the library counts in lines matters. */
function parseOne(line: string, escape: string): Parsed | null {
  return DockerfileParser.parse(`# escape=${escape}\n${line}`).getInstructions()[0] ?? null;
}

function wordsOf(parsed: Parsed | null): string[] {
  return parsed?.getArguments().map((arg) => arg.getValue().replace(/^(["'])(.*)\1$/s, '$2')) ?? [];
}

/** `ENV`, `LABEL` and `ARG`. The library does not export the class. */
function isPropertyInstruction(parsed: Parsed): parsed is PropertyInstruction {
  return 'getProperties' in parsed;
}

/** A word of an instruction, its quoted parts and escapes as they are written. */
const WORDS = {
  '\\': /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+/g,
  '`': /(?:"(?:[^"`]|`.)*"|'[^']*'|`.|[^\s"'`]|["'`])+/g,
} as const;

/** `ARG A B=2 C`: the library takes all that follows the first name for its value. */
function argumentsOf(
  argument: string,
  escape: DockerfileLines['escape'],
  lineAt: (offset: number) => number,
): Property[] {
  return [...argument.matchAll(WORDS[escape])].flatMap(({ 0: word, index }) => {
    const parsed = parseOne(`ARG ${word}`, escape);
    const [property] = propertiesOf(parsed, () => 0);
    const [line, endLine] = [lineAt(index), lineAt(index + word.length - 1)];
    return property === undefined ? [] : [{ ...property, line, endLine }];
  });
}

/** @param lineAt the line of a character of the text that was parsed */
function propertiesOf(parsed: Parsed | null, lineAt: (character: number) => number): Property[] {
  if (parsed === null || !isPropertyInstruction(parsed)) return [];
  return parsed.getProperties().map((property) => {
    const { start, end } = property.getRange();
    return {
      name: property.getName().replace(/["']/g, ''),
      value: property.getValue(),
      line: lineAt(start.character),
      endLine: lineAt(Math.max(start.character, end.character - 1)),
    };
  });
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`, by the values that are known; anything else stays. */
function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([^${}]*))?\})/g,
    (whole, plain?: string, braced?: string, fallback?: string) => {
      return values.get(plain ?? braced ?? '') ?? fallback ?? whole;
    },
  );
}

/** The build arguments before the first `FROM`, with their defaults. */
function globalArguments(instructions: readonly Instruction[]): Map<string, string> {
  const globals = new Map<string, string>();
  for (const { stage, properties } of instructions) {
    for (const { name, value } of properties)
      if (stage === -1) globals.set(name, expand(value ?? '', globals));
  }
  return globals;
}

function findParents(
  image: string,
  stages: readonly Stage[],
  globals: ReadonlyMap<string, string>,
): (number | null)[] {
  const byDefault = findNamed(expand(image, globals), stages);
  if (!image.includes('$')) return [byDefault];
  // A build argument may have named any of them.
  return [...new Set([byDefault, null, ...stages.map(({ index }) => index)])];
}

/** `FROM` takes names only, no numbers. */
function findNamed(image: string, stages: readonly Stage[]): number | null {
  return stages.findLast(({ name }) => name?.toLowerCase() === image.toLowerCase())?.index ?? null;
}
