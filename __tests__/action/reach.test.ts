import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ask, completeEvent, openReach, tellFailure } from '../../src/action/reach.js';
import { readEvent } from '../../src/github/event.js';
import { fakeReach, HEAD } from './fake-reach.js';

const LIST = 'GET /repos/ada/shop/pulls';
const question = { what: 'look', permission: 'pull-requests: write' } as const;
let log = '';

beforeEach(() => {
  log = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the API', () => {
  it.each<[string, string | null, Record<string, string>]>([
    ['without a token', null, { GITHUB_REPOSITORY: 'ada/shop' }],
    ['outside of a workflow', 'x', {}],
  ])('can’t be reached %s', async (_, token, env) => {
    expect(await openReach(token, readEvent(env), env)).toBeNull();
  });

  it.each([401, 429])('is asked nothing more after status %d: that costs one warning', async (status) => {
    const { reach, sent } = fakeReach({ [LIST]: { status, data: { message: 'no' } } });
    const list = () => reach.client.rest.pulls.list({ owner: 'ada', repo: 'shop' });
    expect(await ask(reach, question, list)).toBeNull();
    expect(await ask(reach, { ...question, what: 'comment' }, list)).toBeNull();
    expect(sent).toHaveLength(1);
    expect(log.match(/^::warning::/gm)).toHaveLength(1);
    expect(log).toContain('Did not comment, for the same reason.');
  });

  it.each([403, 404, 422, 500])('is asked again after status %d', async (status) => {
    const { reach } = fakeReach({ [LIST]: { status, data: { message: 'no' } } });
    await ask(reach, question, () => reach.client.rest.pulls.list({ owner: 'ada', repo: 'shop' }));
    expect(reach.isOver).toBe(false);
  });

  it('is not blamed for mistakes of ours', () => {
    const { reach } = fakeReach({});
    expect(() => {
      tellFailure(reach, question, new RangeError('ours'));
    }).toThrow('ours');
    expect(log).toBe('');
  });
});

describe('an event that names no pull request', () => {
  const push = {
    pullRequest: null,
    headBranch: { owner: 'ada', branch: 'fix' },
    analysis: { ref: 'refs/heads/fix', sha: HEAD },
  };
  const open = { data: [{ number: 9, head: { sha: HEAD } }] };

  it('is completed with the open one of its commit, and analysed as the branch', async () => {
    const { reach } = fakeReach({ [LIST]: open }, push);
    await completeEvent(reach);
    expect(reach.event).toMatchObject({ pullRequest: 9, analysis: push.analysis });
  });

  it('of a fork is analysed as that pull request', async () => {
    const { reach } = fakeReach({ [LIST]: open }, { ...push, analysis: null });
    await completeEvent(reach);
    expect(reach.event.analysis).toEqual({ ref: 'refs/pull/9/head', sha: HEAD });
  });

  it('stays as it is where there is none', async () => {
    const { reach } = fakeReach({ [LIST]: { data: [] } }, push);
    await completeEvent(reach);
    expect(reach.event).toMatchObject(push);
  });
});
