import type { FileSlice } from '../model/block.js';
import type { Directive } from '../model/match.js';
import { latin1, readable } from './text.js';

/** A comment further away on a minified line is about something else; and what is looked at must have an end. */
const DIRECTIVE_BYTES = 1000;
/** A rule's ID and a sentence. */
const MAX_TEXT_BYTES = 200;

const TOOLS = { drydock: 'drydock', gitleaks: 'gitleaks', trufflehog: 'trufflehog' } as const;
/** The other scanners' own words, which allow without a rule or a reason. */
const DIRECTIVES = /\b(drydock):allow(?=\s|$)|\b(gitleaks):allow\b|\b(trufflehog):ignore\b/g;
/**
 * A comment above counts when nothing else stands on its line: behind a statement it is about that statement. The marks
 * of comments have no letters, in hardly any language; the line that opens a block of YAML belongs to the block.
 */
const COMMENT_START = /^(?:[^A-Za-z0-9_$]*(?:(?:rem|dnl)\s+)?[^A-Za-z0-9_$]*|.*[:-]\s+[|>][-+]?\d?\s+#\s*)$/i;

/** The comments beside a match that stands at `bytes[start, end)`, within its slice of the block. */
export function directivesBeside(
  bytes: Uint8Array,
  slice: FileSlice,
  start: number,
  end: number,
): Directive[] {
  const from = Math.max(slice.start, start - DIRECTIVE_BYTES);
  const window = latin1(bytes, from, Math.min(slice.end, end + DIRECTIVE_BYTES));
  const isFromStart = from === slice.start ? slice.offset === 0 : bytes[from - 1] === 10;
  return findDirectives(window, start - from, end - from, isFromStart);
}

/**
 * The comments beside a place in a text that let a secret be there: on its lines, and `drydock:allow` also on the line
 * above.
 * @param text Latin-1, a character a byte
 * @param start of the secret in the text
 * @param end of it
 * @param isFromStart whether the text begins where a line does
 */
export function findDirectives(text: string, start: number, end: number, isFromStart: boolean): Directive[] {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', Math.max(start, end - 1));
  const lines = text.slice(lineStart, feed < 0 ? text.length : feed);
  const found = directivesIn(lines).map(({ at, directive }) => ({
    ...directive,
    lineOffset: lines.slice(0, at).split('\n').length - 1,
  }));
  if (lineStart === 0) return found;
  const aboveStart = lineStart < 2 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1;
  if (aboveStart === 0 && !isFromStart) return found;
  const above = text.slice(aboveStart, lineStart - 1);
  for (const { at, directive } of directivesIn(above)) {
    if (directive.tool === 'drydock' && COMMENT_START.test(above.slice(0, at)))
      found.push({ ...directive, lineOffset: -1 });
  }
  return found;
}

function directivesIn(lines: string): { at: number; directive: Omit<Directive, 'lineOffset'> }[] {
  // Nearly every line has none.
  if (!lines.includes(':allow') && !lines.includes(':ignore')) return [];
  return [...lines.matchAll(DIRECTIVES)].map((match) => {
    const tool = TOOLS[(match[1] ?? match[2] ?? match[3]) as keyof typeof TOOLS];
    const from = match.index + match[0].length;
    const rest = /^[^\r\n]*/.exec(lines.slice(from, from + MAX_TEXT_BYTES))?.[0] ?? '';
    return { at: match.index, directive: { tool, text: readable(rest) } };
  });
}
