import { describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../../src/github/event.js';
import { findPullRequest } from '../../src/github/pull-request.js';
import { fakeClient, SHOP, type Answer } from './fake-api.js';

const LIST = 'GET /repos/ada/shop/pulls';
const HEAD = 'b'.repeat(40);
const event: RunEvent = {
  kind: 'push',
  name: 'push',
  repository: SHOP,
  pullRequest: null,
  headSha: HEAD,
  headBranch: { owner: 'eve', branch: 'fix' },
  analysis: null,
  hasForkToken: false,
};

async function find(given: Partial<RunEvent>, answer: Answer = { data: [] }) {
  const { client, sent } = fakeClient({ [LIST]: answer });
  return { number: await findPullRequest(client, { ...event, ...given }), sent };
}

describe('the pull request of a run', () => {
  it('is the open one of the branch whose head is the commit', async () => {
    const data = [
      { number: 6, head: { sha: 'c'.repeat(40) } },
      { number: 7, head: { sha: HEAD } },
    ];
    const { number, sent } = await find({}, { data });
    expect(number).toBe(7);
    expect(Object.fromEntries(sent[0]!.query)).toMatchObject({ state: 'open', head: 'eve:fix' });
  });

  it('is none where the branch has moved on', async () => {
    expect((await find({}, { data: [{ number: 6, head: { sha: 'c'.repeat(40) } }] })).number).toBeNull();
  });

  it.each<[string, Partial<RunEvent>, number | null]>([
    ['the event names it', { pullRequest: 3 }, 3],
    ['the event can’t have one', { headBranch: null }, null],
    ['there is no repository', { repository: null }, null],
  ])('is not asked for where %s', async (_, given, number) => {
    expect(await find(given)).toEqual({ number, sent: [] });
  });

  it('is none where the token may not look', async () => {
    expect((await find({}, { status: 403, data: { message: 'no' } })).number).toBeNull();
  });

  it('is not known where the server fails', async () => {
    await expect(find({}, { status: 500, data: { message: 'no' } })).rejects.toMatchObject({ status: 500 });
  });
});
