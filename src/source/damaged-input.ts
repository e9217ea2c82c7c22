/**
 * The bytes that were read are not what they should be: truncated, corrupt, beyond a limit. Thrown by the readers below
 * the archive and caught where it becomes a `Problem`; it never leaves `source/`. `message` is that problem's reason.
 * Any other error (the scanner failed, a bug) passes through and ends the scan.
 */
export class DamagedInput extends Error {
  override readonly name = 'DamagedInput';
}

/** What an error of Node says. */
export function messageOf(error: unknown): string {
  return hasText(error, 'message') ? error.message : String(error);
}

/** The code of an error of Node (`ENOENT`, `Z_BUF_ERROR`); empty where it has none. */
export function codeOf(error: unknown): string {
  return hasText(error, 'code') ? error.code : '';
}

function hasText<Key extends string>(value: unknown, key: Key): value is Record<Key, string> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, key) === 'string';
}
