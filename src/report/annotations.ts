import type { Finding, Occurrence, Report } from '../model/report.js';
import { isBlocking } from '../model/blocking.js';
import { compareFindings, orderOccurrences } from './finding-order.js';
import { findRepositoryPlace, type RepositoryPaths, type RepositoryPlace } from './repository-place.js';
import { countOf } from './sizes.js';
import { truncateEnd, truncateMiddle, visibleStart, visibleText } from './visible-text.js';
import {
  describeNotes,
  describePath,
  describePlace,
  describeRedacted,
  describeSkipped,
  describeState,
  SEVERITY_WORDS,
} from './wording.js';

/** One annotation of a workflow run. File and lines are of the checkout, 1-based; without a file it is on the run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly startColumn?: number;
}

export interface AnnotationOptions extends RepositoryPaths {
  /** Of each level, at most; default 9, which leaves one of GitHub's 10 for the step's own verdict. At least 1. */
  readonly maxPerLevel?: number | undefined;
  /** Of warnings, where others than these need room as well; default as of each level. At least 1. */
  readonly maxWarnings?: number | undefined;
}

/** GitHub keeps 10 annotations of each level of a step, and 4,096 characters of each message. */
const MAX_PER_LEVEL = 9;
const MAX_MESSAGE_CHARS = 4096;
/** The Checks API, which keeps the annotations, refuses longer titles. */
const MAX_TITLE_CHARS = 255;
const TEXT_COLUMNS = 120;
const PATH_COLUMNS = 200;
const LEVELS = ['error', 'warning', 'notice'] as const;

interface Located {
  readonly report: Report;
  readonly finding: Finding;
  readonly level: Annotation['level'];
  readonly place: RepositoryPlace | null;
}

/**
 * Errors for what blocks and for what could not be read, notices for `low` and for what the baseline knows, warnings for
 * the rest, but nothing for what is allowed: the most severe first, at the line of the checkout that brought the secret
 * in. Secrets of one line share an annotation, as there are so few. What had no room is counted in the last annotation
 * of its level. Raw values are never in it.
 */
export function makeAnnotations(reports: readonly Report[], options: AnnotationOptions = {}): Annotation[] {
  const located = reports
    .flatMap((report) =>
      // What somebody allowed, with a reason, is told in the summary alone.
      report.findings
        .filter(({ allowed }) => allowed === null)
        .map((finding) => locate(report, finding, options)),
    )
    .sort((a, b) => compareFindings(a.finding, b.finding));
  const groups = groupByLine(located);
  const gaps = reports.filter((report) => !report.coverage.complete).map(annotateGap);
  const { maxPerLevel = MAX_PER_LEVEL, maxWarnings = maxPerLevel } = options;
  return LEVELS.flatMap((level) => {
    const own = gaps.filter((gap) => gap.level === level);
    return fitLevel(
      level,
      own,
      groups.filter(([first]) => first?.level === level),
      Math.max(1, level === 'warning' ? maxWarnings : maxPerLevel),
    );
  });
}

function locate(report: Report, finding: Finding, paths: RepositoryPaths): Located {
  const places = orderOccurrences(finding).map((occurrence) => findRepositoryPlace(occurrence, paths));
  const place = places.find((candidate) => candidate !== null) ?? null;
  const milder = finding.severity === 'low' || finding.baseline === 'known' ? 'notice' : 'warning';
  return { report, finding, level: isBlocking(finding, report.verdict) ? 'error' : milder, place };
}

/** In the order of each group's first, which is its most severe. */
function groupByLine(located: readonly Located[]): Located[][] {
  const groups = new Map<string, Located[]>();
  for (const one of located) {
    const { level, place } = one;
    const key = place === null ? level : JSON.stringify([level, place.file, place.line]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** Gaps have room before secrets: a scan that is not complete is known to be so whatever else was found. */
function fitLevel(
  level: Annotation['level'],
  gaps: readonly Annotation[],
  groups: readonly Located[][],
  limit: number,
): Annotation[] {
  if (gaps.length + groups.length <= limit) return [...groups.map(annotateGroup), ...gaps];
  const keptGaps = gaps.slice(0, Math.max(Math.ceil((limit - 1) / 2), limit - 1 - groups.length));
  const kept = groups.slice(0, limit - 1 - keptGaps.length);
  const secrets = groups.slice(kept.length).flat().length;
  const images = gaps.length - keptGaps.length;
  const parts = [
    secrets === 0 ? '' : countOf(secrets, 'more secret'),
    images === 0 ? '' : `${countOf(images, 'more image')} not read to the end`,
  ].filter((part) => part !== '');
  const last = {
    level,
    title: `Drydock: ${parts.join(', ')}`,
    message: `${parts.join(', ')}: GitHub shows ten annotations of a kind for each step. The job summary names them all.`,
  };
  return [...kept.map(annotateGroup), ...keptGaps, last];
}

function annotateGroup(group: readonly Located[]): Annotation {
  const [first] = group;
  if (first === undefined) throw new RangeError('an annotation needs a finding');
  const { level, place } = first;
  const title =
    group.length === 1 ? titleOf(first) : `${countOf(group.length, 'secret')} in ${describeImages(group)}`;
  const annotation = { level, title: cut(title, MAX_TITLE_CHARS), message: describeGroup(group) };
  if (place === null) return annotation;
  const at = { ...annotation, file: place.file, startLine: place.line, endLine: place.line };
  return place.column === null || group.length > 1 ? at : { ...at, startColumn: place.column };
}

function titleOf({ report, finding }: Located): string {
  return `${short(finding.title)} in ${imageName(report)}`;
}

function describeImages(group: readonly Located[]): string {
  return [...new Set(group.map(({ report }) => imageName(report)))].join(', ');
}

function imageName(report: Report): string {
  return truncateMiddle(visibleText(report.target.reference), TEXT_COLUMNS);
}

/** As many findings as there is room for, each whole. */
function describeGroup(group: readonly Located[]): string {
  const severalImages = new Set(group.map(({ report }) => report)).size > 1;
  const texts = group.map((located) =>
    describeFinding(located, { alone: group.length === 1, severalImages }),
  );
  let message = '';
  for (const [index, text] of texts.entries()) {
    const rest = texts.length - index;
    const next = `${message}${message === '' ? '' : '\n'}${text}`;
    const note = rest > 1 ? `\nand ${countOf(rest, 'more secret')}` : '';
    if (next.length + note.length > MAX_MESSAGE_CHARS && message !== '')
      return `${message}\nand ${countOf(rest, 'more secret')}`;
    message = next;
  }
  return cut(message, MAX_MESSAGE_CHARS);
}

function describeFinding(
  { report, finding }: Located,
  among: { alone: boolean; severalImages: boolean },
): string {
  const { severity, title, remedy } = finding;
  const redacted = describeRedacted(finding, TEXT_COLUMNS);
  const [first] = orderOccurrences(finding);
  const others = finding.occurrences.length - 1;
  const where = first === undefined ? '' : ` in ${describeOccurrence(first, report)}`;
  const more = others > 0 ? `, and ${countOf(others, 'more place')}` : '';
  const image = among.severalImages ? ` in ${imageName(report)}` : '';
  const line = `${SEVERITY_WORDS[severity]}: ${short(title)} (${redacted})${image}${where}${more}`;
  if (!among.alone) return line;
  const notes = describeNotes(finding).map((note) => truncateEnd(note, PATH_COLUMNS));
  const steps = remedy.steps.map((step, index) => `${index + 1}. ${visibleStart(step, 2 * PATH_COLUMNS)}`);
  const revoke = remedy.revokeUrl === null ? [] : [`Revoke it: ${visibleText(remedy.revokeUrl)}`];
  const summary = visibleStart(remedy.summary, 2 * PATH_COLUMNS);
  return [line, ...notes, summary, ...steps, ...revoke].filter((text) => text !== '').join('\n');
}

function describeOccurrence(occurrence: Occurrence, { layers }: Report): string {
  const state = describeState(occurrence, layers);
  const path = truncateMiddle(describePath(occurrence), PATH_COLUMNS);
  return `${path} (${describePlace(occurrence)})${state === '' || state === 'present' ? '' : `, ${state}`}`;
}

function annotateGap(report: Report): Annotation {
  const { skipped } = report.coverage;
  const lines = skipped.map((one) => truncateEnd(describeSkipped(one), 2 * PATH_COLUMNS));
  const message = lines.length === 0 ? 'Not everything could be read.' : `Not read:\n${lines.join('\n')}`;
  const level = report.verdict.outcome === 'pass' ? 'warning' : 'error';
  return {
    level,
    title: cut(`Scan of ${imageName(report)} is incomplete`, MAX_TITLE_CHARS),
    message: cut(message, MAX_MESSAGE_CHARS),
  };
}

function short(text: string): string {
  return visibleStart(text, TEXT_COLUMNS);
}

/** By UTF-16 code units, which is how the runner counts, but never between the two halves of a character. */
function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1).replace(/\p{Cs}$/u, '')}…`;
}
