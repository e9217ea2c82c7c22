import type { Coverage, Finding, Occurrence, Outcome, Report, Skipped } from '../model/report.js';
import { SEVERITIES, type Severity } from '../model/severity.js';
import { isBlocking } from '../model/blocking.js';
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
  switch (verdict.outcome) {
    case 'blocked': {
      const blocking = findings.filter((finding) => isBlocking(finding, verdict));
      const others = findings.length - blocking.length;
      const threshold = verdict.failOn === 'critical' ? '' : ` at or above ${verdict.failOn}`;
      const more =
        others === 0 ? '' : `; ${formatNumber(others)} more ${others === 1 ? 'does' : 'do'} not block`;
      const gap = coverage.complete ? '' : `. The scan is incomplete as well: ${describeUnread(unread)}`;
      return `${countOf(blocking.length, 'secret')}${threshold} in ${where} (${tallySeverities(blocking)})${more}${gap}`;
    }
    case 'incomplete': {
      const found =
        findings.length === 0
          ? 'no secret'
          : `${countOf(findings.length, 'secret')} (${tallySeverities(findings)})`;
      return `${describeUnread(unread)} in ${where}; ${found} found in the rest`;
    }
    case 'pass': {
      const gap = coverage.complete ? '' : `; ${describeUnread(unread)}`;
      if (findings.length === 0) return `no secrets in ${where}${gap}`;
      const never = verdict.failOn === 'never' ? 'reported only, as fail-on is never' : 'none of them blocks';
      const count = findings.length === 1 && verdict.failOn !== 'never' ? 'it does not block' : never;
      return `${countOf(findings.length, 'secret')} in ${where} (${tallySeverities(findings)}), ${count}${gap}`;
    }
  }
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

/** `present`, `deleted by layer 6, still extractable from layer 3`; empty where not known. */
export function describeState(occurrence: Occurrence): string {
  const { state, hiddenBy, layer } = occurrence;
  if (state === null || state === 'present') return state ?? '';
  const by = hiddenBy === null ? '' : ` by layer ${formatNumber(hiddenBy)}`;
  const from = layer === null ? '' : ` from layer ${formatNumber(layer)}`;
  return `${state}${by}, still extractable${from}`;
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
  return `Read ${formatBytes(coverage.bytes)} in ${countOf(coverage.files, 'file')}${layers}`;
}

/** `layer 4: var/cache/x.gz: gzip data ends early (12 MB)`. */
export function describeSkipped(skipped: Skipped): string {
  const layer = skipped.layer === null ? '' : `layer ${formatNumber(skipped.layer)}: `;
  const bytes = skipped.bytes === 0 ? '' : ` (${formatBytes(skipped.bytes)})`;
  return `${layer}${visibleText(skipped.path)}: ${visibleText(skipped.reason)}${bytes}`;
}
