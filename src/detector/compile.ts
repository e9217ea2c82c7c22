import type { Check } from '../model/check.js';
import type { Rule } from '../model/rule.js';
import { CERTIFICATE_KEYWORDS } from './certificate-blocks.js';
import { checks } from './checks/index.js';
import { type EncodedNeedle, encodedForms, type Form } from './decode.js';
import { ESCAPE_KEYWORDS, QUOTED_PRINTABLE, URL_ESCAPES } from './decode-escapes.js';
import { GZIP_KEYWORDS } from './decode-gzip.js';
import type { EncodedTextForm } from './encoded-text.js';
import { Gates, placesAfter } from './gate.js';
import { KeywordFinder } from './keyword-finder.js';
import { MAX_RUN_BYTES } from './keyword-pass-memory.js';
import { MANIFEST_KEYWORDS } from './kubernetes-secret.js';
import { PathMatcher } from './path-matcher.js';
import type { ByteSet } from './pattern-pieces.js';
import { compilePattern } from './pattern.js';

/** How far a section's name, a comment or a host may stand before the assignment that it is about. */
export const SECTION_BYTES = 200;

/** Checks of key files, whose text says `PRIVATE KEY` or `SECRET-KEY` by its nature. */
const KEY_TEXT_CHECKS = new Set(['private-key', 'pgp-armour', 'gcp-service-account', 'age-bech32']);
/** The ends of names of a file of settings, by which such a file is known in base64 whatever the secrets in it look like. */
const SETTING_NAMES = ['_KEY=', '_TOKEN=', '_SECRET=', 'PASSWORD='];
/** What tells a place by itself, whatever rules there are. */
const SIGNS: readonly {
  readonly form: Form;
  readonly keywords: readonly string[];
  readonly ignoreCase: boolean;
}[] = [
  { form: 'manifest', keywords: MANIFEST_KEYWORDS, ignoreCase: false },
  { form: 'certificate', keywords: CERTIFICATE_KEYWORDS, ignoreCase: false },
  { form: 'gzip', keywords: GZIP_KEYWORDS, ignoreCase: false },
  { form: 'escape', keywords: ESCAPE_KEYWORDS, ignoreCase: true },
  { form: 'url-escape', keywords: URL_ESCAPES, ignoreCase: true },
  { form: 'quoted-printable', keywords: [QUOTED_PRINTABLE], ignoreCase: true },
];
const A_UUID = '8b1f6c0e-52d7-4a39-9f04-c3e7d51ab260';
const NO_UUID = A_UUID.replaceAll('-', '');
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
  /** The value that the rule looks for is a UUID, which is too common a shape for other general rules. */
  readonly isForUuids: boolean;
  readonly path: PathMatcher | null;
  readonly near: readonly string[];
  readonly nearBytes: number;
  readonly exceptMatch: readonly RegExp[];
  readonly exceptLine: readonly RegExp[];
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
  /** null for what is no keyword of rules. */
  readonly gates: Gates | null;
  /** How far from the keyword a match of its rules may reach, in bytes. */
  readonly reachBytes: number;
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
  // What an encoded form leads to is known once it is decoded.
  const reachBytes = reachOf(compiled);
  const needles: NeedleUse[] = [...plain.values()].map((use) => {
    const runs = use.rules.map(({ rule }) => placesAfter(rule, use.keyword));
    const runBytes = Math.min(...runs.map(runLength));
    const following = runs.every((run) => run.length > 0)
      ? runs.flatMap(([first]) => (first === undefined ? [] : factsOf(first).bytes))
      : undefined;
    const isAnchored = use.rules.every((rule) => rule.isAnchored);
    return {
      ...use,
      reachBytes: reachOf(use.rules),
      gates: new Gates(
        use.rules.map(({ rule }) => rule),
        use.keyword,
      ),
      needle: { ...use.needle, isAnchored, runBytes, ...(following === undefined ? {} : { following }) },
    };
  });
  const seen = new Set<string>();
  for (const use of plain.values()) {
    // The encoded form of a word that stands everywhere would find nothing but words.
    if (use.rules.every((rule) => rule.rule.assignment !== undefined)) continue;
    for (const needle of encodedForms(use.keyword, use.needle.ignoreCase)) {
      const key = `${needle.form} ${Buffer.from(needle.bytes).toString('latin1')}`;
      if (seen.has(key)) continue;
      seen.add(key);
      needles.push({ needle, keyword: use.keyword, rules: [], gates: null, reachBytes });
    }
  }
  for (const keyword of SETTING_NAMES) {
    for (const needle of encodedForms(keyword, false)) {
      const key = `${needle.form} ${Buffer.from(needle.bytes).toString('latin1')}`;
      if (needle.form === 'base64' && !seen.has(key))
        needles.push({ needle, keyword, rules: [], gates: null, reachBytes });
    }
  }
  needles.push(
    ...SIGNS.flatMap(({ form, keywords, ignoreCase }) =>
      keywords.map((keyword) => signUse(form, keyword, ignoreCase)),
    ),
  );
  const byPath = compiled.filter((rule) => rule.rule.keywords.length === 0);
  return {
    rules: compiled,
    finder: new KeywordFinder(needles.map((use) => use.needle)),
    needles,
    byPath,
    anyPath: new PathMatcher(byPath.map(({ rule }) => rule)),
  };
}

/** A needle that is no keyword of rules. */
function signUse(form: Form, keyword: string, ignoreCase: boolean): NeedleUse {
  return {
    needle: { form, phase: 0, bytes: Buffer.from(keyword), ignoreCase },
    keyword,
    rules: [],
    gates: null,
    // As far as any encoded form: `hit-windows.ts` knows.
    reachBytes: 0,
  };
}

/** Stand for the places that `findEncodedText` tells. */
export const TEXT_USES: Readonly<Record<EncodedTextForm, NeedleUse>> = {
  base64: signUse('base64', '', false),
  hex: signUse('hex', '', false),
};

function compileRule(rule: Rule): CompiledRule {
  const before = rule.before ?? 0;
  const boundary = rule.boundary ?? 'both';
  const value = rule.assignment === undefined ? null : wholePattern(rule.assignment.value);
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
    value,
    isForUuids: value !== null && value.test(A_UUID) && !value.test(NO_UUID),
    path: rule.paths === undefined ? null : new PathMatcher([rule]),
    near: (rule.near ?? []).map((word) => word.toLowerCase()),
    nearBytes: rule.nearBytes ?? DEFAULT_NEAR_BYTES,
    exceptMatch: (rule.except?.match ?? []).map((source) => compilePattern(source, 'm')),
    exceptLine: (rule.except?.line ?? []).map((source) => compilePattern(source, 'm')),
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

const TOKEN = /[\w-]/;

/** What is asked of a set, which stands in thousands of places. */
interface SetFacts {
  readonly bytes: readonly number[];
  /** It has bytes of tokens only. */
  readonly isToken: boolean;
}

const factsBySet = new WeakMap<ByteSet, SetFacts>();

function factsOf(set: ByteSet): SetFacts {
  const known = factsBySet.get(set);
  if (known !== undefined) return known;
  const bytes = [...set].flatMap((flag, byte) => (flag === 1 ? [byte] : []));
  const facts = { bytes, isToken: bytes.every((byte) => TOKEN.test(String.fromCharCode(byte))) };
  factsBySet.set(set, facts);
  return facts;
}

/** How many of the places hold bytes of tokens only. */
function runLength(places: readonly ByteSet[]): number {
  const end = places.findIndex((set) => !factsOf(set).isToken);
  return Math.min(MAX_RUN_BYTES, end < 0 ? places.length : end);
}

function wholePattern(source: string): RegExp {
  return source.startsWith('(?i)')
    ? new RegExp(`^(?:${source.slice(4)})$`, 'i')
    : new RegExp(`^(?:${source})$`);
}

function reachOf(rules: readonly CompiledRule[]): number {
  return Math.max(...rules.map(({ before, after }) => Math.max(before, after)), 0);
}
