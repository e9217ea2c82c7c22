import { describe, expect, it } from '@jest/globals';
import { explainFailure, readApiFailure, type ApiFailure } from '../../src/github/api-failure.js';
import { fakeClient, SHOP, type Answer } from './fake-api.js';

const ROUTE = 'GET /repos/ada/shop';

async function failWith(answer: Answer | Error, nowMs?: number): Promise<ApiFailure | null> {
  const { client } = fakeClient({ [ROUTE]: answer });
  try {
    await client.rest.repos.get(SHOP);
  } catch (thrown) {
    return readApiFailure(thrown, nowMs);
  }
  throw new Error('the request did not fail');
}

describe('a failed request', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'missing'],
    [410, 'missing'],
    [409, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [429, 'rate-limit'],
    [500, 'server'],
    [503, 'server'],
  ])('with status %d is of the kind %s', async (status, kind) => {
    expect(await failWith({ status, data: { message: 'No.' } })).toMatchObject({
      status,
      kind,
      message: 'No',
    });
  });

  it('without an answer is told from one with an answer', async () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:9');
    expect(await failWith(new TypeError('fetch failed', { cause }))).toMatchObject({
      kind: 'unreachable',
      message: 'connect ECONNREFUSED 127.0.0.1:9',
    });
  });

  it.each<[string, Answer, number | null]>([
    [
      'the hourly limit',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3600' } },
      3600,
    ],
    ['a secondary limit', { status: 403, headers: { 'retry-after': '60' } }, 60],
    ['words', { status: 403, data: { message: 'API rate limit exceeded for installation' } }, null],
  ])('is a rate limit by %s', async (_, answer, retryAfterSeconds) => {
    expect(await failWith(answer, 0)).toMatchObject({ kind: 'rate-limit', retryAfterSeconds });
  });

  it('gives the server’s details, on one line and no longer than a sentence', async () => {
    const data = { message: 'Validation Failed', errors: ['one\ntwo', { message: 'three' }, { code: 'x' }] };
    expect((await failWith({ status: 422, data }))?.message).toBe('Validation Failed: one two: three');
    const long = await failWith({ status: 500, data: { message: 'x'.repeat(5000) } });
    expect(long?.message).toHaveLength(300);
  });

  it.each([[new Error('a mistake')], [null], ['text'], [{ status: '403' }]])(
    'is not what %p is',
    (thrown) => {
      expect(readApiFailure(thrown)).toBeNull();
    },
  );
});

describe('the sentence', () => {
  const explain = (given: Partial<ApiFailure>, hasForkToken = false): string =>
    explainFailure(
      { kind: 'forbidden', status: 403, message: '', retryAfterSeconds: null, ...given },
      { what: 'comment on pull request 7', permission: 'pull-requests: write', hasForkToken },
    );

  it('names the permission and where to add it', () => {
    expect(explain({ message: 'Resource not accessible by integration' })).toBe(
      'Could not comment on pull request 7: the token lacks a permission (Resource not accessible by integration). Add "pull-requests: write" to "permissions:" of the job in the workflow.',
    );
    expect(explain({ kind: 'missing', status: 404 })).toContain('"pull-requests: write"');
  });

  it.each<[Partial<ApiFailure>, boolean, RegExp]>([
    [{}, true, /fork's pull request can only read/],
    [{ kind: 'unauthorized', status: 401 }, false, /does not accept the github-token/],
    [{ message: 'Unable to create comment because issue is locked' }, false, /conversation is locked/],
    [{ message: 'Code scanning is not enabled for this repository' }, false, /Enable it in its settings/],
    [{ kind: 'refused', status: 422, message: 'too long' }, false, /status 422 \(too long\)/],
    [{ kind: 'rate-limit', retryAfterSeconds: 3541 }, false, /used up for the next 60 minutes\./],
    [{ kind: 'rate-limit', retryAfterSeconds: null }, false, /used up\./],
    [{ kind: 'server', status: 502 }, false, /status 502/],
    [
      { kind: 'unreachable', status: 500, message: 'connect ETIMEDOUT' },
      false,
      /not answer \(connect ETIMEDOUT\)/,
    ],
  ])('for %j (of a fork: %s) says what is the matter', (failure, hasForkToken, words) => {
    expect(explain(failure, hasForkToken)).toMatch(words);
    expect(explain(failure, hasForkToken)).not.toContain('\n');
  });
});
