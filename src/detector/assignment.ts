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

/** Longer names and values are no assignments of secrets; the bounds also keep each attempt cheap. */
const MAX_NAME_BYTES = 80;
const MAX_VALUE_BYTES = 4096;
const MAX_GAP_BYTES = 40;

const TAB = 9;
const LINE_FEED = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const BACKTICK = 96;
const BACKSLASH = 92;

/** `A-Z a-z 0-9 _ - .` and what else a name is made of. */
function isNameByte(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e
  );
}

function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
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
  const valueAt = afterOperator(text, nameStart, nameEnd, from, to, isFlag);
  if (valueAt < 0) return null;
  return readValue(text, nameStart, nameEnd, valueAt, to);
}

/** `var token string = "…"` of Go, `char token[] = "…"` of C. */
const TYPE_BEFORE_VALUE = /(?:[ \t]+(?:string|\[\]byte)|\[\d{0,4}\])[ \t]*=(?!=)/y;

/** A block that declares a variable is not longer, but for its prose. */
const MAX_BLOCK_BYTES = 1000;

/** Terraform gives a variable its value in a block of its own: `variable "db_password" { default = "…" }`; -1 when not. */
function terraformDefault(text: string, nameStart: number, open: number, from: number, to: number): number {
  if (!/(?:^|\s)variable\s{1,4}"$/.test(text.slice(Math.max(from, nameStart - 16), nameStart))) return -1;
  const block = text.slice(open + 1, Math.min(to, open + MAX_BLOCK_BYTES));
  const close = block.indexOf('\n}');
  const found = /(?:^|\n)[ \t]*default[ \t]*=/.exec(close < 0 ? block : block.slice(0, close));
  return found === null ? -1 : open + 1 + found.index + found[0].length;
}

/** Where the value begins, -1 when nothing is assigned. */
function afterOperator(
  text: string,
  nameStart: number,
  nameEnd: number,
  from: number,
  to: number,
  isFlag: boolean,
): number {
  let at = nameEnd;
  const limit = Math.min(to, nameEnd + MAX_GAP_BYTES);
  // A quote that closes the name, escaped when the whole is JSON in JSON: `"name": `, `\"name\": `, `['name'] = `.
  while (text.charCodeAt(at) === BACKSLASH && at < limit) at++;
  const nameQuoted = isQuote(text.charCodeAt(at)) && at < limit;
  if (nameQuoted) at++;
  if (text.charCodeAt(at) === 0x5d && at < limit) at++;
  const gapStart = at;
  while (at < limit && isBlank(text.charCodeAt(at))) at++;
  if (at >= limit) return -1;
  const code = text.charCodeAt(at);
  switch (code) {
    case 0x3d: {
      // `=`, `=>`; not a comparison
      const next = text.charCodeAt(at + 1);
      if (next === 0x3d || next === 0x7e) return -1;
      return at + (next === 0x3e ? 2 : 1);
    }
    case 0x3a: {
      // `:`, `:=`, or a type between name and value: `password: str = "…"`
      const next = text.charCodeAt(at + 1);
      if (next === 0x3d) return at + 2;
      if (next === 0x3a) return -1;
      // `arn:aws:secretsmanager:…:secret:…`: one field of many.
      if (nameStart > from && text.charCodeAt(nameStart - 1) === 0x3a && !isBlank(next)) return -1;
      return afterType(text, at + 1, limit) ?? at + 1;
    }
    case 0x3f: // `?=` of make and shell
    case 0x2b: // `+=`
    case 0x7c: // `||=`
      if (text.charCodeAt(at + 1) === 0x3d) return at + 2;
      return text.startsWith('||=', at) || text.startsWith('??=', at) ? at + 3 : -1;
    case 0x3c: // `<-` of R; `</` and `<` are markup
      return text.charCodeAt(at + 1) === 0x2d ? at + 2 : -1;
    case 0x2c: {
      // `define('NAME', 'value')`, `setenv("NAME", "value")`
      const paired = namedValue(text, gapStart, limit, to);
      return paired >= 0 || !nameQuoted || !isFirstArgument(text, nameStart - 1, from) ? paired : at + 1;
    }
    case 0x7b: // `variable "db_password" {`
      return nameQuoted ? terraformDefault(text, nameStart, at, from, to) : -1;
    case 0x28: // `setPassword("…")`
      return isQuote(text.charCodeAt(at + 1)) ? at + 1 : -1;
    case 0x3e: // `<name>value</name>`, `<string name="…">value<`
      return nameQuoted || text.charCodeAt(nameStart - 1) === 0x3c || text.charCodeAt(nameStart - 1) === 0x3a
        ? at + 1
        : -1;
    default:
      break;
  }
  const paired = namedValue(text, gapStart, limit, to);
  if (paired >= 0) return paired;
  if (!nameQuoted) {
    TYPE_BEFORE_VALUE.lastIndex = gapStart;
    const typed = TYPE_BEFORE_VALUE.exec(text);
    if (typed !== null && gapStart + typed[0].length <= limit) return gapStart + typed[0].length;
  }
  // A blank alone assigns after a flag, and after `ENV`, `ARG`, `setx` and the like; `.netrc` writes `password …`.
  if (at > gapStart && (isFlag || isBlankAssigned(text, nameStart, nameEnd, from))) return at;
  // A key stands on the last line, or `NAME\nvalue` of nothing.
  return -1;
}

/** Whether a bracket opens right before the quote at `quoteAt`: any later word of a list is no name. */
function isFirstArgument(text: string, quoteAt: number, from: number): boolean {
  let at = quoteAt - 1;
  // The quote of JSON in JSON is escaped.
  while (at >= from && (text.charCodeAt(at) === BACKSLASH || text.charCodeAt(at) <= SPACE)) at--;
  return at >= from && /[([{]/.test(text.charAt(at));
}

const TYPE =
  /[ \t]*(?:(?:str|string|String|char\s*\*|Optional\[str\]|bytes|SecretStr)[ \t]*(?:\|[ \t]*\w+[ \t]*)?=)(?![=>])/y;

/** After `: str =` and the like; undefined when no type stands there. */
function afterType(text: string, at: number, limit: number): number | undefined {
  TYPE.lastIndex = at;
  const match = TYPE.exec(text);
  return match !== null && at + match[0].length <= limit ? at + match[0].length : undefined;
}

const VALUE_KEY =
  /["'\\]{0,2}[ \t]*[,;]?\s{0,40}(?:\/?>)?\s{0,20}["'\\]{0,2}(?:<value>|(?:string_?)?[vV]alue["'\\]{0,2}[ \t]*[:=])/y;

/** `name: NAME` / `value: …` of Kubernetes, compose, task definitions; `key="NAME" value="…"` of XML. */
function namedValue(text: string, at: number, limit: number, to: number): number {
  const start = at > 0 && /["'\\]/.test(text.charAt(at - 1)) ? at - 1 : at;
  VALUE_KEY.lastIndex = start;
  const match = VALUE_KEY.exec(text);
  if (match === null || start + match[0].length > Math.min(to, limit + 80)) return -1;
  return start + match[0].length;
}

const BLANK_ASSIGNS =
  /(?:^|[\s;&|])(?:ENV|ARG|setx|setenv|set-env|config\s+set|login\s+\S+|requirepass|masterauth|set)[ \t]+(?:-\w+[ \t]+)*$/i;
/** The beginning of a line, or what stands before `password` in one line of `.netrc`. */
const ALONE_BEFORE = /(?:^|\n)[ \t]*$|\b(?:machine|login)[ \t]+\S+[ \t]+$/;
const NAME_ASSIGNS = /^(?:password|passwd|requirepass|masterauth|_authToken|login|account)$/;

function isBlankAssigned(text: string, nameStart: number, nameEnd: number, from: number): boolean {
  const before = text.slice(Math.max(from, nameStart - 48), nameStart);
  if (BLANK_ASSIGNS.test(before)) return true;
  return NAME_ASSIGNS.test(text.slice(nameStart, nameEnd)) && ALONE_BEFORE.test(before);
}

const PREFIXES =
  /(?:new\s+\w+\(|[brfuBRFUL@]{1,2}(?=["'])|(?:os\.environ\.get|os\.getenv|getenv|env|ENV\.fetch)\(\s*["'][\w.-]+["']\s*,\s*|[\w.$]+(?:\[["']?\w+["']?\])?\s*(?:\|\||\?\?|or)\s*(?=["'`])|\$\{\w+:?-|[|>][+-]?[ \t]*\r?\n[ \t]*)/y;

function readValue(
  text: string,
  nameStart: number,
  nameEnd: number,
  valueAt: number,
  to: number,
): Assignment | null {
  let at = valueAt;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  PREFIXES.lastIndex = at;
  const prefix = PREFIXES.exec(text);
  if (prefix !== null && at + prefix[0].length < to) at += prefix[0].length;
  const name = text.slice(nameStart, nameEnd);
  // `\"` is a quote of JSON in JSON; the value then ends at the next `\"`.
  const escaped = text.charCodeAt(at) === BACKSLASH && isQuote(text.charCodeAt(at + 1));
  if (escaped) at++;
  const limit = Math.min(to, at + MAX_VALUE_BYTES);
  const code = text.charCodeAt(at);
  if (isQuote(code) && at < to) {
    const tripled = text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code;
    let start = at + (tripled ? 3 : 1);
    let end = quotedEnd(text, start, limit, code, escaped);
    if (end <= start) return null;
    // `'"value"'` and `"\"value\""`: quoted once for the file and once for the program that reads it.
    const inner = INNER_QUOTES.exec(text.slice(start, end));
    if (inner !== null) {
      start += inner[1]?.length ?? 0;
      end -= inner[1]?.length ?? 0;
    }
    return {
      name,
      snake: snakeCase(name),
      nameStart,
      value: text.slice(start, end),
      valueStart: start,
      valueEnd: end,
      quoted: true,
    };
  }
  const end = bareEnd(text, at, limit);
  if (end <= at) return null;
  return {
    name,
    snake: snakeCase(name),
    nameStart,
    value: text.slice(at, end),
    valueStart: at,
    valueEnd: end,
    quoted: false,
  };
}

/** A quote at both ends of a quoted value, escaped in the same way. */
const INNER_QUOTES = /^(\\?["']).+\1$/s;

function quotedEnd(text: string, start: number, limit: number, quote: number, escaped: boolean): number {
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return escaped && text.charCodeAt(at - 1) === BACKSLASH ? at - 1 : at;
    if (code === LINE_FEED && quote !== BACKTICK) return -1;
    if (code === BACKSLASH && !escaped) at++;
  }
  return -1;
}

/**
 * Where a value without quotes ends: at a blank, or at a delimiter that no token has and that ends a value in the usual
 * syntaxes. A delimiter that something else follows directly is a character of a password (`a,b`, `p;q`).
 */
function bareEnd(text: string, start: number, limit: number): number {
  let at = start;
  for (; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK || code === 0x3c)
      break;
    // `;` ends a value in shells and connection strings; `,` and `&` do when another assignment follows.
    if (code === 0x3b) break;
    if ((code === 0x2c || code === 0x26) && nextIsAssignment(text, at + 1)) break;
    if (
      code === BACKSLASH &&
      (/["'nrt\\]/.test(text.charAt(at + 1)) || text.charCodeAt(at + 1) === LINE_FEED)
    )
      break;
  }
  // `value,` `value;` `value)` `value}` `value]` at the end: syntax, not value.
  while (at > start && /[,;)}\]]/.test(text.charAt(at - 1))) at--;
  return at;
}

const ASSIGNMENT_FOLLOWS = /["']?[A-Za-z_][\w.-]{0,40}["']?[=:]/y;

function nextIsAssignment(text: string, at: number): boolean {
  ASSIGNMENT_FOLLOWS.lastIndex = at;
  return ASSIGNMENT_FOLLOWS.test(text);
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
