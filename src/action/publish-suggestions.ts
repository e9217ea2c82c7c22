import { readFileSync } from 'node:fs';
import { logSentence } from '../github/log.js';
import { postSuggestions, type SuggestedChange } from '../github/suggestions.js';
import type { Finding, Report, Suggestion } from '../model/report.js';
import { orderFindings } from '../report/finding-order.js';
import { codeSpan, link, prose } from '../report/markdown-escape.js';
import { normalizePath } from '../report/repository-place.js';
import { countOf } from '../report/sizes.js';
import { describeRedacted } from '../report/wording.js';
import { ask, type Reach } from './reach.js';

const REDACTED_COLUMNS = 120;

/** Suggests the changes of Dockerfile lines that take secrets out, on those lines that the pull request touches. */
export async function publishSuggestions(
  reports: readonly Report[],
  pullRequest: number,
  reach: Reach,
): Promise<void> {
  const { headSha } = reach.event;
  const changes = collectChanges(reports);
  if (headSha === null || changes.length === 0) return;
  const images = [...new Set(reports.map(({ target }) => target.reference))].map(codeSpan).join(', ');
  const what = `suggest changes on pull request ${pullRequest}`;
  const posted = await ask(reach, { what, permission: 'pull-requests: write' }, () =>
    postSuggestions(
      reach.client,
      { ...reach.repository, pullRequest },
      {
        headSha,
        body: (count) =>
          `Drydock suggests ${countOf(count, 'change')} to keep secrets out of ${images}. A secret that was pushed is known: no change here makes it safe again.`,
        changes,
      },
    ),
  );
  if (posted !== null && posted > 0)
    logSentence(`Suggested ${countOf(posted, 'change')} on the pull request.`);
}

/** The worst first; findings that the same change takes out share it. */
export function collectChanges(reports: readonly Report[]): SuggestedChange[] {
  const groups = new Map<string, { readonly suggestion: Suggestion; readonly findings: Finding[] }>();
  for (const finding of reports.flatMap(orderFindings)) {
    const { suggestion } = finding.remedy;
    if (suggestion == null || finding.allowed !== null || finding.owner !== 'own') continue;
    const key = JSON.stringify([suggestion.file, suggestion.line, suggestion.endLine, suggestion.text]);
    const group = groups.get(key) ?? { suggestion, findings: [] };
    const isThere = group.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint);
    if (!isThere) group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ suggestion, findings }) => toChange(suggestion, findings));
}

function toChange(suggestion: Suggestion, findings: readonly Finding[]): SuggestedChange[] {
  const file = normalizePath(suggestion.file);
  const { line, endLine, text, note } = suggestion;
  // Where another secret stands in these lines, its redacted form would be written to the file.
  if (file === null || isRedacted(text)) return [];
  const before = readLines(file, line, endLine);
  if (before === null) return [];
  const keys = findings.map(({ fingerprint }) => fingerprint);
  const reason = [...findings.map(describeReason), ...(note === undefined ? [] : [prose(note)])].join('\n\n');
  return [{ keys, file, line, endLine, text, reason, before }];
}

function describeReason(finding: Finding): string {
  const { title, remedy } = finding;
  const summary = remedy.summary === '' ? '' : ` ${prose(remedy.summary)}.`;
  const revoke = remedy.revokeUrl === null ? '' : ` ${link('Revoke it', remedy.revokeUrl)}.`;
  return `**${prose(title)}** (${codeSpan(describeRedacted(finding, REDACTED_COLUMNS))}) gets into the image.${summary.replace(/\.\.$/, '.')}${revoke}`;
}

function isRedacted(text: string): boolean {
  return text.includes('…') || text.includes('********');
}

/** Lines of the checkout, 1-based and inclusive; null where it has not got them. */
function readLines(file: string, line: number, endLine: number): string[] | null {
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    return line >= 1 && endLine >= line && endLine <= lines.length ? lines.slice(line - 1, endLine) : null;
  } catch {
    return null;
  }
}
