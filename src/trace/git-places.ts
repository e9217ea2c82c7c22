import type { GitFiles } from '../model/contents.js';
import type { FileMatch } from './match-collector.js';

/** A match, and what is to be known of it where it was found in the objects of a Git repository. */
export interface GitPlace {
  readonly match: FileMatch;
  /** The stored file that has it, a pack or a loose object; null for a plain file. */
  readonly stored: { readonly path: string; readonly file: number } | null;
  /** For people; null for a plain file. */
  readonly note: string | null;
}

/** The last second of the year 9999: dates of commits are any number. */
const LAST_SECOND = 253_402_300_799;

/**
 * Places of matches, those in Git repositories among them. A file has a version for each time that it was changed, and
 * nearly all of them have the same secrets: each is told once for its path, in the version of the oldest commit.
 */
export function placeGitMatches(
  matches: readonly FileMatch[],
  git: readonly GitFiles[],
): readonly GitPlace[] {
  if (git.length === 0) return matches.map((match) => ({ match, stored: null, note: null }));
  const places: GitPlace[] = [];
  const oldest = new Map<string, { readonly index: number; readonly seconds: number }>();
  for (const match of matches) {
    const files = filesWith(git, match.file);
    if (files === undefined) {
      places.push({ match, stored: null, note: null });
      continue;
    }
    const commit = files.commitOf(match.file);
    const place = { match, stored: files.storedIn(match.file), note: noteOf(files, match.file) };
    const key = [match.rule, match.secret, match.path].join('\0');
    const known = oldest.get(key);
    const seconds = commit?.seconds ?? Infinity;
    if (known !== undefined && known.seconds <= seconds) continue;
    const index = known?.index ?? places.length;
    places[index] = place;
    oldest.set(key, { index, seconds });
  }
  return places;
}

/** The lists are in the order of their numbers; a layer may have thousands of repositories. */
function filesWith(git: readonly GitFiles[], file: number): GitFiles | undefined {
  let low = 0;
  let high = git.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((git[middle]?.endFile ?? 0) <= file) low = middle + 1;
    else high = middle;
  }
  const files = git[low];
  return files !== undefined && files.firstFile <= file ? files : undefined;
}

/** What a reader has to know: that deleting the file is not enough. */
function noteOf(files: GitFiles, file: number): string {
  const commit = files.commitOf(file);
  if (commit === null) return `in the Git objects of ${files.repository}, which keep what was ever added`;
  const day = dayOf(commit.seconds);
  const when = day === null ? '' : ` of ${day}`;
  return `in the Git history of ${files.repository}, commit ${commit.id}${when}: later commits that delete it leave it there`;
}

/** `2026-01-02`; null for a time that no commit has. */
function dayOf(seconds: number): string | null {
  return seconds > 0 && seconds <= LAST_SECOND ? new Date(seconds * 1000).toISOString().slice(0, 10) : null;
}
