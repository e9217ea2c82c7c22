import type { Reach } from '../../src/action/reach.js';
import type { RunEvent } from '../../src/github/event.js';
import { fakeClient, type Routes, type Sent, SHOP } from '../github/fake-api.js';

export const HEAD = 'b'.repeat(40);
export const MERGE = 'a'.repeat(40);

/** GitHub's API with these routes, for a run on pull request 7 of ada/shop. */
export function fakeReach(
  routes: Routes,
  event: Partial<RunEvent> = {},
  isGitea = false,
): { reach: Reach; sent: Sent[] } {
  const { client, sent } = fakeClient(routes);
  const reach: Reach = {
    client,
    repository: SHOP,
    event: {
      kind: 'pull-request',
      name: 'pull_request',
      repository: SHOP,
      pullRequest: 7,
      headSha: HEAD,
      headBranch: null,
      analysis: { ref: 'refs/pull/7/merge', sha: MERGE },
      hasForkToken: false,
      ...event,
    },
    isGitea,
    isOver: false,
  };
  return { reach, sent };
}
