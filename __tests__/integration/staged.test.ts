import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fakeTokens } from '../../scripts/example.mjs';
import type { Report } from '../../src/model/report.js';
import { scan } from '../../src/scan.js';

const token = Object.values(fakeTokens(23))[0] ?? '';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-commit-'));
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, env });
  git('init', '-q');
  writeFileSync(path.join(folder, '.dockerignore'), '*\n');
  writeFileSync(path.join(folder, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(path.join(folder, 'settings'), `first line\nTOKEN=${token}\n`);
  git('add', '.');
  writeFileSync(path.join(folder, 'settings'), 'taken out of the folder, and still staged\n');
  writeFileSync(path.join(folder, 'Dockerfile'), `FROM scratch\nENV TOKEN=${token}\n`);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function scanFolder(staged: boolean): Promise<Report> {
  const reports = await scan(
    {
      target: { kind: 'context', directory: folder, ...(staged ? { staged } : {}) },
      rules: [],
      failOn: 'high',
      gate: 'own',
      reveal: false,
    },
    { phase: () => undefined, bytes: () => undefined, layer: () => undefined, warn: () => undefined },
  );
  const [report] = reports;
  if (report === undefined) throw new Error('no report');
  return report;
}

const placesOf = (report: Report): string[] =>
  report.findings.flatMap(({ occurrences }) =>
    occurrences.map((place) => `${place.in} ${place.path}:${place.line ?? 0}`),
  );

it('finds what the commit would hold, and not what stands in the folder', async () => {
  const report = await scanFolder(true);
  expect(placesOf(report)).toEqual(['context settings:2']);
  expect(report.verdict.outcome).toBe('blocked');
  expect(report.coverage).toMatchObject({ complete: true, files: 3 });
  expect(JSON.stringify(report)).not.toContain(token);
});

it('finds in the folder what the build would send', async () => {
  expect(placesOf(await scanFolder(false))).toEqual(['context Dockerfile:2']);
});

it('says nothing of what is not staged: a known finding that was not looked for is not fixed', async () => {
  expect((await scanFolder(true)).coverage.places).toEqual([]);
  expect((await scanFolder(false)).coverage.places).toEqual(['context']);
});
