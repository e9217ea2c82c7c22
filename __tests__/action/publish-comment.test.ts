import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { publishComments } from '../../src/action/publish-comment.js';
import type { RunEvent } from '../../src/github/event.js';
import type { CommentChoice } from '../../src/model/options.js';
import type { Finding, Report } from '../../src/model/report.js';
import { routesOf, type Answer, type Sent } from '../github/fake-api.js';
import { makeFinding, makeReport } from '../helpers/sample-report.js';
import { fakeReach } from './fake-reach.js';

const LIST = 'GET /repos/ada/shop/issues/7/comments';
const CREATE = 'POST /repos/ada/shop/issues/7/comments';
const forbidden = { status: 403, data: { message: 'Resource not accessible by integration' } };
let log = '';

interface Comment {
  readonly id: number;
  readonly html_url: string;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

/** A pull request's conversation that remembers what is written to it. */
let comments: Comment[] = [];

beforeEach(() => {
  comments = [];
  log = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

function create({ body }: Sent): Answer {
  const id = comments.length + 1;
  const comment: Comment = {
    id,
    html_url: `https://github.test/c/${id}`,
    body: String(body['body']),
    user: { login: 'github-actions[bot]', type: 'Bot' },
  };
  comments.push(comment);
  return { status: 201, data: comment };
}

function update({ route, body }: Sent): Answer {
  const comment = comments.find(({ id }) => route.endsWith(`/${id}`));
  if (comment === undefined) return { status: 404 };
  comment.body = String(body['body']);
  return { data: comment };
}

interface Given {
  readonly choice?: CommentChoice;
  readonly keys?: readonly string[];
  readonly sha?: string;
  readonly event?: Partial<RunEvent>;
  readonly answers?: Record<string, Answer>;
}

async function publish(reports: readonly Report[], given: Given = {}) {
  const { choice = 'auto', keys = ['drydock/shop', 'drydock/worker'], sha = 'b', event, answers } = given;
  const { reach, sent } = fakeReach(
    {
      [LIST]: () => ({ data: comments }),
      [CREATE]: create,
      'PATCH /repos/ada/shop/issues/comments/1': update,
      'PATCH /repos/ada/shop/issues/comments/2': update,
      'GET /user': forbidden,
      ...answers,
    },
    { headSha: sha.repeat(40), ...event },
  );
  const env = { GITHUB_SERVER_URL: 'https://github.test', GITHUB_RUN_ID: '1' };
  const urls = await publishComments(reports, { choice, keys, paths: {}, env }, 7, reach);
  return { urls, writes: routesOf(sent).filter((route) => !route.startsWith('GET')), sent };
}

const leaky = (findings: readonly Finding[] = [makeFinding()]) =>
  makeReport({ findings, verdict: { outcome: 'blocked' } });

describe('the comment', () => {
  it('is posted for a leaky image, with links to the head', async () => {
    const { urls, writes } = await publish([leaky()]);
    expect(writes).toEqual([CREATE]);
    expect(urls).toEqual(['https://github.test/c/1']);
    expect(comments[0]?.body).toContain('OpenAI API key');
    expect(comments[0]?.body).toContain(`https://github.test/ada/shop/blob/${'b'.repeat(40)}/Dockerfile#L7`);
  });

  it('of the same run again is left as it is', async () => {
    await publish([leaky()]);
    const { urls, writes } = await publish([leaky()]);
    expect(writes).toEqual([]);
    expect(urls).toEqual(['https://github.test/c/1']);
  });

  it('is changed in place by the next run, and says so when all is gone', async () => {
    await publish([leaky()]);
    const { writes } = await publish([makeReport()], { sha: 'c' });
    expect(writes).toEqual(['PATCH /repos/ada/shop/issues/comments/1']);
    expect(comments[0]?.body).toContain('Resolved');
    expect((await publish([makeReport()], { sha: 'c' })).writes).toEqual([]);
  });

  it.each<[CommentChoice, number]>([
    ['auto', 0],
    ['always', 1],
    ['never', 0],
  ])('for a first clean run with %s is posted %d times', async (choice, count) => {
    expect((await publish([makeReport()], { choice })).writes).toHaveLength(count);
  });

  it('is not asked for with never', async () => {
    expect((await publish([leaky()], { choice: 'never' })).sent).toEqual([]);
  });

  it.each<[string, Partial<Report['verdict']>, Partial<Finding>, number]>([
    ['a low one of their own', {}, { severity: 'low' }, 1],
    ['one of the base image', {}, { owner: 'base' }, 0],
    ['one of the base image, where that counts', { gate: 'all' }, { owner: 'base' }, 1],
    ['a known one', {}, { baseline: 'known' }, 0],
  ])('is posted for what people can act on: %s', async (_, verdict, finding, count) => {
    const report = makeReport({ findings: [makeFinding(finding)], verdict: { outcome: 'pass', ...verdict } });
    expect((await publish([report])).writes).toHaveLength(count);
  });

  it('is one for each image, and none overwrites another', async () => {
    const reports = ['shop:1', 'worker:1'].map((reference) => ({
      ...leaky(),
      target: { ...leaky().target, reference },
    }));
    expect((await publish(reports)).urls).toEqual(['https://github.test/c/1', 'https://github.test/c/2']);
    await publish(reports, { sha: 'c' });
    expect(comments.map(({ body }) => body.includes('shop:1'))).toEqual([true, false]);
    expect(comments).toHaveLength(2);
  });

  it('stays within what GitHub takes, whatever was found', async () => {
    const findings = Array.from({ length: 3000 }, (_, index) =>
      makeFinding({ fingerprint: String(index).padStart(16, '0'), redacted: 'x'.repeat(2000) }),
    );
    await publish([leaky(findings)]);
    expect(comments[0]?.body.length).toBeLessThanOrEqual(65_536);
  });
});

describe('a comment that can’t be written', () => {
  it.each<[string, Answer, RegExp]>([
    ['the token may not', forbidden, /"pull-requests: write"/],
    [
      'the conversation is locked',
      { status: 403, data: { message: 'Unable to create comment because issue is locked.' } },
      /locked\. Unlock it/,
    ],
    ['there is no such pull request', { status: 404, data: { message: 'Not Found' } }, /no such thing/],
    [
      'it is refused',
      { status: 422, data: { message: 'Body is too long' } },
      /status 422 \(Body is too long\)/,
    ],
  ])('is one warning where %s', async (_, answer, words) => {
    const { urls } = await publish([leaky(), leaky()], { answers: { [CREATE]: answer } });
    expect(urls).toEqual([]);
    const warnings = log.split('\n').filter((line) => line.startsWith('::warning::'));
    expect(warnings).toEqual([expect.stringMatching(/^::warning::Could not comment on pull request 7: /)]);
    expect(warnings[0]).toMatch(words);
  });

  it('for a fork is one line of the log', async () => {
    await publish([leaky()], { event: { hasForkToken: true }, answers: { [CREATE]: forbidden } });
    expect(log).toMatch(/^Could not comment on pull request 7: .* can only read/m);
    expect(log).not.toContain('::warning::');
  });
});
