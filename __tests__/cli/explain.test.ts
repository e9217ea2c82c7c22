import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutputStream } from '../../src/cli/console.js';
import { lastReportPath } from '../../src/cli/explain-cache.js';
import { runCommandLine, type Services } from '../../src/cli/main.js';
import type { Report } from '../../src/model/report.js';
import type { Rule } from '../../src/model/rule.js';
import { renderJson } from '../../src/report/json.js';
import { makeFinding, makeOccurrence, makeReport } from '../helpers/sample-report.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-explain-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const rule: Rule = {
  id: 'openai-api-key',
  title: 'OpenAI API key',
  provider: 'OpenAI',
  severity: 'critical',
  keywords: ['T3BlbkFJ'],
  near: ['openai'],
  examples: { match: [], ignore: [] },
};

const FINGERPRINT = `4be1a0c2${'5'.repeat(24)}`;
const finding = makeFinding({
  fingerprint: FINGERPRINT,
  evidence: {
    by: 'pattern',
    keyword: 'T3BlbkFJ',
    name: null,
    entropyBits: 5.2,
    minEntropyBits: 3.5,
    checks: [],
  },
});
const other = makeFinding({ fingerprint: `4be1ffff${'5'.repeat(24)}`, rule: 'npm-access-token' });

interface Given {
  readonly reports?: readonly Report[];
  readonly env?: Record<string, string>;
  readonly stdout?: Partial<OutputStream>;
}

async function run(args: readonly string[], given: Given = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
    write(text, done) {
      written[name] += text;
      done();
      return true;
    },
  });
  const services: Services = {
    scan: () => Promise.resolve(given.reports ?? []),
    listRules: () => '',
    explainRule: () => '',
    checkRules: () => Promise.resolve({ text: '', failed: 0 }),
    readRules: () => [rule],
  };
  const console = {
    stdout: { ...stream('stdout'), ...given.stdout },
    stderr: stream('stderr'),
    stdinIsTerminal: true,
    env: given.env ?? {},
  };
  const status = await runCommandLine(args, console, services);
  return { status, ...written };
}

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function stored(...reports: Report[]): string {
  return fileOf('report.json', renderJson(reports));
}

describe('drydock explain', () => {
  it('tells of a finding of the last scan', async () => {
    const env = { XDG_CACHE_HOME: path.join(folder, 'last') };
    await run(['scan', 'shop:ci'], { reports: [makeReport({ findings: [finding, other] })], env });
    const { status, stdout, stderr } = await run(['explain', '4BE1A0'], { env });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('OpenAI API key');
    expect(stdout).toContain(FINGERPRINT);
    expect(stdout).toContain('within 200 bytes stands openai');
    expect(stdout).not.toContain('npm-access-token');
  });

  it('tells of a finding of the report that is named, once for each image that has it', async () => {
    const reports = [makeReport({ findings: [finding] }), makeReport({ findings: [other] })];
    const second = makeReport({ findings: [finding], target: { reference: 'mail:ci' } });
    const { stdout } = await run(['explain', FINGERPRINT, '--report', stored(...reports, second)]);
    expect(stdout.match(/found in.*/g)?.map((line) => line.split(/ +/)[2])).toEqual(['shop:ci', 'mail:ci']);
  });

  it('knows a secret that can be guessed by the fingerprint of any place', async () => {
    const occurrences = [
      makeOccurrence(),
      makeOccurrence({ path: 'b', fingerprint: `abcd${'0'.repeat(28)}` }),
    ];
    const file = stored(makeReport({ findings: [makeFinding({ fingerprint: FINGERPRINT, occurrences })] }));
    expect((await run(['explain', 'abcd', '--report', file])).stdout).toContain(FINGERPRINT);
  });

  it('reads reports that know nothing of evidence, allowances and baselines', async () => {
    const later = ['allowances', 'baseline', 'allowed', 'evidence'];
    const json = JSON.stringify(makeReport({ findings: [finding] }), (key, value: unknown) =>
      later.includes(key) ? undefined : value,
    );
    const file = fileOf('old.json', json);
    const { status, stdout } = await run(['explain', '4be1', '--report', file]);
    expect(status).toBe(0);
    expect(stdout).toContain('Yes: critical is at or above high');
  });

  it.each([
    [
      '0000',
      'no finding begins with 0000: the report has 4be1a0c2 (openai-api-key), 4be1ffff (npm-access-token)',
    ],
    ['4be', '4be is too short: give 4 digits or more of a fingerprint: 4be1a0c2 (openai-api-key), 4be1ffff'],
    ['4be1', 'several findings begin with 4be1: give more digits: 4be1a0c2 (openai-api-key), 4be1ffff'],
    [
      'openai-api-key',
      'openai-api-key is a rule: give the fingerprint of one of its findings: 4be1a0c2 (openai',
    ],
    ['srv/.env', '"srv/.env" is no fingerprint: the report has 4be1a0c2'],
  ])('says of %j in one line which findings there are', async (wanted, line) => {
    const file = stored(makeReport({ findings: [finding, other] }));
    const { status, stdout, stderr } = await run(['explain', wanted, '--report', file]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^drydock: [^\n]*\n$/);
    expect(stderr).toContain(line);
  });

  it('names no more findings than fit a line that is read', async () => {
    const findings = Array.from({ length: 300 }, (_, index) =>
      makeFinding({ fingerprint: index.toString(16).padStart(4, '0').padEnd(32, '0') }),
    );
    const { stderr } = await run(['explain', 'ffff', '--report', stored(makeReport({ findings }))]);
    expect(stderr).toContain(' and 288 more');
    expect(stderr.length).toBeLessThan(1000);
  });

  it.each([
    ['nothing', null, 'no such file'],
    ['text', 'TOKEN=hunter2hunter2', 'is no JSON document'],
    ['other', '{"schema":"something/else"}', 'is no report of Drydock'],
    ['null', 'null', 'is no report of Drydock'],
    [
      'later',
      '[{"schema":"drydock/report/2"}]',
      'is a report of another version of Drydock (drydock/report/2)',
    ],
    [
      'cut',
      renderJson([makeReport()]).replace('"findings": []', '"findings": [{}]'),
      'is no report of Drydock',
    ],
  ])('refuses a report that is %s in one line, and quotes nothing of it', async (name, text, line) => {
    const file = text === null ? path.join(folder, name) : fileOf(name, text);
    const { status, stderr } = await run(['explain', '4be1', '--report', file]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^drydock: [^\n]*\n$/);
    expect(stderr).toContain(line);
    expect(stderr).not.toContain('hunter2');
  });

  it('says that there was no scan', async () => {
    const told = 'drydock: there is no last report: run drydock scan first, or name one with --report\n';
    expect(await run(['explain', '4be1'])).toMatchObject({ status: 2, stderr: told });
    expect(await run(['explain', '4be1'], { env: { HOME: path.join(folder, 'nobody') } })).toMatchObject({
      status: 2,
      stderr: told,
    });
  });

  it('has colours on a terminal only, and keeps to its width', async () => {
    const file = stored(makeReport({ findings: [finding] }));
    const plain = await run(['explain', '4be1', '--report', file], { stdout: { columns: 80 } });
    expect(plain.stdout).not.toContain('\u001b');
    expect(plain.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const terminal = await run(['explain', '4be1', '--report', file], {
      stdout: { columns: 80, isTTY: true },
    });
    expect(terminal.stdout).toContain('\u001b[');
    expect(terminal.stdout.replaceAll(/\u001b\[[\d;]*m/g, '')).toBe(plain.stdout);
  });
});

describe('the last report', () => {
  it('is readable by its owner alone, and holds no raw value, whatever was asked for', async () => {
    const env = { HOME: path.join(folder, 'home') };
    const value = ['raw', 'value'].join('-');
    const revealed = makeFinding({ value, parts: [{ name: 'id', redacted: '…', value: `${value}-part` }] });
    const { stdout } = await run(['scan', 'shop:ci', '--reveal', '--json', '-'], {
      reports: [makeReport({ findings: [revealed] })],
      env,
    });
    expect(stdout).toContain(value);
    const file = lastReportPath(env) ?? '';
    expect(readFileSync(file, 'utf8')).not.toContain(value);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('is kept where the system has its caches, and nowhere when nobody is at home', () => {
    expect(lastReportPath({ XDG_CACHE_HOME: '/c', HOME: '/home/me' })).toBe('/c/drydock/last-report.json');
    expect(lastReportPath({ XDG_CACHE_HOME: 'relative', HOME: '/home/me' })).toBe(
      '/home/me/.cache/drydock/last-report.json',
    );
    expect(lastReportPath({})).toBeNull();
  });

  it('that cannot be written changes nothing of the scan', async () => {
    const env = { XDG_CACHE_HOME: fileOf('a-file', '') };
    expect(await run(['scan', 'shop:ci', '-q'], { reports: [makeReport()], env })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});
