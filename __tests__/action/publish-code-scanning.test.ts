import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Log } from 'sarif';
import { publishCodeScanning } from '../../src/action/publish-code-scanning.js';
import type { RunEvent } from '../../src/github/event.js';
import type { UploadChoice } from '../../src/model/options.js';
import { routesOf, type Answer, type Sent } from '../github/fake-api.js';
import { makeFinding, makeReport } from '../helpers/sample-report.js';
import { fakeReach, MERGE } from './fake-reach.js';

const UPLOAD = 'POST /repos/ada/shop/code-scanning/sarifs';
const STATUS = 'GET /repos/ada/shop/code-scanning/sarifs/1';
const taken: Answer = { status: 202, data: { id: '1' } };
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

async function publish(
  choice: UploadChoice,
  upload: Answer | Error,
  {
    status = { data: { processing_status: 'complete' } },
    event = {},
    isGitea = false,
  }: {
    status?: Answer;
    event?: Partial<RunEvent>;
    isGitea?: boolean;
  } = {},
) {
  const { reach, sent } = fakeReach({ [UPLOAD]: upload, [STATUS]: status }, event, isGitea);
  const reports = ['a:1', 'b:1'].map((reference) =>
    makeReport({ target: { reference }, findings: [makeFinding()] }),
  );
  await publishCodeScanning(
    reports,
    {
      choice,
      categories: ['drydock/a', 'drydock/b'],
      paths: {},
      startedAt: new Date(0),
      patience: { pollMs: 1, timeoutMs: 3 },
    },
    reach,
  );
  const warnings = log.split('\n').filter((line) => line.startsWith('::warning::'));
  return { sent, warnings };
}

const sarifOf = ({ body }: Sent): Log =>
  JSON.parse(gunzipSync(Buffer.from(String(body['sarif']), 'base64')).toString()) as Log;

describe('code scanning', () => {
  it('gets an upload for each image, each under a category of its own, and is waited for', async () => {
    const { sent, warnings } = await publish('auto', taken);
    expect(routesOf(sent)).toEqual([UPLOAD, UPLOAD, STATUS, STATUS]);
    expect(sent.slice(0, 2).map((one) => sarifOf(one).runs.map((run) => run.automationDetails?.id))).toEqual([
      ['drydock/a/'],
      ['drydock/b/'],
    ]);
    expect(sent[0]?.body).toMatchObject({ ref: 'refs/pull/7/merge', commit_sha: MERGE });
    expect(warnings).toEqual([]);
    expect(log).toContain('Code scanning has processed the findings in b:1.');
  });

  it.each([
    [403, 'Code Security must be enabled for this repository to use code scanning.'],
    [403, 'Resource not accessible by integration'],
    [404, 'Not Found'],
  ])('that is not there (%d %s) is one line with auto, a warning with true', async (status, message) => {
    const answer = { status, data: { message } };
    const auto = await publish('auto', answer);
    expect(auto.warnings).toEqual([]);
    expect(log.match(/^Did not upload to code scanning: .*$/gm)).toHaveLength(1);
    expect(routesOf(auto.sent)).toEqual([UPLOAD]);
    const forced = await publish('true', answer);
    expect(forced.warnings).toHaveLength(1);
    expect(forced.warnings[0]).toMatch(/security-events: write|does not have that enabled/);
  });

  it.each([[500], [413], [400]])('that fails with %d is a warning, whoever asked', async (status) => {
    expect((await publish('auto', { status, data: { message: 'no' } })).warnings).toHaveLength(1);
  });

  it('that refuses a report afterwards says why', async () => {
    const { warnings } = await publish('auto', taken, {
      status: { data: { processing_status: 'failed', errors: ['rule without help'] } },
    });
    expect(warnings).toEqual([
      '::warning::Code scanning could not process the findings in a:1: rule without help.',
      '::warning::Code scanning could not process the findings in b:1: rule without help.',
    ]);
  });

  it('that takes its time is not waited for without end', async () => {
    const { warnings } = await publish('auto', taken, { status: { data: { processing_status: 'pending' } } });
    expect(warnings).toEqual([]);
    expect(log).toContain('still processes the findings in a:1');
  });

  it.each<[string, { event?: Partial<RunEvent>; isGitea?: boolean }, RegExp]>([
    [
      'the event has no place there',
      { event: { name: 'merge_group', analysis: null } },
      /a merge_group event/,
    ],
    ['the server has none', { isGitea: true }, /this server has none/],
  ])('is left alone where %s', async (_, given, words) => {
    const auto = await publish('auto', taken, given);
    expect([auto.sent, auto.warnings]).toEqual([[], []]);
    expect(log).toMatch(words);
    expect((await publish('true', taken, given)).warnings).toEqual([expect.stringMatching(words)]);
  });

  it('is left alone when it is not wanted', async () => {
    const { sent } = await publish('false', taken);
    expect([sent, log]).toEqual([[], '']);
  });

  it('is not asked a second time when the API is out of reach', async () => {
    const { sent, warnings } = await publish('auto', new TypeError('fetch failed'));
    expect(routesOf(sent)).toEqual([UPLOAD]);
    expect(warnings).toHaveLength(1);
  });
});
