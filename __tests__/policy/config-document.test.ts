import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../src/model/errors.js';
import type { Config } from '../../src/model/policy.js';
import { readConfig } from '../../src/policy/config-document.js';

function read(text: string): Promise<Config> {
  return readConfig(text, { file: '.drydock.yml', resolve: (value) => value });
}

async function lineOf(text: string): Promise<string> {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof UserError) return error.line;
    throw error;
  }
  return 'accepted';
}

describe('a configuration', () => {
  it('is read with the lines of its entries', async () => {
    const config = await read(
      [
        '# ours',
        'fail-on: medium',
        'annotations: false',
        'upload-sarif: auto',
        'rules: ours.yml',
        'image: [shop:ci, worker:ci]',
        'allow:',
        '  - rule: generic-*',
        '    path: [test/**, "*.pem"]',
        '    reason: |',
        '      Made up.',
        '    expires: 2027-06-30',
        '  - {fingerprint: 0f1e2d3c4b5a69788796a5b4c3d2e1f0, origin: base, reason: not ours}',
        'severity:',
        '  jwt: low',
        '  generic-*: medium',
        'images:',
        '  shop*:',
        '    fail-on: never',
        '    allow:',
        '      - value: (?i)dummy',
        '        reason: made up',
      ].join('\n'),
    );
    const place = { file: '.drydock.yml' };
    const any = { rule: null, paths: [], fingerprint: null, value: null, origin: null, expires: null };
    expect(config).toEqual({
      file: '.drydock.yml',
      settings: new Map([
        ['image', ['shop:ci', 'worker:ci']],
        ['rules', ['ours.yml']],
        ['fail-on', ['medium']],
        ['annotations', ['false']],
        ['upload-sarif', ['auto']],
      ]),
      allow: [
        {
          ...any,
          ...place,
          rule: 'generic-*',
          paths: ['test/**', '*.pem'],
          reason: 'Made up.',
          expires: '2027-06-30',
          line: 8,
        },
        {
          ...any,
          ...place,
          fingerprint: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
          origin: 'base',
          reason: 'not ours',
          line: 13,
        },
      ],
      severity: [
        { ...place, rule: 'jwt', severity: 'low', line: 15 },
        { ...place, rule: 'generic-*', severity: 'medium', line: 16 },
      ],
      images: [
        {
          image: 'shop*',
          line: 18,
          settings: new Map([['fail-on', ['never']]]),
          allow: [{ ...any, ...place, value: '(?i)dummy', reason: 'made up', line: 21 }],
          severity: [],
        },
      ],
    });
  });

  it.each(['', '# nothing yet\n', '---\n', '{}', '\ufeff# with a byte order mark\n'])(
    'may say nothing: %j',
    async (text) => {
      expect(await read(text)).toMatchObject({ settings: new Map(), allow: [], severity: [], images: [] });
    },
  );

  it('may share a list by an anchor, whose entries are told where they stand', async () => {
    const config = await read(
      'allow:\n  - path: &tests [a/**, b/**]\n    reason: one\n  - path: *tests\n    origin: own\n    reason: two\n',
    );
    expect(config.allow.map(({ paths, line }) => [paths, line])).toEqual([
      [['a/**', 'b/**'], 2],
      [['a/**', 'b/**'], 4],
    ]);
  });
});

const entry = (text: string): string => `allow:\n  - reason: made up\n    rule: jwt\n    ${text}\n`;

/** Nothing that is wrong in a document is passed over, and each message leads to its line. */
const WRONG: readonly (readonly [document: string, line: string])[] = [
  ['fail_on: high', '.drydock.yml:1: unknown key "fail_on": did you mean "fail-on"?'],
  ['\n\nfailOn: high', '.drydock.yml:3: unknown key "failOn": did you mean "fail-on"?'],
  ['gates: own', '.drydock.yml:1: unknown key "gates": did you mean "gate"?'],
  ['sarif-file: x', '.drydock.yml:1: unknown key "sarif-file": did you mean "sarif"?'],
  ['allowlist: []', '.drydock.yml:1: unknown key "allowlist": did you mean "allow"?'],
  [
    'reveal: true',
    '.drydock.yml:1: "reveal" is no key of a configuration: a committed file must not put secrets into everybody’s reports',
  ],
  [
    'github-token: x',
    '.drydock.yml:1: "github-token" is no key of a configuration: a token has no place in a committed file',
  ],
  [
    'context: .\nfail-on: hgh',
    '.drydock.yml:2: fail-on must be one of critical, high, medium, low, never: see docs/configuration.md',
  ],
  [
    'fail-on: [high]',
    '.drydock.yml:1: fail-on must be one of critical, high, medium, low, never: see docs/configuration.md',
  ],
  ['annotations: yes', '.drydock.yml:1: annotations must be true or false: see docs/configuration.md'],
  [
    'upload-sarif: maybe',
    '.drydock.yml:1: upload-sarif must be one of auto, true, false: see docs/configuration.md',
  ],
  ['platform: arm64', '.drydock.yml:1: platform must look like linux/amd64: see docs/configuration.md'],
  ['rules: []', '.drydock.yml:1: rules must not be empty: see docs/configuration.md'],
  ['rules: [a.yml, 1]', '.drydock.yml:1: rules entry 2 must be text: put it in quotes'],
  ['context: ""', '.drydock.yml:1: context must not be empty: see docs/configuration.md'],
  ['allow:\n  rule: jwt', '.drydock.yml:1: allow must be a list: see docs/configuration.md'],
  ['allow: [jwt]', '.drydock.yml:1: allow entry 1 must be keys with their values: see docs/configuration.md'],
  [
    'allow:\n  - rule: jwt',
    '.drydock.yml:2: allow entry 1 needs reason: say why this is let be; every report shows it',
  ],
  ['allow:\n  - rule: jwt\n    reason: "  "', '.drydock.yml:3: reason is blank: see docs/configuration.md'],
  ['allow:\n  - rule: jwt\n    reason: "-"', '.drydock.yml:3: reason is blank: see docs/configuration.md'],
  [
    'allow:\n  - rule: jwt\n    reason: "\u200b"',
    '.drydock.yml:3: reason is blank: see docs/configuration.md',
  ],
  [
    'allow:\n  - rule: jwt\n    reeason: made up',
    '.drydock.yml:3: allow entry 1: unknown key "reeason": did you mean "reason"?',
  ],
  [
    'allow:\n  - reason: made up\n    paths: a',
    '.drydock.yml:3: allow entry 1: unknown key "paths": did you mean "path"?',
  ],
  [entry('expires: 20270630'), '.drydock.yml:4: allow entry 1: expires must be text: put it in quotes'],
  [
    entry('fingerprint: 41111111111111111111111111111111'),
    '.drydock.yml:4: allow entry 1: fingerprint must be text: put it in quotes',
  ],
  [
    entry(`path: ${'a'.repeat(2000)}`),
    '.drydock.yml:4: the glob is longer than 1024 characters: see docs/configuration.md',
  ],
  [
    'images:\n  a: &a\n    gate: own\n  b:\n    <<: *a',
    '.drydock.yml:5: images: b: unknown key "<<": YAML 1.2 merges nothing: write the keys out',
  ],
  [
    'images:\n  "":\n    gate: own',
    '.drydock.yml:1: images has a section without a name: see docs/configuration.md',
  ],
  [
    'allow:\n  - reason: made up',
    '.drydock.yml:2: allow entry 1 needs at least one of rule, path, path-pattern, fingerprint, value, origin: see docs/configuration.md',
  ],
  [entry('paths: a'), '.drydock.yml:4: allow entry 1: unknown key "paths": did you mean "path"?'],
  [
    entry("path-pattern: '(a+)+$'"),
    '.drydock.yml:4: path-pattern can backtrack catastrophically: bound its repetitions: see docs/configuration.md',
  ],
  [entry('path-pattern: .*'), '.drydock.yml:4: path-pattern fits every path: see docs/configuration.md'],
  [entry('path: []'), '.drydock.yml:4: allow entry 1: path must not be empty: see docs/configuration.md'],
  [
    entry('path: "src/[ab"'),
    '.drydock.yml:4: "src/[ab" is no glob: a bracket in it has no counterpart: see docs/configuration.md',
  ],
  [
    entry('path: [a, "!b"]'),
    '.drydock.yml:4: "!b" begins with "!": globs say what fits, not what does not: see docs/configuration.md',
  ],
  [
    entry('path: "*a*b*c*d*e*f*g*h*i"'),
    '.drydock.yml:4: "*a*b*c*d*e*f*g*h*i" has more than 8 stars: see docs/configuration.md',
  ],
  [
    entry('fingerprint: 4be1a0c2'),
    '.drydock.yml:4: allow entry 1: fingerprint must look like 0f1e2d3c4b5a69788796a5b4c3d2e1f0: see docs/configuration.md',
  ],
  [
    entry('value: "(a"'),
    '.drydock.yml:4: value is no regular expression (Unterminated group): see docs/configuration.md',
  ],
  [
    entry('value: "^(a+)+$"'),
    '.drydock.yml:4: value can backtrack catastrophically: bound its repetitions: see docs/configuration.md',
  ],
  [entry('value: "x*"'), '.drydock.yml:4: value fits every secret: see docs/configuration.md'],
  [
    entry('origin: ours'),
    '.drydock.yml:4: allow entry 1: origin must be one of own, base, package: see docs/configuration.md',
  ],
  [
    entry('expires: soon'),
    '.drydock.yml:4: allow entry 1: expires must look like 2027-06-30: see docs/configuration.md',
  ],
  [entry('expires: 2026-02-30'), '.drydock.yml:4: there is no day 2026-02-30: see docs/configuration.md'],
  ['severity: low', '.drydock.yml:1: severity must be keys with their values: see docs/configuration.md'],
  [
    'severity:\n  jwt: lo',
    '.drydock.yml:2: severity: jwt must be one of critical, high, medium, low: see docs/configuration.md',
  ],
  [
    'severity:\n  JSON web token: low',
    '.drydock.yml:2: severity has a key that is no rule ID and no glob of them: write it as in generic-*',
  ],
  ['images: [shop]', '.drydock.yml:1: images must be keys with their values: see docs/configuration.md'],
  [
    'images:\n  shop*:\n    fail-on: none',
    '.drydock.yml:3: images: shop*: fail-on must be one of critical, high, medium, low, never: see docs/configuration.md',
  ],
  [
    'images:\n  shop*:\n    alow: []',
    '.drydock.yml:3: images: shop*: unknown key "alow": did you mean "allow"?',
  ],
  [
    'images:\n  "shop[":\n    gate: all',
    '.drydock.yml:2: "shop[" is no glob: a bracket in it has no counterpart: see docs/configuration.md',
  ],
  ['gate: own\ngate: all', '.drydock.yml:2: bad YAML: duplicated mapping key: correct the file'],
  [
    'gate: "own',
    '.drydock.yml:1: bad YAML: unexpected end of the stream within a double quoted scalar: correct the file',
  ],
  [
    'gate: own\n---\ngate: all',
    '.drydock.yml: several documents in one file: keep the first, and no --- after it',
  ],
  ['- gate', '.drydock.yml: must be keys with their values: see docs/configuration.md'],
  [
    'x: !!js/function y',
    '.drydock.yml:1: bad YAML: unknown scalar tag !<tag:yaml.org,2002:js/function>: correct the file',
  ],
];

describe('a wrong document is refused with its line and what to do', () => {
  it.each(WRONG)('%j', async (document, line) => {
    expect(await lineOf(document)).toBe(line);
  });

  it('lists the keys that there are when none is near', async () => {
    expect(await lineOf('entropy: 3')).toMatch(
      /^\.drydock\.yml:1: unknown key "entropy": there are image, .*, allow, severity, images$/,
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])('does not take %s for a key', async (key) => {
    expect(await lineOf(`${key}: 1`)).toContain(`unknown key "${key}"`);
  });
});

describe('what may be a secret is not quoted', () => {
  const token = ['ghp', 'a1B2'.repeat(9)].join('_');

  it.each([
    ['as a key', `${token}: 1`],
    ['as an entry', `allow: [${token}]`],
    ['in a pattern', `allow:\n  - value: "(${token}"\n    reason: x`],
    ['as a reason', `allow:\n  - value: ${token}\n    reason: ${token}\n    expires: soon`],
    ['as a value', `fail-on: ${token}`],
    ['as a fingerprint', `allow:\n  - fingerprint: ${token}\n    reason: x`],
  ])('%s', async (_, document) => {
    const line = await lineOf(document);
    expect(line).toMatch(/^\.drydock\.yml/);
    expect(line).not.toContain(token);
  });
});

describe('hostile YAML', () => {
  it('of aliases of aliases ends at once', async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0 ? '  - &l0 [x]' : `  - &l${String(level)} [${`*l${String(level - 1)}, `.repeat(9)}]`,
    );
    expect(await lineOf(`allow:\n${levels.join('\n')}\n`)).toMatch(/^\.drydock\.yml.*: /);
  });

  it('of a thousand levels ends at once', async () => {
    expect(await lineOf('['.repeat(1000))).toContain('bad YAML');
  });

  it('never makes reading fail in another way than with one line', async () => {
    const piece = fc.constantFrom(
      'allow',
      'images',
      'reason',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '"',
      '|',
      '#',
      '\u0000',
      '🙂',
      '<<',
      '!',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const line = await lineOf(pieces.join(''));
        expect(line === 'accepted' || line.startsWith('.drydock.yml')).toBe(true);
        expect(line).not.toContain('\n');
      }),
      { numRuns: 300 },
    );
  });
});
