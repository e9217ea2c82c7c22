import type { Instruction } from './dockerfile.js';

/** How a secret is called in `RUN --mount=type=secret,id=…` and `docker build --secret id=…`. */
export function secretId(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return id === '' ? 'secret' : id;
}

/** Whether a command uses a variable of this name. */
export function usesVariable({ argument, heredocs }: Instruction, name: string): boolean {
  const texts = [argument, ...heredocs.map(({ body }) => body)];
  const use = new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}(?!\\w))`);
  return /^\w+$/.test(name) && texts.some((text) => use.test(text));
}

/** How a `RUN` gets a secret as a variable. */
export interface MountedCommand {
  /** The instruction as it should be, all its lines. */
  readonly text: string;
  /** It needs Dockerfile syntax 1.10 or newer, which nothing in the Dockerfile asks for. */
  readonly needsSyntax: boolean;
}

/** Keyword and flags, each with what parts it from the next: spaces, or the end of a continued line. */
const START =
  /^\s*\S+[ \t]+((?:--[a-z][\w.-]*(?:=(?:"[^"]*"|'[^']*'|[^\s"'])*)?(?:[ \t]+|[ \t]*\\[ \t]*\n\s*)+)*)/i;

/** A script for the shell: `RUN <<EOF`, and nothing else on the line. */
const HEREDOC_ALONE = /^\d*<<-?\S+\s*$/;

/**
 * The same `RUN`, with a secret in place of a build argument: by `env`, where the Dockerfile asks for a syntax that has
 * it; else read from the file that every BuildKit mounts, where the command is one of a shell.
 */
export function mountVariable(
  { text, isJson, heredocs }: Instruction,
  name: string,
  hasEnvMounts: boolean,
): MountedCommand {
  const id = secretId(name);
  const [start = '', flags = ''] = START.exec(text) ?? [];
  const keyword = start.slice(0, start.length - flags.length).trimEnd();
  const rest = text.slice(start.length);
  const variable = readSecret(name);
  const [firstLine = ''] = rest.split('\n', 1);
  const isScript = HEREDOC_ALONE.test(firstLine) && heredocs[0]?.body.startsWith('#!') === false;
  if (isScript && !hasEnvMounts)
    return {
      text: `${keyword} --mount=type=secret,id=${id} ${flags}${rest.replace('\n', () => `\n${variable}\n`)}`,
      needsSyntax: false,
    };
  const isShell = !isJson && !HEREDOC_ALONE.test(firstLine) && keyword !== '' && !/`[ \t]*\n/.test(text);
  if (hasEnvMounts || !isShell)
    return {
      text: text.replace(
        /^\s*\S+[ \t]+/,
        (word) => `${word.trimEnd()} --mount=type=secret,id=${id},env=${name} `,
      ),
      needsSyntax: !hasEnvMounts,
    };
  return {
    text: `${keyword} --mount=type=secret,id=${id} ${flags}${variable} && ${rest}`,
    needsSyntax: false,
  };
}

/** The same for a command that is not known. */
export function mountAny(name: string, hasEnvMounts: boolean): string {
  const id = secretId(name);
  return hasEnvMounts
    ? `RUN --mount=type=secret,id=${id},env=${name} …`
    : `RUN --mount=type=secret,id=${id} ${readSecret(name)} && …`;
}

function readSecret(name: string): string {
  return `export ${name}="$(cat /run/secrets/${secretId(name)})"`;
}

/** The frontends of Docker's own that know `env` (1.10), by their tag: `1`, `1.10-labs`, none at all. */
const WITH_ENV_MOUNTS =
  /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::(?:latest|labs|master|1|1-labs|[2-9]\d*.*|1\.[1-9]\d+.*))?$/;

/** Whether `# syntax=` asks for a frontend that mounts a secret as a variable. What the engine has built in is not known. */
export function hasEnvMounts(dockerfile: string): boolean {
  for (const line of dockerfile.replace(/^\ufeff/, '').split('\n')) {
    const [, name = '', value = ''] = /^#\s*([a-z]+)\s*=\s*(\S*)/i.exec(line.trim()) ?? [];
    if (name === '') return false;
    // A digest can be of the time before, whatever the tag says that moves.
    if (name.toLowerCase() === 'syntax')
      return WITH_ENV_MOUNTS.test(value) || /^[^@]*:(?:1\.[1-9]\d|[2-9])[^@]*@/.test(value);
  }
  return false;
}

/**
 * The same `RUN`, with a secret that stands in it read from its file. null where the shell would not do that: in the JSON
 * form, a here-document, and between single quotes.
 */
export function mountLiteral({ text, isJson, heredocs }: Instruction, secret: string): string | null {
  const at = text.indexOf(secret);
  if (at < 0 || isJson || heredocs.length > 0 || isSingleQuoted(text.slice(0, at))) return null;
  return text
    .replaceAll(secret, () => '$(cat /run/secrets/token)')
    .replace(/^\s*\S+[ \t]+/, (word) => `${word.trimEnd()} --mount=type=secret,id=token `);
}

/** Whether single quotes are open at the end of a shell's text. */
function isSingleQuoted(before: string): boolean {
  const left = before.replace(/\\.|"(?:[^"\\]|\\.)*"|'[^']*'/gs, '');
  const [quote] = /["']/.exec(left) ?? [];
  return quote === "'";
}

/**
 * The same `ENV` or `LABEL` without some of its names; empty when none is left. null for the old form
 * (`ENV NAME value`) and where names of both kinds share a line of several, which is not rewritten.
 */
export function dropNames(instruction: Instruction, names: ReadonlySet<string>): string | null {
  const { keyword, argument, line, endLine, properties } = instruction;
  const kept = properties.filter(({ name }) => !names.has(name));
  if (kept.length === 0) return '';
  if (line !== endLine) return dropLines(instruction, names);
  const words = argument.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  const isPlain = words.length === properties.length && words.every((word) => word.includes('='));
  if (!isPlain) return null;
  const keptWords = words.filter((_, index) => !names.has(properties[index]?.name ?? ''));
  return `${keyword} ${keptWords.join(' ')}`;
}

const CONTINUATION = /[ \t]*[\\`][ \t]*$/;

/** Of names on lines of their own, the lines of the others. */
function dropLines(
  { keyword, text, line, properties }: Instruction,
  names: ReadonlySet<string>,
): string | null {
  const rows = text.split('\n').map((row, index) => {
    const here = properties.filter(
      (property) => property.line <= line + index && line + index <= property.endLine,
    );
    return { row, here, isKept: here.every(({ name }) => !names.has(name)) };
  });
  if (rows.some(({ here, isKept }) => !isKept && here.some(({ name }) => !names.has(name)))) return null;
  const kept = rows.filter(({ isKept }) => isKept);
  if (rows[0]?.isKept === false) {
    // The keyword stands on its line; a comment can't follow it.
    const [first] = kept;
    if (first === undefined || first.here.length === 0) return null;
    kept[0] = { ...first, row: `${keyword} ${first.row.trimStart()}` };
  }
  const last = kept.findLastIndex(({ here }) => here.length > 0);
  return kept.map(({ row }, index) => (index === last ? row.replace(CONTINUATION, '') : row)).join('\n');
}
