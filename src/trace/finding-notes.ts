import type { OccurrencePlace } from '../model/report.js';

/** A place of a finding, and what the checks noted of it. */
export interface NotedPlace {
  readonly in: OccurrencePlace;
  readonly path: string;
  readonly notes: readonly string[];
}

/** More would be a list of places, which a report has anyway. */
const MAX_PLACES = 2;

/**
 * What was noted of a finding's places. What holds of some of them only names these: a secret that stands in
 * documentation as well as in a program is not "in documentation".
 */
export function notesOfPlaces(places: readonly NotedPlace[]): string[] {
  const byNote = new Map<string, Set<string>>();
  for (const place of places) {
    for (const note of place.notes) {
      const holders = byNote.get(note) ?? new Set();
      byNote.set(note, holders.add(nameOf(place)));
    }
  }
  const all = new Set(places.map(nameOf));
  return [...byNote].map(([note, holders]) => {
    if (holders.size === all.size) return note;
    const shown = [...holders].slice(0, MAX_PLACES).join(', ');
    const more = holders.size - MAX_PLACES;
    return `${note}: ${shown}${more > 0 ? ` and ${String(more)} more` : ''}`;
  });
}

function nameOf({ in: place, path }: NotedPlace): string {
  return place === 'context' ? `${path} of the build context` : path;
}
