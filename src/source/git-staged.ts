import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { oneLine } from '../model/failure.js';
import type { Problem } from '../model/contents.js';
import type { ContextContents } from './context.js';
import { describeReadError, errorCode, type ContextPacker } from './context-file.js';
import { decodeName } from './entry-path.js';
import { type GitResult, gitFolder, runGit } from './git-command.js';
import { readObjects } from './git-objects.js';
import { StagedFiles } from './staged-files.js';

export interface StagedOptions {
  /** Only what is staged of this folder and the folders in it. */
  readonly directory: string;
  readonly packer: ContextPacker;
  /** Told one line of each thing that is staged and has no contents here: submodules and files of Git LFS. */
  readonly warn: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A file as the next commit would hold it. */
interface StagedFile {
  /** Relative to the options' folder, decoded. */
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  /** Git's letter: `A`dded, `M`odified, `T`ype changed, `U`nmerged. */
  readonly status: string;
}

/** A commit of another repository. */
const SUBMODULE_MODE = '160000';

/** Every change against `HEAD`, or against nothing before the first commit; a renamed file counts as a new one. */
const LIST_STAGED = [
  ...['-c', 'diff.relative=false', '-c', 'diff.ignoreSubmodules=none'],
  ...['diff', '--cached', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-ext-diff', '--diff-filter=d'],
];

/**
 * Reads what `git commit` would commit: the contents that stand in the index, not those in the folder. Ignore files do
 * not apply, neither Git's nor Docker's: what is staged is about to be committed, whether a build would send it or not.
 * Of a link, the text is read that it points with, as Git keeps it.
 *
 * @throws UserError without Git, outside of a repository, for a repository that Git distrusts, and for a folder that is
 *   not there; the signal's reason when it is aborted. Anything else that goes wrong is a problem.
 */
export async function readStaged(options: StagedOptions): Promise<ContextContents> {
  const { packer, signal, warn } = options;
  const directory = resolveFolder(options.directory);
  const cwd = gitFolder(directory);
  const prefix = prefixOf(directory, cwd);
  const listed = runGit(cwd, LIST_STAGED);
  if (listed.status !== 0) throw gitFailure(listed, 'list what is staged');
  const problems: Problem[] = [];
  const staged = parseRawDiff(listed.stdout, prefix).filter((file) => {
    if (file.mode === SUBMODULE_MODE) {
      warn(`${file.path} is a submodule: what its commits hold is not scanned here`);
      return false;
    }
    if (file.status !== 'U') return true;
    problems.push({ path: file.path, reason: 'has a merge conflict that is not resolved', bytes: 0 });
    return false;
  });

  const pathOf = (index: number): string => staged[index]?.path ?? '';
  const read = new StagedFiles(packer, problems, pathOf, warn);
  const ids = staged.map(({ id }) => id);
  const doneFiles = await readObjects(cwd, ids, read, signal);
  await read.end();
  for (const { path: unread } of staged.slice(doneFiles))
    problems.push({ path: unread, reason: "could not be read from Git's objects", bytes: 0 });
  const { files, bytes, notes } = read;
  return {
    directory,
    files,
    bytes,
    ignoredFiles: 0,
    dockerfile: null,
    ignoreFile: null,
    problems: [...problems, ...notes.problems()],
    unopened: notes.unopened(),
  };
}

/**
 * Reads what `git diff --raw -z` writes: `:<mode> <mode> <id> <id> <status>`, NUL, the path from the top of the work tree,
 * NUL. (https://git-scm.com/docs/diff-format#_raw_output_format)
 *
 * @param prefix of the paths that are wanted, one character per byte; it is taken off
 */
export function parseRawDiff(output: Uint8Array, prefix: string): readonly StagedFile[] {
  const fields = Buffer.from(output.buffer, output.byteOffset, output.byteLength)
    .toString('latin1')
    .split('\0');
  const files: StagedFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [head = '', name = ''] = fields.slice(at, at + 2);
    const [, mode, id, status] = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(head) ?? [];
    if (mode === undefined || id === undefined || status === undefined)
      throw new Error('git diff --raw has a form that is not known');
    if (!name.startsWith(prefix)) continue;
    const shown = decodeName(Buffer.from(name.slice(prefix.length), 'latin1'));
    files.push({ path: shown, mode, id, status });
  }
  return files;
}

/** What the paths of `directory` begin with, counted from the top of the work tree: empty, or with a slash at its end. One character per byte. */
function prefixOf(directory: string, cwd: string): string {
  const shown = runGit(cwd, ['rev-parse', '--show-toplevel']);
  if (shown.status !== 0) throw gitFailure(shown, 'find the repository');
  const top = realpathSync(shown.stdout.toString('utf8').replace(/\r?\n$/, ''));
  const relative = path.relative(top, directory);
  if (relative === '') return '';
  if (relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) {
    throw new UserError(
      `"${oneLine(directory)}" is not in the work tree of the Git repository at "${oneLine(top)}"`,
      'unset GIT_DIR and GIT_WORK_TREE, or name a folder of that repository',
    );
  }
  return `${Buffer.from(relative.replaceAll(path.sep, '/'), 'utf8').toString('latin1')}/`;
}

function resolveFolder(directory: string): string {
  const shown = oneLine(directory);
  try {
    const real = realpathSync(directory);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error))) {
      throw new UserError(`"${shown}": ${describeReadError(error)}`, 'make it readable for this user', {
        cause: error,
      });
    }
    throw new UserError(`"${shown}" does not exist`, 'name a folder of a Git repository', { cause: error });
  }
  throw new UserError(`"${shown}" is not a folder`, 'name a folder of a Git repository');
}

function gitFailure({ isMissing, message, status }: GitResult, what: string): UserError {
  if (isMissing) return new UserError('--staged needs Git, which is not on the PATH', 'install Git');
  if (/not a git repository|must be run in a work tree/i.test(message)) {
    return new UserError(
      '--staged needs the work tree of a Git repository',
      'name a folder in one, or leave --staged out',
    );
  }
  const detail = message === '' ? `it ended with status ${status ?? 'unknown'}` : oneLine(message);
  const advice = /dubious ownership/.test(message)
    ? 'if you trust it: git config --global --add safe.directory FOLDER'
    : 'see that git status works there';
  return new UserError(`Git could not ${what}: ${detail}`, advice);
}
