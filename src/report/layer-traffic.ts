import type { Report } from '../model/report.js';

/** What one layer does with secrets. */
export interface LayerTraffic {
  /** Secrets that stand in it, whether a later layer hides them or not. */
  readonly holds: number;
  /** Secrets of earlier layers that it deletes or overwrites, by these layers, the lowest first. */
  readonly hides: ReadonlyMap<number, number>;
}

/** Which secrets each layer holds and hides, by the layer's index; a secret with many places in a layer counts once. */
export function layerTraffic({
  layers,
  findings,
}: Pick<Report, 'layers' | 'findings'>): Map<number, LayerTraffic> {
  const traffic = new Map(layers.map(({ index }) => [index, { holds: 0, hides: new Map<number, number>() }]));
  for (const { occurrences } of findings) {
    const seen = new Set<string>();
    const once = (key: string, count: () => void): void => {
      if (!seen.has(key)) count();
      seen.add(key);
    };
    for (const { layer, hiddenBy } of occurrences) {
      if (layer === null) continue;
      const own = traffic.get(layer);
      if (own !== undefined) once(`${layer}`, () => own.holds++);
      const hider = hiddenBy === null ? undefined : traffic.get(hiddenBy);
      if (hider !== undefined)
        once(`${layer} ${hiddenBy}`, () => hider.hides.set(layer, (hider.hides.get(layer) ?? 0) + 1));
    }
  }
  for (const one of traffic.values()) one.hides = new Map([...one.hides].sort(([a], [b]) => a - b));
  return traffic;
}
