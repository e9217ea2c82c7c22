import type { Finding, Occurrence, OccurrencePlace, Report } from '../model/report.js';

/** One known finding: a line of a baseline file. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** What it was found in: `image:shop`, `provenance:shop`, `context:services/shop`; `image:-` for one without a name. */
  readonly where: string;
  /** Where it stood when it was written down. For people: a finding that moves is still known. */
  readonly path: string;
}

/** What a report's image and build context are called in `where`. */
export type BaselineNames = Readonly<Partial<Record<EntryKind, string>>>;

/** Provenance is apart, as the same image has it in one archive and not in another. */
export type EntryKind = 'image' | 'provenance' | 'context';

/** Two lines with the same key say the same, though the paths in them may differ. */
export function entryKey({ fingerprint, where }: Pick<BaselineEntry, 'fingerprint' | 'where'>): string {
  return `${fingerprint} ${where}`;
}

export function kindOf(place: OccurrencePlace): EntryKind {
  return place === 'context' || place === 'provenance' ? place : 'image';
}

/**
 * The lines for a report's findings: one for the image and one for the build context where a secret stands in both. A
 * secret that can be guessed is known by its place, and has a line for each. What is allowed has a reason to be let be
 * already, perhaps one that expires, and is left out.
 */
export function entriesOf(report: Report, names: BaselineNames): BaselineEntry[] {
  return report.findings
    .filter(({ allowed }) => allowed === null)
    .flatMap((finding) =>
      tellingPlaces(finding.occurrences).flatMap((place): BaselineEntry[] => {
        const where = names[kindOf(place.in)];
        if (where === undefined) return [];
        const fingerprint = place.fingerprint ?? finding.fingerprint;
        return [{ fingerprint, rule: finding.rule, where, path: stablePath(place) }];
      }),
    );
}

/** In the image, the places of one kind: what a file or a variable tells, the history says again. */
const TELLING: readonly (readonly OccurrencePlace[])[] = [
  ['layer', 'config', 'history', 'provenance'],
  ['context'],
];

function tellingPlaces(occurrences: readonly Occurrence[]): Finding['occurrences'] {
  return TELLING.flatMap((kinds) => {
    const best = kinds.find((kind) => occurrences.some((place) => place.in === kind));
    const seen = new Set<string | undefined>();
    return occurrences.filter((place) => {
      if (place.in !== best || seen.has(place.fingerprint)) return false;
      seen.add(place.fingerprint);
      return true;
    });
  });
}

/** The number of a history entry is another as soon as there is one more before it. */
function stablePath({ in: place, path }: Occurrence): string {
  return place === 'history' ? path.replace(/\/\d+$/, '') : path;
}
