import type { Client } from './client.js';
import type { Conversation } from './comment.js';
import { readDiffLines } from './diff-lines.js';

/** Lines of a file of the repository, and what to write in their place. */
export interface SuggestedChange {
  /** Names the change in the comment, so that it is made once: letters, digits and `-`. */
  readonly keys: readonly string[];
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  /** Without the line feed at its end; empty to delete the lines. */
  readonly text: string;
  /** Markdown above the change. */
  readonly reason: string;
  /** The lines as they were scanned. */
  readonly before: readonly string[];
}

export interface Review {
  readonly headSha: string;
  /** Markdown above the comments. */
  readonly body: (count: number) => string;
  readonly changes: readonly SuggestedChange[];
}

/** More at a time nobody reads; the next run brings the rest. */
const MAX_COMMENTS = 10;
const PER_PAGE = 100;

interface ReviewComment {
  path: string;
  body: string;
  line: number;
  side: 'RIGHT';
  start_line?: number;
  start_side?: 'RIGHT';
}

/**
 * Posts the changes as one review with a suggestion on each place, where the pull request's diff shows these very lines
 * and no earlier run has suggested it.
 * @returns how many were posted
 * @throws the client's error
 */
export async function postSuggestions(
  client: Client,
  conversation: Conversation,
  review: Review,
): Promise<number> {
  if (review.changes.length === 0) return 0;
  const { owner, repo, pullRequest } = conversation;
  const pull = { owner, repo, pull_number: pullRequest };
  const diff = await readDiff(client, pull, new Set(review.changes.map(({ file }) => file)));
  const inDiff = review.changes.filter((change) => isShown(change, diff.get(change.file)));
  if (inDiff.length === 0) return 0;
  const posted = await readPostedKeys(client, pull);
  const fresh = inDiff.filter(({ keys }) => !keys.every((key) => posted.has(key)));
  const comments = withoutOverlaps(fresh).slice(0, MAX_COMMENTS).map(toComment);
  if (comments.length === 0) return 0;
  await client.rest.pulls.createReview({
    ...pull,
    commit_id: review.headSha,
    event: 'COMMENT',
    body: review.body(comments.length),
    comments,
  });
  return comments.length;
}

interface Pull {
  owner: string;
  repo: string;
  pull_number: number;
}

type Diff = ReadonlyMap<string, ReadonlyMap<number, string>>;

async function readDiff(client: Client, pull: Pull, files: ReadonlySet<string>): Promise<Diff> {
  const diff = new Map<string, ReadonlyMap<number, string>>();
  const pages = client.paginate.iterator(client.rest.pulls.listFiles, { ...pull, per_page: PER_PAGE });
  for await (const { data } of pages) {
    // GitHub leaves the patch out where it is long.
    for (const { filename, patch } of data)
      if (files.has(filename) && patch !== undefined) diff.set(filename, readDiffLines(patch));
    if (diff.size === files.size) break;
  }
  return diff;
}

/**
 * What was scanned is a merge with the base as a rule, where lines can have other numbers than in the diff: only where
 * the text is the same is it the same place.
 */
function isShown({ line, before }: SuggestedChange, shown: ReadonlyMap<number, string> | undefined): boolean {
  return before.length > 0 && before.every((text, index) => shown?.get(line + index) === text);
}

async function readPostedKeys(client: Client, pull: Pull): Promise<Set<string>> {
  const keys = new Set<string>();
  const pages = client.paginate.iterator(client.rest.pulls.listReviewComments, {
    ...pull,
    per_page: PER_PAGE,
  });
  for await (const { data } of pages) {
    for (const { body } of data)
      for (const [, key = ''] of body.matchAll(/<!-- drydock:suggestion:([\w-]+) -->/g)) keys.add(key);
  }
  return keys;
}

/** Of two changes of the same lines only one can be applied. */
function withoutOverlaps(changes: readonly SuggestedChange[]): SuggestedChange[] {
  const kept: SuggestedChange[] = [];
  for (const change of changes) {
    const overlaps = kept.some(
      (other) => other.file === change.file && other.line <= change.endLine && change.line <= other.endLine,
    );
    if (!overlaps) kept.push(change);
  }
  return kept;
}

function toComment({ file, line, endLine, text, reason, keys }: SuggestedChange): ReviewComment {
  // Longer than any fence within (CommonMark 0.31, 4.5).
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const markers = keys.map((key) => `<!-- drydock:suggestion:${key} -->`).join('\n');
  const block = [`${fence}suggestion`, ...(text === '' ? [] : [text]), fence].join('\n');
  return {
    path: file,
    body: `${reason}\n\n${block}\n\n${markers}`,
    line: endLine,
    side: 'RIGHT',
    ...(endLine > line ? { start_line: line, start_side: 'RIGHT' } : {}),
  };
}
