import type { Finding, Occurrence, Part, ReportLayer } from '../model/report.js';
import { orderOccurrences } from './finding-order.js';
import { describeInstruction } from './layer-maker.js';
import { flowChunks, padEnd, wrapWords, type Chunk } from './line-layout.js';
import type { Palette } from './palette.js';
import { describeLeave } from './policy-wording.js';
import { lineOf } from './repository-place.js';
import { formatNumber } from './sizes.js';
import { textWidth, truncateEnd, truncateMiddle, visibleStart, visibleText } from './visible-text.js';
import { describeEncoding, describeNotes, describePath, describePlace, describeState } from './wording.js';

export interface FindingStyle {
  readonly palette: Palette;
  readonly columns: number;
  readonly verbose: boolean;
}

export interface FindingContext {
  /** Places and notes only, without the remedy. */
  readonly brief: boolean;
  /** Of the report, to say what hides a place. */
  readonly layers: readonly ReportLayer[];
  /** Steps that were printed for an earlier finding, so that they are told once. Added to. */
  readonly told: Set<string>;
}

/** Places shown unless all are asked for: the most telling ones. */
const PLACES_SHOWN = 5;
const PLACES_SHOWN_BRIEF = 2;
const BADGE_WIDTH = ' CRITICAL '.length;
const INDENT = '   ';
/** As much of a fingerprint as tells it from the others, for `drydock explain`. */
const FINGERPRINT_DIGITS = 8;
/** A redacted text may be as long as the secret: no wider than this, so that the title stays readable beside it. */
const REDACTED_COLUMNS = 48;
/** A path is worth several lines, as it is what one copies; more than this is an attack or an accident. */
const PATH_COLUMNS = 300;
/** Of the instruction that hid a secret, however narrow the terminal. */
const MIN_MAKER_COLUMNS = 12;

/** Lines of one finding: badge, title and redacted value; its places; notes; what to do. */
export function renderFinding(finding: Finding, style: FindingStyle, context: FindingContext): string[] {
  return [
    ...renderHeading(finding, style),
    ...renderValues(finding, style),
    ...renderPlaces(finding, style, context),
    ...notesOf(finding).flatMap((note) => wrapWords(note, `${INDENT}· `, style.columns)),
    ...renderRemedy(finding, style, context),
  ];
}

/** Why it does not count comes first. */
function notesOf(finding: Finding): string[] {
  const leave = describeLeave(finding);
  return [...(leave === '' ? [] : [leave]), ...describeNotes(finding)];
}

function renderHeading(
  { severity, title, redacted, parts, fingerprint }: Finding,
  { palette, columns }: FindingStyle,
): string[] {
  const badge = ` ${severity.toUpperCase()} `;
  const lead = `${palette.severity[severity](badge)}${' '.repeat(BADGE_WIDTH - badge.length + 1)}`;
  const room = Math.min(REDACTED_COLUMNS, columns - BADGE_WIDTH - 1);
  const values: Chunk[] =
    parts.length === 0
      ? [{ text: visibleStart(redacted, room) }]
      : parts.map((part) => ({
          text: truncateEnd(`${visibleText(part.name)} ${visibleText(part.redacted)}`, room),
        }));
  const chunks = [
    { text: visibleStart(title, columns - BADGE_WIDTH - 1), style: palette.bold },
    ...values,
    { text: visibleText(fingerprint).slice(0, FINGERPRINT_DIGITS), style: palette.dim },
  ];
  // The escape codes of the badge have no width: the layout is told of spaces, and the badge put in their place.
  const lines = flowChunks(chunks, { lead: ' '.repeat(BADGE_WIDTH + 1), columns, gap: '  ' });
  return lines.map((line, index) => (index === 0 ? lead + line.slice(BADGE_WIDTH + 1) : line));
}

/** The raw values, which a finding holds only with `--reveal`: whole, so that they can be copied. */
function renderValues(finding: Finding, { palette }: FindingStyle): string[] {
  const revealed: Pick<Part, 'name' | 'value'>[] = finding.parts.filter((part) => part.value !== undefined);
  if (revealed.length === 0 && finding.value !== undefined)
    revealed.push({ name: 'value', value: finding.value });
  return revealed.map(
    ({ name, value = '' }) => `${INDENT}${palette.dim(visibleText(name))}  ${visibleText(value)}`,
  );
}

function renderPlaces(finding: Finding, style: FindingStyle, { brief, layers }: FindingContext): string[] {
  const places = orderOccurrences(finding);
  const limit = brief ? PLACES_SHOWN_BRIEF : PLACES_SHOWN;
  // One more than the limit takes no more lines than saying that there is one more.
  const shown = style.verbose || places.length === limit + 1 ? places : places.slice(0, limit);
  const labelWidth = Math.max(0, ...shown.map((place) => textWidth(describePlace(place))));
  const lines = shown.flatMap((place, index) => {
    const before = shown.slice(0, index).some((other) => isSameInstruction(other, place));
    // Where all places are allowed, the notes say so once.
    const isAllowed = finding.allowed === null && place.allowed !== null;
    return renderPlace(place, style, { labelWidth, layers, instructionTold: before, isAllowed });
  });
  const rest = places.length - shown.length;
  if (rest > 0) lines.push(style.palette.dim(`${INDENT}and ${formatNumber(rest)} more places`));
  return lines;
}

function isSameInstruction({ instruction: a }: Occurrence, { instruction: b }: Occurrence): boolean {
  return a !== null && b !== null && a.file === b.file && lineOf(a) === lineOf(b);
}

function renderPlace(
  place: Occurrence,
  { palette, columns }: FindingStyle,
  row: {
    readonly labelWidth: number;
    readonly layers: readonly ReportLayer[];
    readonly instructionTold: boolean;
    /** This place, and not the finding. */
    readonly isAllowed: boolean;
  },
): string[] {
  const lead = `${INDENT}${padEnd(describePlace(place), row.labelWidth)}  `;
  const room = columns - textWidth(lead);
  const makerColumns = Math.max(MIN_MAKER_COLUMNS, room - 'overwritten by `` (layer 100),'.length);
  const state = describeState(place, row.layers, (text) => `\`${truncateEnd(text, makerColumns)}\``);
  const encoding = describeEncoding(place);
  const chunks: Chunk[] = [{ text: truncateMiddle(describePath(place), PATH_COLUMNS), style: palette.place }];
  if (encoding !== '') chunks.push({ text: `(${encoding})` });
  if (state !== '' && state !== 'present') chunks.push(...breakSentence(state, room));
  if (row.isAllowed) chunks.push({ text: '(allowed)', style: palette.dim });
  if (place.source !== null) {
    chunks.push({
      text: truncateMiddle(`from ${visibleText(place.source.file)}:${place.source.line}`, PATH_COLUMNS),
    });
  }
  if (place.instruction !== null) {
    const by = `by ${truncateMiddle(visibleText(place.instruction.file), room)}:${lineOf(place.instruction)}`;
    const told = row.instructionTold
      ? by
      : `${by}  ${visibleStart(describeInstruction(place.instruction), room)}`;
    chunks.push({ text: truncateEnd(told, room), style: palette.dim });
  }
  return flowChunks(chunks, { lead, columns, gap: '  ' });
}

/** In two where it has no room on a line: what hides the secret, and that it is still there. */
function breakSentence(state: string, room: number): Chunk[] {
  const at = state.lastIndexOf(', still ');
  return at === -1 || textWidth(state) <= room
    ? [{ text: state }]
    : [{ text: state.slice(0, at + 1) }, { text: state.slice(at + 2) }];
}

function renderRemedy(
  { remedy }: Finding,
  { palette, columns }: FindingStyle,
  context: FindingContext,
): string[] {
  const revoke =
    remedy.revokeUrl === null
      ? []
      : [`${INDENT}→ Revoke it: ${palette.place(visibleText(remedy.revokeUrl))}`];
  if (context.brief) return revoke;
  const key = JSON.stringify([remedy.summary, remedy.steps]);
  const known = context.told.has(key);
  context.told.add(key);
  const summary = `${visibleText(remedy.summary)}${known && remedy.steps.length > 0 ? ' (steps as above)' : ''}`;
  const steps = known ? [] : remedy.steps;
  return [
    ...(remedy.summary === '' ? [] : wrapWords(summary, `${INDENT}→ `, columns)),
    ...steps.flatMap((step, index) => wrapWords(visibleText(step), `${INDENT}  ${index + 1}. `, columns)),
    ...revoke,
  ];
}
