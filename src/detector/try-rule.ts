import { type Assignment, assignmentAround, snakeCase } from './assignment.js';
import { type Candidate, judge, type Region } from './candidate.js';
import { type CompiledRule, SECTION_BYTES } from './compile.js';
import { isQuotingCode } from './illustration.js';
import { isExpression, isPlausibleSecret } from './plausible.js';

/** Nearly every attempt finds nothing: one array for all of them leaves nothing to collect. */
const NONE: readonly Candidate[] = [];
/** Assignments looked at after a section's name. */
const MAX_SECTION_ASSIGNMENTS = 8;

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
