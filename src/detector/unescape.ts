/** A text with its escapes undone, and where each of its characters came from. */
export interface Unescaped {
  readonly text: string;
  readonly encoding: 'percent' | 'escape' | 'quoted-printable';
  locate(offset: number): number;
}

const ESCAPE =
  /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([0-7]{3})|([nrtbf"'/\\]))|%([2-7][0-9A-Fa-f]|0[9AaDd])|&#(?:[xX]0{0,4}([0-9A-Fa-f]{1,2})|0{0,4}(\d{1,3}));|&(amp|quot|apos|lt|gt);/g;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

/** What one escape stands for; null for what no token has, or needs two bytes. */
function unescapeOne(match: RegExpExecArray): string | null {
  const [, u, x, octal, letter, percent, xmlHex, xmlDecimal, entity] = match;
  const hex = u ?? x ?? percent ?? xmlHex;
  let char: string;
  if (hex !== undefined) char = String.fromCharCode(parseInt(hex, 16));
  else if (octal !== undefined) char = String.fromCharCode(parseInt(octal, 8));
  else if (letter !== undefined) char = LETTERS[letter] ?? letter;
  else if (xmlDecimal !== undefined) char = String.fromCharCode(Number(xmlDecimal));
  else char = ENTITIES[entity ?? ''] ?? '';
  return char.length === 1 && char.charCodeAt(0) <= 0xff ? char : null;
}

/** Undoes backslash, percent and XML escapes in `text`; null when there are none. */
export function unescapeText(text: string): Unescaped | null {
  let percents = 0;
  let others = 0;
  const undone = replaceEach(text, ESCAPE, (match) => {
    const char = unescapeOne(match);
    if (char !== null) {
      if (match[0].startsWith('%')) percents++;
      else others++;
    }
    return char;
  });
  return undone === null ? null : { ...undone, encoding: percents > others ? 'percent' : 'escape' };
}

const QUOTED = /=(?:\r?\n|([0-9A-Fa-f]{2}))/g;

/** Undoes quoted-printable, as mail has it: `=3D`, and `=` at the end of a line that goes on; null when there is none. */
export function unquotePrintable(text: string): Unescaped | null {
  const undone = replaceEach(text, QUOTED, ([, hex]) =>
    hex === undefined ? '' : String.fromCharCode(parseInt(hex, 16)),
  );
  return undone === null ? null : { ...undone, encoding: 'quoted-printable' };
}

/** Replaces the matches by what they stand for, a character or nothing, and leaves those that stand for null. */
function replaceEach(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => string | null,
): Omit<Unescaped, 'encoding'> | null {
  let result = '';
  let last = 0;
  /** Ends of the escapes, in the result and in the text: what stands between two is moved as one. */
  const ends: { readonly result: number; readonly text: number }[] = [{ result: 0, text: 0 }];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const char = replacement(match);
    if (char === null) continue;
    result += text.slice(last, match.index) + char;
    last = match.index + match[0].length;
    ends.push({ result: result.length, text: last });
  }
  if (ends.length === 1) return null;
  result += text.slice(last);
  return {
    text: result,
    locate: (offset) => {
      // An escape's character stands where the escape begins; what follows the last escape before is moved with it.
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ends[middle] as { result: number }).result <= offset) low = middle + 1;
        else high = middle;
      }
      const before = ends[low - 1] ?? { result: 0, text: 0 };
      return before.text + offset - before.result;
    },
  };
}
