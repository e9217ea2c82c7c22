import type { Rule } from '../model/rule.js';

/**
 * Which files a rule is for. Tens of thousands of paths are tested against hundreds of globs, and nearly all globs are
 * a file's name or its ending: those are looked up, and regular expressions are left for the rest.
 */
export class PathMatcher {
  readonly #names = new Set<string>();
  /** `.yml`: endings that begin with their only dot. */
  readonly #extensions = new Set<string>();
  readonly #endings: string[] = [];
  readonly #pattern: RegExp | null;
  #lastPath: string | null = null;
  #lastResult = false;

  constructor(rules: readonly Rule[]) {
    const patterns: string[] = [];
    for (const rule of rules) {
      for (const glob of rule.paths ?? []) {
        const simple = simpleGlob(glob);
        if (simple?.kind === 'name') this.#names.add(simple.text);
        else if (simple !== null && /^\.[^.]*$/.test(simple.text)) this.#extensions.add(simple.text);
        else if (simple !== null) this.#endings.push(simple.text);
      }
      if (rule.pathPattern !== undefined) patterns.push(rule.pathPattern);
    }
    this.#pattern = patterns.length === 0 ? null : new RegExp(patterns.join('|'), 'i');
  }

  test(path: string): boolean {
    // Many hits in a row are of one file.
    if (path !== this.#lastPath) {
      this.#lastResult = this.#match(path);
      this.#lastPath = path;
    }
    return this.#lastResult;
  }

  #match(path: string): boolean {
    const folded = path.toLowerCase();
    const name = folded.slice(folded.lastIndexOf('/') + 1);
    return (
      this.#names.has(name) ||
      this.#extensions.has(name.slice(name.lastIndexOf('.'))) ||
      this.#endings.some((ending) => name.endsWith(ending)) ||
      (this.#pattern?.test(path) ?? false)
    );
  }
}

/** A glob that is a file's name (`.netrc`) or, after `*`, its ending (`*.yml`), in lower case; null for any other. */
export function simpleGlob(glob: string): { readonly kind: 'name' | 'ending'; readonly text: string } | null {
  if (/^[\w.@+ -]+$/.test(glob)) return { kind: 'name', text: glob.toLowerCase() };
  if (/^\*[\w.@+ -]+$/.test(glob)) return { kind: 'ending', text: glob.slice(1).toLowerCase() };
  return null;
}
