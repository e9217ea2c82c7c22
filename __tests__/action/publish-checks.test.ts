import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { publishAnnotations } from '../../src/action/publish-checks.js';
import type { Report } from '../../src/model/report.js';
import type { Routes, Sent } from '../github/fake-api.js';
import { makeFinding, makeOccurrence, makeReport, makeRichReport } from '../helpers/sample-report.js';
import { fakeReach, HEAD } from './fake-reach.js';

const CREATE = 'POST /repos/ada/shop/check-runs';
const UPDATE = 'PATCH /repos/ada/shop/check-runs/11';
const created = { status: 201, data: { id: 11, html_url: 'https://github.test/runs/11' } };
const forbidden = { status: 403, data: { message: 'Resource not accessible by integration' } };
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

const commands = (name: string) => log.split('\n').filter((line) => line.startsWith(`::${name}`));

function manyFindings(count: number): Report {
  const findings = Array.from({ length: count }, (_, index) =>
    makeFinding({
      fingerprint: String(index).padStart(16, '0'),
      occurrences: [makeOccurrence({ source: { file: `f${index}.env`, line: 1 } })],
    }),
  );
  return makeReport({ findings, verdict: { outcome: 'blocked' } });
}

async function publish(reports: readonly Report[], routes: Routes, event = {}, isGitea = false) {
  const { reach, sent } = fakeReach(routes, event, isGitea);
  await publishAnnotations(reports, {}, reach, {
    GITHUB_RUN_ID: '1',
    GITHUB_SERVER_URL: 'https://github.test/',
  });
  return { sent, runs: sent.filter(({ route }) => route === CREATE).map(({ body }) => body) };
}

const sizeOf = ({ body }: Sent): number => (body['output'] as { annotations: unknown[] }).annotations.length;

describe('a check run', () => {
  it('shows every finding of its image, at the head of the pull request, and no workflow command does', async () => {
    const { sent, runs } = await publish([manyFindings(120)], { [CREATE]: created, [UPDATE]: { data: {} } });
    expect(sent.map(sizeOf)).toEqual([50, 50, 20]);
    expect(runs).toEqual([
      expect.objectContaining({
        name: 'Drydock: shop:ci',
        head_sha: HEAD,
        details_url: 'https://github.test/ada/shop/actions/runs/1',
      }),
    ]);
    expect([...commands('error'), ...commands('warning'), ...commands('notice')]).toEqual([]);
    expect(log).toContain('https://github.test/runs/11');
  });

  it.each<[Partial<Report['verdict']>, boolean, string]>([
    [{ outcome: 'pass' }, false, 'success'],
    [{ outcome: 'pass' }, true, 'success'],
    [{ outcome: 'blocked' }, true, 'failure'],
    [{ outcome: 'incomplete' }, false, 'failure'],
    [{ outcome: 'pass', failOn: 'never' }, true, 'neutral'],
    [{ outcome: 'pass', failOn: 'never' }, false, 'success'],
    [{ outcome: 'incomplete', failOn: 'never' }, false, 'neutral'],
  ])('for the verdict %j (findings: %s) ends as %s', async (verdict, hasFindings, conclusion) => {
    const report = makeReport({ findings: hasFindings ? [makeFinding()] : [], verdict });
    const { runs } = await publish([report], { [CREATE]: created });
    expect(runs[0]).toMatchObject({ conclusion });
  });

  it('stays within what GitHub takes, whatever was found', async () => {
    const { runs } = await publish([manyFindings(3000)], { [CREATE]: created, [UPDATE]: { data: {} } });
    const { title, summary } = runs[0]?.['output'] as { title: string; summary: string };
    expect(summary.length).toBeLessThanOrEqual(65_535);
    expect(title.length).toBeLessThanOrEqual(255);
  });

  it('is there for each image', async () => {
    const reports = ['a:1', 'b:1'].map((reference) => makeReport({ target: { reference } }));
    const { runs } = await publish(reports, { [CREATE]: created });
    expect(runs.map(({ name }) => name)).toEqual(['Drydock: a:1', 'Drydock: b:1']);
  });

  it('that could not take all annotations says how many it has, and is not doubled', async () => {
    await publish([manyFindings(120)], {
      [CREATE]: created,
      [UPDATE]: { status: 422, data: { message: 'x' } },
    });
    expect(commands('warning')).toEqual([
      '::warning::Could not add more than 50 annotations to the check run: GitHub refused it with status 422 (x).',
    ]);
    expect(commands('error')).toEqual([]);
  });
});

describe('workflow commands', () => {
  it('take its place where the token may not create one: one warning, and room for it', async () => {
    const { sent } = await publish([manyFindings(30), manyFindings(30)], { [CREATE]: forbidden });
    expect(sent).toHaveLength(1);
    expect(commands('warning')).toEqual([
      '::warning::Could not create a check run with the annotations: the token lacks a permission (Resource not accessible by integration). Add "checks: write" to "permissions:" of the job in the workflow.',
    ]);
    expect(commands('error ').length).toBeGreaterThan(5);
    expect(commands('error ').length).toBeLessThanOrEqual(9);
  });

  it('take its place for a fork without a warning, since nobody could mend it', async () => {
    await publish([makeRichReport()], { [CREATE]: forbidden }, { hasForkToken: true });
    expect(log).toMatch(/^Could not create a check run.* can only read/m);
    expect(log).not.toContain('::warning::Could');
    expect(commands('error ').length).toBeGreaterThan(0);
  });

  it.each<[string, object, boolean]>([
    ['the commit is not known', { headSha: null }, false],
    ['the server is Gitea, which has none', {}, true],
  ])('are used at once where %s', async (_, event, isGitea) => {
    const { sent } = await publish([makeRichReport()], {}, event, isGitea);
    expect(sent).toEqual([]);
    expect(commands('error ').length).toBeGreaterThan(0);
  });

  it('are used where there is no API', async () => {
    await publishAnnotations([makeRichReport()], {}, null, {});
    expect(commands('error ').length).toBeGreaterThan(0);
  });
});
