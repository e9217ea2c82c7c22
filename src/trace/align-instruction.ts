import path from 'node:path';
import type { HistoryText } from './align-text.js';
import { findTail, fits, squeeze } from './align-text.js';
import type { Instruction } from './dockerfile.js';

/**
 * How surely an instruction made a history entry: `certain`, its text is the entry's; `possible`, only its kind and the
 * names in it are; `no`.
 */
export type Likeness = 'certain' | 'possible' | 'no';

/** `/bin/sh -c`, `/bin/bash -o pipefail -ec`, `cmd /S /C`, `powershell -Command`: what a builder puts before a command. */
const SHELL =
  '(?:\\S*[/\\\\])?(?:(?:[a-z]*sh|busybox sh)(?:\\s+(?:[-+][\\w-]+|pipefail|errexit|nounset))*\\s+-[a-z]*c' +
  '|cmd(?:\\.exe)?(?:\\s+/s)?\\s+/c|(?:powershell|pwsh)(?:\\.exe)?(?:\\s+-\\w+)*\\s+-command\\b[^"]*)';
const SHELL_ALONE = new RegExp(`^${SHELL}$`, 'i');
const SHELL_LAST = new RegExp(`\\s${SHELL}$`, 'i');
/** `RUN |2 A=1 B=2 …`: the build arguments that were given to a command, with their values. */
const BUILD_ARGUMENTS = /^\|\d+(?:\s|$)/;

/**
 * Compares an instruction with a history entry, by the texts that BuildKit (`dockerfile2llb/convert.go`), the legacy
 * builder (`moby/builder/dockerfile/dispatchers.go`) and Buildah write.
 */
export function compareWithHistory(instruction: Instruction, entry: HistoryText): Likeness {
  if (instruction.keyword !== entry.keyword) return 'no';
  switch (instruction.keyword) {
    case 'RUN':
      return sure(isRunOf(instruction, entry));
    case 'COPY':
    case 'ADD':
      return sure(isCopyOf(instruction, entry));
    case 'ENV':
    case 'LABEL':
      return compareProperties(instruction, entry);
    case 'ARG':
      return sure(hasNames(instruction, entry.rest, /(?:=|\s|$)/));
    case 'WORKDIR':
      return sure(isWorkdirOf(instruction.argument, entry.rest));
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return sure(isCommandOf(instruction, entry.rest));
    case 'HEALTHCHECK':
      return sure(isHealthcheckOf(instruction, entry.rest));
    case 'EXPOSE':
      return sure(hasPorts(instruction, entry.rest));
    case 'ONBUILD':
      return sure(squeeze(entry.rest) === squeeze(instruction.argument));
    default:
      return sure(fits(instruction.words.join(' '), entry.rest) || fits(instruction.argument, entry.rest));
  }
}

function sure(value: boolean): Likeness {
  return value ? 'certain' : 'no';
}

/** The shell, not the builder, replaces variables in a command, so its text is the history's. */
function isRunOf(instruction: Instruction, { rest }: HistoryText): boolean {
  if (instruction.isJson) {
    const before = textBefore(rest, instruction.words.join(' '));
    return before === '' || (before !== null && BUILD_ARGUMENTS.test(before));
  }
  return (
    isScriptOf(instruction, rest) ||
    commandsOf(instruction).some((command) => endsWithShell(textBefore(rest, command)))
  );
}

function endsWithShell(before: string | null): boolean {
  if (before === null) return false;
  if (BUILD_ARGUMENTS.test(before)) return SHELL_LAST.test(before);
  // Kaniko tells the command as the Dockerfile has it.
  return before === '' || SHELL_ALONE.test(before);
}

/** A here-document that is all of the command is the script itself; else the shell gets both, as they stand. */
function commandsOf({ argument, heredocs }: Instruction): string[] {
  const [first] = heredocs;
  if (first === undefined) return [argument];
  const whole = [argument, ...heredocs.map(({ name, body }) => `${body}\n${name}`)].join('\n');
  return isHeredocAlone(argument) ? [first.body, whole] : [whole];
}

/** A here-document with a `#!` line is run as a file (BuildKit, `dispatchRun`). */
function isScriptOf({ argument, heredocs }: Instruction, rest: string): boolean {
  const [first] = heredocs;
  if (first === undefined || !isHeredocAlone(argument) || !first.body.startsWith('#!')) return false;
  return textBefore(rest, `/dev/pipes/${first.name}`) !== null;
}

/** A here-document as a source, `3<<-"EOF"`: what is left is its name. */
const HEREDOC = /^\d*<<-?([^<]+)$/;

function isHeredocAlone(argument: string): boolean {
  return /^\d*<<-?(?:"[^"<]*"|'[^'<]*'|[^\s<]+)$/.test(argument.trim());
}

/** What stands before a command at the end of a text; null where the text does not end with it. */
function textBefore(rest: string, command: string): string | null {
  if (squeeze(command) === '') return null;
  const begin = findTail(rest, command);
  return begin === -1 ? null : rest.slice(0, begin).replace(/[\s"'\\]+$/, '');
}

/** The legacy builder tells a digest for the sources. */
const LEGACY_COPY = /^(?:--\S+ )*(?:(?:file|dir|multi):[0-9a-f]{16,}|\S+) in ([\s\S]+)$/;

function isCopyOf({ words, heredocs }: Instruction, { rest, isLegacy }: HistoryText): boolean {
  const destination = words.at(-1) ?? '';
  const [, legacyDestination] = isLegacy ? (LEGACY_COPY.exec(rest) ?? []) : [];
  if (legacyDestination !== undefined) return fits(destination, legacyDestination);
  // BuildKit tells files first, then here-documents, by their names alone, then the place (`dispatchCopy`).
  const sources = words.slice(0, -1);
  const names = heredocs.length === 0 ? [] : sources.flatMap((word) => HEREDOC.exec(word)?.[1] ?? []);
  const files = heredocs.length === 0 ? sources : sources.filter((word) => !HEREDOC.test(word));
  const told = [...files, ...names.map((name) => `<<${name}`), destination];
  const text = rest.replace(/^(?:--\S+\s+)*/, '');
  return fits(told.join(' '), text) || (isLegacy && fits(words.join(' '), text));
}

function compareProperties(instruction: Instruction, { rest }: HistoryText): Likeness {
  const written = instruction.properties.map(({ name, value }) => `${name}=${value ?? ''}`).join(' ');
  if (fits(written, rest) || fits(instruction.argument, rest)) return 'certain';
  return hasNames(instruction, rest, /=/) && hasPlainValues(instruction, rest) ? 'possible' : 'no';
}

/** Of values that no builder writes in another way, each has to stand behind its name. */
function hasPlainValues({ properties }: Instruction, text: string): boolean {
  return properties.every(({ name, value }) => {
    if (value === null || !/^[\w.:/@%+-]+$/.test(value) || !/^[\w.-]+$/.test(name)) return true;
    const literal = `${name}=${value}`.replace(/[.+]/g, '\\$&');
    return new RegExp(`(?:^|[\\s"'])${literal.replace('=', `=["']?`)}(?:["']|\\s|$)`).test(text);
  });
}

/** Whether the names that an instruction sets stand in a text, in their order, each with `end` behind it. */
function hasNames({ properties }: Instruction, text: string, end: RegExp): boolean {
  let from = 0;
  for (const { name } of properties) {
    const [literal = ''] = name.split('$', 1);
    const found = indexOfWord(text, literal, from);
    const isEnded =
      literal !== name || end.test(text.slice(found + literal.length, found + literal.length + 1) || ' ');
    if (found === -1 || !isEnded || (from === 0 && found > 1)) return false;
    from = found + literal.length;
  }
  return properties.length > 0;
}

function indexOfWord(text: string, word: string, from: number): number {
  for (let found = text.indexOf(word, from); found !== -1; found = text.indexOf(word, found + 1)) {
    if (found === 0 || /[\s"']/.test(text[found - 1] ?? '')) return found;
  }
  return -1;
}

/** History has the absolute path. */
function isWorkdirOf(argument: string, rest: string): boolean {
  const wanted = argument.replace(/["']/g, '');
  if (wanted.includes('$'))
    return fits(
      wanted.startsWith('$') || wanted.startsWith('/') ? trimSlash(wanted) : `$any/${trimSlash(wanted)}`,
      rest,
    );
  const normal = trimSlash(path.posix.normalize(wanted));
  if (normal.startsWith('/')) return squeeze(normal) === squeeze(trimSlash(path.posix.normalize(rest)));
  // `..` leads to a folder that only the whole chain of them tells.
  if (normal === '.' || normal.startsWith('..')) return rest.startsWith('/');
  return squeeze(rest).endsWith(squeeze(`/${normal}`));
}

function trimSlash(text: string): string {
  return text.length > 1 ? text.replace(/\/+$/, '') || '/' : text;
}

/** Go prints a list of quoted texts; the shell form has the shell before it. */
function isCommandOf({ isJson, words, argument }: Instruction, rest: string): boolean {
  if (squeeze(isJson ? words.join(' ') : argument) === squeeze(rest)) return true;
  if (isJson) return false;
  const begin = findTail(rest, argument);
  return (
    begin > 0 &&
    SHELL_ALONE.test(
      rest
        .slice(0, begin)
        .replace(/["'[\]\\]+/g, ' ')
        .trim(),
    )
  );
}

function isHealthcheckOf({ argument }: Instruction, rest: string): boolean {
  if (/^none$/i.test(argument.trim())) return squeeze(rest).includes('NONE');
  return squeeze(rest).includes(squeeze(argument.replace(/^cmd\s+/i, '')));
}

/** BuildKit writes out ranges and adds protocols, in an order of its own. */
function hasPorts({ words }: Instruction, rest: string): boolean {
  const ports = new Set(rest.match(/\d+/g));
  return words.every(
    (word) => word.includes('$') || (word.match(/\d+/g) ?? []).every((port) => ports.has(port)),
  );
}
