import type { KnownLayer } from '../model/known-layer.js';

const SCHEMA = 'drydock/layer/1';
/** A layer of as many findings gains nothing by being known. */
export const MOST_ENTRIES = 50_000;

/** The text of a file of the cache: diff ID and places of entries, neither names nor anything of what was found. */
export function writeRecord(name: string, { diffId, entries }: KnownLayer): string {
  return `${JSON.stringify({ schema: SCHEMA, name, diffId, entries })}\n`;
}

/**
 * @param name of the layer that the record should be of
 * @returns null for a text that is none: one cut short, or of another version
 */
export function readRecord(text: string, name: string): KnownLayer | null {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof record !== 'object' || record === null) return null;
  const { schema, name: ownName, diffId, entries } = record as Readonly<Record<string, unknown>>;
  if (schema !== SCHEMA || ownName !== name) return null;
  if (typeof diffId !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(diffId)) return null;
  return isAscending(entries) ? { diffId, entries } : null;
}

/** Out of order, entries would be passed over. */
function isAscending(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length > MOST_ENTRIES) return false;
  let last = -1;
  for (const entry of value as readonly unknown[]) {
    if (typeof entry !== 'number' || !Number.isInteger(entry) || entry <= last) return false;
    last = entry;
  }
  return true;
}
