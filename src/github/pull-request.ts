import { readApiFailure } from './api-failure.js';
import type { Client } from './client.js';
import type { RunEvent } from './event.js';

/**
 * The pull request that the run's reports belong to: the event's own, else an open one whose head is the run's commit
 * (a push to its branch, a `workflow_run` after a build of a fork). One request, and none where the event can't have
 * one. Null where there is none, or the token may not look.
 */
export async function findPullRequest(client: Client, event: RunEvent): Promise<number | null> {
  const { repository, headBranch, headSha } = event;
  if (event.pullRequest !== null) return event.pullRequest;
  if (repository === null || headBranch === null || headSha === null) return null;
  try {
    const { data } = await client.rest.pulls.list({
      ...repository,
      state: 'open',
      head: `${headBranch.owner}:${headBranch.branch}`,
      per_page: 100,
    });
    // A branch that has moved on since has newer runs to speak for it.
    return data.find(({ head }) => head.sha === headSha)?.number ?? null;
  } catch (thrown) {
    const kind = readApiFailure(thrown)?.kind;
    if (kind === 'forbidden' || kind === 'missing' || kind === 'refused') return null;
    throw thrown;
  }
}
