import { UserError } from '../model/errors.js';
import type { Rule } from '../model/rule.js';
import { SEVERITIES, severityRank } from '../model/severity.js';
import { loadBundledRules } from './bundled.js';
import { checkRuleSet } from './check.js';
import { combineRules, loadRuleFiles } from './load.js';
import { nearestText } from './nearest-text.js';

/** `drydock rules list`: one line a rule, by provider. */
export function listRules(rules: readonly Rule[]): string {
  const sorted = [...rules].sort(
    (a, b) => compare(a.provider.toLowerCase(), b.provider.toLowerCase()) || compare(a.id, b.id),
  );
  const idWidth = Math.max(...sorted.map(({ id }) => id.length));
  const lines = sorted.map((rule) => `${rule.severity.padEnd(8)}  ${rule.id.padEnd(idWidth)}  ${rule.title}`);
  const providers = new Set(rules.map(({ provider }) => provider)).size;
  return `${lines.join('\n')}\n${String(rules.length)} rules of ${String(providers)} providers\n`;
}

/**
 * `drydock rules explain ID`.
 * @throws UserError for an unknown ID, with the nearest one
 */
export function explainRule(rules: readonly Rule[], id: string): string {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const nearest = nearestText(
      id,
      rules.map((candidate) => candidate.id),
    );
    throw new UserError(
      `no rule "${id}"`,
      nearest === null ? 'see `drydock rules list`' : `did you mean "${nearest}"?`,
    );
  }
  const rows: [string, string][] = [
    ['rule', rule.id],
    ['title', rule.title],
    ['provider', rule.provider],
    ['severity', rule.severity],
  ];
  if (rule.keywords.length > 0) rows.push(['keywords', rule.keywords.join('  ')]);
  if (rule.pattern !== undefined) rows.push(['pattern', rule.pattern]);
  if (rule.assignment !== undefined)
    rows.push(['name', rule.assignment.name], ['value', rule.assignment.value]);
  if (rule.paths !== undefined) rows.push(['files', rule.paths.join('  ')]);
  if (rule.near !== undefined)
    rows.push(['near', `${rule.near.join(', ')} (within ${String(rule.nearBytes ?? 200)} bytes)`]);
  if (rule.entropy !== undefined)
    rows.push(['entropy', `${String(rule.entropy)} bits per character at least`]);
  if (rule.checks !== undefined) rows.push(['checks', rule.checks.join(', ')]);
  if (rule.pairWith !== undefined)
    rows.push(['pair', `with ${rule.pairWith}, within ${String(rule.pairBytes ?? 400)} bytes`]);
  if (rule.general === true) rows.push(['general', 'gives way to any other rule at the same place']);
  if (rule.revoke !== undefined) rows.push(['revoke', rule.revoke]);
  rows.push(['matches', rule.examples.match.map((text) => shape(text)).join('\n')]);
  rows.push(['ignores', rule.examples.ignore.map((text) => shape(text)).join('\n')]);
  return rows
    .map(([name, value]) => `${name.padEnd(10)}${value.replaceAll('\n', `\n${' '.repeat(10)}`)}\n`)
    .join('');
}

/** An example as its template: the shape is what explains, and no token is printed. */
function shape(template: string): string {
  return template.trimEnd();
}

/** What `drydock rules check` prints, and how many rules failed. */
export interface CheckOutcome {
  readonly text: string;
  readonly failed: number;
  readonly rules: number;
  readonly examples: number;
}

/**
 * `drydock rules check`: proves the bundled rules, or, where files are named, those together with the bundled ones.
 * @throws UserError when a file cannot be loaded
 */
export async function checkRules(paths: readonly string[]): Promise<CheckOutcome> {
  const bundled = loadBundledRules();
  const own = loadRuleFiles(paths);
  const { rules, examples, failures } = await checkRuleSet(
    paths.length === 0 ? bundled : own,
    combineRules(bundled, own),
  );
  const failed = new Set(failures.map(({ rule }) => rule)).size;
  const lines = failures.map(({ rule, problem }) => `${rule}: ${problem}`);
  const bySeverity = SEVERITIES.map((severity) => {
    const count = (paths.length === 0 ? bundled : own).filter(
      (rule) => severityRank(rule.severity) === severityRank(severity),
    ).length;
    return `${String(count)} ${severity}`;
  });
  lines.push(
    `${String(rules)} rules (${bySeverity.join(', ')}), ${String(examples)} examples: ${failed === 0 ? 'all proved' : `${String(failed)} rules failed`}`,
  );
  return { text: `${lines.join('\n')}\n`, failed, rules, examples };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
