import type { Check } from '../model/check.js';
import type { Rule } from '../model/rule.js';
import { CERTIFICATE_KEYWORDS } from './certificate-blocks.js';
import { checks } from './checks/index.js';
import { type EncodedNeedle, encodedForms } from './decode.js';
import { KeywordFinder } from './keyword-finder.js';
import { MANIFEST_KEYWORDS } from './kubernetes-secret.js';
import { PathMatcher } from './path-matcher.js';
import { compilePattern } from './pattern.js';

/** How far a section's name, a comment or a host may stand before the assignment that it is about. */
export const SECTION_BYTES = 200;

/** Checks of key files, whose text says `PRIVATE KEY` or `SECRET-KEY` by its nature. */
const KEY_TEXT_CHECKS = new Set(['private-key', 'pgp-armour', 'gcp-service-account', 'age-bech32']);
const DEFAULT_AFTER = 512;
const DEFAULT_NEAR_BYTES = 200;

/** A rule made ready: regular expressions compiled, words folded, checks looked up. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly before: number;
  readonly after: number;
  /** Sticky where a match begins with the keyword (`before` is 0), else global. */
  readonly pattern: RegExp | null;
  readonly name: RegExp | null;
  readonly value: RegExp | null;
  readonly path: PathMatcher | null;
  readonly near: readonly string[];
  readonly nearBytes: number;
  readonly checks: readonly Check[];
  readonly boundaryLeft: boolean;
  readonly boundaryRight: boolean;
  /** A match begins with the keyword, at a boundary that no check can make up for. */
  readonly isAnchored: boolean;
  /** The secret is a key file's text, for which the tests of placeholders mean nothing. */
  readonly isKeyText: boolean;
}

/** What stands behind a needle: its form, and the rules whose keyword it is. */
export interface NeedleUse {
  readonly needle: EncodedNeedle;
  readonly keyword: string;
  readonly rules: readonly CompiledRule[];
  /** All its rules' matches begin with the keyword, at a boundary: a hit within a word is none. */
  readonly isAnchored: boolean;
  /** All its rules' matches have at least so many letters, digits, `_` or `-` right after the keyword. */
  readonly runBytes: number;
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  readonly finder: KeywordFinder;
  readonly needles: readonly NeedleUse[];
  /** Rules without keywords, tried on whole files by path. */
  readonly byPath: readonly CompiledRule[];
  /** The files that any of `byPath` is for. */
  readonly anyPath: PathMatcher;
}

export function compileRules(rules: readonly Rule[]): CompiledRules {
  const compiled = rules.map(compileRule);
  const plain = new Map<string, { needle: EncodedNeedle; keyword: string; rules: CompiledRule[] }>();
  for (const rule of compiled) {
    const ignoreCase = rule.rule.ignoreCase ?? rule.rule.assignment !== undefined;
    for (const keyword of rule.rule.keywords) {
      const text = ignoreCase ? keyword.toLowerCase() : keyword;
      const key = `${String(ignoreCase)} ${text}`;
      const use = plain.get(key);
      if (use !== undefined) use.rules.push(rule);
      else {
        const needle = { form: 'plain', phase: 0, bytes: Buffer.from(text, 'latin1'), ignoreCase } as const;
        plain.set(key, { needle, keyword: text, rules: [rule] });
      }
    }
  }
  const needles: NeedleUse[] = [...plain.values()].map((use) => {
    const runBytes = Math.min(...use.rules.map((rule) => runAfter(rule, use.keyword)));
    const isAnchored = use.rules.every((rule) => rule.isAnchored);
    return { ...use, needle: { ...use.needle, beforeToken: runBytes > 0 }, isAnchored, runBytes };
  });
  const seen = new Set<string>();
  for (const use of plain.values()) {
    // The encoded form of a word that stands everywhere would find nothing but words.
    if (use.rules.every((rule) => rule.rule.assignment !== undefined)) continue;
    for (const needle of encodedForms(use.keyword, use.needle.ignoreCase)) {
      const key = `${needle.form} ${Buffer.from(needle.bytes).toString('latin1')}`;
      if (seen.has(key)) continue;
      seen.add(key);
      needles.push({ needle, keyword: use.keyword, rules: [], isAnchored: false, runBytes: 0 });
    }
  }
  for (const keyword of MANIFEST_KEYWORDS) {
    const needle = { form: 'manifest', phase: 0, bytes: Buffer.from(keyword), ignoreCase: false } as const;
    needles.push({ needle, keyword, rules: [], isAnchored: false, runBytes: 0 });
  }
  for (const keyword of CERTIFICATE_KEYWORDS) {
    const needle = { form: 'certificate', phase: 0, bytes: Buffer.from(keyword), ignoreCase: false } as const;
    needles.push({ needle, keyword, rules: [], isAnchored: false, runBytes: 0 });
  }
  const byPath = compiled.filter((rule) => rule.rule.keywords.length === 0);
  return {
    rules: compiled,
    finder: new KeywordFinder(needles.map((use) => use.needle)),
    needles,
    byPath,
    anyPath: new PathMatcher(byPath.map(({ rule }) => rule)),
  };
}

function compileRule(rule: Rule): CompiledRule {
  const before = rule.before ?? 0;
  const boundary = rule.boundary ?? 'both';
  return {
    rule,
    before,
    after: rule.after ?? DEFAULT_AFTER,
    pattern:
      rule.pattern === undefined
        ? null
        : compilePattern(rule.pattern, before === 0 && rule.keywords.length > 0 ? 'dmy' : 'dmg'),
    name:
      rule.assignment === undefined ? null : new RegExp(rule.assignment.name.replace(/^\(\?i\)/, ''), 'i'),
    value: rule.assignment === undefined ? null : wholePattern(rule.assignment.value),
    path: rule.paths === undefined ? null : new PathMatcher([rule]),
    near: (rule.near ?? []).map((word) => word.toLowerCase()),
    nearBytes: rule.nearBytes ?? DEFAULT_NEAR_BYTES,
    checks: (rule.checks ?? []).map((name) => {
      const check = checks.get(name);
      if (check === undefined) throw new RangeError(`rule ${rule.id}: unknown check ${name}`);
      return check;
    }),
    boundaryLeft: boundary === 'both' || boundary === 'left',
    boundaryRight: boundary === 'both' || boundary === 'right',
    isAnchored:
      rule.pattern !== undefined &&
      before === 0 &&
      rule.keywords.length > 0 &&
      boundary !== 'none' &&
      boundary !== 'right' &&
      rule.checks === undefined,
    isKeyText: (rule.checks ?? []).some((name) => KEY_TEXT_CHECKS.has(name)),
  };
}

/** More than this need not be looked at to tell a token from a word. */
const MAX_RUN_BYTES = 16;
const RUN = /^(?:\\w|\[(?:\\[wd]|[\w-])+\])\{(\d+)[,}]/;

/** How many token characters a match of the rule has right after the keyword, as far as the pattern's text tells. */
function runAfter({ rule, before }: CompiledRule, keyword: string): number {
  if (rule.pattern === undefined || before > 0 || rule.pattern.includes('|')) return 0;
  const literal = keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const start = rule.pattern.replace(/^\(\?i\)/, '').replace(/^\(\?<\w+>/, '');
  const run = start.startsWith(literal) ? RUN.exec(start.slice(literal.length)) : null;
  return run === null ? 0 : Math.min(MAX_RUN_BYTES, Number(run[1]));
}

function wholePattern(source: string): RegExp {
  return source.startsWith('(?i)')
    ? new RegExp(`^(?:${source.slice(4)})$`, 'i')
    : new RegExp(`^(?:${source})$`);
}
