/** A parsed document's table, of which nothing is known. */
export type Untyped = Readonly<Record<string, unknown>>;

export function tableIn(table: Untyped, key: string): Untyped {
  const value = table[key];
  return isTable(value) ? value : {};
}

/** The tables of a list; a table alone is a list of one. */
export function tablesIn(table: Untyped, key: string): Untyped[] {
  return [table[key]].flat().filter(isTable);
}

export function textIn(table: Untyped, key: string): string | null {
  const value = table[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberIn(table: Untyped, key: string): number | null {
  const value = table[key];
  return typeof value === 'number' && value !== 0 && Number.isFinite(value) ? value : null;
}

/** The texts of a list; a text alone is a list of one. */
export function textsIn(table: Untyped, key: string): string[] {
  return [table[key]].flat().filter((value): value is string => typeof value === 'string' && value !== '');
}

export function isTable(value: unknown): value is Untyped {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
