import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { findContextLayout } from './context-dockerfile.js';
import { messageOf } from './damaged-input.js';

/** A Dockerfile's text, and its path as people write it: relative to the working directory where it is inside of it. */
export interface DockerfileText {
  readonly file: string;
  readonly text: string;
}

/** Far more than anyone writes: a larger one is not read, so that its lines are not known. */
const MAX_BYTES = 4 * 2 ** 20;

/**
 * Reads the Dockerfile that was named, or else the build context's own.
 *
 * @returns null where there is none
 * @throws UserError for one that was named and is not there, for one that may not be read, and for a context that is no folder
 */
export function readDockerfile(
  context: string | undefined,
  named: string | undefined,
): DockerfileText | null {
  if (context === undefined && named === undefined) return null;
  const { dockerfile } = findContextLayout(context ?? '.', named);
  if (dockerfile === null) return null;
  const file = named ?? path.join(context ?? '.', path.basename(dockerfile));
  try {
    if (statSync(dockerfile).size > MAX_BYTES) return null;
    return { file: checkoutPath(file), text: readFileSync(dockerfile, 'utf8') };
  } catch (cause) {
    throw new UserError(
      `${file} cannot be read: ${messageOf(cause)}`,
      'give the user who scans the right to read it',
      { cause },
    );
  }
}

/** A path as it is written in the checkout: relative to the working directory, `/` between its parts. */
export function checkoutPath(file: string): string {
  const relative = path.relative('.', file);
  const shown = path.isAbsolute(file) && relative.startsWith('..') ? file : relative;
  return shown.replaceAll(path.sep, '/');
}
