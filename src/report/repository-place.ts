import type { InstructionRef, Occurrence } from '../model/report.js';

/** Where in the checkout a finding can be shown. `line` is 1-based; `column` is null where only the line is known. */
export interface RepositoryPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

export interface RepositoryPaths {
  /** The build context's folder, relative to the checkout; default the checkout itself. */
  readonly context?: string | undefined;
}

/**
 * The file of the build context that holds the secret, else the line of the Dockerfile that brought it in; null where
 * neither is known, the file lies outside of the checkout, or Git does not track it.
 */
export function findRepositoryPlace(
  occurrence: Occurrence,
  paths: RepositoryPaths = {},
): RepositoryPlace | null {
  const { source, instruction } = occurrence;
  if (source !== null) return toRepositoryPlace(source.file, source.line, null);
  if (occurrence.in === 'context') {
    if (occurrence.untracked === true) return null;
    return toRepositoryPlace(
      `${paths.context ?? '.'}/${occurrence.path}`,
      occurrence.line ?? 1,
      occurrence.column,
    );
  }
  return instruction === null ? null : toRepositoryPlace(instruction.file, lineOf(instruction), null);
}

/** The line of an instruction to show: that of the name that holds the secret, else its first. */
export function lineOf({ line, nameLine }: InstructionRef): number {
  return nameLine ?? line;
}

/** A line of a file, relative to the checkout; null for a path that leads out of it. */
export function toRepositoryPlace(path: string, line: number, column: number | null): RepositoryPlace | null {
  // A file in an archive of the context is shown at the archive: there is no line to go to.
  const container = path.indexOf('!/');
  const file = normalizePath(container === -1 ? path : path.slice(0, container));
  // Of Git's own folder, nothing is in a checkout that others see.
  if (file === null || /(?:^|\/)\.git(?:\/|$)/.test(file)) return null;
  return container === -1
    ? { file, line: Math.max(1, line), column: column === null ? null : Math.max(1, column) }
    : { file, line: 1, column: null };
}

/** Relative with `/` between its parts and no `.` or `..`; null for a path that leads out of the checkout. */
export function normalizePath(path: string): string | null {
  if (path.startsWith('/')) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('/');
}
