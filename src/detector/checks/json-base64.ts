import type { Check } from '../../model/check.js';
import { decodeBase64 } from './numerals.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object that a text is, null where it is none. */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

/** The JSON object that base64 or base64url decodes to, null where it is none. */
export function decodeJsonObject(text: string): JsonObject | null {
  const bytes = decodeBase64(text);
  return bytes === null ? null : parseJsonObject(bytes.toString('utf8'));
}

/** `base64-json`: `glc_eyJ…`, `sntrys_eyJ…_…`, `ops_eyJ…`, `sk.eyJ….…`: from `eyJ` (`{"`) on, up to a separator. */
export const base64Json: Check = ({ secret }) => {
  const start = secret.indexOf('eyJ');
  const run = start < 0 ? '' : (/^[\w+/=-]*/.exec(secret.slice(start))?.[0] ?? '');
  // In base64url `_` is a digit, in the standard alphabet it separates.
  const separator = run.indexOf('_');
  const candidates =
    separator < 0 ? [run] : [run, run.slice(0, run.lastIndexOf('_')), run.slice(0, separator)];
  return candidates.some((text) => decodeJsonObject(text) !== null)
    ? { outcome: 'pass', note: 'decodes to JSON' }
    : { outcome: 'fail', note: 'does not decode to JSON' };
};
