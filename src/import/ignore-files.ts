import { UserError } from '../model/errors.js';
import type { ForeignIgnore, Notes } from './foreign-config.js';
import { tablesIn, textIn, textsIn, type Untyped } from './untyped.js';

/**
 * Reads a `.gitleaksignore`: a fingerprint a line, `file:rule:line`, perhaps with a commit and a colon before it.
 */
export function readGitleaksIgnore(file: string, text: string, notes: Notes): ForeignIgnore[] {
  return linesOf(text).flatMap(({ line, number }): ForeignIgnore[] => {
    const place = `${file}:${String(number)}`;
    // Gitleaks follows containers with `!`; a path may hold colons, rule and line cannot.
    const found = /^(?:[0-9a-f]{7,64}:)?(.+):([^:]+):(\d+)$/.exec(line);
    const [, path = '', rule = '', at = ''] = found ?? [];
    if (found !== null) return [{ ...ANY, place, rule, finding: { file: path, line: Number(at) } }];
    notes.add(place, 'is no fingerprint of Gitleaks’ (file:rule:line), and is left out');
    return [];
  });
}

/** Reads a `.trivyignore`: an ID a line, perhaps with `exp:` and a day behind it. Only those of secrets matter. */
export function readTrivyIgnore(file: string, text: string, notes: Notes): ForeignIgnore[] {
  return linesOf(text).flatMap(({ line, number }): ForeignIgnore[] => {
    const place = `${file}:${String(number)}`;
    const [id = '', ...rest] = line.split(/\s+/);
    if (!isSecretId(id)) return [];
    const day = rest.find((word) => word.startsWith('exp:'))?.slice(4);
    const expires = day === undefined ? null : dayBefore(day);
    if (day !== undefined && expires === null) {
      notes.add(place, 'has a day that is none, and is left out');
      return [];
    }
    return [{ ...ANY, place, rule: id, expires }];
  });
}

/** What a `.trivyignore.yaml` has at its top. */
export const TRIVY_IGNORE_KEYS = ['vulnerabilities', 'misconfigurations', 'secrets', 'licenses'] as const;

export function readTrivyIgnoreYaml(file: string, document: Untyped, notes: Notes): ForeignIgnore[] {
  return tablesIn(document, 'secrets').flatMap((table, index): ForeignIgnore[] => {
    const place = `${file}: secret ${String(index + 1)}`;
    const id = textIn(table, 'id');
    const day = dayIn(table, 'expired_at');
    const expires = day === null ? null : dayBefore(day);
    if (id === null || (day !== null && expires === null)) {
      notes.add(place, `${id === null ? 'has no id' : 'has a day that is none'}, and is left out`);
      return [];
    }
    return [
      {
        ...ANY,
        place,
        rule: id,
        paths: textsIn(table, 'paths'),
        reason: textIn(table, 'statement'),
        expires,
      },
    ];
  });
}

const ANY = { paths: [], reason: null, expires: null, finding: null } as const;

function linesOf(text: string): { line: string; number: number }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
}

/** IDs of rules for secrets are in lower case; those of vulnerabilities and misconfigurations (`CVE-…`, `AVD-…`) are not. */
function isSecretId(id: string): boolean {
  return /^[a-z][a-z0-9_-]*$/.test(id);
}

function dayIn(table: Untyped, key: string): string | null {
  const value = table[key];
  return value instanceof Date ? value.toISOString().slice(0, 10) : textIn(table, key);
}

/** Trivy's day is the first on which an entry no longer holds, Drydock's the last on which it does. */
function dayBefore(day: string): string | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) return null;
  return new Date(time - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** @throws UserError always */
export function refuseUnknown(file: string): never {
  throw new UserError(
    `${file}: is no configuration that can be imported`,
    'name a Gitleaks configuration (*.toml), a .gitleaksignore, a .trivyignore(.yaml) or Trivy’s secret configuration',
  );
}
