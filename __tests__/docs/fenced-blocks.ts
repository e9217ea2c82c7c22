import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown file. */
export interface FencedBlock {
  /** Where it begins, for the names of tests: `docs/recipes.md:34`. */
  readonly place: string;
  /** The first word behind the fence: `yaml`. */
  readonly language: string;
  /** What stands behind that. */
  readonly label: string;
  /** Without the indentation of the fence. */
  readonly text: string;
}

/** The fenced blocks of a file of the repository, in order. */
export function fencedBlocks(file: string): readonly FencedBlock[] {
  const lines = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split('\n');
  const blocks: FencedBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent, language, label] = /^( *)```(\S*) *(.*)$/.exec(lines[at] ?? '') ?? [];
    if (indent === undefined) continue;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    if (end === -1) throw new Error(`${file}:${at + 1}: this block does not end`);
    const text = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    blocks.push({
      place: `${file}:${at + 1}`,
      language: language ?? '',
      label: label ?? '',
      text: `${text.join('\n')}\n`,
    });
    at = end;
  }
  return blocks;
}
