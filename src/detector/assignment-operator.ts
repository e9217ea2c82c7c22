import { BACKSLASH, isBlank, isQuote, LINE_FEED, SPACE } from './bytes.js';

/** What stands between a name and its value is no longer. */
const MAX_GAP_BYTES = 40;

/**
 * Where the value begins that the name before `nameEnd` is given, -1 when nothing is assigned.
 * @param from start of the file in `text`
 * @param to end of the file in `text`
 * @param isFlag the name is an option of a command: a blank assigns to it
 */
export function valueStartAfter(
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
  if (at < limit) at = Math.max(at, matchEnd(CLOSED_NAME, text, at));
  const gapStart = at;
  while (at < limit && isBlank(text.charCodeAt(at))) at++;
  if (at >= limit) return -1;
  const broken = matchEnd(OPERATOR_ON_NEXT_LINE, text, at);
  if (broken >= 0 && broken <= to) return broken;
  const noted = at > gapStart ? matchEnd(DASH_OF_NOTE, text, at) : -1;
  if (noted >= 0 && noted <= limit) return noted;
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
      // `::=` and `:::=` of make
      if (next === 0x3a) {
        const assigned = /^:{2,3}=/.exec(text.slice(at, at + 4))?.[0].length;
        return assigned === undefined ? -1 : at + assigned;
      }
      // `arn:aws:secretsmanager:…:secret:…`: one field of many.
      if (nameStart > from && text.charCodeAt(nameStart - 1) === 0x3a && !isBlank(next)) return -1;
      return afterType(text, at + 1, limit) ?? afterNested(text, at + 1, to) ?? at + 1;
    }
    case 0x3f: // `?=` of make and shell
    case 0x2b: // `+=`
    case 0x2e: // `.=` of PHP and Perl
    case 0x7c: // `||=`
      if (text.charCodeAt(at + 1) === 0x3d) return at + 2;
      return text.startsWith('||=', at) || text.startsWith('??=', at) ? at + 3 : -1;
    case 0x3c: // `<-` of R; `<key>name</key><string>value</string>` and the like
      return text.charCodeAt(at + 1) === 0x2d ? at + 2 : matchEnd(NEXT_ELEMENT, text, at);
    case 0x2c: {
      // `define('NAME', 'value')`, `setenv("NAME", "value")`
      const paired = namedValue(text, gapStart, limit, to);
      if (paired >= 0) return paired;
      const isPair = nameQuoted
        ? isFirstArgument(text, nameStart - 1, from)
        : at === nameEnd && (isLineStart(text, nameStart, from) || isErlangTuple(text, nameStart, at, from));
      return isPair ? at + 1 : -1;
    }
    case 0x7b: // `variable "db_password" {`, `std::string password{"…"}`
      if (nameQuoted) return terraformDefault(text, nameStart, at, from, to);
      return isQuote(text.charCodeAt(at + 1)) ? at + 1 : -1;
    case 0x3b: // `s:4:"pass";s:12:"…";` of PHP
      return nameQuoted ? matchEnd(SERIALISED, text, at) : -1;
    case 0x28: // `setPassword("…")`
      return isQuote(text.charCodeAt(at + 1)) ? at + 1 : -1;
    case 0x3e: // `<name>value</name>`, `<string name="…">value<`
      return nameQuoted || text.charCodeAt(nameStart - 1) === 0x3c || text.charCodeAt(nameStart - 1) === 0x3a
        ? afterBlanks(text, at + 1, Math.min(to, at + MAX_GAP_BYTES))
        : -1;
    default:
      break;
  }
  const paired = namedValue(text, gapStart, limit, to);
  if (paired >= 0) return paired;
  const typed = at > gapStart ? matchEnd(TYPE_AFTER_NAME, text, at) : -1;
  if (typed >= 0 && typed <= limit) return typed;
  // A blank alone assigns after a flag, and after `ENV`, `ARG`, `setx` and the like; `.netrc` writes `password …`.
  if (at > gapStart && (isFlag || isBlankAssigned(text, nameStart, nameEnd, from))) return at;
  // A key stands on the last line, or `NAME\nvalue` of nothing.
  return -1;
}

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

/** Names and values in elements of their own: plists, Hadoop's properties, headers of JMeter, tables of HTML. */
const NEXT_ELEMENT =
  /<\/(?:key|name|td|th|param-name|stringProp)>\s{0,60}<(?:string|value|param-value|td(?:\s[^>\n]{0,60})?|stringProp name="Header\.value")>/y;

/** `{default_pass, <<"…">>}` of Erlang: a name and its value. */
function isErlangTuple(text: string, nameStart: number, comma: number, from: number): boolean {
  return (
    nameStart > from &&
    text.charAt(nameStart - 1) === '{' &&
    /^,\s{0,20}(?:<<)?"/.test(text.slice(comma, comma + 24))
  );
}

/** What `serialize()` of PHP writes between a key and its value; in SQL the quotes are escaped. */
const SERIALISED = /;s:\d{1,4}:(?=\\?")/y;

/**
 * A value that has a mapping of its own: outputs in Terraform's state, parameters of Azure's and AWS's templates.
 * `"name": {"value": "…"`, `name:` / `Type: String` / `Default: …`
 */
const NESTED =
  /[ \t]*(?:\{\s{0,40}(?:["']type["']\s?:\s?["'](?:secure)?string["'],\s{0,40})?["'](?:value|defaultValue|Default)["']\s?:[ \t]{0,4}(?=["'])|(?:\{|\r?\n)(?:[ \t]*(?:Type|NoEcho|Description|M(?:in|ax)Length)[ \t]*:[^\n,}]{0,200}[\n,]){1,5}[ \t]*Default[ \t]*:[ \t]*)/y;

/** After `{"value":` and the like; undefined when no such thing stands there. */
function afterNested(text: string, at: number, to: number): number | undefined {
  const end = matchEnd(NESTED, text, at);
  return end >= 0 && end < to ? end : undefined;
}

/** `token - '…'` of notes and logs */
const DASH_OF_NOTE = /-[ \t](?=["'`])/y;

/** Formatters of Java break a long line before the `=`. */
const OPERATOR_ON_NEXT_LINE = /\r?\n[ \t]{1,40}=(?=[ \t]*")/y;

/** `['name']`, `{'name'} = '…'` of Perl, `name[]` and `name[32]` of C */
const CLOSED_NAME = /\]|\[\d{0,4}\]|\}(?=[ \t]*=>?[ \t]*["'])/y;

/** `var password string = …` of Go, `Dim password As String = …` of Visual Basic */
const TYPE_AFTER_NAME = /(?:string|\*string|\[\]byte|(?:As|as)[ \t]+String)[ \t]*=(?![=>])/y;

/** Where the match of a sticky pattern ends, -1 when it does not match there. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** `<name>` may stand on a line of its own, with the value on the next. */
function afterBlanks(text: string, at: number, limit: number): number {
  let start = at;
  while (start < limit && text.charCodeAt(start) <= SPACE) start++;
  return start < limit ? start : at;
}

/** Whether nothing but blanks stands before the name on its line: the first field of a table of names and values. */
function isLineStart(text: string, nameStart: number, from: number): boolean {
  let at = nameStart - 1;
  while (at >= from && isBlank(text.charCodeAt(at))) at--;
  return at < from || text.charCodeAt(at) === LINE_FEED;
}

/** Whether a bracket opens right before the quote at `quoteAt`: any later word of a list is no name. */
function isFirstArgument(text: string, quoteAt: number, from: number): boolean {
  let at = quoteAt - 1;
  // The quote of JSON in JSON is escaped.
  while (at >= from && (text.charCodeAt(at) === BACKSLASH || text.charCodeAt(at) <= SPACE)) at--;
  // The row of a table that has a number: `(1, 'smtp_password', '…')`.
  if (text.charAt(at) === ',')
    at -= /\d{1,12}\s?,$/.exec(text.slice(Math.max(from, at - 16), at + 1))?.[0].length ?? 0;
  return at >= from && /[([{]/.test(text.charAt(at));
}

const TYPE =
  /[ \t]*(?:(?:&(?:'static[ \t]+)?str|str|string|String|char\s*\*|Optional\[str\]|bytes|SecretStr)[ \t]*(?:\|[ \t]*\w+[ \t]*)?=)(?![=>])/y;

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
  /(?:^|[\s;&|])(?:ENV|ARG|setx|setenv|set-env|config\s+set|login\s+\S+|requirepass|masterauth|set|proxy_set_header|(?:fastcgi|uwsgi)_param|set-header)[ \t]+(?:-\w+[ \t]+)*$/i;
/** The beginning of a line, or what stands before `password` in one line of `.netrc`. */
const ALONE_BEFORE = /(?:^|\n)[ \t]*$|\b(?:machine|login|username|user)[ \t]+\S+[ \t]+$/;
const DEFINES = /#[ \t]*define[ \t]+$/;
/** `spark.authenticate.secret …`, `hec_token …`: properties and Fluentd's settings need no `=`. */
const BARE_PROPERTY = /^[A-Za-z][\w-]*(?:[._][\w-]+)+[ \t]+[^\s=:({[]\S{11,200}[ \t]*(?:[\r\n]|$)/;
const NAME_ASSIGNS =
  /^(?:password|passwd|requirepass|masterauth|_authToken|login|account|bindpw|rootbindpw|rootpw)$/;
/** `storePassword "…"` of Groovy, Ruby and others, whose calls need no brackets. */
const QUOTED_ARGUMENT = /[ \t]{1,8}["'][^"'\n]{4,200}["'][ \t]*(?:\r?\n|$)/y;

function isBlankAssigned(text: string, nameStart: number, nameEnd: number, from: number): boolean {
  const before = text.slice(Math.max(from, nameStart - 48), nameStart);
  if (BLANK_ASSIGNS.test(before)) return true;
  if (DEFINES.test(before)) return /^[ \t]+L?"/.test(text.slice(nameEnd, nameEnd + 40));
  if (!ALONE_BEFORE.test(before)) return false;
  const name = text.slice(nameStart, nameEnd);
  if (NAME_ASSIGNS.test(name) || matchEnd(QUOTED_ARGUMENT, text, nameEnd) >= 0) return true;
  return /[._]/.test(name) && BARE_PROPERTY.test(text.slice(nameStart, nameEnd + 260));
}
