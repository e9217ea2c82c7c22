import { describe, expect, it } from '@jest/globals';
import { readInputs, type Inputs } from '../../src/github/inputs.js';
import { CONFIG_SCHEMA } from '../../src/policy/config-schema.js';
import { readConfig } from '../../src/policy/config-document.js';
import { policyOf, settingsFor } from '../../src/policy/settings.js';
import { expandExample } from '../../src/rules/examples.js';
import { type FreshRun, useFreshCli } from '../helpers/fresh-cli.js';
import { dockerLegacyFiles, ociFiles, packFiles, type TestImage } from '../helpers/archive.js';

/** Every key of a configuration does something: each row says what is so without it, and what with it. */

const cli = useFreshCli();

const token = (name: string): string => expandExample('ghp_${crc62:30}', `keys ${name}`);
const password = expandExample('${w:18}', 'keys password').replace(/[^A-Za-z0-9]/g, 'x');
const secrets = [token('own'), token('base'), token('context'), password];

/** A base image with a token of its own, and a Dockerfile that copies another on top. */
const BASE: TestImage = {
  tag: 'base:1',
  layers: [{ entries: [{ path: 'etc/base.env', content: Buffer.from(`TOKEN=${token('base')}\n`) }] }],
  config: { history: [{ created_by: 'ADD base.tar / # buildkit' }] },
};
const SHOP: TestImage = {
  tag: 'shop:ci',
  layers: [
    ...BASE.layers,
    { entries: [{ path: 'app/.env', content: Buffer.from(`# settings\nTOKEN=${token('own')}\n`) }] },
  ],
  config: {
    history: [{ created_by: 'ADD base.tar / # buildkit' }, { created_by: 'COPY .env /app/ # buildkit' }],
  },
};
const WORKER: TestImage = { tag: 'worker:ci', layers: [...SHOP.layers, { entries: [] }] };
const CLEAN: TestImage = {
  tag: 'clean:ci',
  layers: [{ entries: [{ path: 'a', content: Buffer.from('a') }] }],
};
const DOCKERFILE = 'FROM base:1\nCOPY .env /app/\n';

const archive = (images: readonly TestImage[]): Buffer => packFiles(dockerLegacyFiles(images));
const onPlatform = (architecture: string): TestImage => ({
  ...CLEAN,
  platform: { os: 'linux', architecture },
});

const FILES: Readonly<Record<string, string | Buffer>> = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'shop.tar': archive([SHOP]),
  'base.tar': archive([BASE]),
  'two.tar': archive([SHOP, WORKER]),
  'platforms.tar': packFiles(ociFiles([onPlatform('amd64'), onPlatform('arm64')])),
  'src/config.yml': `production:\n  token: ${token('context')}\n  password: ${password}\n`,
  'src/Dockerfile': 'FROM scratch\n',
  'prod.Dockerfile': DOCKERFILE,
  'ours.yml': [
    'provider: Ours',
    'rules:',
    '  - id: our-file',
    '    title: Our file',
    '    severity: high',
    "    keywords: ['production:']",
    "    pattern: 'production:'",
    '    examples: { match: [a, b], ignore: [c, d] }',
  ].join('\n'),
};

interface Row {
  readonly key: string;
  readonly yaml: string;
  /** Keys that this one needs beside it, in both runs. */
  readonly beside?: string;
  readonly args: readonly string[];
  readonly see: (run: FreshRun) => unknown;
  readonly without: unknown;
  readonly with: unknown;
}

const json = ['--json', 'last.json', '-q'];
const scanShop = ['scan', 'shop.tar', ...json];
const scanContext = ['context', 'src', ...json];
const owners = ({ reports }: FreshRun): string[] =>
  reports.flatMap(({ findings }) => findings.map(({ owner }) => owner));
const outcomes = ({ reports }: FreshRun): string[] => reports.map(({ verdict }) => verdict.outcome);
const rules = ({ reports }: FreshRun): string[] =>
  reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)).sort();
const hasFile = (name: string) => () => cli.has(name);

const TOKEN = 'github-personal-access-token';
const BOTH = [TOKEN, 'generic-password'].sort();

const ROWS: readonly Row[] = [
  {
    key: 'archive',
    yaml: 'archive: shop.tar',
    args: ['scan', ...json],
    see: ({ status, reports }) => [status, reports[0]?.target.reference],
    without: [2, undefined],
    with: [1, 'shop:ci'],
  },
  {
    key: 'image',
    yaml: 'image: [drydock-no-such-image:1, drydock-no-such-image:2]',
    args: ['scan', ...json],
    // No engine need be there: it is asked for, or would be.
    see: ({ stderr }) => stderr.includes('nothing to scan'),
    without: true,
    with: false,
  },
  {
    key: 'context',
    yaml: 'context: src',
    args: scanShop,
    see: ({ reports }) =>
      reports[0]?.findings.some(({ occurrences }) => occurrences.some((place) => place.in === 'context')),
    without: false,
    with: true,
  },
  {
    key: 'dockerfile',
    yaml: 'dockerfile: prod.Dockerfile',
    args: scanShop,
    see: ({ reports }) => reports[0]?.layers[1]?.instruction?.file ?? null,
    without: null,
    with: 'prod.Dockerfile',
  },
  {
    key: 'platform',
    yaml: 'platform: linux/arm64',
    args: ['scan', 'platforms.tar', ...json],
    see: ({ reports }) => reports.map(({ target }) => target.platform),
    without: ['linux/amd64', 'linux/arm64'],
    with: ['linux/arm64'],
  },
  {
    key: 'provenance',
    yaml: 'provenance: missing.json',
    args: scanShop,
    see: ({ status, stderr }) => [status, stderr.includes('missing.json')],
    without: [1, false],
    with: [2, true],
  },
  {
    key: 'base-image',
    yaml: 'base-image: base.tar',
    args: scanShop,
    see: owners,
    without: ['own', 'own'],
    with: expect.arrayContaining(['own', 'base']),
  },
  {
    key: 'rules',
    yaml: 'rules: ours.yml',
    args: scanContext,
    see: rules,
    without: BOTH,
    with: [...BOTH, 'our-file'].sort(),
  },
  {
    key: 'fail-on',
    yaml: 'fail-on: never',
    args: scanContext,
    see: outcomes,
    without: ['blocked'],
    with: ['pass'],
  },
  {
    key: 'gate',
    yaml: 'gate: all',
    beside: 'base-image: base.tar\nallow: [{origin: own, reason: only the base image is looked at here}]',
    args: scanShop,
    see: outcomes,
    without: ['pass'],
    with: ['blocked'],
  },
  {
    key: 'baseline',
    yaml: 'baseline: known.txt',
    args: scanContext,
    see: ({ status, reports }) => [status, reports[0]?.baseline?.known ?? null],
    without: [1, null],
    with: [0, 2],
  },
  {
    key: 'json',
    yaml: 'json: report.json',
    args: ['context', 'src', '-q'],
    see: hasFile('report.json'),
    without: false,
    with: true,
  },
  {
    key: 'sarif',
    yaml: 'sarif: report.sarif',
    args: scanContext,
    see: hasFile('report.sarif'),
    without: false,
    with: true,
  },
  {
    key: 'markdown',
    yaml: 'markdown: report.md',
    args: scanContext,
    see: hasFile('report.md'),
    without: false,
    with: true,
  },
  {
    key: 'text',
    yaml: 'text: report.txt',
    args: scanContext,
    see: hasFile('report.txt'),
    without: false,
    with: true,
  },
  {
    key: 'allow',
    yaml: `allow: [{rule: generic-*, reason: made up}, {rule: ${TOKEN}, path: config.yml, reason: made up}]`,
    args: scanContext,
    see: ({ status, reports }) => [status, reports[0]?.allowances.findings],
    without: [1, 0],
    with: [0, 2],
  },
  {
    key: 'severity',
    yaml: 'severity: {"*": low}',
    args: scanContext,
    see: ({ reports }) =>
      [...new Set(reports[0]?.findings.map(({ severity }) => severity))].includes('critical'),
    without: true,
    with: false,
  },
  {
    key: 'images',
    yaml: 'images: {worker: {fail-on: never}}',
    args: ['scan', 'two.tar', ...json],
    see: ({ reports }) => new Map(reports.map(({ target, verdict }) => [target.reference, verdict.outcome])),
    without: new Map([
      ['shop:ci', 'blocked'],
      ['worker:ci', 'blocked'],
    ]),
    with: new Map([
      ['shop:ci', 'blocked'],
      ['worker:ci', 'pass'],
    ]),
  },
];

describe('on the command line, the key', () => {
  it.each(ROWS)('$key does what it says', ({ key, yaml, beside = '', args, see, ...expected }) => {
    cli.write({ ...FILES, '.drydock.yml': `${beside}\n` });
    if (key === 'baseline') cli.run('baseline', 'write', '--context', 'src', '--baseline', 'known.txt');
    expect(see(cli.run(...args))).toEqual(expected.without);
    cli.write({ '.drydock.yml': `${beside}\n${yaml}\n` });
    expect(see(cli.run(...args))).toEqual(expected.with);
  });
});

/** What only the Action has: the inputs become what is published, which tests of the Action are about. */
const ACTION_ROWS: readonly (readonly [
  yaml: string,
  input: keyof Inputs,
  without: unknown,
  with_: unknown,
])[] = [
  ['annotations: false', 'annotations', true, false],
  ['comment: never', 'comment', 'auto', 'never'],
  ['suggestions: true', 'suggestions', false, true],
  ['upload-sarif: false', 'uploadSarif', 'auto', 'false'],
  ['category: nightly', 'category', 'drydock', 'nightly'],
  ['sarif: a.sarif', 'sarifFile', null, 'a.sarif'],
  ['json: a.json', 'jsonFile', null, 'a.json'],
];
const REQUEST_ROWS: readonly (readonly [yaml: string, request: object])[] = [
  ['image: [a:1, b:2]', { target: { kind: 'images', references: ['a:1', 'b:2'] } }],
  ['archive: a.tar', { target: { kind: 'archive', path: 'a.tar' } }],
  ['context: src', { target: { kind: 'context', directory: 'src' } }],
  ['image: a:1\nfail-on: never\ngate: all', { failOn: 'never', gate: 'all' }],
  ['image: a:1\nimages: {a: {context: src, dockerfile: b}}', { context: 'src', dockerfile: 'b' }],
];

describe('in the Action, the key', () => {
  const names = ['image', 'archive', 'context', 'fail-on', 'annotations', 'comment', 'sarif-file'];

  async function inputs(yaml: string, given: Readonly<Record<string, string>>): Promise<Inputs> {
    for (const name of names) process.env[`INPUT_${name.toUpperCase()}`] = given[name] ?? '';
    try {
      const config = await readConfig(yaml, { file: '.drydock.yml', resolve: (value) => value });
      return readInputs(cli.folder, {
        settings: (references, set) => settingsFor(config, references, set),
        policy: (set) => policyOf(config, set),
      });
    } finally {
      for (const name of names) Reflect.deleteProperty(process.env, `INPUT_${name.toUpperCase()}`);
    }
  }

  it.each(ACTION_ROWS)('%s', async (yaml, input, without, with_) => {
    expect((await inputs('', { image: 'a:1' }))[input]).toBe(without);
    expect((await inputs(yaml, { image: 'a:1' }))[input]).toBe(with_);
  });

  it.each(REQUEST_ROWS)('%s', async (yaml, request) => {
    expect((await inputs(yaml, {})).request).toMatchObject(request);
  });

  it('comes after the input, whose default does not count', async () => {
    const yaml = 'fail-on: low\nannotations: false\ncomment: never\nsarif: a.sarif\narchive: a.tar';
    expect(
      await inputs(yaml, { image: 'a:1', 'fail-on': 'high', annotations: 'true', 'sarif-file': 'b.sarif' }),
    ).toMatchObject({
      request: { target: { kind: 'images', references: ['a:1'] }, failOn: 'high' },
      annotations: true,
      comment: 'never',
      sarifFile: 'b.sarif',
    });
  });
});

it('no key is without such a test', () => {
  const tested = [
    ...ROWS.map(({ key }) => key),
    ...ACTION_ROWS.map(([yaml]) => yaml.slice(0, yaml.indexOf(':'))),
  ];
  expect([...new Set(tested)].sort()).toEqual(Object.keys(CONFIG_SCHEMA['properties'] as object).sort());
});

describe('the command line comes before the configuration', () => {
  it('option by option', () => {
    cli.write({
      ...FILES,
      '.drydock.yml': 'fail-on: never\njson: report.json\nimages: {"*": {fail-on: never}}\n',
    });
    const run = cli.run(...scanContext, '--fail-on', 'high');
    expect(outcomes(run)).toEqual(['blocked']);
    expect(cli.has('report.json')).toBe(false);
    expect(outcomes(cli.run(...scanShop, '--fail-on', 'high'))).toEqual(['blocked']);
    expect(outcomes(cli.run(...scanShop))).toEqual(['pass']);
  });

  it('and its images before those of the configuration', () => {
    cli.write({ ...FILES, '.drydock.yml': 'image: drydock-no-such-image:1\n' });
    expect(cli.run(...scanShop).reports[0]?.target.reference).toBe('shop:ci');
  });

  it('and the configuration that it names before the one that is found', () => {
    cli.write({ ...FILES, '.drydock.yml': 'fail-on: never\n', 'ci/strict.yml': 'fail-on: low\n' });
    expect(outcomes(cli.run(...scanContext, '--config', 'ci/strict.yml'))).toEqual(['blocked']);
  });
});

describe('what is let be', () => {
  it('shows its secret in no file and no output', () => {
    const reason = `the value ${password} and ${token('own')} are made up`;
    cli.write({
      ...FILES,
      '.drydock.yml': [
        'allow:',
        `  - rule: ${TOKEN}`,
        `    value: ^${token('own').slice(0, 12)}`,
        `    reason: ${reason}`,
        `  - value: ${password}`,
        `    reason: ${reason}`,
        '  - rule: jwt',
        `    reason: unused, as ${token('context')} says`,
        `  - path: config.yml`,
        `    reason: expired, as ${token('context')} says`,
        '    expires: 2020-01-01',
        'severity: {generic-*: critical}',
      ].join('\n'),
    });
    const reports = ['--sarif', 'a.sarif', '--markdown', 'a.md', '--text', 'a.txt'];
    const run = cli.run('scan', 'shop.tar', '--context', 'src', '--json', 'last.json', ...reports);
    expect(run.reports[0]?.allowances).toMatchObject({
      findings: 2,
      expired: [{ line: 9, expires: '2020-01-01' }],
      unused: [{ line: 7 }],
    });
    const texts = ['last.json', 'a.sarif', 'a.md', 'a.txt', 'cache/drydock/last-report.json'].map((name) =>
      cli.read(name),
    );
    for (const text of [...texts, run.printed]) {
      for (const secret of secrets) {
        for (const form of [
          secret,
          Buffer.from(secret).toString('base64'),
          Buffer.from(secret).toString('hex'),
        ])
          expect(text.includes(form)).toBe(false);
      }
    }
    expect(texts[0]).toContain('are made up');
  });

  it('does not hide what else is wrong with the same file', () => {
    cli.write({
      ...FILES,
      '.drydock.yml': `allow: [{rule: ${TOKEN}, path: config.yml, reason: made up}]\n`,
    });
    const run = cli.run(...scanContext);
    expect(run.status).toBe(1);
    expect(run.reports[0]?.findings.map(({ rule, allowed }) => [rule, allowed?.line ?? null])).toEqual([
      [TOKEN, 1],
      ['generic-password', null],
    ]);
  });
});
