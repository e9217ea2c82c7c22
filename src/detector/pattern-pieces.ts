/** The bytes of Latin-1 that may stand at a place: 1 at the index of each. */
export type ByteSet = Uint8Array;

/** A character or class of a pattern outside of groups, with how often it stands. */
export interface Piece {
  readonly set: ByteSet;
  readonly min: number;
  readonly max: number;
}

/** An escaped character, a class, or a character that means itself, with its quantifier. */
const ITEM =
  /^(\\[^bBkpPuxc\d]|\[(?:\\.|[^\\\]])+\]|[^\\[\](){}*+?.|^$])(?:\{(\d+)(?:(,)(\d*))?\}|([*+?]))?\??/;
/** Assertions: an empty item. */
const NO_ROOM = /^(?:\^|\$|\\[bB])/;
const LOOK_AROUND = /^\(\?<?[=!]/;
/** A group with what is in it. */
const GROUP = /^\((?:\?:|\?<\w+>|(?!\?))(.*)\)$/s;
const GROUP_QUANTIFIER = /^(?:\{\d+(?:,\d*)?\}|[*+?])\??/;

/**
 * The parts of a pattern that all its matches hold, in order: pieces, and null for whatever is not a plain character
 * or class (a repeated group, alternatives, a dot). What takes no room, such as `(?=…)`, is left out. null for a pattern
 * with alternatives outside of groups.
 */
export function patternPieces(pattern: string): readonly (Piece | null)[] | null {
  const ignoreCase = pattern.startsWith('(?i)');
  return piecesOf(ignoreCase ? pattern.slice(4) : pattern, ignoreCase);
}

function piecesOf(pattern: string, ignoreCase: boolean): (Piece | null)[] | null {
  const pieces: (Piece | null)[] = [];
  let rest = pattern;
  while (rest !== '') {
    if (rest.startsWith('|')) return null;
    const item = ITEM.exec(rest) ?? NO_ROOM.exec(rest);
    if (item?.[1] !== undefined) pieces.push(pieceOf(item, ignoreCase));
    if (item !== null) {
      rest = rest.slice(item[0].length);
      continue;
    }
    const length = rest.startsWith('(') ? groupLength(rest) : rest.startsWith('\\') ? 2 : 1;
    const group = rest.slice(0, length);
    rest = rest.slice(length);
    const quantifier = GROUP_QUANTIFIER.exec(rest);
    if (quantifier !== null) rest = rest.slice(quantifier[0].length);
    if (LOOK_AROUND.test(group)) continue;
    const inner = quantifier === null ? GROUP.exec(group)?.[1] : undefined;
    pieces.push(...((inner === undefined ? null : piecesOf(inner, ignoreCase)) ?? [null]));
  }
  return pieces;
}

function pieceOf(item: RegExpExecArray, ignoreCase: boolean): Piece {
  const [, source = '', least, comma, most, sign] = item;
  const set = bytesOf(source, ignoreCase);
  if (sign !== undefined) return { set, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
  const min = Number(least ?? 1);
  const max = comma === undefined ? min : most === undefined || most === '' ? Infinity : Number(most);
  return { set, min, max };
}

/** The alternatives of a pattern outside of groups; the pattern alone where there are none. */
export function alternatives(pattern: string): string[] {
  const ignoreCase = pattern.startsWith('(?i)');
  const found: string[] = [];
  let start = ignoreCase ? 4 : 0;
  let at = start;
  while (at < pattern.length) {
    const char = pattern[at];
    if (char === '|') {
      found.push(pattern.slice(start, at));
      start = at + 1;
    }
    if (char === '\\') at += 2;
    else if (char === '(') at += groupLength(pattern.slice(at));
    else if (char === '[') at += /^\[(?:\\.|[^\\\]])*\]/s.exec(pattern.slice(at))?.[0].length ?? 1;
    else at++;
  }
  found.push(pattern.slice(start));
  return ignoreCase ? found.map((one) => `(?i)${one}`) : found;
}

/** Characters from the bracket at the start to the one that closes it. */
function groupLength(pattern: string): number {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return pattern.length;
}

/** A few dozen classes stand in thousands of places. */
const byteSets = new Map<string, ByteSet>();

function bytesOf(source: string, ignoreCase: boolean): ByteSet {
  const key = `${String(ignoreCase)} ${source}`;
  const known = byteSets.get(key);
  if (known !== undefined) return known;
  const pattern = new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
  const set = Uint8Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))));
  byteSets.set(key, set);
  return set;
}
