import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runAction } from '../../src/action/run.js';
import { Interruption } from '../../src/interruption.js';
import { UserError } from '../../src/model/errors.js';
import type { Outcome, Report } from '../../src/model/report.js';
import type { Progress, ScanRequest } from '../../src/model/request.js';
import { makeFinding, makeReport, makeRichReport } from '../helpers/sample-report.js';

const home = process.cwd();
const environment = { ...process.env };
// @actions/core remembers the summary's path for the life of the process, so that file stays the same.
const runner = mkdtempSync(path.join(tmpdir(), 'drydock-runner-'));
const summaryFile = path.join(runner, 'summary');
const outputFile = path.join(runner, 'output');
let workspace = '';
let log = '';

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-workspace-')));
  writeFileSync(summaryFile, '');
  writeFileSync(outputFile, '');
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
  rmSync(workspace, { recursive: true });
});

type FakeScan = (request: ScanRequest, progress: Progress) => Promise<readonly Report[]>;

/** Runs the Action as a runner does, with a scan that gives these reports. */
async function run(
  inputs: Record<string, string>,
  given: readonly Report[] | FakeScan,
  signal?: AbortSignal,
): Promise<{ failed: boolean; outputs: Map<string, string>; summary: string; lines: string[] }> {
  Object.assign(process.env, {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    'INPUT_FAIL-ON': 'high',
    INPUT_ANNOTATIONS: 'true',
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  });
  process.exitCode = 0;
  const scan: FakeScan = typeof given === 'function' ? given : () => Promise.resolve(given);
  await runAction(scan, process.env, signal);
  return {
    failed: process.exitCode === 1,
    outputs: readOutputs(),
    summary: readFileSync(summaryFile, 'utf8'),
    lines: log.split('\n'),
  };
}

/** `name<<word`, the value's lines, `word`: the runner's format of files. */
function readOutputs(): Map<string, string> {
  const text = readFileSync(outputFile, 'utf8');
  return new Map(
    [...text.matchAll(/^(.+)<<(.+)\n([^]*?)\n\2$/gm)].map(([, name, , value]) => [name ?? '', value ?? '']),
  );
}

const commands = (lines: readonly string[], name: string) =>
  lines.filter((line) => line.startsWith(`::${name}`));

describe('a baseline', () => {
  it('at the root of the checkout is used without being named, and another one when it is', async () => {
    const asked: (string | undefined)[] = [];
    const scan: FakeScan = (request) => {
      asked.push(request.baseline);
      return Promise.resolve([makeReport()]);
    };
    mkdirSync(path.join(workspace, '.git'));
    await run({ image: 'shop:ci' }, scan);
    writeFileSync(path.join(workspace, '.drydock-baseline'), '');
    await run({ image: 'shop:ci' }, scan);
    await run({ image: 'shop:ci', baseline: 'security/known' }, scan);
    expect(asked).toEqual([undefined, '.drydock-baseline', 'security/known']);
  });
});

describe('a leaky image', () => {
  it('fails the step with one line, and tells it on every channel', async () => {
    const result = await run({ image: 'shop:ci' }, [
      makeRichReport({ coverage: { complete: true, skipped: [] } }),
    ]);
    expect(result.failed).toBe(true);
    expect(Object.fromEntries(result.outputs)).toEqual({
      outcome: 'blocked',
      findings: '7',
      critical: '2',
      high: '3',
      medium: '1',
      low: '1',
      'image-id': `sha256:${'1f2e3d4c5b6a7988'.repeat(4)}`,
    });
    expect(result.summary).toContain('OpenAI API key');
    expect(commands(result.lines, 'error ').filter((line) => line.includes('file=.env,line=2'))).toHaveLength(
      1,
    );
    expect(commands(result.lines, 'error::Blocked: 4 secrets at or above high in shop:ci')).toHaveLength(1);
    expect(log).toContain('sk-proj-Pt…mUhd');
  });

  it('gets no annotations when none are wanted, and fails all the same', async () => {
    const { lines, failed } = await run({ image: 'shop:ci', annotations: 'false' }, [makeRichReport()]);
    expect(failed).toBe(true);
    expect(commands(lines, 'error')).toEqual([expect.stringMatching(/^::error::Blocked: /)]);
    expect([...commands(lines, 'warning'), ...commands(lines, 'notice')]).toEqual([]);
  });

  it('gets no more errors than GitHub shows, the line that fails the step among them', async () => {
    const findings = Array.from({ length: 30 }, (_, index) =>
      makeFinding({
        fingerprint: String(index).padStart(16, '0'),
        occurrences: [{ ...makeFinding().occurrences[0]!, source: { file: `f${index}.env`, line: 1 } }],
      }),
    );
    const { lines } = await run({ image: 'shop:ci' }, [
      makeReport({ findings, verdict: { outcome: 'blocked' } }),
    ]);
    const errors = commands(lines, 'error');
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toMatch(/^::error::Blocked: 30 secrets/);
  });

  it('has its secrets masked, and shows them to nobody else', async () => {
    const raw = ['not', 'a', 'real', 'secret', '123'].join('-');
    const scan: FakeScan = (_, progress) => {
      progress.secret?.(raw);
      return Promise.resolve([makeReport({ findings: [makeFinding()], verdict: { outcome: 'blocked' } })]);
    };
    const { lines } = await run({ image: 'shop:ci' }, scan);
    expect(lines.filter((line) => line.includes(raw))).toEqual([`::add-mask::${raw}`]);
  });

  it('has nothing masked where no runner would understand it', async () => {
    let hasSecret = true;
    Object.assign(process.env, {
      INPUT_IMAGE: 'shop:ci',
      'INPUT_FAIL-ON': 'high',
      INPUT_ANNOTATIONS: 'true',
    });
    await runAction(
      (_, progress) => {
        hasSecret = progress.secret !== undefined;
        return Promise.resolve([makeReport()]);
      },
      { ...process.env, GITHUB_ACTIONS: undefined, GITHUB_WORKSPACE: workspace },
    );
    expect(hasSecret).toBe(false);
  });
});

describe('the verdict', () => {
  it.each([
    [['pass'], 'high', 'pass', false],
    [['incomplete'], 'high', 'incomplete', true],
    [['pass', 'incomplete', 'blocked'], 'high', 'incomplete', true],
    [['pass'], 'never', 'pass', false],
    [['incomplete'], 'never', 'incomplete', false],
  ] as [Outcome[], 'high' | 'never', Outcome, boolean][])(
    'of images that are %j with fail-on %s is %s; the step fails: %s',
    async (outcomes, failOn, outcome, failed) => {
      const reports = outcomes.map((each) => makeReport({ verdict: { outcome: each, failOn } }));
      const result = await run({ image: 'shop:ci', 'fail-on': failOn }, reports);
      expect(result.outputs.get('outcome')).toBe(outcome);
      expect(result.failed).toBe(failed);
    },
  );

  it('of an incomplete scan is shown as a warning with fail-on never', async () => {
    const report = makeReport({
      coverage: {
        complete: false,
        skipped: [{ path: 'a', layer: 0, reason: 'gzip data ends early', bytes: 0 }],
      },
      verdict: { outcome: 'incomplete', failOn: 'never' },
    });
    const { lines } = await run({ image: 'shop:ci', 'fail-on': 'never', annotations: 'false' }, [report]);
    expect(commands(lines, 'warning::Incomplete: 1 item could not be read in shop:ci')).toHaveLength(1);
  });

  it('does not depend on reports that cannot be written: they are warnings', async () => {
    const inputs = { image: 'shop:ci', 'sarif-file': 'missing/a.sarif', 'json-file': 'a.json' };
    const result = await run(inputs, [makeReport()]);
    expect(result.failed).toBe(false);
    expect(commands(result.lines, 'warning')).toEqual([
      '::warning::Could not write the SARIF report: cannot write missing/a.sarif: its folder does not exist; create it first',
    ]);
    expect(result.outputs.has('sarif-file')).toBe(false);
    expect(result.outputs.get('json-file')).toBe('a.json');
    expect(existsSync(path.join(workspace, 'a.json'))).toBe(true);
  });

  it('does not depend on a summary that cannot be written', async () => {
    rmSync(summaryFile);
    mkdirSync(summaryFile);
    try {
      const scan: FakeScan = () => Promise.resolve([makeReport()]);
      Object.assign(process.env, {
        INPUT_IMAGE: 'shop:ci',
        'INPUT_FAIL-ON': 'high',
        INPUT_ANNOTATIONS: 'true',
      });
      Object.assign(process.env, { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile });
      process.exitCode = 0;
      await runAction(scan, { ...process.env, GITHUB_WORKSPACE: workspace });
      expect(process.exitCode).toBe(0);
      expect(readOutputs().get('outcome')).toBe('pass');
      expect(commands(log.split('\n'), 'warning::Could not write the job summary: ')).toHaveLength(1);
    } finally {
      rmSync(summaryFile, { recursive: true });
    }
  });
});

describe('several images', () => {
  it('are counted together, and their IDs are all there', async () => {
    const reports = ['a', 'b'].map((digit) =>
      makeReport({
        findings: [makeFinding()],
        target: { reference: `${digit}:1`, imageId: `sha256:${digit.repeat(64)}` },
      }),
    );
    const { outputs } = await run({ image: 'a:1\nb:1' }, reports);
    expect(outputs.get('findings')).toBe('2');
    expect(outputs.get('critical')).toBe('2');
    expect(outputs.get('image-id')).toBe(`sha256:${'a'.repeat(64)}\nsha256:${'b'.repeat(64)}`);
  });
});

describe('what goes wrong', () => {
  it('fails the step with one line and no stack', async () => {
    const result = await run({ image: 'shop:ci' }, () =>
      Promise.reject(new UserError('no such image: shop:ci', 'build it first')),
    );
    expect(result.failed).toBe(true);
    expect(Object.fromEntries(result.outputs)).toEqual({ outcome: 'incomplete' });
    expect(result.lines.filter((line) => line !== '')).toEqual([
      '::error::no such image: shop:ci: build it first',
    ]);
  });

  it('is told of inputs before anything is scanned', async () => {
    const scan = jest.fn<FakeScan>();
    const { lines, failed } = await run({ image: 'shop:ci', 'fail-on': 'hgh' }, scan);
    expect(failed).toBe(true);
    expect(commands(lines, 'error::input fail-on must be one of ')).toHaveLength(1);
    expect(scan).not.toHaveBeenCalled();
  });

  it('closes the group of the log that was open', async () => {
    const { lines } = await run({ image: 'shop:ci' }, (_, progress) => {
      progress.phase('Exporting and scanning shop:ci');
      return Promise.reject(new UserError('no such image'));
    });
    expect(lines.filter((line) => line !== '')).toEqual([
      '::group::Exporting and scanning shop:ci',
      '::endgroup::',
      '::error::no such image',
    ]);
  });

  it('in Drydock itself shows no data, and frames only where debugging is on', async () => {
    const scan: FakeScan = () => Promise.reject(new TypeError('quoted data'));
    const quiet = await run({ image: 'shop:ci' }, scan);
    expect(commands(quiet.lines, 'error::internal error (TypeError)')).toHaveLength(1);
    expect(log).not.toMatch(/^\s+at /m);
    process.env['RUNNER_DEBUG'] = '1';
    await run({ image: 'shop:ci' }, scan);
    expect(log).toMatch(/^\s+at /m);
    expect(log).not.toContain('quoted data');
  });

  it('is the interruption, when the run is cancelled', async () => {
    const controller = new AbortController();
    const { lines, failed } = await run(
      { image: 'shop:ci' },
      () => {
        controller.abort(new Interruption('SIGINT'));
        return Promise.reject(new Error('the child was killed'));
      },
      controller.signal,
    );
    expect(failed).toBe(true);
    expect(commands(lines, 'error::')).toEqual(['::error::interrupted by SIGINT']);
  });

  it('is a workspace that is not there', async () => {
    Object.assign(process.env, { INPUT_IMAGE: 'shop:ci' });
    process.exitCode = 0;
    await runAction(() => Promise.resolve([]), { GITHUB_WORKSPACE: path.join(workspace, 'none') });
    expect(process.exitCode).toBe(1);
    expect(log).toContain(
      `::error::GITHUB_WORKSPACE is no folder: ${path.join(workspace, 'none')}: check out`,
    );
  });
});

describe('the scan', () => {
  it('runs in the checkout, wherever the process was started', async () => {
    let folder = '';
    await run({ image: 'shop:ci', context: workspace }, (request) => {
      folder = process.cwd();
      expect(request.context).toBe('.');
      return Promise.resolve([makeReport()]);
    });
    expect(folder).toBe(workspace);
  });

  it('lets no path of the image be a command of the runner', async () => {
    const findings = [makeFinding({ title: 'x\n::set-env name=PATH::/evil', occurrences: [] })];
    const { lines } = await run({ image: 'shop:ci' }, [makeReport({ findings })]);
    expect(commands(lines, 'set-env')).toEqual([]);
  });
});
