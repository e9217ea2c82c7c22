import { textWidth } from './visible-text.js';

/** A piece of a line that is not broken: its plain text, which is measured, and the style that it is printed in. */
export interface Chunk {
  readonly text: string;
  readonly style?: (text: string) => string;
}

export interface Layout {
  /** What stands before the first line, and as many spaces before the others. Printed as it is. */
  readonly lead: string;
  readonly columns: number;
  /** Between chunks of one line. */
  readonly gap: string;
}

/** Sets chunks one after the other on as few lines as they need. A chunk that is wider than a line gets its own. */
export function flowChunks(chunks: readonly Chunk[], layout: Layout): string[] {
  const indent = textWidth(layout.lead);
  const lines: { text: string; width: number }[] = [];
  for (const { text, style } of chunks) {
    const width = textWidth(text);
    const styled = style === undefined ? text : style(text);
    const last = lines.at(-1);
    if (last !== undefined && indent + last.width + textWidth(layout.gap) + width <= layout.columns) {
      last.text += layout.gap + styled;
      last.width += textWidth(layout.gap) + width;
    } else {
      lines.push({ text: styled, width });
    }
  }
  return lines.map((line, index) => (index === 0 ? layout.lead : ' '.repeat(indent)) + line.text);
}

/** Breaks prose between words. */
export function wrapWords(
  text: string,
  lead: string,
  columns: number,
  style?: (text: string) => string,
): string[] {
  const words = text.split(' ').filter((word) => word !== '');
  const chunks = words.map((word) => (style === undefined ? { text: word } : { text: word, style }));
  return flowChunks(chunks, { lead, columns, gap: ' ' });
}

/** Fills up with spaces on the right. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}
