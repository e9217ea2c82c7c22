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

/** The same `RUN`, with a secret in place of a build argument. `env` needs Dockerfile syntax 1.10 or newer. */
export function mountVariable({ text }: Instruction, name: string): string {
  return text.replace(
    /^\s*\S+[ \t]+/,
    (start) => `${start.trimEnd()} --mount=type=secret,id=${secretId(name)},env=${name} `,
  );
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
