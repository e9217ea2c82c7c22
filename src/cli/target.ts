import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../model/errors.js';
import type { ScanTarget } from '../model/request.js';

/** Endings of archive files: a target with one of them that does not exist is a mistyped file, not an image. */
const ARCHIVE_ENDING = /\.(tar|tgz|tzst|oci|zip|gz|zst|xz|bz2)$/i;
/** `./x`, `../x`, `/x`, `~/x`, `C:\x`, and anything that ends with a slash. No image reference looks like these. */
const PATH_FORM = /^(\.{1,2}$|\.{1,2}[/\\]|[/\\~]|[A-Za-z]:[/\\])|[/\\]$/;
/** Skopeo's and Podman's way to say what a path is. */
const TRANSPORT = /^(docker-archive|oci-archive|oci):(?=.)/;

/**
 * Tells what `drydock scan` was asked to scan: `-` is an archive on standard input; a file that exists is an archive, a
 * folder with an `oci-layout` file in it an OCI layout; all else are image references. Only of these there can be several.
 * @throws UserError for nothing, for a mixture, and for what looks like a path and does not exist
 */
export async function resolveTarget(
  targets: readonly string[],
  stdinIsTerminal: boolean,
): Promise<ScanTarget> {
  const [first] = targets;
  if (first === undefined) {
    throw new UserError(
      'nothing to scan',
      'name an image, an archive file or an OCI layout folder, or - for standard input',
    );
  }
  if (first === '-' && targets.length === 1) {
    if (stdinIsTerminal) {
      throw new UserError(
        'standard input is a terminal',
        'pipe an archive in, as in: docker save IMAGE | drydock scan -',
      );
    }
    return { kind: 'archive', path: '-' };
  }
  const paths = await Promise.all(targets.map(asArchivePath));
  const [firstPath] = paths;
  if (targets.length === 1 && typeof firstPath === 'string') return { kind: 'archive', path: firstPath };
  const other = targets.find((target, index) => target === '-' || typeof paths[index] === 'string');
  if (other !== undefined) {
    throw new UserError(
      `${other} is not an image reference`,
      'several images can be scanned at once, but only one archive',
    );
  }
  return { kind: 'images', references: targets };
}

/** The path when the target is an archive or a layout folder, null when it must be an image reference. */
async function asArchivePath(target: string): Promise<string | null> {
  const transport = TRANSPORT.exec(target)?.[0] ?? '';
  const path = target.slice(transport.length);
  const looksLikePath = transport !== '' || PATH_FORM.test(path) || ARCHIVE_ENDING.test(path);
  const existing = await stat(path).catch(() => null);
  if (existing === null) {
    if (looksLikePath) throw new UserError(`no such file or folder: ${path}`, 'check the path');
    return null;
  }
  if (!existing.isDirectory() || (await isLayout(path))) return path;
  // An image and the folder that it is built from often share a name, and this folder could not be scanned anyway.
  return looksLikePath ? path : null;
}

async function isLayout(folder: string): Promise<boolean> {
  const marks = await Promise.all(
    ['oci-layout', 'index.json'].map((name) => stat(join(folder, name)).catch(() => null)),
  );
  return marks.some((mark) => mark?.isFile() === true);
}
