import type { Coverage, Report, ReportLayer } from '../model/report.js';
import { describeMaker } from './layer-maker.js';
import { isBlocking } from '../model/blocking.js';
import { orderFindings } from './finding-order.js';
import { flowChunks, padEnd, wrapWords } from './line-layout.js';
import { ANSI, PLAIN } from './palette.js';
import { describeBaseline, describeIdle } from './policy-wording.js';
import { countOf, formatBytes, formatNumber } from './sizes.js';
import { renderFinding, type FindingStyle } from './text-finding.js';
import { truncateMiddle, visibleStart, visibleText } from './visible-text.js';
import {
  describeCoverage,
  describeSkipped,
  describeUnopened,
  describeVerdict,
  OUTCOME_WORDS,
  tallyUnopened,
} from './wording.js';

export interface TextOptions {
  /** Without it there is not one escape code in the text. */
  readonly color: boolean;
  /** Width of the terminal. Less than 72 is taken as 72, more than 120 as 120: longer lines are hard to read. */
  readonly columns: number;
  /** Every place, layer, step and skipped item instead of the most telling ones. */
  readonly verbose?: boolean | undefined;
}

const MIN_COLUMNS = 72;
const MAX_COLUMNS = 120;
/** Skipped items that are named unless all are asked for; the rest is counted. */
const SKIPPED_SHOWN = 20;
/** They are no gap: an example or two will do. */
const UNOPENED_SHOWN = 3;
/** Entries of baseline and allowlist that are named unless all are asked for. */
const ENTRIES_SHOWN = 20;
const LABEL_WIDTH = 'not read'.length;
const OUTCOME_MARKS = { pass: '✔', blocked: '✖', incomplete: '!' } as const;

/** The report for a terminal, a section for each image with its verdict last. Ends with a line feed. */
export function renderText(reports: readonly Report[], options: TextOptions): string {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, Math.floor(options.columns) || MIN_COLUMNS));
  const style: FindingStyle = {
    palette: options.color ? ANSI : PLAIN,
    columns,
    verbose: options.verbose ?? false,
  };
  const sections = reports.map((report) => renderReport(report, style));
  if (reports.length > 1) sections.push(renderOutcomes(reports, style));
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function renderReport(report: Report, style: FindingStyle): string[] {
  const blocks = [
    renderTarget(report, style),
    ...renderFindings(report, style),
    renderLayers(report, style),
    renderPolicy(report, style),
    renderReading(report.coverage, style),
    renderVerdict(report, style),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function renderTarget({ target, tool }: Report, { palette, columns }: FindingStyle): string[] {
  const facts = [
    target.kind === 'context' ? 'build context' : target.platform,
    target.imageId?.slice(0, 'sha256:'.length + 12),
    countOf(tool.rules, 'rule'),
  ];
  const chunks = facts.flatMap((fact) => (fact ? [{ text: visibleText(fact), style: palette.dim }] : []));
  const name = { text: truncateMiddle(visibleText(target.reference), columns), style: palette.bold };
  return flowChunks([name, ...chunks], { lead: '', columns, gap: '  ' });
}

/** One block for each finding: in full those that block, then a heading and the others, briefly. */
function renderFindings(report: Report, style: FindingStyle): string[][] {
  const findings = orderFindings(report);
  const blocking = findings.filter((finding) => isBlocking(finding, report.verdict));
  const others = findings.filter((finding) => !isBlocking(finding, report.verdict));
  const told = new Set<string>();
  const render = (brief: boolean) => (finding: Report['findings'][number]) =>
    renderFinding(finding, style, { brief: brief && !style.verbose, layers: report.layers, told });
  // With nothing that blocks, what was found is all there is to read: it is shown in full.
  const blocks = blocking.map(render(false)).concat(others.map(render(blocking.length > 0)));
  if (blocking.length > 0 && others.length > 0) {
    const heading = `Reported, but not blocking: ${countOf(others.length, 'secret')}`;
    blocks.splice(blocking.length, 0, [style.palette.bold(heading)]);
  }
  return blocks;
}

/** The layers that hold findings, and how many others there are. */
function renderLayers(report: Report, style: FindingStyle): string[] {
  const { palette, columns, verbose } = style;
  const rows = report.layers
    .map((layer) => ({ layer, findings: countFindings(report, layer) }))
    .filter(({ findings }) => verbose || findings > 0);
  if (rows.length === 0) return [];
  const cells = rows.map(({ layer, findings }) => [
    formatNumber(layer.index),
    layer.origin,
    formatBytes(layer.sizeBytes),
    countOf(layer.files, 'file'),
    findings === 0 ? '' : countOf(findings, 'secret'),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(({ layer }, index) => {
    const row = cells[index] ?? [];
    // Numbers and sizes line up at their last digit.
    const facts = row.map((cell, column) =>
      column === 0 || column === 2 ? cell.padStart(widths[column] ?? 0) : padEnd(cell, widths[column] ?? 0),
    );
    const line = `  ${facts.join('  ')}`;
    const room = columns - line.length - 2;
    return room < 12
      ? line.trimEnd()
      : `${line}  ${palette.dim(visibleStart(describeMaker(layer), room))}`.trimEnd();
  });
  const rest = report.layers.length - rows.length;
  if (rest > 0) lines.push(palette.dim(`  ${countOf(rest, 'other layer')} without secrets`));
  return [palette.bold('Layers'), ...lines];
}

function countFindings(report: Report, layer: ReportLayer): number {
  return report.findings.filter((finding) => finding.occurrences.some((place) => place.layer === layer.index))
    .length;
}

/** How the findings compare with the baseline, and what of it and of the allowlist is no longer needed. */
function renderPolicy(
  { allowances, baseline }: Report,
  { palette, columns, verbose }: FindingStyle,
): string[] {
  const rows = [
    ...(baseline?.fixed ?? []).map(({ rule, path }) => [
      'gone',
      `${visibleText(rule)} in ${visibleText(path)}`,
    ]),
    ...allowances.expired.map((idle) => ['expired', describeIdle(idle)]),
    ...allowances.unused.map((idle) => ['unused', describeIdle(idle)]),
  ] as const;
  const shown = verbose ? rows : rows.slice(0, ENTRIES_SHOWN);
  const lines = shown.flatMap(([word = '', text = '']) =>
    wrapWords(text, `  ${padEnd(word, LABEL_WIDTH)}  `, columns),
  );
  if (rows.length > shown.length)
    lines.push(`  ${formatNumber(rows.length - shown.length)} more (the JSON report names them all)`);
  if (baseline !== null) return [palette.bold(describeBaseline(baseline)), ...lines];
  return lines.length === 0 ? [] : [palette.bold('Allowances'), ...lines];
}

function renderReading(coverage: Coverage, style: FindingStyle): string[] {
  const { palette, columns, verbose } = style;
  const lines = wrapWords(describeCoverage(coverage), '', columns, palette.dim);
  const shown = verbose ? coverage.skipped : coverage.skipped.slice(0, SKIPPED_SHOWN);
  for (const skipped of shown) {
    lines.push(...wrapWords(describeSkipped(skipped), '  not read  ', columns));
  }
  const rest = coverage.skipped.length - shown.length;
  if (rest > 0) lines.push(`  not read  ${formatNumber(rest)} more (the JSON report names them all)`);
  return [...lines, ...renderUnopened(coverage, style)];
}

/** Archives that nobody can look into: no gap, but whoever reads the report should know. */
function renderUnopened({ unopened = [] }: Coverage, { palette, columns, verbose }: FindingStyle): string[] {
  if (unopened.length === 0) return [];
  const shown = verbose ? unopened : unopened.slice(0, UNOPENED_SHOWN);
  const lines = shown.flatMap((one) =>
    wrapWords(describeUnopened(one), '  unopened  ', columns, palette.dim),
  );
  const rest = unopened.length - shown.length;
  if (rest > 0)
    lines.push(palette.dim(`  unopened  ${formatNumber(rest)} more (the JSON report names them all)`));
  return [...wrapWords(tallyUnopened(unopened), '', columns, palette.dim), ...lines];
}

function renderVerdict(report: Report, { palette, columns }: FindingStyle): string[] {
  const { outcome } = report.verdict;
  const style = palette.outcome[outcome];
  const [first = '', ...others] = describeVerdict(report).split(' ');
  const label = { text: `${OUTCOME_MARKS[outcome]} ${OUTCOME_WORDS[outcome]}:`, style };
  const words = [first, ...others].map((text) => ({ text, style: palette.bold }));
  return flowChunks([label, ...words], { lead: '', columns, gap: ' ' });
}

/** With several images, the verdict on all of them in one line: the last thing that is read. */
function renderOutcomes(reports: readonly Report[], { palette }: FindingStyle): string[] {
  const counts = (['blocked', 'incomplete', 'pass'] as const)
    .map((outcome) => ({
      outcome,
      count: reports.filter((report) => report.verdict.outcome === outcome).length,
    }))
    .filter(({ count }) => count > 0);
  const tally = counts.map(({ outcome, count }) =>
    palette.outcome[outcome](`${formatNumber(count)} ${OUTCOME_WORDS[outcome].toLowerCase()}`),
  );
  return [`${palette.bold(countOf(reports.length, 'image'))}: ${tally.join(', ')}`];
}
