import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutputStream } from '../../src/cli/console.js';
import { runCommandLine, type Services } from '../../src/cli/main.js';
import type { Finding, Report } from '../../src/model/report.js';
import type { ScanRequest } from '../../src/model/request.js';
import { compareWithBaseline } from '../../src/policy/baseline.js';
import { baselineNames, readBaseline } from '../../src/policy/baseline-file.js';
import { makeFinding, makeReport } from '../helpers/sample-report.js';

let folder = '';
let before = '';
beforeEach(() => {
  before = process.cwd();
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-cli-baseline-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

function finding(digits: string): Finding {
  return makeFinding({ fingerprint: digits.padEnd(32, '0') });
}

function report(findings: readonly Finding[], complete = true): Report {
  const skipped = complete ? [] : [{ path: 'srv/a.gz', layer: 1, reason: 'gzip data ends early', bytes: 10 }];
  return makeReport({
    findings,
    coverage: { complete, skipped, places: ['layer', 'config', 'history'] },
    verdict: { outcome: complete ? 'blocked' : 'incomplete' },
  });
}

/** Runs the command line with a scan that finds these, and compares them with the baseline as the real one does. */
async function run(args: readonly string[], reports: readonly Report[] = []) {
  const written = { stdout: '', stderr: '' };
  const requests: ScanRequest[] = [];
  const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
    write(text, done) {
      written[name] += text;
      done();
      return true;
    },
  });
  const services: Services = {
    async scan(request) {
      requests.push(request);
      if (request.baseline === undefined) return reports;
      const baseline = await readBaseline(request.baseline);
      return compareWithBaseline(reports, baseline, {
        names: (one) => baselineNames(one, request, baseline.file),
        rules: new Set(['openai-api-key']),
      });
    },
    listRules: () => '',
    explainRule: () => '',
    checkRules: () => Promise.resolve({ text: '', failed: 0 }),
    readRules: () => [],
  };
  const console = { stdout: stream('stdout'), stderr: stream('stderr'), stdinIsTerminal: true, env: {} };
  const status = await runCommandLine(args, console, services);
  return { status, ...written, requests };
}

function lines(file = '.drydock-baseline'): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(0, 1));
}

describe('drydock baseline', () => {
  it('writes what there is, adds what is new, and lets go what is fixed', async () => {
    const wrote = await run(['baseline', 'write', 'shop:ci'], [report([finding('b'), finding('a')])]);
    expect(wrote).toMatchObject({
      status: 0,
      stdout: '',
      stderr: 'drydock: .drydock-baseline: 2 entries (2 added)\n',
    });
    expect(lines()).toEqual(['a', 'b']);

    const now = [report([finding('b'), finding('c')])];
    const updated = await run(['baseline', 'update', 'shop:ci'], now);
    expect(updated.stderr).toBe('drydock: .drydock-baseline: 3 entries (1 added, 2 as before)\n');
    expect(lines()).toEqual(['a', 'b', 'c']);

    const pruned = await run(['baseline', 'prune', 'shop:ci'], now);
    expect(pruned.stderr).toBe('drydock: .drydock-baseline: 2 entries (2 as before, 1 removed)\n');
    expect(lines()).toEqual(['b', 'c']);

    await run(['baseline', 'write', 'shop:ci'], [report([finding('d')])]);
    expect(lines()).toEqual(['d']);
  });

  it('is used by the next scan without being named', async () => {
    const reports = [report([finding('a')])];
    await run(['baseline', 'write', 'shop:ci'], reports);
    expect(await run(['scan', 'shop:ci', '-q'], reports)).toMatchObject({ status: 0 });
    expect(await run(['scan', 'shop:ci', '-q'], [report([finding('a'), finding('b')])])).toMatchObject({
      status: 1,
    });
  });

  it('takes the options of a scan, and says nothing of threshold and gate', async () => {
    const args = [
      '--context',
      'src',
      '--platform',
      'linux/arm64',
      '--rules',
      'ours.yml',
      '--baseline',
      'known',
    ];
    const { requests } = await run(['baseline', 'write', 'shop:ci', ...args], [report([])]);
    expect(requests).toEqual([
      {
        target: { kind: 'images', references: ['shop:ci'] },
        context: 'src',
        platform: 'linux/arm64',
        rules: ['ours.yml'],
        failOn: 'never',
        gate: 'all',
        reveal: false,
      },
    ]);
    expect(existsSync('known')).toBe(true);
    expect((await run(['baseline', 'write', 'shop:ci', '--fail-on', 'low'])).status).toBe(2);
  });

  it('scans a build context alone where no image is named', async () => {
    const { requests } = await run(['baseline', 'write', '--context', 'src'], [report([])]);
    expect(requests[0]?.target).toEqual({ kind: 'context', directory: 'src' });
    expect(await run(['baseline', 'write'])).toMatchObject({ status: 2, requests: [] });
  });

  it('is silent when asked to be', async () => {
    expect(await run(['baseline', 'write', 'shop:ci', '--quiet'], [report([])])).toMatchObject({
      stderr: '',
    });
  });

  it.each(['write', 'update', 'prune'])(
    '%s leaves the file alone after an incomplete scan',
    async (action) => {
      await run(['baseline', 'write', 'shop:ci'], [report([finding('a')])]);
      const result = await run(['baseline', action, 'shop:ci'], [report([finding('b')], false)]);
      expect(result).toMatchObject({
        status: 2,
        stderr:
          'drydock: the scan was incomplete, and .drydock-baseline is left as it is: not read: layer 1: srv/a.gz: gzip data ends early (10 bytes)\n',
      });
      expect(lines()).toEqual(['a']);
    },
  );

  it('prunes no file that is not there, and updates one that is not there to a new one', async () => {
    const pruned = await run(['baseline', 'prune', 'shop:ci'], [report([finding('a')])]);
    expect(pruned).toMatchObject({ status: 2, requests: [] });
    expect(pruned.stderr).toBe(
      'drydock: there is no baseline .drydock-baseline: drydock baseline write makes one\n',
    );
    await run(['baseline', 'update', 'shop:ci'], [report([finding('a')])]);
    expect(lines()).toEqual(['a']);
  });

  it('writes over no file that is something else', async () => {
    writeFileSync('package.json', '{}\n');
    const result = await run(['baseline', 'write', 'shop:ci', '--baseline', 'package.json'], [report([])]);
    expect(result).toMatchObject({ status: 2, requests: [] });
    expect(result.stderr).toContain('package.json:1: not a line of a baseline');
    expect(readFileSync('package.json', 'utf8')).toBe('{}\n');
  });

  it('says where it cannot write', async () => {
    const result = await run(['baseline', 'write', 'shop:ci', '--baseline', 'no/such/folder'], [report([])]);
    expect(result).toMatchObject({ status: 2 });
    expect(result.stderr).toBe(
      'drydock: cannot write no/such/folder: its folder does not exist; create it first\n',
    );
  });

  it('knows no other action', async () => {
    expect((await run(['baseline', 'erase', 'shop:ci'])).stderr).toContain('write, update, prune');
  });

  it('that is named and not there is told before anything is scanned', async () => {
    const result = await run(['scan', 'shop:ci', '--baseline', 'nothing']);
    expect(result).toMatchObject({
      status: 2,
      stderr: 'drydock: there is no baseline nothing: drydock baseline write makes one\n',
    });
  });
});
