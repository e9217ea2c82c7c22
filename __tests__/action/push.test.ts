import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAction } from '../../src/action/run.js';
import type { Outcome, Report } from '../../src/model/report.js';
import type { Scan } from '../../src/model/request.js';
import { makeReport } from '../helpers/sample-report.js';

const ID = `sha256:${'ab12'.repeat(16)}`;
const home = process.cwd();
const environment = { ...process.env };
let folder = '';
let log = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-action-push-'));
  log = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.chdir(home);
  process.exitCode = 0;
  for (const name of Object.keys(process.env))
    if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  rmSync(folder, { recursive: true });
});

/** An engine's client that has the image, and notes what it is asked; its push prints `pushOutput`. */
function useClient(pushOutput: string): void {
  const file = path.join(folder, 'client');
  const inspection = JSON.stringify([{ Id: ID, RepoTags: ['shop:ci'] }]);
  const lines = [
    '#!/bin/sh',
    `echo "$*" >> '${folder}/calls'`,
    `case "$1" in image) printf %s '${inspection}' ;; push) printf '${pushOutput}' ;; esac`,
    '',
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o755 });
  process.env['DRYDOCK_DOCKER'] = file;
}

const pushes = (): string[] =>
  readFileSync(path.join(folder, 'calls'), 'utf8')
    .split('\n')
    .filter((call) => call.startsWith('push'));

async function run(
  outcomes: readonly Outcome[],
  inputs: Readonly<Record<string, string>> = {},
): Promise<void> {
  writeFileSync(path.join(folder, 'output'), '');
  Object.assign(process.env, {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: path.join(folder, 'output'),
    GITHUB_STEP_SUMMARY: '',
    INPUT_IMAGE: 'shop:ci',
    INPUT_PUSH: 'true',
    ...inputs,
  });
  const scan: Scan = (_, progress) => {
    progress.exported?.([{ reference: 'shop:ci', id: ID }]);
    return Promise.resolve(outcomes.map(reportOf));
  };
  await runAction(scan, process.env);
}

function reportOf(outcome: Outcome): Report {
  return makeReport({
    verdict: { outcome, failOn: 'high', gate: 'own', counts: { critical: 0, high: 0, medium: 0, low: 0 } },
  });
}

describe('a step that is asked to push', () => {
  it('pushes what passed, and tells as what', async () => {
    const digest = `sha256:${'cd34'.repeat(16)}`;
    useClient(`ci: digest: ${digest} size: 5\\n`);
    await run(['pass']);
    expect(pushes()).toEqual(['push shop:ci']);
    expect(process.exitCode ?? 0).toBe(0);
    expect(log).toContain(`Pushed shop@${digest}.`);
    expect(readFileSync(path.join(folder, 'output'), 'utf8')).toContain(`shop@${digest}`);
  });

  it.each([
    { outcomes: ['blocked'] },
    { outcomes: ['incomplete'] },
    { outcomes: ['pass', 'incomplete'] },
    { outcomes: ['blocked', 'pass'] },
    { outcomes: [] },
    // Nothing else fails a step that only reports; but whoever deploys what was not pushed must not be told that all is well.
    { outcomes: ['incomplete'], inputs: { 'INPUT_FAIL-ON': 'never' } },
  ] as const)('pushes nothing and fails for %j', async ({ outcomes, ...rest }) => {
    useClient('');
    await run(outcomes, 'inputs' in rest ? rest.inputs : {});
    expect(pushes()).toEqual([]);
    expect(process.exitCode).toBe(1);
    expect(log).toMatch(/^::error::(?:.*; )?nothing was pushed$/m);
  });

  it('lets nothing that the client says command the runner', async () => {
    useClient('::set-output name=outcome::hacked\\n');
    await run(['pass']);
    const lines = log.split('\n');
    const said = lines.findIndex((line) => line.startsWith('::set-output'));
    const word = lines
      .slice(0, said)
      .findLast((line) => line.startsWith('::stop-commands::'))
      ?.slice('::stop-commands::'.length);
    expect(word).toMatch(/^drydock-[0-9a-f]{32}$/);
    expect(lines.indexOf(`::${word ?? ''}::`)).toBeGreaterThan(said);
  });
});
