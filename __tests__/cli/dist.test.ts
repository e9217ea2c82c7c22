import { spawn } from 'node:child_process';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fakeTokens, leakyProject, writeLeakyArchive } from '../../scripts/example.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const tokens = fakeTokens(11);
let folder = '';
let archive = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-cli-dist-'));
  archive = path.join(folder, 'leaky.tar');
  await writeLeakyArchive(archive, 'leaky:test', 11);
  const { dockerfile, files } = leakyProject('scratch', 11);
  for (const [name, text] of Object.entries({ Dockerfile: dockerfile, ...files })) {
    const file = path.join(folder, 'context', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  mkdirSync(path.join(folder, 'clean'));
  writeFileSync(path.join(folder, 'clean', 'index.html'), '<p>open for business</p>\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundle as a shell does. */
function run(
  args: readonly string[],
  options: { stdin?: string; env?: Record<string, string>; stopWith?: NodeJS.Signals; hangUp?: boolean } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...options.env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined);
    if (options.hangUp === true) child.stdout.destroy();
    if (options.stdin !== undefined) createReadStream(options.stdin).pipe(child.stdin);
    else if (options.stopWith === undefined) child.stdin.end();
    else {
      // Half an archive, and then nothing: the scan waits for the rest.
      child.stdin.write(readFileSync(archive).subarray(0, 1500));
      // Long after it has started, on a machine with other things to do as well.
      setTimeout(() => child.kill(options.stopWith), 5000);
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

const values = Object.values(tokens);

describe('the bundled command line', () => {
  it('blocks a leaky archive, and shows no secret', async () => {
    const { status, stdout, stderr } = await run(['scan', 'leaky.tar']);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(stdout).toContain('leaky:test');
    expect(stdout).toContain('srv/.env');
    expect(values.filter((value) => stdout.includes(value))).toEqual([]);
  });

  it('gives the values to those who ask for them, in a file that only they can read', async () => {
    const { status, stdout } = await run([
      'scan',
      'leaky.tar',
      '--json',
      'revealed.json',
      '--reveal',
      '--text',
      '/dev/null',
    ]);
    const file = path.join(folder, 'revealed.json');
    const text = readFileSync(file, 'utf8');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(values.filter((value) => !text.includes(value))).toEqual([]);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('reads an archive on standard input', async () => {
    const { status, stdout } = await run(['scan', '-', '--json', '-'], { stdin: archive });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      target: { reference: 'leaky:test' },
      verdict: { outcome: 'blocked' },
    });
  });

  it('finds the same with another threshold, and lets it pass', async () => {
    const { status, stdout } = await run(['scan', 'leaky.tar', '--fail-on', 'never', '--json', '-']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: { outcome: 'pass', failOn: 'never' } });
  });

  it('scans a build context, leaky and clean', async () => {
    const leaky = await run(['context', 'context', '--json', '-']);
    expect(leaky.status).toBe(1);
    const report = JSON.parse(leaky.stdout) as { findings: { occurrences: { path: string }[] }[] };
    const paths = report.findings.flatMap(({ occurrences }) =>
      occurrences.map((occurrence) => occurrence.path),
    );
    expect(paths).toContain('.env');
    expect(await run(['context', 'clean'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('ends with the verdict when the reader of the report has gone', async () => {
    expect(await run(['scan', 'leaky.tar'], { hangUp: true })).toMatchObject({ status: 1, stderr: '' });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops on %s, though its input is still open', async (signal, status) => {
    const ended = await run(['scan', '-'], { stopWith: signal });
    expect(ended).toEqual({ status, stdout: '', stderr: `drydock: interrupted by ${signal}\n` });
  });

  it('lists, explains and names the nearest rule', async () => {
    expect((await run(['rules'])).stdout).toContain('openai-api-key');
    expect((await run(['rules', 'explain', 'openai-api-key'])).stdout).toContain('OpenAI');
    expect(await run(['rules', 'explain', 'openai-api-kye'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^drydock: .*openai-api-key[^\n]*\n$/) as unknown,
    });
  });
});

describe('what users can cause is one line, status 2, and no stack', () => {
  beforeAll(() => {
    const bytes = readFileSync(archive);
    writeFileSync(path.join(folder, 'empty.tar'), '');
    writeFileSync(path.join(folder, 'letter.tar'), 'Dear reader, this is no archive.\n'.repeat(100));
    writeFileSync(path.join(folder, 'bad.yml'), 'rules: [\n');
    writeFileSync(path.join(folder, 'truncated.tar'), bytes.subarray(0, Math.floor(bytes.length / 3)));
  });

  it.each([
    [['scan', 'empty.tar']],
    [['scan', 'letter.tar']],
    [['scan', './missing.tar']],
    [['scan', 'leaky.tar', '--rules', 'missing.yml']],
    [['scan', 'leaky.tar', '--rules', 'bad.yml']],
    [['scan', 'leaky.tar', '--context', 'missing']],
    [['scan', 'leaky.tar', '--fail-on', 'hgh']],
    [['scan', 'leaky.tar', '--jsn', '-']],
    [['context', 'missing']],
    [['context', 'letter.tar']],
    [['sacn']],
  ])('%j', async (args) => {
    const { status, stdout, stderr } = await run(args);
    expect(stderr).toMatch(/^drydock: [^\n]+\n$/);
    expect(stderr).not.toMatch(/internal error|\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('a truncated archive is never a pass', async () => {
    const { status, stdout } = await run(['scan', 'truncated.tar', '--json', '-', '--fail-on', 'never']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      coverage: { complete: false },
      verdict: { outcome: 'incomplete' },
    });
  });

  it('no engine', async () => {
    const { status, stdout, stderr } = await run(['scan', 'shop:ci'], { env: { PATH: folder } });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^drydock: [^\n]*docker[^\n]*\n$/i);
  });
});
