import { type SetStyle, writeSet } from './write-set.js';
import { foldRanges } from './code-ranges.js';
import { ASCII_END, type PatternNode, type Place, type RepeatNode } from './re2-syntax.js';

export interface PatternStyle {
  /**
   * What the pattern is tried on: `bytes` as Latin-1, as the patterns of rules are, or `text`, as those of values and
   * paths are.
   */
  readonly on: 'bytes' | 'text';
  /** The group (counted from 1, or by its name) that becomes the group `secret`; null when there is none. */
  readonly secret: number | string | null;
  /** It is to stand in a larger pattern: no `(?i)` at its beginning. */
  readonly isPart?: boolean;
}

export interface WrittenPattern {
  /** For JavaScript, on bytes with or without the flag `m`, on texts without; `(?i)` at its beginning ignores case. */
  readonly source: string;
  /** It takes any character beyond ASCII in place of those of a large class, such as `\pL`. */
  readonly isWider: boolean;
}

/**
 * Whole texts and lines, whatever the flag `m` says, which patterns of rules have; JavaScript's own `^` and `$` of lines
 * know carriage returns as well.
 */
const PLACES: Readonly<Record<Place, string>> = {
  'text-start': '(?<![\\s\\S])',
  'text-end': '(?![\\s\\S])',
  'line-start': '(?<![^\\n])',
  'line-end': '(?![^\\n])',
  word: '\\b',
  'no-word': '\\B',
};

/** Without the flag `m`. */
const TEXT_PLACES: Readonly<Partial<Record<Place, string>>> = { 'text-start': '^', 'text-end': '$' };

/** Writes a parsed pattern as JavaScript's, which fits the same texts. */
export function writePattern(
  node: PatternNode,
  { on, secret, isPart = false }: PatternStyle,
): WrittenPattern {
  const ignoreCase = !isPart && ignoresCase(node);
  const writer = new Writer({ on, ignoreCase }, secret);
  const source = writer.write(node);
  return { source: ignoreCase ? `(?i)${source}` : source, isWider: writer.isWider };
}

class Writer {
  readonly #style: SetStyle;
  readonly #secret: number | string | null;
  isWider = false;

  constructor(style: SetStyle, secret: number | string | null) {
    this.#style = style;
    this.#secret = secret;
  }

  write(node: PatternNode): string {
    switch (node.kind) {
      case 'set': {
        const { source, isWider } = writeSet(node.ranges, this.#style);
        this.isWider ||= isWider;
        return source;
      }
      case 'place':
        return (this.#style.on === 'text' ? TEXT_PLACES[node.place] : undefined) ?? PLACES[node.place];
      case 'sequence':
        return node.parts
          .map((part) => (part.kind === 'choice' ? this.#enclose(part) : this.write(part)))
          .join('');
      case 'choice':
        return node.options.map((option) => this.write(option)).join('|');
      case 'repeat':
        return this.#repeat(node);
      case 'group': {
        const isSecret = this.#secret !== null && (node.index === this.#secret || node.name === this.#secret);
        return isSecret ? `(?<secret>${this.write(node.body)})` : this.#enclose(node.body);
      }
    }
  }

  #enclose(node: PatternNode): string {
    if (node.kind === 'group') return this.write(node);
    return `(?:${this.write(node)})`;
  }

  #repeat({ body, min, max, isGreedy }: RepeatNode): string {
    const inner = this.write(body);
    const isAtom = body.kind === 'set' ? isOneItem(inner) : body.kind === 'group';
    return `${isAtom ? inner : `(?:${inner})`}${quantifier(min, max)}${isGreedy ? '' : '?'}`;
  }
}

/** What `writeSet` gives is a character, an escape, a class or a group; only several bytes of one character are not. */
function isOneItem(source: string): boolean {
  return /^(?:\\x..|\\u....|\\.|[^\\]|\[(?:\\.|[^\\\]])*\]|\(\?:.*\))$/s.test(source);
}

function quantifier(min: number, max: number): string {
  if (min === 0 && max === Infinity) return '*';
  if (min === 1 && max === Infinity) return '+';
  if (min === 0 && max === 1) return '?';
  if (max === Infinity) return `{${String(min)},}`;
  return min === max ? `{${String(min)}}` : `{${String(min)},${String(max)}}`;
}

/**
 * Whether the pattern means the same with case ignored: each of its sets has both cases of its letters. Only where a
 * letter stands by itself does it read better so.
 */
function ignoresCase(node: PatternNode): boolean {
  const sets = setsOf(node);
  const isPair = sets.some(
    (ranges) => ranges.length === 2 && ranges.every(([first, last]) => first === last && first < ASCII_END),
  );
  return (
    isPair &&
    sets.every((ranges) => {
      const beyond = ranges.filter(([, last]) => last >= ASCII_END);
      // Bytes of letters beyond ASCII are letters of Latin-1, with cases of their own.
      const isAllOrNothing =
        beyond.length === 0 || (beyond.length === 1 && (beyond[0]?.[0] ?? 0) <= ASCII_END);
      return isAllOrNothing && JSON.stringify(foldRanges(ranges)) === JSON.stringify(ranges);
    })
  );
}

function setsOf(node: PatternNode): (PatternNode & { kind: 'set' })['ranges'][] {
  switch (node.kind) {
    case 'set':
      return [node.ranges];
    case 'place':
      return [];
    case 'sequence':
      return node.parts.flatMap(setsOf);
    case 'choice':
      return node.options.flatMap(setsOf);
    case 'repeat':
    case 'group':
      return setsOf(node.body);
  }
}
