import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEvent, type RunEvent } from '../../src/github/event.js';

const folder = mkdtempSync(path.join(tmpdir(), 'drydock-event-'));
const [MERGE, HEAD] = ['a'.repeat(40), 'b'.repeat(40)];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(name: string, payload: unknown, env: Record<string, string> = {}): RunEvent {
  const file = path.join(folder, 'event.json');
  writeFileSync(file, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readEvent({
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file,
    GITHUB_REPOSITORY: 'ada/shop',
    GITHUB_SHA: MERGE,
    GITHUB_REF: 'refs/heads/main',
    ...env,
  });
}

function pull(head: string | null) {
  const repo = (name: string | null) => (name === null ? null : { full_name: name });
  return {
    pull_request: { number: 7, head: { sha: HEAD, repo: repo(head) }, base: { repo: repo('ada/shop') } },
  };
}

describe('a pull request', () => {
  it('is reported at its head, and analysed as the merge that was checked out', () => {
    expect(read('pull_request', pull('Ada/Shop'), { GITHUB_REF: 'refs/pull/7/merge' })).toEqual({
      kind: 'pull-request',
      name: 'pull_request',
      repository: { owner: 'ada', repo: 'shop' },
      pullRequest: 7,
      headSha: HEAD,
      headBranch: null,
      analysis: { ref: 'refs/pull/7/merge', sha: MERGE },
      hasForkToken: false,
    });
  });

  it.each([['eve/shop'], [null]])('from %s has a token that can only read', (head) => {
    expect(read('pull_request', pull(head), { GITHUB_REF: 'refs/pull/7/merge' }).hasForkToken).toBe(true);
  });

  it('that runs on its base has the base’s token, and no alert of it lands on the base', () => {
    const event = read('pull_request_target', pull('eve/shop'));
    expect(event.hasForkToken).toBe(false);
    expect(event.analysis).toEqual({ ref: 'refs/pull/7/head', sha: HEAD });
  });

  it('that was merged is not analysed as the branch it went to', () => {
    const event = read('pull_request', pull('ada/shop'), { GITHUB_REF: 'refs/heads/main' });
    expect(event.analysis).toEqual({ ref: 'refs/pull/7/head', sha: HEAD });
  });

  it('with a comment on it is known by number, and its commit is not taken for the default branch’s', () => {
    const event = read('issue_comment', { issue: { number: 7, pull_request: {} } });
    expect(event).toMatchObject({ kind: 'other', pullRequest: 7, headSha: null, analysis: null });
  });
});

describe('a branch', () => {
  it.each([
    ['push', 'push'],
    ['workflow_dispatch', 'workflow-dispatch'],
  ])('with %s is analysed, and may have a pull request', (name, kind) => {
    expect(read(name, {}, { GITHUB_REF: 'refs/heads/fix/x' })).toMatchObject({
      kind,
      pullRequest: null,
      headSha: MERGE,
      headBranch: { owner: 'ada', branch: 'fix/x' },
      analysis: { ref: 'refs/heads/fix/x', sha: MERGE },
    });
  });

  it.each([
    ['schedule', 'schedule', 'refs/heads/main'],
    ['release', 'other', 'refs/tags/v1'],
  ])('with %s is analysed, and has none', (name, kind, ref) => {
    const event = read(name, {}, { GITHUB_REF: ref });
    expect(event).toMatchObject({ kind, headBranch: null, analysis: { ref, sha: MERGE } });
  });

  it('of a merge queue is unknown to code scanning', () => {
    const event = read(
      'merge_group',
      { merge_group: { head_sha: HEAD } },
      { GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-7-x' },
    );
    expect(event).toMatchObject({
      kind: 'merge-group',
      pullRequest: null,
      headSha: HEAD,
      headBranch: null,
      analysis: null,
    });
  });
});

describe('a run after another', () => {
  const run = (event: string, head: string, pulls: readonly number[] = []) => ({
    workflow_run: {
      event,
      head_sha: HEAD,
      head_branch: 'fix',
      head_repository: { full_name: head, owner: { login: head.split('/')[0] } },
      pull_requests: pulls.map((number) => ({ number })),
    },
  });

  it('is for the commit that the other one built, not for the default branch', () => {
    expect(read('workflow_run', run('push', 'ada/shop'))).toMatchObject({
      kind: 'workflow-run',
      headSha: HEAD,
      analysis: { ref: 'refs/heads/fix', sha: HEAD },
    });
  });

  it('for a fork can write, and has its pull request looked for by the branch', () => {
    expect(read('workflow_run', run('pull_request', 'eve/shop'))).toMatchObject({
      pullRequest: null,
      headSha: HEAD,
      headBranch: { owner: 'eve', branch: 'fix' },
      analysis: null,
      hasForkToken: false,
    });
  });

  it('for a pull request of the repository itself knows its number', () => {
    expect(read('workflow_run', run('pull_request', 'ada/shop', [7]))).toMatchObject({
      pullRequest: 7,
      analysis: { ref: 'refs/pull/7/head', sha: HEAD },
    });
  });
});

describe('what is odd', () => {
  it('is no event at all', () => {
    expect(readEvent({})).toEqual({
      kind: 'other',
      name: '',
      repository: null,
      pullRequest: null,
      headSha: null,
      headBranch: null,
      analysis: null,
      hasForkToken: false,
    });
  });

  it.each(['', '{', '[]', 'null', '{"pull_request":{}}', '{"pull_request":{"number":-1,"head":{"sha":7}}}'])(
    'in the file makes for less knowledge: %s',
    (text) => {
      expect(read('pull_request', text)).toMatchObject({
        pullRequest: null,
        repository: { owner: 'ada', repo: 'shop' },
      });
    },
  );

  it('is a file that is not there', () => {
    expect(readEvent({ GITHUB_EVENT_PATH: path.join(folder, 'none') }).kind).toBe('other');
  });

  it.each(['shop', 'ada/', '/shop', 'a/b/c'])('is a repository called %s', (name) => {
    expect(readEvent({ GITHUB_REPOSITORY: name }).repository).toBeNull();
  });

  it('never throws, whatever the payload', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pull_request', 'workflow_run', 'merge_group', 'push', 'issue_comment'),
        fc.dictionary(
          fc.constantFrom('pull_request', 'workflow_run', 'merge_group', 'issue'),
          fc.oneof(
            fc.jsonValue(),
            fc.dictionary(
              fc.constantFrom('head', 'number', 'head_sha', 'head_repository', 'pull_requests', 'base'),
              fc.jsonValue(),
            ),
          ),
        ),
        (name, payload) => {
          const event = read(name, payload);
          expect(event.headSha ?? HEAD).toMatch(/^[0-9a-f]{40}/i);
        },
      ),
      { numRuns: 100 },
    );
  });
});
