import { type Assignment, snakeCase } from './assignment.js';
import type { AssignmentCache, Reading } from './assignment-cache.js';
import { type Candidate, isBoundedLeft, judge, type Region } from './candidate.js';
import type { CompiledRule } from './compile.js';
import { isQuotingCode } from './illustration.js';
import { isExpression, isPlausibleSecret } from './plausible.js';
import { unescapeText } from './unescape.js';

/** Nearly every attempt finds nothing: one array for all of them leaves nothing to collect. */
const NONE: readonly Candidate[] = [];
/** Lookbehinds and `^` of a pattern see this much before the keyword. */
const LOOKBEHIND_BYTES = 64;
/** More matches than this in one window are a hostile file's. */
const MAX_MATCHES_PER_WINDOW = 64;

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
        candidates.push({ ...candidate, start, end, encodings: [unescaped.encoding] });
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
    const candidate = judgeAssignment(rule, around, around.assignment.snake, now);
    if (candidate !== null) return [candidate];
  }
  // `token` and `secret` are no names of services: general rules look at the name alone, but where they say otherwise.
  if (!(rule.rule.assignment?.section ?? rule.rule.general !== true)) return NONE;
  const section = snakeCase(keyword).replace(/[^a-z0-9]+$/, '');
  let candidates: Candidate[] | null = null;
  for (const reading of cache.after(region, position + keyword.length)) {
    const candidate = judgeAssignment(rule, reading, `${section}_${reading.assignment.snake}`, now);
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
  { assignment, region, encodings, locate }: Reading,
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
  const candidate = judge(
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
  if (candidate === null || encodings.length === 0) return candidate;
  return { ...candidate, start: locate(valueStart), end: locate(valueEnd), encodings };
}
