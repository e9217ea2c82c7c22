import type { RuleExceptions } from '../model/rule.js';
import type { ForeignAllowlist, Notes } from './foreign-config.js';
import type { PatternNode } from './re2-syntax.js';
import { allowPatterns, textPattern, tryParse } from './translate-pattern.js';
import { writePattern } from './write-pattern.js';

/** An entry of `allow` in `.drydock.yml`. */
export interface AllowSource {
  readonly rule?: string;
  readonly path?: readonly string[];
  readonly 'path-pattern'?: string;
  readonly fingerprint?: string;
  readonly value?: string;
  readonly reason: string;
  readonly expires?: string;
}

export interface ConvertedAllowlist {
  readonly entries: readonly AllowSource[];
  /** What rules themselves leave out. */
  readonly except: { readonly match: readonly string[]; readonly line: readonly string[] };
}

const MAX_REASON_CHARS = 500;
const NO_EXCEPTIONS = { match: [], line: [] } as const;

/**
 * Turns an allowlist into entries of the configuration and exceptions of rules.
 * @param file as reasons name it
 * @param rule glob of the rules that it is for; null for all
 */
export async function convertAllowlist(
  list: ForeignAllowlist,
  file: string,
  rule: string | null,
  notes: Notes,
): Promise<ConvertedAllowlist> {
  const place = `${file}: ${list.name}`;
  const about = {
    ...(rule === null ? {} : { rule }),
    reason: reasonOf(list.description, `Allowed in ${file}.`),
  };
  if (list.commits > 0)
    notes.add(
      place,
      list.needsAll
        ? 'is for certain commits, and an image has none: left out'
        : 'commits do not apply, for an image has none: use fingerprints',
    );
  const parse = (what: string, sources: readonly string[]): PatternNode[] =>
    sources.flatMap(
      (source, index) => tryParse(source, `${place}: ${what} ${String(index + 1)}`, notes) ?? [],
    );
  const parts = {
    paths: parse('path', list.paths),
    regexes: parse('regex', list.regexes),
    stopwords: list.stopwords.map((word) => textPattern(word, true)),
  };
  if (!list.needsAll) return anyOf(parts, list, about, place, notes);
  return {
    entries: list.commits > 0 ? [] : await allOf(parts, list, about, place, notes),
    except: exceptOfAll(parts, list),
  };
}

/** Patterns by what they are looked for in. */
interface Parts {
  readonly paths: readonly PatternNode[];
  readonly regexes: readonly PatternNode[];
  readonly stopwords: readonly PatternNode[];
}

type About = Pick<AllowSource, 'rule' | 'reason'>;

async function anyOf(
  { paths, regexes, stopwords }: Parts,
  list: ForeignAllowlist,
  about: About,
  place: string,
  notes: Notes,
): Promise<ConvertedAllowlist> {
  const entries: AllowSource[] = [];
  for (const pattern of await allowPatterns(paths, 'path', place, notes))
    entries.push({ ...about, 'path-pattern': pattern });
  const values = [...(list.target === 'secret' ? [regexes] : []), stopwords];
  for (const nodes of values)
    for (const value of await allowPatterns(nodes, 'secret', place, notes)) entries.push({ ...about, value });
  return { entries, except: exceptOf(regexes, list) };
}

/** One entry for every way in which all kinds of conditions hold. */
async function allOf(
  { paths, regexes, stopwords }: Parts,
  list: ForeignAllowlist,
  about: About,
  place: string,
  notes: Notes,
): Promise<AllowSource[]> {
  const lost = [
    [list.paths, paths],
    [list.regexes, regexes],
  ].some(([given = [], parsed = []]) => given.length > 0 && parsed.length === 0);
  if (lost) return [];
  const isAboutText = list.target !== 'secret' && list.regexes.length > 0;
  if (isAboutText && paths.length + stopwords.length === 0) return [];
  if (isAboutText) {
    notes.add(place, `asks for the ${list.target} and something else together, and is left out`);
    return [];
  }
  const pathPatterns = await allowPatterns(paths, 'path', place, notes);
  const values = await bothPatterns(regexes, stopwords, place, notes);
  if ((paths.length > 0 && pathPatterns.length === 0) || values === null) return [];
  const entries: AllowSource[] = [];
  for (const path of pathPatterns.length === 0 ? [null] : pathPatterns)
    for (const value of values.length === 0 ? [null] : values)
      if ((path ?? value) !== null)
        entries.push({
          ...about,
          ...(path === null ? {} : { 'path-pattern': path }),
          ...(value === null ? {} : { value }),
        });
  return entries;
}

/** @returns null when nothing is left of what was asked for */
async function bothPatterns(
  regexes: readonly PatternNode[],
  stopwords: readonly PatternNode[],
  place: string,
  notes: Notes,
): Promise<readonly string[] | null> {
  const some = [regexes, stopwords].filter((nodes) => nodes.length > 0);
  if (some.length < 2) {
    const patterns = await allowPatterns(some[0] ?? [], 'secret', place, notes);
    return some.length > 0 && patterns.length === 0 ? null : patterns;
  }
  const checked = await Promise.all(some.map((nodes) => allowPatterns(nodes, 'secret', place, notes)));
  if (checked.some((patterns) => patterns.length === 0)) return null;
  const looks = some.map((options) => {
    const { source } = writePattern({ kind: 'choice', options }, { on: 'text', secret: null, isPart: true });
    return `(?=[\\s\\S]*(?:${source}))`;
  });
  return [`^${looks.join('')}[\\s\\S]`];
}

function exceptOfAll(parts: Parts, list: ForeignAllowlist): ConvertedAllowlist['except'] {
  const isAlone = list.commits + list.paths.length + list.stopwords.length === 0;
  return isAlone ? exceptOf(parts.regexes, list) : NO_EXCEPTIONS;
}

function exceptOf(
  regexes: readonly PatternNode[],
  { target }: ForeignAllowlist,
): ConvertedAllowlist['except'] {
  if (target === 'secret') return NO_EXCEPTIONS;
  const patterns = regexes.map((node) => writePattern(node, { on: 'bytes', secret: null }).source);
  return { ...NO_EXCEPTIONS, [target]: patterns };
}

/** Joins what several allowlists say of one rule. */
export function joinExceptions(all: readonly ConvertedAllowlist[]): RuleExceptions {
  const match = all.flatMap(({ except }) => except.match);
  const line = all.flatMap(({ except }) => except.line);
  return { ...(match.length === 0 ? {} : { match }), ...(line.length === 0 ? {} : { line }) };
}

/** A reason in the words of the configuration; every entry needs one. */
export function reasonOf(description: string | null, otherwise: string): string {
  const text = (description ?? '').replace(/\s+/g, ' ').trim();
  return (text === '' ? otherwise : text).slice(0, MAX_REASON_CHARS);
}
