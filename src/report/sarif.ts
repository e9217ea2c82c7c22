import type { Invocation, Log, Notification, ReportingDescriptor, Run } from 'sarif';
import type { Report, Skipped } from '../model/report.js';
import { compareFindings } from './finding-order.js';
import { toResult, type ResultPaths } from './sarif-result.js';
import { toRules } from './sarif-rule.js';
import { countOf } from './sizes.js';
import { truncateEnd, visibleText } from './visible-text.js';
import { describeCoverage, describeSkipped } from './wording.js';

export interface SarifOptions extends ResultPaths {
  /**
   * What the alerts of GitHub code scanning are kept under, without a slash at its end. Default `drydock/<reference>`.
   * With several images, the reference is added to it, since GitHub refuses one category twice.
   */
  readonly category?: string | undefined;
  /** Results in each run, at most; default 5,000, which is what GitHub keeps of a run. */
  readonly maxResults?: number | undefined;
  /** Of all results together, in bytes of JSON without indentation; default 12 million. */
  readonly maxBytes?: number | undefined;
}

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
  const sorted = [...report.findings].sort(compareFindings);
  const rules = toRules(sorted);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const results: Run['results'] = [];
  let room = options.maxBytes;
  for (const finding of sorted.slice(0, options.maxResults ?? MAX_RESULTS)) {
    const result = toResult(finding, report.target.reference, ruleIndex, options);
    room -= Buffer.byteLength(JSON.stringify(result));
    if (room < 0) break;
    results.push(result);
  }
  return {
    tool: {
      driver: {
        name: 'Drydock',
        fullName: `Drydock ${report.tool.version}`,
        semanticVersion: report.tool.version,
        rules,
        notifications: [...NOTIFICATIONS],
      },
    },
    automationDetails: { id, description: { text: `Secrets in ${visibleText(report.target.reference)}` } },
    invocations: [toInvocation(report, report.findings.length - results.length)],
    columnKind: 'utf16CodeUnits',
    results,
  };
}

const NOTIFICATIONS = [
  notification(
    'not-read',
    'NotRead',
    'A part of the image that could not be read, so that secrets in it were not found.',
  ),
  notification(
    'results-cut',
    'ResultsCut',
    'Results that were left out to stay within the limits of code scanning.',
  ),
] as const;

function notification<Id extends string>(
  id: Id,
  name: string,
  text: string,
): ReportingDescriptor & { id: Id } {
  return { id, name, shortDescription: { text }, fullDescription: { text }, help: { text } };
}

function toInvocation({ coverage }: Report, cut: number): Invocation {
  const notifications = coverage.skipped.slice(0, MAX_NOTIFICATIONS).map(toNotification);
  const rest = coverage.skipped.length - notifications.length;
  if (rest > 0) notifications.push(notify('not-read', `${countOf(rest, 'more item')} could not be read.`));
  if (!coverage.complete && coverage.skipped.length === 0) {
    notifications.push(notify('not-read', `Not everything could be read. ${describeCoverage(coverage)}.`));
  }
  if (cut > 0) {
    const text = `${countOf(cut, 'result')} left out, the least severe ones, to stay within the limits of code scanning.`;
    notifications.push(notify('results-cut', text));
  }
  return { executionSuccessful: coverage.complete, toolExecutionNotifications: notifications };
}

function toNotification(skipped: Skipped): Notification {
  return notify('not-read', `Not read: ${truncateEnd(describeSkipped(skipped), MAX_MESSAGE_COLUMNS)}.`);
}

function notify(id: (typeof NOTIFICATIONS)[number]['id'], text: string): Notification {
  const index = NOTIFICATIONS.findIndex((notification) => notification.id === id);
  return { descriptor: { id, index }, level: 'warning', message: { text } };
}

/**
 * GitHub takes all up to the last `/` as the category. Reports of the same image for several platforms get these at
 * the end, and a number where that is not enough.
 */
function automationIds(reports: readonly Report[], category: string | undefined): string[] {
  const used = new Set<string>();
  return reports.map(({ target }) => {
    const reference = visibleText(target.reference);
    const base = category === undefined ? `drydock/${reference}` : category;
    const first = category !== undefined && reports.length > 1 ? `${base}/${reference}` : base;
    const candidates = [first, `${first}/${target.platform ?? target.kind}`];
    let id = candidates.find((candidate) => !used.has(candidate));
    for (let number = 2; id === undefined; number++) {
      const candidate = `${first}/${number}`;
      if (!used.has(candidate)) id = candidate;
    }
    used.add(id);
    return `${id}/`;
  });
}
