import { dump } from 'js-yaml';
import type { Rule } from '../model/rule.js';
import type { AllowSource } from './convert-allowlist.js';

export const RULES_FILE = 'drydock-rules.yml';
export const CONFIG_FILE = '.drydock.yml';

const YAML_STYLE = { lineWidth: -1, noRefs: true } as const;

/** A rule file (`docs/rules.md`). */
export function renderRules(rules: readonly Rule[], sources: readonly string[]): string {
  const provider = mostFrequent(rules.map((rule) => rule.provider));
  const document = {
    provider,
    rules: rules.map(({ provider: own, ...rule }) => ({
      id: rule.id,
      title: rule.title,
      ...(own === provider ? {} : { provider: own }),
      severity: rule.severity,
      ...(rule.keywords.length === 0 ? {} : { keywords: rule.keywords }),
      ...defined({
        ignoreCase: rule.ignoreCase,
        pattern: rule.pattern,
        before: rule.before,
        after: rule.after,
      }),
      ...defined({ boundary: rule.boundary, paths: rule.paths, near: rule.near, nearBytes: rule.nearBytes }),
      ...defined({ entropy: rule.entropy, guessable: rule.guessable, except: rule.except }),
      examples: rule.examples,
    })),
  };
  return `${header(sources)}${dump(document, YAML_STYLE)}`;
}

/** A configuration (`docs/configuration.md`). @param rulesFile the rule file beside it; null when there is none */
export function renderConfig(
  rulesFile: string | null,
  allow: readonly AllowSource[],
  sources: readonly string[],
): string {
  const document = {
    ...(rulesFile === null ? {} : { rules: rulesFile }),
    ...(allow.length === 0
      ? {}
      : {
          allow: allow.map(({ reason, expires, ...conditions }) => ({
            ...conditions,
            reason,
            ...(expires === undefined ? {} : { expires }),
          })),
        }),
  };
  return `${header(sources)}${Object.keys(document).length === 0 ? '' : dump(document, YAML_STYLE)}`;
}

function header(sources: readonly string[]): string {
  return sources
    .map((source) => `# Imported from ${source.replace(/[^\x20-\x7e]/g, '?')} by drydock import.\n`)
    .join('');
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? '';
}
