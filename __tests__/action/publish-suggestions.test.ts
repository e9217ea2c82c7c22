import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { collectChanges, publishSuggestions } from '../../src/action/publish-suggestions.js';
import type { Finding, Suggestion } from '../../src/model/report.js';
import { makeFinding, makeReport } from '../helpers/sample-report.js';
import { fakeReach } from './fake-reach.js';

const home = process.cwd();
let workspace = '';
let log = '';

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-suggest-')));
  writeFileSync(path.join(workspace, 'Dockerfile'), 'FROM scratch\r\nCOPY . .\r\nENV A=1\r\n');
  process.chdir(workspace);
  log = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.chdir(home);
  rmSync(workspace, { recursive: true });
});

function finding(suggestion: Partial<Suggestion> | null, given: Partial<Finding> = {}): Finding {
  const whole = { file: './Dockerfile', line: 2, endLine: 2, text: 'COPY app .', ...suggestion };
  const base = makeFinding(given);
  return { ...base, remedy: { ...base.remedy, suggestion: suggestion === null ? null : whole } };
}

const collect = (findings: readonly Finding[]) => collectChanges([makeReport({ findings })]);

describe('changes of the Dockerfile', () => {
  it('carry the lines as they are, and say why', () => {
    const [change] = collect([finding({})]);
    expect(change).toMatchObject({
      keys: ['4be1a0c25f7d9e13'],
      file: 'Dockerfile',
      line: 2,
      endLine: 2,
      text: 'COPY app .',
      before: ['COPY . .'],
    });
    expect(change?.reason).toBe(
      '**OpenAI API key** (`sk-proj-Pt…mUhd`) gets into the image. Keep srv/.env out of the build context. [Revoke it](<https://platform.openai.com/api-keys>).',
    );
  });

  it('say what else is to be done, once for all that they take out', () => {
    const note = 'Build with `--secret id=t,env=T`.';
    const [change] = collect([finding({ note }), finding({ note }, { fingerprint: 'bb' })]);
    expect(change?.reason.split('\n\n')).toEqual([
      expect.stringMatching(/^\*\*OpenAI/),
      expect.stringMatching(/^\*\*OpenAI/),
      note,
    ]);
  });

  it('are one where they take out several secrets, the worst first', () => {
    const changes = collect([
      finding({}, { fingerprint: 'bb', severity: 'low' }),
      finding({ line: 3, endLine: 3, text: '' }, { fingerprint: 'cc', severity: 'high' }),
      finding({}, { fingerprint: 'aa', severity: 'critical' }),
    ]);
    expect(changes.map(({ line, keys }) => [line, keys])).toEqual([
      [2, ['aa', 'bb']],
      [3, ['cc']],
    ]);
  });

  it.each<[string, Partial<Suggestion> | null, Partial<Finding>]>([
    ['no replacement is enough', null, {}],
    [
      'the secret is allowed',
      {},
      { allowed: { by: 'config', file: 'x', line: 1, reason: 'y', expires: null } },
    ],
    ['the base image brought it', {}, { owner: 'base' }],
    ['a redacted secret would be written', { text: 'ENV B=sk-…mUhd' }, {}],
    ['a hidden secret would be written', { text: 'ENV B=********' }, {}],
    ['the file is outside of the checkout', { file: '../Dockerfile' }, {}],
    ['the file is not there', { file: 'other/Dockerfile' }, {}],
    ['the lines are not there', { line: 4, endLine: 9 }, {}],
  ])('are none where %s', (_, suggestion, given) => {
    expect(collect([finding(suggestion, given)])).toEqual([]);
  });
});

describe('suggesting', () => {
  const REVIEW = 'POST /repos/ada/shop/pulls/7/reviews';
  const routes = {
    'GET /repos/ada/shop/pulls/7/files': {
      data: [{ filename: 'Dockerfile', patch: '@@ -1 +1,2 @@\n FROM scratch\r\n+COPY . .\r' }],
    },
    'GET /repos/ada/shop/pulls/7/comments': { data: [] },
  };
  const reports = [makeReport({ findings: [finding({})] })];

  it('posts a review', async () => {
    const { reach, sent } = fakeReach({ ...routes, [REVIEW]: { data: {} } });
    await publishSuggestions(reports, 7, reach);
    expect(sent.at(-1)).toMatchObject({
      route: REVIEW,
      body: { event: 'COMMENT' },
    });
    expect(sent.at(-1)?.body['body']).toContain('1 change to keep secrets out of `shop:ci`');
    expect(log).toContain('Suggested 1 change on the pull request.');
  });

  it('that the token may not is one warning', async () => {
    const { reach } = fakeReach({ ...routes, [REVIEW]: { status: 403, data: { message: 'no' } } });
    await publishSuggestions(reports, 7, reach);
    expect(log).toMatch(/^::warning::Could not suggest changes on pull request 7: .*"pull-requests: write"/);
  });

  it('asks nothing where there is nothing to suggest', async () => {
    const { reach, sent } = fakeReach({});
    await publishSuggestions([makeReport({ findings: [makeFinding()] })], 7, reach);
    expect(sent).toEqual([]);
  });
});
