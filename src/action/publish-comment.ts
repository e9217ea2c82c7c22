import { createHash } from 'node:crypto';
import type { Environment } from '../github/event.js';
import { findComments, MAX_COMMENT_CHARS, writeComment, type OwnComment } from '../github/comment.js';
import { logSentence } from '../github/log.js';
import { isBlocking } from '../model/blocking.js';
import type { CommentChoice } from '../model/options.js';
import type { Report } from '../model/report.js';
import { readCommentState, renderComment } from '../report/comment.js';
import type { RepositoryPaths } from '../report/repository-place.js';
import { repositoryLinks, runUrl } from './links.js';
import { ask, type Reach } from './reach.js';

export interface CommentOptions {
  readonly choice: CommentChoice;
  /** What each image is called from run to run, in the order of the reports. */
  readonly keys: readonly string[];
  readonly paths: RepositoryPaths;
  readonly env: Environment;
}

/** In front of each image's own part of the marker. */
const MARKER = 'drydock:comment:';

/**
 * Keeps a comment for each image on the pull request current: in place, and turned into "resolved" once it is clean.
 * @returns the addresses of the comments that are there now
 */
export async function publishComments(
  reports: readonly Report[],
  options: CommentOptions,
  pullRequest: number,
  reach: Reach,
): Promise<string[]> {
  const { choice, keys } = options;
  if (choice === 'never') return [];
  const conversation = { ...reach.repository, pullRequest };
  const question = {
    what: `comment on pull request ${pullRequest}`,
    permission: 'pull-requests: write',
  } as const;
  const urls = await ask(reach, question, async () => {
    const own = await findComments(reach.client, conversation, MARKER);
    const written: string[] = [];
    for (const [index, report] of reports.entries()) {
      const marker = markerOf(keys[index] ?? '');
      const existing = own.filter(({ body }) => body.includes(marker));
      if (existing.length === 0 && choice === 'auto' && !isWorthTelling(report)) continue;
      const body = renderBody(report, marker, existing, options, reach);
      const comment = await writeComment(reach.client, conversation, existing, body);
      logSentence(`Comment: ${comment.url}`);
      written.push(comment.url);
    }
    return written;
  });
  return urls ?? [];
}

function renderBody(
  report: Report,
  marker: string,
  [oldest]: readonly OwnComment[],
  { paths, env }: CommentOptions,
  { event }: Reach,
): string {
  return renderComment(report, {
    ...paths,
    maxChars: MAX_COMMENT_CHARS,
    marker,
    links: repositoryLinks(event, env),
    previous: oldest === undefined ? null : readCommentState(oldest.body),
    runUrl: runUrl(event, env),
  });
}

/** A hash: the name of an image can be long, and hold what ends an HTML comment. */
function markerOf(key: string): string {
  return `${MARKER}${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

/** Whether there is anything that the author of a pull request can act on. */
function isWorthTelling({ verdict, findings }: Report): boolean {
  return (
    verdict.outcome !== 'pass' ||
    findings.some((finding) => isBlocking(finding, { failOn: 'low', gate: verdict.gate }))
  );
}
