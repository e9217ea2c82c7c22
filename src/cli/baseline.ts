import { UserError } from '../model/errors.js';
import type { Report } from '../model/report.js';
import type { ScanRequest } from '../model/request.js';
import { addEntries, pruneEntries } from '../policy/baseline.js';
import { type BaselineEntry, entryKey } from '../policy/baseline-entry.js';
import { baselineNames, readBaseline } from '../policy/baseline-file.js';
import { formatBaseline } from '../policy/baseline-text.js';
import { describeSkipped } from '../report/wording.js';
import { countOf } from '../report/sizes.js';
import { writeReportFile } from '../report-file.js';
import type { BaselineAction } from './program.js';

/** What `drydock baseline` works with. */
export interface BaselineTask {
  readonly action: BaselineAction;
  /** What is scanned. */
  readonly request: Omit<ScanRequest, 'baseline'>;
  /** Where the baseline is, or is to be. */
  readonly file: string;
  readonly scan: (request: ScanRequest) => Promise<readonly Report[]>;
}

/**
 * Scans, and writes the baseline anew, whole or not at all.
 * @returns one line that says what became of the file
 * @throws UserError for a baseline that cannot be read or written, and after a scan that was not complete: a baseline of
 *   it would lack what was not read, or lose what was
 */
export async function keepBaseline({ action, request, file, scan }: BaselineTask): Promise<string> {
  const known = await readKnown(action, file);
  const isNew = known === null || action === 'write';
  const reports = await scan(isNew ? request : { ...request, baseline: file });
  refuseIncomplete(reports, file);
  const names = (report: Report) => baselineNames(report, request, file);
  const before = known ?? [];
  const after =
    action === 'prune'
      ? pruneEntries(before, reports, names)
      : addEntries(isNew ? [] : before, reports, names);
  await writeReportFile(file, formatBaseline(after));
  return `${file}: ${describeChange(before, after)}`;
}

/** What the file holds; null when `write` or `update` are to make it. A file that is something else is not written over. */
async function readKnown(action: BaselineAction, file: string): Promise<readonly BaselineEntry[] | null> {
  try {
    return (await readBaseline(file)).entries;
  } catch (error) {
    if (action !== 'prune' && error instanceof UserError && isMissing(error)) return null;
    throw error;
  }
}

function isMissing({ cause }: UserError): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
}

function refuseIncomplete(reports: readonly Report[], file: string): void {
  const report = reports.find(({ coverage }) => !coverage.complete);
  if (report === undefined && reports.length > 0) return;
  const [first] = report?.coverage.skipped ?? [];
  throw new UserError(
    `the scan was incomplete, and ${file} is left as it is`,
    first === undefined ? 'nothing could be read' : `not read: ${describeSkipped(first)}`,
  );
}

/** `12 entries (3 added, 9 as before)`; what was taken out comes last. */
function describeChange(before: readonly BaselineEntry[], after: readonly BaselineEntry[]): string {
  const old = new Set(before.map(entryKey));
  const kept = after.filter((entry) => old.has(entryKey(entry))).length;
  const parts = [
    [after.length - kept, 'added'],
    [kept, 'as before'],
    [old.size - kept, 'removed'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`);
  return `${countOf(after.length, 'entry', 'entries')}${told.length === 0 ? '' : ` (${told.join(', ')})`}`;
}
