import type { Report } from '../model/report.js';
import { SEVERITIES, severityRank } from '../model/severity.js';
import { fitSections, type Item, type Section } from './byte-budget.js';
import { isBlocking } from '../model/blocking.js';
import { orderFindings } from './finding-order.js';
import { codeSpan, prose } from './markdown-escape.js';
import { renderFindingDetails, renderFindingRow, SEVERITY_MARKS } from './markdown-finding.js';
import { countOf, formatBytes, formatNumber } from './sizes.js';
import { truncateEnd, truncateMiddle } from './visible-text.js';
import {
  describeCoverage,
  describeVerdict,
  OUTCOME_WORDS,
  SEVERITY_WORDS,
  tallySeverities,
} from './wording.js';

export interface MarkdownOptions {
  /**
   * Of UTF-8, at least 1,000. Default: GitHub's limit for the job summary of a step, 1 MiB, less 16 KiB for what else
   * the step writes there. A comment holds 65,536 characters, so 65,536 bytes are safe for it.
   */
  readonly maxBytes?: number | undefined;
}

/** A step's summary that is larger than 1 MiB is dropped whole by GitHub. */
const SUMMARY_MAX_BYTES = 1024 * 1024 - 16 * 1024;
const MIN_BYTES = 1000;
/** For the sentence at the end that says what was left out. */
const NOTE_BYTES = 400;
const OUTCOME_MARKS = { pass: '✅', blocked: '⛔', incomplete: '⚠️' } as const;
const NAME_COLUMNS = 160;
const INSTRUCTION_COLUMNS = 100;

/** In which order things get room: the verdict, what blocks, the other findings, gaps, how to fix them, layers. */
const RANKS = {
  verdict: 0,
  blocking: 10,
  others: 20,
  skipped: 30,
  details: 40,
  otherDetails: 50,
  layers: 60,
} as const;

/**
 * The report for GitHub's job summary or a comment, in GitHub Flavored Markdown, a part for each image. Text from the
 * image can break neither table nor page: it stands in code, escaped. Raw values are never shown.
 * @throws RangeError for less than 1,000 bytes
 */
export function renderMarkdown(reports: readonly Report[], options: MarkdownOptions = {}): string {
  const maxBytes = options.maxBytes ?? SUMMARY_MAX_BYTES;
  if (maxBytes < MIN_BYTES) throw new RangeError(`a Markdown report needs ${MIN_BYTES} bytes or more`);
  const { text, omitted } = fitSections(reports.flatMap(renderReport), maxBytes - NOTE_BYTES, tellCut);
  if (omitted.size === 0) return text;
  const parts = [...omitted].map(([noun, count]) => `${formatNumber(count)} ${noun}`);
  return `${text}\nThis report was cut to its size limit. Left out: ${parts.join(', ')}. The JSON report holds everything.\n`;
}

function renderReport(report: Report): Section[] {
  const findings = orderFindings(report);
  const blocking = findings.filter((finding) => isBlocking(finding, report.verdict));
  const others = findings.filter((finding) => !isBlocking(finding, report.verdict));
  // With nothing that blocks, what was found is all there is to read: it is not folded.
  const folded = blocking.length > 0 && others.length > 0;
  return [
    renderVerdict(report),
    tableOf(blocking, RANKS.blocking, null),
    tableOf(
      others,
      RANKS.others,
      folded
        ? `${countOf(others.length, 'more secret')} that ${others.length === 1 ? 'does' : 'do'} not block (${tallySeverities(others)})`
        : null,
    ),
    renderSkipped(report),
    detailsOf([
      ...blocking.map((f) => detail(f, RANKS.details)),
      ...others.map((f) => detail(f, RANKS.otherDetails)),
    ]),
    renderLayers(report),
  ].filter((section) => section.items.length > 0);
}

function renderVerdict(report: Report): Section {
  const { target, coverage, verdict } = report;
  const mark = `${OUTCOME_MARKS[verdict.outcome]} ${OUTCOME_WORDS[verdict.outcome]}`;
  const name = (reference: string): string => codeSpan(truncateMiddle(reference, NAME_COLUMNS));
  const counts = SEVERITIES.map((severity) => ({
    heading: `${SEVERITY_MARKS[severity]} ${SEVERITY_WORDS[severity]}`,
    count: report.findings.filter((finding) => finding.severity === severity).length,
  }));
  const table = [
    tableRow(counts.map(({ heading }) => heading)),
    tableRow(counts.map(() => ':-:')),
    tableRow(counts.map(({ count }) => formatNumber(count))),
  ];
  const facts = [
    target.platform === null ? '' : codeSpan(truncateEnd(target.platform, NAME_COLUMNS)),
    target.imageId === null ? '' : codeSpan(target.imageId.slice(0, 'sha256:'.length + 12)),
    `${describeCoverage(coverage)}.`,
  ];
  const text = [
    `### ${mark}: ${describeVerdict(report, name)}\n`,
    ...(report.findings.length === 0 ? [] : [table.join('')]),
    `${facts.filter((fact) => fact !== '').join(' · ')}\n`,
  ].join('\n');
  return {
    open: '',
    items: [{ text: `${text}\n`, rank: RANKS.verdict }],
    close: '',
    nouns: ['image', 'images'],
  };
}

type Findings = Report['findings'];

function tableOf(findings: Findings, rank: number, summary: string | null): Section {
  const head =
    tableRow(['Severity', 'Secret', 'Where', 'Layer', 'State']) + tableRow(Array<string>(5).fill('---'));
  return {
    open: summary === null ? head : `<details>\n<summary>${summary}</summary>\n\n${head}`,
    items: findings.map((finding) => ({
      text: tableRow(renderFindingRow(finding)),
      rank: rank + severityRank(finding.severity),
    })),
    close: summary === null ? '\n' : '\n</details>\n\n',
    nouns: ['secret', 'secrets'],
  };
}

function detail(finding: Findings[number], rank: number): Item {
  return { text: renderFindingDetails(finding), rank: rank + severityRank(finding.severity) };
}

function detailsOf(items: readonly Item[]): Section {
  return { open: '#### What to do\n\n', items, close: '', nouns: ['remedy', 'remedies'] };
}

function renderSkipped({ coverage }: Report): Section {
  const items = coverage.skipped.map(({ path, layer, reason, bytes }) => {
    const cells = [
      codeSpan(truncateMiddle(path, NAME_COLUMNS)),
      layer === null ? '' : String(layer),
      prose(truncateEnd(reason, NAME_COLUMNS)),
      bytes === 0 ? '' : formatBytes(bytes),
    ];
    return { text: tableRow(cells), rank: RANKS.skipped };
  });
  const head = tableRow(['Path', 'Layer', 'Why', 'Size']) + tableRow(['---', '--:', '---', '--:']);
  const summary = `⚠️ ${countOf(items.length, 'item')} could not be read`;
  return {
    open: `<details open>\n<summary><strong>${summary}</strong></summary>\n\n${head}`,
    items,
    close: '\n</details>\n\n',
    nouns: ['unread item', 'unread items'],
  };
}

function renderLayers(report: Report): Section {
  const items = report.layers.map((layer) => {
    const holds = (finding: Findings[number]): boolean =>
      finding.occurrences.some((o) => o.layer === layer.index);
    const secrets = report.findings.filter(holds).length;
    const createdBy = truncateEnd(layer.instruction?.text ?? layer.createdBy, INSTRUCTION_COLUMNS);
    const cells = [
      String(layer.index),
      layer.origin === 'own' ? 'yours' : 'base image',
      createdBy.trim() === '' ? '' : codeSpan(createdBy),
      formatBytes(layer.sizeBytes),
      formatNumber(layer.files),
      secrets === 0 ? '' : `**${formatNumber(secrets)}**`,
    ];
    return { text: tableRow(cells), rank: RANKS.layers };
  });
  const head =
    tableRow(['Layer', 'Whose', 'Created by', 'Size', 'Files', 'Secrets']) +
    tableRow(['--:', '---', '---', '--:', '--:', '--:']);
  return {
    open: `<details>\n<summary>${countOf(items.length, 'layer')}</summary>\n\n${head}`,
    items,
    close: '\n</details>\n\n',
    nouns: ['layer', 'layers'],
  };
}

/** A row of cells that hold neither a line feed nor a bare `|`. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function tellCut(count: number, [singular, plural]: Section['nouns']): string {
  return `\n*… and ${countOf(count, `more ${singular}`, `more ${plural}`)} that had no room here.*\n`;
}
