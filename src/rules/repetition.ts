/** How a pattern repeats: what decides whether it can backtrack for long. */
export interface Repetition {
  /** Repetitions of many in a row, on the way through the pattern that has most of them. */
  readonly runs: number;
  /** One of them ends somewhere, and not at once: an analysis takes it for harmless, whatever its length. */
  readonly isBounded: boolean;
  /** Something that varies stands within a repetition, or many such things in a row. */
  readonly isNested: boolean;
}

/** Repetitions of fewer are no runs: two of them in a row come to a few thousand steps. */
const RUN_LENGTH = 100;
/** So few times, what varies within is nothing either. */
const FEW = 3;
/** Each option more may double the ways through (`a?a?a?…`). */
const MANY_OPTIONS = 12;

interface Part extends Repetition {
  /** It can be of several lengths, or several texts. */
  readonly varies: boolean;
}

const NOTHING: Part = { runs: 0, isBounded: false, isNested: false, varies: false };
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;
const GROUP_START = /\((?:\?(?:<?[=!]|:|<\w+>|[a-z-]*:))?/y;
const ATOM = /\\[\s\S]|\[(?:\\[\s\S]|[^\\\]])*\]|[^()|]/y;

/** Reads a pattern in JavaScript's syntax. It need not be one: of what cannot be read, nothing is said. */
export function repetitionOf(source: string): Repetition {
  let at = 0;
  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(source);
    if (found !== null) at = token.lastIndex;
    return found;
  };
  const choice = (): Part => {
    const options = [sequence()];
    while (source[at] === '|') {
      at++;
      options.push(sequence());
    }
    const [first = NOTHING] = options;
    return options.length === 1 ? first : { ...either(options), varies: true };
  };
  const sequence = (): Part => {
    const parts: Part[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      let part = NOTHING;
      if (take(GROUP_START) !== null) {
        part = choice();
        at++;
      } else if (take(ATOM) === null) at++;
      const quantifier = take(QUANTIFIER);
      parts.push(quantifier === null ? part : repeated(part, limitsOf(quantifier)));
    }
    const all = either(parts);
    return {
      ...all,
      runs: parts.reduce((sum, { runs }) => sum + runs, 0),
      isNested: all.isNested || parts.filter(({ varies }) => varies).length > MANY_OPTIONS,
    };
  };
  return choice();
}

function either(parts: readonly Part[]): Part {
  return {
    runs: Math.max(0, ...parts.map(({ runs }) => runs)),
    isBounded: parts.some(({ isBounded }) => isBounded),
    isNested: parts.some(({ isNested }) => isNested),
    varies: parts.some(({ varies }) => varies),
  };
}

function limitsOf([, sign, least = '', comma, most = '']: RegExpExecArray): [min: number, max: number] {
  if (sign !== undefined) return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity];
  return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
}

function repeated(part: Part, [min, max]: readonly [min: number, max: number]): Part {
  const isRun = max > min && max >= RUN_LENGTH;
  return {
    runs: part.runs * Math.max(1, Math.min(max, 2)) + (isRun ? 1 : 0),
    isBounded: part.isBounded || (isRun && max < Infinity),
    isNested: part.isNested || (part.varies && max > FEW),
    varies: part.varies || max > min,
  };
}
