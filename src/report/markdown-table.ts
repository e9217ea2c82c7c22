import type { Section } from './byte-budget.js';
import { countOf } from './sizes.js';

/** A row of cells that hold neither a line feed nor a bare `|`. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** The first two rows. @param alignments `---`, or `--:` for numbers; one for each heading */
export function tableHead(headings: readonly string[], alignments: readonly string[]): string {
  return tableRow(headings) + tableRow(alignments);
}

/** What is around a table that stands on its own, or is folded under a summary of HTML. */
export function tableFrame(
  head: string,
  summary: string | null,
  isOpen = false,
): Pick<Section, 'open' | 'close'> {
  if (summary === null) return { open: head, close: '\n' };
  const element = isOpen ? '<details open>' : '<details>';
  return { open: `${element}\n<summary>${summary}</summary>\n\n${head}`, close: '\n</details>\n\n' };
}

/** What stands in a section in place of what had no room. */
export function tellCut(count: number, [singular, plural]: Section['nouns']): string {
  return `\n*… and ${countOf(count, `more ${singular}`, `more ${plural}`)} that had no room here.*\n`;
}
