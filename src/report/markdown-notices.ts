import type { BaselineSummary, IdleAllowance, Report } from '../model/report.js';
import type { Section } from './byte-budget.js';
import { codeSpan, prose } from './markdown-escape.js';
import { sentence } from './markdown-finding.js';
import { CELL_COLUMNS, type MarkdownContext, PATH_COLUMNS, renderLine } from './markdown-place.js';
import { tableFrame, tableHead, tableRow } from './markdown-table.js';
import { describeBaseline, describeIdle } from './policy-wording.js';
import { countOf, formatBytes } from './sizes.js';
import { truncateEnd, truncateMiddle } from './visible-text.js';
import { tallyUnopened } from './wording.js';

const REASON_COLUMNS = 160;

/** What could not be read, unfolded: an image with such parts does not pass. */
export function renderSkipped({ coverage }: Report, rank: number): Section {
  const items = coverage.skipped.map(({ path, layer, reason, bytes }) => {
    const cells = [
      `${codeSpan(truncateMiddle(path, CELL_COLUMNS))}<br>${prose(truncateEnd(reason, REASON_COLUMNS))}`,
      layer === null ? '' : String(layer),
      bytes === 0 ? '' : formatBytes(bytes).replace(' ', '&nbsp;'),
    ];
    return { text: tableRow(cells), rank };
  });
  const head = tableHead(['What, and why', 'Layer', 'Size'], ['---', '--:', '--:']);
  const summary = `<strong>⚠️ ${countOf(items.length, 'item')} could not be read</strong>`;
  return { ...tableFrame(head, summary, true), items, nouns: ['unread item', 'unread items'] };
}

/** Archives that nobody can look into, folded: they are no gap. */
export function renderUnopened({ coverage: { unopened = [] } }: Report, rank: number): Section {
  const items = unopened.map(({ path, layer, reason }) => ({
    text: `- ${codeSpan(truncateMiddle(path, PATH_COLUMNS))}${layer === null ? '' : ` (layer ${layer})`}: ${prose(truncateEnd(reason, REASON_COLUMNS))}\n`,
    rank,
  }));
  return {
    open: `<details>\n<summary>📦 ${tallyUnopened(unopened)}</summary>\n\n`,
    items,
    close: '\n</details>\n\n',
    nouns: ['unopened archive', 'unopened archives'],
  };
}

/** How the findings compare with the baseline; nothing where there is none. */
export function renderBaseline(baseline: BaselineSummary, context: MarkdownContext): string {
  return `${describeBaseline(baseline, (file) => renderLine(file, null, context))}.`;
}

/** Entries of the baseline that are no longer needed. */
export function renderBaselineFixed({ baseline }: Report, rank: number): Section {
  const items = (baseline?.fixed ?? []).map(({ rule, path }) => ({
    text: `- ${codeSpan(rule)} in ${codeSpan(truncateMiddle(path, PATH_COLUMNS))}\n`,
    rank,
  }));
  const summary = `${countOf(items.length, 'known secret')} of the baseline ${items.length === 1 ? 'is' : 'are'} gone`;
  return {
    open: `<details>\n<summary>✅ ${summary}</summary>\n\n\`drydock baseline prune\` takes them out of it.\n\n`,
    items,
    close: '\n</details>\n\n',
    nouns: ['fixed secret', 'fixed secrets'],
  };
}

/** Entries of the allowlist that have expired: what they allowed counts again. */
export function renderExpired({ allowances }: Report, context: MarkdownContext, rank: number): Section {
  const { expired } = allowances;
  const summary = `⌛ ${countOf(expired.length, 'allowance has', 'allowances have')} expired: what ${expired.length === 1 ? 'it' : 'they'} allowed counts again`;
  return renderIdle(expired, summary, ['expired allowance', 'expired allowances'], context, rank);
}

/** Entries of the allowlist that matched nothing. */
export function renderUnused({ allowances }: Report, context: MarkdownContext, rank: number): Section {
  const { unused } = allowances;
  const summary = `🧹 ${countOf(unused.length, 'allowance matches', 'allowances match')} nothing, and can go`;
  return renderIdle(unused, summary, ['unused allowance', 'unused allowances'], context, rank);
}

function renderIdle(
  entries: readonly IdleAllowance[],
  summary: string,
  nouns: Section['nouns'],
  context: MarkdownContext,
  rank: number,
): Section {
  const quote = (file: string, line: number | null): string => renderLine(file, line, context);
  return {
    open: `<details>\n<summary>${summary}</summary>\n\n`,
    items: entries.map((entry) => ({ text: `- ${describeIdle(entry, quote, sentence)}\n`, rank })),
    close: '\n</details>\n\n',
    nouns,
  };
}
