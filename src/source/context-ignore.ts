import path from 'node:path';
import { UserError } from '../model/errors.js';
import { oneLine } from '../model/failure.js';

/** What the rules say of a path, and what its children need to know of it. */
export interface IgnoreState {
  readonly ignored: boolean;
  /** For each rule whether the path, or a folder above it, matched. */
  readonly matched: readonly boolean[];
}

interface Rule {
  readonly isException: boolean;
  readonly pattern: RegExp;
  /** The pattern's parts between slashes. */
  readonly parts: readonly string[];
}

/**
 * What a `.dockerignore` file leaves out of the build context. Paths are relative to the context, with `/` between their
 * parts.
 *
 * The rules are those of moby/patternmatcher, which BuildKit and Docker's client use: the last rule that matches a path or a
 * folder above it decides. `@balena/dockerignore` 1.0.2 follows Docker 19.03 and differs: it fails on `c++`, takes
 * `**.log` and `a/**b` for something else, and never forgets a path.
 */
export class IgnoreRules {
  readonly #rules: readonly Rule[];
  /** The state of the context's own folder, which no rule matches. */
  readonly root: IgnoreState;

  private constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.root = { ignored: false, matched: rules.map(() => false) };
  }

  /**
   * Reads the text of an ignore file: byte order mark, comments, `!`, either line ending. `name` is the file's, for
   * errors. Throws `UserError` for a pattern that Docker refuses as well.
   */
  static parse(text: string, name: string): IgnoreRules {
    const rules: Rule[] = [];
    for (const [index, line] of text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .entries()) {
      // A comment is only one with its # at the line's very start.
      if (line.startsWith('#') || line.trim() === '') continue;
      const rule = parseRule(line.trim());
      if (rule === null) {
        throw new UserError(
          `${oneLine(name)}, line ${index + 1}: "${oneLine(line.trim())}" is not a valid pattern`,
          'close its [ with a ], or put a backslash before characters that stand for themselves',
        );
      }
      rules.push(rule);
    }
    return new IgnoreRules(rules);
  }

  /** Judges a path by the state of the folder that holds it. */
  judge(candidate: string, parent: IgnoreState): IgnoreState {
    let ignored = false;
    const matched = this.#rules.map(({ isException, pattern }, index) => {
      // A rule that would change nothing is not tried, and its children are not told of a match: so Docker does it.
      const isMatch = parent.matched[index] === true || (isException === ignored && pattern.test(candidate));
      if (isMatch) ignored = !isException;
      return isMatch;
    });
    return { ignored, matched };
  }

  /**
   * Whether an exception could bring back something inside an ignored folder; if not, it need not be walked. May say
   * yes where the answer is no. (Docker's classic builder enters no such folder for an exception with wildcards, moby
   * issue 30018; BuildKit does.)
   */
  mayBringBack(directory: string): boolean {
    const parts = directory.split('/');
    return this.#rules.some((rule) => rule.isException && reachesInto(rule.parts, parts));
  }
}

/** `line` is without white space around it. null when the pattern is malformed. */
function parseRule(line: string): Rule | null {
  const isNegated = line.startsWith('!');
  const cleaned = clean(isNegated ? line.slice(1).trim() : line);
  // `/!a` is an exception too, as the slash goes first.
  const isException = isNegated || cleaned.startsWith('!');
  const text = isException && !isNegated ? cleaned.slice(1) : cleaned;
  const pattern = text === '' ? null : compile(text);
  return pattern === null ? null : { isException, pattern, parts: text.split('/') };
}

/** As Go's `filepath.Clean`, without a slash at the start. */
function clean(pattern: string): string {
  if (pattern === '') return '';
  // On Windows a backslash is a separator, elsewhere it escapes.
  const slashed = path.sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
  return path.posix
    .normalize(slashed)
    .replace(/(?<=.)\/$/, '')
    .replace(/^\/(?=.)/, '');
}

// Runs of ** (with a slash after each or not), which mean the same as one; a wildcard; a class; an escape; any character.
const TOKENS = /(?:\*\*\/?)+|\*|\?|\[(?:\\.|[^\]\\])*\]|\\.|./gsu;

/** The pattern as a regular expression; null when a class or an escape is not closed. */
function compile(pattern: string): RegExp | null {
  // `**X` with no other wildcard is any path that ends in X; elsewhere `**` stands for whole names.
  if (/^\*\*[^/*?[\]\\][^*?[\]\\]*$/.test(pattern))
    return new RegExp(`${escapeLiterals(pattern.slice(2))}$`, 'u');
  const tokens = pattern.match(TOKENS) ?? [];
  if (tokens.some((token) => token === '[' || token === '\\')) return null;
  const source = tokens.map((token, index) => compileToken(token, index === tokens.length - 1)).join('');
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return null;
  }
}

function compileToken(token: string, isLast: boolean): string {
  // Go's dot does not match a line feed either.
  if (token.startsWith('**')) return isLast ? '[^\\n]*' : '(?:[^\\n]*/)?';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('[')) return compileClass(token);
  return escapeLiterals(token.startsWith('\\') ? token.slice(1) : token);
}

/** Ranges and `^` mean the same in a regular expression. An empty class is invalid in Go, and is made so here. */
function compileClass(token: string): string {
  const [, caret = '', body = ''] = /^\[(\^?)(.*)\]$/su.exec(token) ?? [];
  const members = body.replace(/\\(.)|[^-]/gsu, (piece, escaped?: string) =>
    escapeLiterals(escaped ?? piece),
  );
  return members === '' ? '[' : `[${caret}${members}]`;
}

function escapeLiterals(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&').replaceAll('-', '\\x2d');
}

/** Whether a pattern could match something deeper than the folder with these parts. */
function reachesInto(pattern: readonly string[], directory: readonly string[]): boolean {
  for (const [depth, part] of directory.entries()) {
    const wanted = pattern[depth];
    if (wanted === undefined) return false;
    if (wanted.includes('**')) return true;
    if (!/[*?[\\]/.test(wanted) && wanted !== part) return false;
  }
  return pattern.length > directory.length;
}
