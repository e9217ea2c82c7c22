import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { oneLine } from '../model/failure.js';
import { describeReadError, errorCode } from './context-file.js';

/** A build context's folder and special files. Paths are absolute, links resolved. */
export interface ContextLayout {
  readonly directory: string;
  /** null where there is none. May be outside of the context. */
  readonly dockerfile: string | null;
  readonly ignoreFile: { readonly location: string; readonly text: string } | null;
  /** Where one of these would be, but for a link that leads elsewhere. */
  readonly strayLinks: readonly string[];
}

/** Docker takes the second where there is no first. */
const DOCKERFILE_NAMES = ['Dockerfile', 'dockerfile'];

/**
 * Finds the Dockerfile and the ignore file of a build context as Docker does: `<Dockerfile>.dockerignore` beside the
 * Dockerfile goes before the context's own `.dockerignore`. A link is followed only within the context and the folder
 * that it stands in, for its author need not be the one who runs the scan.
 *
 * `namedDockerfile` is relative to the working directory. Throws `UserError` when the folder, or a Dockerfile that was
 * named, is missing or something else, and when the ignore file cannot be read.
 */
export function findContextLayout(directory: string, namedDockerfile: string | undefined): ContextLayout {
  const root = resolveDirectory(directory);
  const strayLinks: string[] = [];
  /** The first of these that is there; what is there and is no file of ours ends the search, as it would for Docker. */
  const findFirst = (candidates: readonly string[]): { name: string; location: string | null } | null => {
    for (const name of candidates) {
      const found = resolveFile(name, root);
      if (found.state === 'stray') strayLinks.push(name);
      if (found.state !== 'missing')
        return { name, location: found.state === 'file' ? found.location : null };
    }
    return null;
  };

  const dockerfile = findFirst(
    namedDockerfile === undefined
      ? DOCKERFILE_NAMES.map((name) => path.join(root, name))
      : [path.resolve(namedDockerfile)],
  );
  if (namedDockerfile !== undefined && (dockerfile === null || dockerfile.location === null)) {
    throw unusableDockerfile(namedDockerfile, dockerfile === null);
  }

  // It goes by the Dockerfile's name, not by the name of what a link points to.
  const ownIgnoreFile = dockerfile === null ? [] : [`${dockerfile.name}.dockerignore`];
  const ignoreFile = findFirst([...ownIgnoreFile, path.join(root, '.dockerignore')])?.location ?? null;
  return {
    directory: root,
    dockerfile: dockerfile?.location ?? null,
    ignoreFile: ignoreFile === null ? null : { location: ignoreFile, text: readText(ignoreFile) },
    strayLinks,
  };
}

function resolveDirectory(directory: string): string {
  const shown = oneLine(directory);
  let root: string;
  try {
    root = realpathSync(directory);
  } catch (error) {
    if (!isMissing(error)) throw unreadable(directory, error);
    throw new UserError(
      `build context "${shown}" does not exist`,
      'name the folder that docker build gets; in a workflow, actions/checkout must run first',
    );
  }
  if (statSync(root).isDirectory()) return root;
  throw new UserError(`build context "${shown}" is not a folder`, 'name the folder that docker build gets');
}

type Resolution =
  { readonly state: 'file'; readonly location: string } | { readonly state: 'missing' | 'stray' | 'other' };

/** Where a file really is; `other` is something that is no regular file. */
function resolveFile(location: string, root: string): Resolution {
  try {
    const isLink = lstatSync(location).isSymbolicLink();
    const real = realpathSync(location);
    const roots = [root, realpathSync(path.dirname(location))];
    if (isLink && !roots.some((folder) => isWithin(real, folder))) return { state: 'stray' };
    return statSync(real).isFile() ? { state: 'file', location: real } : { state: 'other' };
  } catch (error) {
    if (isMissing(error)) return { state: 'missing' };
    throw unreadable(location, error);
  }
}

function isWithin(location: string, folder: string): boolean {
  const relative = path.relative(folder, location);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function readText(location: string): string {
  try {
    return readFileSync(location, 'utf8');
  } catch (error) {
    throw unreadable(location, error);
  }
}

function unusableDockerfile(named: string, isMissing: boolean): UserError {
  const shown = oneLine(named);
  return isMissing
    ? new UserError(`Dockerfile "${shown}" does not exist`, 'its path counts from the working directory')
    : new UserError(
        `Dockerfile "${shown}" is no regular file`,
        'a link is followed only within the build context and its own folder',
      );
}

function unreadable(location: string, error: unknown): UserError {
  return new UserError(
    `"${oneLine(location)}": ${describeReadError(error)}`,
    'make it readable for this user',
    {
      cause: error,
    },
  );
}

/** ELOOP: a circle of links leads nowhere. */
function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error));
}
