import type { Invocation, Log, Notification, ReportingDescriptor, Run } from 'sarif';
import type { IdleAllowance, Report, Skipped } from '../model/report.js';
import { compareFindings } from './finding-order.js';
import { describeIdle } from './policy-wording.js';
import { toResult, type ResultPaths } from './sarif-result.js';
import { toRules } from './sarif-rule.js';
import { countOf } from './sizes.js';
import { truncateEnd, visibleText } from './visible-text.js';
import { describeCoverage, describeSkipped, describeUnopened, tallyUnopened } from './wording.js';

export interface SarifOptions extends ResultPaths {
  /**
   * What the alerts of GitHub code scanning are kept under, without a slash at its end. Default
   * `drydock/<reference>/<platform>`. With several images, reference and platform are added to it, since GitHub refuses
   * one category twice.
   */
  readonly category?: string | undefined;
  /**
   * What becomes of allowed findings: `marked` as suppressed, which is what the format has for them, or `omitted`, for
   * GitHub code scanning, which ignores suppressions and would open an alert for each. Default `marked`.
   */
  readonly allowed?: 'marked' | 'omitted' | undefined;
  /** Results in each run, at most; default 5,000, which is what GitHub keeps of a run. */
  readonly maxResults?: number | undefined;
  /** Of all results together, in bytes of JSON without indentation; default 12 million. */
  readonly maxBytes?: number | undefined;
}

/** A page about the tool. */
const INFORMATION_URI = 'https://github.com/drydock-action/drydock';
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub accepts 25,000 results in a run, but keeps and shows 5,000. */
const MAX_RESULTS = 5_000;
/**
 * GitHub accepts 10 MB after gzip. This much JSON stays below that even if all of it were random letters and digits
 * (6 bits of each byte); real reports shrink to a twentieth.
 */
const MAX_BYTES = 12_000_000;
/** Skipped items named one by one; the rest is counted. */
const MAX_NOTIFICATIONS = 200;
/** They are no gap: of many the rest is counted. */
const MAX_UNOPENED = 20;
const MAX_MESSAGE_COLUMNS = 1000;

/**
 * SARIF 2.1.0 as GitHub code scanning takes it: a run for each image under its own category, a result for each secret,
 * the most severe first. Raw values are never in it. Ends with a line feed.
 */
export function renderSarif(reports: readonly Report[], options: SarifOptions = {}): string {
  const ids = automationIds(reports, options.category);
  const maxBytes = Math.floor((options.maxBytes ?? MAX_BYTES) / Math.max(1, reports.length));
  const runs = reports.map((report, index) => toRun(report, ids[index] ?? '', { ...options, maxBytes }));
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function toRun(report: Report, id: string, options: SarifOptions & { readonly maxBytes: number }): Run {
  const sorted = report.findings
    .filter((finding) => options.allowed !== 'omitted' || finding.allowed === null)
    .sort(compareFindings);
  const omitted = report.findings.length - sorted.length;
  const hasSuppressions = sorted.some((finding) => finding.allowed !== null);
  const rules = toRules(sorted);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const results: Run['results'] = [];
  let room = options.maxBytes;
  for (const finding of sorted.slice(0, options.maxResults ?? MAX_RESULTS)) {
    const result = toResult(finding, report, ruleIndex, { ...options, hasSuppressions });
    room -= Buffer.byteLength(JSON.stringify(result));
    if (room < 0) break;
    results.push(result);
  }
  const cut = sorted.length - results.length;
  return {
    tool: {
      driver: {
        name: 'Drydock',
        informationUri: INFORMATION_URI,
        fullName: `Drydock ${report.tool.version}`,
        semanticVersion: report.tool.version,
        rules,
        notifications: [...NOTIFICATIONS],
      },
    },
    automationDetails: { id, description: { text: describeRun(report, cut) } },
    invocations: [toInvocation(report, { cut, omitted })],
    columnKind: 'utf16CodeUnits',
    results,
  };
}

/** What stands first in the run: which image it is of, and whether these are all its secrets. */
function describeRun({ target }: Report, cut: number): string {
  const image = `Secrets in ${visibleText(target.reference)}`;
  return cut === 0 ? `${image}.` : `${image}. ${describeCut(cut)}`;
}

function describeCut(cut: number): string {
  return `${countOf(cut, 'result')} left out, the least severe ones, to stay within the limits of code scanning.`;
}

const NOTIFICATIONS = [
  notification(
    'not-read',
    'NotRead',
    'A part of the image that could not be read, so that secrets in it were not found.',
  ),
  notification(
    'not-opened',
    'NotOpened',
    'An archive that is damaged, encrypted or of an unknown method: its bytes were scanned as they stand.',
  ),
  notification(
    'results-cut',
    'ResultsCut',
    'Results that were left out to stay within the limits of code scanning.',
  ),
  notification(
    'secret-allowed',
    'SecretAllowed',
    'Secrets that the configuration or a comment allows, and which are no results therefore.',
  ),
  notification(
    'allowance-expired',
    'AllowanceExpired',
    'An allowance that has expired: what it allowed counts again.',
  ),
  notification('allowance-unused', 'AllowanceUnused', 'An allowance that matched nothing, and can go.'),
] as const;

function notification<Id extends string>(
  id: Id,
  name: string,
  text: string,
): ReportingDescriptor & { id: Id } {
  return { id, name, shortDescription: { text }, fullDescription: { text }, help: { text } };
}

function toInvocation(report: Report, { cut, omitted }: { cut: number; omitted: number }): Invocation {
  const { coverage, allowances } = report;
  const notifications = coverage.skipped.slice(0, MAX_NOTIFICATIONS).map(toNotification);
  const rest = coverage.skipped.length - notifications.length;
  if (rest > 0) notifications.push(notify('not-read', `${countOf(rest, 'more item')} could not be read.`));
  if (!coverage.complete && coverage.skipped.length === 0) {
    notifications.push(notify('not-read', `Not everything could be read. ${describeCoverage(coverage)}.`));
  }
  if (cut > 0) notifications.push(notify('results-cut', describeCut(cut)));
  if (omitted > 0) {
    notifications.push(
      notify('secret-allowed', `${countOf(omitted, 'secret is', 'secrets are')} allowed.`, 'note'),
    );
  }
  const unopened = coverage.unopened ?? [];
  const named = unopened.slice(0, MAX_UNOPENED);
  notifications.push(
    ...named.map((one) =>
      notify('not-opened', `Not opened: ${truncateEnd(describeUnopened(one), MAX_MESSAGE_COLUMNS)}.`, 'note'),
    ),
  );
  if (unopened.length > named.length)
    notifications.push(notify('not-opened', `${tallyUnopened(unopened)}.`, 'note'));
  notifications.push(
    ...allowances.expired
      .slice(0, MAX_NOTIFICATIONS)
      .map((idle) => tellIdle('allowance-expired', 'Expired', idle)),
    ...allowances.unused
      .slice(0, MAX_NOTIFICATIONS)
      .map((idle) => tellIdle('allowance-unused', 'Unused', idle)),
  );
  return { executionSuccessful: coverage.complete, toolExecutionNotifications: notifications };
}

function tellIdle(
  id: 'allowance-expired' | 'allowance-unused',
  word: string,
  idle: IdleAllowance,
): Notification {
  const text = `${word}: ${truncateEnd(describeIdle(idle), MAX_MESSAGE_COLUMNS)}.`;
  return notify(id, text, id === 'allowance-expired' ? 'warning' : 'note');
}

function toNotification(skipped: Skipped): Notification {
  return notify('not-read', `Not read: ${truncateEnd(describeSkipped(skipped), MAX_MESSAGE_COLUMNS)}.`);
}

function notify(
  id: (typeof NOTIFICATIONS)[number]['id'],
  text: string,
  level: Notification.level = 'warning',
): Notification {
  const index = NOTIFICATIONS.findIndex((notification) => notification.id === id);
  return { descriptor: { id, index }, level, message: { text } };
}

/**
 * GitHub takes all up to the last `/` as the category. Image and platform are in it, so that no job of a matrix takes the
 * place of another one; and a number where that is not enough.
 */
function automationIds(reports: readonly Report[], category: string | undefined): string[] {
  const used = new Set<string>();
  return reports.map(({ target }) => {
    const { reference, platform } = target;
    const image = visibleText(platform === null ? reference : `${reference}/${platform}`);
    const isNamed = category !== undefined && reports.length === 1;
    const first = isNamed ? category : `${category ?? 'drydock'}/${image}`;
    let id = first;
    for (let number = 2; used.has(id); number++) id = `${first}/${number}`;
    used.add(id);
    return `${id}/`;
  });
}
