import { ClassReader } from './parse-re2-class.js';
import { foldRanges, LETTER_CLASSES } from './code-ranges.js';
import { PatternReader, Re2SyntaxError } from './pattern-reader.js';
import { type CodeRanges, LAST_CODE, type PatternNode, type Place } from './re2-syntax.js';

/** RE2's own limit of a counted repetition. */
const MAX_REPEAT = 1000;
const TOO_OFTEN = 'a repetition is out of order, or more than 1,000 times';
/** Deeper nesting is hostile; Go's limit is 1,000. */
const MAX_DEPTH = 200;

interface Flags {
  /** i: case is ignored. */
  readonly fold: boolean;
  /** m: `^` and `$` stand at lines, too. */
  readonly lines: boolean;
  /** s: `.` is the line feed, too. */
  readonly dotAll: boolean;
  /** U: `*` and `*?` swap their meaning. */
  readonly swap: boolean;
}

const FLAG_LETTERS: Readonly<Record<string, keyof Flags>> = { i: 'fold', m: 'lines', s: 'dotAll', U: 'swap' };
const PLACES: ReadonlyMap<string, Place> = new Map([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'word'],
  ['B', 'no-word'],
]);
const LINE_FEED = 0x0a;
const ANY: CodeRanges = [[0, LAST_CODE]];
const ANY_BUT_LINE_FEED: CodeRanges = [
  [0, LINE_FEED - 1],
  [LINE_FEED + 1, LAST_CODE],
];

/**
 * Parses a regular expression as Go's `regexp` package reads it (RE2's syntax with Perl's classes).
 * @throws Re2SyntaxError in words that do not quote the pattern, for what RE2 has not, such as `(?=…)` and `\1`
 */
export function parseRe2(source: string): PatternNode {
  return new Parser(source).parse();
}

class Parser {
  readonly #reader: PatternReader;
  #flags: Flags = { fold: false, lines: false, dotAll: false, swap: false };
  #groups = 0;
  #depth = 0;

  constructor(source: string) {
    this.#reader = new PatternReader(source);
  }

  parse(): PatternNode {
    const node = this.#choice();
    if (!this.#reader.atEnd) throw new Re2SyntaxError('a ")" has no counterpart');
    return node;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#reader.take('|')) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.#reader.atEnd && !this.#reader.startsWith('|') && !this.#reader.startsWith(')')) {
      const items = this.#item();
      const last = items.pop();
      parts.push(...items);
      if (last !== undefined) parts.push(this.#repeated(last));
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts };
  }

  /** What a repetition after it is about comes last; nothing for flags. */
  #item(): PatternNode[] {
    const reader = this.#reader;
    if (reader.take('\\Q')) return Array.from(reader.until('\\E')).map((char) => this.#literal(char));
    if (reader.take('(')) return this.#group();
    if (reader.take('[')) return [this.#set(new ClassReader(reader, this.#flags.fold).read())];
    if (reader.take('.')) return [this.#set(this.#flags.dotAll ? ANY : ANY_BUT_LINE_FEED)];
    if (reader.take('^')) return [{ kind: 'place', place: this.#flags.lines ? 'line-start' : 'text-start' }];
    if (reader.take('$')) return [{ kind: 'place', place: this.#flags.lines ? 'line-end' : 'text-end' }];
    if (reader.startsWith('\\')) return [this.#escape()];
    if (/^[*+?]/.test(reader.peek(1))) throw new Re2SyntaxError('a repetition has nothing to repeat');
    return [this.#literal(reader.next())];
  }

  #escape(): PatternNode {
    const reader = this.#reader;
    const letter = reader.peek(2).slice(1);
    const place = PLACES.get(letter);
    const ranges = LETTER_CLASSES.get(letter);
    if (place !== undefined || ranges !== undefined) reader.skip(2);
    if (place !== undefined) return { kind: 'place', place };
    if (ranges !== undefined) return this.#set(ranges);
    const property = reader.unicodeClass();
    if (property !== null) return this.#set(this.#flags.fold ? foldRanges(property) : property);
    return this.#character(reader.escapedCode());
  }

  #group(): PatternNode[] {
    const reader = this.#reader;
    if (++this.#depth > MAX_DEPTH) throw new Re2SyntaxError('its groups are nested too deep');
    const outer = this.#flags;
    let index: number | null = null;
    let name: string | null = null;
    if (reader.take('?')) {
      const named = reader.match(/^P?<([^>]*)>/);
      if (named !== null) {
        name = named[1] ?? '';
        if (!/^\w+$/.test(name)) throw new Re2SyntaxError('a group in it has no proper name');
        index = ++this.#groups;
      } else if (!this.#setFlags()) {
        this.#depth--;
        return [];
      }
    } else index = ++this.#groups;
    const body = this.#choice();
    if (!reader.take(')')) throw new Re2SyntaxError('a "(" has no counterpart');
    this.#flags = outer;
    this.#depth--;
    return [index === null ? body : { kind: 'group', body, index, name }];
  }

  /** `i-s:` or `i-s)`, after `(?`. @returns whether a group begins */
  #setFlags(): boolean {
    const text = this.#reader.match(/^([imsU]*)(?:-([imsU]+))?([:)])/);
    if (text === null) {
      throw new Re2SyntaxError(
        /^<?[=!]/.test(this.#reader.peek(2))
          ? 'it looks ahead or behind, which RE2 cannot'
          : 'a group begins with what RE2 does not know',
      );
    }
    const [, on = '', off = '', end] = text;
    const changed = { ...this.#flags };
    for (const letter of on) set(changed, letter, true);
    for (const letter of off) set(changed, letter, false);
    this.#flags = changed;
    return end === ':';
  }

  #repeated(body: PatternNode): PatternNode {
    const reader = this.#reader;
    const count = this.#count();
    if (count === null) return body;
    const isLazy = reader.take('?');
    if (this.#count() !== null) throw new Re2SyntaxError('a repetition is repeated without a group');
    const [min, max] = count;
    const node: PatternNode = { kind: 'repeat', body, min, max, isGreedy: isLazy === this.#flags.swap };
    if (!isWithin(node, MAX_REPEAT)) throw new Re2SyntaxError(TOO_OFTEN);
    return node;
  }

  /** A repetition's bounds; null where there is none. `{,5}` and `{x}` are characters, as in RE2. */
  #count(): [number, number] | null {
    const reader = this.#reader;
    if (reader.take('*')) return [0, Infinity];
    if (reader.take('+')) return [1, Infinity];
    if (reader.take('?')) return [0, 1];
    const counted = reader.match(/^\{(\d+)(,(\d*))?\}/);
    if (counted === null) return null;
    const min = Number(counted[1]);
    const max = counted[2] === undefined ? min : counted[3] === '' ? Infinity : Number(counted[3]);
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT) || max < min)
      throw new Re2SyntaxError(TOO_OFTEN);
    return [min, max];
  }

  #literal(char: string): PatternNode {
    return this.#character(char.codePointAt(0) ?? 0);
  }

  #character(code: number): PatternNode {
    const ranges: CodeRanges = [[code, code]];
    return this.#set(this.#flags.fold ? foldRanges(ranges) : ranges);
  }

  #set(ranges: CodeRanges): PatternNode {
    return { kind: 'set', ranges };
  }
}

function set(flags: { -readonly [Key in keyof Flags]: boolean }, letter: string, value: boolean): void {
  const flag = FLAG_LETTERS[letter];
  if (flag !== undefined) flags[flag] = value;
}

/** Whether counted repetitions in each other come to no more than so many, which Go asks for as well. */
function isWithin(node: PatternNode, most: number): boolean {
  switch (node.kind) {
    case 'set':
    case 'place':
      return true;
    case 'sequence':
      return node.parts.every((part) => isWithin(part, most));
    case 'choice':
      return node.options.every((option) => isWithin(option, most));
    case 'group':
      return isWithin(node.body, most);
    case 'repeat': {
      // `*`, `+` and `?` are not counted.
      const count = node.max === Infinity ? node.min : node.max;
      if (count < 2) return isWithin(node.body, most);
      return count <= most && isWithin(node.body, Math.floor(most / count));
    }
  }
}
