import type { Rule, RuleExceptions } from '../model/rule.js';
import { isSlowPattern } from '../rules/slow-pattern.js';
import { findAnchor, MIN_KEYWORD_BYTES } from './find-anchor.js';
import type { ForeignRule, Notes } from './foreign-config.js';
import { pathGlobs } from './path-globs.js';
import { groupsOf, type PatternNode } from './re2-syntax.js';
import { hasGroup, holdsAlways, tryParse } from './translate-pattern.js';
import { writePattern } from './write-pattern.js';

/** What the window around a keyword can be at most: the schema of rules has it. */
const MAX_WINDOW_BYTES = 16_384;
const DEFAULT_AFTER_BYTES = 512;
/** What a pattern asks for behind the secret takes some bytes. */
const SLACK_BYTES = 32;
/** Of a file that is found by its name, so much is shown as the secret. */
const FILE_BYTES = 64;
const MAX_ENTROPY = 8;
/** Gitleaks says nothing of severity. */
const DEFAULT_SEVERITY = 'high';
const DEFAULT_PROVIDER = 'Custom';
/** What people choose: nothing public may confirm a guess of it. */
const GUESSABLE = /passw|passphrase|\bpass\b|pwd|generic|credential/i;
/** Every file. */
const ALL_PATHS = ['*'];

/** A rule of Drydock's, with what its examples are made from. */
export interface ConvertedRule {
  readonly rule: Omit<Rule, 'examples'>;
  readonly node: PatternNode;
}

/**
 * Turns another scanner's rule into one of Drydock's. Boundaries are left to the pattern, as they were.
 * @param place as messages call it
 * @returns null, with a note, when it can't be
 */
export async function convertRule(
  rule: ForeignRule,
  id: string,
  except: RuleExceptions,
  place: string,
  notes: Notes,
): Promise<ConvertedRule | null> {
  const paths = rulePaths(rule, place, notes);
  const about = {
    id,
    title: rule.title,
    provider: rule.provider ?? DEFAULT_PROVIDER,
    severity: rule.severity ?? DEFAULT_SEVERITY,
    boundary: 'none',
  } as const;
  if (rule.regex === null) return fileRule(about, paths, place, notes);
  const node = tryParse(rule.regex, place, notes);
  if (node === null) return null;
  const secret = secretGroup(node, rule, place, notes);
  if (secret === undefined) return null;
  const { source, isWider } = writePattern(node, { on: 'bytes', secret });
  if (isWider) notes.add(place, 'takes any character beyond ASCII for those of a large class of Unicode');
  if (await isSlowPattern(source)) {
    notes.add(place, 'can backtrack catastrophically in JavaScript, and is left out: bound its repetitions');
    return null;
  }
  if (rule.requires.length > 0)
    notes.add(
      place,
      'is a rule without its required ones, and may find more: see "near" and "pairWith" in docs/rules.md',
    );
  const isGuessable = GUESSABLE.test(`${rule.id} ${rule.title}`);
  const isExcepting = (except.match ?? except.line) !== undefined;
  return {
    node,
    rule: {
      ...about,
      ...whereToLook(node, rule, paths, place, notes),
      pattern: source,
      ...(isGuessable ? { guessable: true } : {}),
      ...(rule.entropy === null ? {} : { entropy: Math.min(rule.entropy, MAX_ENTROPY) }),
      ...(isExcepting ? { except } : {}),
    },
  };
}

/** A rule about paths alone: the file itself is the finding. */
function fileRule(
  about: Pick<Rule, 'id' | 'title' | 'provider' | 'severity'>,
  paths: readonly string[] | null,
  place: string,
  notes: Notes,
): ConvertedRule | null {
  if (paths === null) {
    notes.add(place, 'has neither a pattern nor a path that globs can say, and is left out');
    return null;
  }
  notes.add(
    place,
    `is about files by their names: the first ${String(FILE_BYTES)} bytes stand for the secret; files of more than 1 MiB are not found`,
  );
  const byte: PatternNode = { kind: 'set', ranges: [[0, 0x10ffff]] };
  const body: PatternNode = { kind: 'repeat', body: byte, min: 1, max: FILE_BYTES, isGreedy: true };
  const node: PatternNode = { kind: 'sequence', parts: [{ kind: 'place', place: 'text-start' }, body] };
  const { source } = writePattern(node, { on: 'bytes', secret: null });
  return { node, rule: { ...about, keywords: [], paths, pattern: source } };
}

function rulePaths({ path, regex }: ForeignRule, place: string, notes: Notes): readonly string[] | null {
  if (path === null) return null;
  const node = tryParse(path, `${place}: path`, notes);
  const globs = node === null ? null : pathGlobs(node);
  if (globs === null && regex !== null)
    notes.add(place, 'is tried on all files: its path is more than globs can say; add "paths" to it');
  return globs;
}

/** The group that is the secret; null for the whole match, undefined when the rule cannot be used. */
function secretGroup(
  node: PatternNode,
  { secret }: ForeignRule,
  place: string,
  notes: Notes,
): number | string | null | undefined {
  if (secret === 0) return null;
  if (secret !== null) {
    if (hasGroup(node, secret)) return secret;
    notes.add(place, 'names a group for the secret that its pattern has not, and is left out');
    return undefined;
  }
  const groups = groupsOf(node);
  const [first] = groups;
  if (first === undefined) return null;
  if (groups.length > 1 && !holdsAlways(node, first.index))
    notes.add(place, 'has several groups: the secret is the first, or the whole match where that is empty');
  return first.index;
}

type Where = Pick<Rule, 'keywords' | 'ignoreCase' | 'before' | 'after' | 'near' | 'nearBytes' | 'paths'>;

/**
 * Keywords and the window around them. Gitleaks and Trivy look for a keyword anywhere in a file, and then try the
 * pattern on all of it; here a keyword stands in or near the match.
 */
function whereToLook(
  node: PatternNode,
  rule: ForeignRule,
  paths: readonly string[] | null,
  place: string,
  notes: Notes,
): Where {
  const words = [
    ...new Set(rule.keywords.map((word) => word.trim().toLowerCase()).filter((word) => word !== '')),
  ];
  const anchor = findAnchor(node);
  const onPaths = paths === null ? {} : { paths };
  const isImplied =
    words.length === 0 ||
    anchor?.texts.every((text) => words.some((word) => text.toLowerCase().includes(asBytes(word)))) === true;
  const near = isImplied ? {} : { near: words, nearBytes: MAX_WINDOW_BYTES };
  if (anchor !== null) {
    const after = Math.min(MAX_WINDOW_BYTES, anchor.afterBytes + SLACK_BYTES);
    const before = Math.min(MAX_WINDOW_BYTES, anchor.beforeBytes);
    return {
      keywords: anchor.texts,
      ...(anchor.ignoreCase ? { ignoreCase: true } : {}),
      ...(before === 0 ? {} : { before }),
      ...(after <= DEFAULT_AFTER_BYTES ? {} : { after }),
      ...near,
      ...onPaths,
    };
  }
  if (words.length > 0 && words.every((word) => asBytes(word).length >= MIN_KEYWORD_BYTES)) {
    const window = { before: MAX_WINDOW_BYTES, after: MAX_WINDOW_BYTES };
    return { keywords: words.map(asBytes), ignoreCase: true, ...window, ...onPaths };
  }
  if (paths === null)
    notes.add(
      place,
      'has no literal to look for, and is tried on the whole of every file up to 1 MiB, which is slow: add "paths" to it',
    );
  return { keywords: [], ...near, paths: paths ?? ALL_PATHS };
}

/** UTF-8 as Latin-1, as keywords are. */
function asBytes(word: string): string {
  return Buffer.from(word).toString('latin1');
}
