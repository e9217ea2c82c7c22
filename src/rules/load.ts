import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load as parseYaml, YAMLException } from 'js-yaml';
import picomatch from 'picomatch';
import { checks } from '../detector/checks/index.js';
import { simpleGlob } from '../detector/path-matcher.js';
import { compilePattern } from '../detector/pattern.js';
import { UserError } from '../model/errors.js';
import type { Rule } from '../model/rule.js';
import { ruleFileError } from './schema.js';

/** A rule file may not be larger: a wrong path given as `--rules` should fail fast. */
const MAX_RULE_FILE_BYTES = 4 * 1024 * 1024;

interface RuleFile {
  readonly provider: string;
  readonly revoke?: string;
  readonly rules: readonly (Omit<Rule, 'provider' | 'keywords'> &
    Partial<Pick<Rule, 'provider' | 'keywords'>>)[];
}

/**
 * Reads rule files, and the `*.yml` and `*.yaml` files of folders.
 * @throws UserError naming file and place, for a missing file, bad YAML, a wrong key, a pattern that does not compile,
 *   an unknown check, or an ID that is there twice.
 */
export function loadRuleFiles(paths: readonly string[]): Rule[] {
  const rules: Rule[] = [];
  const seen = new Map<string, string>();
  for (const file of paths.flatMap(listRuleFiles)) {
    for (const rule of parseRuleFile(readRuleFile(file), file)) {
      const other = seen.get(rule.id);
      if (other !== undefined)
        throw new UserError(`${file}: rule "${rule.id}" is in ${other} already`, 'give it an ID of its own');
      seen.set(rule.id, file);
      rules.push(rule);
    }
  }
  return rules;
}

/**
 * Bundled rules and users' own. A user's rule takes the place of the bundled rule of the same ID.
 * @throws UserError when a pair names a rule that does not exist.
 */
export function combineRules(bundled: readonly Rule[], own: readonly Rule[]): Rule[] {
  const replaced = new Set(own.map((rule) => rule.id));
  const rules = [...bundled.filter((rule) => !replaced.has(rule.id)), ...own];
  const ids = new Set(rules.map((rule) => rule.id));
  for (const rule of rules) {
    if (rule.pairWith !== undefined && !ids.has(rule.pairWith)) {
      throw new UserError(
        `rule "${rule.id}": pairWith names "${rule.pairWith}", and there is no such rule`,
        'name a rule ID',
      );
    }
  }
  return rules;
}

function listRuleFiles(path: string): string[] {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch {
    throw new UserError(`no such rule file or folder: ${path}`, 'check the path');
  }
  if (!isFolder) return [path];
  const files = readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0)
    throw new UserError(`${path}: no rule files (*.yml) in this folder`, 'check the path');
  return files;
}

function readRuleFile(file: string): string {
  try {
    if (statSync(file).size > MAX_RULE_FILE_BYTES)
      throw new UserError(`${file}: too large for a rule file`, 'check the path');
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file}: cannot be read`, 'check its permissions', { cause: error });
  }
}

/** @throws UserError as `loadRuleFiles`. */
export function parseRuleFile(text: string, file: string): Rule[] {
  const document = parseDocument(text, file);
  const wrong = ruleFileError(document);
  if (wrong !== null)
    throw new UserError(`${place(text, file, document, wrong.where)}: ${wrong.problem}`, 'see docs/rules.md');
  const { provider, revoke, rules } = document as RuleFile;
  return rules.map((source) => {
    const paths = pathPattern(source.paths ?? []);
    const rule: Rule = {
      provider,
      ...(revoke === undefined ? {} : { revoke }),
      ...source,
      keywords: source.keywords ?? [],
      ...(paths === undefined ? {} : { pathPattern: paths }),
    };
    const problem = ruleProblem(rule);
    if (problem !== null)
      throw new UserError(
        `${placeOfRule(text, file, rule.id)}: rule "${rule.id}": ${problem}`,
        'see docs/rules.md',
      );
    return rule;
  });
}

function parseDocument(text: string, file: string): unknown {
  try {
    return parseYaml(text, { filename: basename(file) });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // Only the reason: the exception itself quotes the file, and a user's rule file may quote a secret.
    const line = error.mark === undefined ? '' : `:${String(error.mark.line + 1)}`;
    throw new UserError(`${file}${line}: bad YAML: ${error.reason}`, 'correct the file');
  }
}

/** What JSON Schema cannot say; null when nothing is wrong. */
function ruleProblem(rule: Rule): string | null {
  if ((rule.pattern === undefined) === (rule.assignment === undefined))
    return 'needs either "pattern" or "assignment"';
  if (rule.keywords.length === 0 && rule.paths === undefined)
    return 'needs "keywords", or "paths" when it has none';
  if (rule.keywords.length === 0 && rule.assignment !== undefined) return 'an assignment needs "keywords"';
  const patterns =
    rule.assignment === undefined ? [rule.pattern ?? ''] : [rule.assignment.name, rule.assignment.value];
  for (const pattern of [...patterns, ...(rule.except?.match ?? []), ...(rule.except?.line ?? [])]) {
    try {
      compilePattern(pattern, 'm');
    } catch (error) {
      return `pattern does not compile: ${error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : 'bad syntax'}`;
    }
  }
  for (const check of rule.checks ?? []) {
    if (!checks.has(check))
      return `unknown check "${check}" (there are ${[...checks.keys()].sort().join(', ')})`;
  }
  return null;
}

/**
 * One regular expression for the globs that the detector's path matcher does not look up; undefined when there are
 * none. A glob without `/` is for the file's name, in whatever folder.
 */
function pathPattern(globs: readonly string[]): string | undefined {
  const patterns = globs
    .filter((glob) => simpleGlob(glob) === null)
    .map((glob) => {
      const pattern = picomatch
        .makeRe(glob.replace(/^\*\*\//, ''), { dot: true, nocase: true })
        .source.replace(/^\^(\(\?:)?\^?/, '$1');
      return `(?:(?:^|\\/)${pattern})`;
    });
  return patterns.length === 0 ? undefined : patterns.join('|');
}

function placeOfRule(text: string, file: string, id: string): string {
  const line = text
    .split('\n')
    .findIndex((row) => new RegExp(`^\\s*-?\\s*id:\\s*['"]?${id}['"]?\\s*$`).test(row));
  return line < 0 ? file : `${file}:${String(line + 1)}`;
}

function place(text: string, file: string, document: unknown, where: string): string {
  const index = /^\/rules\/(\d+)(.*)$/.exec(where);
  if (index === null) return where === '' ? file : `${file}: ${where.slice(1)}`;
  const rules = (document as { rules?: { id?: unknown }[] }).rules;
  const id = rules?.[Number(index[1])]?.id;
  const key = (index[2] ?? '').slice(1).replaceAll('/', '.');
  if (typeof id !== 'string' || !/^[\w-]+$/.test(id))
    return `${file}: rules[${index[1] ?? ''}]${key === '' ? '' : `.${key}`}`;
  return `${placeOfRule(text, file, id)}: rule "${id}"${key === '' ? '' : `, ${key}`}`;
}
