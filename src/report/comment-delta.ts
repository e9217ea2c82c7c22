import type { Report } from '../model/report.js';
import {
  type CommentState,
  type FindingLabel,
  idOf,
  rememberFinding,
  type RememberedFinding,
  type RunDelta,
} from './comment-state.js';
import { orderFindings } from './finding-order.js';

/** What an earlier run had, to compare with. */
interface Base {
  readonly commit: string | null;
  readonly findings: readonly RememberedFinding[];
  readonly more: number;
}

/**
 * What the comment of this run remembers. A run at the same commit as the last one compares with what that one compared
 * with, so that the same run twice says the same; where that one was the first, with that one.
 * @param commit that was scanned; null where it is not known
 */
export function nextCommentState(
  report: Report,
  commit: string | null,
  previous: CommentState | null,
): CommentState {
  const own = orderFindings(report).map(rememberFinding);
  const isRepeated = previous !== null && commit !== null && previous.commit === commit;
  const base = isRepeated ? (baseOf(previous) ?? previous) : previous;
  const present = new Set(own.map(({ id }) => id));
  // Of an image that was not read whole nobody knows what is gone: what was known stays remembered.
  const missed = report.coverage.complete ? [] : (base?.findings ?? []).filter(({ id }) => !present.has(id));
  const findings = [...own, ...missed];
  if (isRepeated && isSame(findings, previous)) return { ...previous, findings, more: 0 };
  const delta = compare(report, own, base);
  return { commit, findings, more: 0, delta, resolution: resolve(report, commit, base, previous) };
}

/** What the run before the last one had, as far as the last one tells. */
function baseOf({ findings, more, delta }: CommentState): Base | null {
  if (delta === null) return null;
  const { since, added, addedIds, fixed, fixedFindings } = delta;
  const ids = new Set(addedIds);
  const forgotten = (added === null ? 1 : added - addedIds.length) + fixed - fixedFindings.length;
  return {
    commit: since,
    findings: [...findings.filter(({ id }) => !ids.has(id)), ...fixedFindings],
    more: more + forgotten,
  };
}

function isSame(findings: readonly RememberedFinding[], previous: CommentState): boolean {
  return (
    findings.length === previous.findings.length + previous.more &&
    previous.findings.every(({ id }, index) => findings[index]?.id === id)
  );
}

function compare(report: Report, own: readonly RememberedFinding[], base: Base | null): RunDelta | null {
  if (base === null) return null;
  const before = new Set(base.findings.map(({ id }) => id));
  const present = new Set(own.map(({ id }) => id));
  const added = own.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const fixed = report.coverage.complete ? base.findings.filter(({ id }) => !present.has(id)) : [];
  // Where the run before had more than it remembers, what it does not remember need not be new.
  const isWhole = base.more === 0;
  return {
    since: base.commit,
    added: isWhole ? added.length : null,
    addedIds: isWhole ? added : [],
    fixed: fixed.length,
    fixedFindings: fixed,
  };
}

function resolve(
  report: Report,
  commit: string | null,
  base: Base | null,
  previous: CommentState | null,
): CommentState['resolution'] {
  if (report.findings.length > 0 || !report.coverage.complete || base === null || previous === null)
    return null;
  // Of a run at the same commit, also what the last one had found there first.
  const known = [...base.findings, ...previous.findings];
  const gone = [...new Map(known.map((finding) => [finding.id, finding])).values()];
  const count = gone.length + Math.max(base.more, previous.more);
  return count === 0 ? previous.resolution : { commit, count, labels: labelsOf(gone) };
}

function labelsOf(findings: readonly RememberedFinding[]): FindingLabel[] {
  return findings.flatMap(({ label }) => (label === null ? [] : [label]));
}

/** Whether the state says that the last run did not have the finding. */
export function newnessOf(state: CommentState): (finding: Report['findings'][number]) => boolean {
  const added = new Set(state.delta?.addedIds ?? []);
  return (finding) => added.has(idOf(finding));
}
