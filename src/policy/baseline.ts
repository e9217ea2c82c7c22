import type { FixedFinding, Finding, Occurrence, Report } from '../model/report.js';
import type { BaselineEntry, BaselineNames } from './baseline-entry.js';
import { entriesOf, entryKey, kindOf } from './baseline-entry.js';
import { judge } from './verdict.js';

/** Known findings, and the file that they were read from. */
export interface Baseline {
  /** As the user named it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** What of a scan decides which findings it would have found if they were still there. */
export interface Lookup {
  /** What the report's image and build context are called in the baseline. */
  readonly names: (report: Report) => BaselineNames;
  /** IDs of the rules that were looked for. */
  readonly rules: ReadonlySet<string>;
}

/**
 * Marks each finding as new or known, judges anew (known findings do not block), and tells what is fixed. A finding is
 * known by any of its fingerprints: one of a secret that can be guessed has one for each of its places.
 * @param reports all of one scan: an image of several platforms is several, and what is in any of them is not fixed
 */
export function compareWithBaseline(
  reports: readonly Report[],
  baseline: Baseline,
  lookup: Lookup,
): readonly Report[] {
  const known = new Set(baseline.entries.map(({ fingerprint }) => fingerprint));
  const fixed = findFixed(reports, baseline.entries, lookup);
  return reports.map((report) => {
    const findings = report.findings.map((finding): Finding => {
      const isKnown = fingerprintsOf(finding).some((fingerprint) => known.has(fingerprint));
      return { ...finding, baseline: isKnown ? 'known' : 'new' };
    });
    const count = (state: Finding['baseline']): number =>
      findings.filter(({ baseline: one, allowed }) => one === state && allowed === null).length;
    const names = Object.values(lookup.names(report));
    return {
      ...report,
      findings,
      verdict: judge(findings, report.coverage, report.verdict),
      baseline: {
        file: baseline.file,
        known: count('known'),
        new: count('new'),
        fixed: onceEach(fixed.filter(({ where }) => names.includes(where))),
      },
    };
  });
}

/**
 * What was known stays as it is, what is new comes along: `drydock baseline update`, and, of no entries, `write`. All
 * severities and owners count, so that a stricter gate later on does not bring a flood.
 */
export function addEntries(
  entries: readonly BaselineEntry[],
  reports: readonly Report[],
  names: Lookup['names'],
): readonly BaselineEntry[] {
  const byKey = new Map<string, BaselineEntry>();
  for (const entry of [...entries, ...reports.flatMap((report) => entriesOf(report, names(report)))]) {
    const key = entryKey(entry);
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  return [...byKey.values()];
}

/**
 * What is fixed goes: `drydock baseline prune`.
 * @param reports of a scan with these entries as its baseline
 */
export function pruneEntries(
  entries: readonly BaselineEntry[],
  reports: readonly Report[],
  names: Lookup['names'],
): readonly BaselineEntry[] {
  const gone = new Set<string>();
  for (const report of reports) {
    const wheres = lookedAt(report, names(report));
    for (const { fingerprint } of report.baseline?.fixed ?? [])
      for (const where of wheres) gone.add(entryKey({ fingerprint, where }));
  }
  return entries.filter((entry) => !gone.has(entryKey(entry)));
}

/**
 * Entries that were looked for and are gone: their rule was used, what they stand in was scanned, to its end and in
 * all reports of that name, and no report of that name has them.
 */
function findFixed(
  reports: readonly Report[],
  entries: readonly BaselineEntry[],
  { names, rules }: Lookup,
): readonly BaselineEntry[] {
  const scanned = new Map<string, { isWhole: boolean; readonly present: Set<string> }>();
  for (const report of reports) {
    const own = names(report);
    const present = report.findings.flatMap(fingerprintsOf);
    const isWhole = report.coverage.complete;
    for (const where of lookedAt(report, own)) {
      const seen = scanned.get(where);
      if (seen === undefined) scanned.set(where, { isWhole, present: new Set(present) });
      else {
        seen.isWhole &&= isWhole;
        for (const fingerprint of present) seen.present.add(fingerprint);
      }
    }
  }
  return entries.filter(({ fingerprint, rule, where }) => {
    const seen = scanned.get(where);
    return seen?.isWhole === true && rules.has(rule) && !seen.present.has(fingerprint);
  });
}

/** What is scanned and has a name of its own. Of a nameless image nobody knows that it is the same as last time. */
function lookedAt(report: Report, names: BaselineNames): string[] {
  const places = report.coverage.places ?? [];
  return Object.values(names).filter(
    (where) =>
      !where.endsWith(':-') && places.some((place) => kindOf(place) === where.slice(0, where.indexOf(':'))),
  );
}

function fingerprintsOf({ fingerprint, occurrences }: Finding): string[] {
  return [fingerprint, ...occurrences.flatMap((place: Occurrence) => place.fingerprint ?? [])];
}

/** A secret of the image and the build context is told once, as of the image. */
function onceEach(entries: readonly BaselineEntry[]): FixedFinding[] {
  const byFingerprint = new Map<string, FixedFinding>();
  for (const { fingerprint, rule, path } of [...entries].sort((a, b) => order(a) - order(b))) {
    if (!byFingerprint.has(fingerprint)) byFingerprint.set(fingerprint, { fingerprint, rule, path });
  }
  return [...byFingerprint.values()];
}

function order({ where }: BaselineEntry): number {
  return where.startsWith('context:') ? 1 : 0;
}
