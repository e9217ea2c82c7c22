import { type Assignment, snakeCase } from './assignment.js';
import type { AssignmentCache, Reading } from './assignment-cache.js';
import { type Candidate, judge, type Region } from './candidate.js';
import type { CompiledRule } from './compile.js';
import { isQuotingCode } from './illustration.js';
import { isExpression, isPlausibleSecret } from './plausible.js';

/** Nearly every attempt finds nothing: one array for all of them leaves nothing to collect. */
const NONE: readonly Candidate[] = [];
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
