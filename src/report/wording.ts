import type {
  Coverage,
  Finding,
  Occurrence,
  Outcome,
  Report,
  ReportLayer,
  Skipped,
  UnopenedFile,
} from '../model/report.js';
import { SEVERITIES, type Severity } from '../model/severity.js';
import { isBlocking } from '../model/blocking.js';
import { describeMaker } from './layer-maker.js';
import { countOf, formatBytes, formatNumber } from './sizes.js';
import { visibleStart, visibleText } from './visible-text.js';

/** The words that all reports for people share. Everything returned is visible text, escaped for no format yet. */

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pass: 'Passed',
  blocked: 'Blocked',
  incomplete: 'Incomplete',
};

/**
 * What the outcome word is followed by: `2 secrets at or above high in shop:ci (1 critical, 1 high)`.
 * @param name how the format writes the image's name
 */
export function describeVerdict(report: Report, name: (reference: string) => string = visibleText): string {
  const { findings, verdict, coverage } = report;
  const where = name(report.target.reference);
  const unread = coverage.skipped.length;
  const spared = tellSpared(findings);
  switch (verdict.outcome) {
    case 'blocked': {
      const blocking = findings.filter((finding) => isBlocking(finding, verdict));
      const others = findings.length - blocking.length;
      const threshold = verdict.failOn === 'critical' ? '' : ` at or above ${verdict.failOn}`;
      const more =
        others === 0
          ? ''
          : `; ${formatNumber(others)} more ${others === 1 ? 'does' : 'do'} not block${spared}`;
      const gap = coverage.complete ? '' : `. The scan is incomplete as well: ${describeUnread(unread)}`;
      return `${countOf(blocking.length, 'secret')}${threshold} in ${where} (${tallySeverities(blocking)})${more}${gap}`;
    }
    case 'incomplete': {
      const found =
        findings.length === 0
          ? 'no secret'
          : `${countOf(findings.length, 'secret')} (${tallySeverities(findings)})`;
      return `${describeUnread(unread)} in ${where}; ${found} found in the rest${spared}`;
    }
    case 'pass': {
      const gap = coverage.complete ? '' : `; ${describeUnread(unread)}`;
      if (findings.length === 0) return `no secrets in ${where}${gap}`;
      const never = verdict.failOn === 'never' ? 'reported only, as fail-on is never' : 'none of them blocks';
      const count = findings.length === 1 && verdict.failOn !== 'never' ? 'it does not block' : never;
      return `${countOf(findings.length, 'secret')} in ${where} (${tallySeverities(findings)}), ${count}${spared}${gap}`;
    }
  }
}

/** ` (3 allowed, 12 known from the baseline)`: why findings do not count though they are there; empty where all do. */
function tellSpared(findings: readonly Finding[]): string {
  const allowed = findings.filter((finding) => finding.allowed !== null).length;
  const known = findings.filter(({ allowed, baseline }) => allowed === null && baseline === 'known').length;
  const parts = [
    allowed === 0 ? '' : `${formatNumber(allowed)} allowed`,
    known === 0 ? '' : `${formatNumber(known)} known from the baseline`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** `2 critical, 1 low`: only the severities that there are, worst first. */
export function tallySeverities(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((f) => f.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${formatNumber(count)} ${severity}`)
    .join(', ');
}

function describeUnread(items: number): string {
  return items === 0 ? 'not everything could be read' : `${countOf(items, 'item')} could not be read`;
}

/** `layer 3`, `image config`, `history`, `provenance`, `build context`. */
export function describePlace(occurrence: Occurrence): string {
  switch (occurrence.in) {
    case 'layer':
      return occurrence.layer === null ? 'layer' : `layer ${formatNumber(occurrence.layer)}`;
    case 'config':
      return 'image config';
    case 'context':
      return 'build context';
    case 'history':
    case 'provenance':
      return occurrence.in;
  }
}

/** `srv/.env:2:16`, as editors and terminals take it; the whole path, whatever its length. */
export function describePath(occurrence: Occurrence): string {
  const { path, line, column } = occurrence;
  return [visibleText(path), line, line === null ? null : column].filter((part) => part !== null).join(':');
}

/** Of an instruction, as much as tells it from the others. */
const MAKER_COLUMNS = 60;

/**
 * `present`; ``deleted by `RUN rm .env` (layer 6), still extractable from layer 3``, or `deleted by layer 6, …` where
 * nothing is known of that layer; empty where the state is not known.
 * @param layers of the report
 * @param quote how the format writes text from an image, which comes on one line and shortened
 */
export function describeState(
  occurrence: Occurrence,
  layers: readonly ReportLayer[] = [],
  quote: (text: string) => string = (text) => `\`${text}\``,
): string {
  const { state, hiddenBy, layer } = occurrence;
  if (state === null || state === 'present') return state ?? '';
  const hider = layers.find(({ index }) => index === hiddenBy);
  const maker = hider === undefined ? '' : visibleStart(describeMaker(hider), MAKER_COLUMNS);
  const place = hiddenBy === null ? '' : `layer ${formatNumber(hiddenBy)}`;
  const name = maker === '' ? place : `${quote(maker)} (${place})`;
  const from = layer === null ? '' : ` from layer ${formatNumber(layer)}`;
  return `${state}${name === '' ? '' : ` by ${name}`}, still extractable${from}`;
}

/** `utf-16le in base64`: innermost first; empty for plain text. */
export function describeEncoding(occurrence: Occurrence): string {
  return [...occurrence.encoding].reverse().map(visibleText).join(' in ');
}

/** `sk-…mUhd`, or the parts of a pair by name: `key ID AKIA…BYVS, secret ioDn…IqfE`; each at most so many columns wide. */
export function describeRedacted({ redacted, parts }: Finding, columns: number): string {
  const short = (text: string): string => visibleStart(text, columns);
  if (parts.length === 0) return short(redacted);
  return parts.map((part) => `${short(part.name)} ${short(part.redacted)}`).join(', ');
}

/** Who put it there, where that is not the developer. */
export function describeOwner(finding: Finding): string {
  switch (finding.owner) {
    case 'own':
      return '';
    case 'base':
      return 'from the base image';
    case 'package':
      return 'shipped by a published package';
  }
}

/** What the provider said when asked; empty when nobody asked. */
export function describeVerification(finding: Finding): string {
  switch (finding.verification) {
    case 'not-checked':
      return '';
    case 'live':
      return 'live: the provider accepts it';
    case 'dead':
      return 'dead: the provider no longer accepts it';
    case 'unknown':
      return 'whether it is live could not be found out';
  }
}

/** Notes of the offline checks, verification and owner: all that is said about a finding besides its places. */
export function describeNotes(finding: Finding): string[] {
  const notes = [describeVerification(finding), describeOwner(finding), ...finding.notes.map(visibleText)];
  return notes.filter((note) => note !== '');
}

/** `Read 1.3 GB in 55,010 files of 12 layers`. */
export function describeCoverage(coverage: Coverage): string {
  const layers = coverage.layers === 0 ? '' : ` of ${countOf(coverage.layers, 'layer')}`;
  const { cachedLayers = 0 } = coverage;
  const cached = cachedLayers === 0 ? '' : `, ${cachedLayers} of which the cache knew`;
  return `Read ${formatBytes(coverage.bytes)} in ${countOf(coverage.files, 'file')}${layers}${cached}`;
}

/** `2 archives could not be opened to the end: the rest of their bytes was scanned as it stands`. */
export function tallyUnopened(unopened: readonly UnopenedFile[]): string {
  const isOne = unopened.length === 1;
  return `${countOf(unopened.length, 'archive')} could not be opened to the end: the rest of ${isOne ? 'its' : 'their'} bytes was scanned as it stands`;
}

/** `layer 4: srv/x.zip!/a.txt: is encrypted`. */
export function describeUnopened({ path, layer, reason }: UnopenedFile): string {
  return describeSkipped({ path, layer, reason, bytes: 0 });
}

/** `layer 4: var/cache/x.gz: gzip data ends early (12 MB)`. */
export function describeSkipped(skipped: Skipped): string {
  const layer = skipped.layer === null ? '' : `layer ${formatNumber(skipped.layer)}: `;
  const bytes = skipped.bytes === 0 ? '' : ` (${formatBytes(skipped.bytes)})`;
  return `${layer}${visibleText(skipped.path)}: ${visibleText(skipped.reason)}${bytes}`;
}
