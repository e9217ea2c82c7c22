import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../src/model/errors.js';
import { IgnoreRules, type IgnoreState } from '../../src/source/context-ignore.js';

/** What the rules say of each path, folder by folder as a walk asks them. */
function judge(rules: IgnoreRules, path: string): IgnoreState {
  const parts = path.split('/');
  return parts.reduce(
    (state, _, index) => rules.judge(parts.slice(0, index + 1).join('/'), state),
    rules.root,
  );
}

/** The paths of these that the rules leave out. */
function ignored(text: string, paths: readonly string[]): string[] {
  const rules = IgnoreRules.parse(text, '.dockerignore');
  return paths.filter((path) => judge(rules, path).ignored);
}

// The rows agree with what `docker build` (client 28.2) sends of such a folder, but for exceptions with wildcards: its classic
// builder does not enter an ignored folder for these (moby issue 30018), BuildKit does.
const CASES: readonly (readonly [
  name: string,
  text: string,
  out: readonly string[],
  kept: readonly string[],
])[] = [
  ['a name matches at the top only', 'a', ['a', 'a/b'], ['b/a', 'ab']],
  ['slashes around a pattern mean nothing', '/a/\nb/', ['a/x', 'b/x'], ['c/a']],
  ['a star stays within a name', '*.log', ['x.log', '.log'], ['d/x.log', 'x.log2']],
  ['a question mark is one character', '?.txt', ['a.txt'], ['ab.txt', '.txt']],
  ['two stars cross folders', '**/*.pem', ['a.pem', 'd/e/a.pem'], ['a.pem.txt']],
  ['two stars in front of a suffix', '**.log', ['x.log', 'd/e/x.log', 'd/.log'], ['x.log2']],
  ['two stars at the end', 'd/**', ['d/x', 'd/e/x'], ['d', 'dx']],
  ['two stars in the middle', 'a/**/z', ['a/z', 'a/b/c/z', 'a/b/z/y'], ['a', 'z']],
  ['the last rule that matches wins', 'd\n!d/keep\nd/keep/not', ['d/x', 'd/keep/not/x'], ['d/keep/x']],
  ['a later rule undoes an exception', '!a\na', ['a'], ['b']],
  ['everything but', '*\n!src\n!*.json', ['a', 'd/x.json'], ['src/a/b', 'x.json']],
  ['an exception with two stars', '*\n!**/*.md', ['a', 'd/x'], ['x.md', 'd/e/x.md']],
  ['an exception for a suffix', 'd\n!**.md', ['d/x'], ['d/x.md']],
  ['comments and empty lines', '# a\n\n  \n#b\nc', ['c'], ['a', '#b', 'b', '# a']],
  ['a # that is not first', ' #b\n\\#c', ['#b', '#c'], ['b']],
  ['white space around', '  a  \n! b \t', ['a'], ['b']],
  ['carriage returns', 'a\r\n# b\r\n!a/x\r\n', ['a/y'], ['a/x', 'b']],
  ['a byte order mark', '\uFEFFa\nb', ['a', 'b'], []],
  ['a byte order mark before a comment', '\uFEFF# a', [], ['a', '# a']],
  ['dots in a path', './a/../b//c', ['b/c'], ['a']],
  ['case counts', 'README', ['README'], ['readme']],
  ['characters of regular expressions', 'c++\n(x)|{y}.$z^', ['c++', 'c++/main.cc'], ['c', 'cc', 'x']],
  ['classes', '[a-c]x\n[^d]y', ['ax', 'ey'], ['dx', 'dy', '[a-c]x']],
  ['plus in a class', '[+(]x', ['+x', '(x'], ['ax']],
  ['two stars before letters in a path', 'a/**b', ['a/b', 'a/x/b', 'a/x/b/c'], ['a/xb', 'b']],
  ['many stars', 'd/**/**/x\n****/**/z', ['d/x', 'd/e/x', 'z', 'e/z'], ['x', 'd/y']],
  ['a character beyond 16 bits', '?.txt\n[😀]', ['😀.txt', '😀'], ['ab.txt']],
  ['an exclamation mark of a name', '\\!a\n/!b\nb', ['!a', 'b'], ['a', '!b']],
  ['backslashes', '\\*\n\\!a', ['*', '!a'], ['x', 'a']],
];

describe('IgnoreRules', () => {
  it.each(CASES)('%s', (_, text, out, kept) => {
    expect(ignored(text, [...out, ...kept])).toEqual(out);
  });

  it('ignores nothing without rules', () => {
    expect(ignored('', ['a', '.git/config', 'constructor'])).toEqual([]);
  });

  it.each(['a[', 'ok\n[a-', 'x\n\n[b-a]', 'a\\', '!', '[]x'])(
    'names file, line and pattern that Docker refuses: %j',
    (text) => {
      const lines = text.split('\n');
      expect(() => IgnoreRules.parse(text, 'deploy/Dockerfile.dockerignore')).toThrow(UserError);
      expect(() => IgnoreRules.parse(text, 'deploy/Dockerfile.dockerignore')).toThrow(
        `deploy/Dockerfile.dockerignore, line ${lines.length}: "${lines.at(-1)!}" is not a valid pattern`,
      );
    },
  );
});

describe('mayBringBack', () => {
  it.each([
    ['node_modules\n!src', 'node_modules', false],
    ['*\n!src/**', 'node_modules', false],
    ['*\n!src/**', 'src', true],
    ['*\n!src/app', 'src', true],
    ['*\n!src/app', 'src/lib', false],
    ['*\n!*.md', 'docs', false],
    ['*\n!*/x', 'docs', true],
    ['*\n!**/x', 'docs/a/b', true],
    ['*\n!**x', 'docs/a/b', true],
    ['*\n! /docs/../docs/a/', 'docs', true],
    ['*\n!a', 'a/b', false],
    ['*', 'docs', false],
  ])('%j may bring back something in %s: %s', (text, directory, expected) => {
    expect(IgnoreRules.parse(text, '.dockerignore').mayBringBack(directory)).toBe(expected);
  });

  it('never says no where a file in an ignored folder is kept', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '*', '**', 'a*', '?', '**b', '[ab]', '\\a');
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const rule = fc.tuple(fc.constantFrom('', '!'), pattern).map(([sign, text]) => sign + text);
    const name = fc.constantFrom('a', 'b', 'ab');
    const file = fc.array(name, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), file, (lines, parts) => {
        const rules = IgnoreRules.parse(lines.join('\n'), '.dockerignore');
        fc.pre(!judge(rules, parts.join('/')).ignored);
        for (let depth = 1; depth < parts.length; depth++) {
          const folder = parts.slice(0, depth).join('/');
          if (judge(rules, folder).ignored && !rules.mayBringBack(folder)) return false;
        }
        return true;
      }),
      { numRuns: 2000 },
    );
  });
});
