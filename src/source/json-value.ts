/**
 * Reading JSON that others wrote: nothing is taken for granted, and nothing throws. Go writes `null` for empty lists
 * and maps, so that reads as empty everywhere.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The parsed text; undefined where it is not JSON, which no JSON text parses to. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or an empty one. */
export function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** A list, or an empty one. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A text, or an empty one. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A text, or null. */
export function toTextOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
