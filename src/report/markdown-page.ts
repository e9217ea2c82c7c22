import { isBlocking } from '../model/blocking.js';
import type { Finding, Report } from '../model/report.js';
import { severityRank } from '../model/severity.js';
import type { Section } from './byte-budget.js';
import { type Cause, type CauseGroup, groupByCause } from './causes.js';
import { orderFindings } from './finding-order.js';
import { codeSpan, prose } from './markdown-escape.js';
import {
  FINDING_HEADINGS,
  renderFindingCells,
  renderFindingDetails,
  type RowContext,
  sentence,
} from './markdown-finding.js';
import { renderLadder, renderLayers } from './markdown-layers.js';
import {
  renderBaseline,
  renderBaselineFixed,
  renderExpired,
  renderSkipped,
  renderUnopened,
  renderUnused,
} from './markdown-notices.js';
import { type MarkdownContext, PATH_COLUMNS, renderLine } from './markdown-place.js';
import { lineOf } from './repository-place.js';
import { renderSteps } from './markdown-steps.js';
import { tableFrame, tableHead, tableRow } from './markdown-table.js';
import { describeLeave } from './policy-wording.js';
import { countOf } from './sizes.js';
import { truncateEnd, truncateMiddle, visibleStart } from './visible-text.js';
import {
  describeCoverage,
  describeOwner,
  describeVerdict,
  OUTCOME_WORDS,
  SEVERITY_WORDS,
  tallySeverities,
} from './wording.js';
import { describeMaker } from './layer-maker.js';

/** One image's part of a Markdown document. */
export interface Page {
  readonly report: Report;
  readonly context: MarkdownContext;
  /** A comment has less room: of the layers only those that hold or hide secrets. */
  readonly layers: 'telling' | 'all';
  /** Paragraphs after the verdict: what changed since the last run. */
  readonly news: readonly string[];
  /** Whether the last run did not have the finding. */
  readonly isNew: (finding: Finding) => boolean;
  /** What the last run had and this one has not. */
  readonly fixed: Section | null;
}

/**
 * In which order things get room: the verdict, the worst that blocks, gaps, steps, layers, the rest that blocks, the other
 * findings, details.
 */
export const RANKS = {
  verdict: 0,
  blocking: 10,
  skipped: 20,
  steps: 30,
  layers: 40,
  fixed: 50,
  more: 55,
  others: 60,
  notices: 70,
  details: 80,
  otherDetails: 90,
} as const;

const OUTCOME_MARKS = { pass: '✅', blocked: '⛔', incomplete: '⚠️' } as const;
/** Of one cause, unfolded. */
const ROWS_SHOWN = 25;
const MAKER_COLUMNS = 80;
const FACT_COLUMNS = 80;

/** The sections of a report, the verdict first. Text from the image can break neither table nor page. */
export function renderPage(page: Page): Section[] {
  const { report, isNew } = page;
  const context: RowContext = { ...page.context, layers: report.layers, isNew };
  const findings = orderFindings(report);
  const prominent = findings.filter((finding) => isProminent(finding, report));
  const others = findings.filter((finding) => !isProminent(finding, report));
  const details = [
    ...prominent.map((finding) => detail(finding, RANKS.details, context)),
    ...others.map((finding) => detail(finding, RANKS.otherDetails, context)),
  ];
  return [
    renderVerdict(page),
    ...groupByCause(prominent, report.layers).flatMap((group) => renderGroup(group, context)),
    renderSkipped(report, RANKS.skipped),
    ...renderSteps(prominent, RANKS.steps),
    page.layers === 'all'
      ? renderLayers(report, context, RANKS.layers)
      : renderLadder(report, context, RANKS.layers),
    ...(page.fixed === null ? [] : [page.fixed]),
    renderOthers(others, prominent.length > 0, report, context),
    renderBaselineFixed(report, RANKS.notices),
    renderExpired(report, context, RANKS.notices),
    renderUnused(report, context, RANKS.notices),
    renderUnopened(report, RANKS.notices),
    {
      open: `<details>\n<summary>All places, and what the checks say</summary>\n\n`,
      items: details,
      close: '</details>\n\n',
      nouns: ['secret in detail', 'secrets in detail'],
    } satisfies Section,
    renderFooter(report),
  ].filter(({ items }) => items.length > 0);
}

/** Findings that block; with fail-on `never`, where none does, those that any threshold would block. */
function isProminent(finding: Finding, { verdict }: Report): boolean {
  const failOn = verdict.failOn === 'never' ? 'low' : verdict.failOn;
  return isBlocking(finding, { failOn, gate: verdict.gate });
}

function renderVerdict({ report, context, news }: Page): Section {
  const { outcome } = report.verdict;
  const name = (reference: string): string => codeSpan(truncateMiddle(reference, PATH_COLUMNS));
  const heading = `### ${OUTCOME_MARKS[outcome]} ${OUTCOME_WORDS[outcome]}: ${describeVerdict(report, name)}`;
  const baseline = report.baseline === null ? [] : [renderBaseline(report.baseline, context)];
  return fixedSection([heading, ...news, ...baseline].join('\n\n'), ['image', 'images']);
}

/** What was scanned and how much of it, under a rule. */
function renderFooter({ target, coverage, tool }: Report): Section {
  const facts = [
    target.platform === null ? '' : codeSpan(truncateEnd(target.platform, FACT_COLUMNS)),
    target.imageId === null ? '' : codeSpan(target.imageId.slice(0, 'sha256:'.length + 12)),
    prose(describeCoverage(coverage)),
    prose(`Drydock ${truncateEnd(tool.version, FACT_COLUMNS)}`),
  ].filter((fact) => fact !== '');
  return fixedSection(facts.join(' · '), ['footer', 'footers']);
}

function fixedSection(text: string, nouns: Section['nouns']): Section {
  return { open: '', items: [{ text: `${text}\n\n`, rank: RANKS.verdict }], close: '', nouns };
}

/** What one instruction, layer or folder brings in: a line that names it and a table; a long one is folded at its end. */
function renderGroup({ cause, findings }: CauseGroup, context: RowContext): Section[] {
  const head = tableHead(FINDING_HEADINGS, ['---', '---', '---']);
  const shown = findings.length > ROWS_SHOWN + 1 ? ROWS_SHOWN : findings.length;
  const items = findings.map((finding, index) => ({
    text: tableRow(renderFindingCells(finding, context)),
    rank: (index < shown ? RANKS.blocking : RANKS.more) + severityRank(finding.severity),
  }));
  const nouns = ['secret', 'secrets'] as const;
  const rest = items.slice(shown);
  return [
    {
      open: `**${renderCause(cause, context)}: ${countOf(findings.length, 'secret')}**\n\n${head}`,
      items: items.slice(0, shown),
      close: '\n',
      nouns,
    },
    { ...tableFrame(head, countOf(rest.length, 'more secret')), items: rest, nouns },
  ];
}

function renderCause(cause: Cause, context: MarkdownContext): string {
  switch (cause.kind) {
    case 'instruction': {
      const { instruction } = cause;
      const maker = visibleStart(describeMaker({ instruction, createdBy: '' }), MAKER_COLUMNS);
      const at = renderLine(instruction.file, lineOf(instruction), context);
      return maker === '' ? `Brought in by ${at}` : `Brought in by ${codeSpan(maker)} in ${at}`;
    }
    case 'layer': {
      const maker = visibleStart(describeMaker(cause.layer), MAKER_COLUMNS);
      return `In layer ${cause.layer.index}${maker === '' ? '' : `, made by ${codeSpan(maker)}`}`;
    }
    case 'base':
      return 'In the base image';
    case 'context':
      return 'In the build context';
    case 'config':
      return 'In the image config';
    case 'history':
      return 'In the history of the image';
    case 'provenance':
      return 'In the provenance of the image';
    case 'unknown':
      return 'In the image';
  }
}

/** The findings that do not block, and why. Where nothing blocks they are all there is to read, and not folded. */
function renderOthers(
  others: readonly Finding[],
  isFolded: boolean,
  report: Report,
  context: RowContext,
): Section {
  const head = tableHead([...FINDING_HEADINGS, 'Why it does not block'], ['---', '---', '---', '---']);
  const one = others.length === 1;
  const summary = `${countOf(others.length, 'more secret')} that ${one ? 'does' : 'do'} not block (${tallySeverities(others)})`;
  return {
    ...tableFrame(head, isFolded ? summary : null),
    items: others.map((finding) => ({
      text: tableRow([...renderFindingCells(finding, context), tellWhyNot(finding, report, context)]),
      rank: RANKS.others + severityRank(finding.severity),
    })),
    nouns: ['secret that does not block', 'secrets that do not block'],
  };
}

function tellWhyNot(finding: Finding, { verdict }: Report, context: MarkdownContext): string {
  const quote = (file: string, line: number | null): string => renderLine(file, line, context);
  const leave = describeLeave(finding, quote, sentence);
  if (leave !== '') return leave;
  if (verdict.gate === 'own' && finding.owner !== 'own') return describeOwner(finding);
  return verdict.failOn === 'never'
    ? 'nothing blocks'
    : `${SEVERITY_WORDS[finding.severity].toLowerCase()}, below ${verdict.failOn}`;
}

function detail(finding: Finding, rank: number, context: RowContext): Section['items'][number] {
  return { text: renderFindingDetails(finding, context), rank: rank + severityRank(finding.severity) };
}
