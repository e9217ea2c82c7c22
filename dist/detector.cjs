'use strict';
const bundleUrl = require('node:url').pathToFileURL(__filename).href;
"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// src/detector/index.ts
var index_exports = {};
__export(index_exports, {
  Detector: () => Detector,
  entropy: () => entropy,
  redact: () => redact,
  redactAll: () => redactAll
});
module.exports = __toCommonJS(index_exports);

// src/detector/bytes.ts
var TAB = 9;
var LINE_FEED = 10;
var CARRIAGE_RETURN = 13;
var SPACE = 32;
var DOUBLE_QUOTE = 34;
var PERCENT = 37;
var AMPERSAND = 38;
var SINGLE_QUOTE = 39;
var COMMA = 44;
var COLON = 58;
var EQUALS = 61;
var BACKSLASH = 92;
var BACKTICK = 96;
function isQuote(code) {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK;
}
function isBlank(code) {
  return code === SPACE || code === TAB;
}

// src/detector/assignment-operator.ts
var MAX_GAP_BYTES = 40;
function valueStartAfter(text, nameStart, nameEnd, from, to, isFlag) {
  let at = nameEnd;
  const limit = Math.min(to, nameEnd + MAX_GAP_BYTES);
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
    case 61: {
      const next = text.charCodeAt(at + 1);
      if (next === 61 || next === 126) return -1;
      return at + (next === 62 ? 2 : 1);
    }
    case 58: {
      const next = text.charCodeAt(at + 1);
      if (next === 61) return at + 2;
      if (next === 58) {
        const assigned = /^:{2,3}=/.exec(text.slice(at, at + 4))?.[0].length;
        return assigned === void 0 ? -1 : at + assigned;
      }
      if (nameStart > from && text.charCodeAt(nameStart - 1) === 58 && !isBlank(next)) return -1;
      return afterType(text, at + 1, limit) ?? afterNested(text, at + 1, to) ?? at + 1;
    }
    case 63:
    // `?=` of make and shell
    case 43:
    // `+=`
    case 46:
    // `.=` of PHP and Perl
    case 124:
      if (text.charCodeAt(at + 1) === 61) return at + 2;
      return text.startsWith("||=", at) || text.startsWith("??=", at) ? at + 3 : -1;
    case 60:
      return text.charCodeAt(at + 1) === 45 ? at + 2 : matchEnd(NEXT_ELEMENT, text, at);
    case 44: {
      const paired2 = namedValue(text, gapStart, limit, to);
      if (paired2 >= 0) return paired2;
      const isPair = nameQuoted ? isFirstArgument(text, nameStart - 1, from) : at === nameEnd && (isLineStart(text, nameStart, from) || isErlangTuple(text, nameStart, at, from));
      return isPair ? at + 1 : -1;
    }
    case 123:
      if (nameQuoted) return terraformDefault(text, nameStart, at, from, to);
      return isQuote(text.charCodeAt(at + 1)) ? at + 1 : -1;
    case 59:
      return nameQuoted ? matchEnd(SERIALISED, text, at) : -1;
    case 40:
      return isQuote(text.charCodeAt(at + 1)) ? at + 1 : -1;
    case 62:
      return nameQuoted || text.charCodeAt(nameStart - 1) === 60 || text.charCodeAt(nameStart - 1) === 58 ? afterBlanks(text, at + 1, Math.min(to, at + MAX_GAP_BYTES)) : -1;
    default:
      break;
  }
  const paired = namedValue(text, gapStart, limit, to);
  if (paired >= 0) return paired;
  const typed = at > gapStart ? matchEnd(TYPE_AFTER_NAME, text, at) : -1;
  if (typed >= 0 && typed <= limit) return typed;
  if (at > gapStart && (isFlag || isBlankAssigned(text, nameStart, nameEnd, from))) return at;
  return -1;
}
var MAX_BLOCK_BYTES = 1e3;
function terraformDefault(text, nameStart, open, from, to) {
  if (!/(?:^|\s)variable\s{1,4}"$/.test(text.slice(Math.max(from, nameStart - 16), nameStart))) return -1;
  const block = text.slice(open + 1, Math.min(to, open + MAX_BLOCK_BYTES));
  const close = block.indexOf("\n}");
  const found = /(?:^|\n)[ \t]*default[ \t]*=/.exec(close < 0 ? block : block.slice(0, close));
  return found === null ? -1 : open + 1 + found.index + found[0].length;
}
var NEXT_ELEMENT = /<\/(?:key|name|td|th|param-name|stringProp)>\s{0,60}<(?:string|value|param-value|td(?:\s[^>\n]{0,60})?|stringProp name="Header\.value")>/y;
function isErlangTuple(text, nameStart, comma, from) {
  return nameStart > from && text.charAt(nameStart - 1) === "{" && /^,\s{0,20}(?:<<)?"/.test(text.slice(comma, comma + 24));
}
var SERIALISED = /;s:\d{1,4}:(?=\\?")/y;
var NESTED = /[ \t]*(?:\{\s{0,40}(?:["']type["']\s?:\s?["'](?:secure)?string["'],\s{0,40})?["'](?:value|defaultValue|Default)["']\s?:[ \t]{0,4}(?=["'])|(?:\{|\r?\n)(?:[ \t]*(?:Type|NoEcho|Description|M(?:in|ax)Length)[ \t]*:[^\n,}]{0,200}[\n,]){1,5}[ \t]*Default[ \t]*:[ \t]*)/y;
function afterNested(text, at, to) {
  const end = matchEnd(NESTED, text, at);
  return end >= 0 && end < to ? end : void 0;
}
var DASH_OF_NOTE = /-[ \t](?=["'`])/y;
var OPERATOR_ON_NEXT_LINE = /\r?\n[ \t]{1,40}=(?=[ \t]*")/y;
var CLOSED_NAME = /\]|\[\d{0,4}\]|\}(?=[ \t]*=>?[ \t]*["'])/y;
var TYPE_AFTER_NAME = /(?:string|\*string|\[\]byte|(?:As|as)[ \t]+String)[ \t]*=(?![=>])/y;
function matchEnd(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
function afterBlanks(text, at, limit) {
  let start = at;
  while (start < limit && text.charCodeAt(start) <= SPACE) start++;
  return start < limit ? start : at;
}
function isLineStart(text, nameStart, from) {
  let at = nameStart - 1;
  while (at >= from && isBlank(text.charCodeAt(at))) at--;
  return at < from || text.charCodeAt(at) === LINE_FEED;
}
function isFirstArgument(text, quoteAt, from) {
  let at = quoteAt - 1;
  while (at >= from && (text.charCodeAt(at) === BACKSLASH || text.charCodeAt(at) <= SPACE)) at--;
  if (text.charAt(at) === ",")
    at -= /\d{1,12}\s?,$/.exec(text.slice(Math.max(from, at - 16), at + 1))?.[0].length ?? 0;
  return at >= from && /[([{]/.test(text.charAt(at));
}
var TYPE = /[ \t]*(?:(?:&(?:'static[ \t]+)?str|str|string|String|char\s*\*|Optional\[str\]|bytes|SecretStr)[ \t]*(?:\|[ \t]*\w+[ \t]*)?=)(?![=>])/y;
function afterType(text, at, limit) {
  TYPE.lastIndex = at;
  const match = TYPE.exec(text);
  return match !== null && at + match[0].length <= limit ? at + match[0].length : void 0;
}
var VALUE_KEY = /["'\\]{0,2}[ \t]*[,;]?\s{0,40}(?:\/?>)?\s{0,20}["'\\]{0,2}(?:<value>|(?:string_?)?[vV]alue["'\\]{0,2}[ \t]*[:=])/y;
function namedValue(text, at, limit, to) {
  const start = at > 0 && /["'\\]/.test(text.charAt(at - 1)) ? at - 1 : at;
  VALUE_KEY.lastIndex = start;
  const match = VALUE_KEY.exec(text);
  if (match === null || start + match[0].length > Math.min(to, limit + 80)) return -1;
  return start + match[0].length;
}
var BLANK_ASSIGNS = /(?:^|[\s;&|])(?:ENV|ARG|setx|setenv|set-env|config\s+set|login\s+\S+|requirepass|masterauth|set|proxy_set_header|(?:fastcgi|uwsgi)_param|set-header)[ \t]+(?:-\w+[ \t]+)*$/i;
var ALONE_BEFORE = /(?:^|\n)[ \t]*$|\b(?:machine|login|username|user)[ \t]+\S+[ \t]+$/;
var DEFINES = /#[ \t]*define[ \t]+$/;
var BARE_PROPERTY = /^[A-Za-z][\w-]*(?:[._][\w-]+)+[ \t]+[^\s=:({[]\S{11,200}[ \t]*(?:[\r\n]|$)/;
var NAME_ASSIGNS = /^(?:password|passwd|requirepass|masterauth|_authToken|login|account|bindpw|rootbindpw|rootpw)$/;
var QUOTED_ARGUMENT = /[ \t]{1,8}["'][^"'\n]{4,200}["'][ \t]*(?:\r?\n|$)/y;
function isBlankAssigned(text, nameStart, nameEnd, from) {
  const before = text.slice(Math.max(from, nameStart - 48), nameStart);
  if (BLANK_ASSIGNS.test(before)) return true;
  if (DEFINES.test(before)) return /^[ \t]+L?"/.test(text.slice(nameEnd, nameEnd + 40));
  if (!ALONE_BEFORE.test(before)) return false;
  const name = text.slice(nameStart, nameEnd);
  if (NAME_ASSIGNS.test(name) || matchEnd(QUOTED_ARGUMENT, text, nameEnd) >= 0) return true;
  return /[._]/.test(name) && BARE_PROPERTY.test(text.slice(nameStart, nameEnd + 260));
}

// src/detector/assignment-value.ts
var MAX_VALUE_BYTES = 4096;
var PREFIXES = /(?:new\s+\w+\(|[brfuBRFUL@]{1,2}(?=["'])|(?:os\.environ\.get|os\.getenv|getenv|env|ENV\.fetch)\(\s*["'][\w.-]+["']\s*(?:,\s*|\)\s*or\s+(?=["']))|RAW\(|<<(?=")|(?:SecretStr|QStringLiteral|QString|std::string|_T|TEXT|\[\]byte|Buffer\.from|bytes|(?:System\.Text\.)?Encoding\.\w{4,7}\.GetBytes)\(\s*(?=b?["'])|\[\s*(?=["'])|[\w.$]+(?:\[["']?\w+["']?\])?\s*(?:\|\||\?\?|or)\s*(?=["'`])|\$\{\w+:?-|[|>][+-]?[ \t]*\r?\n[ \t]*)/y;
var NEXT_LINE = /\r?\n[ \t]*(?=["'`]|[\w.$]{1,60}\s{1,20}(?:\|\||\?\?))/y;
function readValue(text, valueAt, to, isField) {
  let at = valueAt;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(valueAt - 1) === EQUALS) {
    NEXT_LINE.lastIndex = at;
    if (NEXT_LINE.test(text) && NEXT_LINE.lastIndex < to) at = NEXT_LINE.lastIndex;
  }
  PREFIXES.lastIndex = at;
  const prefix = PREFIXES.exec(text);
  if (prefix !== null && at + prefix[0].length < to) at += prefix[0].length;
  const escaped = text.charCodeAt(at) === BACKSLASH && isQuote(text.charCodeAt(at + 1));
  if (escaped) at++;
  const limit = Math.min(to, at + MAX_VALUE_BYTES);
  const code = text.charCodeAt(at);
  if (isQuote(code) && at < to) {
    const tripled = text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code;
    let start = at + (tripled ? 3 : 1);
    let end2 = quotedEnd(text, start, limit, code, escaped);
    if (end2 <= start) return null;
    const inner = INNER_QUOTES.exec(text.slice(start, end2));
    if (inner !== null) {
      start += inner[1]?.length ?? 0;
      end2 -= inner[1]?.length ?? 0;
    }
    return { start, end: end2, quoted: true };
  }
  const comma = isField ? text.indexOf(",", at) : -1;
  const end = bareEnd(text, at, comma >= 0 ? Math.min(limit, comma) : limit);
  if (end <= at) return null;
  return { start: at, end, quoted: false };
}
var INNER_QUOTES = /^(\\?["']).+\1$/s;
function quotedEnd(text, start, limit, quote, escaped) {
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return escaped && text.charCodeAt(at - 1) === BACKSLASH ? at - 1 : at;
    if (code === LINE_FEED && quote !== BACKTICK) return -1;
    if (code === BACKSLASH && !escaped) at++;
  }
  return -1;
}
function bareEnd(text, start, limit) {
  let at = start;
  for (; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK || code === 60)
      break;
    if (code === 59) break;
    if ((code === 44 || code === 38) && nextIsAssignment(text, at + 1)) break;
    if (code === BACKSLASH && (/["'nrt\\]/.test(text.charAt(at + 1)) || text.charCodeAt(at + 1) === LINE_FEED))
      break;
  }
  while (at > start && /[,;)}\]]/.test(text.charAt(at - 1))) at--;
  return at;
}
var ASSIGNMENT_FOLLOWS = /["']?[A-Za-z_][\w.-]{0,40}["']?[=:]/y;
function nextIsAssignment(text, at) {
  ASSIGNMENT_FOLLOWS.lastIndex = at;
  return ASSIGNMENT_FOLLOWS.test(text);
}

// src/detector/assignment.ts
var MAX_NAME_BYTES = 80;
function isNameByte(code) {
  return code >= 97 && code <= 122 || code >= 65 && code <= 90 || code >= 48 && code <= 57 || code === 95 || code === 45 || code === 46;
}
function assignmentAround(text, position, from, to) {
  let nameStart = position;
  const lowest = Math.max(from, position - MAX_NAME_BYTES);
  while (nameStart > lowest && isNameByte(text.charCodeAt(nameStart - 1))) nameStart--;
  let nameEnd = position;
  const highest = Math.min(to, position + MAX_NAME_BYTES);
  while (nameEnd < highest && isNameByte(text.charCodeAt(nameEnd))) nameEnd++;
  if (text.charCodeAt(nameStart - 1) === BACKSLASH && nameStart > from && /[nrt]/.test(text.charAt(nameStart)))
    nameStart++;
  const isFlag = text.startsWith("--", nameStart) || text.startsWith("-", nameStart) && nameEnd - nameStart > 2;
  while (nameStart < nameEnd && (text.charCodeAt(nameStart) === 45 || text.charCodeAt(nameStart) === 46))
    nameStart++;
  if (nameEnd - nameStart < 2) return null;
  const valueAt = valueStartAfter(text, nameStart, nameEnd, from, to, isFlag);
  if (valueAt < 0) return null;
  const isField = text.charCodeAt(nameEnd) === COMMA && valueAt === nameEnd + 1;
  const value = readValue(text, valueAt, to, isField);
  if (value === null) return null;
  const name = text.slice(nameStart, nameEnd);
  return {
    name,
    snake: snakeCase(name),
    nameStart,
    value: text.slice(value.start, value.end),
    valueStart: value.start,
    valueEnd: value.end,
    quoted: value.quoted
  };
}
function snakeCase(name) {
  if (/^[a-z0-9_]+$/.test(name)) return name;
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2").replace(/[-.\s]+/g, "_").toLowerCase();
}

// src/detector/certificate-blocks.ts
var BEGIN = "-----BEGIN CERTIFICATE-----";
var END = "-----END CERTIFICATE-----";
var ENCODED_BEGIN = Buffer.from(BEGIN).toString("base64");
var MAX_PEM_BYTES = 24 * 1024;
var MAX_IN_FILE = 20;
var BASE64_RUN = /^[A-Za-z0-9+/]*/;
var CERTIFICATE_KEYWORDS = [BEGIN, ENCODED_BEGIN];
function findCertificates(bytes, slice) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = [...plainBlocks(buffer, slice), ...encodedBlocks(buffer, slice)];
  if (found.length > MAX_IN_FILE) return [];
  return found.map((base64) => ({ file: slice.file, path: slice.path, base64 }));
}
function plainBlocks(buffer, { start, end, from, to }) {
  const text = buffer.subarray(start, end);
  const found = [];
  for (let at = text.indexOf(BEGIN, from - start); at >= 0 && at < to - start; at = text.indexOf(BEGIN, at + 1)) {
    const base64 = bodyOf(text.subarray(at, at + MAX_PEM_BYTES).toString("latin1"));
    if (base64 !== null) found.push(base64);
    if (found.length > MAX_IN_FILE) break;
  }
  return found;
}
function encodedBlocks(buffer, { start, end, from, to }) {
  const text = buffer.subarray(start, end);
  const found = [];
  for (let at = text.indexOf(ENCODED_BEGIN, from - start); at >= 0 && at < to - start; ) {
    const run = BASE64_RUN.exec(text.subarray(at, at + MAX_PEM_BYTES).toString("latin1"))?.[0] ?? "";
    for (const part of Buffer.from(run, "base64").toString("latin1").split(BEGIN).slice(1)) {
      const base64 = bodyOf(BEGIN + part);
      if (base64 !== null) found.push(base64);
    }
    if (found.length > MAX_IN_FILE) break;
    at = text.indexOf(ENCODED_BEGIN, at + run.length);
  }
  return found;
}
function bodyOf(text) {
  const end = text.indexOf(END);
  if (end < 0) return null;
  const body = text.slice(BEGIN.length, end).replace(/\\+[nr]|[\s"',\\]+/g, "");
  return /^[A-Za-z0-9+/]{100,}={0,2}$/.test(body) ? body : null;
}

// src/detector/checks/numerals.ts
var DIGITS_0_9_UPPER_LOWER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
var DIGITS_0_9_LOWER_UPPER = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
var DIGITS_0_9_LOWER = "0123456789abcdefghijklmnopqrstuvwxyz";
var BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
function toDigits(value, digits) {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length)) {
    text = digits.charAt(rest % digits.length) + text;
  }
  return text;
}
function encodeBase32(bytes) {
  let text = "";
  let bits = 0;
  let count2 = 0;
  for (const byte of bytes) {
    bits = (bits << 8 | byte) & 4095;
    count2 += 8;
    for (; count2 >= 5; count2 -= 5) text += BASE32.charAt(bits >> count2 - 5 & 31);
  }
  return count2 > 0 ? text + BASE32.charAt(bits << 5 - count2 & 31) : text;
}
function decodeBase32(text) {
  const bytes = new Uint8Array(Math.floor(text.length * 5 / 8));
  let bits = 0;
  let count2 = 0;
  let at = 0;
  for (const character of text.toUpperCase()) {
    const digit = BASE32.indexOf(character);
    if (digit < 0) return null;
    bits = (bits << 5 | digit) & 4095;
    count2 += 5;
    if (count2 >= 8) {
      count2 -= 8;
      bytes[at++] = bits >> count2 & 255;
    }
  }
  return bytes;
}
function decodeBase64(text) {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const body = text.length - padding;
  if (body === 0 || body % 4 === 1 || padding > 0 && text.length % 4 !== 0) return null;
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
}

// src/detector/checks/result.ts
var FITS = { outcome: "pass", note: "checksum fits" };
var NOT_FITTING = { outcome: "fail", note: "checksum does not fit" };
var NOTHING = { outcome: "none" };
function fitsWhen(fits) {
  return fits ? FITS : NOT_FITTING;
}

// src/detector/checks/aws-key-id.ts
function awsAccount(keyId) {
  const body = /^A[A-Z0-9]{3}([A-Z2-7]{16})$/.exec(keyId)?.[1];
  const bytes = body === void 0 || /^[IJ]/.test(body) ? null : decodeBase32(body);
  if (bytes === null) return null;
  const first48Bits = bytes.subarray(0, 6).reduce((value, byte) => value << 8n | BigInt(byte), 0n);
  const account = (first48Bits & 0x7fffffffff80n) >> 7n;
  return account < 1000000000000n ? account.toString().padStart(12, "0") : null;
}
var FICTITIOUS_ACCOUNTS = /* @__PURE__ */ new Set(["123456789012", "111122223333", "444455556666", "000000000000"]);
var awsKeyId = ({ secret }) => {
  const account = awsAccount(secret);
  if (account === null) return NOTHING;
  const isFictitious = FICTITIOUS_ACCOUNTS.has(account);
  return {
    outcome: "none",
    note: `of AWS account ${account}${isFictitious ? ", that of the documentation" : ""}`,
    ...isFictitious ? { atMost: "low" } : {}
  };
};

// src/detector/checks/crc.ts
var CRC32_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ 3988292384 : value >>> 1;
  return value;
});
function crc32(input) {
  const bytes = typeof input === "string" ? Buffer.from(input, "latin1") : input;
  let crc = 4294967295;
  for (const byte of bytes) crc = (CRC32_TABLE[(crc ^ byte) & 255] ?? 0) ^ crc >>> 8;
  return ~crc >>> 0;
}
function crc24(bytes) {
  let crc = 11994318;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if (crc & 16777216) crc ^= 25578747;
    }
  }
  return crc & 16777215;
}

// src/detector/checks/marvin32.ts
function marvin32(data, seed) {
  const start = typeof seed === "string" ? labelSeed(seed) : seed;
  let low = Number(start & 0xffffffffn) | 0;
  let high = Number(start >> 32n) | 0;
  const mix = (word) => {
    low = low + word | 0;
    high ^= low;
    low = rotate(low, 20) + high | 0;
    high = rotate(high, 9) ^ low;
    low = rotate(low, 27) + high | 0;
    high = rotate(high, 19);
  };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const whole = data.length - data.length % 4;
  for (let at = 0; at < whole; at += 4) mix(view.getInt32(at, true));
  let last = 128;
  for (let at = data.length - 1; at >= whole; at--) last = last << 8 | view.getUint8(at);
  mix(last);
  mix(0);
  return (low ^ high) >>> 0;
}
function labelSeed(label) {
  return Buffer.from(label, "latin1").readBigUInt64BE();
}
function rotate(value, bits) {
  return value << bits | value >>> 32 - bits;
}

// src/detector/checks/azure-checksums.ts
var AZURE_SEEDS = {
  "+ASt": ["Default0"],
  AzCa: ["Access00"],
  ACDb: ["MastRW00", "MastRO00"],
  "+ABa": ["AbAcct00"],
  AzFu: ["Functi00", "System00", "Master00"],
  AzSe: ["Query000", "PAdmin00"],
  "+AMC": ["Classic0"],
  "+ASb": ["Send0000", "Listen00", "Manage00"],
  "+AEh": ["Send0000", "Listen00", "Manage00"],
  "+ARm": ["Send0000", "Listen00", "Manage00"],
  "+ACR": ["ACRDflt0"],
  AIoT: ["IoTHub00", "DpsKey00", "Device00"],
  APIM: ["Tenant00", "IoTHub00", "Gatewy00", "GitKey00"],
  AZEG: ["SendRecv"]
};
var UNPROVEN = /* @__PURE__ */ new Set(["+ACR"]);
var azureIdentifiable = ({ secret }) => {
  const signature = /^[\w+/-]{32,76}?(\+A[A-Z][a-zA-Z]|A[A-Za-z]{3})[\w+/-]{6}={0,2}$/.exec(secret)?.[1] ?? "";
  const seeds = Object.hasOwn(AZURE_SEEDS, signature) ? AZURE_SEEDS[signature] : void 0;
  const bytes = decodeBase64(secret);
  if (seeds === void 0 || bytes === null || bytes.length < 24) return NOTHING;
  const body = bytes.subarray(0, -4);
  const stored = bytes.readUInt32LE(bytes.length - 4);
  if (seeds.some((seed) => marvin32(body, seed) === stored)) return FITS;
  return UNPROVEN.has(signature) ? NOTHING : fitsWhen(false);
};
function commonAnnotatedChecksums(first80) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(marvin32(Buffer.from(first80, "base64"), "Default0"));
  const base62 = toDigits(bytes.readUInt32BE(), DIGITS_0_9_UPPER_LOWER).padEnd(6, "0");
  return [base62.slice(0, 4), bytes.toString("base64").slice(0, 4)];
}
var azureCommonAnnotated = ({ secret }) => {
  if (!/^[0-9A-Za-z]{52}JQQJ9[9DH][0-9A-Za-z+/]{26}(?:[0-9A-Za-z+/]{2}==)?$/.test(secret)) return NOTHING;
  return fitsWhen(commonAnnotatedChecksums(secret.slice(0, 80)).includes(secret.slice(80, 84)));
};
var ENTRA_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
function entraChecksum(first37) {
  const hash = marvin32(Buffer.from(first37, "latin1"), "AadPwd00");
  return toDigits(hash, ENTRA_DIGITS).padStart(6, "a").slice(0, 3);
}
var entraClientSecret = ({ secret }) => {
  if (!/^[\w.~-]{3}8Q~[\w.~-]{34}$/.test(secret)) return NOTHING;
  return fitsWhen(entraChecksum(secret.slice(0, 37)) === secret.slice(37));
};
var DEVOPS_CHECKSUM_BYTES = [2, 7, 8, 22];
var DEVOPS_MASKS = [3770247469, 270137646];
var azureDevopsPat = ({ secret }) => {
  const bytes = /^[a-z2-7]{52}$/i.test(secret) ? decodeBase32(secret) : null;
  if (bytes === null) return NOTHING;
  const stored = DEVOPS_CHECKSUM_BYTES.reduce((value, at) => (value << 8 | (bytes[at] ?? 0)) >>> 0, 0);
  const rest = bytes.filter((_, at) => !DEVOPS_CHECKSUM_BYTES.some((place) => place === at));
  const crc = crc32(rest);
  return DEVOPS_MASKS.some((mask) => (crc ^ mask) >>> 0 === stored) ? FITS : NOTHING;
};

// src/detector/checks/azure-sas.ts
var AROUND_CHARS = 700;
var azureSas = ({ before, secret, after, now }) => {
  const query = /[^\s"'`<>]*$/.exec(before.slice(-AROUND_CHARS))?.[0] ?? "";
  const rest = /^[^\s"'`<>]*/.exec(after.slice(0, AROUND_CHARS))?.[0] ?? "";
  const match = /[?&;](?:amp;)?se=(\d{4}-\d\d-\d\d)((?:T|%54)[\d:.%A]{2,20}Z?)?/i.exec(
    `?${query}${secret}${rest}`
  );
  if (match?.[1] === void 0) return NOTHING;
  const time = Date.parse(`${match[1]}T23:59:59Z`);
  if (Number.isNaN(time)) return NOTHING;
  return time < now ? { outcome: "none", note: `expired ${match[1]}`, atMost: "low" } : { outcome: "none", note: `expires ${match[1]}` };
};

// src/detector/checks/bech32.ts
var BECH32_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
var GENERATOR = [996825010, 642813549, 513874426, 1027748829, 705979059];
function polymod(values) {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = (sum & 33554431) << 5 ^ value;
    GENERATOR.forEach((part, bit) => {
      if (top >>> bit & 1) sum ^= part;
    });
  }
  return sum >>> 0;
}
function expandHumanPart(text) {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}
var ageBech32 = ({ secret }) => {
  const text = secret.toLowerCase();
  const split = text.lastIndexOf("1");
  const human = text.slice(0, split);
  if (human !== "age-secret-key-") return NOTHING;
  const data = Array.from(text.slice(split + 1), (character) => BECH32_DIGITS.indexOf(character));
  if (data.length !== 58 || data.includes(-1)) return { outcome: "fail", note: "not bech32 of a whole key" };
  return fitsWhen(polymod([...expandHumanPart(human), ...data]) === 1);
};

// src/detector/entropy.ts
function entropy(text) {
  if (text.length === 0) return 0;
  const counts = /* @__PURE__ */ new Map();
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count2 of counts.values()) bits -= count2 / text.length * Math.log2(count2 / text.length);
  return bits;
}

// src/detector/placeholder.ts
function isPlaceholder(secret) {
  return isTemplate(secret) || isFiller(secret) || isDocumented(secret) || isSequence(secret);
}
var TEMPLATE = new RegExp(
  [
    /\$\{|\$\(|\{\{|\}\}|<%|%>|#\{/,
    // shells, Jinja, Helm, ERB, Ruby
    /%\(\w+\)[sd]|^%[sdv]$|%[sdv][^%]*%[sdv]|[:/@_-]%[sdv](?!\w)|^%[sdv][:/@_-]/,
    // printf
    /\{[A-Za-z_][\w.]*\}|^\$[A-Za-z_]\w{0,63}$|^%\w+%$|^@\w+@$|^__\w+__$/,
    /^<[^<>]*>$|<[a-z][\w -]{2,40}>|^\[[A-Za-z _-]+\]$|^!\w+ /,
    /^(?:env|ref|secret|vault|file|arn|op|sops|ssm|awssm|gcpsm|keyvault|process\.env|os\.environ)[:.[/]/
  ].map(({ source }) => source).join("|")
);
function isTemplate(text) {
  return TEMPLATE.test(text);
}
var FILLER_WORDS = /example|placeholder|change[_-]?(?:me|it|this)|replace[_-]?(?:me|this|with)|redacted|your[_-]?(?:own|api|key|token|secret|password|access|client|account|private|db|app|auth|bot|user|project)|insert[_-]|put[_-]?your|enter[_-]?your|goes[_-]?here|dummy|notreal|not[_-]a[_-]real|fake[_-]|sample|foobar|lorem|ipsum|my[_-]?(?:api|secret|super|access|private)[_-]?|todo[_-]|fixme|xxxxx|x{4}[_-]|\*\*\*|\.\.\.|…|_{6}|----|some[_-]?(?:secret|token|key|password)|abc123|123abc|1234-1234|deadbeef|c0ffee|test[_-]?(?:token|key|secret|password|only)|secret[_-]?(?:key|token|value|here)|pass(?:word)?_?here/i;
var LONG = 200;
var LONG_FILLER_WORDS = /EXAMPLE|example|PLACEHOLDER|placeholder|REDACTED|redacted|changeme|CHANGEME/;
function isFiller(text) {
  if ((text.length < LONG ? FILLER_WORDS : LONG_FILLER_WORDS).test(text)) return true;
  return isOwnName(text) || repeats(text);
}
function isOwnName(text) {
  return text.length < 60 && /^(?:[A-Z]{1,20}_){0,5}(?:PASSWORD|PASSWD|PASSPHRASE|PWD|PASS|DBPASS|SECRET|TOKEN|KEY|HERE)$|^(?:[a-z]{1,20}[_-]){0,5}(?:password|passwd|passphrase|pwd|pass|dbpass|secret|token|key|here)$/.test(
    text
  );
}
var DOCUMENTED = [
  ["AKIAI44QH8DH", "BEXAMPLE"],
  ["wJalrXUtnFEMI/K7MDENG/", "bPxRfiCY"],
  ["je7MtGbClwBF/2Zp9Utk/", "h3yCo8nv"],
  ["AIzaSyD-9tSrke72PouQMn", "MX-a7eZSW0jkFMBWY"],
  // Of Firebase's own samples and tests: https://github.com/firebase/firebase-android-sdk
  ["AIzaSyAnLA7NfeLq", "uW1tJFpx_eQCxoX-oo6YyIs"],
  ["AIzaSyCkEhVjf3pd", "uRDt6d1yKOMitrUEke8agEM"],
  ["AIzaSyDMAScliyLx", "7F0NPDEJi1QmyCgHIAODrlU"],
  ["AIzaSyD3asb-2pEZ", "VqMkmL6M9N6nHZRR_znhrh0"],
  ["AIzayDNSXIbFmlXb", "IE6mCzDLQAqITYefhixbX4A"],
  ["AIzaSyAdOS2zB6NC", "sk1pCdZ4-P6GBdi_UUPwX7c"],
  ["AIzaSyASWm6HmTMd", "YWpgMnjRBjxcQ9CKctWmLd4"],
  ["AIzaSyANUvH9H9Bs", "Uccjsu2pCmEkOPjjaXeDQgY"],
  ["AIzaSyA5_iVawFQ8", "ABuTZNUdcwERLJv_a_p4wtM"],
  ["AIzaSyA4UrcGxgwQ", "FTfaI3no3t7Lt1sjmdnP5sQ"],
  ["AIzaSyDSb51JiIcB", "6OJpwwMicseKRhhrOq1cS7g"],
  ["AIzaSyBF2RrAIm4a", "0mO64EShQfqfd2AFnzAvvuU"],
  ["AIzaSyBcE-OOIbhj", "yR83gm4r2MFCu4MJmprNXsw"],
  ["AIzaSyB8qGxt4ec1", "5vitgn44duC5ucxaOi4FmqE"],
  ["AIzaSyA8vmApnrHN", "FE0bApF4hoZ11srVL_n0nvY"],
  // The search key of Yarn's documentation, which is public
  ["6fe4476ee5a18328", "82e326b506d14126"],
  // The documentation of requests-oauthlib
  ["kjerht23", "09u"],
  ["sdf0o98", "23sjdfsdf"],
  // RFC 6749 and RFC 6750, in the documentation of every OAuth library.
  ["2YotnFZFEjr1", "zCsicMWpAA"],
  ["tGzv3JOkF0XG", "5Qx2TlKWIA"],
  ["SplxlOBeZQQYb", "YS6WxSbIA"],
  ["7Fjfp0ZBr1Kt", "DRbnfVdmIw"],
  ["45ghiukldja", "hdnhzdauz"],
  // https://docs.stripe.com/keys: the key of Stripe's documentation, in public test mode.
  ["sk_test_4eC39HqLyj", "WDarjtT1zdp7dc"],
  ["sk_test_BQokikJOvB", "iI2HlWgH4olfQ2"],
  // https://learn.microsoft.com/nuget/reference/nuget-config-file
  ["33f!!", "lloppa"],
  ["hal+9ooo", "_da!sY"],
  // The OAuth clients of Google's and GitHub's command lines, the same on every machine.
  ["d-FL95Q19q7M", "QmFpd7hHD0Ty"],
  ["ZmssLNjJy299", "8hD4CTg2ejr2"],
  ["34ddeff2b558a23d38fb", "a8a6de74f086ede1cc0b"],
  // The first accounts of Hardhat and Anvil, and the words that Hardhat and Ganache make them of.
  ["ac0974bec39a17e36ba4a6b4d238ff94", "4bacb478cbed5efcae784d7bf4f2ff80"],
  ["59c6995e998f97a5a0044966f0945389", "dc9e86dae88c7a8412f4603b6b78690d"],
  ["5de4111afa1a4b94908f83103eb1f170", "6367c2e68ca870fc3fb9a804cdab365a"],
  ["7c852118294e51e653712a81e05800f4", "19141751be58f605c371e15141b007a6"],
  ["test test test test test test", " test test test test test junk"],
  ["abandon abandon abandon abandon", " abandon abandon"],
  ["myth like bonus scare over", " problem client lizard pioneer submit female collect"],
  ["candy maple cake sugar", " pudding cream honey rich smooth crumble sweet treat"],
  // The help text of kubectl, which stands in the program itself.
  ["uXFGweU9l3", "5qcif"],
  // The access token of Hugging Face's own continuous integration, in every copy of transformers.
  ["hf_94wBhPGp6KrrTH3K", "DchhKpRxZwd6dmHWLL"],
  // The documentation of SQLAlchemy, whose user is Oracle's scott.
  ["tiger", "^5HHH"],
  // The comment on wp_salt() in every WordPress: wp-includes/pluggable.php.
  ["h`GXHhD>SLWVfg1(1(N{;.V", "!MoE(SfbA_ksP@"],
  ["eZyT)-Naw]F8CwA*VaW#q*|", ".)g@o}||wf~@C-YSt}"],
  ["LzJ}op]mr|6+![P}Ak:uNdJC", "JZd>(Hx.-Mh#Tz)pCI"],
  ["+XSqHc;@Q*K_b|Z?NC[3H!!EO", "Nbh.n<+=uKR:>*c(u"],
  ["!=oLUTXh,QW=H `}`L|9/^4-3", " STz},T(w}W<I`.JjPi"],
  ["|i|Ux`9<p-h$aFf(qnT:sDO:D", "1P^wZ$$/Ra@miTJi9G"],
  ["Xakm<o xQy rw4EMsLKM-?!T+", ",PFF})H4lzcW57AF0U"],
  ["%:R{[P|,s.KuMltH5}cI;/k<G", "x~j!f0I)m_sIyu+&NJZ"]
].map((pieces) => pieces.join(""));
function isDocumented(text) {
  return DOCUMENTED.some((example) => text.includes(example));
}
var MOST_OF_FEW = 40;
function repeats(text) {
  const body = text.replace(/^[A-Za-z]{2,8}[_-](?:[a-z]{2,5}[_-])?/, "");
  if (body.length >= 8 && new Set(body).size <= Math.min(2 + body.length / 20, MOST_OF_FEW)) return true;
  const run = /(.)\1{7,}/.exec(body);
  const isZeros = run?.[1] === "A" && body.length - run[0].length >= 40;
  if (run !== null && body.length < 80 && !isZeros) return true;
  return /^(.{1,8}?)\1{2,}.{0,8}$/s.test(body) && body.length >= 8 && entropy(body) < 3.4;
}
var ALPHABETS = [
  "0123456789",
  "1234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm"
];
function isSequence(text) {
  const folded2 = text.toLowerCase();
  let inOrder = 0;
  let run = 1;
  for (let at = 1; at <= folded2.length; at++) {
    const step = folded2.charCodeAt(at) - folded2.charCodeAt(at - 1);
    const wraps = folded2.charCodeAt(at) === 48 && folded2.charCodeAt(at - 1) === 57;
    const turns = folded2[at] === "a" && /[09]/.test(folded2[at - 1] ?? "") || folded2[at] === "0" && folded2[at - 1] === "f";
    if (step === 1 || step === -1 || wraps || turns) {
      run++;
      continue;
    }
    if (run >= 5) inOrder += run;
    run = 1;
  }
  if (inOrder >= 10 && inOrder * 2 >= folded2.length - 8) return true;
  if (isInterleaved(folded2)) return true;
  return folded2.length < 24 && ALPHABETS.some(
    (alphabet) => alphabet.length < 26 && folded2.includes(alphabet.slice(0, 6)) && !/^\d+$/.test(alphabet)
  );
}
function isInterleaved(folded2) {
  const text = folded2.replace(/[^a-z0-9]/g, "");
  let run = 2;
  let longest = 0;
  for (let at = 2; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 2);
    const wraps = text[at] === "0" && text[at - 2] === "9";
    run = step === 1 || wraps ? run + 1 : 2;
    longest = Math.max(longest, run);
  }
  return longest >= 10 && longest * 2 >= text.length - 16;
}
var DEFAULT_PASSWORDS = new Set(
  "password passwd pass pwd secret secrets token key none null nil undefined true false yes no on off empty blank root admin administrator user username guest test tests testing tester default postgres postgresql mysql mariadb mongo mongodb redis rabbitmq guest oracle sa dev develop development local localhost prod production staging demo hunter2 letmein welcome qwerty asdf foo bar baz qux foobar foobarbaz hello world secret1 secret123 pass123 password1 password123 passw0rd p@ssw0rd p@ssword p@ss pa55word mypassword mysecret mytoken mykey changeme changeit change_me please_change s3cr3t s3cret sekret hidden masked private public string text value object function number int integer boolean char any bytes required optional auto plain basic bearer digest prompt stdin file env environment unused ignored invalid wrong incorrect correct correcthorsebatterystaple 123 1234 12345 123456 1234567 12345678 123456789 1234567890 123123 111111 000000 abc abc123 toor docker vagrant alpine ubuntu debian centos minio minioadmin minio123 elastic kibana grafana sonar jenkins nexus keycloak artifactory wordpress drupal joomla magento odoo gitlab github opensesame tiger thisisasecret notsosecret".split(" ")
);
function isDefaultPassword(value) {
  return DEFAULT_PASSWORDS.has(value.toLowerCase()) || /^(.)\1*$/s.test(value);
}
var COMMON_WORDS = [
  ..."password passwd passphrase pass pwd secret secure security admin administrator root user username login test testing".split(
    " "
  ),
  ..."tester guest default welcome qwerty letmein super strong very long really complex easy simple new old temp temporary".split(
    " "
  ),
  ..."initial master my your the this that is not a for dev local demo foo bar baz some any other another example db".split(
    " "
  ),
  ..."database postgres mysql redis mongo oracle docker service system server client key token".split(" ")
].sort((a, b) => b.length - a.length);
var COMMON = new RegExp(`^(?:${COMMON_WORDS.join("|")}){1,4}$`);
var ONE_COMMON = new RegExp(`^(?:${COMMON_WORDS.join("|")})$`);
var LOOKALIKES = {
  0: "o",
  1: "i",
  3: "e",
  4: "a",
  5: "s",
  7: "t",
  "@": "a",
  $: "s",
  "!": "i"
};
function isCommonPassword(value) {
  if (value.length > 32) return false;
  if (/^[a-z]{1,12}(?:pass|passwd|password|passphrase|pwd|secret)$/.test(value)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const common = kinds < 3 ? COMMON : ONE_COMMON;
  const stripped = value.toLowerCase().replace(/^[^a-z@$0-9]+|[^a-z]+$/g, "");
  return [value.toLowerCase(), stripped].some((text) => {
    const folded2 = text.replace(/[013457@$!]/g, (char) => LOOKALIKES[char] ?? char).replace(/[^a-z]/g, "");
    return folded2.length >= 3 && common.test(folded2);
  });
}

// src/detector/checks/encoded-parts.ts
var RFC_EXAMPLES = /* @__PURE__ */ new Set(["Aladdin:open sesame", "test:123£"]);
var base64Userpass = ({ secret }) => {
  const text = decodeBase64(secret)?.toString("utf8") ?? "";
  const colon = text.indexOf(":");
  if (colon < 0 || !/^[^\p{Cc}\ufffd]+$/u.test(text)) {
    if (/^[A-Z]?[a-z]+$/.test(secret)) return { outcome: "drop", note: "a word" };
    return { outcome: "fail", note: "is not base64 of user:password" };
  }
  const password = text.slice(colon + 1);
  if (text.startsWith('{"')) return { outcome: "drop", note: "is JSON" };
  if (password === "") return { outcome: "drop", note: "holds no password" };
  if (RFC_EXAMPLES.has(text) || isDefaultPassword(password) || isPlaceholder(password) || password === text.slice(0, colon))
    return { outcome: "drop", note: "holds an example, not a password" };
  if (isCommonPassword(password))
    return { outcome: "pass", note: "decodes to user:password, one that is guessed first", atMost: "low" };
  return { outcome: "pass", note: "decodes to user:password" };
};
var discordToken = ({ secret }) => {
  const first = /^([\w-]+)\.[\w-]+\.[\w-]+$/.exec(secret)?.[1];
  if (first === void 0) return NOTHING;
  return /^\d{17,20}$/.test(decodeBase64(first)?.toString("latin1") ?? "") ? { outcome: "pass", note: "the first part is an account number" } : { outcome: "fail", note: "the first part is no account number" };
};
var FIELD_END = 0;
var FIELD_LOCATION = 1;
var FIELD_SIGNATURE = 6;
var pypiMacaroon = ({ secret }) => {
  const bytes = secret.startsWith("pypi-") ? decodeBase64(secret.slice(5)) : null;
  const garbled = { outcome: "fail", note: "is not a whole macaroon of PyPI" };
  if (bytes?.[0] !== 2) return garbled;
  let location = "";
  for (let at = 1; at < bytes.length; ) {
    const type = bytes[at++];
    if (type === FIELD_END) continue;
    const length = readVarint(bytes, at);
    if (length === null) return garbled;
    const data = bytes.subarray(length.end, length.end + length.value);
    at = length.end + length.value;
    if (type === FIELD_LOCATION && location === "") location = data.toString("latin1");
    if (type === FIELD_SIGNATURE) {
      const whole = data.length === 32 && at === bytes.length && /^(?:test\.)?pypi\.org$/.test(location);
      return whole ? { outcome: "pass", note: `macaroon of ${location}` } : garbled;
    }
  }
  return garbled;
};
function readVarint(bytes, start) {
  let value = 0;
  for (let group = 0; group < 3; group++) {
    const byte = bytes[start + group];
    if (byte === void 0) return null;
    value |= (byte & 127) << 7 * group;
    if (byte < 128) return { value, end: start + group + 1 };
  }
  return null;
}

// src/detector/checks/json-base64.ts
function parseJsonObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
function decodeJsonObject(text) {
  const bytes = decodeBase64(text);
  return bytes === null ? null : parseJsonObject(bytes.toString("utf8"));
}
var base64Json = ({ secret }) => {
  const start = secret.indexOf("eyJ");
  const run = start < 0 ? "" : /^[\w+/=-]*/.exec(secret.slice(start))?.[0] ?? "";
  const separator = run.indexOf("_");
  const candidates = separator < 0 ? [run] : [run, run.slice(0, run.lastIndexOf("_")), run.slice(0, separator)];
  return candidates.some((text) => decodeJsonObject(text) !== null) ? { outcome: "pass", note: "decodes to JSON" } : { outcome: "fail", note: "does not decode to JSON" };
};

// src/detector/checks/key-text.ts
var MOST_CHARACTERS = 65536;
var BEGIN2 = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----|---- BEGIN (SSH2 ENCRYPTED PRIVATE KEY) ----/;
var END2 = /-----END [A-Z0-9 ]{0,60}-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----/;
var PUTTY = "PuTTY-User-Key-File-";
function readKeyText(secret, before = "", after = "") {
  const holdsBegin = BEGIN2.test(secret) || secret.includes(PUTTY);
  const near = holdsBegin ? secret : before.slice(-200) + secret;
  const whole = END2.test(secret) || secret.includes("Private-MAC:") ? near : near + after;
  const text = unescape(whole.slice(0, MOST_CHARACTERS));
  const putty = text.indexOf(PUTTY);
  if (putty >= 0) {
    const lines = text.slice(putty).split(/\r\n|\n|\r/);
    return { label: "PuTTY", lines: lines.map((line) => trimLine(line, "")), encrypted: false, ended: true };
  }
  const begin = BEGIN2.exec(text);
  if (begin === null) return null;
  const rest = text.slice(begin.index + begin[0].length);
  const end = END2.exec(rest)?.index;
  const body = rest.slice(0, end);
  const headless = body.replace(
    /Proc-Type:[ \t]*4,ENCRYPTED\s*(?:DEK-Info:[ \t]*[\w-]+(?:,[0-9A-Fa-f]+)?)?/,
    "\n"
  );
  return {
    label: begin[1] ?? begin[2] ?? "",
    lines: bodyLines(headless, end !== void 0),
    encrypted: headless !== body,
    ended: end !== void 0
  };
}
function bodyLines(body, ended) {
  let lines = [];
  let continued = false;
  for (const raw of body.split(/[\r\n]+/)) {
    const isHeader = continued || /^[ \t]*[A-Za-z][\w-]{1,60}: /.test(raw);
    continued = isHeader && raw.endsWith("\\");
    const line = isHeader ? "" : trimLine(raw, `'"\`,;\\|>*#()[]{}`).replace(/^\/{2,3}(?:[ \t]+|$)/, "");
    if (line === "" || line === "+" || line === ".") continue;
    if (!ended && !/^[A-Za-z0-9+/=]+$/.test(line)) break;
    lines.push(line);
  }
  if (lines.length > 2 && lines.every((line) => line.startsWith("+")))
    lines = lines.map((line) => line.slice(1));
  return lines;
}
function trimLine(line, extra) {
  const isEdge = (index, neighbour) => {
    const character = line.charAt(index);
    if (character === "+" || character === ".")
      return extra !== "" && /^["'`\s]$/.test(line.charAt(neighbour));
    return character === " " || character === "	" || character !== "" && extra.includes(character);
  };
  let start = 0;
  let end = line.length;
  while (start < end && isEdge(start, start + 1)) start++;
  while (end > start && isEdge(end - 1, end - 2)) end--;
  return line.slice(start, end);
}
var ESCAPES = {
  n: "\n",
  r: "\r",
  t: "	",
  "/": "/",
  u000a: "\n",
  u000d: "\r",
  u002b: "+",
  u002f: "/",
  u003d: "="
};
var PERCENT2 = {
  "%0a": "\n",
  "%0d": "\r",
  "%20": " ",
  "%2b": "+",
  "%2f": "/",
  "%3d": "=",
  "%3a": ":",
  "%2c": ","
};
function unescape(text) {
  return text.replace(
    /\\{1,8}(u00[0-9a-f]{2}|[nrt/])/gi,
    (whole, code) => ESCAPES[code.toLowerCase()] ?? whole
  ).replace(/%[0-9a-f]{2}/gi, (whole) => PERCENT2[whole.toLowerCase()] ?? whole).replace(/&#(?:10|13|x[ad]);/gi, "\n");
}

// src/detector/checks/private-key.ts
var import_node_crypto5 = require("node:crypto");

// src/detector/checks/der.ts
var DER_INTEGER = 2;
var DER_BIT_STRING = 3;
var DER_OCTET_STRING = 4;
var DER_OBJECT_ID = 6;
var DER_SEQUENCE = 48;
function readHead(bytes, start) {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === void 0 || first === void 0) return null;
  if (first < 128) return { tag, from: start + 2, end: start + 2 + first };
  const count2 = first & 127;
  if (count2 === 0 || count2 > 2 || start + 2 + count2 > bytes.length) return null;
  const from = start + 2 + count2;
  const length = bytes.subarray(start + 2, from).reduce((sum, digit) => sum * 256 + digit, 0);
  return { tag, from, end: from + length };
}
function readDer(bytes, start = 0) {
  const head = readHead(bytes, start);
  if (head === null || head.end > bytes.length) return null;
  return { tag: head.tag, content: bytes.subarray(head.from, head.end), end: head.end };
}
function isCutShort(bytes) {
  const head = readHead(bytes, 0);
  return head !== null && head.tag === DER_SEQUENCE && head.end > bytes.length;
}
function readDerSequence(bytes) {
  const outer = readDer(bytes);
  return outer?.tag === DER_SEQUENCE ? readDerValues(outer.content) : null;
}
function readDerValues(bytes) {
  const values = [];
  for (let at = 0; at < bytes.length; ) {
    const value = readDer(bytes, at);
    if (value === null) return null;
    values.push(value);
    at = value.end;
  }
  return values;
}
function writeDer(tag, ...contents) {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const head = length < 128 ? [length] : length < 256 ? [129, length] : [130, length >> 8, length & 255];
  return Buffer.concat([Uint8Array.of(tag, ...head), ...contents]);
}
function writeDerInteger(bytes) {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  return (digits[0] ?? 0) >= 128 || digits.length === 0 ? writeDer(DER_INTEGER, Uint8Array.of(0), digits) : writeDer(DER_INTEGER, digits);
}
function writeDerObjectId(dotted) {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 127];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift(left & 127 | 128);
    bytes.push(...groups);
  }
  return writeDer(DER_OBJECT_ID, Uint8Array.from(bytes));
}
function toBigInt(bytes) {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

// src/detector/checks/key-facts.ts
function describeKey(facts) {
  const size = facts.bits === null ? "" : ` of ${facts.bits} bits`;
  const state = facts.encrypted ? ", encrypted: it opens only with its passphrase" : "";
  return `${facts.kind} private key${size}${state}`;
}

// src/detector/checks/known-test-keys.ts
var TEST_KEYS = [
  [
    "RFC 8032, section 7.1",
    "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9",
    "deb2ded39dc26fce0e6085b6fc34bf6b5941913bbfe2ea614113cff9e004c170"
  ],
  ["RFC 8410, section 10.3", "a1e9156054e04fac899ae9f275132cdc07a5dbc4ea2c2ad3a1ffc6e0d253681f"],
  [
    "the tests of agent-base and https-proxy-agent",
    "f9fdc73330343640394d9ab03add673917ed3019d8eb271aa80204ab25de47a2"
  ],
  ["Browsersync's development server", "027ccdcaff80154b7bb55057357d59990e4dc401938a4065c3195508391531c5"],
  ["the documentation of http-signature", "6abc29c310d9c042fd93e21828b8178161400a3b78adf0f09d62ac13712eb5fe"],
  [
    "the tests of jsonwebtoken",
    "454727d39e91d8fef1192d0c2b41c2029ac6e30ae14493ffc50f868c2bb66012",
    "5046d1bc75ac368638a4bf2dd8a32e183851259adc7486bc3c27113994ea2d13"
  ],
  ["the development server lws", "53b676ee7841f03921dffb29ac9a24f4ae928ab5ee303d5e05959abac06432ee"],
  [
    "the examples and tests of MQTT.js",
    "cea8f7596aa9077974453ea745a23e4fb9ffa6feba276dea11fc1031668936a5",
    "a3629b926c97f963a5d3384165caea5833e98f48b27efbd07a0757c47bb1ed4c",
    "e85bd2264096a77b33d8c8d95490287246729129c1b826f956afbb9c86ce4333",
    "a252d09678b85d780f482de3ea4161cdec2e13bf98782c0e4e476e0ee8d71043",
    "d8ce68cc2e96ba327be5ab66da4392424b70ba3b3d91dd2e891ed278e79102a1"
  ],
  ["the documentation of node-rsa", "3c6e209ff52b4bfdda6d7cf45cdfcac7a65e270b1874b1b78c9f3835d8a01e7b"],
  ["smtp-server, as its default", "c7c33a9a1bf0b606c384fb4b141f01191a14471f441f0cffd7865e4d81de754e"],
  ["the npm package spdy-keys", "cc84c1756848012325f4484e2c829bb54864b9549dd5680878b0a091cd7b0403"],
  [
    "the tests of ssh2",
    "429d4446dddec54d18060e0d4ea031d38723403a05e810c30a374144e40626a8",
    "9f01683ef827faffe3e7c71759df936ac45825fc6a314a55670924bcf7120642",
    "b03d9a22deb304b514220401e921aab257e3c8d8a42f4da86762fa1679f18f74",
    "4a28a472172bdbffa6189d3283f2a37a6188934e630a87ebb49543b7ae83c6f2",
    "165f8229b393e153111d7d411d1401e84065ec1775dbc414289225e4ea53306b",
    "54d9020a84f62ebe1847f15a48c2a2692555ea581bf2baf95739d1beeddd65fe",
    "c291e420f8ba14de973b0795817a3b47410051f791071a6be2d8018a05343a9c"
  ],
  [
    "the documentation and tests of PyJWT",
    "88c1b21e4e62f7bc2e3527d016c81df8611aff408b3d3776fcd6ce80f2f2be4b",
    "49c206e4acc33a73a8634abda6ae09f32078fb5a3a8a9a6a9ebccf8669b12bc8",
    "d7ebb5567eba7379e871d982896f4f1927290b29aa4fab92aa262ea6cc9be673",
    "ddf44bc810c7797dee26e55368cb280e0d04bea070a0bfaf1d64637de076fe5c",
    "0e8d7322b0c7bd329d39602f7369591692e9c17cd7611b11283818e5497043e6",
    "0a8bf6de1ee17c6f6493537cf73c82eb707d8989e6585d48807a1dd2ac7de3c2",
    "6d459732975cf50fd3bb2d179029077bbec65f1db5530a3950b37b37047d26a6",
    "0aacaece81bf1d86bff71ce456d08c6b6edabcf037cee4b8d9d240aa86c972be",
    "d3c6b207c9f500e783546e40682450c7650ed21bdf6a7f70ffe8ad0c5a4027a8",
    "4e207437a33616eb039950ed3b824f4544e6e28eb8ae8be6ad868301120b144b",
    "b921c97ae4c2acea0dee6ece171d9953305346d5d4f9a25a3199a64be1e650b5"
  ],
  [
    "the tests of aiosmtpd",
    "7dd2dc27476f90a7fc9fd7efd146a1a8201700181c9577fcbc02da84b9886b77",
    "f43730ee3210aeb72f59cbbcd27677f63a1059d6100f18974124d1163cd51134"
  ],
  [
    "the tests of Paramiko",
    "3abb44c517bcb80b00e42fb6c474a24c347a15953e5845d3f0f1b4091ed9a6c3",
    "fd2d4279686daf7b850a3758defd2bbaa50e1afc680651c9101c90f6085203b8",
    "ce02be416414e3640aa7e9c31cf479c2eb0c26ecb18f73ac0dfe4878e59c98c8",
    "edabd2a07830c5d2e7ae3e6899501bcb023de27c81aea18d79704fb159b06575",
    "fd4ce3a37b60fb36af606e839fd818ef31cddbab9893fe92478ffe3ce6e9ca54",
    "f90c84150a6de227f735ebf9b8da3ed26aa62f595eeb1b8e722461d48d43b7d8",
    "daa0e49d756ea61623e56051c1c60d3cbe729cea108264c57e9bc4488bc669dd",
    "d4a27bc18acdec9bec13c78b170030a7360f810468c49a3ce87dd1cf3522a3f9",
    "ccc69647a91ec082a52422a85e64ab43539e583dcc722cd01aaad84eff5d4b8b",
    "ba80dd06ce0273c92e7a76ecf1a6dabfffebdaca6a0c8749a8bc9664c968e128",
    "ba7576db889cd27dbfc9386abe2382cc3fcde056c22fbe851b546c157965ec17",
    "4a9278fe63b1a6cc2cc8dbc72f5b6cec5e39c630c15e23db3d73fda852ef93d6",
    "fac2a8436c7f0fa68fa2d1ce1667680c3189404391bac9216d626071ddc0f1ae",
    "baf33712ca518f72796ebd60326dc3efe3794509024e07c3d054a3c8e09faf0a",
    "3d8a85da1645edd60bcdcbe9db22ffd0b5d7af72ce8b640a2580565ef950b041"
  ],
  [
    "the test vectors of pyca/cryptography",
    "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9",
    "2391990aa611e5e333a6a37af8921d263faab93b55ea293bc124a7bbab5ebc61",
    "bdb42862ec8cc2f8dfbfd465e37b2ea9fd6df6afad41a8c6870aacfd524bc900",
    "10bc1ebd3085c5fc24f550d90db24346da3d99621d3634ee1631755f8b797c27",
    "667e6d8114125c86c1338af54eaf516243d6b1fb933e48a45a59d82ac3f9f94b",
    "7b4294845f9e687ebfe77ce092a7b6f0431d521a4e2d01c780ba10266e48f0e3",
    "724882fdf967725ac9962463b669b0caebf1ec2e1efec714d5e45aa5c6d104ee",
    "51eb139008ff17e579b3b121bd9a2d49fd5ba28ad80eee3257618e4a1f41b74f",
    "bce1a9fd75ada85b81c79bcfc67c5115ba96a898c77071537f656d5db6a27ec0",
    "95b4478284a6d7ceb35cbc7cda0ed723cf4325d56825e01291ff48a55144d16f",
    "45646fb34879371b89d537ab6428603fe01ffd7164ff09e35d8a2d657e772198",
    "b9860ce11b99eecd6ad8a6aded120d32ccfcd521db92702c2db070ed011c4019",
    "100329507e34f1e936f54b7820b2f559eaabb4f01e0e2b5e84c57d44657564bd",
    "7da130ba5b03d172ad14512edb9fa866729b41fce34aa62e9721d4ab62d66c27",
    "ea336ced78029075d5bfa3f17b93c0213f5144cdf320706fb6908724e80d48df",
    "569808922a25778128f01b7c443263077fcdc75c0dcea62f9abaa78d3a34db63",
    "1510570ede7835495affac00d0f6485d38b1d160898951319707137bdd318b02",
    "81a56126a9fa72ad07573d3ef0706468e7bb3924875b1ccfd05b46cf7ddb9d71",
    "b96292db093af7a33a92289b88403c9b433c4ddea7ab1d0231cc00af6015b20d",
    "634784673473a7a88124666e7999bffe24c06ffad434a2be1d5cb58887e514d7",
    "b0660b729b1ab5572ed3b0a11caf86e26874bc8189529de03a1390f69763e132",
    "47c86bcd79779e54a60c9b23b3417d552999ba1e8b8d255ab9bb2389ee620224",
    "28022069aa5f82c4dc2a904aea93225f2c94eb70c06c8caa4f42cc68a4aeea86",
    "a7e307204a39127378da83ac0bef2a86616685bf3709ef38848b5a2861f244cd",
    "fb1c3031603393ff67a97f1ffaba1fdb363108f60b9fd058000c180b133fc20e",
    "e5a213d578dee765f829f081ca5b5a348a4b44a0bd9e597d916344059b5e7cec",
    "c77e64782f65c8c717b59c324402cba2e192c37833abbd2cb9a478005349794b",
    "2c446dbe49a5a092ede8932a658f7e84c1621e45d961c23ecd374d231188dd0f",
    "6f1127276010c8748066c2bc04328eef5637d288cd3260866c0f20cac1f00579",
    "ed44792e85700ec7b303976284ca016edab5d4aa2e2c86cd0839accad5d1a66b",
    "99c7097b3cf6f67f038336dc3b45a1284356cd0236fc2d9ce88ce080c2a9ae2f"
  ],
  ["the tests of Eventlet", "5e6e9da31dc27073ff41bd996265970be96c44cb21c9f67f64053d03c6d4c59e"],
  [
    "the tests of pyOpenSSL",
    "6589eb8f37dbf2876731eff966c27c5a503e36bd53cc7566e75f34634b50b182",
    "f1a2b1c322f295286463e03bcada0d16536f2be5d481c968d525a7fd9fd298ab",
    "3aacbacb4c15932e4d887bde478b72759a02d11f858f6836c4067ec919c3eeb0",
    "6ed4693c67e1523a4ad93a20ffa2a5cfd7e35f19d7f1844619aacc260c15309c",
    "15117e2d9943b59eae5f7bf98e7de3204905e36038c24962f70b9bb2adb532fb",
    "5734d2eecd3d8d5c0e8a358f1e0c1c03a9e1ca7bf217b1637a531cb1e08ff68d",
    "79c8dbeefb157c41748c7c5933de8c9480ad04ac5b99d59901b2c97edd43d9ff",
    "2a1929dc74eb39b56a4435240d41660eb49b3d5bf576fee4e0248c18c5c7b2b0",
    "0b7d80266dd2958407021fafe2fc630bfeee683d28f6a69adf908d4a1a0f617c",
    "26748345fcd8dd1bdbf5034ab711dbcf8d11790e453c9cf23df7b1d7ebbbe005",
    "a6272f6ca1a973be0b25f695ac2ff2b2ac28f3e56548a5e1228c8ca60e5a474f",
    "410c57044690aec830dd41328a4e133e98681be283f43821bd15831c8189d2c6",
    "dc9810a702a4b517541fd5b1fbfa0ca4994893dbebfa2c11b2da1b9571adfd26",
    "e16f0d5e5b5dd7f6ac1cb6151053714f3542e75cef45023bcd08c11d683ff77f"
  ],
  [
    "the tests of Requests",
    "613e4bb86ee66604a614a23bbed11993e1921034d9b5049cd00a5db2476156fe",
    "b76a28c6481ed65dcc260342d69835f38b8d998e14e6c44397227c54a43f31bd",
    "de1d72438371b8ae07e10cbea581dcb509e33492e2f0862f0a16c2acc50020ea",
    "2775e67304bf032ffe619fc8ca30b270dc54687cdc622d75f8021ac7f079bbb3",
    "329799340ca9e9cf146fbe9b234094c13235e75d617c9725496231de967355ba",
    "82f1794f17693e8f8017a801dee12ec717574fb5dd7a95006450a15193153c29",
    "fc74a5b691c55b7598fc8c3942f9be9af642c55311f9a22a1c6400bb4bf4da2b",
    "52eae116e12064eeb98a7cef2cf30a4c199cfb45f3c064066325ffd538007fa6"
  ],
  ["the tests of Tornado", "0fe4ef49b7f19bdf057e1fbcfcea8d9e5c177c2b7f85e878396b5f3338d3797e"],
  [
    "the tests and examples of Twisted",
    "543499d150798197aef8b7aa2797d89cec4e49ba82cc09d29f8896e03894161a",
    "883163dc0ed9efa0fd7e54d0e50881678da177ea490881af8687b43382707823",
    "7362c1b343cbbdacd975f842d05e40cfcd32b4b514c27ccca9a6c4e7b3e9026f",
    "0a8e708c63073c79a888ea33c3d65d704cf5b5aedd1baea4c45043716aad61d5",
    "173cfd71a8e276b2163268c31671dfac3e5d48f65f8803623236722d58298999",
    "c813513363b6cdabb996c99b577babaed3d288b66ab962948f963a759489d670",
    "4b8c7bc1ccd88b61622ed72ccf917962515d594839be28c3d5c6add6e6c4bd8b",
    "7c405038cca18e98d351c62b23375aea331b15e5d36751a87f8833f4a56d0985",
    "bc18bc5012394e8471463241515cbb374b11537047ed3825520e7ae12bfb4cdb",
    "94d71115241286373b1f722831bc4ec8abf377b222d618051e931cb7f8a57efa"
  ],
  [
    "the tests of urllib3",
    "a4d1449297eced86c308fbd4c46e70575d63d860ec15cf8fbef8ab1a41bf82e7",
    "15f827f9a2bd16bcb865bceae460c2673572aa2479f6dd77757f842f30cc54e0"
  ],
  ["Vagrant's insecure key pair", "bde93142b0780b2a66d27977d35f4f542e71cc538d491fe6609e2380b747a027"],
  [
    "Python's own tests",
    "d67b630ea74dcbf01fa590d57c4469cff7c8170e72bcdce3510d33ef89dd5224",
    "9e4456c9dc7098dc4330cc8f0f84f27f7771543758a68b03e93b2615a412eb4f",
    "be4c89ae84278a5efc10bd6bfa615e3f84b9a91110b17bb52ba6a351eaa14d4d",
    "316541c3534f29b7cbef76e630fd05cf22c7737fc5ec16de930d5a65a10e1478",
    "052409d23910ef0c2147b2af3d9f8348d9365d367f312eb109ba3daaefbe55d4",
    "ae6cf3f89a9743877ef0585d5c9f16b6ce43a6a6dc3383dcc766742d5dc5e7b0",
    "ab8e035b61375a026a577d38c424249b74b59795e8690aecf05fcf1c23e27998",
    "a0eb5a3d1414086256cfd994b4afe2c759376087269d7cede24af0dd95c30ab6",
    "c3e2fc4b8742a19c114912a4fcdd9d0c58e3481c6eb4ce447b778bb7edfdde83",
    "8064304dc78d97bb96dcf71c5edeb7abe8412efeab98972a9749df0ab065ad37",
    "0a8b54336a8f109dbf0f1cf6f8ba46f9e31aeaf0c07af3fa56868f0487d895da",
    "990c02b92948ebe7dd937acf1ee7bda652aee927ae71dcaa027a28d8df0a23fe",
    "3610893ac98cb708ebe91f3d7a7da48d9a15e9cd74ddca2976c4072ad5b9e5b4",
    "b27242ebec6d3db0ebbe05bb7c650a421ff90348629d3e0410bc7369b337d4fd",
    "9b9d3c3ef2e8355d910e66c472cee6ccedeb6a24ff97eb0a80d55ef37db6928f",
    "fe2ff9b611dd9d21678901b8e191235ab48327c483a91a050492bcc31bad3860",
    "1d2054b91a55916ad0dff7f13988af44ab6097b310f9c7587f2637367bd7c150",
    "532c1cf563e57e9d3cff65cf4e313f4f0ee97755e173c0e946c850c3ab6d76dc",
    "e2a7b7fd502ed35454f0dd95fae8bebe86cf558ac86c49c78cb8823703cd81f3",
    "45f9a0efba2ef7f6d918bba1abbb96d497a69d87551b8258f8f3a44b88634b2e",
    "515894a88719a8d79c72ce9150c5e6e7d618c75203256fc8f511db9b9d20a0c8",
    "2e969d5e71491b6cf1691ed5b16b98b9a6b60f864789b1c12ffafe3e9282086e",
    "11035725de095a06370fc5df46f29eaf693aa691cac6b260de6d569a37f5cf89",
    "edfe2d266a8e34aae10e7fdf5dbaaf4ad37d0fab6d3d738e463f59c066b3b0c5",
    "78a9d7ef40805a18a68b7342168614537e61b1733c887c4f86cf4d802f6dbb26",
    "eb78e5f113bf5dc3e4db5ccff78d7c289f926e5da719716ca2248384657e008f",
    "8a12ccf7129ea49354843d05eff2603624e80830d0506170a205ba23aff2afe4"
  ],
  [
    "the documentation of the AWS command line",
    "a013eac193f2b8790efdb5612b16ded3aff4804e1d26ecc17c6a041762f39435"
  ],
  [
    "the proxy of Moto",
    "f82fa21795aaf2750d451c9bf42ae3225649d3b655bc5560441c7d435754adcd",
    "1e3b74d68b5ddba5f585689cfc06da1d7a864c55f61f28f5269e65d613f91837"
  ],
  ["the examples of xmlsec", "ef5ee52829413aeaa584c6f395a50d554f5f05dc52f15c4922beb92112d70576"],
  ["the tests of gsutil", "bf7fe7a270746d8ca3234af72c896d2e45e8c9185a13d4565e1ca73467e4a6e0"],
  ["the tests of boto", "7ed1483c0051bdf1c328a95573f310838d217e02e9d9ce94bad27bb93aea4505"],
  [
    "the tests of Google's auth library",
    "38e6053a316fcc97dd2e367c33e844b7b767817287c5efcd5cfbb02b8890a5f7",
    "16957203721350fafa7a382dce532c75fdc37cda86fba73e2e84684854bb3737",
    "9b445b3d3080b3a8520c7467af119ec40f31f758633d360a6e2e1ed96c164630"
  ],
  ["the examples of Go's crypto/tls", "226acd9b52f5731987d46521bbe02fa88045f9eb0c4a262690022d23cbb5eef2"],
  ["the tests of Go's crypto/x509", "fc7575b99276181ddc2ceded6d0c4a423b025ae39a0a1f94363dd2545f0331a4"]
];
var ORIGINS = new Map(
  TEST_KEYS.flatMap(([origin, ...fingerprints]) => fingerprints.map((print) => [print, origin]))
);
function knownTestKey(spkiSha256) {
  return ORIGINS.get(spkiSha256) ?? null;
}

// src/detector/checks/pgp-key.ts
function readArmour(lines) {
  const last = lines.at(-1) ?? "";
  const hasChecksum = /^=[A-Za-z0-9+/]{4}$/.test(last);
  const bytes = decodeBase64((hasChecksum ? lines.slice(0, -1) : lines).join(""));
  if (bytes === null) return null;
  return { bytes, checksumFits: hasChecksum ? armourChecksum(bytes) === last : null };
}
function armourChecksum(bytes) {
  const crc = crc24(bytes);
  return `=${Buffer.of(crc >> 16, crc >> 8 & 255, crc & 255).toString("base64")}`;
}
var TAG_SECRET_KEY = 5;
function readPgpKey(bytes) {
  const packet = readPacket(bytes);
  if (packet?.tag !== TAG_SECRET_KEY) return null;
  const body = packet.body;
  const facts = { kind: "PGP", bits: null, encrypted: false, spki: null };
  const version = body[0];
  if (version === 4) {
    const at = skipPublicFields(body, body[5] ?? 0);
    const usage2 = at === null ? void 0 : body[at];
    if (at === null || usage2 === void 0) return null;
    if (usage2 >= 254 && body[at + 2] === 101) return { ...facts, harmless: "its secret half is not in it" };
    return { ...facts, encrypted: usage2 !== 0 };
  }
  if (version !== 6) return null;
  const length = Buffer.from(body.subarray(6, 10));
  const usage = length.length === 4 ? body[10 + length.readUInt32BE()] : void 0;
  return usage === void 0 ? null : { ...facts, encrypted: usage !== 0 };
}
function skipPublicFields(body, algorithm) {
  const numbers = (/* @__PURE__ */ new Map([
    [1, 2],
    [2, 2],
    [3, 2],
    [16, 3],
    [17, 4],
    [20, 3]
  ])).get(algorithm);
  let at = 6;
  if (numbers !== void 0) {
    for (let index = 0; index < numbers; index++) at = skipNumber(body, at);
    return at;
  }
  const fixed = (/* @__PURE__ */ new Map([
    [25, 32],
    [26, 56],
    [27, 32],
    [28, 57]
  ])).get(algorithm);
  if (fixed !== void 0) return at + fixed;
  if (algorithm !== 18 && algorithm !== 19 && algorithm !== 22) return null;
  at = skipNumber(body, at + 1 + (body[at] ?? 0));
  return algorithm === 18 ? at + 1 + (body[at] ?? 0) : at;
}
function skipNumber(body, at) {
  const bits = (body[at] ?? 0) << 8 | (body[at + 1] ?? 0);
  return at + 2 + Math.ceil(bits / 8);
}
function readPacket(bytes) {
  const [head = 0, first = 0, second = 0] = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head < 128 || bytes.length < 6) return null;
  let tag = head & 63;
  let from;
  let length;
  if ((head & 64) === 0) {
    tag >>= 2;
    const size = head & 3;
    from = [2, 3, 5, 1][size] ?? 1;
    length = [first, view.getUint16(1), view.getUint32(1), bytes.length - 1][size] ?? 0;
  } else if (first < 192) [from, length] = [2, first];
  else if (first < 224) [from, length] = [3, (first - 192 << 8) + second + 192];
  else [from, length] = [6, view.getUint32(2)];
  return from + length > bytes.length ? null : { tag, body: bytes.subarray(from, from + length) };
}
var pgpArmour = ({ secret, before, after }) => {
  const text = readKeyText(secret, before, after);
  const armour = text?.label.includes("PGP") === true ? readArmour(text.lines) : null;
  if (armour === null) return NOTHING;
  if (armour.checksumFits === false) return { outcome: "fail", note: "checksum of the block does not fit" };
  const facts = readPgpKey(armour.bytes);
  const said2 = [
    armour.checksumFits === null ? null : "checksum fits",
    facts && describeKey(facts),
    facts?.harmless
  ];
  const note = said2.filter((text2) => typeof text2 === "string").join("; ");
  const atMost = facts !== null && (facts.encrypted || facts.harmless !== void 0) ? "low" : null;
  return {
    outcome: armour.checksumFits === true ? "pass" : "none",
    ...note === "" ? {} : { note },
    ...atMost === null ? {} : { atMost }
  };
};

// src/detector/checks/private-key-der.ts
var import_node_crypto2 = require("node:crypto");

// src/detector/checks/public-key-der.ts
var import_node_crypto = require("node:crypto");
function writeSpki(algorithm, key) {
  return writeDer(DER_SEQUENCE, algorithm, writeDer(DER_BIT_STRING, Uint8Array.of(0), key));
}
var NULL = Uint8Array.of(5, 0);
function rsaSpki(modulus, exponent) {
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId("1.2.840.113549.1.1.1"), NULL);
  return writeSpki(algorithm, writeDer(DER_SEQUENCE, writeDerInteger(modulus), writeDerInteger(exponent)));
}
function dsaSpki(parameters, value) {
  const group = writeDer(DER_SEQUENCE, ...parameters.map(writeDerInteger));
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId("1.2.840.10040.4.1"), group);
  return writeSpki(algorithm, writeDerInteger(value));
}
function ed25519Spki(key) {
  return writeSpki(writeDer(DER_SEQUENCE, writeDerObjectId("1.3.101.112")), key);
}
var CURVES = [
  { oid: "1.2.840.10045.3.1.7", name: "prime256v1", ssh: "nistp256", bits: 256 },
  { oid: "1.3.132.0.34", name: "secp384r1", ssh: "nistp384", bits: 384 },
  { oid: "1.3.132.0.35", name: "secp521r1", ssh: "nistp521", bits: 521 },
  { oid: "1.3.132.0.33", name: "secp224r1", ssh: "", bits: 224 },
  { oid: "1.2.840.10045.3.1.1", name: "prime192v1", ssh: "", bits: 192 },
  { oid: "1.3.132.0.10", name: "secp256k1", ssh: "", bits: 256 },
  { oid: "1.3.36.3.3.2.8.1.1.7", name: "brainpoolP256r1", ssh: "", bits: 256 },
  { oid: "1.3.36.3.3.2.8.1.1.11", name: "brainpoolP384r1", ssh: "", bits: 384 },
  { oid: "1.3.36.3.3.2.8.1.1.13", name: "brainpoolP512r1", ssh: "", bits: 512 }
];
function ecSpki(curve, point) {
  const algorithm = writeDer(
    DER_SEQUENCE,
    writeDerObjectId("1.2.840.10045.2.1"),
    writeDerObjectId(curve.oid)
  );
  return writeSpki(algorithm, point);
}
function ecPoint(curve, secret) {
  try {
    const exchange = (0, import_node_crypto.createECDH)(curve.name);
    exchange.setPrivateKey(secret);
    return exchange.getPublicKey();
  } catch {
    return null;
  }
}
function bitLength(bytes) {
  const number = toBigInt(bytes);
  return number === 0n ? 0 : number.toString(2).length;
}

// src/detector/checks/private-key-der.ts
var EC_PARAMETERS = 160;
var EC_PUBLIC_KEY = 161;
function readPrivateKeyDer(der) {
  const parts = readDerSequence(der);
  const first = parts?.[0];
  if (parts === null || first === void 0) return null;
  if (first.tag === DER_SEQUENCE) {
    const isEncrypted = parts.length === 2 && parts[1]?.tag === DER_OCTET_STRING && parts[1].content.length > 0;
    return isEncrypted ? { kind: "PKCS#8", bits: null, encrypted: true, spki: null } : null;
  }
  if (first.tag !== DER_INTEGER) return null;
  switch (parts[1]?.tag) {
    case DER_SEQUENCE:
      return readPkcs8(der, parts);
    case DER_OCTET_STRING:
      return readEc(parts, void 0, () => derivePublicHalf(der, "sec1"));
    case DER_INTEGER:
      if (!parts.every((part) => part.tag === DER_INTEGER)) return parts.length > 9 ? readRsa(parts) : null;
      return parts.length === 6 ? readDsa(parts) : parts.length >= 9 ? readRsa(parts) : null;
    default:
      return null;
  }
}
function readRsa(parts) {
  const [, modulus, exponent, , first, second] = parts.map((part) => part.content);
  const facts = rsaFacts(modulus ?? new Uint8Array(), exponent ?? new Uint8Array());
  return areFactors(modulus, first, second) ? facts : { ...facts, damage: "its numbers do not belong together" };
}
function rsaFacts(modulus, exponent) {
  return { kind: "RSA", bits: bitLength(modulus), encrypted: false, spki: rsaSpki(modulus, exponent) };
}
function areFactors(modulus, first, second) {
  if (modulus === void 0 || first === void 0 || second === void 0 || modulus.length > 2100)
    return false;
  return modulus.length > 0 && toBigInt(first) * toBigInt(second) === toBigInt(modulus);
}
function readDsa(parts) {
  const [, p, q, g, value] = parts.map((part) => part.content);
  const group = [p, q, g].map((part) => part ?? new Uint8Array());
  return {
    kind: "DSA",
    bits: bitLength(p ?? new Uint8Array()),
    encrypted: false,
    spki: dsaSpki(group, value ?? new Uint8Array())
  };
}
function readEc(parts, outer, derive) {
  const secret = parts[1]?.content;
  if (secret === void 0 || secret.length < 16 || secret.length > 72) return null;
  const named = parts.find((part) => part.tag === EC_PARAMETERS)?.content;
  const curve = outer ?? (named === void 0 ? void 0 : curveOf(named));
  if (curve === void 0) return { kind: "EC", bits: secret.length * 8, encrypted: false, spki: derive() };
  const point = ecPoint(curve, secret);
  const facts = {
    kind: "EC",
    bits: curve.bits,
    encrypted: false,
    spki: point && ecSpki(curve, point)
  };
  const stored = storedPoint(parts);
  const fits = point !== null && (stored === null || stored[0] !== 4 || point.equals(stored));
  return fits ? facts : { ...facts, damage: "its public half does not belong to its private half" };
}
function storedPoint(parts) {
  const part = parts.find(({ tag }) => tag === EC_PUBLIC_KEY);
  const bits = part === void 0 ? null : readDer(part.content);
  return bits?.content.subarray(1) ?? null;
}
function curveOf(objectId) {
  return CURVES.find(({ oid }) => writeDerObjectId(oid).equals(objectId));
}
var ALGORITHMS = {
  "1.2.840.113549.1.1.1": "RSA",
  "1.2.840.113549.1.1.10": "RSA",
  "1.2.840.10045.2.1": "EC",
  "1.2.840.10040.4.1": "DSA",
  "1.2.840.113549.1.3.1": "DH",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
  "1.3.101.110": "X25519",
  "1.3.101.111": "X448"
};
var FIXED_BITS = { Ed25519: 256, X25519: 256, Ed448: 448, X448: 448 };
var RSA_PSS = "1.2.840.113549.1.1.10";
function readPkcs8(der, parts) {
  const [objectId, parameters] = readDerValues(parts[1]?.content ?? new Uint8Array()) ?? [];
  const secret = parts[2];
  if (objectId?.tag !== DER_OBJECT_ID || secret?.tag !== DER_OCTET_STRING || secret.content.length === 0)
    return null;
  const written = writeDer(DER_OBJECT_ID, objectId.content);
  const [oid, kind] = Object.entries(ALGORITHMS).find(([name]) => writeDerObjectId(name).equals(written)) ?? [];
  const derive = () => derivePublicHalf(der, "pkcs8");
  const inner = readDerSequence(secret.content);
  if (kind === "RSA") {
    const facts = inner !== null && inner.length >= 9 ? readRsa(inner) : null;
    return oid === RSA_PSS && facts !== null ? { ...facts, spki: derive() } : facts;
  }
  if (kind === "EC") {
    const curve = parameters === void 0 ? void 0 : curveOf(writeDer(parameters.tag, parameters.content));
    return inner === null ? null : readEc(inner, curve, derive);
  }
  const spki = derive();
  const fixedBits = kind === void 0 ? void 0 : FIXED_BITS[kind];
  if (kind === void 0 || fixedBits !== void 0) {
    const facts = { kind: kind ?? "PKCS#8", bits: fixedBits ?? null, encrypted: false, spki };
    return spki === null && fixedBits !== void 0 ? { ...facts, damage: "it does not load" } : facts;
  }
  const prime = readDerValues(parameters?.content ?? new Uint8Array())?.[0];
  return { kind, bits: prime === void 0 ? null : bitLength(prime.content), encrypted: false, spki };
}
var LONGEST_DERIVED_BYTES = 4096;
function derivePublicHalf(der, type) {
  if (der.length > LONGEST_DERIVED_BYTES) return null;
  try {
    const key = (0, import_node_crypto2.createPrivateKey)({ key: Buffer.from(der), format: "der", type });
    return (0, import_node_crypto2.createPublicKey)(key).export({ format: "der", type: "spki" });
  } catch {
    return null;
  }
}

// src/detector/checks/putty-key.ts
var import_node_crypto4 = require("node:crypto");

// src/detector/checks/ssh-key.ts
var import_node_crypto3 = require("node:crypto");
var DAMAGE = "its parts do not belong together";
var SshReader = class {
  #at = 0;
  #bytes;
  constructor(bytes) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  /** Null where the bytes end before. */
  uint32() {
    if (this.#at + 4 > this.#bytes.length) return null;
    this.#at += 4;
    return this.#bytes.readUInt32BE(this.#at - 4);
  }
  /** Null where the bytes end before. */
  string() {
    const length = this.uint32();
    if (length === null || this.#at + length > this.#bytes.length) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
  /** `count` strings; null where the bytes end before. */
  strings(count2) {
    const found = [];
    for (let index = 0; index < count2; index++) {
      const value = this.string();
      if (value === null) return null;
      found.push(value);
    }
    return found;
  }
};
function readSshPublicKey(blob) {
  const reader = new SshReader(blob);
  const type = reader.string()?.toString("latin1") ?? "";
  if (type === "ssh-rsa") {
    const [exponent, modulus] = reader.strings(2) ?? [];
    return exponent === void 0 || modulus === void 0 ? null : rsaFacts(modulus, exponent);
  }
  if (type === "ssh-dss") {
    const [p, q, g, value] = reader.strings(4) ?? [];
    if (p === void 0 || q === void 0 || g === void 0 || value === void 0) return null;
    return { kind: "DSA", bits: bitLength(p), encrypted: false, spki: dsaSpki([p, q, g], value) };
  }
  if (type === "ssh-ed25519") {
    const key = reader.string();
    if (key?.length !== 32) return null;
    return { kind: "Ed25519", bits: 256, encrypted: false, spki: ed25519Spki(key) };
  }
  const curve = CURVES.find(({ ssh }) => ssh !== "" && type === `ecdsa-sha2-${ssh}`);
  const point = reader.strings(2)?.[1];
  if (curve !== void 0 && point !== void 0) {
    return { kind: "EC", bits: curve.bits, encrypted: false, spki: ecSpki(curve, point) };
  }
  if (!/^sk-[\w-]+@openssh\.com$/.test(type)) return null;
  return {
    kind: "SSH",
    bits: null,
    encrypted: false,
    spki: null,
    harmless: "its secret half is in a security key"
  };
}
var OPENSSH_MAGIC = "openssh-key-v1\0";
function readOpensshKey(bytes) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.toString("latin1", 0, OPENSSH_MAGIC.length) !== OPENSSH_MAGIC) return null;
  const reader = new SshReader(buffer.subarray(OPENSSH_MAGIC.length));
  const cipher = reader.strings(3)?.[0]?.toString("latin1");
  reader.uint32();
  const [publicBlob, privateBlob] = reader.strings(2) ?? [];
  if (cipher === void 0 || publicBlob === void 0 || privateBlob === void 0) return null;
  const facts = readSshPublicKey(publicBlob) ?? { kind: "SSH", bits: null, encrypted: false, spki: null };
  if (cipher !== "none") return { ...facts, encrypted: true };
  return facts.kind === "SSH" || holdsPrivateHalf(privateBlob, publicBlob) ? facts : { ...facts, damage: DAMAGE };
}
function holdsPrivateHalf(section, publicBlob) {
  const reader = new SshReader(section);
  const once = reader.uint32();
  if (once === null || once !== reader.uint32()) return false;
  const type = reader.string()?.toString("latin1") ?? "";
  if (type !== new SshReader(publicBlob).string()?.toString("latin1")) return false;
  if (type === "ssh-rsa") {
    const [modulus, , , , first, second] = reader.strings(6) ?? [];
    return areFactors(modulus, first, second) && endsWith(publicBlob, modulus);
  }
  if (type === "ssh-ed25519") {
    const [key, secret] = reader.strings(2) ?? [];
    return key !== void 0 && endsWith(publicBlob, key) && secret?.length === 64 && ed25519Public(secret.subarray(0, 32))?.equals(key) === true;
  }
  const curve = CURVES.find(({ ssh }) => ssh !== "" && type === `ecdsa-sha2-${ssh}`);
  if (curve === void 0) return reader.strings(5) !== null;
  const [, point, number] = reader.strings(3) ?? [];
  if (point === void 0 || number === void 0 || !endsWith(publicBlob, point)) return false;
  return ecPoint(curve, number[0] === 0 ? number.subarray(1) : number)?.equals(point) === true;
}
function endsWith(bytes, end) {
  return end !== void 0 && end.length > 0 && Buffer.from(end).equals(bytes.subarray(-end.length));
}
function ed25519Public(seed) {
  try {
    return (0, import_node_crypto3.createPublicKey)((0, import_node_crypto3.createPrivateKey)({ key: ed25519Pkcs8(seed), format: "der", type: "pkcs8" })).export({ format: "der", type: "spki" }).subarray(-32);
  } catch {
    return null;
  }
}
function ed25519Pkcs8(seed) {
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId("1.3.101.112"));
  const secret = writeDer(DER_OCTET_STRING, writeDer(DER_OCTET_STRING, seed));
  return writeDer(DER_SEQUENCE, writeDer(DER_INTEGER, Uint8Array.of(0)), algorithm, secret);
}
function readSsh2Key(bytes) {
  const reader = new SshReader(bytes);
  if (reader.uint32() !== 1064303083 || reader.uint32() === null) return null;
  const [type, cipher] = reader.strings(2) ?? [];
  if (type === void 0 || cipher === void 0) return null;
  const name = type.toString("latin1");
  const kind = /rsa/.test(name) ? "RSA" : /dl-modp/.test(name) ? "DSA" : "SSH";
  return { kind, bits: null, encrypted: cipher.toString("latin1") !== "none", spki: null };
}

// src/detector/checks/putty-key.ts
function readPuttyKey(lines) {
  const start = lines.findIndex((line) => line.startsWith("PuTTY-User-Key-File-"));
  const head = /^PuTTY-User-Key-File-([23]): ?([\w@.-]+)$/.exec(lines[start] ?? "");
  if (head === null) return null;
  const file = lines.slice(start);
  const encryption = headerOf(file, "Encryption");
  const publicBlob = blobOf(file, "Public-Lines");
  const privateBlob = blobOf(file, "Private-Lines");
  const mac = headerOf(file, "Private-MAC");
  if (encryption === null || publicBlob === null || privateBlob === null || mac === null) return null;
  const facts = readSshPublicKey(publicBlob) ?? { kind: "SSH", bits: null, encrypted: false, spki: null };
  if (encryption !== "none") return { ...facts, encrypted: true };
  const [, version = "", algorithm = ""] = head;
  const comment = Buffer.from(headerOf(file, "Comment") ?? "", "latin1");
  const signed = [Buffer.from(algorithm), Buffer.from(encryption), comment, publicBlob, privateBlob];
  return puttyMac(version, signed) === mac.toLowerCase() ? facts : { ...facts, damage: "its MAC does not fit" };
}
function puttyMac(version, strings) {
  const key = (0, import_node_crypto4.createHash)("sha1").update("putty-private-key-file-mac-key").digest();
  const mac = version === "2" ? (0, import_node_crypto4.createHmac)("sha1", key) : (0, import_node_crypto4.createHmac)("sha256", "");
  for (const bytes of strings) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest("hex");
}
function headerOf(lines, name) {
  const line = lines.find((text) => text.startsWith(`${name}: `) || text === `${name}:`);
  return line === void 0 ? null : line.slice(name.length + 2);
}
function blobOf(lines, name) {
  const at = lines.findIndex((line) => line.startsWith(`${name}: `));
  const count2 = Number(headerOf(lines, name));
  if (at < 0 || !Number.isInteger(count2) || count2 < 1 || count2 > 500) return null;
  const body = lines.slice(at + 1, at + 1 + count2);
  return body.length === count2 ? decodeBase64(body.join("")) : null;
}

// src/detector/checks/private-key.ts
var privateKey = ({ secret, before, after }) => {
  const text = readKeyText(secret, before, after);
  return text === null ? NOTHING : judge(text);
};
var privateKeyBase64 = ({ secret }) => judge({ label: "PRIVATE KEY", lines: [secret], encrypted: false, ended: true });
function judge(text) {
  const body = text.lines.join("");
  if (isNoKey(body)) return { outcome: "drop", note: "holds no key" };
  const facts = readKey(text);
  if (facts === null) {
    const short = !text.ended || isCutShort(Buffer.from(body, "base64"));
    return { outcome: "fail", note: short ? "the key is cut short" : "the key does not parse" };
  }
  const said2 = describeKey(facts);
  if (facts.damage !== void 0) return { outcome: "fail", note: `${said2}: ${facts.damage}` };
  if (facts.harmless !== void 0)
    return { outcome: "pass", note: `${said2}: ${facts.harmless}`, atMost: "low" };
  const origin = facts.spki === null ? null : knownTestKey(spkiFingerprint(facts.spki));
  if (origin !== null)
    return { outcome: "pass", note: `${said2}: known test key of ${origin}`, atMost: "low" };
  return { outcome: "pass", note: said2, ...facts.encrypted ? { atMost: "low" } : {} };
}
var LEAST_CHARACTERS = 64;
function isNoKey(body) {
  const base64 = body.replace(/[^A-Za-z0-9+/=]+/g, "");
  if (base64.length < LEAST_CHARACTERS || base64.length < body.length * 0.9) return true;
  if (body.includes("EXAMPLE") || body.includes("...") || body.includes("…") || body.includes("â¦"))
    return true;
  return new Set(base64).size < 12;
}
function readKey(text) {
  if (text.label === "PuTTY") return readPuttyKey(text.lines);
  if (text.label.startsWith("PGP")) {
    const armour = readArmour(text.lines);
    const facts2 = armour && readPgpKey(armour.bytes);
    return facts2 !== null && armour?.checksumFits === false ? { ...facts2, damage: "its checksum does not fit" } : facts2;
  }
  const bytes = decodeBase64(text.lines.join("").replace(/[^A-Za-z0-9+/=]+/g, ""));
  if (bytes === null) return null;
  if (text.encrypted) {
    const kind = text.label.startsWith("RSA") ? "RSA" : text.label.startsWith("EC") ? "EC" : text.label.startsWith("DSA") ? "DSA" : "PKCS#8";
    return { kind, bits: null, encrypted: true, spki: null };
  }
  if (text.label.startsWith("SSH2")) return readSsh2Key(bytes);
  const facts = readOpensshKey(bytes) ?? readPrivateKeyDer(bytes);
  if (facts === null && text.label.startsWith("TSS2")) {
    return { kind: "PKCS#8", bits: null, encrypted: false, spki: null, harmless: "wrapped by a TPM" };
  }
  return facts;
}
function spkiFingerprint(spki) {
  return (0, import_node_crypto5.createHash)("sha256").update(spki).digest("hex");
}

// src/detector/checks/gcp-service-account.ts
var gcpServiceAccount = ({ secret, before, after }) => {
  const account = enclosingObject(before, secret, after);
  const key = account?.["private_key"];
  const text = readKeyText(
    typeof key === "string" ? key : secret,
    typeof key === "string" ? "" : before,
    after
  );
  if (text === null) return { outcome: "fail", note: "no private key in it" };
  const result = judge(text);
  if (account === null) return said(result, "the JSON around it does not parse");
  if (account["type"] !== "service_account")
    return said(result, "the JSON around it is of no service account");
  const project = account["project_id"];
  const isProject = typeof project === "string" && /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(project);
  return isProject ? said(result, `service account of project ${project}`) : result;
};
function said(result, note) {
  return { ...result, note: [note, result.note].filter(Boolean).join("; ") };
}
function enclosingObject(before, secret, after) {
  const text = before + secret + after;
  const start = secret.trimStart().startsWith("{") ? before.length + secret.indexOf("{") : text.lastIndexOf("{", before.length);
  const end = text.indexOf("}", Math.max(start, before.length));
  if (start < 0 || end < 0) return null;
  const object = text.slice(start, end + 1);
  return parseJsonObject(object) ?? parseJsonObject(unescapeOnce(object));
}
function unescapeOnce(text) {
  return text.replace(/\\(["\\/n])/g, (_, character) => character === "n" ? "\n" : character);
}

// src/detector/checks/jwt.ts
var jwt = ({ secret, now }) => {
  const start = secret.indexOf("eyJ");
  const parts = /^(eyJ[\w-]*)\.([\w-]*)\.([\w-]*)(\.[\w-]*\.[\w-]*)?/.exec(secret.slice(Math.max(start, 0)));
  if (parts === null) return NOTHING;
  const [, first = "", second = "", third = "", encrypted] = parts;
  const header = decodeJsonObject(first);
  const algorithm = header?.["alg"];
  if (header === null || typeof algorithm !== "string") return drop("not a JSON Web Token");
  if (algorithm.toLowerCase() === "none") return drop("unsigned JSON Web Token");
  const kind = `JSON Web Token, ${/^[\w+-]{1,20}$/.test(algorithm) ? algorithm : "unknown algorithm"}`;
  if (encrypted !== void 0) return { outcome: "none", note: `${kind}, encrypted` };
  const claims = decodeJsonObject(second);
  if (claims === null) return drop("not a JSON Web Token: its payload is no JSON");
  if (third === "") return drop("unsigned JSON Web Token");
  if (claims["sub"] === "1234567890" && (claims["name"] === "John Doe" || claims["iat"] === 1516239022))
    return drop("the example token of jwt.io");
  return describe(claims, kind, now);
};
function describe(claims, kind, now) {
  const said2 = [kind];
  const issuer = issuerHost(claims["iss"]);
  if (issuer !== null) said2.push(`issued by ${issuer}`);
  const isPublic = claims["role"] === "anon" && (claims["iss"] === "supabase" || typeof claims["ref"] === "string");
  if (isPublic) said2.push("a Supabase key for the public");
  const expiry = expiryTime(claims["exp"]);
  if (expiry === null) said2.push("without expiry");
  else said2.push(`${expiry <= now ? "expired" : "expires"} ${new Date(expiry).toISOString().slice(0, 10)}`);
  const harmless = isPublic || expiry !== null && expiry <= now;
  return { outcome: "pass", note: said2.join(", "), ...harmless ? { atMost: "low" } : {} };
}
function issuerHost(issuer) {
  if (typeof issuer !== "string" || issuer.length > 200) return null;
  const host = /^https?:\/\/([a-z0-9.-]{1,100})(?:[:/]|$)/i.exec(issuer)?.[1] ?? issuer;
  return /^[a-z][a-z.-]{1,40}(?:\/[a-z]{1,40})?$/i.test(host) || /^[a-z0-9-]+(?:\.[a-z0-9-]+){1,6}$/i.test(host) ? host : null;
}
function expiryTime(expiry) {
  if (typeof expiry !== "number" || !Number.isFinite(expiry) || expiry <= 0) return null;
  const time = expiry > 1e11 ? expiry : expiry * 1e3;
  return time < 864e13 ? time : null;
}
function drop(note) {
  return { outcome: "drop", note };
}

// src/detector/checks/token-checksums.ts
var import_node_crypto6 = require("node:crypto");
function base62Checksum(body) {
  return toDigits(crc32(body), DIGITS_0_9_UPPER_LOWER).padStart(6, "0");
}
function apifyChecksum(prefixAndBody) {
  return toDigits(crc32(prefixAndBody), DIGITS_0_9_LOWER_UPPER).padStart(6, "0");
}
function fineGrainedChecksum(before) {
  return encodeBase32((0, import_node_crypto6.createHash)("sha256").update(before, "latin1").digest().subarray(0, 5));
}
function gitlabChecksum(before) {
  return toDigits(crc32(before), DIGITS_0_9_LOWER).padStart(7, "0");
}
function hexChecksum(text) {
  return crc32(text).toString(16).padStart(8, "0");
}
function littleEndianHexChecksum(text) {
  return littleEndian(crc32(text)).toString("hex");
}
function confluentChecksum(body) {
  return littleEndian(crc32(body)).toString("base64").slice(0, 6);
}
function littleEndian(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
var crc32Base62 = ({ secret }) => {
  const body = /_([0-9A-Za-z]{12,})$/.exec(secret)?.[1];
  if (body === void 0) return NOTHING;
  return fitsWhen(base62Checksum(body.slice(0, -6)) === body.slice(-6));
};
var crc32Base62Apify = ({ secret }) => {
  if (!/^apify_api_[0-9A-Za-z]{12,}$/.test(secret)) return NOTHING;
  return fitsWhen(apifyChecksum(secret.slice(0, -6)) === secret.slice(-6));
};
var githubFineGrained = ({ secret }) => {
  if (!/^github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}$/.test(secret)) return NOTHING;
  return fitsWhen(fineGrainedChecksum(secret.slice(0, -16)) === secret.slice(-16, -8));
};
var gitlabRoutable = ({ secret }) => {
  const parts = /^gl[a-z]+-(?:t\d_)?[\w-]{20,}(?:\.[0-9a-z]{2})?\.[0-9a-z]{2}([0-9a-z]{7})$/.exec(secret);
  if (parts?.[1] === void 0) return NOTHING;
  return fitsWhen(gitlabChecksum(secret.slice(0, -7)) === parts[1]);
};
var crc32HexBody = ({ secret }) => {
  const parts = /^[a-z]+_([0-9A-Za-z]{16,}?)_?([0-9a-f]{8})$/.exec(secret);
  if (parts?.[1] === void 0) return NOTHING;
  return fitsWhen(hexChecksum(parts[1]) === parts[2]);
};
var crc32HexAll = ({ secret }) => {
  if (!/^[\w-]{16,}[0-9a-f]{8}$/.test(secret)) return NOTHING;
  return fitsWhen(hexChecksum(secret.slice(0, -8)) === secret.slice(-8));
};
var confluent = ({ secret }) => {
  if (!/^cflt[0-9A-Za-z+/]{60}$/.test(secret)) return NOTHING;
  return fitsWhen(confluentChecksum(secret.slice(4, -6)) === secret.slice(-6));
};
var atlassian = ({ secret }) => {
  if (!/^AT[A-Z]TT[\w=-]{16,}=[0-9A-F]{8}$/.test(secret)) return NOTHING;
  return fitsWhen(hexChecksum(secret.slice(0, -8)).toUpperCase() === secret.slice(-8));
};
var grafanaServiceAccount = ({ secret }) => {
  if (!/^glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}$/.test(secret)) return NOTHING;
  return fitsWhen(littleEndianHexChecksum(secret.slice(0, -9)) === secret.slice(-8));
};

// src/detector/checks/index.ts
var checks = /* @__PURE__ */ new Map([
  ["crc32-base62", crc32Base62],
  ["crc32-base62-apify", crc32Base62Apify],
  ["github-fine-grained", githubFineGrained],
  ["gitlab-routable", gitlabRoutable],
  ["azure-identifiable", azureIdentifiable],
  ["azure-common-annotated", azureCommonAnnotated],
  ["entra-client-secret", entraClientSecret],
  ["crc32-hex-body", crc32HexBody],
  ["crc32-hex-all", crc32HexAll],
  ["confluent", confluent],
  ["atlassian", atlassian],
  ["grafana-service-account", grafanaServiceAccount],
  ["azure-devops-pat", azureDevopsPat],
  ["azure-sas", azureSas],
  ["age-bech32", ageBech32],
  ["pgp-armour", pgpArmour],
  ["aws-key-id", awsKeyId],
  ["jwt", jwt],
  ["private-key", privateKey],
  ["private-key-base64", privateKeyBase64],
  ["base64-userpass", base64Userpass],
  ["base64-json", base64Json],
  ["discord-token", discordToken],
  ["pypi-macaroon", pypiMacaroon],
  ["gcp-service-account", gcpServiceAccount]
]);

// src/detector/stretches.ts
var Stretches = class {
  #parts;
  /** How many characters stand before each part. */
  #before;
  length;
  /** @param parts in order, none of them empty */
  constructor(parts) {
    let length = 0;
    this.#parts = parts;
    this.#before = parts.map(({ from, to }) => {
      length += to - from;
      return length - (to - from);
    });
    this.length = length;
  }
  /** Where the first character stands. */
  get start() {
    return this.#parts[0]?.from ?? 0;
  }
  /** Behind the last character. */
  get end() {
    return this.#parts.at(-1)?.to ?? 0;
  }
  join(text) {
    return this.#parts.map(({ from, to }) => text.slice(from, to)).join("");
  }
  /** Where in the text the character of that number stands; the last one for a higher number. */
  placeOf(number) {
    const index = lastAt(this.#before, Math.min(number, this.length - 1));
    const part = this.#parts[index];
    return part === void 0 ? 0 : Math.min(part.to - 1, part.from + number - (this.#before[index] ?? 0));
  }
  /** Which character stands at that place of the text; -1 for one that is none of them. */
  numberAt(place) {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = low + high >>> 1;
      if (this.#parts[middle].to > place) high = middle;
      else low = middle + 1;
    }
    const part = this.#parts[low];
    return part === void 0 || part.from > place ? -1 : (this.#before[low] ?? 0) + place - part.from;
  }
};
function lastAt(sorted, limit) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = low + high >>> 1;
    if (sorted[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low - 1);
}
function stretchesBefore(text, end, lowest, alphabet) {
  const stretches = [];
  for (let to = end; ; ) {
    let from = to;
    while (from > lowest && alphabet[text.charCodeAt(from - 1)] === 1) from--;
    const wrap = wrapBefore(text, from, lowest, alphabet);
    if (wrap !== null) from = wrap.end;
    if (from < to) stretches.push({ from, to });
    if (wrap === null) return stretches.reverse();
    to = wrap.start;
  }
}
function stretchesAfter(text, start, highest, alphabet) {
  const stretches = [];
  for (let from = start; ; ) {
    let to = from;
    while (to < highest && alphabet[text.charCodeAt(to)] === 1) to++;
    if (to > from) stretches.push({ from, to });
    const wrap = wrapAfter(text, to, alphabet);
    if (wrap === null || wrap.end >= highest) return stretches;
    from = wrap.end;
  }
}
var LONG_LINE = 60;
var LINE = 40;
var MAX_INDENT = 8;
var DEEPEST_INDENT = 200;
var WRAP = /(?:\\?\r?\n|(?:\\{1,4}r)?\\{1,4}n(?![ \t]))[ \t]*/y;
function wrapAfter(text, at, alphabet) {
  const code = text.charCodeAt(at);
  if (code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== BACKSLASH) return null;
  WRAP.lastIndex = at;
  if (!WRAP.test(text)) return null;
  const end = WRAP.lastIndex;
  return isWrapped(text, at, end, alphabet) ? { start: at, end } : null;
}
function wrapBefore(text, at, lowest, alphabet) {
  let start = at;
  let end = at;
  if (text.charAt(at) === "n" && text.charCodeAt(at - 1) === BACKSLASH) {
    end = at + 1;
    start = skipBack(text, at, BACKSLASH);
    if (text.charAt(start - 1) === "r" && text.charCodeAt(start - 2) === BACKSLASH)
      start = skipBack(text, start - 1, BACKSLASH);
  } else {
    while (isBlank(text.charCodeAt(start - 1)) && at - start < DEEPEST_INDENT) start--;
    if (text.charCodeAt(start - 1) !== LINE_FEED) return null;
    start--;
    if (text.charCodeAt(start - 1) === CARRIAGE_RETURN) start--;
    if (text.charCodeAt(start - 1) === BACKSLASH) start--;
  }
  return start > lowest && isWrapped(text, start, end, alphabet) ? { start, end } : null;
}
function skipBack(text, at, code) {
  let start = at;
  while (text.charCodeAt(start - 1) === code && at - start < 4) start--;
  return start;
}
function isWrapped(text, start, end, alphabet) {
  if (alphabet[text.charCodeAt(end)] !== 1) return false;
  let line = 0;
  while (line < LONG_LINE && alphabet[text.charCodeAt(start - 1 - line)] === 1) line++;
  return line >= (end - start > MAX_INDENT + 2 ? LONG_LINE : LINE);
}
function dropFirst(stretches, count2) {
  let left = count2;
  return stretches.flatMap(({ from, to }) => {
    const dropped = Math.min(left, to - from);
    left -= dropped;
    return from + dropped < to ? [{ from: from + dropped, to }] : [];
  });
}
function lengthOf(stretches) {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

// src/detector/decode-base64.ts
var BASE64 = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
  BASE64[char.charCodeAt(0)] = 1;
var MIN_BASE64_BYTES = 12;
function decodeBase642(text, position, offset, lowest, highest) {
  const before = stretchesBefore(text, position, lowest, BASE64);
  const after = stretchesAfter(text, position, highest, BASE64);
  const first = ((lengthOf(before) - offset) % 4 + 4) % 4;
  const run = new Stretches(dropFirst([...before, ...after], first));
  if (run.length < MIN_BASE64_BYTES) return null;
  const encoded = run.join(text);
  const encoding = /[-_]/.test(encoded) && !/[+/]/.test(encoded) ? "base64url" : "base64";
  return {
    bytes: Buffer.from(encoded, encoding),
    encodings: [encoding],
    start: run.start,
    end: run.end,
    locate: (at) => run.placeOf(Math.floor(at * 4 / 3)),
    holds: (at, back) => {
      const number = run.numberAt(at);
      return number >= back && (number - back) % 4 === 0;
    }
  };
}

// src/detector/text.ts
var utf8 = new TextDecoder("utf-8", { fatal: true });
var MAX_PIECE_BYTES = 2 ** 19;
function latin1(bytes, start = 0, end = bytes.length) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  let text = "";
  for (let at = 0; at < buffer.length; at += MAX_PIECE_BYTES)
    text += buffer.toString("latin1", at, Math.min(buffer.length, at + MAX_PIECE_BYTES));
  return text;
}
function readable(text) {
  const bytes = Buffer.from(text, "latin1");
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

// src/detector/unescape.ts
var ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([0-7]{3})|([nrtbf"'/\\]))|%([2-7][0-9A-Fa-f]|0[9AaDd])|&#(?:[xX]0{0,4}([0-9A-Fa-f]{1,2})|0{0,4}(\d{1,3}));|&(amp|quot|apos|lt|gt);/g;
var LETTERS = { n: "\n", r: "\r", t: "	", b: "\b", f: "\f" };
var ENTITIES = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };
function unescapeOne(match) {
  const [, u, x, octal, letter, percent, xmlHex, xmlDecimal, entity] = match;
  const hex = u ?? x ?? percent ?? xmlHex;
  let char;
  if (hex !== void 0) char = String.fromCharCode(parseInt(hex, 16));
  else if (octal !== void 0) char = String.fromCharCode(parseInt(octal, 8));
  else if (letter !== void 0) char = LETTERS[letter] ?? letter;
  else if (xmlDecimal !== void 0) char = String.fromCharCode(Number(xmlDecimal));
  else char = ENTITIES[entity ?? ""] ?? "";
  return char.length === 1 && char.charCodeAt(0) <= 255 ? char : null;
}
function unescapeText(text) {
  let percents = 0;
  let others = 0;
  const undone = replaceEach(text, ESCAPE, (match) => {
    const char = unescapeOne(match);
    if (char !== null) {
      if (match[0].startsWith("%")) percents++;
      else others++;
    }
    return char;
  });
  return undone === null ? null : { ...undone, encoding: percents > others ? "percent" : "escape" };
}
var QUOTED = /=(?:\r?\n|([0-9A-Fa-f]{2}))/g;
function unquotePrintable(text) {
  const undone = replaceEach(
    text,
    QUOTED,
    ([, hex]) => hex === void 0 ? "" : String.fromCharCode(parseInt(hex, 16))
  );
  return undone === null ? null : { ...undone, encoding: "quoted-printable" };
}
function replaceEach(text, pattern, replacement) {
  let result = "";
  let last = 0;
  const ends = [{ result: 0, text: 0 }];
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
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = low + high >>> 1;
        if (ends[middle].result <= offset) low = middle + 1;
        else high = middle;
      }
      const before = ends[low - 1] ?? { result: 0, text: 0 };
      return before.text + offset - before.result;
    }
  };
}

// src/detector/decode-escapes.ts
var ESCAPE_KEYWORDS = [
  "\\u006",
  "\\u002d",
  "\\x2d",
  "&#45;",
  "&#x2d;",
  "%22%3a%22",
  "-----%0a",
  "-----%0d",
  "-----&#",
  "-----\\u000"
];
var URL_ESCAPES = [
  ":\\/\\/",
  "%3a%2f%2f",
  "%253a%252f%252f",
  "\\u003a\\u002f\\u002f",
  ":\\u002f\\u002f",
  ":&#x2f;&#x2f;",
  "&#58;&#47;&#47;"
];
var QUOTED_PRINTABLE = "quoted-printable";
var BEFORE_BYTES = 2 * 1024;
var AFTER_BYTES = 64 * 1024;
var UNSURE_BYTES = 16 * 1024;
var MIN_KEYWORD_BYTES = 5;
function escapedForms(keyword) {
  if (!/[:/]/.test(keyword) || /:\/\/|\s/.test(keyword) || keyword.length < MIN_KEYWORD_BYTES) return [];
  const texts = [keyword.replaceAll(":", "%3a").replaceAll("/", "%2f"), keyword.replaceAll("/", "\\/")];
  return texts.filter((text) => text !== keyword).map((text) => ({ form: "escape", phase: 0, bytes: Buffer.from(text.toLowerCase()), ignoreCase: true }));
}
function decodeEscapes(text, position, from, to) {
  const lowest = Math.max(from, position - BEFORE_BYTES);
  const start = Math.max(lowest, text.lastIndexOf("\n", position) + 1);
  const highest = Math.min(to, position + AFTER_BYTES);
  const feed = text.slice(position, highest).indexOf("\n");
  const end = feed < 0 ? highest : position + feed;
  return decoded(
    unescapeText(text.slice(start, end)),
    start,
    end,
    feed < 0 && end < to ? end - UNSURE_BYTES : end
  );
}
function decodeQuotedPrintable(text, start, end) {
  return decoded(unquotePrintable(text.slice(start, end)), start, end, end);
}
function decoded(unescaped, start, end, sureEnd) {
  if (unescaped === null) return null;
  return {
    bytes: Buffer.from(unescaped.text, "latin1"),
    encodings: [unescaped.encoding],
    start,
    end,
    locate: (at) => start + unescaped.locate(at),
    holds: (at) => at >= start && at < sureEnd
  };
}
var MAX_HOST_BYTES = 400;
var ENDS = new Set(Buffer.from("\"'`<>(){}|"));
var SIGN = /@|%(?:25){0,2}40|\\u0040|&#(?:64|x40);/i;
function hasSign(bytes, position, end) {
  const limit = Math.min(end, position + MAX_HOST_BYTES);
  let at = position;
  while (at < limit && bytes[at] > 32 && !ENDS.has(bytes[at])) at++;
  return SIGN.test(latin1(bytes, position, at));
}

// src/detector/decode-gzip.ts
var import_node_zlib = __toESM(require("node:zlib"), 1);
var GZIP_KEYWORDS = ["H4sIA", "H4sIB", "H4sIC"];
var MAX_INFLATED_BYTES = 8 * 2 ** 20;
function decodeGzip(text, position, highest) {
  const base64 = decodeBase642(text, position, 0, position, highest);
  if (base64 === null) return null;
  const { start, end } = base64;
  try {
    const options = { finishFlush: import_node_zlib.default.constants.Z_SYNC_FLUSH, maxOutputLength: MAX_INFLATED_BYTES };
    const bytes = import_node_zlib.default.inflateRawSync(base64.bytes.subarray(headerBytes(base64.bytes)), options);
    return {
      bytes,
      encodings: [...base64.encodings, "gzip"],
      start,
      end,
      // No byte of it has a place of its own.
      locate: () => start,
      holds: (at) => at >= start && at < end
    };
  } catch {
    return null;
  }
}
var HEADER_BYTES = 10;
var HAS_CHECKSUM = 2;
var HAS_EXTRA = 4;
var HAS_NAME = 8;
var HAS_COMMENT = 16;
function headerBytes(bytes) {
  const flags = bytes[3] ?? 0;
  let at = HEADER_BYTES;
  if ((flags & HAS_EXTRA) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1 || bytes.length;
  }
  return (flags & HAS_CHECKSUM) === 0 ? at : at + 2;
}

// src/detector/decode-hex.ts
var HEX = new Uint8Array(256);
for (const char of "0123456789abcdefABCDEF") HEX[char.charCodeAt(0)] = 1;
var MIN_HEX_BYTES = 16;
function decodeHex(text, position, lowest, highest) {
  const before = stretchesBefore(text, position, lowest, HEX);
  const after = stretchesAfter(text, position, highest, HEX);
  const run = new Stretches(dropFirst([...before, ...after], lengthOf(before) % 2));
  if (run.length < MIN_HEX_BYTES) return null;
  return {
    bytes: Buffer.from(run.join(text), "hex"),
    encodings: ["hex"],
    start: run.start,
    end: run.end,
    locate: (at) => run.placeOf(at * 2),
    holds: (at) => run.numberAt(at) % 2 === 0
  };
}

// src/detector/decode-utf16.ts
var MIN_UTF16_BYTES = 16;
var TELLING_CHARACTERS = 16;
var BYTE_ORDER_MARKS = [65279, 65534];
var OTHER = 191;
function decodeUtf16(text, position, from, to) {
  let start = position;
  const lowest = Math.max(from, position - MAX_RUN_BYTES);
  while (start - 2 >= lowest && text.charCodeAt(start - 1) === 0 && isAsciiText(text.charCodeAt(start - 2)))
    start -= 2;
  let end = position + 1;
  const highest = Math.min(to, position + MAX_RUN_BYTES);
  while (end + 2 <= highest && text.charCodeAt(end) === 0 && isAsciiText(text.charCodeAt(end + 1))) end += 2;
  if (end - start < MIN_UTF16_BYTES) return null;
  const bytes = Buffer.alloc(end - start + 1 >> 1);
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(start + index * 2);
  const bigEndian = start > from && text.charCodeAt(start - 1) === 0 && (start - from) % 2 === 1;
  return decoded2(bytes, start, end, bigEndian);
}
function decodeUtf16File(bytes, start, end) {
  const first = end - start < MIN_UTF16_BYTES ? 0 : bytes[start] << 8 | bytes[start + 1];
  const marked = BYTE_ORDER_MARKS.includes(first);
  const bigEndian = marked ? first === 65279 : bytes[start] === 0;
  if (!marked && !isUtf16(bytes, start, end, bigEndian)) return null;
  const characters = Buffer.alloc(end - start >> 1);
  const at = start + Number(bigEndian);
  const high = bigEndian ? -1 : 1;
  for (let index = 0; index < characters.length; index++) {
    const place = at + index * 2;
    characters[index] = bytes[place + high] === 0 ? bytes[place] : OTHER;
  }
  return decoded2(characters, 0, characters.length * 2, bigEndian);
}
function isUtf16(bytes, start, end, bigEndian) {
  if (end - start < MIN_UTF16_BYTES) return false;
  const limit = Math.min(end, start + TELLING_CHARACTERS * 2) - 1;
  for (let at = start; at < limit; at += 2) {
    const low = bytes[at + Number(bigEndian)];
    const high = bytes[at + Number(!bigEndian)];
    if (high !== 0 || !isAsciiText(low)) return false;
  }
  return true;
}
function decoded2(bytes, start, end, bigEndian) {
  return {
    bytes,
    encodings: [bigEndian ? "utf-16be" : "utf-16le"],
    start,
    end,
    locate: (offset) => start + offset * 2,
    holds: (at) => at >= start && at < end && (at - start) % 2 === 0
  };
}
function isAsciiText(code) {
  return code >= 32 && code < 127 || code === 10 || code === 13 || code === 9;
}

// src/detector/decode.ts
var MAX_RUN_BYTES = 96 * 1024;
function encodedForms(keyword, ignoreCase) {
  const bytes = Buffer.from(keyword, "latin1");
  const needles = [];
  const utf16 = Buffer.alloc(bytes.length * 2 - 1);
  bytes.forEach((byte, index) => utf16[index * 2] = byte);
  needles.push({ form: "utf-16", phase: 0, bytes: utf16, ignoreCase, isRare: true });
  needles.push(...escapedForms(keyword));
  if (ignoreCase || bytes.length < 4) return needles;
  for (const phase of [0, 1, 2]) {
    const core = base64Core(bytes, phase);
    if (core.length >= 5) {
      needles.push({ form: "base64", phase, bytes: Buffer.from(core), ignoreCase: false, isRare: true });
      const urlSafe = core.replaceAll("+", "-").replaceAll("/", "_");
      if (urlSafe !== core)
        needles.push({ form: "base64", phase, bytes: Buffer.from(urlSafe), ignoreCase: false, isRare: true });
    }
  }
  needles.push({ form: "hex", phase: 0, bytes: Buffer.from(bytes.toString("hex")), ignoreCase: true });
  return needles;
}
function base64Core(bytes, phase) {
  const padded = Buffer.concat([Buffer.alloc(phase), bytes]);
  const text = padded.toString("base64").replaceAll("=", "");
  const first = Math.ceil(phase * 8 / 6);
  const last = Math.floor(padded.length * 8 / 6);
  return text.slice(first, last);
}
function groupOffset({ form, phase }) {
  return form === "base64" ? Math.ceil(phase * 8 / 6) : 0;
}
function decodeAround(text, position, needle, from, to) {
  const lowest = Math.max(from, position - MAX_RUN_BYTES);
  const highest = Math.min(to, position + MAX_RUN_BYTES);
  switch (needle.form) {
    case "base64":
      return decodeBase642(text, position, groupOffset(needle), lowest, highest);
    case "hex":
      return decodeHex(text, position, lowest, highest);
    case "utf-16":
      return decodeUtf16(text, position, from, to);
    case "gzip":
      return decodeGzip(text, position, to);
    case "escape":
    case "url-escape":
      return decodeEscapes(text, position, from, to);
    case "quoted-printable":
      return decodeQuotedPrintable(text, position, highest);
    case "plain":
    case "manifest":
    case "certificate":
      return null;
  }
}

// src/detector/pattern-pieces.ts
var ITEM = /^(\\[^bBkpPuxc\d]|\[(?:\\.|[^\\\]])+\]|[^\\[\](){}*+?.|^$])(?:\{(\d+)(?:(,)(\d*))?\}|([*+?]))?\??/;
var NO_ROOM = /^(?:\^|\$|\\[bB])/;
var LOOK_AROUND = /^\(\?<?[=!]/;
var GROUP = /^\((?:\?:|\?<\w+>|(?!\?))(.*)\)$/s;
var GROUP_QUANTIFIER = /^(?:\{\d+(?:,\d*)?\}|[*+?])\??/;
function patternPieces(pattern) {
  const ignoreCase = pattern.startsWith("(?i)");
  return piecesOf(ignoreCase ? pattern.slice(4) : pattern, ignoreCase);
}
function piecesOf(pattern, ignoreCase) {
  const pieces = [];
  let rest = pattern;
  while (rest !== "") {
    if (rest.startsWith("|")) return null;
    const item = ITEM.exec(rest) ?? NO_ROOM.exec(rest);
    if (item?.[1] !== void 0) pieces.push(pieceOf(item, ignoreCase));
    if (item !== null) {
      rest = rest.slice(item[0].length);
      continue;
    }
    const length = rest.startsWith("(") ? groupLength(rest) : rest.startsWith("\\") ? 2 : 1;
    const group = rest.slice(0, length);
    rest = rest.slice(length);
    const quantifier = GROUP_QUANTIFIER.exec(rest);
    if (quantifier !== null) rest = rest.slice(quantifier[0].length);
    if (LOOK_AROUND.test(group)) continue;
    const inner = quantifier === null ? GROUP.exec(group)?.[1] : void 0;
    pieces.push(...(inner === void 0 ? null : piecesOf(inner, ignoreCase)) ?? [null]);
  }
  return pieces;
}
function pieceOf(item, ignoreCase) {
  const [, source = "", least, comma, most, sign] = item;
  const set = bytesOf(source, ignoreCase);
  if (sign !== void 0) return { set, min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : Infinity };
  const min = Number(least ?? 1);
  const max = comma === void 0 ? min : most === void 0 || most === "" ? Infinity : Number(most);
  return { set, min, max };
}
function alternatives(pattern) {
  const ignoreCase = pattern.startsWith("(?i)");
  const found = [];
  let start = ignoreCase ? 4 : 0;
  let at = start;
  while (at < pattern.length) {
    const char = pattern[at];
    if (char === "|") {
      found.push(pattern.slice(start, at));
      start = at + 1;
    }
    if (char === "\\") at += 2;
    else if (char === "(") at += groupLength(pattern.slice(at));
    else if (char === "[") at += /^\[(?:\\.|[^\\\]])*\]/s.exec(pattern.slice(at))?.[0].length ?? 1;
    else at++;
  }
  found.push(pattern.slice(start));
  return ignoreCase ? found.map((one) => `(?i)${one}`) : found;
}
function groupLength(pattern) {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (inClass) inClass = char !== "]";
    else if (char === "[") inClass = true;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return at + 1;
  }
  return pattern.length;
}
var byteSets = /* @__PURE__ */ new Map();
function bytesOf(source, ignoreCase) {
  const key = `${String(ignoreCase)} ${source}`;
  const known2 = byteSets.get(key);
  if (known2 !== void 0) return known2;
  const pattern = new RegExp(`^${source}$`, ignoreCase ? "i" : "");
  const set = Uint8Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))));
  byteSets.set(key, set);
  return set;
}

// src/detector/gate.ts
var VALUE_BYTES = 400;
var MIN_RUN_BYTES = 12;
var MAX_PLACES = 24;
var Gates = class {
  #rules;
  #keyword;
  #made = [];
  constructor(rules, keyword) {
    this.#rules = rules;
    this.#keyword = keyword;
  }
  /** Whether the rule of that index may match there. */
  passes(index, bytes, position, start, end) {
    let gate = this.#made[index];
    if (gate === void 0) {
      const rule = this.#rules[index];
      gate = rule === void 0 ? null : makeGate(rule, this.#keyword);
      this.#made[index] = gate;
    }
    return gate === null || gate(bytes, position, start, end);
  }
};
function makeGate(rule, keyword) {
  if (rule.assignment !== void 0) return anyGate(alternatives(rule.assignment.value).map(runGate));
  if (rule.pattern === void 0) return null;
  const pieces = patternPieces(rule.pattern);
  if (pieces === null) return null;
  const isAtStart = (rule.before ?? 0) === 0;
  const at = keywordPlace(pieces, keyword, isFolded(rule), isAtStart);
  if (at === null) return isAtStart ? signGate(rule.pattern, pieces, keyword, rule.after ?? 512) : null;
  return tokenGate(at.before, at.after, keyword.length);
}
function anyGate(gates) {
  const [first] = gates;
  if (gates.length === 1) return first ?? null;
  const sure = gates.filter((gate) => gate !== null);
  if (sure.length < gates.length) return null;
  return (bytes, position, start, end) => sure.some((gate) => gate(bytes, position, start, end));
}
function placesAfter(rule, keyword) {
  if (rule.pattern === void 0 || (rule.before ?? 0) > 0) return [];
  const places = placesFrom(patternPieces(rule.pattern) ?? [], 0, keyword.length + MAX_PLACES);
  return holdsKeyword(places, keyword, isFolded(rule)) ? places.slice(keyword.length) : [];
}
function isFolded({ ignoreCase, pattern }) {
  return ignoreCase === true || pattern?.startsWith("(?i)") === true;
}
function runGate(value) {
  const runs = (patternPieces(value) ?? []).filter((piece) => piece !== null && piece.min >= MIN_RUN_BYTES);
  const longest = runs.reduce(
    (a, b) => b === null || a !== null && a.min >= b.min ? a : b,
    null
  );
  if (longest === null) return null;
  const { set, min } = longest;
  return (bytes, position, _start, end) => {
    const limit = Math.min(end, position + VALUE_BYTES + min);
    for (let at = position; at + min <= limit; ) {
      let last = at + min - 1;
      while (last >= at && set[bytes[last]] === 1) last--;
      if (last < at) return true;
      at = last + 1;
    }
    return false;
  };
}
function keywordPlace(pieces, keyword, fold, isAtStart) {
  for (let first = 0; first < pieces.length; first++) {
    const places = placesFrom(pieces, first, keyword.length + MAX_PLACES);
    if (!holdsKeyword(places, keyword, fold)) continue;
    const isExact = isAtStart && first === 0 || places.slice(0, keyword.length).every((set) => count(set) <= 2);
    if (isExact) return { before: placesBefore(pieces, first), after: places.slice(keyword.length) };
  }
  return null;
}
function holdsKeyword(places, keyword, fold) {
  return places.length >= keyword.length && Buffer.from(keyword, "latin1").every((byte, index) => {
    const set = places[index];
    return set[byte] === 1 || fold && set[upper(byte)] === 1;
  });
}
function placesFrom(pieces, first, most) {
  const places = [];
  for (let index = first; index < pieces.length && places.length < most; index++) {
    const piece = pieces[index];
    if (piece === null || piece === void 0) break;
    for (let times = 0; times < piece.min && places.length < most; times++) places.push(piece.set);
    if (piece.max !== piece.min) break;
  }
  return places;
}
function placesBefore(pieces, first) {
  const places = [];
  for (let index = first - 1; index >= 0 && places.length < MAX_PLACES; index--) {
    const piece = pieces[index];
    if (piece === null || piece === void 0) break;
    for (let times = 0; times < piece.min && places.length < MAX_PLACES; times++) places.push(piece.set);
    if (piece.max !== piece.min) break;
  }
  return places;
}
function tokenGate(before, after, keywordBytes) {
  if (before.length === 0 && after.length === 0) return null;
  return (bytes, position, start, end) => {
    for (let index = 0; index < before.length; index++) {
      const at = position - 1 - index;
      if (at < start) return false;
      const byte = bytes[at];
      if (before[index][byte] !== 1) return mayBeEscape(bytes, at, start);
    }
    for (let index = 0; index < after.length; index++) {
      const at = position + keywordBytes + index;
      if (at >= end) return false;
      const byte = bytes[at];
      if (after[index][byte] !== 1) return isEscape(byte);
    }
    return true;
  };
}
var ESCAPE_BYTES = 6;
function mayBeEscape(bytes, at, start) {
  for (let from = Math.max(start, at - ESCAPE_BYTES); from <= at; from++) {
    if (isEscape(bytes[from])) return true;
  }
  return false;
}
function isEscape(byte) {
  return byte === BACKSLASH || byte === PERCENT || byte === AMPERSAND;
}
function signGate(pattern, pieces, keyword, afterBytes) {
  if (!isOneWord(pattern)) return null;
  const signs = pieces.flatMap((piece) => {
    const byte = piece !== null && piece.min > 0 && count(piece.set) === 1 ? piece.set.indexOf(1) : 0;
    return byte !== 0 && !/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? [byte] : [];
  });
  const sign = signs.find((byte) => !keyword.includes(String.fromCharCode(byte)));
  if (sign === void 0) return null;
  return (bytes, position, _start, end) => {
    const limit = Math.min(end, position + afterBytes);
    for (let at = position + keyword.length; at < limit; at++) {
      const byte = bytes[at];
      if (byte === sign || isEscape(byte)) return true;
      if (byte <= 32) return false;
    }
    return false;
  };
}
function isOneWord(pattern) {
  const withoutNegated = pattern.replace(
    /\[\^(?:\\.|[^\\\]])*\]/g,
    (negated) => negated.includes("\\s") ? "" : " "
  );
  return !/ |\\[stnrWD]|(?<!\\)\.(?![^[]*\])/.test(withoutNegated);
}
function count(set) {
  return set.reduce((sum, flag) => sum + flag, 0);
}
function upper(byte) {
  return byte >= 97 && byte <= 122 ? byte & ~32 : byte;
}

// src/detector/frequent-groups.ts
var FREQUENT_GROUPS = `    *      r!   "      stiontest the#   the (      "$     !   # self,*     d   !type0000   c)*  name:*     #----'      |**  est   t&   %      )elf. sel0     ( !  ring , 0xretu,   etur  " turnatioc    to stri #  2   )   ionsfileerroringrror   i   } fortrinion   se   (valu of  is ssl+   mentfunc! |   $ alue conc!  port defsion.   1    if sertfor defiptioasseurn  -> ctioefin in   c /   -   finesserwithine .tes4    c  ):*  | jconsdef 8    ret*)))code  re3      z5   this{*  lass and9   clas   u))))compand contable stronst {* ossl   h  '  !    de   a9999:   d s    e   $heckchecdata<     | loca   '(sel   nversnot  not": "path6   fromaaaalist7    thi"*  statopen*****#de {*)   jinte   fject.*  r*  ! d form;*   wittext",*  int "  rsio;   ! !  d s#def  if  & lf.aread  2  errocal.assersitypcallslc proline)** >    s )   -e*  time  0 optinter   / tesn   f.asimpoopernst  com   p{*)) be requbjec use  s" filted \`   }*  ?    valiniteratent his    *qualf thnones*   ! |  % r   1111instparaormar,   or unctr+  ith mpler-  "  r  * *// objer1  specskmpormoducommr"    |!s"  r/   0x6r)  odulound typests=   ?d   namn thattrduledingr(  ontencticharurce   bame r.     {sizeort serv* *  resrom ault"! |e theckparsting (  equaatchcher!  r0   nons thr2   $  sourarsemethourcunde thaaramr7     5r'  nstaindensslest.r&  fauldefa   \` s" ====ther7777erter3  confxxxxiterr%  infor4  alidt   scriemenlchof t  r,basethat  d!  ->rati|n  truenam stavaliribu', ' */*   1ype(are efauenssrmat   gequeaderter    %s   thodr$  item5!  },* tribr#  ethoriptnodesignressceptcrip r, ####r5  r6  !"!"d!d"ertiibut  r+httpstancasehat  par 0x0pensatedents  r*ancej      0int    lr;  byte  s r8  sing| j  r+ prot!  s": {gete":  claatorble cess  r1 cha r* sult  r(calsield  c!,caa  r-  r)enerresu: {*e    ope impsage  t ectie = ion r- r9  pyth  r"onfi  coelf)),*   r/roto,*))ange  r.'*   fro   &con) {*icattern r)  r1 ile tequthon as <locls>..<locati c! als>  threat r(   r2xcepytho set  r0eader<  nfighe singgenecrea  )"   me ind   ype   r7all  %  itio)retne sctor  inexces =  = sloadate t*    1 h   mberr:  ightpres  }*writesulpropual(s noncod },*date  u  r/ r>  headt!  e corootrteqe re.**   ) tter  },desc", " opt keyfals r2 alse  \` essaeate := r thstr r0 tati  r3ons   r4ionaback r. z   5"   r" aise  r'fielrais u red t)// ass tateenco*)// r7   r&messstarargsgetervef   pack  r; r' stru(oss  3    o fun  r5c"    r6escrssaghe ctruclf): are)}*)enti expture)if  r3 s$  mainr?  rounning(sk)ructimpl \`   can an matc  5 r=  l   tablcopyumen! y t th3333trac  s$  r8f):*sed quest = evenueste of/?\` p   nder r4  ! dequid to r& ractg    }* 2222tartb   t.tedist  r%rentropeoint """caacnumbestc r; in tletesupp  |"cateonal whe r6 handntexumberite reqbute  "")*#duser  r< r%    wparee(skresof./?ttri  r: verect  r5 exte   3ache allndeduse ifie.com  d lemed d  modpectssios a act pecidictrectpert )"rj!  ence cal nilz!d poinlectrint  - ode   r9  s!amessls r! s in: 0xtanc  )#s.te))*#peraned  ins by dentings sk r8 ratondexvent  g streprinlockst.ta   ion. lin lis  r$f/?dquirytesandlder  datcens ! !appeneracted == est   0xectebuil  8 lf.atuslsk',*  on """*expr s$ pe(slatet of obj r$ {   spac  )!lice true:* bool &   add r< e foenam.get j! ()* ndlependset it resp.con| j!uirefailelf,s toe isxact  r#othe  r>ing.pacerameng td interaonlytiveffer, in~~~~er type"tran->  pass // grou 0x7 z!dtempis n*}** arg r9 ))re get  //  + argeef t#  rcertessio thtainhis.cachnvalppor r: par r# 1234 t! e skunc  pat))* enseto t  r!d z"err  roueerrecifion"  "t/tesoverf tecom*)}* 0x1direeptiounte z!!d zinva!! | oss  rallowset ini sublf, 2345 e zmodes": addraac,istrill cludhe forteffffexpeproc   >"typentrx   ed ichan);* treaword |  e toarraectoexacused  r=ransuppoouldnexa r>   folinkor tallo != i   |   rese ineclos  s( speirecsponsts.k   sktt in falpe":  stamerangs!   new  4 ,  # dis"  soken*/* tentypesase sts*fun  e   r?elseontaicen  r inpuroupktyage  wilstca ...inexlue hen >>>  j   j"    (*   b.0nitlonge deed btraiengt/liblations/tokenullincl  = ackaterspolij"  d*  xpecstacsockattenclutackher ultifinivaleterwillfindct ramplateompatcaspro *  he l exc, co %s omma  pafreeset  exis atoreernaonse assrvery   , ercoun )#rs an metntai anyt iso   ef flagrigh*  " r=  s rnten # '|  j = {cifireamckag  , r =  preluderatepartarguu   enthe pactior a ! yjson num"! d= semande,* s )"pingv   deco youone ess ckoemptuld espokageif ( a solictatuuffestcore buffposim   ipti   vleng**/*es asyncmmankosnputcketasn1ror fere r?  reafil mat!!!!modinedstor')* ,eaaestrnce d by| j"nitistan*  !| jette sho 3  )*))alizwhenrrayplatnts gumengthvice syss ofuinters !$!$eren   q    >>>d#d$ genelemworkrocevideplicmultt roe stintieseral elsatinitrgum*/**  s&haverserwarnifice ann in r  ocat)))**)iftory "tyhash rep pas  )$}   |*  3456s fopons   kdelethrelosextenhe resou  >> inct#     . z"data  inv.0b.s&  regi! |!heremaket reded ttpstps:rtedn": alleauthist  )!re lirestcol {*, th 1   out ind0x00targ 5    as 0, ientocesd"d#t"  re  elet~   ommeexamons.2 ,  j#  whimeta*)reoutpes te)* out w    suputpu   <istets.tt to>*  ""*    x ! tlib/applcmpidat 0  uild.* * pri4567 hascond  els arkey cmpmpty  u! s! voidnstrult tputcan intj#  e setre(!  ocke desacceutil  < z"d!annottes  d" '  stpenta}!| nnotitte app siztialany you  serconn** * = nomplcodiarch, anrgetpat d!dster))}*ccesed ailes posxamptestrics rehe aecod |!dt$  odin |!|,iaas#  mmennal ! w expo   =th tschee pr lenext s(  } = tes t bed d!ert '),*s://= nireprosstifis,  sk, convignaled currnil  d dhang},*)e a  ite )$rame, 0x2etesdreslicyatesh tht%  inalptr)ase.%(  s:*  codps:/ust "!"!(conif t dire filangervie pa" g ertrfied  }!on tclieing"he db/py!  )  s#pdat timion:  nas.  lizefunmustor i-*    |#meteprovon onexterteferines  . urns infme, stin lic| j#ordeendeexec s&  atts isilen**// |* pyenrnal/pyt.setsn1placs )#econr inrc  #  selecstal tra crervic )"nblocespaesta coplaceppeneprehelp|!|"newisescolo letoglesele0001luesrd  x509ion,e us, seg thametj$  diti  s, hav j$   ? rf  met s( lien  / }*))er, enteto affse oth5678 raiosittems, os musgoogmoveshoucom/hreaignemparstrang aupdaendi) ->!  hdler  (!he ting(houlon": unid!s  boor\`  ed f")* /verise span perterm  tr sig  "durrered rns oogl s  ebugion(har   s* undd th locon iutioib/p  pr = tntryracee.* st cermicerremo/roond trenceverenv/rh  evalrder/*  aticlagsd = nverot/.asyn y !les 5, 0tern sexpories .pyee exderity  5! nv/vrrenddret/.pvarij%  st o  : is tted extse tlter}"| er ilida remil { t  y ! *))rensioot/ame){}a|licain amiss*  }s.* t'  debu);**ing*set(, stngle no ize , reyenv!= nave f ra  the*v/veagesvert1, 0/.pyed.*aai,allytallnew witoid ion*reple cais flitylinguplent, e.tey th: st(!(!iden0b.(  rochemne pnsio d! leasglob  c"tupl s, sk),keysonneubliertyrg    7  )#n0, 0ass=e):*n't arenstem  tenc (8b.0)))}all  5!on, "| jrefeprefk), on: rnin "de  winneciled/** windror)errliteror(egislenais ilean  ; ! d! coluct nect.0a. endfma evel a cenumissi htt onl" "  )  looprj  onveent.n a (sk,iaai  d#publsecttinstiilitx#y ed wfigu   : "st*))}er oy w!rb  ied ber nly ive 6789}** sendatt0,  ), o  rhrtie reclcmsitirl  .000 }!|ndenwaitabel |! ficas )$ cheght atur  j"ope autigur at  s*  nodwrapestikey log2, 0markxpre-*dd may c" ))ifexte wippin!s ) j% acte = 0  }" but  )%!(!(w d imitprecileded*ndint coindo5555), (odeovidvisiontrt chinf: %s}!|!olorbbbb*)oplimi  9  fiemapp   2usinhingere in s t" ace  "restr  j!ro  all**futensrk  fterackrovieldsrtrarp   nulompi finaria  f"  rceste ranults run. thath   "a sec1000ltipypeint(whicndowed, len( tex wor*intectslledunitlettemov: "sgistindi faik"  ri    )**typ heaget t&  ithbili |!j a.0dirle thtml  rd  r\`rn tone,rm  rs  norm  rfissu seeect.is sput a|a}ndef"strforc#  hich  rlath.he oif ns co uin nanirstd%d&ne o bytartitimuntiend sort)opefirs  rury  t noiltempil*claitern  cleator .organ ippli,gaa-> -igno$  ror, reco * \`matime:  curs4  j&  lowe 0x4founs wiafte  rblabeicaldersnable(sepeerss="extrlbacsysthe nystesee stf(1, hod   6 ts tyrigpile bas # tnewion)me  /*loatpattctxtch tpadown a paracllba//   exa#  0if err  labl#y wnse ) opd$d%knowame:plemsig4, 0  z%es, // t  rg***   rs! "  we ectfloae noallbsetu |" ))**  rjexis  cl.errs0   = f0a.(0.00on agnor oneprojisinple   rkplet  !!rn narnirorsrq   deluncframraphing,-*dq regfore  ri  --or sn reuratse, levexisted ovar eser varctert fomallven t(  l beule  s.  s0in cgrap t$   { tnam  |*ired eve)))r$%( lesseforzerobodycalre t enclid etup) (( | emaignedntegainsfiltfin  s4ng igithed cstyl  !zinseich   j or et st...*b.coativ!! d 1, om tar * = "j'  tche s4   rmver noreead nan ses of arce at tif s: 0, )%r| j%notiramure | j$rn sf, 0rt  hemaser but terrd re  ("jointyle  ry}a|apatc000 ithuthen  a st bfrent64tem ary thubrefi docdiffy*  *defarglog////  |$he e, noextaddrmaln = ackethinquen  "#tra}**fe di  rpterfinglrx  ailedoesmbolpe: ywordattendory ru    "projegive  >  latgetsmplahe ihe m("  (stafaceases acc  (0)))iecur suclast// cd wiverype:efix(se s0 moresentl leunicy:*  s# .18/eaaeeplaide nforrary w d sou unsreae varepodispn of  } easeblict)    n)  rvll bse.t }"|.sta(typshif3, 0ctlopoler aer sone:se iend(ssinnt tfierlf.srv  lse  os.  rrs )! rc * */ *)o$  sized fmahub.*conadd softmagese:*std entz%  e.**ime mesorg/eger inpf nogestbuti = pr}  symbses(stm j& ack chakeyw tryulessequx65,on shostng, ivennaryet tchil*froialiimagloba  u",!,!xtraclaoderaddit antr, rz  ",*) 5"  thr symtocosynt s. *  /ctiv war: inexiting)eclat wilinharaanag(she g,kaaers.ecor exiniconownor cremegramint6! |"8/li$$$$eywolse:ram   d$riescursthou... some givskipymbos deaws:  rnsolvotoc  rtma  18/l.8b.promrams  )&r    z  d }d.* es oth s9, 0rialtreekey  t"  rqemplsplinseris cstt doee, 0 => })* plitojec max rh (), $ $  rd r~  e na8a.0exerleftub.cint3ttine asessedocu  rwt j!ain hiftn ismay hildaineept  re *)0x {  king = cutesode>rand**cl.patr :=ns aon.*ecut. b.manaf secannbrarror,nagel*  le i t# esoln cot caif i:**  asneparndarappie or )$nest/esenrele  }#s2   decsettalig-> 0 }**finato b maklibr  {*mat le,   r~ate( 0x3odel-> 1ower2.7.eachibra.",*  noe ar   +sk))hon2ame"has wareible off.7.1def   4ize  t$progchint {*on2.or m  "sdeclntin  car{  b.0bd foyntans/2!  z  liotatble acttica wricks  r{  /rssuesinsrtes  r}on finer samrw  n an  rxolve depdel r\` rfacsted refypedilerre ite tnotes:   ===t a ericautoe maaddpkcs5097.18obalrule/***ed s65, r|  0x65 rl odeslid rf  de "d!daae,g"* iablenab  j#an etwarger es =ns tntim   ya coes iogra (0x  rz)*)}.*//etri  ..ecothorntromemo,*)0 rb  rg toolstenng"*ass*ypeethanr a t seetti haneredd be poiime .8a.  "rsecondif(ptritho ovese antaxesss/2. = redefby t{strortslly an badinollo  h  wassubsderruiltrege pidtal fros )%olleremaondiindone)0123lamb!,!,low er* notashal +  tegews::ausestarestste ra ue* tge/2.7itesecatcumehe* 2.7/etad cour != mullisassi;**/rity, ortils " |fsetst s pyxecucolllibcnfo  maopt5#  , pts fi  {}  s2sympd'd(eld nt32icodne, ocol= no ri nce( pytkaakn2.7subd&d'as aerfa d" etypf er && needuisuenc rj .i )&refun * tter.en tpidxints buiquots)* sibltiplinto rm o beflow)}**()**g*  mpreone*  r|d no 1 s*!*!dividomatse: "ad contif  i  /roitorbassimpnittsideclar usi}**/ rk   r libntat ro ter( sctb.8best( /* n besctctesrom j'  voi.parmes owedtfore, trela!| ympye",*iseen hell!d!dembe#b.  ** es":aterunc(mbdapyritadato c  "ie: " map  fiaak,he u, 'ms>.<impseri casaratageragented a non* adatomprmail = m = ar coes.*tstlf.ca  1"desu000  j$ rp torsoffsomairep**dempcrr !e()*auated* inea}a~ stod ontlog rs *imp-> nres y ofnd a pac {}* t% rr :ere '|ur x ocum0!  th ariabead&!&! foll = modi())* ry nge full xmls.**intt de s2 idx}#| es* recas8  !*!*ext.skshiteltinmesp flar tocordj(  ng oerifched detustoepenguraexp  d%00  nces  op sindocimeoearcndit a lrunt---* four ofaam,ts a,maa  s6d ofsys. rr 4444to santidepests stnpickverier =  s8e unrypt%  srtif rx  rn lse,ute subtmockultdatitlo  0.ambdd":  morcustoot e opbasi//*/t+  ode." |!ct, subcrece}**)s pr  '| rq re aswitdestopyrder.smal  t# s8 t haubcl  "moritte aong id (1,quer a tcal nexpseartexcaleets blesgnats cae if  b  t& throposte teoade ru |a}a* th  tywant;** ant e piaaa,ng fprect *sc! oole = owinghout  shtailec! t.* ome ist (inrnedif a: ..detant it(se{!  unsim thistlexee(ptrmfan ad!  scalnmen )%n.prorue*}"|" mempe(pe it) ==e sotry:ot sassue, |"|#stoprediper pageetcule prox*))iund its tr) # 1  clobinatidort. frestomfollkofne:*mpli)***  ke/ the** me =mite f!dmaam softot": art  123ckc*tesac,cer: </coegex))*)/*#ds6  loudcorelse*#| j= rerces  "crminsk) d"s )!n)q r befoite r):*c,caude meouing:tdecrmpermame(ot aeditreaksameord bclas%   rv clou%s: };* unkn rels )&  s<stcoutf-odecs(se*#enharstr)) rt itiaof(|!d!  vadepr dicids| j'g = locodif)},*$!$!n stng cpperluee )!natfo '%same=t mae)**(valng s manwidt..  roxyists.addor folum  f "s )ile.e ensizse* be aime.utho buf8!  triebindamed elean oor plic dex ror:ice w!! , opst, r reis p %s:urne "ineleaake so , ex2 - !d"d }#|fact 0x5%a.0i,castr,andtin 8, 0 firorigeoutf a   */ = (|!| pygmenrictree asn!}"|ces ed. tmae(os s6 = {}st iche ock  do .pytstgs<  lue) idees nunc)eriaartso reuresuery r} int,etait)* f an  ch  su  s% rz breaggerff./ansfis r 2, j)   <cogenftwaave soc uiat oasic = 'cryp r~ einrtis():* shan ca r{ avaiethe  }$ueerkcs7inin |"dser. lon r x/*// toksuretualwhit'%s'<u00iginkcoommoinarnfo stb $ $x = viewcloickls.pa blonsigestcausortnotnaturogrs onilti s< acelike.nam t jnds pri marn cl(tes a flatft pae.coer c, parue,idthemoran cnaj*  e, sry:*logg = 1 winactohas  s:0x6fr isentl! d"  )'eck troln err:*  ((stem g dinat q ro*  |"  h senc   rw === noteser ftatt..* get(useef sa stai,cando': 'nd iis mersesetslue: 100aag,iron  z(avau url "pagth tcomucceoleae mo   9/comdoub  unerabown # th!}!| itor.t(try d)d*  usate.morynlin// iterpabilis dx6f,ssesall(be ut.  it ie al, buor: ges prof = dalia  5"h!   z#dock| j&eadinknogetamemb  en   ,rabloftwllvmoublode( b.8rapp// acoped ascts e cl0*  vail.apppose= 0xle.cdecn to,oaa.valrant))},!!  *#   j( he bngs rigi  v  t( spe neeharepaddtworetwo capkindreal 0.0sertant |"|oducnts.asciint)e me  l  x50 tarshaquarbled tagenviailskcti32.ublem', /// was excckleizater()  todicpan>imessepanvir.  ts s  exenetw#endctyrn fot bt on {|n{|n rterrflo z% isio!5! me oistis seprodt ost,  mmonlearinues *  sllecr an cliost e loast  minkwarlloc!&!&ed e div!|!dor o1, 2zaticapiilablnamle frouthon iateent,dlinink  smas.<l scror ne do s: ve t%s' escase,*ptorard   x playdop(b. pliessed r| st a=nonn not, sgingntal tabctx,e", cs7!  cnc!  r t |  a dd an, 0,e suinvoj+  a = es ft-  ng* s us cor  "$ = ionti t' uree', ld binstpo999 // sist(italionron cprivsafegnalon wlet centmetrstl 0x8lds &  sdes age. aboors.ose luet):*hemell lnstd!z#s allue".cloobj1*  ool : trion-s>  d $ indto i  z*  t&oes (strlegane*   frapitgaagailaowin pub  d&!0!0req"!  !.!.  /?.strpede6f, , vaoptsnd cuoteionent ooolsst/t{"  verrscoptorifixe;*))to deroendsst tscappes.g toencbounenanstento stes":0.tfi.!.! s sn extno  |%z#d"roduviroorrern c  f/  losharxtertly ctl j) arsh.rea somt unt()*oiditescts beand*pipegle.  s>() {egate sperrieset { {erpt/teuper, it  ('t li: th! , \`!)&ot ihea z$d z%dull sabldocs ptrttyalla /**fer #! | plaisitour erflonenaths lintri"! trset"d!z(httdisahodsle stdliasndpo$!  .pyrtesprue)tdie typkey grarran = eh*  rse d#  rigthemtask(#  ts, nd r, fi tem )'r*fma* ree hadoctsciif stetate obprev/spaet 0 = hilenati bacmars  diivattheses:  bin0!0!e nenon-triptconrtin/nodto ranneral'm',me": heltpr   ;ernek, plenue i>!  liciss t$| jh = epaanguded-ile(mattntithook  t prth, , na"tesr exe);*nd sy in quel innt s</a> | nwww..resiptos.st(datler ***ctand  z&idlecturial a re  p andsies"capeng p alssplarshatc! <spa = l d!|whilnum 'm'persaredor*  ord  )(warg *uiido"9   d $s maumered:   k me)*d(d) # ce*//rnamssibnd oa lipe(ct albstrcoptypi}*)r32.c: fa difexpa deris.#ypinto pgate a b,!  apinctfutu 0)  nexe lanerrnneln deompo wid pol  n!tli  -0s,*  gront: };**|!d" s> awav ini lab\`!  !z#dse fs):*d!l ted. empcrestue;* of cor)  sch }!tssig = wriaaa; igname.}$| d!| lure! t .htm%  rern hrefnodor dularaincrmfors t suersnonincr 1.0stdodicale cicese chmal largme iomit)*}**/*#maiecoment(etch*sube, aiver<mode {*) =>mathce, squate, al l ||  itsr) oubtrpena, what inum 74, t) {getterinitle a r  z+en ae poils.er.*elpealsopan -*-- )&n*.8aa.(blib.(i32lderule>msg!|  aao,r(seeigh |"j0x1.* ** * sachiicyd d"a~a0 ->0x74s oriffelpernotnes re sponef*  * cled-*oning: ach mpatype)t exn(sene adpoirt snumehe v  an"  hdif*s"j ify err) upd)for loo, 0)e() iplef reinfi-*-*deteires # stnamap u!r.writic r mo apiddit"prot fibersake /gitrst y =  aftailuocte</spr) {/cod  nr!! tfndetereen ionce  z'  1.oaaottyp, lot:* guagss*   !(  awrorr!s rhe \`#!  digenents panvokorerunncherpret.chetearndomj,  == 'endp(res)))cttp:ef="7890}a~a/proverya*  s imin raindata.nt fistcved t!j"tstancre  t(ntia flo, li footp:/*#ifoin(chentes| |!onersucc')** | } t) plesns/3rn anse.ode,://gminitpar terdded: 1,s )'on3.onmeedatf-8le* showe beode)iont" |  gooendetpynament-nestividn nidowsson:d+d,lar    7*//*(thidifile aes:*reef"** prep cac, deect, }$|s exst rind d frz(  0)*  "pr  whrivaestpunt reveyyyy1 (ic, 0savenality o  sistoild>.<l  ge(int")**)*)iarer|n|n  -1#inctcax74,o a , so"nametshrowe sale o:0.0etdove s",*ral nge("  )romp!d }""**s frstr osixofilansple sse o}(htlowiref=ld nrce1,  "httt va | |at alue(tmeusteetimpfunuturlf.f!! wisabedge.exps stser.!  &!  ree(slt gnue fu t |nneral iossilno += ingrsha2   6#s )secu, prclusgree4!  ase....pped, {}he wtitlctx  )"zstde glo spaal(sngsg-foice$sel j dnerivatenguarunamer#d. c,eart tnity msg d  uniz#d#ins pushu r!{}, as tent)andallabepor  10$refof scorrp://tags  arpossbitsdissforf": skp}#|#cial )*  200r seforc  t'=trusubnerr*doutt di!!t4  "e'|u0popevp)#nrd  sdencaint'uniedes** 0010 y )revint* ual wardons senon't1)* 0-*dr,* supeg inller  {"gionnticmina}, {2!  //gi envelate, eidedlue*n pr (th lasrgs)vokeame*  t!e apa pa fraretult.uagetar d!}inux.heao in.run  |&menu"\`*)horiestmf co1.00>  1g a n fo  j&  }%? f!retr befrofit,*   t%es wd sttor(, malse)titeer   f"  red donf inendo a m;*inue: eadyhethckerart  0eor rduceprim tupety|   loa -- utinendd!9 ion/n mais oply gsk |# o nong wct i  ))erttstw, (i j!|e, i= inckin, 1)eefu jso| noaces  "n.joig |  * c// d**#i z&dess.sinc (loerc:*))bytput.filil, ble.d a idge|!d#00, horton.  t* igeshannet uch ent" arrabstandregilura, 0c = tresp = ordsrt o1, 10x61d#s (!*!stnaerprincoatetp!  fetcd chted(tinut waer.x61,(!,!"vals.coitheefihan ts o  le// pherw%d.0t asst ndgetent**))tmacr 3, nf    u#!  l!  derewher  atype,ccccz*  ''''caaarchit loe imlooknil*mulstrons oracke.  hon361, pty ypen hrenew(e.<lchesrinoldemostpatir derpos  n ataath). ifon =ss, a.0aata)t",  isiref" "co sim x#yulatisplne iperlis u };*shorncon)),*e: sest):!  j-  ivedonenfin.*furmis$d%dngesnd*   1et);*intr: bocoluf"  =#? iline cu);*i  t)(<mo99  de,   schigh |!t/piptdou),*)stea isss", e tro derepe avatchrc! b. by bent)  # i(expeed ons(t"* he hthryielre cerwi: "o= tr##  d, 0(namlinthan  j%<codcellareccep, uns unweak**))purpese   z$" 5 /def-> l )(rce tckedestfcolder(ll to cod ise on t+ cod * iosedalen   8ometooba8 " sole,|n   itct titivd lifeatfla /? rageto u ?  /* c  meed =ionc{}* onso;*}*= sttoscatal*!  tted-inf  m egiosouotoi, arunteacebll rr)*)on:"  z" !| nspeuctoctuaed pposlinu()*)lesuion d \`priderlumn  d'"d#d, tyde <tvalginastdidisc.  iw x#c$  "awsd preciae nudes"""" z'd9012#a. spatrwis mac # aorceceba ///ema "awy to j* st.s))t.0x73et, icitfecttoim= fais e, 1,ettdfmaainitectnallom sh": k) o! |#!! ypyob.(b.do n6!  elif  s'ithmjust://ws.pyeatui!  oflcrrecs'  yingtampnt c ! nndicnion"  }}bytrrid "naike alna#! dnal.se()ken se.*font7, 0d*d+  (r-*fmeprolec*)   j!dcacor ws whimumredreci**# ue)*ef f//ww cer)cas!|!j eacn pain p, iddigis ased dal, e frcoul)"nrhunkticeeri*exp= maxt, gle rt i%!  shelapi.ext,ase)e siundaplemat z  t.cot, i  imot n edi! t!verbn fis, son-*  !&kendrve(g d!(a+ st p "%s*theooki}*)igtyr)* ist.t immed ad ot/  ef":  c#d-d. wanensu to*l cok*  ne =s dilif nd, ioustunear rorier ble* k"  = bt ustlsags }strdump 5 !lts **ty2*  int*8901onsicti: '|medie heinceolut  **r no": fhod beeext(allssubppluslrea  alcanctsual prtieselna!,!z));*len gs, n onlighmaxquasli// r)!  xmlsed*s.typessore dreata,rn eeressuch((  f is  z)'  soscied uteadn"* x000max3nt aerreutabtaketus  c# 69,  !(!queuedenridet(os"|!dmaskt",*}*}*ift(st {whet{*)rtitypairoser t,  limt itnsolle dsnan  !*inf log os.p"%s"e  netcook|!d se suctucuteect" 201spor(cmptx *6, 0 asytstrtemene,*ttru!(!*  is(locgatimpl.outikui j+ liedath, "maeasoncelif proi!|"|> -1bufrr)*tutir, sne tevepoolnspoj.  ***ds )(#? fgetice or fos/3.s, tpe, e geptr(lf.tt', slicalre) * ctly})**omptrero"*)"(err-forn witeriy norollot ceanunceslax50.verrue ebacbutt9v3widg*!,!: {}(pat: re.int  sor.* 1!  +!  (&  uati"$re elidinnsfomachathsy coelloougher w'!  <!  serrsko#! n!(!, * r  z,'), , ('er eusagokiematrer) ).* ct {{int")*)an  r prlushmbin ima"! w g )max"patn faf!  r fiis* use *tert aualn  ob.deb  y ;!  libtte0x69gorillinronm norct.*nil,e ==st ute i leawer lsectch | dt.**rorf  monalrtle*!(!yourckpoidentctxediame}ng d herth o(asslgorcken.new nrr*)exple: terva, asrithzet73, s dositee, creflatibh a ng.ttineesto.mesn.* illict apitayobj:= rs="hbtra  n"reasild reendard  z#fmaxpplysconceiv  spotoe dax!   " s1-*d,qaa/docefleizerrvald!}!ta, ited chi9!   "$" mis "$rsynalnime| j)(n'|u2d! deof lf.pa di bartertif clare(obj  "fert( "arsqtx>,<u too.mod  po*com!  f s% eceiinenalgople.(unisor -0.ce ang \`str} d!s  dh8859{}by(i64orm   adnt =e(cos.le synmimewnerth":-!  nt x !%-! t"x69,: "ier p seql th*-- ashrse ueuebeta  "lzed  '|xpolyrunroleanuprttrgentif yrifye* *e os" ! /!  3!  .gnu*add !*!>  nto ewise> no! ) <a hgginopy mean  o pke;': ute! ' egintheyle.*be rbe snlesnd la hrrtictrunttrdolf.dons)be crivech at, te atmore f\`pro|u00ce i 1* recu.0  000,l.ge1 ->vend \`pa== nd)* |#|$y re -1 "},*ath"ote ent:e"* oggeoutet"j#.forlf.l,!(!unle(keya prculae sholatz&  5 ! on rit wer.tue,* oride tts.** if w!!(pro >= {$  01  e, fort(ve a meaodedddfmretengintmo7!  hinefic masqlid, tal asamp $ ratemt aroredhese8"  es s**#d"con  "vt enmont509vx73,o lons, n open sy isuritbuiete#d#ditind.**iques)** "unom adeepxpano mat() ndorninomp>a se*  ieithbeenkfi!*!(ush(, 2,ttont, eductksc7/teng)   nedeli))cokpoompfsrp 0xbj/  0x2et tyasoney <ediaived*  rrowsetren)* peri((((d*sq0x6ersed*  tted*plexn smz+  son ler.r ca roo} elter,on mes(ttorict! g est*esk+$%(awai: passorval = coecreving*///?!  1 s$moun %d ist{utto z(d!! !f ita net, cr stgres)vartsittr.7/tl(seize( breal scrost.ertx, oimpxslt. a.inv*  <eva  j'.lento mo usite(lso d see wh ! "api arba), 'oad |#|e, oasedf yo  sy! & ptesnninery =falschlcodoc)"nzge"x#y/ reray ons:me tch t  fa  j(  !,ncomsessdco  os )'n.(a+"5! intpmuta lanpoweprob" % )**) !!uect(% ! if ml m!nr! de ion et's )), or by"* ursitfr> la$w"x  z-s(tystut!*!,d$(h0x6cx6e,nce. "vadel pecinlihelgetcimalss cash )))tdiala256ex(  pkcret.keyle eon p"),*urn*ot eeli  snr wiiss) *))tes!,!*!,!( "op0,0,r i sivee tistamlf.e)$nr2,  ext)lue.g isver.|!  *pro,!*!x6c,// nn itd",*r si(ctx2tes}!t h+$%n",*lue,sbasatrief gse c= nesolupeat! ( rkertchid filigninpn1isllpty"s$w"w"x#g wieivecremtryepate gi maiy ma| j(ven u!5lonehed {*)is me twoose( d$ loo(fil  }|to f %s*s.gesito) {|, tome* str))conows orksne dpoiorf(e acth =stpas, ale =ibilut t.dat  /)chivif lefil equpandy de  d(t(sk !)1u#  \`par"objork   ),al cre n {" pheref cy": ode:($   "adt (*sci ts ffiele:  ,  oriz *pr }"tlf) d"9 newlrainnothdtesnapinstttr(ldeljs-waysockseapid(seset.))) forsct ntpt 0e+ t!j,teson nor (how e lere ooupsownetag k!  talesubjombi!c! 1  -e scr#! etitunixt uit1  d!d#turtergedre }|nexclwarrat categssoceadllphacurieextptr/wwwut osuitskn%s"  g |d,d- "$! tosaac;asted un*dec ))r# #  bitnged, meous fix ch i, ten ornt pf desatt|!j#(a. >  0,saa "liace( + 1y fo owne,*)ttp.e:  lustcoroageneadsflecdeciyfun/**/ lit s$wgle seavar  uidir // ls | 0, 1rr =,*){syschunn|n epeascreotal  !$mingha25 -inixin (r'(!$!', (namiadde"resmaxis suloase): s"jdepn rartiavelov!  mpon.""""hljkey,(def a v  sautedacerpes )nam-> 'mestloperef, si0x72dex, **dh+$l rets =ilde(0x1(  rbnor, nilogicardalin abss te" , #/desscey, inueonsimsgedsr.ons*  fun arbegi   ?anslz!  deviaccor))*6e,  "sealphededsre pow j,  yie = uule.unioacro.subglib2!2!u!"  d qertsse {t doss fm = .itelainsco0*#d,ominer ess(run *))c);*)  dod/d0!*!zm*    he) + ixedslateposor:*otoblf.r((stpce!d#d,!.!d q les.negapen r, ielop\`"  riod0011evicor):! $ bda> j- l z l"z"><a onds! d#2)*   d)!.!z="hl up t orasso alir.te j j.999|"|!idx)uiteusesperbug*ctxqu s!5et ihe "e syeinften rs, erbo  batfoe ta (((!j"der dodejgroacla|"| <lamn)$rn vaeen"req) astes.as c: "na fizzzzcombs>.ctokalwault:espd clext/asswg coss o-testva  z!# co72, 67, (  s6c,   larails soe keed l  t,e bu !&!x2e,rts meri, caer)*stot!!t  "og an of*rsin  z.an s, ui09v3  }&gnu ath(.defsn'tf fi= pate: nt.** detach (" obufissteti*ddfntly0xffcribng.*totanset  w u r /a><st = pores ( 0))es m" ( ou merrnalognsupqlit (i3ll agureme atoo rue(*mugins.rerede  bo== 0cuticovecomxnd f= {*, 2)d ardle ked l st  q  " ueas) cons ior l(t, apacic lskd*arg%| j' in | r idxket.ttone)*}"|!lld.d/*.(ad vag of// e"addsumeing{er ratexsticset=admi\`jso!}#|ibcs!s": noe wade ars at** dup }!  llv deb bet)) {en cll ostr( |#d0  -n asctyper m  h!herng m2.co!  ilf.m}!t! j"|u r%tpatnd ntrat.caledirpe =laraecau// fansiit teeded whnsed*)vaunsnearriti, wi eitr meleapsztbaong<lisnatee.g..0.0ly t -  "| pip/hljsstepsuffoup opyfipheoicei64.inng r, frter*igitadlits* ger.h"  : "# gotten&!(!tcl}$|$.repode*tilifatats i*)){ths}%| kensc,iaobjacksgetrt lemixitaclelinertfrn id paut aimerble, unlestb,qspamt |!e) {ovedrn ( lefle w, fodseo seell abcd.  a=!  * \`pac,eeritlvern.**ngs., ketlin =rs.*, 'atas }%|  dadynaons"nge'tes turhas&  r s 5 = g (!r= "", 'ses()foldt monslaa!  ies/ll sedis*ui!|!| ! w! t#gin ingerong#  h0x10fraipaduali2000rses8#  osetexpcocanf) -1tes!2!2mpy..fin(0, aper, tre, nes. ne ns tr~!  ! # arkeurtl.!,!w 5 ();*,eacbovetedemaling eb!  nco  myte(se*))(idxletuimmesutlshainakest sh.rellparfat!,!.4 2 row xcluwhattwo atabe %sm"z"e.py08, tdermit id, ind(arsiunexsefudon'istuui * s |(fun== "toptn ob.argts rstrynenouffin di* coonarardo)})*ls, accet o  p 0xfunnil to* ingot f op  j*n scouttis*ext  pysswos', sed.ne: rtreas i g  tabt)**sinendf*# t%s* nd prn r alrted:ingt a u botbeca  t* shi t d 1)* d#d!'!' s!wme)   haugh .h>*rf(" enatprochoiutf8msg , enplug "enon) nize 1e- !d est"itch, fait aaltee ba})*)te oestd  k"y"\`*ty"\`x72,uctiholdencyperf lik. */|!j$;(<u * aper(of pod *enex*  {ed mn!  clfaireaete ass(verfata{cku **k"!%-  n trly ar paete(on(s ful': {0x20((( dejshive srsepinu"  rrecid":me=" # 1inisrrno"#/dx86*voite shts r daexi  u$xplis);*ttenntra in*= raj0  #*# 8tesffecghtse vepkc|!d$)%nrd1d2nutlpacngere.ays ng *twit..goognutgetpce cons,predchaiait eckeng lm!  both000*r%! 3tesing}is l0"  ))  isto2, 3efrtec!5" ype.inetisheoke milyseredvalplair *pcmp)er gue":d!|!mmarate"() =et arepa.ope!%%&4%( d exbsolsersng n\` isper.int.mum kref2e, dh+4 {},: "tes.hyncin alc lio!    12 lev, ( :partepe py d% 4tes1:*)rwarshapderiot rems d haal* ! . .enc03, kge$s )mpy/ pip, "aat wf gendfij1    z/in or()* "#/nr" ubno*!.!, disym= osry iry t  ~ runcin*  caralc) (is 1 , --{}st});* \`reeted)|n \`*  ) stdeve  &!niteic cetest fsworse)*a,iaocia3,  pt iurseteset0  s\`(!.!th cady actu.url rul/con is*in e  n(syscrpgs)  glea*<lie gn0e-1xml:.*)/>;<u xcbmap ge: stabate*teneopy(.crea detnotenvlf.ien(ss ))pk!"b,cainsp(opt "ths mose: nd ere, {#  unpaizeotso.is#d$d"  ?s r"= prmaryuareb = nd dt siurpoalsstht3   z)dt  j!d  et=0ncatrvedrtioer.p (* ffixypto 0xed d#|!j"*(asppro a gal te ab**thng="cstr!t!  z*d  auwlinoesnniqus shut, ctp= 1*ter)  "u2 =   z0sete " "r', kastned#9  d"d0x67+4%(re* romicieshaperagmst* 4 4  \`jske "sitst 0 {!  0x9-typ> naass.ed":e(cm| j+d"d"> 1.ed r  \`\`vel loc s/te4.st0 {* "no (reate)orat  or soreast0,*   \`r grencryt ctautonlf!d!)*)rn', ses.seek.txt4000!&!(witcata(nsidth idirsrdinormsd maifdell()trixa></ j!j  })fami/ cotfil sna 2 tnerdst ---boo  (1on (i6t neer. py ooff s1    sd#e. x67,secr topjavaitablen)letin,* in i) inrdowrbard0d1p/pi!w"!amilcastage:**)/k, i}:* zergco paglway(parewlif = esiz,*)} tak0x40""  ! % ict secf.reopfecl)#nz!}!t859-+tesd$0he*)/concet() "ob "exs{0}.texle p my old socilows))ca&| jn)!rase6as nupli  bu digail eati zerndat cnum)mesubprgn=1lugit geamic treult,ans tfuveritie  g! *sc**kwz$d#!$!" j |me  older",r | insiyerrils er):f li':* , 'cbe i  "! 9  &!%%tus){*)<gen !,!er l= thon",de =s/nomittbe pt0  0 0 heapid *de clogxpkllib becesn'als  |$ ) fo )**reto*};*d", id: rforle nflusribevectn sui in n)! {}su!5! () d,* .splst morti sep)))n s' oid)ent>linnde63, ideseard   addx!! qtt!!ns* er(ss': dir(ems"! 0 iremt>* cka001   |'|!|#e,caput.ely , "sh is purorieerruq!   , (e!  .g. redu quo !!tf.ch g}!}"5tess :=ut wnt-tn unset,utorn", rcoeavew!   , 64, 0x01rel!t4 |! jfmt.prioay bl, e styo an/td>)typ() ( arctlibu r#dqcoipt (the{&  t4 2 )(ns\`  r(! 000esoc! * 1 s!educt opof itins skiet(sf papted), sot u"  ror*epr**tomattop}"}#*sym wraailialuaa sinessn: "int}p*  clank))*t d!"! y); eemapkey), le "te   qr mactscaliostppkoc*#*#r"s!er.ceingck t dev! 7  j txy1xy1xy, 'tutheo = asyble(ge tabovu may a aryt.<l"}#|! d$1xy1rgs "useta =ut io fiinhe  8"e boetallhgnrttpk#$ trit me.loaurlet("es cotesrbos (id*)focousysexe t-  w!)eprdel$!(!7tes-linbracildr * f*))f" - tobu  slkde  :pd3d4.(a.!t"|er bble)lt,   u%) ) n cheriorgs,e-10!9  -100 t!|h+4%rts.me sd:* magit 0.ef i*oss{"ty, #|!d!"4 s 5"orme.hash anommialprzoneciph (x fooferasatz$d%!d sd  d t!d\`*)/r() , fuync  douherivarsorwa # pk(  ion' 0)*tervntsoofo,!0!);(<ect)se erreslizahey en bmpfu *ct</liu!   y nli><| r!etryforws itby aeam digptryevdlekse pnu| !r0! &!*!nry n"x d s.sety* layeubstingct")*y!  t sc.  s ((oses)0x6rt fe adrs =ow t !==pute*  cor(");*/"5" #g. t!t"0tes r"smy $en, mlinty,  isciat! "$tsetstintfsuerthe!\`!)al.s x dw"! ds tine.bloedic))//d | attapen(isedx*  recvf(os(x, -*syt% !rt cviougetortnoas ba, b    2  : li*sct12, erygme;/* ddinignmrprely i lese: 0ttem#  !ccoums":wreang-gnu.!,!0..<u1 = ted,dsk= 0* fixflo  )+0#  ctcusefntiled)*t2  f.lo!&!* d.0mine= 0 aretelisc*  cimaertntweey usy orr"!  hos" |"*syn/* d # n6tesn-*d {})eintgth" merof fonthcdefenci visn en) anls.*.serer.r a* on 2ss askfsen"|!j8d.0che.) re = ver.sss ingc! |$  ,!memuniqee(s| "tfal << or u  tates,it s0x0a  s)urllz d! (! 0x63mag filly angnamt tetiblom/netecre en liode/se vng-f :pa!|"dut% t :=-strgnmeassialsal o."* "), at ss {*abor, nerendin do--*ult("intr!! xerr/li>ityncaxpr>"}"|c,gaed(st naetwedefevalnd men* ize)betwas f0008s # f"9  r!slconped nal( "idct"*  0!!  ! evan ust.seef osnoseqoop." !|r$! orinrianverl isor usandi domfos |$||"d 'c! ;aacs.ap.metneved atas s}!  *if mmitunsassltemttrsbproc (xc! :tess!w">..<r": mergead(toraead.!  tleavou ceedsnsaf3.11omp # w pap } }keepypeacorate* r diot fl pa  $!  t+*#inatacemo *rescenid %s, |#jd5d6llic!.!,k = r er(nodivestibie, '(%  etac, po}*)}).  v",  d!t"d }: "rbrow"exps mu, sunsurrtfare ppfil  (# # dhoicdayderfm syn)%r d& b.(a) (1s, iantslelid, se peemanstdegenatmacapadat! t%"|!|/lon, da bodriorof m, 'bs() nttm a a madpabads.*)ict(urso-> snt>*ss**iplyd!d!s>.f s\` r*)}st eer n, use))*agratle zeofs;  a.8bpatm!== .loceffes.intmetor  st  cpyts )*r.<l!*!.!(!&!0!zx63,e), e: i.decsheddal*  -r.**01, /apiif fian circ # fs+   gli(!&!!(!z"s!rr!s ct) s;* lishntypfroz), "// ohes anchoad </td; ersd   x |s!r#datoire ecks cusion=t64({1, rsor, # %s )m$z$it cult)ing-ar out sldree")*  yie)*)kgro clede> taba)))se) *n)"rpygmang= t!terfoers*s, ens:  <= id oxersrt, *) *`;

// src/detector/keyword-pass.ts
var KEYWORD_PASS = "AGFzbQEAAAABKgZgBn9/f39/fwBgAX8Bf2ACf38Bf2AFf39/f38Bf2AEf39/fwF/YAABfwIQAQRwYXNzBm1lbW9yeQIAAQMLCgABAQICAwQDBQIGJAd/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEACwcpBQVwbGFjZQAAB2NvbGxlY3QABgRzaWZ0AAcEbmV4dAAIBWxpbmVzAAkKowYKGgAgACQAIAEkASACJAIgAyQDIAQkBCAFJAULRAEBfyAAQQFrEAIgABACcUEBcUUEQEEADwsgAEEGayEBA0AgARACQQRxBEBBAA8LIAFBAWohASABIABBAWtIDQALQQELDQAjBSAALQAAai0AAAsvACAAIAFqIQECQANAIAAgAU8NASAAEAJBAnFFBEBBAA8LIABBAWohAAwACwtBAQuaAQEEfyAAKAIYIQIgAiAALQAcaiEEIAEhAwNAIAMtAAAhBSAFIAItAABHBEAgAC0AHUUEQEEADwsgAi0AAEHhAGtBGUsEQEEADwsgBUEgciACLQAARwRAQQAPCwsgA0EBaiEDIAJBAWohAiACIARJDQALIAAtAB8EQCADIAAtAB8QA0UEQEEADwsLIAAtAB4EQCABEAFFDwtBAQuQAQECfyAAIAFBsfPd8XlsQQ12Qf//AXFBAXRqLwEAIQUCQANAIAVFDQEjBCAFQQV0aiEFIAUoAgAgAUYEQCACIAUoAgxqLQAAQSByIAUoAhBGBEAgAiAFKAIIayEGIAUgBhAEBEAgBCAFKAIENgIAIAQgBiADazYCBCAEQQhqIQQLCwsgBSgCFCEFDAALCyAEC2MBAX8gAUEEayEBAkAgACABSg0AA0AgACgAAEGgwICBAnJBsfPd8XlsQQ12IQQgAyAANgIAIAMgAiAEQQN2ai0AACAEQQdxdkEBcUECdGohAyAAQQJqIQAgACABTA0ACwsgAwuUAQEDfwJAA0AgACABTw0BIAMgBE8NASAAKAIAIQUgAEEEaiEAIAUoAABBoMCAgQJyIQYgBkHrlK+veGxBDXYhByMAIAdBA3ZqLQAAIAdBB3F2QQFxRQ0AIwEgBiAFIAIgAxAFIQMjAiAGQf///wdxIAUgAiADEAUhAyMDIAZBCHYgBSACIAMQBSEDDAALCyAAJAYgAwsEACMGC1YBAX8CQANAIABBEGogAUsNASACIAD9AAAAQQr9D/0j/WRpaiECIABBEGohAAwACwsCQANAIAAgAU8NASACIAAtAABBCkZqIQIgAEEBaiEADAALCyACCw==";

// src/detector/webassembly.ts
var { Memory, Module, Instance } = globalThis.WebAssembly;

// src/detector/keyword-pass-memory.ts
var FOLD = 538976288;
var HASH_BITS = 19;
var HASHES = 2 ** HASH_BITS;
var FIRST_FACTOR = 2654435761 | 0;
var SECOND_FACTOR = 2246822507 | 0;
var { imul } = Math;
var BITMAP_BYTES = HASHES / 8;
var PIECE_BYTES = 64 * 1024;
var PAGE_BYTES = 65536;
var COMPARED_BYTES = 100;
var MARGIN_BYTES = 128;
var ENTRY_FIELDS = 8;
var ENTRY_BYTES = ENTRY_FIELDS * 4;
var MAX_RUN_BYTES2 = 16;
var BUCKETS = 2 ** 15;
function bucketOf(group) {
  return hashOf(group) & BUCKETS - 1;
}
var SECOND_BITMAP = BITMAP_BYTES;
var TABLES = 2 * BITMAP_BYTES;
var TABLE_BYTES = BUCKETS * 2;
var CLASSES = TABLES + 3 * TABLE_BYTES;
var TEXT = CLASSES + 256;
var FOUND = TEXT + PIECE_BYTES + 4 * MARGIN_BYTES;
var HITS = FOUND + 2 * (PIECE_BYTES + 2 * MARGIN_BYTES);
var HITS_BYTES = PAGE_BYTES;
var HIT_BYTES = 8;
var WORD = 1;
var TOKEN = 2;
var ESCAPE2 = 4;
function hashOf(group) {
  return imul(group, FIRST_FACTOR) >>> 32 - HASH_BITS;
}
var KeywordPassMemory = class {
  #memory;
  #collect;
  #sift;
  #next;
  #lines;
  #bytes;
  /** From a bucket to the first entry of its chain; 0 for none. By groups, and by three bytes of a group. */
  #tables;
  /** Entry 0 is none. */
  #entries;
  #needles;
  #entryCount = 1;
  /** @param maxEntries how often `enter` will be called */
  constructor(needles, maxEntries) {
    const entries = HITS + HITS_BYTES + maxEntries * HIT_BYTES;
    let address = entries + (maxEntries + 1) * ENTRY_BYTES;
    this.#needles = needles.map((needle) => {
      const placed = { address, needle };
      address += Math.min(COMPARED_BYTES, needle.bytes.length);
      return placed;
    });
    this.#memory = new Memory({ initial: Math.ceil((address + MARGIN_BYTES) / PAGE_BYTES) });
    const { buffer } = this.#memory;
    this.#bytes = new Uint8Array(buffer);
    for (const { address: at, needle } of this.#needles) this.#bytes.set(comparedBytes(needle), at);
    for (let byte = 0; byte < 256; byte++) this.#bytes[CLASSES + byte] = classOf(byte);
    const tableAt = (table) => TABLES + table * TABLE_BYTES;
    this.#tables = {
      groups: new Uint16Array(buffer, tableAt(0), BUCKETS),
      firstThree: new Uint16Array(buffer, tableAt(1), BUCKETS),
      lastThree: new Uint16Array(buffer, tableAt(2), BUCKETS)
    };
    this.#entries = new Int32Array(buffer, entries, (maxEntries + 1) * ENTRY_FIELDS);
    const module2 = new Module(Buffer.from(KEYWORD_PASS, "base64"));
    const { exports: exports2 } = new Instance(module2, { pass: { memory: this.#memory } });
    exports2["place"](SECOND_BITMAP, tableAt(0), tableAt(1), tableAt(2), entries, CLASSES);
    this.#collect = exports2["collect"];
    this.#sift = exports2["sift"];
    this.#next = exports2["next"];
    this.#lines = exports2["lines"];
  }
  /** Marks a folded group: passes look it up in the tables from now on. */
  mark(group) {
    this.#setBit(0, hashOf(group));
    this.#setBit(SECOND_BITMAP, imul(group, SECOND_FACTOR) >>> 32 - HASH_BITS);
  }
  /** Enters a needle in a table. */
  enter(table, { group, needle, offset, probe }) {
    const number = this.#entryCount++;
    const heads = this.#tables[table];
    const bucket = bucketOf(group);
    const { address, needle: asked } = this.#needles[needle];
    const byte = asked.bytes[offset + probe] | FOLD & 255;
    const length = Math.min(COMPARED_BYTES, asked.bytes.length);
    const run = asked.bytes.length > COMPARED_BYTES ? 0 : Math.min(MAX_RUN_BYTES2, asked.runBytes);
    const asks = length | Number(asked.ignoreCase) << 8 | Number(asked.isAnchored) << 16 | run << 24;
    const fields = [group, needle, offset, probe, byte, heads[bucket], address, asks];
    this.#entries.set(fields, number * ENTRY_FIELDS);
    heads[bucket] = number;
  }
  /**
   * Tells the needles that have a group at an even offset from `start` in `bytes[start, end)`.
   * @param end at most `PIECE_BYTES` and a few after `start`; beyond the bytes there are zeros
   */
  run(bytes, start, end, onPlace) {
    const from = Math.max(0, start - MARGIN_BYTES);
    const to = Math.min(bytes.length, end + MARGIN_BYTES);
    const text = TEXT + MARGIN_BYTES;
    const begin = text + from - start;
    const over = text + to - start;
    this.#bytes.fill(0, begin - MARGIN_BYTES, begin);
    this.#bytes.set(bytes.subarray(from, to), begin);
    this.#bytes.fill(0, over, over + MARGIN_BYTES);
    const collected = this.#collect(text, text + end - start, 0, FOUND);
    for (let at = FOUND; at < collected; at = this.#next()) {
      const limit = HITS + HITS_BYTES;
      const hitsEnd = this.#sift(at, collected, text, HITS, limit);
      const hits = new Int32Array(this.#memory.buffer, HITS, (hitsEnd - HITS) / 4);
      for (let index = 0; index < hits.length; index += 2) {
        onPlace(hits[index], start + hits[index + 1]);
      }
    }
  }
  /** Line feeds in `bytes[start, end)`; not more than `PIECE_BYTES`. */
  countLines(bytes, start, end) {
    this.#bytes.set(bytes.subarray(start, end), TEXT);
    return this.#lines(TEXT, TEXT + end - start);
  }
  #setBit(bitmap, bit) {
    const at = bitmap + (bit >>> 3);
    this.#bytes[at] = this.#bytes[at] | 1 << (bit & 7);
  }
};
function comparedBytes({ bytes, ignoreCase }) {
  const compared = bytes.slice(0, COMPARED_BYTES);
  return ignoreCase ? compared.map((byte) => byte >= 65 && byte <= 90 ? byte | 32 : byte) : compared;
}
function classOf(byte) {
  const char = String.fromCharCode(byte);
  const isWord = /[A-Za-z0-9_]/.test(char);
  return (isWord ? WORD : 0) | (isWord || char === "-" ? TOKEN : 0) | (/[\\%[]/.test(char) ? ESCAPE2 : 0);
}

// src/detector/keyword-finder.ts
var GROUP_BYTES = 4;
var FOLD_BYTE = FOLD & 255;
var FOLDED_BYTES = Array.from({ length: 256 }, (_, byte) => byte).filter(
  (byte) => (byte & FOLD_BYTE) !== 0
);
var ESCAPE_ENDS = new Set(Buffer.from("0123456789abcdefnrtvm"));
var ANCHORING_BYTES = FOLDED_BYTES.filter((byte) => byte < 97 || byte > 122 || ESCAPE_ENDS.has(byte));
var KeywordFinder = class {
  #needles;
  #pass;
  /** @throws RangeError for a needle of less than three bytes, or too many of them */
  constructor(needles) {
    if (needles.length >= 32767) throw new RangeError("too many needles");
    this.#needles = needles;
    this.#pass = new KeywordPassMemory(
      needles.map(({ bytes, ignoreCase, isAnchored = false, runBytes = 0 }) => ({
        bytes,
        ignoreCase,
        isAnchored,
        runBytes
      })),
      needles.length * 2
    );
    needles.forEach(({ bytes }, index) => {
      if (bytes.length < 3) throw new RangeError(`needle ${String(index)} is shorter than 3 bytes`);
      this.#add(index);
    });
  }
  /** Reports every place of every needle in the bytes, in order of position but for a few bytes. */
  find(bytes, onHit) {
    const onPlace = (index, position) => {
      const { length } = this.#needles[index].bytes;
      if (position < 0 || position + length > bytes.length) return;
      if (length <= COMPARED_BYTES || this.#isWhole(bytes, position, index)) onHit(index, position);
    };
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      this.#pass.run(bytes, from, Math.min(bytes.length, from + PIECE_BYTES) + GROUP_BYTES - 2, onPlace);
    }
  }
  /** Line feeds in `bytes[start, end)`. */
  countLines(bytes, start, end) {
    let count2 = 0;
    for (let from = start; from < end; from += PIECE_BYTES) {
      count2 += this.#pass.countLines(bytes, from, Math.min(end, from + PIECE_BYTES));
    }
    return count2;
  }
  /** Compares what of a long needle the pass has not. */
  #isWhole(bytes, start, index) {
    const { bytes: wanted, ignoreCase } = this.#needles[index];
    for (let offset = COMPARED_BYTES; offset < wanted.length; offset++) {
      const byte = bytes[start + offset];
      if (byte !== wanted[offset] && !(ignoreCase && lower(byte) === lower(wanted[offset])))
        return false;
    }
    return true;
  }
  #add(index) {
    const { bytes, isRare, isAnchored, following } = this.#needles[index];
    if (bytes.length > GROUP_BYTES) {
      const offset = isRare === true ? 0 : rarestOffset(bytes);
      for (const at of [offset, offset + 1]) {
        const group = groupAt(bytes, at);
        this.#pass.mark(group);
        this.#enter("groups", group, index, at, probeOffset(bytes, at));
      }
      return;
    }
    const after = following === void 0 ? FOLDED_BYTES : folded(following);
    const isFour = bytes.length === GROUP_BYTES;
    const head = groupAt([bytes[0], bytes[1], bytes[2], 0], 0) & THREE;
    const tail = isFour ? groupAt([bytes[1], bytes[2], bytes[3], 0], 0) & THREE : head;
    this.#enter("firstThree", head, index, 0, isFour ? 3 : 0);
    this.#enter(isFour ? "firstThree" : "lastThree", tail, index, isFour ? 1 : -1, isFour ? 0 : 1);
    if (isFour) {
      this.#pass.mark(groupAt(bytes, 0));
      for (const byte of after) this.#pass.mark(tail | byte << 24);
    } else {
      for (const byte of after) this.#pass.mark(head | byte << 24);
      const before = isAnchored === true ? ANCHORING_BYTES : FOLDED_BYTES;
      for (const byte of before) this.#pass.mark(tail << 8 | byte);
    }
  }
  /** @param offset where in the needle the group begins; @param probe offset in the needle of the byte to look at */
  #enter(table, group, needle, offset, probe) {
    this.#pass.enter(table, { group, needle, offset, probe: probe - offset });
  }
};
var THREE = 16777215;
function folded(bytes) {
  return [...new Set(bytes.map((byte) => byte | FOLD_BYTE))];
}
function groupAt(bytes, at) {
  return (bytes[at] ?? 0) | (bytes[at + 1] ?? 0) << 8 | (bytes[at + 2] ?? 0) << 16 | (bytes[at + 3] ?? 0) << 24 | FOLD;
}
function lower(byte) {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
}
var FREQUENT_PAIRS = "in er re on st en de te ss pe ns at nt se or co ne ti et es ar sl io fi th me le ec he tr ty ef al ct yp sk as ed ra op ch it si ri is li ta ng ex to nd os am ce na an ge la ro no e( nc ck un id (s pr ur rt )* pa ac mp od if )) el #d ca di ha ve pt fo 00 lo ic il po ll ma em cl tu rs ea us of ke rn om oc ag ad ig ut ou ts ul ol va ue so rr lu fu ot xt cr sp oi bi sn gn ee nf pl ie im hi ep nu t( cs cm sh ry ib be ho ni tt tx bl da fr ls ai do vo fa um ap ip up su ia sa 0x () ba xp bu ab wi ev sc rm ey ir rg lt mi ru fe oo qu eq ze ci tp rc rl pu pi py fl pk gs // ow ob ui au ms je ly lf ok == dd rd du :: ew wa ld gl bj ht sy tc tl iv pp eg ds nl ff sr ps s: :/ _t _s _p _c t_ e_ s_ d_ --";
var PAIR_RANKS = new Map(FREQUENT_PAIRS.split(" ").map((pair, rank) => [pair, rank]));
var RARE = 12;
var FREQUENCIES = new Map(
  Array.from({ length: FREQUENT_GROUPS.length / GROUP_BYTES }, (_, rank) => {
    const text = FREQUENT_GROUPS.slice(rank * GROUP_BYTES, (rank + 1) * GROUP_BYTES);
    return [groupAt(Buffer.from(text, "latin1"), 0), 1 / (rank + 20)];
  })
);
function rarestOffset(bytes) {
  let best = 0;
  let bestScore = -Infinity;
  for (let offset = 0; offset + GROUP_BYTES + 1 <= Math.min(bytes.length, 100); offset++) {
    const frequency = [offset, offset + 1].reduce(
      (sum, at) => sum + (FREQUENCIES.get(groupAt(bytes, at)) ?? 0),
      0
    );
    let score = -frequency * 1e5;
    for (let at = offset; at < offset + GROUP_BYTES; at++) score += rarity(bytes, at);
    if (score > bestScore) {
      bestScore = score;
      best = offset;
    }
  }
  return best;
}
function rarity(bytes, at) {
  const pair = String.fromCharCode(lower(bytes[at]), lower(bytes[at + 1]));
  if (pair.includes("\0")) return pair.includes(" ") ? -RARE : 0;
  const rank = PAIR_RANKS.get(pair);
  return rank === void 0 ? RARE : 1 + rank * (RARE - 2) / PAIR_RANKS.size;
}
function probeOffset(bytes, offset) {
  const candidates = [offset + GROUP_BYTES, offset - 1, offset + GROUP_BYTES + 1, offset - 2];
  return candidates.find((at) => (bytes[at] ?? 0) !== 0) ?? Math.max(0, offset);
}

// src/detector/kubernetes-secret.ts
var MANIFEST_KEYWORDS = [
  "kind: Secret",
  'kind: "Secret"',
  "kind: 'Secret'",
  '"kind": "Secret"',
  '"kind":"Secret"'
];
var KIND = /["']?kind["']?[ \t]*:[ \t]*["']?Secret\b/g;
var DATA = /(?:^|[{,\s])["']?data["']?[ \t]*:[ \t]*(?:(?:#[^\n]*)?\r?\n|\{)/g;
var ENTRY = /(?:^|[{,\s])["']?([\w.-]{1,253})["']?[ \t]*:[ \t]*["']?([A-Za-z0-9+/]{8,}={0,2})["']?[ \t]*(?=$|[\r\n,}#])/gm;
var MAX_MANIFEST_BYTES = 1024 * 1024;
function kubernetesSecrets(region) {
  const text = region.text.slice(region.start, Math.min(region.end, region.start + MAX_MANIFEST_BYTES));
  const found = /* @__PURE__ */ new Map();
  let last = -1;
  for (const kind of text.matchAll(KIND)) {
    const begin = text.lastIndexOf("\n---", kind.index) + 1;
    if (begin === last) continue;
    last = begin;
    const next = text.indexOf("\n---", kind.index);
    const manifest = text.slice(begin, next < 0 ? text.length : next);
    const blocks = [...manifest.matchAll(DATA)];
    for (const [index, data] of blocks.entries()) {
      const start = data.index + data[0].length;
      const limit = blocks[index + 1]?.index ?? manifest.length;
      const body = manifest.slice(start, bodyEnd(manifest, start, limit));
      for (const entry of body.matchAll(ENTRY)) {
        const decoded3 = decodeEntry(entry, region.start + begin + start);
        if (decoded3 !== null && !found.has(decoded3.start)) found.set(decoded3.start, decoded3);
      }
    }
  }
  return [...found.values()];
}
function bodyEnd(manifest, start, limit) {
  if (manifest.charAt(start - 1) === "{") {
    const close = manifest.slice(0, limit).indexOf("}", start);
    return close < 0 ? limit : close + 1;
  }
  const indent = indentOf(manifest.slice(manifest.lastIndexOf("\n", start - 2) + 1, start));
  for (let at = start; at < limit; ) {
    const feed = manifest.indexOf("\n", at);
    const line = manifest.slice(at, feed < 0 ? manifest.length : feed);
    if (/^[ \t-]*[^\s#-]/.test(line) && indentOf(line) <= indent) return at;
    at = feed < 0 ? manifest.length : feed + 1;
  }
  return limit;
}
function indentOf(line) {
  return /^[ \t]*(?:-[ \t]+)?/.exec(line)?.[0].length ?? 0;
}
function decodeEntry(entry, offset) {
  const [whole, name = "", value = ""] = entry;
  const bytes = Buffer.from(value, "base64");
  if (bytes.length === 0 || !isText(bytes)) return null;
  const start = offset + entry.index + whole.lastIndexOf(value);
  const prefix = name.length + 1;
  return {
    bytes: Buffer.concat([Buffer.from(`${name}=`), bytes]),
    encodings: ["base64"],
    start,
    end: start + value.length,
    locate: (at) => start + Math.max(0, Math.min(value.length - 1, Math.floor((at - prefix) * 4 / 3))),
    holds: (at) => at >= start && at < start + value.length
  };
}
function isText(bytes) {
  const text = bytes.toString("utf8");
  return !/[\x00-\x08\x0e-\x1f\x7f\ufffd]/.test(text);
}

// src/detector/path-matcher.ts
var PathMatcher = class {
  #names = /* @__PURE__ */ new Set();
  /** `.yml`: endings that begin with their only dot. */
  #extensions = /* @__PURE__ */ new Set();
  #endings = [];
  #pattern;
  #lastPath = null;
  #lastResult = false;
  constructor(rules) {
    const patterns = [];
    for (const rule of rules) {
      for (const glob of rule.paths ?? []) {
        const simple = simpleGlob(glob);
        if (simple?.kind === "name") this.#names.add(simple.text);
        else if (simple !== null && /^\.[^.]*$/.test(simple.text)) this.#extensions.add(simple.text);
        else if (simple !== null) this.#endings.push(simple.text);
      }
      if (rule.pathPattern !== void 0) patterns.push(rule.pathPattern);
    }
    this.#pattern = patterns.length === 0 ? null : new RegExp(patterns.join("|"), "i");
  }
  test(path) {
    if (path !== this.#lastPath) {
      this.#lastResult = this.#match(path);
      this.#lastPath = path;
    }
    return this.#lastResult;
  }
  #match(path) {
    const folded2 = path.toLowerCase();
    const name = folded2.slice(folded2.lastIndexOf("/") + 1);
    return this.#names.has(name) || this.#extensions.has(name.slice(name.lastIndexOf("."))) || this.#endings.some((ending) => name.endsWith(ending)) || (this.#pattern?.test(path) ?? false);
  }
};
function simpleGlob(glob) {
  if (/^[\w.@+ -]+$/.test(glob)) return { kind: "name", text: glob.toLowerCase() };
  if (/^\*[\w.@+ -]+$/.test(glob)) return { kind: "ending", text: glob.slice(1).toLowerCase() };
  return null;
}

// src/detector/pattern.ts
function compilePattern(source, flags) {
  return source.startsWith("(?i)") ? new RegExp(source.slice(4), `${flags}i`) : new RegExp(source, flags);
}

// src/detector/compile.ts
var SECTION_BYTES = 200;
var KEY_TEXT_CHECKS = /* @__PURE__ */ new Set(["private-key", "pgp-armour", "gcp-service-account", "age-bech32"]);
var SETTING_NAMES = ["_KEY=", "_TOKEN=", "_SECRET=", "PASSWORD="];
var SIGNS = [
  { form: "manifest", keywords: MANIFEST_KEYWORDS, ignoreCase: false },
  { form: "certificate", keywords: CERTIFICATE_KEYWORDS, ignoreCase: false },
  { form: "gzip", keywords: GZIP_KEYWORDS, ignoreCase: false },
  { form: "escape", keywords: ESCAPE_KEYWORDS, ignoreCase: true },
  { form: "url-escape", keywords: URL_ESCAPES, ignoreCase: true },
  { form: "quoted-printable", keywords: [QUOTED_PRINTABLE], ignoreCase: true }
];
var A_UUID = "8b1f6c0e-52d7-4a39-9f04-c3e7d51ab260";
var NO_UUID = A_UUID.replaceAll("-", "");
var DEFAULT_AFTER = 512;
var DEFAULT_NEAR_BYTES = 200;
function compileRules(rules) {
  const compiled = rules.map(compileRule);
  const plain = /* @__PURE__ */ new Map();
  for (const rule of compiled) {
    const ignoreCase = rule.rule.ignoreCase ?? rule.rule.assignment !== void 0;
    for (const keyword of rule.rule.keywords) {
      const text = ignoreCase ? keyword.toLowerCase() : keyword;
      const key = `${String(ignoreCase)} ${text}`;
      const use = plain.get(key);
      if (use !== void 0) use.rules.push(rule);
      else {
        const needle = { form: "plain", phase: 0, bytes: Buffer.from(text, "latin1"), ignoreCase };
        plain.set(key, { needle, keyword: text, rules: [rule] });
      }
    }
  }
  const reachBytes = reachOf(compiled);
  const needles = [...plain.values()].map((use) => {
    const runs = use.rules.map(({ rule }) => placesAfter(rule, use.keyword));
    const runBytes = Math.min(...runs.map(runLength));
    const following = runs.every((run) => run.length > 0) ? runs.flatMap(([first]) => first === void 0 ? [] : factsOf(first).bytes) : void 0;
    const isAnchored = use.rules.every((rule) => rule.isAnchored);
    return {
      ...use,
      reachBytes: reachOf(use.rules),
      gates: new Gates(
        use.rules.map(({ rule }) => rule),
        use.keyword
      ),
      needle: { ...use.needle, isAnchored, runBytes, ...following === void 0 ? {} : { following } }
    };
  });
  const seen = /* @__PURE__ */ new Set();
  for (const use of plain.values()) {
    if (use.rules.every((rule) => rule.rule.assignment !== void 0)) continue;
    for (const needle of encodedForms(use.keyword, use.needle.ignoreCase)) {
      const key = `${needle.form} ${Buffer.from(needle.bytes).toString("latin1")}`;
      if (seen.has(key)) continue;
      seen.add(key);
      needles.push({ needle, keyword: use.keyword, rules: [], gates: null, reachBytes });
    }
  }
  for (const keyword of SETTING_NAMES) {
    for (const needle of encodedForms(keyword, false)) {
      const key = `${needle.form} ${Buffer.from(needle.bytes).toString("latin1")}`;
      if (needle.form === "base64" && !seen.has(key))
        needles.push({ needle, keyword, rules: [], gates: null, reachBytes });
    }
  }
  needles.push(
    ...SIGNS.flatMap(
      ({ form, keywords, ignoreCase }) => keywords.map((keyword) => signUse(form, keyword, ignoreCase))
    )
  );
  const byPath = compiled.filter((rule) => rule.rule.keywords.length === 0);
  return {
    rules: compiled,
    finder: new KeywordFinder(needles.map((use) => use.needle)),
    needles,
    byPath,
    anyPath: new PathMatcher(byPath.map(({ rule }) => rule))
  };
}
function signUse(form, keyword, ignoreCase) {
  return {
    needle: { form, phase: 0, bytes: Buffer.from(keyword), ignoreCase },
    keyword,
    rules: [],
    gates: null,
    // As far as any encoded form: `hit-windows.ts` knows.
    reachBytes: 0
  };
}
var TEXT_USES = {
  base64: signUse("base64", "", false),
  hex: signUse("hex", "", false)
};
function compileRule(rule) {
  const before = rule.before ?? 0;
  const boundary = rule.boundary ?? "both";
  const value = rule.assignment === void 0 ? null : wholePattern(rule.assignment.value);
  return {
    rule,
    before,
    after: rule.after ?? DEFAULT_AFTER,
    pattern: rule.pattern === void 0 ? null : compilePattern(rule.pattern, before === 0 && rule.keywords.length > 0 ? "dmy" : "dmg"),
    name: rule.assignment === void 0 ? null : new RegExp(rule.assignment.name.replace(/^\(\?i\)/, ""), "i"),
    value,
    isForUuids: value !== null && value.test(A_UUID) && !value.test(NO_UUID),
    path: rule.paths === void 0 ? null : new PathMatcher([rule]),
    near: (rule.near ?? []).map((word) => word.toLowerCase()),
    nearBytes: rule.nearBytes ?? DEFAULT_NEAR_BYTES,
    exceptMatch: (rule.except?.match ?? []).map((source) => compilePattern(source, "m")),
    exceptLine: (rule.except?.line ?? []).map((source) => compilePattern(source, "m")),
    checks: (rule.checks ?? []).map((name) => {
      const check = checks.get(name);
      if (check === void 0) throw new RangeError(`rule ${rule.id}: unknown check ${name}`);
      return check;
    }),
    boundaryLeft: boundary === "both" || boundary === "left",
    boundaryRight: boundary === "both" || boundary === "right",
    isAnchored: rule.pattern !== void 0 && before === 0 && rule.keywords.length > 0 && boundary !== "none" && boundary !== "right" && rule.checks === void 0,
    isKeyText: (rule.checks ?? []).some((name) => KEY_TEXT_CHECKS.has(name))
  };
}
var TOKEN2 = /[\w-]/;
var factsBySet = /* @__PURE__ */ new WeakMap();
function factsOf(set) {
  const known2 = factsBySet.get(set);
  if (known2 !== void 0) return known2;
  const bytes = [...set].flatMap((flag, byte) => flag === 1 ? [byte] : []);
  const facts = { bytes, isToken: bytes.every((byte) => TOKEN2.test(String.fromCharCode(byte))) };
  factsBySet.set(set, facts);
  return facts;
}
function runLength(places) {
  const end = places.findIndex((set) => !factsOf(set).isToken);
  return Math.min(MAX_RUN_BYTES2, end < 0 ? places.length : end);
}
function wholePattern(source) {
  return source.startsWith("(?i)") ? new RegExp(`^(?:${source.slice(4)})$`, "i") : new RegExp(`^(?:${source})$`);
}
function reachOf(rules) {
  return Math.max(...rules.map(({ before, after }) => Math.max(before, after)), 0);
}

// src/detector/assignment-cache.ts
var MAX_SECTION_ASSIGNMENTS = 8;
var AssignmentCache = class {
  #region = null;
  #position = -1;
  #around = null;
  #afterPosition = -1;
  #after = [];
  around(region, position) {
    if (this.#region !== region || this.#position !== position) {
      this.#reset(region);
      this.#position = position;
      const assignment = assignmentAround(region.text, position, region.start, region.end);
      this.#around = assignment === null ? readEscaped(region, position) : readPlain(region, assignment);
    }
    return this.#around;
  }
  /** Assignments that begin within the bytes after a section's name. */
  after(region, position) {
    if (this.#region !== region || this.#afterPosition !== position) {
      this.#reset(region);
      this.#afterPosition = position;
      this.#after = assignmentsAfter(region, position).map((assignment) => readPlain(region, assignment));
    }
    return this.#after;
  }
  #reset(region) {
    if (this.#region === region) return;
    this.#region = region;
    this.#position = -1;
    this.#afterPosition = -1;
  }
};
function readPlain(region, assignment) {
  return { assignment, region, encodings: [], locate: (place) => place };
}
var ESCAPED = /\\(?:u00|x[2-7]|\\{1,6}["'])|%(?:25){0,2}[23][\dA-Fa-f]|&(?:quot|apos|#)/y;
var NAME_BYTES = 100;
var VALUE_BYTES2 = 1024;
var MAX_LEVELS = 3;
function isEscaped({ text, end }, position) {
  let at = position;
  const limit = Math.min(end, position + NAME_BYTES);
  while (at < limit && isNameByte(text.charCodeAt(at))) at++;
  while (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === EQUALS || text.charCodeAt(at) === COLON)
    at++;
  const code = text.charCodeAt(at);
  if (code !== BACKSLASH && code !== PERCENT && code !== AMPERSAND) return false;
  ESCAPED.lastIndex = at;
  return ESCAPED.test(text);
}
function readEscaped(region, position) {
  if (!isEscaped(region, position)) return null;
  let head = region.text.slice(Math.max(region.start, position - NAME_BYTES), position);
  let tail = region.text.slice(position, Math.min(region.end, position + VALUE_BYTES2));
  let locate = (place) => position + place;
  const encodings = [];
  for (let level = 0; level < MAX_LEVELS; level++) {
    const unescaped = unescapeText(tail);
    if (unescaped === null) return null;
    const outer = locate;
    locate = (place) => outer(unescaped.locate(place));
    encodings.push(unescaped.encoding);
    head = unescapeText(head)?.text ?? head;
    tail = unescaped.text;
    const text = head + tail;
    const assignment = assignmentAround(text, head.length, 0, text.length);
    if (assignment === null || assignment.valueStart < head.length) continue;
    const inner = { text, start: 0, end: text.length, path: region.path };
    const nameBytes = head.length;
    return { assignment, region: inner, encodings, locate: (place) => locate(place - nameBytes) };
  }
  return null;
}
var SECRET_NAME = /(?:key|token|secret|pass|pwd|auth|cred|pat|sid|dsn|api|hook|licen[cs]e|bearer|code|pin|salt|seed|sign|user|id|url|hash|account|value)[\w.-]{0,24}[\\"'\])]{0,4}[ \t]*[=:,>( ]/gi;
function assignmentsAfter(region, position) {
  const limit = Math.min(region.end, position + SECTION_BYTES);
  const found = [];
  if (!holdsToken(region.text, position, limit)) return found;
  const window = region.text.slice(position, limit);
  for (const match of window.matchAll(SECRET_NAME)) {
    if (found.length >= MAX_SECTION_ASSIGNMENTS) break;
    const assignment = assignmentAround(
      region.text,
      position + match.index,
      Math.max(region.start, position),
      region.end
    );
    if (assignment !== null && found.every((other) => other.valueStart !== assignment.valueStart))
      found.push(assignment);
  }
  return found;
}
var MIN_TOKEN_BYTES = 12;
function holdsToken(text, from, to) {
  let run = 0;
  let hasDigit = false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 48 && code <= 57;
    if (isDigit || code >= 97 && code <= 122 || code >= 65 && code <= 90 || code === 45 || code === 43 || code === 95) {
      run++;
      hasDigit ||= isDigit;
      if (run >= MIN_TOKEN_BYTES && hasDigit) return true;
    } else {
      run = 0;
      hasDigit = false;
    }
  }
  return run > 0 && hasDigit;
}

// src/detector/decoded-runs.ts
var MAX_RUNS = 4;
var OVERLAP_BYTES = 16 * 1024;
var DecodedRuns = class {
  #byForm = /* @__PURE__ */ new Map();
  /** Whether what is encoded at a place was decoded. @param back how many characters before it its group begins */
  hold(form, place, back) {
    return this.#byForm.get(form)?.some((run) => run.holds(place, back)) === true;
  }
  /** From where on a run around a place needs decoding; `from` where none of that form came close. */
  lowest(form, place, from) {
    if (form === "utf-16") return from;
    const ends = (this.#byForm.get(form) ?? []).filter(({ end }) => end <= place).map(({ end }) => end);
    return Math.max(from, ...ends.map((end) => end - OVERLAP_BYTES));
  }
  add(form, run) {
    const runs = this.#byForm.get(form) ?? [];
    this.#byForm.set(form, [run, ...runs].slice(0, MAX_RUNS));
  }
};

// src/detector/encoded-text.ts
var WINDOW_BYTES = 48;
var LARGE_WINDOW_BYTES = 128;
var SMALL_FILE_BYTES = 16 * 1024;
var STEP_BYTES = 8;
var REPEAT_BYTES = 64 * 1024;
var BASE642 = 1;
var HEX2 = 2;
var LEADING = 4;
var KINDS = new Uint8Array(256);
var SEXTETS = new Uint8Array(256);
var DIGITS = new Uint8Array(256);
var TEXT2 = new Uint8Array(256);
var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (const [value, char] of Array.from(ALPHABET).entries()) {
  const isLeading = value === 0 || value === 2 || value === 3 || value >= 8 && value < 32;
  const isHex = /[0-9A-Fa-f]/.test(char);
  for (const variant of [char, char.replace("+", "-").replace("/", "_")]) {
    KINDS[variant.charCodeAt(0)] = BASE642 | (isHex ? HEX2 : 0) | (isLeading ? LEADING : 0);
    SEXTETS[variant.charCodeAt(0)] = value;
  }
  if (isHex) DIGITS[char.charCodeAt(0)] = parseInt(char, 16);
}
for (let byte = 32; byte < 127; byte++) TEXT2[byte] = 1;
for (const byte of [9, 10, 13]) TEXT2[byte] = 1;
function findEncodedText(bytes, start, end, onText) {
  const windowBytes = end - start > SMALL_FILE_BYTES ? LARGE_WINDOW_BYTES : WINDOW_BYTES;
  let silentUntil = start;
  let from = start;
  let known2 = start;
  for (; ; ) {
    const next = nextWindow(bytes, from, known2, end, windowBytes);
    if (next < 0) return;
    if (next > from) silentUntil = next;
    if (next >= silentUntil && tellText(bytes, next, next + WINDOW_BYTES, onText))
      silentUntil = next + REPEAT_BYTES;
    from = next + (next < silentUntil ? WINDOW_BYTES : STEP_BYTES);
    known2 = Math.max(from, next + windowBytes);
  }
}
function nextWindow(bytes, start, known2, end, windowBytes) {
  let from = start;
  let lowest = known2;
  for (let at = from + windowBytes - 1; at < end; ) {
    if (at < lowest) return from;
    if (KINDS[bytes[at]] === 0) {
      from = at + 1;
      lowest = from;
      at += windowBytes;
    } else {
      at--;
    }
  }
  return -1;
}
function tellText(bytes, from, to, onText) {
  for (let phase = 0; phase < 4; phase++) {
    if (!isText2(bytes, from + phase, to)) continue;
    onText("base64", from + phase);
    return true;
  }
  for (let phase = 0; phase < 2; phase++) {
    if (!isTextInHex(bytes, from + phase, to)) continue;
    onText("hex", from + phase);
    return true;
  }
  return false;
}
function isText2(bytes, from, to) {
  for (let at = from; at + 4 <= to; at += 4) {
    if ((KINDS[bytes[at]] & LEADING) === 0) return false;
  }
  let nulls = 0;
  let count2 = 0;
  for (let at = from; at + 4 <= to; at += 4) {
    const group = sextet(bytes, at) << 18 | sextet(bytes, at + 1) << 12 | sextet(bytes, at + 2) << 6 | sextet(bytes, at + 3);
    for (const byte of [group >> 16, group >> 8 & 255, group & 255]) {
      if (byte === 0) nulls++;
      else if (TEXT2[byte] !== 1) return false;
    }
    count2 += 3;
  }
  return nulls === 0 || Math.abs(nulls * 2 - count2) <= 1;
}
function sextet(bytes, at) {
  return SEXTETS[bytes[at]];
}
function isTextInHex(bytes, from, to) {
  for (let at = from; at + 2 <= to; at += 2) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if ((KINDS[high] & KINDS[low] & HEX2) === 0) return false;
    if (TEXT2[DIGITS[high] << 4 | DIGITS[low]] !== 1) return false;
  }
  return true;
}

// src/detector/file-digests.ts
var import_node_crypto7 = require("node:crypto");
function digestFile(file, bytes) {
  return {
    file,
    md5: digest("md5", bytes),
    sha1: digest("sha1", bytes),
    sha256: (0, import_node_crypto7.createHash)("sha256").update(bytes).digest("hex")
  };
}
function digest(algorithm, bytes) {
  try {
    return (0, import_node_crypto7.createHash)(algorithm).update(bytes).digest("hex");
  } catch {
    return null;
  }
}

// src/detector/hit-windows.ts
var SMALL_BYTES = 16 * 1024;
var ENCODED_REACH_BYTES = MAX_RUN_BYTES + 256;
function windowsOf(hits, sizeBytes, aroundBytes) {
  const isWhole = sizeBytes <= SMALL_BYTES || hits.some(({ use }) => use.needle.form === "manifest");
  if (isWhole) return [{ from: 0, to: sizeBytes, hits }];
  const windows = [];
  for (const hit of hits) {
    const isEncoded = hit.use.needle.form !== "plain";
    const wanted = aroundBytes + hit.use.reachBytes;
    const reach = isEncoded ? Math.max(wanted, ENCODED_REACH_BYTES) : wanted;
    const from = Math.max(0, hit.position - reach) & ~1;
    let window = { from, to: Math.min(sizeBytes, hit.position + reach), hits: [hit] };
    for (let last = windows.at(-1); last !== void 0 && last.to >= from; last = windows.at(-1)) {
      windows.pop();
      last.from = Math.min(last.from, from);
      last.to = Math.max(last.to, window.to);
      for (const joined of window.hits) last.hits.push(joined);
      window = last;
    }
    windows.push(window);
  }
  return windows;
}

// src/detector/marshalled.ts
var FLAG = 128;
var SHORT_STRINGS = /* @__PURE__ */ new Set([90, 122]);
var LONG_STRINGS = /* @__PURE__ */ new Set([65, 97, 115, 117]);
var MIN_BYTES = 16;
function separateStrings(bytes, slices) {
  const borders = [];
  for (const { path, start, end } of slices) {
    if (!path.endsWith(".pyc")) continue;
    for (let at = start; at + 2 + MIN_BYTES <= end; at++) {
      const type = (bytes[at] ?? 0) & ~FLAG;
      const isShort = SHORT_STRINGS.has(type);
      if (!isShort && !LONG_STRINGS.has(type)) continue;
      const from = at + (isShort ? 2 : 5);
      const length = isShort ? bytes[at + 1] ?? 0 : littleEndian2(bytes, at + 1);
      if (length < MIN_BYTES || from + length > end || !isText3(bytes, from, from + length)) continue;
      if (isShort) borders.push(at + 1);
      if (from + length < end) borders.push(from + length);
      at = from + length - 1;
    }
  }
  const blanked = borders.map((at) => bytes[at] ?? 0);
  for (const at of borders) bytes[at] = 0;
  return () => {
    for (const [index, at] of borders.entries()) bytes[at] = blanked[index] ?? 0;
  };
}
function littleEndian2(bytes, at) {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 2 ** 8 + (bytes[at + 2] ?? 0) * 2 ** 16 + (bytes[at + 3] ?? 0) * 2 ** 24;
}
function isText3(bytes, from, to) {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 32 && byte !== 10 && byte !== 9 && byte !== 13) return false;
    if (byte === 127) return false;
  }
  return true;
}

// src/detector/directive.ts
var DIRECTIVE_BYTES = 1e3;
var MAX_TEXT_BYTES = 200;
var TOOLS = { drydock: "drydock", gitleaks: "gitleaks", trufflehog: "trufflehog" };
var DIRECTIVES = /\b(drydock):allow(?=\s|$)|\b(gitleaks):allow\b|\b(trufflehog):ignore\b/g;
var COMMENT_START = /^(?:[^A-Za-z0-9_$]*(?:(?:rem|dnl)\s+)?[^A-Za-z0-9_$]*|.*[:-]\s+[|>][-+]?\d?\s+#\s*)$/i;
function directivesBeside(bytes, slice, start, end) {
  const from = Math.max(slice.start, start - DIRECTIVE_BYTES);
  const window = latin1(bytes, from, Math.min(slice.end, end + DIRECTIVE_BYTES));
  const isFromStart = from === slice.start ? slice.offset === 0 : bytes[from - 1] === 10;
  return findDirectives(window, start - from, end - from, isFromStart);
}
function findDirectives(text, start, end, isFromStart) {
  const lineStart = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const feed = text.indexOf("\n", Math.max(start, end - 1));
  const lines = text.slice(lineStart, feed < 0 ? text.length : feed);
  const found = directivesIn(lines).map(({ at, directive }) => ({
    ...directive,
    lineOffset: lines.slice(0, at).split("\n").length - 1
  }));
  if (lineStart === 0) return found;
  const aboveStart = lineStart < 2 ? 0 : text.lastIndexOf("\n", lineStart - 2) + 1;
  if (aboveStart === 0 && !isFromStart) return found;
  const above = text.slice(aboveStart, lineStart - 1);
  for (const { at, directive } of directivesIn(above)) {
    if (directive.tool === "drydock" && COMMENT_START.test(above.slice(0, at)))
      found.push({ ...directive, lineOffset: -1 });
  }
  return found;
}
function directivesIn(lines) {
  if (!lines.includes(":allow") && !lines.includes(":ignore")) return [];
  return [...lines.matchAll(DIRECTIVES)].map((match) => {
    const tool = TOOLS[match[1] ?? match[2] ?? match[3]];
    const from = match.index + match[0].length;
    const rest = /^[^\r\n]*/.exec(lines.slice(from, from + MAX_TEXT_BYTES))?.[0] ?? "";
    return { at: match.index, directive: { tool, text: readable(rest) } };
  });
}

// src/detector/placed.ts
function toMatches(placed, slice, bytes) {
  const matches = [];
  let line = 1;
  let lineStart = slice.from;
  let feed = bytes.indexOf(10, slice.from);
  for (const { resolved, encoding, ...place } of [...placed].sort((a, b) => a.start - b.start)) {
    const start = place.start + slice.start;
    if (start < slice.from || start >= slice.to) continue;
    for (; feed >= 0 && feed < start; feed = bytes.indexOf(10, lineStart)) {
      line++;
      lineStart = feed + 1;
    }
    const { candidate, partner } = resolved;
    const directives = directivesBeside(bytes, slice, start, place.end + slice.start);
    matches.push({
      file: slice.file,
      rule: candidate.rule.rule.id,
      severity: candidate.severity,
      secret: readable(candidate.secret),
      parts: partsOf(resolved),
      start: place.start + slice.offset,
      end: place.end + slice.offset,
      line,
      column: columnOf(bytes, slice, lineStart, start, encoding),
      encoding,
      ...candidate.key === void 0 ? {} : { key: readable(candidate.key) },
      notes: partner === null ? candidate.notes : [...candidate.notes, ...partner.notes],
      evidence: {
        keyword: candidate.keyword ?? null,
        checks: partner === null ? candidate.checks : [...candidate.checks, ...partner.checks]
      },
      ...directives.length === 0 ? {} : { directives }
    });
  }
  return matches;
}
function columnOf(bytes, slice, lineStart, start, encoding) {
  if (encoding[0]?.startsWith("utf-16") !== true) return start - lineStart + 1;
  const isMarked = slice.offset === 0 && lineStart === slice.start && (bytes[lineStart] ^ bytes[lineStart + 1]) === 1 && bytes[lineStart] >= 254;
  return (start - lineStart >> 1) + 1 - Number(isMarked);
}
function partsOf({ candidate, partner }) {
  const groups = Object.entries(candidate.groups).map(([name, value]) => ({
    name: name.replaceAll("_", " "),
    value: readable(value)
  }));
  if (partner === null) return groups;
  return [
    { name: partner.rule.rule.part ?? partner.rule.rule.title, value: readable(partner.secret) },
    { name: candidate.rule.rule.part ?? candidate.rule.rule.title, value: readable(candidate.secret) },
    ...groups
  ];
}

// src/detector/prefer-decoded.ts
function preferDecoded(plain, decoded3) {
  if (decoded3.length === 0) return plain;
  const known2 = new Spans(plain.filter((placed) => !isGeneral(placed)));
  const same = bySecret(plain);
  const news = firstOfEach(
    decoded3.filter((placed) => {
      const isSame = same.get(keyOf(placed))?.touch(placed) === true;
      return isGeneral(placed) ? !isSame && !known2.touch(placed) : !isSame || !known2.touch(placed);
    })
  );
  const inner = new Spans(news);
  const innerKnown = new Spans(news.filter((placed) => !isGeneral(placed)));
  const isTold = (placed) => isGeneral(placed) && inner.touch(placed) || isLogin(placed) && innerKnown.touch(placed);
  return [...plain.filter((placed) => !isTold(placed)), ...news];
}
function isLogin({ resolved }) {
  return resolved.candidate.rule.rule.checks?.includes("base64-userpass") === true;
}
function isGeneral({ resolved }) {
  return resolved.candidate.rule.rule.general === true;
}
function keyOf({ resolved }) {
  return resolved.candidate.secret;
}
function bySecret(placed) {
  const groups = /* @__PURE__ */ new Map();
  for (const each of placed) {
    const group = groups.get(keyOf(each));
    if (group === void 0) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return new Map([...groups].map(([secret, group]) => [secret, new Spans(group)]));
}
function firstOfEach(placed) {
  const ends = /* @__PURE__ */ new Map();
  return [...placed].sort((a, b) => a.start - b.start || Number(isGeneral(a)) - Number(isGeneral(b))).filter((each) => {
    const end = ends.get(keyOf(each)) ?? 0;
    ends.set(keyOf(each), Math.max(end, each.end));
    return each.start >= end;
  });
}
var Spans = class {
  /** Sorted, none over another. */
  #spans = [];
  constructor(placed) {
    for (const { start, end } of [...placed].sort((a, b) => a.start - b.start)) {
      const last = this.#spans.at(-1);
      if (last !== void 0 && start < last.end) last.end = Math.max(last.end, end);
      else this.#spans.push({ start, end });
    }
  }
  /** Whether one of them overlaps it. */
  touch({ start, end }) {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = low + high >>> 1;
      if (this.#spans[middle].end > start) high = middle;
      else low = middle + 1;
    }
    const next = this.#spans[low];
    return next !== void 0 && next.start < end;
  }
};

// src/model/severity.ts
var SEVERITIES = ["critical", "high", "medium", "low"];
var THRESHOLDS = [...SEVERITIES, "never"];
function severityRank(severity) {
  return SEVERITIES.indexOf(severity);
}
function milder(a, b) {
  return severityRank(a) > severityRank(b) ? a : b;
}

// src/detector/resolve.ts
var DEFAULT_PAIR_BYTES = 400;
function resolveCandidates(candidates) {
  return joinPairs(dropOverlaps(candidates));
}
function dropOverlaps(candidates) {
  const best = [...candidates].sort(bySpecificity);
  const kept = [];
  for (const candidate of best) {
    const next = lowerBound(kept, ({ end }) => end > candidate.start);
    const inTheWay = kept[next];
    if (inTheWay === void 0 || inTheWay.start >= candidate.end) kept.splice(next, 0, candidate);
  }
  return kept;
}
function lowerBound(sorted, test) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = low + high >>> 1;
    const candidate = sorted[middle];
    if (candidate !== void 0 && test(candidate)) high = middle;
    else low = middle + 1;
  }
  return low;
}
function bySpecificity(a, b) {
  return Number(b.confirmed) - Number(a.confirmed) || Number(a.rule.rule.general === true) - Number(b.rule.rule.general === true) || Number(a.rule.pattern === null) - Number(b.rule.pattern === null) || b.end - b.start - (a.end - a.start) || severityRank(a.severity) - severityRank(b.severity) || severityRank(a.rule.rule.severity) - severityRank(b.rule.rule.severity) || a.start - b.start || (a.rule.rule.id < b.rule.rule.id ? -1 : 1);
}
function joinPairs(candidates) {
  const pairs = [];
  for (const main of candidates) {
    const { pairWith, pairBytes } = main.rule.rule;
    if (pairWith === void 0) continue;
    const reach = pairBytes ?? DEFAULT_PAIR_BYTES;
    const first = lowerBound(candidates, ({ end }) => end >= main.start - reach);
    for (let index = first; index < candidates.length; index++) {
      const partner = candidates[index];
      if (partner === void 0 || partner.start > main.end + reach) break;
      if (partner.rule.rule.id !== pairWith) continue;
      const distance = partner.start < main.start ? main.start - partner.end : partner.start - main.end;
      pairs.push({ main, partner, distance });
    }
  }
  pairs.sort((a, b) => a.distance - b.distance || a.main.start - b.main.start);
  const partnerOf = /* @__PURE__ */ new Map();
  const taken = /* @__PURE__ */ new Set();
  for (const { main, partner } of pairs) {
    if (partnerOf.has(main) || taken.has(partner)) continue;
    partnerOf.set(main, partner);
    taken.add(partner);
  }
  return candidates.filter((candidate) => !taken.has(candidate)).map((candidate) => ({ candidate, partner: partnerOf.get(candidate) ?? null }));
}

// src/detector/illustration.ts
var FOLDERS = new RegExp(
  "(?:^|/)(?:tests?|testing|__tests?__|unit[-_]?tests?|specs?|e2e|test[-_]?(?:data|cases?|suite|resources|vectors)|molecule|(?:__)?(?:fixtures?|mocks?)(?:__)?|examples?|samples?|demos?|docs?|documentation|man|javadoc|tutorials?|locales?|i18n|l10n|lang|translations?|ansible_collections/[^/]+/[^/]+/(?:playbooks|plugins))/",
  "i"
);
var NAMES = new RegExp(
  [
    /[._-](?:tests?|spec|fixtures?|mocks?)\.[a-z0-9]{1,5}$/,
    // auth_test.go, login.spec.ts
    /^(?:test_.*|conftest)\.[a-z]{1,5}$/,
    /(?:^|[._-])(?:examples?|samples?)(?!\.(?:com|org|net)\b)(?:[._-]|$)/,
    // .env.example, iam-2010-05-08.examples.json
    /[._-](?:template|dist|in)(?:\.[a-z0-9]{1,5})?$/,
    /\.(?:md|mdx|markdown|rst|adoc|texi|info|pod|d\.[cm]?ts|[1-8](?:\.gz)?|po|pot|mo)$/,
    /^(?:swagger|openapi)[\w.-]*\.(?:json|ya?ml)$/,
    // what an API takes, with examples of it
    // the texts of a Java program: messages_pt_br.properties
    /^(?:messages|validationmessages|labels?|strings|texts|translations?|resources?|localstrings|bundle|i18n)(?:_[a-z]{2}(?:_[a-z]{2})?)?\.properties$/,
    /^(?:readme|changelog|changes|news|pkg-info|metadata)(?:\.[a-z]{1,5})?$/
  ].map(({ source }) => source).join("|")
);
var IMAGE_CONFIG = /^(?:Env|Labels|history|OnBuild)\//;
function isIllustration(path) {
  if (IMAGE_CONFIG.test(path)) return false;
  return FOLDERS.test(path) || NAMES.test(path.slice(path.lastIndexOf("/") + 1).toLowerCase());
}
var SYSTEM_DOCUMENTATION = /(?:^|\/)usr\/(?:local\/)?share\/(?:doc|man|info|gtk-doc|javadoc|help)\//;
function isSystemDocumentation(path) {
  return SYSTEM_DOCUMENTATION.test(path);
}
var SOURCE_CODE = /\.(?:py|pyc|pyi|pyx|rb|pl|pm|go|rs|java|kt|scala|c|h|cc|cpp|hpp|cs|m|php|lua|r|jl|exs?|erl|hs|swift)$/i;
function isQuotingCode(path) {
  return SOURCE_CODE.test(path);
}

// src/detector/candidate.ts
var CHECK_BYTES = 4096;
function judge2(rule, region, found, now) {
  const { text } = region;
  const secret = text.slice(found.start, found.end);
  if (secret.length === 0) return null;
  if (rule.near.length > 0 && !isNear(rule, region, found.matchStart, found.matchEnd)) return null;
  if (rule.rule.entropy !== void 0 && entropy(secret) < rule.rule.entropy) return null;
  if (isExcepted(rule, region, found.matchStart, found.matchEnd)) return null;
  if (!rule.isKeyText && isPlaceholder(secret)) return null;
  if (rule.rule.guessable === true && isDefaultPassword(secret)) return null;
  const results = rule.checks.map(
    (check) => check({
      secret,
      groups: found.groups,
      before: text.slice(Math.max(region.start, found.start - CHECK_BYTES), found.start),
      after: text.slice(found.end, Math.min(region.end, found.end + CHECK_BYTES)),
      now
    })
  );
  if (results.some((result) => result.outcome === "drop")) return null;
  results.push(...doubts(rule, region, found, secret));
  const confirmed = results.some((result) => result.outcome === "pass");
  const bounded = (!rule.boundaryLeft || isBoundedLeft(text, found.matchStart, region.start)) && (!rule.boundaryRight || isBoundedRight(text, found.matchEnd, region.end));
  if (!bounded && !confirmed) return null;
  return {
    rule,
    start: found.start,
    end: found.end,
    secret,
    groups: found.groups,
    severity: severityAfter(rule.rule.severity, results),
    confirmed,
    notes: results.flatMap((result) => result.note === void 0 ? [] : [result.note]),
    checks: results.map((result, index) => tellCheck(rule.rule.checks?.[index] ?? "surroundings", result)),
    key: found.key
  };
}
function tellCheck(name, { outcome, note, atMost }) {
  return {
    name,
    outcome: outcome === "pass" || outcome === "fail" ? outcome : "none",
    note: note ?? null,
    atMost: atMost ?? (outcome === "fail" ? "low" : null)
  };
}
function doubts(rule, region, found, secret) {
  const { general, guessable } = rule.rule;
  if (isSystemDocumentation(region.path)) {
    return [{ outcome: "none", atMost: "low", note: "in documentation of the system" }];
  }
  const isGuess = general === true || guessable === true;
  if (!isGuess && rule.pattern !== null) return [];
  const result = [];
  if (guessable === true && isCommonPassword(secret)) {
    result.push({ outcome: "none", atMost: "low", note: "a password that is guessed first" });
  }
  if (found.isText === true) {
    result.push({ outcome: "none", atMost: "low", note: "in a comment or documentation" });
  } else if (isIllustration(region.path)) {
    result.push({
      outcome: "none",
      atMost: isGuess ? "low" : "medium",
      note: "in documentation, an example or a test"
    });
  }
  return result;
}
function severityAfter(severity, results) {
  let result = severity;
  for (const { outcome, atMost } of results) {
    if (outcome === "fail") result = "low";
    if (atMost !== void 0) result = milder(result, atMost);
  }
  return result;
}
function isNear(rule, region, start, end) {
  const around = region.text.slice(Math.max(region.start, start - rule.nearBytes), Math.min(region.end, end + rule.nearBytes)).toLowerCase();
  return rule.near.some((word) => around.includes(word));
}
var LINE_BYTES = 1e3;
function isExcepted({ exceptMatch, exceptLine }, region, start, end) {
  const { text } = region;
  if (exceptMatch.length > 0) {
    const match = text.slice(start, end);
    if (exceptMatch.some((pattern) => pattern.test(match))) return true;
  }
  if (exceptLine.length === 0) return false;
  const before = text.slice(Math.max(region.start, start - LINE_BYTES), start);
  const after = text.slice(end, Math.min(region.end, end + LINE_BYTES));
  const feed = after.indexOf("\n");
  const lines = before.slice(before.lastIndexOf("\n") + 1) + text.slice(start, end) + after.slice(0, feed < 0 ? void 0 : feed);
  return exceptLine.some((pattern) => pattern.test(lines));
}
function isWordCode(code) {
  return code >= 97 && code <= 122 || code >= 65 && code <= 90 || code >= 48 && code <= 57 || code === 95;
}
var ESCAPE_BEFORE = /(?:\\[nrtbf0]|%(?:25)?[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\[\d{1,2}m)$/;
function isBoundedLeft(text, at, start) {
  if (at <= start || !isWordCode(text.charCodeAt(at - 1)) || !isWordCode(text.charCodeAt(at))) return true;
  return ESCAPE_BEFORE.test(text.slice(Math.max(start, at - 6), at));
}
function isBoundedRight(text, at, end) {
  return at >= end || !isWordCode(text.charCodeAt(at)) || !isWordCode(text.charCodeAt(at - 1));
}

// src/detector/try-pattern.ts
var NONE = [];
var LOOKBEHIND_BYTES = 64;
var MAX_MATCHES_PER_WINDOW = 64;
var UNESCAPED_AHEAD_BYTES = 4096;
var MOST_ALONE = 8;
var MOVED_BYTES = 16;
var ESCAPES2 = /\\[/u"'x\\0-3]|%[2-7][0-9A-Fa-f]|&(?:#|amp;|quot;)/;
function tryWhole(rule, region, now) {
  if (rule.path === null || !rule.path.test(region.path)) return NONE;
  return matchWindow(rule, region, region.text.slice(region.start, region.end), region.start, 0, now);
}
function tryAnchored(rule, region, position, unescaped, now) {
  if (rule.isAnchored && !isBoundedLeft(region.text, position, region.start)) return NONE;
  if (rule.path !== null && !rule.path.test(region.path)) return NONE;
  const start = Math.max(region.start, position - LOOKBEHIND_BYTES);
  const end = Math.min(region.end, position + rule.after);
  const window = region.text.slice(start, end);
  const found = matchWindow(rule, region, window, start, position - start, now);
  if (found.length > 0 || !ESCAPES2.test(window)) return found;
  const undone = unescaped.of(region, start, end);
  if (undone === null) return NONE;
  const from = undone.offsetOf(position - MOVED_BYTES);
  for (const keyword of rule.rule.keywords) {
    const near = undone.text.slice(from, from + 2 * MOVED_BYTES + keyword.length);
    for (let at = near.indexOf(keyword); at >= 0; at = near.indexOf(keyword, at + 1)) {
      const candidates = matchUnescaped(rule, region, undone, from + at, from + at + rule.after, now);
      if (candidates.length > 0) return candidates;
    }
  }
  return NONE;
}
function tryAround(rule, region, hits, now) {
  if (rule.path !== null && !rule.path.test(region.path)) return NONE;
  const [firstHit = 0, lastHit = firstHit] = [hits[0], hits.at(-1)];
  const start = Math.max(region.start, firstHit - Math.max(rule.before, LOOKBEHIND_BYTES));
  const end = Math.min(region.end, lastHit + rule.after);
  const window = region.text.slice(start, end);
  const first = Math.max(0, firstHit - rule.before - start);
  const found = matchWindow(rule, region, window, start, first, now, hits.length);
  if (!ESCAPES2.test(window)) return found;
  const undone = undoEscapes(region, start, end);
  if (undone === null) return found;
  const places = rule.rule.keywords.flatMap((keyword) => {
    const at = undone.text.indexOf(keyword);
    return at < 0 ? [] : [at, undone.text.lastIndexOf(keyword)];
  });
  if (places.length === 0) return found;
  const from = Math.max(0, Math.min(...places) - rule.before);
  const to = Math.max(...places) + rule.after;
  const escaped = matchUnescaped(rule, region, undone, from, to, now, hits.length);
  return found.length === 0 ? escaped : [...found, ...outside(escaped, found)];
}
function outside(candidates, others) {
  let next = 0;
  return candidates.filter(({ start, end }) => {
    while (next < others.length && others[next].end <= start) next++;
    return next === others.length || others[next].start >= end;
  });
}
var HitsAround = class {
  #byRule = /* @__PURE__ */ new Map();
  /** In order of position. */
  add(rule, position, keyword) {
    const groups = this.#byRule.get(rule) ?? [];
    if (groups.length === 0) this.#byRule.set(rule, groups);
    const last = groups.at(-1);
    if (last !== void 0 && position - (last.hits.at(-1) ?? 0) <= rule.before + rule.after)
      last.hits.push(position);
    else groups.push({ hits: [position], keyword });
  }
  /** Hits that are to be tried together. */
  *[Symbol.iterator]() {
    for (const [rule, groups] of this.#byRule) {
      for (const { keyword, hits } of groups) {
        if (hits.length > MOST_ALONE) yield { rule, keyword, hits };
        else for (const hit of hits) yield { rule, keyword, hits: [hit] };
      }
    }
  }
};
var UnescapedWindows = class {
  #region = null;
  #start = 0;
  #end = 0;
  #last = null;
  /** null where there are no escapes */
  of(region, start, end) {
    if (this.#region !== region || start < this.#start || end > this.#end) {
      this.#region = region;
      this.#start = start;
      this.#end = Math.min(region.end, end + UNESCAPED_AHEAD_BYTES);
      this.#last = undoEscapes(region, start, this.#end);
    }
    return this.#last;
  }
};
function undoEscapes(region, start, end) {
  const undone = unescapeText(region.text.slice(start, end));
  if (undone === null) return null;
  const { text, encoding } = undone;
  return {
    start,
    end,
    text,
    encoding,
    locate: (offset) => start + undone.locate(offset),
    offsetOf: (place) => {
      let [low, high] = [0, text.length];
      while (low < high) {
        const middle = low + high >>> 1;
        if (start + undone.locate(middle) < place) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  };
}
function matchUnescaped(rule, { path }, { text, encoding, locate }, from, to, now, hits = 1) {
  const inner = { text, start: 0, end: text.length, path };
  return matchWindow(rule, inner, text.slice(0, to), 0, from, now, hits).map((candidate) => ({
    ...candidate,
    start: locate(candidate.start),
    end: locate(candidate.end),
    encodings: [encoding]
  }));
}
function matchWindow(rule, region, window, windowStart, first, now, hits = 1) {
  const { pattern } = rule;
  if (pattern === null) return NONE;
  let candidates = null;
  pattern.lastIndex = first;
  for (let count2 = 0; count2 < MAX_MATCHES_PER_WINDOW * hits; count2++) {
    const match = pattern.exec(window);
    if (match?.indices === void 0) break;
    const [start, end] = match.indices.groups?.["secret"] ?? match.indices[0] ?? [0, 0];
    const groups = {};
    for (const [name, text] of Object.entries(match.groups ?? {})) {
      if (name !== "secret" && text !== void 0) groups[name] = text;
    }
    const candidate = judge2(
      rule,
      region,
      {
        start: windowStart + start,
        end: windowStart + end,
        matchStart: windowStart + match.index,
        matchEnd: windowStart + match.index + match[0].length,
        groups
      },
      now
    );
    if (candidate !== null) (candidates ??= []).push(candidate);
    if (pattern.sticky) break;
    if (match[0].length === 0) pattern.lastIndex++;
  }
  return candidates ?? NONE;
}

// src/detector/plausible.ts
function isPlausibleSecret(written, quoted, chosen = false) {
  const value = written.replace(/\\u0[0-9a-f]{3}/gi, "e");
  if (value.length < 6 || value.length > 512) return false;
  if (isDefaultPassword(value)) return false;
  if (/[\x00-\x1f\x7f]/.test(value)) return false;
  if (isExpression(value, quoted) || isAddress(value) || isPublicShape(value)) return false;
  if (chosen ? isName(value) : isProse(value)) return false;
  return isMixed(value);
}
function isExpression(value, quoted) {
  if (/^(?:function|return|new|await|async|typeof|void|this|self|super|lambda|def|let|const|var|import|from)\b/.test(
    value
  ))
    return true;
  if (/=>|\(\)|\[\]|[!=]==|^[([{]/.test(value)) return true;
  const called = /^[A-Za-z_$][\w$.:>?-]*(?=[([])/.exec(value)?.[0];
  if (called !== void 0 && (/^[a-z_]{3,}$|^[a-z_]\w*(?:\.\w+)+$/.test(called) || isProse(called)))
    return true;
  if (quoted) return false;
  if (/^[$&*@!]?[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+[!?]?$/.test(value)) return true;
  return /[!=<>]=|::|->|^[A-Za-z_]\w*=[^=]/.test(value) && !/^[A-Za-z0-9+/]+=*$/.test(value);
}
function isAddress(value) {
  if (/^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|\\\\|file:|https?:|ftp:|urn:|data:|mailto:|jdbc:|tcp:|unix:|oci:|git@)/.test(
    value
  ) && !/^\/[A-Za-z0-9+/]{30,}=*$/.test(value))
    return true;
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i.test(value)) return true;
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|local|internal|svc|cluster|html?|js|ts|json|ya?ml|py|rb|php|java|go|txt|md|pem|crt|key|conf|cfg|ini|xml|css|png|svg|jpg|so|sh)$/i.test(
    value
  ))
    return true;
  if (/^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(value)) return true;
  if (/^\d{4}-\d\d-\d\d/.test(value) || /^v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$/.test(value)) return true;
  return /^[a-z]+\/[a-z0-9.+-]+$/.test(value) && value.length < 40 && entropy(value) < 4;
}
function isPublicShape(value) {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return true;
  if (/^(?:sha(?:1|224|256|384|512)|md5|blake2b)[-:=]/i.test(value)) return true;
  if (/^#?[0-9a-f]{6}$|^0x[0-9a-f]+$/i.test(value)) return true;
  if (/^_?_Z[NLK]?\d/.test(value)) return true;
  if (/\/\d{8}\/[\w-]+\/[\w-]+\/aws4_request$/.test(value)) return true;
  if (/^[\d.,:/ +-]+$/.test(value)) return true;
  if (/^(?:scram|hmac|pbkdf2|aes|rsa|sha|md5|s?sha\d|argon2|s?crypt|bcrypt)[-_]?[\w-]{0,20}$/i.test(value))
    return true;
  if (/^\d+\/[a-z]{1,6}(?:\/[a-z]{1,10})?(?:,|$)/.test(value)) return true;
  return /^\$(?:2[abxy]?|5|6|y|argon2\w*|apr1|1)\$/.test(value) || /^(?:\{SSHA|\{SHA|pbkdf2|(?:argon2|s?crypt)\w*[:$])/i.test(value);
}
var WORD_ENDS = /[_\-./:,@$!?#*+|~ ]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/;
function isProse(value) {
  if (/\s/.test(value)) return true;
  const letters = value.split(WORD_ENDS).filter((word) => /^[A-Za-z]+$/.test(word));
  if (letters.length === 0) return false;
  const wordy = letters.filter(isWordLike).join("").length;
  const digits = value.replace(/\D/g, "").length;
  return wordy + digits >= value.replace(/[^A-Za-z0-9]/g, "").length * 0.9 && digits <= 4 && wordy >= value.length * 0.6;
}
var SELF_NAMING = /pass|pwd|secret|token|cred|login|auth|user|key|config|settings|field|input|value|label/i;
function isName(value) {
  if (/\s/.test(value)) return true;
  if (!isProse(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasSymbol = /[!@#%^&*+=?~]/.test(value);
  return SELF_NAMING.test(value) ? !(hasDigit && hasSymbol) : !(hasDigit || hasSymbol);
}
var SHORT_WORDS = new Set(
  "api aws cdn css dns ftp gcp gpg html http https jwt kms ldap mfa nfs npm ntp otp pgp php rds rpc rsa smb smtp sql ssh ssl sso tcp tls udp url vpn xml yml ad am an as at be by db de do en go hd id if in io ip is it js me my no of on op or os pm py so to ts ui up us vm we".split(" ")
);
function isWordLike(word) {
  if (!/^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)$/.test(word)) return false;
  const folded2 = word.toLowerCase();
  if (word.length <= 2 || SHORT_WORDS.has(folded2)) return SHORT_WORDS.has(folded2);
  const vowels = folded2.replace(/[^aeiouy]/g, "").length;
  return vowels * 6 >= folded2.length && !/[^aeiouy]{5}|[aeiou]{4}|q[^u]|[jvwx][jqvwxz]/.test(folded2);
}
function isMixed(value) {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const bits = entropy(value);
  if (kinds === 1) return value.length >= 16 && bits >= 3.2 && !isWordLike(value.toLowerCase());
  if (kinds === 2) return value.length >= 8 && bits >= 2.75;
  return value.length >= 8 && bits >= 2.5;
}

// src/detector/try-rule.ts
var NONE2 = [];
function tryAssignment(rule, region, position, keyword, cache, now) {
  if (rule.path !== null && !rule.path.test(region.path)) return NONE2;
  const around = cache.around(region, position);
  if (around !== null) {
    const candidate = judgeAssignment(rule, around, around.assignment.snake, now);
    if (candidate !== null) return [candidate];
  }
  if (!(rule.rule.assignment?.section ?? rule.rule.general !== true)) return NONE2;
  const section = snakeCase(keyword).replace(/[^a-z0-9]+$/, "");
  let candidates = null;
  for (const reading of cache.after(region, position + keyword.length)) {
    const candidate = judgeAssignment(rule, reading, `${section}_${reading.assignment.snake}`, now);
    if (candidate !== null) (candidates ??= []).push(candidate);
  }
  return candidates ?? NONE2;
}
var SCHEME = /^(?:Bearer|Token|Basic|ApiKey|Api-Key|Key|GenieKey|SSWS|token)[ =:]+(?:token=)?["']?/;
var NAMES_PASSWORD = /pass|pwd|(?:^|_)pw$/;
function isCode(value, quoted) {
  return isExpression(value, quoted) || !quoted && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(value);
}
function isManual(region, { nameStart, valueStart, quoted }) {
  if (!isQuotingCode(region.path)) return false;
  const between = region.text.slice(nameStart - 1, valueStart);
  return quoted ? /\.pyc?$/.test(region.path) && /^[^"'][\w.-]+:[ \t]+["']$/.test(between) : /:[ \t]+$/.test(between);
}
function judgeAssignment(rule, { assignment, region, encodings, locate }, name, now) {
  if (rule.name === null || rule.value === null || !rule.name.test(name)) return null;
  let { value, valueStart } = assignment;
  let { valueEnd } = assignment;
  if (!assignment.quoted && /^(?:Bearer|Token|Basic)$/i.test(value) && region.text.charCodeAt(valueEnd) === 32) {
    const rest = /^ ([^\s"'`,;]+)/.exec(region.text.slice(valueEnd, Math.min(region.end, valueEnd + 4096)));
    if (rest?.[1] === void 0) return null;
    valueStart = valueEnd + 1;
    valueEnd = valueStart + rest[1].length;
    value = rest[1];
  }
  const scheme = SCHEME.exec(value);
  if (scheme !== null) {
    value = value.slice(scheme[0].length);
    valueStart += scheme[0].length;
  }
  if (!rule.value.test(value)) return null;
  const chosen = (rule.path !== null || rule.rule.guessable === true) && NAMES_PASSWORD.test(name);
  if (rule.rule.general === true && !rule.isForUuids && !isPlausibleSecret(value, assignment.quoted, chosen))
    return null;
  if (rule.rule.guessable === true && isQuotingCode(region.path) && isCode(value, assignment.quoted))
    return null;
  const isText4 = isManual(region, assignment);
  const candidate = judge2(
    rule,
    region,
    {
      start: valueStart,
      end: valueEnd,
      matchStart: valueStart,
      matchEnd: valueEnd,
      groups: {},
      key: assignment.name,
      isText: isText4
    },
    now
  );
  if (candidate === null || encodings.length === 0) return candidate;
  return { ...candidate, start: locate(valueStart), end: locate(valueEnd), encodings };
}

// src/detector/detector.ts
var MAX_DEPTH = 6;
var MAX_INFLATED_BYTES2 = 32 * 2 ** 20;
var MAX_WHOLE_BYTES = 1024 * 1024;
var SURROUNDINGS_BYTES = 8 * 1024;
var MAX_CANDIDATES_PER_SLICE = 2e4;
var Detector = class {
  #compiled;
  #now;
  #cache = new AssignmentCache();
  /** Of the block that is scanned. */
  #inflatedBytes = 0;
  constructor(rules, options = {}) {
    this.#compiled = compileRules(rules);
    this.#now = options.now ?? Date.now();
  }
  /** Scans one block. Never throws for what the bytes hold. */
  scan(block) {
    const { bytes, slices } = block;
    this.#inflatedBytes = 0;
    const lines = slices.filter((slice) => !slice.whole).map((slice) => this.#countLines(bytes, slice));
    const putBack = separateStrings(bytes, slices);
    const hits = this.#find(bytes, slices);
    const matches = [];
    const toDigest = [];
    const certificates = [];
    let next = 0;
    for (const slice of slices) {
      const sliceHits = [];
      let hasCertificate = false;
      for (; next < hits.length && hits[next].position < slice.end; next++) {
        const { use, position } = hits[next];
        const isWhole = position >= slice.start && position + use.needle.bytes.length <= slice.end;
        if (use.needle.form === "certificate") hasCertificate ||= isWhole;
        else if (isWhole && mayMatch(use, bytes, position, slice))
          sliceHits.push({ use, position: position - slice.start });
      }
      if (hasCertificate) certificates.push(...findCertificates(bytes, slice));
      const hasPathRule = slice.whole && slice.end - slice.start <= MAX_WHOLE_BYTES && this.#compiled.anyPath.test(slice.path);
      const utf16 = decodeUtf16File(bytes, slice.start, slice.end);
      if (sliceHits.length === 0 && !hasPathRule && utf16 === null) continue;
      const others = utf16 === null ? sliceHits : sliceHits.filter(({ use }) => use.needle.form !== "utf-16");
      const plain = hasPathRule ? this.#scanWindow({ from: 0, to: slice.end - slice.start, hits: others }, slice, bytes, true) : windowsOf(others, slice.end - slice.start, SURROUNDINGS_BYTES).flatMap(
        (window) => this.#scanWindow(window, slice, bytes, false)
      );
      const placed = utf16 === null ? plain : preferDecoded(plain, this.#scanDecoded(utf16, slice.path, 1));
      const found = toMatches(placed, slice, bytes);
      matches.push(...found);
      if (slice.whole && found.length > 0) toDigest.push(slice);
    }
    putBack();
    const digests = toDigest.map((slice) => digestFile(slice.file, bytes.subarray(slice.start, slice.end)));
    return { matches, digests, certificates, lines };
  }
  /** Scans a part of a slice as if it were all. */
  #scanWindow({ from, to, hits }, slice, bytes, hasPathRule) {
    const text = latin1(bytes, slice.start + from, slice.start + to);
    const region = { text, start: 0, end: text.length, path: slice.path };
    if (from === 0) return this.#scanRegion(region, hits, hasPathRule, 0);
    const moved = hits.map(({ use, position }) => ({ use, position: position - from }));
    return this.#scanRegion(region, moved, hasPathRule, 0).map((placed) => ({
      ...placed,
      start: placed.start + from,
      end: placed.end + from
    }));
  }
  #countLines(bytes, slice) {
    const newlines = this.#compiled.finder.countLines(bytes, slice.from, slice.to);
    const last = newlines === 0 ? slice.from - 1 : bytes.lastIndexOf(10, slice.to - 1);
    return { file: slice.file, newlines, tailBytes: slice.to - last - 1 };
  }
  /** Hits in order of position. @param parts what is a text of its own */
  #find(bytes, parts) {
    const hits = [];
    let last = 0;
    let disorder = 0;
    const add = (use, position) => {
      hits.push({ use, position });
      if (position < last) disorder++;
      last = position;
    };
    this.#compiled.finder.find(bytes, (index, position) => {
      const use = this.#compiled.needles[index];
      if (use !== void 0) add(use, position);
    });
    for (const { start, end } of parts) {
      findEncodedText(bytes, start, end, (form, position) => {
        add(TEXT_USES[form], position);
      });
    }
    if (disorder > 0) hits.sort((a, b) => a.position - b.position);
    return hits;
  }
  #scanRegion(region, hits, hasPathRule, depth) {
    const candidates = [];
    const decoded3 = [];
    const runs = new DecodedRuns();
    const decode = (form, run) => {
      runs.add(form, run);
      for (const placed of this.#scanDecoded(run, region.path, depth + 1)) decoded3.push(placed);
    };
    if (depth < MAX_DEPTH && hits.some(({ use }) => use.needle.form === "manifest")) {
      for (const run of kubernetesSecrets(region)) decode("base64", run);
    }
    const around = new HitsAround();
    const unescaped = new UnescapedWindows();
    const add = (found, keyword) => {
      for (const candidate of found) candidates.push({ ...candidate, keyword });
    };
    for (const { use, position } of hits) {
      if (candidates.length >= MAX_CANDIDATES_PER_SLICE) break;
      const { form } = use.needle;
      if (form !== "plain") {
        if (depth >= MAX_DEPTH || runs.hold(form, position, groupOffset(use.needle))) continue;
        if (form === "gzip" && this.#inflatedBytes > MAX_INFLATED_BYTES2) continue;
        const from = runs.lowest(form, position, region.start);
        const run = decodeAround(region.text, position, use.needle, from, region.end);
        if (form === "gzip") this.#inflatedBytes += run?.bytes.length ?? region.end - position;
        if (run === null) continue;
        decode(form, run);
        continue;
      }
      const { keyword } = use;
      for (const rule of use.rules) {
        if (rule.pattern === null)
          add(tryAssignment(rule, region, position, keyword, this.#cache, this.#now), keyword);
        else if (rule.pattern.sticky) add(tryAnchored(rule, region, position, unescaped, this.#now), keyword);
        else around.add(rule, position, keyword);
      }
    }
    for (const { rule, keyword, hits: places } of around) {
      if (candidates.length >= MAX_CANDIDATES_PER_SLICE) break;
      add(tryAround(rule, region, places, this.#now), keyword);
    }
    if (hasPathRule) {
      for (const rule of this.#compiled.byPath) candidates.push(...tryWhole(rule, region, this.#now));
    }
    const plain = resolveCandidates(unique(candidates)).map((resolved) => ({
      resolved,
      start: resolved.candidate.start,
      end: resolved.candidate.end,
      encoding: resolved.candidate.encodings ?? []
    }));
    return preferDecoded(plain, decoded3);
  }
  /** What is encoded in a run is placed where it is encoded. */
  #scanDecoded(run, path, depth) {
    const utf16 = decodeUtf16File(run.bytes, 0, run.bytes.length);
    const plain = this.#scanBytes(run.bytes, path, depth);
    const placed = utf16 === null ? plain : preferDecoded(plain, this.#scanDecoded(utf16, path, depth + 1));
    return placed.map((inner) => ({
      resolved: inner.resolved,
      start: run.locate(inner.start),
      end: Math.max(run.locate(inner.start), Math.min(run.end, run.locate(inner.end - 1) + 1)),
      encoding: [...run.encodings, ...inner.encoding]
    }));
  }
  #scanBytes(bytes, path, depth) {
    const whole = { path, start: 0, end: bytes.length };
    const hits = this.#find(bytes, [whole]).filter(
      ({ use, position }) => mayMatch(use, bytes, position, whole)
    );
    if (hits.length === 0) return [];
    const text = latin1(bytes);
    return this.#scanRegion({ text, start: 0, end: text.length, path }, hits, false, depth);
  }
};
function mayMatch({ needle, rules, gates }, bytes, position, { path, start, end }) {
  if (needle.form === "url-escape") return hasSign(bytes, position + needle.bytes.length, end);
  if (rules.length === 0) return true;
  for (let index = 0; index < rules.length; index++) {
    if (gates?.passes(index, bytes, position, start, end) === false) continue;
    const paths = rules[index]?.path ?? null;
    if (paths === null || paths.test(path)) return true;
  }
  return false;
}
function unique(candidates) {
  const seen = /* @__PURE__ */ new Set();
  return candidates.filter(({ rule, start, end }) => {
    const key = `${rule.rule.id} ${String(start)} ${String(end)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// src/detector/hidden-secrets.ts
var MAX_DEPTH2 = 6;
var RUN = /[A-Za-z0-9+/_-]{12,}(?:\\?\r?\n[ \t]*[A-Za-z0-9+/_-]+(?=={0,2}(?:\r?\n|["']|$)))*={0,2}/g;
var GZIP = "H4sI";
var ESCAPES3 = /[\\%&]/;
var PHASES = [0, 1, 2, 3];
function hiddenSecrets(text, find, depth = 0) {
  if (depth >= MAX_DEPTH2) return [];
  const spans = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const holds = decodings(run).some((decoded3) => holdsSecret(decoded3, find, depth + 1));
    if (holds) spans.push({ start: index, end: index + run.length });
  }
  const unescaped = ESCAPES3.test(text) ? unescapeText(text) : null;
  if (unescaped !== null) {
    const inner = [...find(unescaped.text), ...hiddenSecrets(unescaped.text, find, depth + 1)];
    spans.push(
      ...inner.map(({ start, end }) => ({ start: unescaped.locate(start), end: unescaped.locate(end) }))
    );
  }
  return spans;
}
function holdsSecret(text, find, depth) {
  return find(text).length > 0 || hiddenSecrets(text, find, depth).length > 0;
}
function decodings(run) {
  const end = run.length;
  const decoded3 = PHASES.flatMap((phase) => [
    decodeBase642(run, phase, 0, phase, end),
    ...phase < 2 ? [decodeHex(run, phase, phase, end)] : []
  ]);
  const gzip = run.indexOf(GZIP);
  if (gzip >= 0) decoded3.push(decodeGzip(run, gzip, end));
  return decoded3.flatMap((each) => {
    if (each === null) return [];
    const bytes = Buffer.from(each.bytes);
    const texts = [bytes.toString("utf8")];
    return bytes.includes(0) ? [...texts, Buffer.from(bytes.filter((byte) => byte !== 0)).toString("latin1")] : texts;
  });
}

// src/detector/redact.ts
var SHOWN_TAIL = 4;
var MIN_LENGTH_FOR_TAIL = 24;
var HIDDEN = "********";
function redact(secret, options) {
  if (/-----BEGIN|PuTTY-User-Key-File/.test(secret)) {
    const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(secret)?.[1] ?? "PRIVATE KEY";
    return `-----BEGIN ${label}----- …`;
  }
  if (options.guessable || secret.length < MIN_LENGTH_FOR_TAIL) {
    const prefix2 = options.guessable ? "" : publicPrefix(secret, options.keywords);
    return secret.length - prefix2.length < 8 ? HIDDEN : `${prefix2}${HIDDEN}`;
  }
  const prefix = publicPrefix(secret, options.keywords);
  const isRandomTail = /^[A-Za-z0-9_+/=-]+$/.test(secret);
  const shown = isRandomTail && secret.length - prefix.length >= 20 ? secret.slice(-SHOWN_TAIL) : "";
  return `${prefix}…${shown}`;
}
function publicPrefix(secret, keywords) {
  let prefix = "";
  for (const keyword of keywords) {
    if (secret.startsWith(keyword) && keyword.length > prefix.length && keyword.length * 2 <= secret.length)
      prefix = keyword;
  }
  return prefix;
}
var KEY_CHARS = 4;
var MOST_RESULTS = 256;
var known = /* @__PURE__ */ new WeakMap();
function redactAll(text, secrets) {
  const { forms, results } = redactorOf(secrets);
  if (forms.size === 0) return text;
  const result = results.get(text) ?? redactForms(text, forms);
  results.delete(text);
  results.set(text, result);
  if (results.size > MOST_RESULTS) results.delete(results.keys().next().value ?? "");
  return result;
}
function redactForms(text, forms) {
  const plain = findForms(text, forms);
  const hidden = hiddenSecrets(text, (inner) => findForms(inner, forms));
  const found = [...plain, ...hidden.map((span) => ({ ...span, redacted: HIDDEN }))];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let result = "";
  let last = 0;
  for (const { start, end, redacted } of found) {
    if (end <= last) continue;
    if (start >= last) result += text.slice(last, start) + redacted;
    last = end;
  }
  return last === 0 ? text : result + text.slice(last);
}
function findForms(text, forms) {
  const found = [];
  for (let at = 0; at < text.length; at++) {
    const form = forms.get(text.slice(at, at + KEY_CHARS))?.find((each) => text.startsWith(each.text, at));
    if (form === void 0) continue;
    found.push({ start: at, end: at + form.text.length, redacted: form.redacted });
    at += form.text.length - 1;
  }
  return found;
}
function redactorOf(secrets) {
  const made = known.get(secrets);
  if (made?.size === secrets.size) return made;
  const list = [...secrets].flatMap(
    ([secret, redacted]) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")].map((text) => ({
      text,
      redacted
    }))
  ).filter(({ text }) => text.length >= KEY_CHARS).sort((a, b) => b.text.length - a.text.length);
  const forms = /* @__PURE__ */ new Map();
  for (const form of list) {
    const key = form.text.slice(0, KEY_CHARS);
    const others = forms.get(key);
    if (others === void 0) forms.set(key, [form]);
    else others.push(form);
  }
  const redactor = { size: secrets.size, forms, results: /* @__PURE__ */ new Map() };
  known.set(secrets, redactor);
  return redactor;
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  Detector,
  entropy,
  redact,
  redactAll
});
