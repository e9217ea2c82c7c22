import type { Rule } from '../model/rule.js';
import { AMPERSAND, BACKSLASH, PERCENT } from './bytes.js';
import { alternatives, type ByteSet, patternPieces, type Piece } from './pattern-pieces.js';

/**
 * A cheap test on bytes, made from what every match of a rule is sure to hold: hundreds of thousands of keywords stand
 * in harmless files, and nearly none has a token beside it. What does not pass can be no match; what passes may be one.
 * @param position of the keyword's first byte
 * @param start of the file in the bytes; @param end of the file
 */
export type Gate = (bytes: Uint8Array, position: number, start: number, end: number) => boolean;

/** A value stands at most so far behind its keyword: in the next lines of a section, after a long name. */
const VALUE_BYTES = 400;
/** A shorter run stands beside most keywords. */
const MIN_RUN_BYTES = 12;
/** More places of a token need not be looked at to tell it from a word. */
const MAX_PLACES = 24;

/** The gates of the rules of a keyword, each made when it is first asked: most keywords stand nowhere. */
export class Gates {
  readonly #rules: readonly Rule[];
  readonly #keyword: string;
  readonly #made: (Gate | null)[] = [];

  constructor(rules: readonly Rule[], keyword: string) {
    this.#rules = rules;
    this.#keyword = keyword;
  }

  /** Whether the rule of that index may match there. */
  passes(index: number, bytes: Uint8Array, position: number, start: number, end: number): boolean {
    let gate = this.#made[index];
    if (gate === undefined) {
      const rule = this.#rules[index];
      gate = rule === undefined ? null : makeGate(rule, this.#keyword);
      this.#made[index] = gate;
    }
    return gate === null || gate(bytes, position, start, end);
  }
}

/** The gate of a rule at a keyword of it; null where nothing is sure. */
export function makeGate(rule: Rule, keyword: string): Gate | null {
  if (rule.assignment !== undefined) return anyGate(alternatives(rule.assignment.value).map(runGate));
  if (rule.pattern === undefined) return null;
  const pieces = patternPieces(rule.pattern);
  if (pieces === null) return null;
  const isAtStart = (rule.before ?? 0) === 0;
  const at = keywordPlace(pieces, keyword, isFolded(rule), isAtStart);
  // Where the match may begin before the keyword, or far from it, nothing is sure of what follows the keyword.
  if (at === null) return isAtStart ? signGate(rule.pattern, pieces, keyword, rule.after ?? 512) : null;
  return tokenGate(at.before, at.after, keyword.length);
}

/** Whether one of the gates lets it pass; null when one of them is null. */
function anyGate(gates: readonly (Gate | null)[]): Gate | null {
  const [first] = gates;
  if (gates.length === 1) return first ?? null;
  const sure = gates.filter((gate) => gate !== null);
  if (sure.length < gates.length) return null;
  return (bytes, position, start, end) => sure.some((gate) => gate(bytes, position, start, end));
}

/** What the rule's pattern, beginning with the keyword, has right after it, as far as that is sure. */
export function placesAfter(rule: Rule, keyword: string): readonly ByteSet[] {
  if (rule.pattern === undefined || (rule.before ?? 0) > 0) return [];
  const places = placesFrom(patternPieces(rule.pattern) ?? [], 0, keyword.length + MAX_PLACES);
  return holdsKeyword(places, keyword, isFolded(rule)) ? places.slice(keyword.length) : [];
}

function isFolded({ ignoreCase, pattern }: Rule): boolean {
  return ignoreCase === true || pattern?.startsWith('(?i)') === true;
}

/** Whether a run of the value's own bytes, as long as the value's longest part at least, stands behind the keyword. */
function runGate(value: string): Gate | null {
  const runs = (patternPieces(value) ?? []).filter((piece) => piece !== null && piece.min >= MIN_RUN_BYTES);
  const longest = runs.reduce<Piece | null>(
    (a, b) => (b === null || (a !== null && a.min >= b.min) ? a : b),
    null,
  );
  if (longest === null) return null;
  const { set, min } = longest;
  return (bytes, position, _start, end) => {
    const limit = Math.min(end, position + VALUE_BYTES + min);
    // From its end: a byte that is not in the set rules out all runs over it.
    for (let at = position; at + min <= limit;) {
      let last = at + min - 1;
      while (last >= at && set[bytes[last] as number] === 1) last--;
      if (last < at) return true;
      at = last + 1;
    }
    return false;
  };
}

interface KeywordPlace {
  /** What stands before the keyword, nearest first; and after it. As far as it is sure. */
  readonly before: readonly ByteSet[];
  readonly after: readonly ByteSet[];
}

/** Where in the pattern the keyword stands: as its own characters, or at its beginning as members of classes. */
function keywordPlace(
  pieces: readonly (Piece | null)[],
  keyword: string,
  fold: boolean,
  isAtStart: boolean,
): KeywordPlace | null {
  for (let first = 0; first < pieces.length; first++) {
    const places = placesFrom(pieces, first, keyword.length + MAX_PLACES);
    if (!holdsKeyword(places, keyword, fold)) continue;
    // A class that the keyword's characters may stand in elsewhere as well says nothing of where it is.
    const isExact =
      (isAtStart && first === 0) || places.slice(0, keyword.length).every((set) => count(set) <= 2);
    if (isExact) return { before: placesBefore(pieces, first), after: places.slice(keyword.length) };
  }
  return null;
}

function holdsKeyword(places: readonly ByteSet[], keyword: string, fold: boolean): boolean {
  return (
    places.length >= keyword.length &&
    Buffer.from(keyword, 'latin1').every((byte, index) => {
      const set = places[index] as ByteSet;
      return set[byte] === 1 || (fold && set[upper(byte)] === 1);
    })
  );
}

/** The sets of the places from a piece on, up to and with the first piece of varying length. */
function placesFrom(pieces: readonly (Piece | null)[], first: number, most: number): ByteSet[] {
  const places: ByteSet[] = [];
  for (let index = first; index < pieces.length && places.length < most; index++) {
    const piece = pieces[index];
    if (piece === null || piece === undefined) break;
    for (let times = 0; times < piece.min && places.length < most; times++) places.push(piece.set);
    if (piece.max !== piece.min) break;
  }
  return places;
}

function placesBefore(pieces: readonly (Piece | null)[], first: number): ByteSet[] {
  const places: ByteSet[] = [];
  for (let index = first - 1; index >= 0 && places.length < MAX_PLACES; index--) {
    const piece = pieces[index];
    if (piece === null || piece === undefined) break;
    for (let times = 0; times < piece.min && places.length < MAX_PLACES; times++) places.push(piece.set);
    if (piece.max !== piece.min) break;
  }
  return places;
}

/** Whether the bytes around the keyword are those of a token, or may be when escapes are undone. */
function tokenGate(before: readonly ByteSet[], after: readonly ByteSet[], keywordBytes: number): Gate | null {
  if (before.length === 0 && after.length === 0) return null;
  return (bytes, position, start, end) => {
    for (let index = 0; index < before.length; index++) {
      const at = position - 1 - index;
      if (at < start) return false;
      const byte = bytes[at] as number;
      if ((before[index] as ByteSet)[byte] !== 1) return mayBeEscape(bytes, at, start);
    }
    for (let index = 0; index < after.length; index++) {
      const at = position + keywordBytes + index;
      if (at >= end) return false;
      const byte = bytes[at] as number;
      if ((after[index] as ByteSet)[byte] !== 1) return isEscape(byte);
    }
    return true;
  };
}

/** Longest first: `\u003d`. */
const ESCAPE_BYTES = 6;

/** Whether the byte is part of an escape: `%2B`, `\/`, `&amp;`. */
function mayBeEscape(bytes: Uint8Array, at: number, start: number): boolean {
  for (let from = Math.max(start, at - ESCAPE_BYTES); from <= at; from++) {
    if (isEscape(bytes[from] as number)) return true;
  }
  return false;
}

function isEscape(byte: number): boolean {
  return byte === BACKSLASH || byte === PERCENT || byte === AMPERSAND;
}

/** A sign that the pattern asks for after the keyword, before white space ends the word: the `@` of a URL. */
function signGate(
  pattern: string,
  pieces: readonly (Piece | null)[],
  keyword: string,
  afterBytes: number,
): Gate | null {
  if (!isOneWord(pattern)) return null;
  const signs = pieces.flatMap((piece) => {
    const byte = piece !== null && piece.min > 0 && count(piece.set) === 1 ? piece.set.indexOf(1) : 0;
    return byte !== 0 && !/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? [byte] : [];
  });
  const sign = signs.find((byte) => !keyword.includes(String.fromCharCode(byte)));
  if (sign === undefined) return null;
  return (bytes, position, _start, end) => {
    const limit = Math.min(end, position + afterBytes);
    for (let at = position + keyword.length; at < limit; at++) {
      const byte = bytes[at] as number;
      if (byte === sign || isEscape(byte)) return true;
      if (byte <= 0x20) return false;
    }
    return false;
  };
}

/** Whether no match of the pattern holds white space. */
export function isOneWord(pattern: string): boolean {
  const withoutNegated = pattern.replace(/\[\^(?:\\.|[^\\\]])*\]/g, (negated) =>
    negated.includes('\\s') ? '' : ' ',
  );
  return !/ |\\[stnrWD]|(?<!\\)\.(?![^[]*\])/.test(withoutNegated);
}

function count(set: ByteSet): number {
  return set.reduce((sum, flag) => sum + flag, 0);
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte & ~0x20 : byte;
}
