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

/** `RUN`, with the flags that stand behind it. */
const RUN = /^(\s*(?:onbuild\s+)?run[ \t]+)((?:--[a-z]\S*(?:[ \t]|[\\`][ \t]*\r?\n)+)*)/i;
const HEREDOC_ALONE = /^\d*<<-?\S+$/;

/**
 * The same `RUN`, with a secret in place of a build argument. The shell reads it from the file: that the mount sets the
 * variable itself needs Dockerfile syntax 1.10, and is left to commands that no shell runs.
 */
export function mountVariable({ text, argument, isJson, heredocs }: Instruction, name: string): string {
  const mount = `--mount=type=secret,id=${secretId(name)}`;
  const isHeredoc = HEREDOC_ALONE.test(argument.trim());
  if (isJson || (isHeredoc && heredocs[0]?.body.startsWith('#!') === true))
    return text.replace(RUN, (_, run: string, flags: string) => `${run}${mount},env=${name} ${flags}`);
  if (isHeredoc)
    return text
      .replace(RUN, (_, run: string, flags: string) => `${run}${mount} ${flags}`)
      .replace('\n', () => `\n${readSecret(name)}\n`);
  return text.replace(
    RUN,
    (_, run: string, flags: string) => `${run}${mount} ${flags}${readSecret(name)} && `,
  );
}

function readSecret(name: string): string {
  return `export ${name}="$(cat /run/secrets/${secretId(name)})"`;
}

/** As `mountVariable`, on one line; of a script only the beginning. */
export function mountVariableOnLine(instruction: Instruction, name: string): string {
  const { argument, flags, heredocs } = instruction;
  if (heredocs.length > 0) return `${mountVariable(instruction, name).split('\n').slice(0, 2).join(' ⏎ ')} …`;
  const written = flags.map((flag) => `--${flag.name}${flag.value === '' ? '' : `=${flag.value}`} `).join('');
  return mountVariable({ ...instruction, text: `RUN ${written}${argument}` }, name);
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
    .replace(RUN, (_, run: string, flags: string) => `${run}--mount=type=secret,id=token ${flags}`);
}

/** Whether single quotes are open at the end of a shell's text. */
function isSingleQuoted(before: string): boolean {
  const left = before.replace(/\\.|"(?:[^"\\]|\\.)*"|'[^']*'/gs, '');
  const [quote] = /["']/.exec(left) ?? [];
  return quote === "'";
}

/** For a command that is not known. */
export function mountAny(name: string): string {
  return `RUN --mount=type=secret,id=${secretId(name)} ${readSecret(name)} && …`;
}

/**
 * The same `ENV` or `LABEL` without some of its names; empty when none is left. null for one of several lines or in
 * the old form (`ENV NAME value`), which is not rewritten.
 */
export function dropNames(
  { keyword, argument, line, endLine, properties }: Instruction,
  names: ReadonlySet<string>,
): string | null {
  const kept = properties.filter(({ name }) => !names.has(name));
  if (kept.length === 0) return '';
  if (line !== endLine) return null;
  const words = argument.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  const isPlain = words.length === properties.length && words.every((word) => word.includes('='));
  if (!isPlain) return null;
  const keptWords = words.filter((_, index) => !names.has(properties[index]?.name ?? ''));
  return `${keyword} ${keptWords.join(' ')}`;
}
