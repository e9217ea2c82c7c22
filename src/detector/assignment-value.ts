import {
  BACKSLASH,
  BACKTICK,
  DOUBLE_QUOTE,
  isBlank,
  isQuote,
  LINE_FEED,
  SINGLE_QUOTE,
  SPACE,
  EQUALS,
} from './bytes.js';

/** Longer values are no secrets; the bound also keeps each attempt cheap. */
const MAX_VALUE_BYTES = 4096;

const PREFIXES =
  /(?:new\s+\w+\(|[brfuBRFUL@]{1,2}(?=["'])|(?:os\.environ\.get|os\.getenv|getenv|env|ENV\.fetch)\(\s*["'][\w.-]+["']\s*(?:,\s*|\)\s*or\s+(?=["']))|RAW\(|<<(?=")|(?:SecretStr|QStringLiteral|QString|std::string|_T|TEXT|\[\]byte|Buffer\.from|bytes|(?:System\.Text\.)?Encoding\.\w{4,7}\.GetBytes)\(\s*(?=b?["'])|\[\s*(?=["'])|[\w.$]+(?:\[["']?\w+["']?\])?\s*(?:\|\||\?\?|or)\s*(?=["'`])|\$\{\w+:?-|[|>][+-]?[ \t]*\r?\n[ \t]*)/y;

/** Formatters break a long line after the `=`: a quote, or `process.env.X ||`, begins the next one. */
const NEXT_LINE = /\r?\n[ \t]*(?=["'`]|[\w.$]{1,60}\s{1,20}(?:\|\||\?\?))/y;

/** Where a value stands. */
export interface ValueRange {
  readonly start: number;
  readonly end: number;
  /** In quotes, so it is a literal. */
  readonly quoted: boolean;
}

/**
 * The value that begins at `valueAt`, behind blanks and what leads up to it (`os.getenv("X", `, `x || `); null when
 * there is none.
 * @param isField a field of `name,value,…`, which ends at the next comma
 */
export function readValue(text: string, valueAt: number, to: number, isField: boolean): ValueRange | null {
  let at = valueAt;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(valueAt - 1) === EQUALS) {
    NEXT_LINE.lastIndex = at;
    if (NEXT_LINE.test(text) && NEXT_LINE.lastIndex < to) at = NEXT_LINE.lastIndex;
  }
  PREFIXES.lastIndex = at;
  const prefix = PREFIXES.exec(text);
  if (prefix !== null && at + prefix[0].length < to) at += prefix[0].length;
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
    return { start, end, quoted: true };
  }
  const comma = isField ? text.indexOf(',', at) : -1;
  const end = bareEnd(text, at, comma >= 0 ? Math.min(limit, comma) : limit);
  if (end <= at) return null;
  return { start: at, end, quoted: false };
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
