import { open } from 'node:fs/promises';
import { UserError } from '../model/errors.js';
import { READ_BYTES } from './archive-entries.js';
import { codeOf, messageOf } from './damaged-input.js';
import { readPieces } from './file-pieces.js';
import type { ArchiveInput } from './read-archive.js';

/** An archive that can be read, and how much there is to read where that is known: for a progress line. */
export interface OpenedArchive {
  readonly input: ArchiveInput;
  /** Of a file; null for a folder, standard input or a pipe. */
  readonly totalBytes: number | null;
}

/**
 * Opens an archive file, an OCI layout folder, or standard input for `-`. Whether it is an image archive shows when it
 * is read.
 *
 * @throws UserError where there is no such file, it is empty, or it may not be read; where standard input is a terminal.
 */
export async function openArchivePath(path: string): Promise<OpenedArchive> {
  if (path === '-') {
    if (process.stdin.isTTY) {
      throw new UserError(
        'standard input is a terminal',
        'pipe an archive into it: docker save IMAGE | drydock scan -',
      );
    }
    return { input: { kind: 'stream', stream: process.stdin, name: 'standard input' }, totalBytes: null };
  }
  const file = await open(path).catch((error: unknown) => {
    throw describeOpenError(path, error);
  });
  const info = await file.stat();
  if (info.isDirectory()) {
    await file.close();
    return { input: { kind: 'folder', path }, totalBytes: null };
  }
  if (info.isFile() && info.size === 0) {
    await file.close();
    throw new UserError(`${path} is empty`, 'write the archive again, for example with docker save -o');
  }
  const stream = info.isFile()
    ? readPieces(file, READ_BYTES)
    : file.createReadStream({ highWaterMark: READ_BYTES });
  return { input: { kind: 'stream', stream, name: path }, totalBytes: info.isFile() ? info.size : null };
}

function describeOpenError(path: string, error: unknown): UserError {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(`there is no file or folder ${path}`, 'check the path');
    case 'EACCES':
    case 'EPERM':
      return new UserError(
        `${path} can not be read: permission denied`,
        'give the user who scans the right to read it',
      );
    default:
      return new UserError(`${path} can not be opened: ${messageOf(error)}`);
  }
}
