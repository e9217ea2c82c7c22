import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { fakeTokens, leakyProject, writeLeakyArchive } from '../../scripts/example.mjs';
import { actionNode } from '../../scripts/packages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const action = load(readFileSync(path.join(root, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { default?: string }>;
  runs: { main: string };
};
const tokens = fakeTokens(5);
let runner = '';
let workspace = '';

beforeEach(async () => {
  runner = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-action-')));
  workspace = path.join(runner, 'work');
  const { dockerfile, files } = leakyProject('scratch', 5);
  for (const [name, text] of Object.entries({ Dockerfile: dockerfile, ...files })) {
    const file = path.join(workspace, 'shop', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  await writeLeakyArchive(path.join(workspace, 'leaky.tar'), 'leaky:test', 5);
});

afterEach(() => {
  rmSync(runner, { recursive: true });
});

/** Starts the Action as the runner does: its own Node, inputs with their defaults, files for outputs and summary. */
function run(inputs: Record<string, string>, env: Record<string, string> = {}) {
  // Of expressions, such as the token's, the runner makes values; here there is none.
  const given = Object.entries(action.inputs).map(
    ([name, input]) => [name, /\$\{\{/.test(input.default ?? '') ? '' : (input.default ?? '')] as const,
  );
  const variables = Object.fromEntries(
    [...given, ...Object.entries(inputs)].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const files = {
    GITHUB_OUTPUT: path.join(runner, 'output'),
    GITHUB_STEP_SUMMARY: path.join(runner, 'summary'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const { status, stdout, stderr } = spawnSync(actionNode(), [path.join(root, action.runs.main)], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      ...files,
      ...variables,
      ...env,
    },
  });
  const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8');
  return {
    failed: status !== 0,
    lines: stdout.split('\n'),
    stderr,
    outputs: new Map(
      [...outputs.matchAll(/^(.+)<<(.+)\n([^]*?)\n\2$/gm)].map((match) => [match[1], match[3]]),
    ),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

const starting = (lines: readonly string[], text: string) => lines.filter((line) => line.startsWith(text));

describe('the bundled Action', () => {
  it('blocks a leaky image, and tells where', () => {
    const { failed, lines, outputs, summary, stderr } = run({
      archive: 'leaky.tar',
      context: path.join(workspace, 'shop'),
      'sarif-file': 'drydock.sarif',
      'json-file': 'drydock.json',
    });
    expect(stderr).toBe('');
    expect(failed).toBe(true);
    expect(outputs.get('outcome')).toBe('blocked');
    expect(Number(outputs.get('findings'))).toBeGreaterThanOrEqual(4);
    expect(outputs.get('image-id')).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(outputs.get('sarif-file')).toBe('drydock.sarif');
    expect(outputs.get('json-file')).toBe('drydock.json');
    expect(summary).toContain('leaky:test');
    expect(starting(lines, '::group::').length).toBeGreaterThanOrEqual(2);
    expect(starting(lines, '::endgroup::')).toHaveLength(starting(lines, '::group::').length);
    expect(starting(lines, '::error ').filter((line) => line.includes('file=shop/.env'))).not.toEqual([]);
    expect(starting(lines, '::error::Blocked: ')).toHaveLength(1);
  });

  it('shows a secret to the runner alone, to be masked', () => {
    const { lines, summary } = run({
      archive: 'leaky.tar',
      'json-file': 'drydock.json',
      'sarif-file': 'drydock.sarif',
    });
    const texts = [
      summary,
      ...['drydock.json', 'drydock.sarif'].map((name) => readFileSync(path.join(workspace, name), 'utf8')),
    ];
    for (const value of Object.values(tokens)) {
      expect(texts.some((text) => text.includes(value))).toBe(false);
      expect(lines.filter((line) => line.includes(value))).toEqual([`::add-mask::${value}`]);
    }
  });

  it('lets the step pass with fail-on never, and tells all the same', () => {
    const { failed, lines, outputs } = run({ archive: 'leaky.tar', 'fail-on': 'never' });
    expect(failed).toBe(false);
    expect(outputs.get('outcome')).toBe('pass');
    expect(Number(outputs.get('critical'))).toBeGreaterThan(0);
    expect(starting(lines, '::warning ').length + starting(lines, '::warning::').length).toBeGreaterThan(0);
  });

  it('scans the build context alone', () => {
    const { failed, outputs, lines } = run({ context: 'shop' });
    expect(failed).toBe(true);
    expect(outputs.get('image-id')).toBe('');
    expect(starting(lines, '::error ').filter((line) => line.includes('file=shop/.env'))).not.toEqual([]);
  });

  it.each([
    [{}, '::error::nothing to scan: '],
    [{ archive: 'missing.tar' }, '::error::'],
    [{ image: 'a:1', archive: 'leaky.tar' }, '::error::inputs image and archive are both set: '],
    [{ archive: 'leaky.tar', 'fail-on': 'hgh' }, '::error::input fail-on must be one of '],
    [{ archive: 'leaky.tar', rules: 'missing.yml' }, '::error::'],
  ])('fails with one line for %j', (inputs, line) => {
    const { failed, lines, outputs, stderr } = run(inputs);
    expect({ failed, stderr }).toEqual({ failed: true, stderr: '' });
    expect(starting(lines, line)).toHaveLength(1);
    expect(starting(lines, '::error')).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/internal error|^\s+at /m);
    expect(outputs.get('outcome')).toBe('incomplete');
  });

  it('keeps its verdict where there is no page for a summary', () => {
    const { failed, lines, outputs } = run(
      { archive: 'leaky.tar', 'fail-on': 'never' },
      { GITHUB_STEP_SUMMARY: '' },
    );
    expect(failed).toBe(false);
    expect(outputs.get('outcome')).toBe('pass');
    expect(starting(lines, '::warning::Could not write the job summary: ')).toHaveLength(1);
  });
});
