/** What a phase has done so far. */
export interface PhaseState {
  readonly title: string;
  readonly doneBytes: number;
  /** null where not known. */
  readonly totalBytes: number | null;
  readonly doneLayers: number;
  readonly elapsedMs: number;
}

/** `Scanning shop.tar: 512.0 MB of 1.3 GB (39 %), 4 layers, 320 MB/s`; parts that are nothing yet are left out. */
export function progressLine(state: PhaseState): string {
  const parts = [amount(state), layerCount(state.doneLayers), rate(state.doneBytes, state.elapsedMs)].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? state.title : `${state.title}: ${parts.join(', ')}`;
}

function amount({ doneBytes, totalBytes }: PhaseState): string {
  if (doneBytes === 0) return '';
  if (totalBytes === null || totalBytes === 0) return formatBytes(doneBytes);
  const percent = Math.min(100, Math.floor((100 * doneBytes) / totalBytes));
  return `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)} (${String(percent)} %)`;
}

function layerCount(layers: number): string {
  if (layers === 0) return '';
  return layers === 1 ? '1 layer' : `${String(layers)} layers`;
}

/** Nothing in the first half second, when it would be a guess. */
function rate(bytes: number, elapsedMs: number): string {
  return bytes === 0 || elapsedMs < 500 ? '' : `${String(Math.round(bytes / 1e3 / elapsedMs))} MB/s`;
}

/** In powers of ten, as disks and networks are measured: `812 B`, `64 kB`, `51.0 MB`, `1.3 GB`. */
function formatBytes(bytes: number): string {
  if (bytes < 1e3) return `${String(bytes)} B`;
  if (bytes < 1e6) return `${String(Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
