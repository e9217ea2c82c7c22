import { rename, rm, stat, writeFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from './model/errors.js';
import { errorCode, whyUnwritable } from './model/failure.js';

/** Reports with raw values are readable by their owner alone; others as the umask has it. */
const PRIVATE_MODE = 0o600;
const USUAL_MODE = 0o666;

/**
 * Writes a report to a file, whole or not at all: to a new file beside it, which then takes its name, so that neither a
 * full disk nor an interrupt leaves half a report that looks like one. Devices and pipes (`/dev/stdout`, a process
 * substitution) are written to directly.
 * @param isPrivate the report holds raw values
 * @throws UserError saying why the file cannot be written
 */
export async function writeReportFile(path: string, text: string, isPrivate = false): Promise<void> {
  const mode = isPrivate ? PRIVATE_MODE : USUAL_MODE;
  try {
    const existing = await stat(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (existing?.isDirectory() === true)
      throw new UserError(`cannot write ${path}`, 'it is a folder; name a file');
    if (existing !== null && (!existing.isFile() || path.startsWith('/dev/') || path.startsWith('/proc/'))) {
      await writeFile(path, text);
      return;
    }
    // The target of a link is replaced, not the link.
    await replaceFile(existing === null ? path : await realpath(path), text, mode);
  } catch (error) {
    throw error instanceof UserError ? error : unwritable(path, error);
  }
}

async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${String(process.pid)}.tmp`);
  try {
    await writeFile(temporary, text, { mode, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

function unwritable(path: string, error: unknown): UserError {
  return new UserError(`cannot write ${path}`, whyUnwritable(error), { cause: error });
}
