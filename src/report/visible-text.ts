/**
 * Text from an image (paths, Dockerfile lines, labels) is written by whoever built it: it may hold escape sequences that
 * repaint a terminal, right-to-left overrides that swap what is read, or characters that take no space at all. Reporters
 * show such text only through these functions.
 */

/**
 * Control and format characters, lone surrogates, unassigned and private code points (category C), line and paragraph
 * separators, everything that Unicode calls ignorable (zero-width characters, variation selectors, tags), and spaces
 * that only look like a space.
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

/** East Asian wide and full-width characters and emoji (Unicode TR 11), which take two columns of a terminal. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3001-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

const NO_WIDTH = /[\p{Mn}\p{Me}]/u;

const ONLY_PRINTABLE_ASCII = /^[ -~]*$/;

/** Most text is ASCII: finding the rest first is ten times as fast as looking for all that is invisible. */
const NEITHER_ASCII_NOR_LINE_FEED = /[^\n -~]+/g;

/** The text on one line, with every character that can't be seen written as an escape: `\n`, `\x1b`, `\u{202e}`. */
export function visibleText(text: string): string {
  return ONLY_PRINTABLE_ASCII.test(text) ? text : text.replace(INVISIBLE, escapeCharacter);
}

/** The same characters as `\uXXXX`, for the inside of a JSON document: it reads back as the text that it was. */
export function escapeInvisibleInJson(json: string): string {
  // Line feeds between the keys are the document's own; those in strings are escaped by JSON already.
  return json.replace(NEITHER_ASCII_NOR_LINE_FEED, (run) => run.replace(INVISIBLE, escapeForJson));
}

/** Columns that visible text takes on a terminal. */
export function textWidth(text: string): number {
  if (ONLY_PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Combining characters have no width, but a thousand of them on one letter are no name: they count in the end. */
const MAX_CHARACTERS_PER_COLUMN = 3;

/** Visible, at most `columns` wide, the end replaced by `…`. Takes no longer for a text of megabytes. */
export function visibleStart(text: string, columns: number): string {
  return truncateEnd(visibleText(text.slice(0, unitsFor(columns))), columns);
}

/** At most `columns` wide, the end replaced by `…`. */
export function truncateEnd(text: string, columns: number): string {
  if (fits(text, columns)) return text;
  return columns < 1 ? '' : `${takeStart(text, columns - 1)}…`;
}

/** At most `columns` wide, the middle replaced by `…`: of a path, both the folder and the file name stay readable. */
export function truncateMiddle(text: string, columns: number): string {
  if (fits(text, columns)) return text;
  if (columns < 1) return '';
  return `${takeStart(text, Math.floor((columns - 1) / 2))}…${takeEnd(text, Math.ceil((columns - 1) / 2))}`;
}

function fits(text: string, columns: number): boolean {
  return text.length <= columns * MAX_CHARACTERS_PER_COLUMN && textWidth(text) <= columns;
}

/** UTF-16 code units that hold all characters of so many columns, and one more. */
function unitsFor(columns: number): number {
  return 2 * (columns * MAX_CHARACTERS_PER_COLUMN + 1);
}

function takeStart(text: string, columns: number): string {
  return takeColumns(Array.from(text.slice(0, unitsFor(columns))), columns).join('');
}

function takeEnd(text: string, columns: number): string {
  const characters = Array.from(text.slice(-unitsFor(columns)));
  return takeColumns(characters.reverse(), columns).reverse().join('');
}

function takeColumns(characters: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let width = 0;
  for (const character of characters) {
    width += characterWidth(character);
    if (width > columns || taken.length === columns * MAX_CHARACTERS_PER_COLUMN) break;
    taken.push(character);
  }
  return taken;
}

function characterWidth(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

function escapeForJson(character: string): string {
  // Surrogates one by one, as JSON writes them.
  return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
