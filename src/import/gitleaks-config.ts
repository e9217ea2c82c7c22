import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { UserError } from '../model/errors.js';
import type { ForeignAllowlist, ForeignConfig, ForeignRule, Notes } from './foreign-config.js';
import { readSource } from './read-source.js';
import { numberIn, tableIn, tablesIn, textIn, textsIn, type Untyped } from './untyped.js';

/** Gitleaks extends a configuration twice at most (`maxExtendDepth` in its config/config.go). */
const MAX_EXTENDS = 2;

const MAX_TITLE_CHARS = 60;

/** A configuration with what it extends. */
interface Extended {
  readonly rules: ReadonlyMap<string, ForeignRule>;
  readonly allowlists: readonly ForeignAllowlist[];
  /** Of Gitleaks' own rules; empty where these are not in force. */
  readonly disabled: readonly string[];
  readonly usesDefaults: boolean;
}

/**
 * Reads a Gitleaks configuration, and those that it extends.
 * @throws UserError with file and line for bad TOML; for a file that is not there, or that extends itself
 */
export function readGitleaksConfig(file: string, text: string, notes: Notes): ForeignConfig {
  const { rules, allowlists, disabled } = readExtended(file, text, [], notes);
  return { file, tool: 'Gitleaks', rules: [...rules.values()], allowlists, disabled };
}

function readExtended(file: string, text: string, above: readonly string[], notes: Notes): Extended {
  const document = parseToml(file, text);
  const rules = new Map<string, ForeignRule>();
  for (const [index, table] of tablesIn(document, 'rules').entries()) {
    const rule = toRule(table);
    if (rule === null) notes.add(file, `rule ${String(index + 1)} has no id, and is left out`);
    else rules.set(rule.id, rule);
  }
  const allowlists = toAllowlists(document, '');
  const extend = tableIn(document, 'extend');
  const disabled = textsIn(extend, 'disabledRules');
  const usesDefaults = extend['useDefault'] === true;
  const alone = { rules, allowlists, disabled: usesDefaults ? disabled : [], usesDefaults };
  const next = textIn(extend, 'path');
  if (textIn(extend, 'url') !== null)
    notes.add(file, 'extend.url is not followed: import that configuration itself');
  if (next === null) return alone;
  if (above.length >= MAX_EXTENDS) {
    notes.add(file, `does not extend ${next}: Gitleaks goes no deeper than ${String(MAX_EXTENDS)} files`);
    return alone;
  }
  const target = findExtended(next, file);
  if ([...above, file].some((other) => realpathSync(other) === realpathSync(target)))
    throw new UserError(`${file}: extends ${next}, which extends it in turn`, 'take out one of the two');
  const base = readExtended(target, readSource(target), [...above, file], notes);
  const ofDefaults = disabled.filter((id) => !base.rules.has(id));
  return {
    rules: extendRules(base.rules, rules, disabled),
    allowlists: [...allowlists, ...base.allowlists],
    disabled: [...(usesDefaults || base.usesDefaults ? ofDefaults : []), ...base.disabled],
    usesDefaults: usesDefaults || base.usesDefaults,
  };
}

/** Gitleaks looks from where it is run, which is the top of the repository; the file's own folder is tried as well. */
function findExtended(name: string, file: string): string {
  const candidates = [name, path.join(path.dirname(file), name)];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined)
    throw new UserError(
      `${file}: extends ${name}, and there is no such file`,
      'import from the folder that Gitleaks is run in',
    );
  return found;
}

/** A rule of the same ID changes what it says, and adds to keywords and allowlists. */
function extendRules(
  base: ReadonlyMap<string, ForeignRule>,
  own: ReadonlyMap<string, ForeignRule>,
  disabled: readonly string[],
): Map<string, ForeignRule> {
  const rules = new Map(own);
  for (const [id, below] of base) {
    if (disabled.includes(id)) continue;
    const above = own.get(id);
    rules.set(id, above === undefined ? below : merge(below, above));
  }
  return rules;
}

function merge(below: ForeignRule, above: ForeignRule): ForeignRule {
  return {
    ...below,
    title: above.title === above.id ? below.title : above.title,
    regex: above.regex ?? below.regex,
    secret: above.secret ?? below.secret,
    entropy: above.entropy ?? below.entropy,
    path: above.path ?? below.path,
    keywords: [...below.keywords, ...above.keywords],
    allowlists: [...below.allowlists, ...above.allowlists],
    requires: [...below.requires, ...above.requires],
    isReported: below.isReported && above.isReported,
  };
}

function parseToml(file: string, text: string): Untyped {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    // Only the first line: the rest quotes the file.
    const [reason = ''] = cause.message.replace(/^Invalid TOML document: /, '').split('\n');
    throw new UserError(`${file}:${String(cause.line)}: bad TOML: ${reason}`, 'correct the file');
  }
}

function toRule(table: Untyped): ForeignRule | null {
  const id = textIn(table, 'id');
  if (id === null) return null;
  return {
    id,
    title: titleOf(textIn(table, 'description'), id),
    provider: null,
    severity: null,
    regex: textIn(table, 'regex'),
    secret: numberIn(table, 'secretGroup'),
    entropy: numberIn(table, 'entropy'),
    keywords: textsIn(table, 'keywords'),
    path: textIn(table, 'path'),
    allowlists: toAllowlists(table, `rule "${id}": `),
    requires: tablesIn(table, 'required').flatMap((required) => textIn(required, 'id') ?? []),
    isReported: table['skipReport'] !== true,
  };
}

/** A finding is called by it: of whole sentences, as Gitleaks' own rules have them, nothing is taken but the ID. */
function titleOf(description: string | null, id: string): string {
  const text = description?.replace(/\s+/g, ' ').trim() ?? '';
  if (text !== '' && text.length <= MAX_TITLE_CHARS && !/[.!]$/.test(text)) return text;
  if (text === '') return id;
  const words = id.replace(/[-_\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `[[allowlists]]`, and `[allowlist]` as it was written before. */
function toAllowlists(table: Untyped, prefix: string): ForeignAllowlist[] {
  const tables = [...tablesIn(table, 'allowlists'), ...tablesIn(table, 'allowlist')];
  return tables.map((list, index): ForeignAllowlist => {
    const target = textIn(list, 'regexTarget');
    const targetRules = textsIn(list, 'targetRules');
    return {
      name: `${prefix}allowlist${tables.length === 1 ? '' : ` ${String(index + 1)}`}`,
      description: textIn(list, 'description') ?? '',
      needsAll: /^(?:and|&&)$/i.test(textIn(list, 'condition') ?? ''),
      target: target === 'match' || target === 'line' ? target : 'secret',
      paths: textsIn(list, 'paths'),
      regexes: textsIn(list, 'regexes'),
      stopwords: textsIn(list, 'stopwords'),
      commits: textsIn(list, 'commits').length,
      rules: targetRules.length === 0 ? null : targetRules,
    };
  });
}
