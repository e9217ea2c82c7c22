import type { Finding, InstructionRef, Occurrence, ReportLayer } from '../model/report.js';
import { orderOccurrences } from './finding-order.js';
import { lineOf } from './repository-place.js';

/** What brings secrets into the image: the one place to mend for all of them. */
export type Cause =
  | { readonly kind: 'instruction'; readonly instruction: InstructionRef }
  | { readonly kind: 'layer'; readonly layer: ReportLayer }
  | { readonly kind: 'base' | 'context' | 'config' | 'history' | 'provenance' | 'unknown' };

export interface CauseGroup {
  readonly cause: Cause;
  /** At least one; in the order that they were given in. */
  readonly findings: readonly Finding[];
}

/** Groups findings by what brings them in. A group stands where the first of its findings stood. */
export function groupByCause(findings: readonly Finding[], layers: readonly ReportLayer[]): CauseGroup[] {
  const groups = new Map<string, { cause: Cause; findings: Finding[] }>();
  for (const finding of findings) {
    const cause = causeOf(finding, layers);
    const key = keyOf(cause);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause, findings: [finding] });
    else group.findings.push(finding);
  }
  return [...groups.values()];
}

/** Instructions that bring the finding in, the most telling first, each once. */
export function instructionsOf(finding: Finding): InstructionRef[] {
  const byPlace = new Map<string, InstructionRef>();
  for (const { instruction } of orderOccurrences(finding)) {
    if (instruction === null) continue;
    const key = JSON.stringify([instruction.file, lineOf(instruction)]);
    if (!byPlace.has(key)) byPlace.set(key, instruction);
  }
  return [...byPlace.values()];
}

function causeOf(finding: Finding, layers: readonly ReportLayer[]): Cause {
  const places = orderOccurrences(finding);
  const instruction = instructionsOf(finding)[0];
  if (instruction !== undefined) return { kind: 'instruction', instruction };
  if (finding.owner === 'base') return { kind: 'base' };
  const [first] = places.filter(({ layer }) => layer !== null);
  return first === undefined ? causeOutside(places[0]) : causeInside(first, layers);
}

function causeInside(place: Occurrence, layers: readonly ReportLayer[]): Cause {
  const layer = layers.find(({ index }) => index === place.layer);
  if (layer === undefined) return { kind: 'unknown' };
  if (layer.origin === 'base') return { kind: 'base' };
  if (layer.instruction !== null) return { kind: 'instruction', instruction: layer.instruction };
  return { kind: 'layer', layer };
}

function causeOutside(place: Occurrence | undefined): Cause {
  return place === undefined || place.in === 'layer' ? { kind: 'unknown' } : { kind: place.in };
}

function keyOf(cause: Cause): string {
  switch (cause.kind) {
    case 'instruction':
      return JSON.stringify([cause.instruction.file, lineOf(cause.instruction)]);
    case 'layer':
      return JSON.stringify([cause.layer.index]);
    default:
      return cause.kind;
  }
}
