import { type Assignment, assignmentAround, snakeCase } from './assignment.js';
import { type Candidate, isBoundedLeft, judge, type Region } from './candidate.js';
import { type CompiledRule, SECTION_BYTES } from './compile.js';
import { unescapeText } from './decode.js';
import { isQuotingCode } from './illustration.js';
import { isExpression, isPlausibleSecret } from './plausible.js';

/** Nearly every attempt finds nothing: one array for all of them leaves nothing to collect. */
const NONE: readonly Candidate[] = [];
/** Lookbehinds and `^` of a pattern see this much before the keyword. */
const LOOKBEHIND_BYTES = 64;
/** More matches than this in one window are a hostile file's. */
const MAX_MATCHES_PER_WINDOW = 64;
/** Assignments looked at after a section's name. */
const MAX_SECTION_ASSIGNMENTS = 8;

/** Escapes that can stand within a token or at its delimiters; line breaks are no part of either. */
const ESCAPES = /\\[/u"'x\\0-3]|%[2-7][0-9A-Fa-f]|&(?:#|amp;|quot;)/;

/** Tries a rule with a pattern on the window around a keyword's hit. */
export function tryPattern(
  rule: CompiledRule,
  region: Region,
  position: number,
  now: number,
): readonly Candidate[] {
  // The cheapest test first: most hits of a short prefix are in the middle of a word.
  if (rule.isAnchored && !isBoundedLeft(region.text, position, region.start)) return NONE;
  if (rule.path !== null && !rule.path.test(region.path)) return NONE;
  const windowStart = Math.max(region.start, position - Math.max(rule.before, LOOKBEHIND_BYTES));
  const windowEnd = Math.min(region.end, position + rule.after);
  const window = region.text.slice(windowStart, windowEnd);
  const first = Math.max(0, position - rule.before - windowStart);
  const found = matchWindow(rule, region, window, windowStart, first, now);
  if (found.length > 0 || !ESCAPES.test(window)) return found;
  return tryUnescaped(rule, region, window, windowStart, now);
}

/** Tries a rule without keywords on a whole file. */
export function tryWhole(rule: CompiledRule, region: Region, now: number): readonly Candidate[] {
  if (rule.path === null || !rule.path.test(region.path)) return NONE;
  return matchWindow(rule, region, region.text.slice(region.start, region.end), region.start, 0, now);
}

function matchWindow(
  rule: CompiledRule,
  region: Region,
  window: string,
  windowStart: number,
  first: number,
  now: number,
): readonly Candidate[] {
  const { pattern } = rule;
  if (pattern === null) return NONE;
  let candidates: Candidate[] | null = null;
  pattern.lastIndex = first;
  for (let count = 0; count < MAX_MATCHES_PER_WINDOW; count++) {
    const match = pattern.exec(window);
    if (match?.indices === undefined) break;
    const [start, end] = match.indices.groups?.['secret'] ?? match.indices[0] ?? [0, 0];
    const groups: Record<string, string> = {};
    for (const [name, text] of Object.entries(match.groups ?? {})) {
      if (name !== 'secret' && (text as string | undefined) !== undefined) groups[name] = text;
    }
    const candidate = judge(
      rule,
      region,
      {
        start: windowStart + start,
        end: windowStart + end,
        matchStart: windowStart + match.index,
        matchEnd: windowStart + match.index + match[0].length,
        groups,
      },
      now,
    );
    if (candidate !== null) (candidates ??= []).push(candidate);
    if (pattern.sticky) break;
    if (match[0].length === 0) pattern.lastIndex++;
  }
  return candidates ?? NONE;
}

/** The same on the window with its escapes undone: `https:\/\/user:p\u0040ss@host`, `…%2F…`. */
function tryUnescaped(
  rule: CompiledRule,
  region: Region,
  window: string,
  windowStart: number,
  now: number,
): readonly Candidate[] {
  const unescaped = unescapeText(window);
  if (unescaped === null || rule.pattern === null) return NONE;
  const inner: Region = { text: unescaped.text, start: 0, end: unescaped.text.length, path: region.path };
  const candidates: Candidate[] = [];
  // The keyword moved: look for it anew.
  for (const keyword of rule.rule.keywords) {
    for (let at = unescaped.text.indexOf(keyword); at >= 0; at = unescaped.text.indexOf(keyword, at + 1)) {
      const first = Math.max(0, at - rule.before);
      for (const candidate of matchWindow(
        rule,
        inner,
        unescaped.text.slice(0, at + rule.after),
        0,
        first,
        now,
      )) {
        const start = windowStart + unescaped.locate(candidate.start);
        const end = windowStart + unescaped.locate(candidate.end);
        candidates.push({ ...candidate, start, end, encoding: unescaped.encoding });
      }
      if (candidates.length > 0) return candidates;
    }
  }
  return candidates;
}

/** Tries a rule for assignments where one of its keywords stands: in the name, or as the section before it. */
export function tryAssignment(
  rule: CompiledRule,
  region: Region,
  position: number,
  keyword: string,
  cache: AssignmentCache,
  now: number,
): readonly Candidate[] {
  if (rule.path !== null && !rule.path.test(region.path)) return NONE;
  const around = cache.around(region, position);
  if (around !== null) {
    const candidate = judgeAssignment(rule, region, around, around.snake, now);
    if (candidate !== null) return [candidate];
  }
  // `token` and `secret` are no names of services: general rules look at the name alone, but where they say otherwise.
  if (!(rule.rule.assignment?.section ?? rule.rule.general !== true)) return NONE;
  const section = snakeCase(keyword).replace(/[^a-z0-9]+$/, '');
  let candidates: Candidate[] | null = null;
  for (const assignment of cache.after(region, position + keyword.length)) {
    const candidate = judgeAssignment(rule, region, assignment, `${section}_${assignment.snake}`, now);
    if (candidate !== null) (candidates ??= []).push(candidate);
  }
  return candidates ?? NONE;
}

/** `Bearer …`, `Token token=…`: the scheme of an Authorization header is no part of the secret. */
const SCHEME = /^(?:Bearer|Token|Basic|ApiKey|Api-Key|Key|GenieKey|SSWS|token)[ =:]+(?:token=)?["']?/;

/** A name, in snake case, of what people choose themselves. */
const NAMES_PASSWORD = /pass|pwd|(?:^|_)pw$/;

/** In a language that quotes its texts, `sa_creds` without quotes is a variable. */
function isCode(value: string, quoted: boolean): boolean {
  return isExpression(value, quoted) || (!quoted && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(value));
}

/** `name: value` where the language has no such thing: the YAML of a comment, a docstring, a manual page. */
function isManual(region: Region, { nameStart, valueStart, quoted }: Assignment): boolean {
  if (!isQuotingCode(region.path)) return false;
  const between = region.text.slice(nameStart - 1, valueStart);
  // Python has no names without quotes before a colon and a text, but for types.
  return quoted
    ? /\.pyc?$/.test(region.path) && /^[^"'][\w.-]+:[ \t]+["']$/.test(between)
    : /:[ \t]+$/.test(between);
}

function judgeAssignment(
  rule: CompiledRule,
  region: Region,
  assignment: Assignment,
  name: string,
  now: number,
): Candidate | null {
  if (rule.name === null || rule.value === null || !rule.name.test(name)) return null;
  let { value, valueStart } = assignment;
  let { valueEnd } = assignment;
  if (
    !assignment.quoted &&
    /^(?:Bearer|Token|Basic)$/i.test(value) &&
    region.text.charCodeAt(valueEnd) === 32
  ) {
    // A header without quotes: the value goes on after the scheme.
    const rest = /^ ([^\s"'`,;]+)/.exec(region.text.slice(valueEnd, Math.min(region.end, valueEnd + 4096)));
    if (rest?.[1] === undefined) return null;
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
  const isText = isManual(region, assignment);
  return judge(
    rule,
    region,
    {
      start: valueStart,
      end: valueEnd,
      matchStart: valueStart,
      matchEnd: valueEnd,
      groups: {},
      key: assignment.name,
      isText,
    },
    now,
  );
}

/** Several rules look at the same assignment, and several keywords stand in one name: each is parsed once. */
export class AssignmentCache {
  #region: Region | null = null;
  #position = -1;
  #around: Assignment | null = null;
  #afterPosition = -1;
  #after: readonly Assignment[] = [];

  around(region: Region, position: number): Assignment | null {
    if (this.#region !== region || this.#position !== position) {
      this.#reset(region);
      this.#position = position;
      this.#around = assignmentAround(region.text, position, region.start, region.end);
    }
    return this.#around;
  }

  /** Assignments that begin within the bytes after a section's name. */
  after(region: Region, position: number): readonly Assignment[] {
    if (this.#region !== region || this.#afterPosition !== position) {
      this.#reset(region);
      this.#afterPosition = position;
      this.#after = assignmentsAfter(region, position);
    }
    return this.#after;
  }

  #reset(region: Region): void {
    if (this.#region === region) return;
    this.#region = region;
    this.#position = -1;
    this.#afterPosition = -1;
  }
}

/** The end of a name that a secret can have, and what assigns to it. */
const SECRET_NAME =
  /(?:key|token|secret|pass|pwd|auth|cred|pat|sid|dsn|api|hook|licen[cs]e|bearer|code|pin|salt|seed|sign|user|id|url|hash|account|value)[\w.-]{0,24}[\\"'\])]{0,4}[ \t]*[=:,>( ]/gi;

function assignmentsAfter(region: Region, position: number): Assignment[] {
  const limit = Math.min(region.end, position + SECTION_BYTES);
  const found: Assignment[] = [];
  if (!holdsToken(region.text, position, limit)) return found;
  const window = region.text.slice(position, limit);
  for (const match of window.matchAll(SECRET_NAME)) {
    if (found.length >= MAX_SECTION_ASSIGNMENTS) break;
    const assignment = assignmentAround(
      region.text,
      position + match.index,
      Math.max(region.start, position),
      region.end,
    );
    if (assignment !== null && found.every((other) => other.valueStart !== assignment.valueStart))
      found.push(assignment);
  }
  return found;
}

/** No token that only its surroundings tell is shorter, and none of random characters is without a digit. */
const MIN_TOKEN_BYTES = 12;

/** Whether a run of token characters with a digit stands there: most names of services stand in prose, beside none. */
function holdsToken(text: string, from: number, to: number): boolean {
  let run = 0;
  let hasDigit = false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (
      isDigit ||
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      code === 0x2d ||
      code === 0x2b ||
      code === 0x5f
    ) {
      run++;
      hasDigit ||= isDigit;
      if (run >= MIN_TOKEN_BYTES && hasDigit) return true;
    } else {
      run = 0;
      hasDigit = false;
    }
  }
  // What begins here may go on behind the window.
  return run > 0 && hasDigit;
}
