import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { errorCode } from '../model/failure.js';
import type { Report } from '../model/report.js';
import type { ScanRequest } from '../model/request.js';
import type { Baseline } from './baseline.js';
import type { BaselineNames } from './baseline-entry.js';
import { parseBaseline } from './baseline-text.js';

/** What a baseline is called where no other name is given. */
export const BASELINE_NAME = '.drydock-baseline';

/** A line is some hundred bytes: a larger file is something else. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Where the baseline is looked for when none is named: at the root of the repository, or in the folder itself where
 * there is no repository.
 * @param folder absolute, or relative to the working directory
 * @returns relative to the working directory where it is in it
 */
export function defaultBaselinePath(folder = '.'): string {
  const start = path.resolve(folder);
  for (let at = start; ; at = path.dirname(at)) {
    // A file in worktrees and submodules, a folder elsewhere.
    if (existsSync(path.join(at, '.git'))) return path.relative('.', path.join(at, BASELINE_NAME));
    if (path.dirname(at) === at) return path.relative('.', path.join(start, BASELINE_NAME));
  }
}

/** The request with the baseline that it names, or else with the default one, where that exists. */
export function withBaseline(request: ScanRequest): ScanRequest {
  if (request.baseline !== undefined) return request;
  const file = defaultBaselinePath();
  return existsSync(file) ? { ...request, baseline: file } : request;
}

/** @throws UserError for a file that is not there, cannot be read, or holds something else, with file and line */
export async function readBaseline(file: string): Promise<Baseline> {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new UserError(`${file} is no baseline`, 'it is far too large');
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, error);
  }
  return { file, entries: parseBaseline(text, file) };
}

function unreadable(file: string, cause: unknown): UserError {
  const code = errorCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new UserError(`there is no baseline ${file}`, 'drydock baseline write makes one', { cause });
  if (code === 'EISDIR')
    return new UserError(`cannot read ${file}`, 'it is a folder; name a file', { cause });
  return new UserError(`cannot read ${file}`, code ?? 'unknown reason', { cause });
}

/** An image ID, or a digest, is another one after each build. */
const IMAGE_ID = /^(?:sha256:)?[0-9a-f]{12,64}$/;

/**
 * What the image and the build context of a report are called in a baseline: the image by its repository, since tags
 * change from build to build and registries from machine to machine; an archive without a name, and the build context,
 * by its path from the baseline.
 */
export function baselineNames(
  report: Report,
  { target, context }: Pick<ScanRequest, 'target' | 'context'>,
  file: string,
): BaselineNames {
  // Of what is staged nothing can be said of the rest.
  if (target.kind === 'context' && target.staged === true) return {};
  const directory = target.kind === 'context' ? target.directory : context;
  const contextNames =
    directory === undefined ? {} : { context: `context:${pathFrom(file, directory) || '.'}` };
  if (report.target.kind === 'context') return contextNames;
  const name = imageName(report.target.reference, target, file);
  return { image: `image:${name}`, provenance: `provenance:${name}`, ...contextNames };
}

function imageName(reference: string, target: ScanRequest['target'], file: string): string {
  if (target.kind === 'archive' && target.path !== '-' && !isTagged(reference))
    return `./${pathFrom(file, target.path)}`;
  // `standard input`, and several names of which nobody knows which is this image's, have spaces in them.
  return IMAGE_ID.test(reference) || /\s/.test(reference) ? '-' : repositoryOf(reference);
}

/** The name of an image in an archive has a tag; a word alone (`latest`) is a tag without a name. */
function isTagged(reference: string): boolean {
  return /^[^\s]+[:@][^\s/]+$/.test(reference);
}

/** `team/shop` of `registry.example.com:5000/team/shop:ci@sha256:…`. */
function repositoryOf(reference: string): string {
  const name = reference.replace(/@.*$/s, '').replace(/:[^/:]*$/, '');
  const [host = '', ...rest] = name.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(host) || host === 'localhost');
  const repository = hasHost ? rest.join('/') : name;
  return repository.replace(/^library\//, '') || '-';
}

function pathFrom(file: string, target: string): string {
  return path.relative(path.dirname(path.resolve(file)), path.resolve(target)).replaceAll(path.sep, '/');
}
