import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../model/errors.js';
import { errorCode } from '../model/failure.js';

/** The largest configuration seen has a tenth of it. */
const MAX_BYTES = 4 * 1024 * 1024;

/** @throws UserError for a file that cannot be read */
export function readSource(file: string): string {
  try {
    if (statSync(file).size > MAX_BYTES)
      throw new UserError(`${file}: too large for a configuration`, 'check the name');
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw errorCode(cause) === 'ENOENT'
      ? new UserError(`no such file: ${file}`, 'name the file to import', { cause })
      : new UserError(`${file}: cannot be read`, 'it must be a file, and yours to read', { cause });
  }
}
