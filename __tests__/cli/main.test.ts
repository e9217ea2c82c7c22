import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Console, OutputStream } from '../../src/cli/console.js';
import { exitStatus, runCommandLine, type Services } from '../../src/cli/main.js';
import { Interruption } from '../../src/interruption.js';
import { UserError } from '../../src/model/errors.js';
import type { Outcome, Report } from '../../src/model/report.js';
import type { Progress, ScanRequest } from '../../src/model/request.js';
import { VERSION } from '../../src/version.js';
import { makeFinding, makeOccurrence, makeReport } from '../helpers/sample-report.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const blocked = makeReport({ findings: [makeFinding()], verdict: { outcome: 'blocked' } });
const passed = makeReport();

interface Given {
  readonly reports?: readonly Report[];
  readonly scan?: (request: ScanRequest, progress: Progress) => Promise<readonly Report[]>;
  readonly stdout?: Partial<OutputStream>;
  readonly stderr?: Partial<OutputStream>;
  readonly env?: Record<string, string>;
  readonly stdinIsTerminal?: boolean;
  readonly signal?: AbortSignal;
  readonly failedRules?: number;
}

/** Runs the command line with a scan that only remembers what it was asked. */
async function run(args: readonly string[], given: Given = {}) {
  const written = { stdout: '', stderr: '' };
  const requests: ScanRequest[] = [];
  const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
    write(text, done) {
      written[name] += text;
      done();
      return true;
    },
    ...given[name],
  });
  const console: Console = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdinIsTerminal: given.stdinIsTerminal ?? false,
    env: given.env ?? {},
  };
  const services: Services = {
    scan: async (request, progress) => {
      requests.push(request);
      return given.scan === undefined ? (given.reports ?? [passed]) : given.scan(request, progress);
    },
    listRules: (paths) => `rules of ${paths.join(' and ')}`,
    explainRule: (_, id) => `about ${id}\n`,
    checkRules: () => Promise.resolve({ text: 'checked', failed: given.failedRules ?? 0 }),
    readRules: () => [],
  };
  const status = await runCommandLine(args, console, services, given.signal);
  return { status, ...written, requests };
}

describe('drydock scan', () => {
  it('asks for what the options say', async () => {
    const { requests, status } = await run(
      [
        'scan',
        'shop:ci',
        'worker:ci',
        '--context',
        '.',
        '--dockerfile',
        'prod.Dockerfile',
        '--platform',
        'linux/arm64',
      ]
        .concat(['--provenance', 'metadata.json', '--base-image', 'base.tar', '--cache', 'layers'])
        .concat(['--rules', 'ours.yml', '--rules', 'more/', '--fail-on', 'low', '--gate', 'all', '--reveal']),
    );
    expect(status).toBe(0);
    expect(requests).toEqual([
      {
        target: { kind: 'images', references: ['shop:ci', 'worker:ci'] },
        context: '.',
        dockerfile: 'prod.Dockerfile',
        platform: 'linux/arm64',
        provenance: 'metadata.json',
        baseImage: 'base.tar',
        cache: 'layers',
        rules: ['ours.yml', 'more/'],
        failOn: 'low',
        gate: 'all',
        reveal: true,
      },
    ]);
  });

  it('fails on high by itself, reveals nothing and adds no rules', async () => {
    const { requests } = await run(['scan', 'shop:ci']);
    expect(requests).toEqual([
      {
        target: { kind: 'images', references: ['shop:ci'] },
        rules: [],
        failOn: 'high',
        gate: 'own',
        reveal: false,
      },
    ]);
  });

  it('takes options before, between and after the images', async () => {
    const { requests } = await run(['scan', '--fail-on=never', 'a:1', '-q', 'b:1', '--no-color']);
    expect(requests[0]).toMatchObject({ target: { references: ['a:1', 'b:1'] }, failOn: 'never' });
  });

  it.each([
    ['pass', 0],
    ['blocked', 1],
    ['incomplete', 2],
  ] as const)('ends with the status of the outcome: %s', async (outcome, status) => {
    const result = await run(['scan', 'shop:ci'], { reports: [makeReport({ verdict: { outcome } })] });
    expect(result.status).toBe(status);
  });

  it.each([
    [['pass', 'incomplete'], 2],
    [['incomplete', 'blocked', 'pass'], 2],
    [['pass', 'pass'], 0],
    [[], 2],
  ] as [Outcome[], number][])('ends for several images (%j) with %d', (outcomes, status) => {
    expect(exitStatus(outcomes.map((outcome) => makeReport({ verdict: { outcome } })))).toBe(status);
  });

  it('turns what goes wrong into one line and status 2', async () => {
    const result = await run(['scan', 'shop:ci'], {
      scan: () => Promise.reject(new UserError('no such image: shop:ci', 'build it first')),
    });
    expect(result).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'drydock: no such image: shop:ci: build it first\n',
    });
  });

  it('shows of an unforeseen error neither data nor stack, unless asked', async () => {
    const scan = () => Promise.reject(new TypeError('quoted data'));
    const quiet = await run(['scan', 'shop:ci'], { scan });
    expect(quiet).toMatchObject({ status: 2, stdout: '' });
    expect(quiet.stderr).toMatch(/^drydock: internal error \(TypeError\): set DRYDOCK_DEBUG=1 [^\n]*\n$/);
    const loud = await run(['scan', 'shop:ci'], { scan, env: { DRYDOCK_DEBUG: '1' } });
    expect(loud.stderr).toMatch(/TypeError: quoted data\n\s+at /);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends with the shell’s status when stopped by %s', async (name, status) => {
    const controller = new AbortController();
    const result = await run(['scan', 'shop:ci'], {
      signal: controller.signal,
      scan: () => {
        controller.abort(new Interruption(name));
        return Promise.reject(new Error('the child was killed'));
      },
    });
    expect(result).toMatchObject({ status, stderr: `drydock: interrupted by ${name}\n` });
  });
});

describe('reports', () => {
  it('are the text on standard output, if nothing else is asked for', async () => {
    const { stdout, stderr } = await run(['scan', 'shop:ci'], { reports: [blocked] });
    expect(stdout).toContain('OpenAI API key');
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });

  it.each([
    ['on a terminal', { isTTY: true }, {}, [], true],
    ['in a pipe', {}, {}, [], false],
    ['with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, [], false],
    ['with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, [], true],
    ['with --no-color', { isTTY: true }, {}, ['--no-color'], false],
    ['on a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, [], false],
  ] as const)('are coloured or not %s', async (_, stdout, env, args, isColoured) => {
    const result = await run(['scan', 'shop:ci', ...args], { reports: [blocked], stdout, env });
    expect(result.stdout.includes('\u001b[')).toBe(isColoured);
  });

  it('leave standard output to the one that asked for it, and the verdict to standard error', async () => {
    const { stdout, stderr, status } = await run(['scan', 'shop:ci', '--json', '-'], { reports: [blocked] });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'drydock/report/1' });
    expect(stderr).toMatch(/^drydock: blocked: 1 secret[^\n]*shop:ci[^\n]*\n$/);
    expect(status).toBe(1);
    expect(await run(['scan', 'shop:ci', '--json', '-', '--quiet'])).toMatchObject({ stderr: '' });
  });

  it('go to several files at once, and the text to standard output all the same', async () => {
    const [json, sarif, markdown] = ['a.json', 'a.sarif', 'a.md'].map((name) => path.join(folder, name));
    const { stdout, status } = await run(
      ['scan', 'shop:ci', '--json', json ?? '', '--sarif', sarif ?? '', '--markdown', markdown ?? ''],
      { reports: [blocked] },
    );
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(json ?? '', 'utf8'))).toHaveProperty('findings');
    expect(JSON.parse(readFileSync(sarif ?? '', 'utf8'))).toHaveProperty('version', '2.1.0');
    expect(readFileSync(markdown ?? '', 'utf8')).toContain('OpenAI API key');
    expect(stdout).toContain('OpenAI API key');
  });

  it('show a secret without a line at the Dockerfile that was named', async () => {
    const file = path.join(folder, 'place.sarif');
    const finding = makeFinding({ occurrences: [makeOccurrence({ instruction: null, source: null })] });
    await run(['scan', 'shop:ci', '--sarif', file, '--context', 'app', '--dockerfile', 'docker/Dockerfile'], {
      reports: [makeReport({ findings: [finding] })],
    });
    expect(readFileSync(file, 'utf8')).toContain('"uri": "docker/Dockerfile"');
  });

  it('are plain text in a file, whatever the terminal', async () => {
    const file = path.join(folder, 'report.txt');
    const { stdout } = await run(['scan', 'shop:ci', '--text', file], {
      reports: [blocked],
      stdout: { isTTY: true },
    });
    expect(readFileSync(file, 'utf8')).toContain('OpenAI API key');
    expect(readFileSync(file, 'utf8')).not.toContain('\u001b');
    expect(stdout).toBe('');
  });

  it('with raw values are readable by nobody else', async () => {
    const file = path.join(folder, 'revealed.json');
    await run(['scan', 'shop:ci', '--json', file, '--reveal'], { reports: [blocked] });
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('that cannot be written are told, and the others are written', async () => {
    const good = path.join(folder, 'good.sarif');
    const args = ['scan', 'shop:ci', '--json', path.join(folder, 'none/a.json'), '--sarif', good];
    const result = await run(args, { reports: [passed] });
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(
      /^drydock: cannot write [^\n]*a\.json: its folder does not exist; create it first\n$/,
    );
    expect(existsSync(good)).toBe(true);
    expect(result.stdout).not.toBe('');
    expect(await run(args, { reports: [blocked] })).toMatchObject({ status: 1 });
  });

  it.each([
    [['--json', '-', '--sarif', '-'], 'drydock: --json and --sarif both go to standard output: '],
    [['--json', 'x', '--text', 'x'], 'drydock: --json and --text both go to x: '],
  ])('are not mixed: %j', async (args, line) => {
    const result = await run(['scan', 'shop:ci', ...args]);
    expect(result.stderr.startsWith(line)).toBe(true);
    expect(result).toMatchObject({ status: 2, requests: [] });
  });

  it('whose reader has gone do not change the exit status', async () => {
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
    const stdout: Partial<OutputStream> = {
      write(_, done) {
        done(gone);
        return false;
      },
    };
    expect(await run(['scan', 'shop:ci'], { stdout })).toMatchObject({ status: 0, stderr: '' });
    expect(await run(['scan', 'shop:ci'], { stdout, reports: [blocked] })).toMatchObject({
      status: 1,
      stderr: '',
    });
  });

  it('that standard output has no room for are told', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    const stdout: Partial<OutputStream> = {
      write(_, done) {
        done(full);
        return false;
      },
    };
    const result = await run(['scan', 'shop:ci'], { stdout });
    expect(result).toMatchObject({ status: 2, stderr: 'drydock: ENOSPC: no space left on device, write\n' });
  });

  it('come after the progress line has been cleared', async () => {
    const { stderr } = await run(['scan', 'shop:ci'], {
      stderr: { isTTY: true },
      scan: (_, progress) => {
        progress.phase('Scanning shop:ci');
        return Promise.resolve([passed]);
      },
    });
    expect(stderr).toMatch(/Scanning shop:ci\r\u001b\[K$/);
  });
});

describe('drydock context', () => {
  it('scans the folder', async () => {
    const { requests } = await run(['context', 'services/shop', '--dockerfile', 'x.Dockerfile']);
    expect(requests).toEqual([
      {
        target: { kind: 'context', directory: 'services/shop' },
        dockerfile: 'x.Dockerfile',
        rules: [],
        failOn: 'high',
        gate: 'own',
        reveal: false,
      },
    ]);
  });

  it('scans what is staged, when asked to', async () => {
    const { requests } = await run(['context', '.', '--staged']);
    expect(requests).toMatchObject([{ target: { kind: 'context', directory: '.', staged: true } }]);
  });

  it('takes no Dockerfile with what is staged', async () => {
    const { requests, ...ended } = await run(['context', '.', '--staged', '--dockerfile', 'x']);
    expect(requests).toEqual([]);
    expect(ended).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'drydock: --dockerfile and --staged are both given: a commit is scanned without a Dockerfile\n',
    });
  });
});

describe('drydock rules', () => {
  it.each([
    [['rules'], 0, 'rules of \n'],
    [['rules', 'list', '--rules', 'a', '--rules', 'b'], 0, 'rules of a and b\n'],
    [['rules', 'explain', 'openai-api-key'], 0, 'about openai-api-key\n'],
    [['rules', 'check'], 0, 'checked\n'],
  ])('%j', async (args, status, stdout) => {
    expect(await run(args)).toMatchObject({ status, stdout, stderr: '' });
  });

  it('check ends with 1 when a rule fails', async () => {
    expect(await run(['rules', 'check'], { failedRules: 2 })).toMatchObject({
      status: 1,
      stdout: 'checked\n',
    });
  });
});

describe('help and version', () => {
  it('print on standard output', async () => {
    expect(await run(['--version'])).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
    const help = await run(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(/Exit status:\n {2}0 {2}nothing found/);
  });

  it.each(['scan', 'context', 'rules'])('of %s have examples', async (command) => {
    const { status, stdout } = await run([command, '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n.*drydock ${command}`, 's'));
  });

  it('without a command is help on standard error, as nothing was asked for', async () => {
    const result = await run([]);
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain('Usage: drydock');
  });
});

describe('what is asked wrongly', () => {
  it.each([
    [['scan', 'x', '--fale-on', 'low'], "drydock: unknown option '--fale-on': did you mean --fail-on?\n"],
    [['scan', 'x', '--zzzzzz'], "drydock: unknown option '--zzzzzz': see drydock scan --help\n"],
    [['scan', 'x', '--json'], "drydock: option '--json <FILE>' argument missing: see drydock scan --help\n"],
    [
      ['scan', 'x', '--fail-on', 'hgh'],
      'drydock: --fail-on must be one of critical, high, medium, low, never: it is "hgh"\n',
    ],
    [['scan', 'x', '--platform', 'arm'], 'drydock: --platform must look like linux/amd64: it is "arm"\n'],
    [['scan', 'x', '--json', ''], 'drydock: --json must not be empty\n'],
    [['scna', 'x'], "drydock: unknown command 'scna': did you mean scan?\n"],
    [['shop:ci'], "drydock: unknown command 'shop:ci': to scan an image: drydock scan shop:ci\n"],
    [['context'], "drydock: missing required argument 'dir': see drydock context --help\n"],
    [
      ['context', '.', '--platform', 'linux/amd64'],
      "drydock: unknown option '--platform': see drydock context --help\n",
    ],
    [
      ['context', 'a', 'b'],
      "drydock: too many arguments for 'context'. Expected 1 argument but got 2: see drydock context --help\n",
    ],
    [
      ['scan'],
      'drydock: nothing to scan: name an image, an archive file or an OCI layout folder, or - for standard input\n',
    ],
    [
      ['rules', 'explain'],
      'drydock: no rule named: give its ID, as drydock rules lists it: drydock rules explain ID\n',
    ],
    [
      ['rules', 'list', 'x'],
      'drydock: drydock rules list takes no ID: to read about one rule: drydock rules explain x\n',
    ],
    [
      ['rules', 'explian'],
      "drydock: command-argument value 'explian' is invalid for argument 'action'. Allowed choices are list, check, explain: see drydock rules --help\n",
    ],
  ])('%j is told in one line', async (args, stderr) => {
    expect(await run(args)).toMatchObject({ status: 2, stdout: '', stderr, requests: [] });
  });
});
