import { isBlocking } from '../model/blocking.js';
import type { Finding, Report } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import {
  describeAllowance,
  type ExplainedReport,
  type ExplainLayout,
  INDENT,
  renderRow,
} from './explain-layout.js';
import { renderChains } from './explain-places.js';
import { renderReasons } from './explain-reasons.js';
import { wrapWords } from './line-layout.js';
import { ANSI, PLAIN } from './palette.js';
import { visibleText } from './visible-text.js';
import { describeRedacted } from './wording.js';

const MIN_COLUMNS = 60;
const MAX_COLUMNS = 100;
const REDACTED_COLUMNS = 60;

/**
 * `drydock explain`: the whole story of one finding, for a terminal. Ends with a line feed.
 * @param rule the finding's, where it is at hand: what it asks for is told as well
 * @param options.columns width of the terminal
 */
export function renderExplanation(
  report: ExplainedReport,
  finding: Finding,
  rule: Rule | null,
  options: { readonly color: boolean; readonly columns: number },
): string {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, Math.floor(options.columns) || MIN_COLUMNS));
  const layout: ExplainLayout = { palette: options.color ? ANSI : PLAIN, columns };
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Why it is a finding', renderReasons(finding, rule, layout)],
    ['Where it stands', renderChains(report, finding, layout)],
    ['Whose it is', wrapWords(describeOwnership(finding), INDENT, columns)],
    ['Does it block?', renderVerdict(report, finding, layout)],
    ['What to do', renderRemedy(finding, layout)],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [layout.palette.bold(title), ...lines]);
  return `${[renderHeading(report, finding, layout), ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderHeading(
  { target }: ExplainedReport,
  finding: Finding,
  { palette, columns }: ExplainLayout,
): string[] {
  const { severity, title, fingerprint, provider } = finding;
  const badge = palette.severity[severity](` ${severity.toUpperCase()} `);
  const where = [visibleText(target.reference), target.platform ?? ''].filter((part) => part !== '');
  const rows: readonly (readonly [string, string])[] = [
    ['secret', describeRedacted(finding, REDACTED_COLUMNS)],
    ['provider', visibleText(provider)],
    ['found in', where.join('  ')],
    ['fingerprint', fingerprint],
  ];
  return [
    `${badge} ${palette.bold(visibleText(title))}`,
    ...rows.filter(([, text]) => text !== '').flatMap(([name, text]) => renderRow(name, text, columns)),
  ];
}

function describeOwnership({ owner, occurrences }: Finding): string {
  switch (owner) {
    case 'own':
      return occurrences.every(({ in: place }) => place === 'context')
        ? 'Yours: it stands in your build context.'
        : 'Yours: at least one place of the image is of your own Dockerfile’s making.';
    case 'base':
      return 'The base image’s: it brings every place of it, and your own instructions add none.';
    case 'package':
      return 'A published package’s: its files are byte for byte what the package manager recorded, so the secret is public, and nobody’s.';
  }
}

function renderVerdict(
  report: ExplainedReport,
  finding: Finding,
  { palette, columns }: ExplainLayout,
): string[] {
  const { verdict } = report;
  const blocks = isBlocking(finding, verdict);
  const word = blocks ? palette.outcome.blocked('Yes') : palette.outcome.pass('No');
  const reason = wrapWords(
    describeBlocking(finding, verdict, blocks),
    `${INDENT}${blocks ? 'Yes' : 'No'}: `,
    columns,
  );
  const [first = '', ...others] = reason;
  return [
    first.replace(blocks ? 'Yes' : 'No', word),
    ...others,
    ...renderRow('allowed by', describeAllowance(finding.allowed) ?? 'nothing', columns),
    ...renderRow('baseline', describeBaseline(report, finding), columns),
  ];
}

function describeBlocking(
  { severity, owner, allowed, baseline }: Finding,
  { failOn, gate }: Report['verdict'],
  blocks: boolean,
): string {
  if (blocks) return `${severity} is at or above ${failOn}, and the gate is ${gate}.`;
  if (failOn === 'never') return 'findings are reported only, as fail-on is never.';
  if (allowed !== null) return 'it is allowed.';
  if (baseline === 'known') return 'it is known.';
  if (gate === 'own' && owner !== 'own') return 'it is not your own, and the gate is own.';
  return `${severity} is below ${failOn}.`;
}

function describeBaseline({ baseline }: ExplainedReport, finding: Finding): string {
  if (finding.baseline === null || baseline === null) return 'none was given';
  const file = visibleText(baseline.file);
  return finding.baseline === 'known' ? `known, in ${file}` : `new: ${file} does not have it`;
}

function renderRemedy(finding: Finding, { palette, columns }: ExplainLayout): string[] {
  const { summary, steps, revokeUrl } = finding.remedy;
  return [
    ...(summary === '' ? [] : wrapWords(visibleText(summary), INDENT, columns)),
    ...steps.flatMap((step, index) =>
      wrapWords(visibleText(step), `${INDENT}${String(index + 1)}. `, columns),
    ),
    ...(revokeUrl === null ? [] : [`${INDENT}Revoke it: ${palette.place(visibleText(revokeUrl))}`]),
  ];
}
