import type { Finding, InstructionRef, Occurrence, ReportLayer } from '../model/report.js';
import type { Severity } from '../model/severity.js';
import { instructionsOf } from './causes.js';
import { describeInstruction } from './layer-maker.js';
import { lineOf } from './repository-place.js';
import { orderOccurrences } from './finding-order.js';
import { codeSpan, htmlCode, htmlProse, link, prose } from './markdown-escape.js';
import { CELL_COLUMNS, type MarkdownContext, renderLine, renderPath } from './markdown-place.js';
import { describeAllowance, describeLeave } from './policy-wording.js';
import { findRepositoryPlace, normalizePath } from './repository-place.js';
import { countOf } from './sizes.js';
import { truncateEnd, visibleStart, visibleText } from './visible-text.js';
import {
  describeNotes,
  describeOwner,
  describePlace,
  describeState,
  describeVerification,
  SEVERITY_WORDS,
} from './wording.js';

export const SEVERITY_MARKS: Readonly<Record<Severity, string>> = {
  critical: '🔴',
  high: '🟠',
  medium: '🟡',
  low: '🔵',
};

/** A secret that stands at hundreds of places is one secret: so many are listed, the rest counted. */
const PLACES_SHOWN = 20;
/** Other instructions that bring it in, named in its row. */
const OTHERS_SHOWN = 3;
/** Of the instruction that hid a secret: the layers are listed below, with the whole of it. */
const HIDER_COLUMNS = 32;
/** Of a title or a redacted text in a row, beside which the other columns need room. */
const ROW_COLUMNS = 48;
const TEXT_COLUMNS = 80;
const SENTENCE_COLUMNS = 1000;

/** How a row of the findings differs from one table to another. */
export interface RowContext extends MarkdownContext {
  readonly layers: readonly ReportLayer[];
  /** Whether the last run did not have it; nobody knows when there was none. */
  readonly isNew: (finding: Finding) => boolean;
}

/** The headings above {@link renderFindingCells}. */
export const FINDING_HEADINGS = ['Secret', 'Where', 'In the image'] as const;

/** The cells of a finding's row: what it is, where, and its state in the image. Of many places, the most telling one. */
export function renderFindingCells(finding: Finding, context: RowContext): string[] {
  const places = orderOccurrences(finding);
  const [first] = places;
  // Where it is to be mended can be the build context; what matters of the image is where it stands in that.
  const inImage = places.find((place) => place.in !== 'context');
  const secret = [
    `${SEVERITY_MARKS[finding.severity]}&nbsp;${SEVERITY_WORDS[finding.severity]}${context.isNew(finding) ? ' · 🆕&nbsp;new' : ''}`,
    `**${prose(truncateEnd(finding.title, ROW_COLUMNS))}**`,
    renderRedacted(finding, prose, codeSpan, ROW_COLUMNS),
    describeVerification(finding),
    describeOwner(finding),
  ];
  return [
    secret.filter((part) => part !== '').join('<br>'),
    first === undefined ? '' : renderWhere(first, finding, context),
    inImage === undefined ? 'only in the build context' : renderState(inImage, context),
  ];
}

/** The line of the checkout and the path in the image; how many more places there are, and by which instructions. */
function renderWhere(first: Occurrence, finding: Finding, context: RowContext): string {
  const { source } = first;
  const path = renderPath(first, context, CELL_COLUMNS);
  const [, ...others] = instructionsOf(finding);
  const shown = others
    .slice(0, OTHERS_SHOWN)
    .map(({ file, line }) => renderLine(file, line, context, CELL_COLUMNS));
  const more = finding.occurrences.filter(
    (place) => place !== first && !isSourceOf(place, first, context),
  ).length;
  const by =
    shown.length === 0 ? '' : `, also by ${shown.join(', ')}${others.length > shown.length ? ', …' : ''}`;
  return [
    ...(source === null
      ? [path]
      : [renderLine(source.file, source.line, context, CELL_COLUMNS), `as ${path}`]),
    ...(more > 0 ? [`and ${countOf(more, 'more place')}${by}`] : []),
  ].join('<br>');
}

/** Whether the place is the very file of the build context that another one was copied from, which is named with that. */
function isSourceOf(place: Occurrence, { source }: Occurrence, context: MarkdownContext): boolean {
  if (source === null || place.in !== 'context') return false;
  const found = findRepositoryPlace(place, context);
  return found !== null && found.file === normalizePath(source.file) && found.line === source.line;
}

/** `layer 3`, `layer 3, deleted by … (layer 5), still extractable`, `image config`. */
function renderState(place: Occurrence, { layers }: Pick<RowContext, 'layers'>): string {
  const state = describeState(place, layers, (text) => codeSpan(truncateEnd(text, HIDER_COLUMNS)));
  // Which layer it can be extracted from stands in front.
  const short = state.replace(/ from layer [\d,]+$/, '');
  return [describePlace(place), short === 'present' ? '' : short].filter((part) => part !== '').join(', ');
}

/** A folded part for one finding: what the checks said, all its places, the line to write instead, rule and fingerprint. */
export function renderFindingDetails(finding: Finding, context: RowContext): string {
  const title = `<strong>${htmlProse(truncateEnd(finding.title, TEXT_COLUMNS))}</strong>`;
  const summary = `${SEVERITY_MARKS[finding.severity]} ${title} ${renderRedacted(finding, htmlProse, htmlCode, TEXT_COLUMNS)}`;
  const { revokeUrl } = finding.remedy;
  const leave = describeLeave(finding, (file, line) => renderLine(file, line, context), sentence);
  const notes = [leave, ...describeNotes(finding).map(sentence)].filter((note) => note !== '');
  const blocks = [
    notes.map((note) => `- ${note}`).join('\n'),
    renderPlaces(finding, context),
    renderSuggestion(finding, context),
    [
      `Rule ${codeSpan(finding.rule)}, fingerprint ${codeSpan(finding.fingerprint)}.`,
      revokeUrl === null ? '' : link('Revoke it', revokeUrl),
    ].join(' '),
  ];
  const body = blocks.filter((block) => block !== '').join('\n\n');
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>\n\n`;
}

/** The lines of the Dockerfile as they should be. */
function renderSuggestion({ remedy }: Finding, context: MarkdownContext): string {
  const { suggestion } = remedy;
  if (suggestion === undefined || suggestion === null) return '';
  const at = renderLine(suggestion.file, suggestion.line, context);
  const until = suggestion.endLine > suggestion.line ? ` to line ${suggestion.endLine}` : '';
  const text = suggestion.text.split('\n').map(visibleText).join('\n');
  if (text.trim() === '') return `Delete ${at}${until}.`;
  // A fence is longer than any run of backticks in it, or the text would end it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `In place of ${at}${until}:\n\n${fence}dockerfile\n${text}\n${fence}`;
}

function renderPlaces(finding: Finding, context: RowContext): string {
  const places = orderOccurrences(finding);
  const quote = (file: string, line: number | null): string => renderLine(file, line, context);
  const rows = places.slice(0, PLACES_SHOWN).map((place) => {
    const state = describeState(place, context.layers, codeSpan);
    const leave = place.allowed === null ? '' : describeAllowance(place.allowed, quote, sentence);
    const said = [state, leave].filter((part) => part !== '').join('; ');
    const cells = [describePlace(place), renderPath(place, context), said, renderOrigin(place, context)];
    return `| ${cells.join(' | ')} |`;
  });
  const rest = places.length - rows.length;
  if (rest > 0) rows.push(`| … | and ${countOf(rest, 'more place')} | | |`);
  return rows.length === 0
    ? ''
    : ['| In | Where | State | Brought in by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The line of the build context that the secret was copied from, and the line of the Dockerfile that did it. */
function renderOrigin({ source, instruction }: Occurrence, context: MarkdownContext): string {
  return [
    ...(source === null ? [] : [`from ${renderLine(source.file, source.line, context)}`]),
    ...(instruction === null ? [] : [`by ${renderInstruction(instruction, context)}`]),
  ].join('<br>');
}

/** `Dockerfile:7` and what stands there. */
export function renderInstruction(instruction: InstructionRef, context: MarkdownContext): string {
  const at = renderLine(instruction.file, lineOf(instruction), context);
  const text = describeInstruction(instruction);
  return text === '' ? at : `${at} ${codeSpan(visibleStart(text, TEXT_COLUMNS))}`;
}

type Escape = (text: string) => string;

function renderRedacted(finding: Finding, words: Escape, code: Escape, columns: number): string {
  const short = (text: string): string => truncateEnd(text, columns);
  if (finding.parts.length === 0) return code(short(finding.redacted));
  return finding.parts
    .map(({ name, redacted }) => `${words(short(name))} ${code(short(redacted))}`)
    .join(', ');
}

/** What a rule, a check or a person says, on one line. */
export function sentence(text: string): string {
  return prose(truncateEnd(text, SENTENCE_COLUMNS));
}
