import { SEVERITIES, type Severity } from '../model/severity.js';
import type { ForeignAllowlist, ForeignConfig, ForeignRule, Notes } from './foreign-config.js';
import { tableIn, tablesIn, textIn, textsIn, type Untyped } from './untyped.js';

/** What Trivy's secret configuration has at its top: https://trivy.dev/latest/docs/scanner/secret/#configuration. */
export const TRIVY_CONFIG_KEYS = [
  'rules',
  'allow-rules',
  'exclude-block',
  'enable-builtin-rules',
  'disable-rules',
  'disable-allow-rules',
  'skip-files',
] as const;

/** Reads Trivy's secret configuration. */
export function readTrivyConfig(file: string, document: Untyped, notes: Notes): ForeignConfig {
  const rules = tablesIn(document, 'rules').flatMap((table, index): ForeignRule[] => {
    const rule = toRule(table);
    if (rule === null) notes.add(file, `rule ${String(index + 1)} has no id, and is left out`);
    else if (hasBlocks(table))
      notes.add(file, `rule "${rule.id}": exclude-block is left out: use drydock:allow comments`);
    return rule === null ? [] : [rule];
  });
  if (hasBlocks(document)) notes.add(file, 'exclude-block is left out: use drydock:allow comments');
  if (textsIn(document, 'enable-builtin-rules').length > 0)
    notes.add(file, 'enable-builtin-rules is left out: all of Drydock’s own rules are in force');
  if (textsIn(document, 'disable-allow-rules').length > 0)
    notes.add(file, 'disable-allow-rules is left out: Drydock has no such rules to begin with');
  return {
    file,
    tool: 'Trivy',
    rules,
    allowlists: toAllowlists(document, ''),
    disabled: textsIn(document, 'disable-rules'),
  };
}

function hasBlocks(table: Untyped): boolean {
  return textsIn(tableIn(table, 'exclude-block'), 'regexes').length > 0;
}

function toRule(table: Untyped): ForeignRule | null {
  const id = textIn(table, 'id');
  if (id === null) return null;
  return {
    id,
    title: textIn(table, 'title') ?? id,
    provider: textIn(table, 'category'),
    severity: toSeverity(textIn(table, 'severity')),
    regex: textIn(table, 'regex'),
    // Without a name, all that is found is the secret.
    secret: textIn(table, 'secret-group-name') ?? 0,
    entropy: null,
    keywords: textsIn(table, 'keywords'),
    path: textIn(table, 'path'),
    allowlists: toAllowlists(table, `rule "${id}": `),
    requires: [],
    isReported: true,
  };
}

function toSeverity(text: string | null): Severity | null {
  const level = text?.toLowerCase();
  if (level === 'unknown') return 'medium';
  return SEVERITIES.find((severity) => severity === level) ?? null;
}

function toAllowlists(table: Untyped, prefix: string): ForeignAllowlist[] {
  return tablesIn(table, 'allow-rules').map((rule, index) => ({
    name: `${prefix}allow-rule "${textIn(rule, 'id') ?? String(index + 1)}"`,
    description: textIn(rule, 'description') ?? '',
    needsAll: false,
    target: 'secret',
    paths: textsIn(rule, 'path'),
    regexes: textsIn(rule, 'regex'),
    stopwords: [],
    commits: 0,
    rules: null,
  }));
}
