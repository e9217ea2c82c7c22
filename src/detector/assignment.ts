import { BACKSLASH, COMMA } from './bytes.js';
import { valueStartAfter } from './assignment-operator.js';
import { readValue } from './assignment-value.js';

/** A name with the value that it is given, in whatever syntax. Positions are byte offsets in the text. */
export interface Assignment {
  /** As it stands there: `ddApiKey`, `DD-API-KEY`. */
  readonly name: string;
  /** The same in snake case: `dd_api_key`. */
  readonly snake: string;
  readonly nameStart: number;
  readonly value: string;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The value stands in quotes (so it is a literal, not an expression). */
  readonly quoted: boolean;
}

/** Longer names are no names of secrets; the bound also keeps each attempt cheap. */
const MAX_NAME_BYTES = 80;

/** `A-Z a-z 0-9 _ - .` and what else a name is made of. */
export function isNameByte(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e
  );
}

/**
 * The assignment whose name stands around `position`; null when what stands there is given no value.
 * @param text bytes as Latin-1
 * @param from start of the file in `text`
 * @param to end of the file in `text`
 */
export function assignmentAround(
  text: string,
  position: number,
  from: number,
  to: number,
): Assignment | null {
  let nameStart = position;
  const lowest = Math.max(from, position - MAX_NAME_BYTES);
  while (nameStart > lowest && isNameByte(text.charCodeAt(nameStart - 1))) nameStart--;
  let nameEnd = position;
  const highest = Math.min(to, position + MAX_NAME_BYTES);
  while (nameEnd < highest && isNameByte(text.charCodeAt(nameEnd))) nameEnd++;
  // `\nPASSWORD=`: the letter of an escape belongs to the line break, not to the name.
  if (
    text.charCodeAt(nameStart - 1) === BACKSLASH &&
    nameStart > from &&
    /[nrt]/.test(text.charAt(nameStart))
  )
    nameStart++;
  const isFlag =
    text.startsWith('--', nameStart) || (text.startsWith('-', nameStart) && nameEnd - nameStart > 2);
  while (nameStart < nameEnd && (text.charCodeAt(nameStart) === 0x2d || text.charCodeAt(nameStart) === 0x2e))
    nameStart++;
  if (nameEnd - nameStart < 2) return null;
  const valueAt = valueStartAfter(text, nameStart, nameEnd, from, to, isFlag);
  if (valueAt < 0) return null;
  const isField = text.charCodeAt(nameEnd) === COMMA && valueAt === nameEnd + 1;
  const value = readValue(text, valueAt, to, isField);
  if (value === null) return null;
  const name = text.slice(nameStart, nameEnd);
  return {
    name,
    snake: snakeCase(name),
    nameStart,
    value: text.slice(value.start, value.end),
    valueStart: value.start,
    valueEnd: value.end,
    quoted: value.quoted,
  };
}

/** `ddApiKey`, `DD-API-KEY` and `dd.api.key` are all `dd_api_key`. */
export function snakeCase(name: string): string {
  if (/^[a-z0-9_]+$/.test(name)) return name;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[-.\s]+/g, '_')
    .toLowerCase();
}
