import { type Candidate, isBoundedLeft, judge, type Region } from './candidate.js';
import type { CompiledRule } from './compile.js';
import { type Unescaped, unescapeText } from './unescape.js';

/** Nearly every attempt finds nothing: one array for all of them leaves nothing to collect. */
const NONE: readonly Candidate[] = [];
/** Lookbehinds and `^` of a pattern see this much before the keyword. */
const LOOKBEHIND_BYTES = 64;
/** More matches than this in one window are a hostile file's. */
const MAX_MATCHES_PER_WINDOW = 64;
/** Escapes are undone for this much more than was asked for: the next hit's window is likely to be in it. */
const UNESCAPED_AHEAD_BYTES = 4096;
/** So many hits in a row are tried one by one: what is found around one says nothing of the others. */
const MOST_ALONE = 8;
/** A keyword stands as far from its place as its own escapes make it longer. */
const MOVED_BYTES = 16;

/** Escapes that can stand within a token or at its delimiters; line breaks are no part of either. */
const ESCAPES = /\\[/u"'x\\0-3]|%[2-7][0-9A-Fa-f]|&(?:#|amp;|quot;)/;

/** Tries a rule without keywords on a whole file. */
export function tryWhole(rule: CompiledRule, region: Region, now: number): readonly Candidate[] {
  if (rule.path === null || !rule.path.test(region.path)) return NONE;
  return matchWindow(rule, region, region.text.slice(region.start, region.end), region.start, 0, now);
}

/** Tries a rule whose matches begin with its keyword, on the window after one. */
export function tryAnchored(
  rule: CompiledRule,
  region: Region,
  position: number,
  unescaped: UnescapedWindows,
  now: number,
): readonly Candidate[] {
  // The cheapest test first: most hits of a short prefix are in the middle of a word.
  if (rule.isAnchored && !isBoundedLeft(region.text, position, region.start)) return NONE;
  if (rule.path !== null && !rule.path.test(region.path)) return NONE;
  const start = Math.max(region.start, position - LOOKBEHIND_BYTES);
  const end = Math.min(region.end, position + rule.after);
  const window = region.text.slice(start, end);
  const found = matchWindow(rule, region, window, start, position - start, now);
  if (found.length > 0 || !ESCAPES.test(window)) return found;
  const undone = unescaped.of(region, start, end);
  if (undone === null) return NONE;
  const from = undone.offsetOf(position - MOVED_BYTES);
  // The keyword moved: look for it anew.
  for (const keyword of rule.rule.keywords) {
    const near = undone.text.slice(from, from + 2 * MOVED_BYTES + keyword.length);
    for (let at = near.indexOf(keyword); at >= 0; at = near.indexOf(keyword, at + 1)) {
      const candidates = matchUnescaped(rule, region, undone, from + at, from + at + rule.after, now);
      if (candidates.length > 0) return candidates;
    }
  }
  return NONE;
}

/** Tries a rule whose matches may begin before its keyword, on the window around all these hits, which are in order. */
export function tryAround(
  rule: CompiledRule,
  region: Region,
  hits: readonly number[],
  now: number,
): readonly Candidate[] {
  if (rule.path !== null && !rule.path.test(region.path)) return NONE;
  const [firstHit = 0, lastHit = firstHit] = [hits[0], hits.at(-1)];
  const start = Math.max(region.start, firstHit - Math.max(rule.before, LOOKBEHIND_BYTES));
  const end = Math.min(region.end, lastHit + rule.after);
  const window = region.text.slice(start, end);
  const first = Math.max(0, firstHit - rule.before - start);
  const found = matchWindow(rule, region, window, start, first, now, hits.length);
  // What was found need not be what the keyword is about: that may be escaped.
  if (!ESCAPES.test(window)) return found;
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

/** Those of the candidates that touch none of the others. Both are in order. */
function outside(candidates: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  let next = 0;
  return candidates.filter(({ start, end }) => {
    while (next < others.length && (others[next] as Candidate).end <= start) next++;
    return next === others.length || (others[next] as Candidate).start >= end;
  });
}

/**
 * Hits of rules whose matches may begin before the keyword, by rule. Where a file is full of a keyword, the windows
 * around its hits are one: each by itself would cost as much.
 */
export class HitsAround {
  readonly #byRule = new Map<CompiledRule, { hits: number[]; readonly keyword: string }[]>();

  /** In order of position. */
  add(rule: CompiledRule, position: number, keyword: string): void {
    const groups = this.#byRule.get(rule) ?? [];
    if (groups.length === 0) this.#byRule.set(rule, groups);
    const last = groups.at(-1);
    if (last !== undefined && position - (last.hits.at(-1) ?? 0) <= rule.before + rule.after)
      last.hits.push(position);
    else groups.push({ hits: [position], keyword });
  }

  /** Hits that are to be tried together. */
  *[Symbol.iterator](): Generator<{ rule: CompiledRule; keyword: string; hits: readonly number[] }> {
    for (const [rule, groups] of this.#byRule) {
      for (const { keyword, hits } of groups) {
        if (hits.length > MOST_ALONE) yield { rule, keyword, hits };
        else for (const hit of hits) yield { rule, keyword, hits: [hit] };
      }
    }
  }
}

/** A part of a region with its escapes undone. */
interface UnescapedWindow {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly encoding: Unescaped['encoding'];
  /** In the region, of an offset in the text. */
  readonly locate: (offset: number) => number;
  /** The first offset in the text of what stands at a place of the region, or after it. */
  readonly offsetOf: (place: number) => number;
}

/** Windows of hits that follow one another overlap: their escapes are undone once. */
export class UnescapedWindows {
  #region: Region | null = null;
  #start = 0;
  #end = 0;
  #last: UnescapedWindow | null = null;

  /** null where there are no escapes */
  of(region: Region, start: number, end: number): UnescapedWindow | null {
    if (this.#region !== region || start < this.#start || end > this.#end) {
      this.#region = region;
      this.#start = start;
      this.#end = Math.min(region.end, end + UNESCAPED_AHEAD_BYTES);
      this.#last = undoEscapes(region, start, this.#end);
    }
    return this.#last;
  }
}

function undoEscapes(region: Region, start: number, end: number): UnescapedWindow | null {
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
        const middle = (low + high) >>> 1;
        if (start + undone.locate(middle) < place) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** Matches in a text whose escapes were undone, from one offset in it to another, placed in the region. */
function matchUnescaped(
  rule: CompiledRule,
  { path }: Region,
  { text, encoding, locate }: UnescapedWindow,
  from: number,
  to: number,
  now: number,
  hits = 1,
): readonly Candidate[] {
  const inner: Region = { text, start: 0, end: text.length, path };
  return matchWindow(rule, inner, text.slice(0, to), 0, from, now, hits).map((candidate) => ({
    ...candidate,
    start: locate(candidate.start),
    end: locate(candidate.end),
    encodings: [encoding],
  }));
}

/** @param first where in the window a match may begin */
function matchWindow(
  rule: CompiledRule,
  region: Region,
  window: string,
  windowStart: number,
  first: number,
  now: number,
  hits = 1,
): readonly Candidate[] {
  const { pattern } = rule;
  if (pattern === null) return NONE;
  let candidates: Candidate[] | null = null;
  pattern.lastIndex = first;
  for (let count = 0; count < MAX_MATCHES_PER_WINDOW * hits; count++) {
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
