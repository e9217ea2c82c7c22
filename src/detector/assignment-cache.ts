import { type Assignment, assignmentAround, isNameByte } from './assignment.js';
import { AMPERSAND, BACKSLASH, COLON, EQUALS, isBlank, PERCENT } from './bytes.js';
import type { Region } from './candidate.js';
import { SECTION_BYTES } from './compile.js';
import { unescapeText } from './unescape.js';

/** An assignment in the text that it was read in: where its escapes had to be undone, another one than the file's. */
export interface Reading {
  readonly assignment: Assignment;
  readonly region: Region;
  /** From the outermost to the innermost; empty where it stands plainly. */
  readonly encodings: readonly string[];
  /** Where in the file's text a place of that text is. */
  readonly locate: (place: number) => number;
}

/** Assignments looked at after a section's name. */
const MAX_SECTION_ASSIGNMENTS = 8;

/** Several rules look at the same assignment, and several keywords stand in one name: each is parsed once. */
export class AssignmentCache {
  #region: Region | null = null;
  #position = -1;
  #around: Reading | null = null;
  #afterPosition = -1;
  #after: readonly Reading[] = [];

  around(region: Region, position: number): Reading | null {
    if (this.#region !== region || this.#position !== position) {
      this.#reset(region);
      this.#position = position;
      const assignment = assignmentAround(region.text, position, region.start, region.end);
      this.#around = assignment === null ? readEscaped(region, position) : readPlain(region, assignment);
    }
    return this.#around;
  }

  /** Assignments that begin within the bytes after a section's name. */
  after(region: Region, position: number): readonly Reading[] {
    if (this.#region !== region || this.#afterPosition !== position) {
      this.#reset(region);
      this.#afterPosition = position;
      this.#after = assignmentsAfter(region, position).map((assignment) => readPlain(region, assignment));
    }
    return this.#after;
  }

  #reset(region: Region): void {
    if (this.#region === region) return;
    this.#region = region;
    this.#position = -1;
    this.#afterPosition = -1;
  }
}

function readPlain(region: Region, assignment: Assignment): Reading {
  return { assignment, region, encodings: [], locate: (place) => place };
}

/** What is assigned to a name, or closes it, is escaped: `name%3D`, `name\u0022:`, `name=\\\"`, `&quot;name&quot;:`. */
const ESCAPED = /\\(?:u00|x[2-7]|\\{1,6}["'])|%(?:25){0,2}[23][\dA-Fa-f]|&(?:quot|apos|#)/y;
const NAME_BYTES = 100;
/** Each name in a hostile file is followed by so much that is decoded. */
const VALUE_BYTES = 1024;
/** JSON in JSON in JSON; a query in a query. */
const MAX_LEVELS = 3;

function isEscaped({ text, end }: Region, position: number): boolean {
  let at = position;
  const limit = Math.min(end, position + NAME_BYTES);
  while (at < limit && isNameByte(text.charCodeAt(at))) at++;
  while (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === EQUALS || text.charCodeAt(at) === COLON)
    at++;
  const code = text.charCodeAt(at);
  if (code !== BACKSLASH && code !== PERCENT && code !== AMPERSAND) return false;
  ESCAPED.lastIndex = at;
  return ESCAPED.test(text);
}

function readEscaped(region: Region, position: number): Reading | null {
  if (!isEscaped(region, position)) return null;
  let head = region.text.slice(Math.max(region.start, position - NAME_BYTES), position);
  let tail = region.text.slice(position, Math.min(region.end, position + VALUE_BYTES));
  let locate = (place: number): number => position + place;
  const encodings: string[] = [];
  for (let level = 0; level < MAX_LEVELS; level++) {
    const unescaped = unescapeText(tail);
    if (unescaped === null) return null;
    const outer = locate;
    locate = (place) => outer(unescaped.locate(place));
    encodings.push(unescaped.encoding);
    head = unescapeText(head)?.text ?? head;
    tail = unescaped.text;
    const text = head + tail;
    const assignment = assignmentAround(text, head.length, 0, text.length);
    if (assignment === null || assignment.valueStart < head.length) continue;
    const inner = { text, start: 0, end: text.length, path: region.path };
    const nameBytes = head.length;
    return { assignment, region: inner, encodings, locate: (place) => locate(place - nameBytes) };
  }
  return null;
}

/** The end of a name that a secret can have, and what assigns to it. */
const SECRET_NAME =
  /(?:key|token|secret|pass|pwd|auth|cred|pat|sid|dsn|api|hook|licen[cs]e|bearer|code|pin|salt|seed|sign|user|id|url|hash|account|value)[\w.-]{0,24}[\\"'\])]{0,4}[ \t]*[=:,>( ]/gi;

function assignmentsAfter(region: Region, position: number): Assignment[] {
  const limit = Math.min(region.end, position + SECTION_BYTES);
  const found: Assignment[] = [];
  if (!holdsToken(region.text, position, limit)) return found;
  const window = region.text.slice(position, limit);
  for (const match of window.matchAll(SECRET_NAME)) {
    if (found.length >= MAX_SECTION_ASSIGNMENTS) break;
    const assignment = assignmentAround(
      region.text,
      position + match.index,
      Math.max(region.start, position),
      region.end,
    );
    if (assignment !== null && found.every((other) => other.valueStart !== assignment.valueStart))
      found.push(assignment);
  }
  return found;
}

/** No token that only its surroundings tell is shorter, and none of random characters is without a digit. */
const MIN_TOKEN_BYTES = 12;

/** Whether a run of token characters with a digit stands there: most names of services stand in prose, beside none. */
function holdsToken(text: string, from: number, to: number): boolean {
  let run = 0;
  let hasDigit = false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (
      isDigit ||
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      code === 0x2d ||
      code === 0x2b ||
      code === 0x5f
    ) {
      run++;
      hasDigit ||= isDigit;
      if (run >= MIN_TOKEN_BYTES && hasDigit) return true;
    } else {
      run = 0;
      hasDigit = false;
    }
  }
  // What begins here may go on behind the window.
  return run > 0 && hasDigit;
}
