import type { ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../model/report.js';
import type { Severity } from '../model/severity.js';
import { link, prose } from './markdown-escape.js';
import { truncateEnd, visibleStart, visibleText } from './visible-text.js';

/** GitHub: over 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** GitHub refuses a fullDescription of more than 1,024 characters; short ones read better in its lists anyway. */
const MAX_DESCRIPTION = 1024;
const TITLE_COLUMNS = 200;

export function sarifLevel(severity: Severity): Result.level {
  return LEVELS[severity];
}

/**
 * GitHub takes an alert's severity from its rule, not from the result. A match that a check made `low` (an expired
 * token, an encrypted key) would be shown as critical beside a real one of its rule: so what is `low` has a rule of its
 * own, named by the severity alone and not by what else was found, so that alerts keep their rule from run to run.
 */
export function sarifRuleId(finding: Finding): string {
  const rule = visibleText(finding.rule);
  return finding.severity === 'low' ? `${rule}/low` : rule;
}

/** The rules of these findings, which are sorted: a rule has the severity of its worst finding. */
export function toRules(sorted: readonly Finding[]): ReportingDescriptor[] {
  const rules = new Map<string, ReportingDescriptor>();
  for (const finding of sorted) {
    const id = sarifRuleId(finding);
    if (!rules.has(id)) rules.set(id, toRule(id, finding));
  }
  return [...rules.values()];
}

function toRule(id: string, finding: Finding): ReportingDescriptor {
  const title = visibleStart(finding.title, TITLE_COLUMNS);
  const { severity, remedy } = finding;
  const provider = visibleStart(finding.provider, TITLE_COLUMNS);
  const description =
    `${title} (${provider}) in a container image. Whoever can pull the image can read it, ` +
    'even where a later layer deletes or overwrites the file.';
  const advice =
    'Take it out of the image, and revoke it: taking a secret out of the image does not make it safe again.';
  const revoke = remedy.revokeUrl === null ? '' : ` Revoke it at ${visibleText(remedy.revokeUrl)}`;
  const revokeMarkdown = remedy.revokeUrl === null ? '' : `\n\n${link('Revoke it', remedy.revokeUrl)}`;
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: `${title} in a container image.` },
    fullDescription: { text: truncateEnd(description, MAX_DESCRIPTION) },
    help: {
      text: `${description} ${advice}${revoke}`,
      markdown: `${prose(description)}\n\n${advice}${revokeMarkdown}`,
    },
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: {
      'security-severity': SECURITY_SEVERITY[severity],
      precision: severity === 'low' ? 'medium' : 'high',
      tags: ['security', 'secret', 'container', 'external/cwe/cwe-798'],
    },
  };
}

/** `openai-api-key` is `OpenaiApiKey`: SARIF wants a rule's name in Pascal case. */
function pascalCase(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Rule';
}
