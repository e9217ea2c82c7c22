import type { Finding, InstructionRef, Occurrence } from '../model/report.js';
import type { Severity } from '../model/severity.js';
import { orderOccurrences } from './finding-order.js';
import { codeSpan, htmlCode, htmlProse, link, prose } from './markdown-escape.js';
import { countOf } from './sizes.js';
import { truncateEnd, truncateMiddle, visibleStart, visibleText } from './visible-text.js';
import {
  describeEncoding,
  describeNotes,
  describeOwner,
  describePath,
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
const PATH_COLUMNS = 160;
const TEXT_COLUMNS = 80;
const SENTENCE_COLUMNS = 1000;

/** The cells of a finding's row: severity, secret, where, layer, state. Of many places, the most telling one. */
export function renderFindingRow(finding: Finding): string[] {
  const [first] = orderOccurrences(finding);
  const others = finding.occurrences.length - 1;
  const more = others > 0 ? `<br>and ${countOf(others, 'more place')}` : '';
  const badge = `${SEVERITY_MARKS[finding.severity]}&nbsp;${SEVERITY_WORDS[finding.severity]}`;
  const said = [describeVerification(finding), describeOwner(finding)].filter((part) => part !== '');
  const secret = [
    `**${prose(truncateEnd(finding.title, TEXT_COLUMNS))}**`,
    renderRedacted(finding, prose, codeSpan),
    ...said,
  ];
  return [
    badge,
    secret.join('<br>'),
    first === undefined ? '' : `${renderPath(first)}${origin(first)}${more}`,
    first?.layer?.toString() ?? '',
    first === undefined ? '' : describeState(first),
  ];
}

/** A folded part for one finding: what to do, where to revoke it, what the checks said, all places. */
export function renderFindingDetails(finding: Finding): string {
  const { remedy } = finding;
  const title = `<strong>${htmlProse(truncateEnd(finding.title, TEXT_COLUMNS))}</strong>`;
  const summary = `${SEVERITY_MARKS[finding.severity]} ${title} ${renderRedacted(finding, htmlProse, htmlCode)}`;
  const steps = remedy.steps.map((step, index) => `${index + 1}. ${sentence(step)}`);
  const notes = describeNotes(finding).map((note) => `- ${sentence(note)}`);
  const blocks = [
    remedy.summary === '' ? '' : sentence(remedy.summary),
    steps.join('\n'),
    renderSuggestion(finding),
    remedy.revokeUrl === null ? '' : `**${link('Revoke it', remedy.revokeUrl)}**: ${revokeReason}`,
    notes.join('\n'),
    renderPlaces(finding),
    `Rule ${codeSpan(finding.rule)}, fingerprint ${codeSpan(finding.fingerprint)}`,
  ];
  const body = blocks.filter((block) => block !== '').join('\n\n');
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>\n\n`;
}

/** The Dockerfile's line as it should be, in a block that GitHub offers to commit where it stands in a review. */
function renderSuggestion({ remedy }: Finding): string {
  const { suggestion } = remedy;
  if (suggestion === undefined || suggestion === null) return '';
  const place =
    suggestion.endLine > suggestion.line ? `${suggestion.line}-${suggestion.endLine}` : suggestion.line;
  const text = suggestion.text.split('\n').map(visibleText).join('\n');
  // A fence is longer than any run of backticks in it, or the text would end it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const at = codeSpan(truncateMiddle(`${suggestion.file}:${place}`, PATH_COLUMNS));
  return `In ${at}:\n\n${fence}suggestion\n${text}\n${fence}`;
}

const revokeReason = 'taking a secret out of the image does not make it safe again.';

function renderPlaces(finding: Finding): string {
  const places = orderOccurrences(finding);
  const rows = places.slice(0, PLACES_SHOWN).map((place) => {
    const cells = [describePlace(place), renderPath(place), describeState(place), cameBy(place).join('<br>')];
    return `| ${cells.join(' | ')} |`;
  });
  const rest = places.length - rows.length;
  if (rest > 0) rows.push(`| … | and ${countOf(rest, 'more place')} | | |`);
  return rows.length === 0
    ? ''
    : ['| In | Where | State | Brought in by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function renderPath(place: Occurrence): string {
  const encoding = describeEncoding(place);
  const path = codeSpan(truncateMiddle(describePath(place), PATH_COLUMNS));
  return encoding === '' ? path : `${path} in ${prose(truncateEnd(encoding, TEXT_COLUMNS))}`;
}

function origin(place: Occurrence): string {
  const parts = cameBy(place);
  return parts.length === 0 ? '' : `<br>${parts.join('<br>')}`;
}

/** The line of the build context that the secret was copied from, and the line of the Dockerfile that did it. */
function cameBy({ source, instruction }: Occurrence): string[] {
  return [
    ...(source === null
      ? []
      : [`from ${codeSpan(truncateMiddle(`${source.file}:${source.line}`, PATH_COLUMNS))}`]),
    ...(instruction === null ? [] : [renderInstruction(instruction)]),
  ];
}

function renderInstruction({ file, line, text }: InstructionRef): string {
  const at = codeSpan(truncateMiddle(`${file}:${line}`, PATH_COLUMNS));
  return text.trim() === '' ? `by ${at}` : `by ${at} ${codeSpan(visibleStart(text, TEXT_COLUMNS))}`;
}

type Escape = (text: string) => string;

function renderRedacted(finding: Finding, words: Escape, code: Escape): string {
  if (finding.parts.length === 0) return code(truncateEnd(finding.redacted, TEXT_COLUMNS));
  const part = ({ name, redacted }: Finding['parts'][number]): string =>
    `${words(truncateEnd(name, TEXT_COLUMNS))} ${code(truncateEnd(redacted, TEXT_COLUMNS))}`;
  return finding.parts.map(part).join(', ');
}

function sentence(text: string): string {
  return prose(truncateEnd(text, SENTENCE_COLUMNS));
}
