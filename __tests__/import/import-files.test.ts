import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { importFiles, type Imported } from '../../src/import/import-files.js';
import { equivalentRules, KNOWN_EQUIVALENTS } from '../../src/import/known-rules.js';
import { renderConfig, renderRules } from '../../src/import/render-import.js';
import { compileGlob } from '../../src/policy/glob.js';
import { readConfig } from '../../src/policy/config-document.js';
import { RunPolicy } from '../../src/policy/run-policy.js';
import { policyOf } from '../../src/policy/settings.js';
import { loadBundledRules } from '../../src/rules/bundled.js';
import { expandExample } from '../../src/rules/examples.js';
import { combineRules, parseRuleFile } from '../../src/rules/load.js';

const bundled = loadBundledRules();
const start = process.cwd();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-import-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

/** Imports files, of which the first ones are only there; what comes out must be what Drydock reads. */
async function imported(
  files: Readonly<Record<string, string>>,
  ...names: readonly string[]
): Promise<Imported> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, text);
  }
  const result = await importFiles(names.length === 0 ? Object.keys(files) : names, bundled);
  const own = result.rules.length === 0 ? [] : parseRuleFile(renderRules(result.rules, names), 'rules.yml');
  const config = await readConfig(renderConfig(null, result.allow, names), {
    file: '.drydock.yml',
    resolve: (value) => value,
  });
  new RunPolicy(policyOf(config, new Set()), combineRules(bundled, own), '2026-01-01');
  expect(own.map(({ id }) => id)).toEqual(result.rules.map(({ id }) => id));
  return result;
}

const rule = (id: string, more = ''): string =>
  `[[rules]]\nid = "${id}"\nregex = '''${id}_[a-z0-9]{20}'''\n${more}\n`;
const extend = (name: string): string => `[extend]\npath = "${name}"\n`;

describe('a Gitleaks configuration that extends another', () => {
  it('has the rules of both, of which its own come first', async () => {
    const { rules, notes } = await imported(
      {
        'a.toml': `${extend('conf/b.toml')}disabledRules = ["gone"]\n${rule('one')}[[rules]]\nid = "two"\ndescription = "Mine"\nentropy = 3.5\nkeywords = ["zwei"]\n`,
        'conf/b.toml': `${extend('c.toml')}${rule('two', "description = 'Theirs'")}${rule('gone')}`,
        'conf/c.toml': rule('three'),
      },
      'a.toml',
    );
    expect(rules.map(({ id, title, entropy, near }) => [id, title, entropy, near])).toEqual([
      ['one', 'one', undefined, undefined],
      ['two', 'Mine', 3.5, ['zwei']],
      ['three', 'three', undefined, undefined],
    ]);
    expect(notes).toEqual([]);
  });

  it('goes as deep as Gitleaks does, and says so', async () => {
    const chain = {
      'a.toml': extend('b.toml') + rule('one'),
      'b.toml': extend('c.toml') + rule('two'),
      'c.toml': extend('d.toml') + rule('three'),
      'd.toml': rule('four'),
    };
    const { rules, notes } = await imported(chain, 'a.toml');
    expect(rules.map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    expect(notes).toEqual(['c.toml: does not extend d.toml: Gitleaks goes no deeper than 2 files']);
  });

  it.each([
    [
      { 'a.toml': extend('b.toml'), 'b.toml': extend('./a.toml') },
      'b.toml: extends ./a.toml, which extends it in turn',
    ],
    [{ 'a.toml': extend('a.toml') }, 'a.toml: extends a.toml, which extends it in turn'],
    [{ 'a.toml': extend('conf/none.toml') }, 'a.toml: extends conf/none.toml, and there is no such file'],
    [{ 'a.toml': extend('b.toml'), 'b.toml': '[[rules]]\n\nid = "x' }, 'b.toml:3: bad TOML: '],
  ])('is refused when that cannot be: %j', async (files, problem) => {
    await expect(imported(files, 'a.toml')).rejects.toThrow(problem);
  });
});

describe('what Gitleaks’ own rules are told', () => {
  it('is told to Drydock’s', async () => {
    const { rules, allow, notes } = await imported({
      'a.toml': [
        "[extend]\nuseDefault = true\ndisabledRules = ['github-pat', 'generic-api-key', 'some-rule']",
        "[[rules]]\nid = 'aws-access-token'\n[[rules.allowlists]]\ndescription = 'Test account'\nregexes = ['^AKIA0']",
        "[[allowlists]]\ntargetRules = ['private-key', 'jwt']\npaths = ['^pki/']",
        "[[allowlists]]\ntargetRules = ['some-rule']\npaths = ['x']",
      ].join('\n'),
    });
    expect(rules).toEqual([]);
    expect(allow).toEqual([
      {
        rule: '{private-key,private-key-pgp,private-key-ssh2,jwt}',
        'path-pattern': '^pki/',
        reason: 'Allowed in a.toml.',
      },
      {
        rule: '{aws-access-key-id,aws-secret-access-key,aws-secret-beside-id,aws-session-token}',
        value: '^AKIA0',
        reason: 'Test account',
      },
      { rule: 'github-personal-access-token', reason: 'Turned off in a.toml (github-pat).' },
      { rule: 'generic-*', reason: 'Turned off in a.toml (generic-api-key).' },
    ]);
    expect(notes).toEqual([
      'a.toml: allowlist 2: is for the rule "some-rule", for which no rule of Drydock is known',
      'a.toml: turns off "some-rule" of Gitleaks, for which no rule of Drydock is known',
    ]);
  });

  it('by a table whose names are all of rules that there are', () => {
    const fits = (glob: string): boolean => {
      const test = compileGlob(glob);
      return typeof test !== 'string' && bundled.some(({ id }) => test(id));
    };
    expect(KNOWN_EQUIVALENTS.filter((glob) => !fits(glob))).toEqual([]);
    expect(equivalentRules('jwt', bundled)).toEqual(['jwt']);
    expect(equivalentRules('toString', bundled)).toEqual([]);
  });
});

describe('a rule', () => {
  it.each([
    ['(?i)(?:^|/)[^/]+\\.p(?:12|fx)$', ['*.p12', '*.pfx']],
    ['(^|[/\\\\])[^/\\\\]*\\.jks$', ['*.jks']],
    ['(?:^|/)conf/', ['conf/**']],
  ])('for the paths %s has the globs %j', async (regex, globs) => {
    const { rules, notes } = await imported({
      'a.toml': `[[rules]]\nid = "some-file"\npath = '''${regex}'''\n`,
    });
    expect(rules.map(({ paths }) => paths)).toEqual([globs]);
    expect(notes).toEqual([expect.stringContaining('is about files by their names')]);
  });

  it.each([
    ['Acme  token', 'Acme token'],
    ['Uncovered an Acme token, potentially compromising access to all that there is.', 'Acme api token'],
    ['An Acme token.', 'Acme api token'],
    ['', 'acme-api-token'],
  ])('that is described as "%s" is called "%s"', async (description, title) => {
    const { rules } = await imported({ 'a.toml': rule('acme-api-token', `description = "${description}"`) });
    expect(rules.map((one) => one.title)).toEqual([title]);
  });

  it.each([
    ['acme-password', '', true],
    ['acme-key', 'Acme PWD', true],
    ['acme-key', 'Acme bypass key', undefined],
  ])('%s, described as "%s", may be guessed: %s', async (id, description, guessable) => {
    const { rules } = await imported({ 'a.toml': rule(id, `description = "${description}"`) });
    expect(rules.map((one) => one.guessable)).toEqual([guessable]);
  });

  it('or several without examples, for Drydock’s own find their secrets, are told in one line', async () => {
    const own = (id: string): string => `[[rules]]\nid = "${id}"\nregex = '''glpat-[0-9A-Za-z_-]{20}'''\n`;
    const { notes } = await imported({ 'a.toml': own('one') + own('two') });
    expect(notes).toEqual([
      '2 rules: without the 2 examples that drydock rules check asks for: another rule finds their secrets, or they take more than their pattern: one, two',
    ]);
  });
});

describe('what cannot be translated', () => {
  it.each([
    [
      "regex = 'a(?=b)cde'",
      'is no pattern of RE2 (it looks ahead or behind, which RE2 cannot), and is left out',
    ],
    [
      "regex = 'abc(?:x|xx)+y'",
      'can backtrack catastrophically in JavaScript, and is left out: bound its repetitions',
    ],
    [
      "regex = 'acme[a-z]*[a-z]*!'",
      'can backtrack catastrophically in JavaScript, and is left out: bound its repetitions',
    ],
    [
      "regex = 'abc(d)'\nsecretGroup = 2",
      'names a group for the secret that its pattern has not, and is left out',
    ],
    ["regex = 'abcdef'\nskipReport = true", 'is never reported by itself (skipReport), and is left out'],
    ["path = 'a.*b.*c'", 'has neither a pattern nor a path that globs can say, and is left out'],
  ])('is named with its rule, and what allows its findings goes with it: %s', async (text, problem) => {
    const { rules, allow, notes } = await imported({
      'a.toml': `[[rules]]\nid = "odd"\n${text}\n[[rules.allowlists]]\npaths = ['x/']\n`,
    });
    expect(rules).toEqual([]);
    expect(notes[0]).toBe(`a.toml: rule "odd": ${problem}`);
    expect(allow.filter((entry) => entry.rule === 'odd')).toEqual([]);
  });

  it.each([
    ["regex = 'abcd(\\pL+)'", 'takes any character beyond ASCII for those of a large class of Unicode'],
    [
      "regex = '(?:abcd(x)|efgh(y))'",
      'has several groups: the secret is the first, or the whole match where that is empty',
    ],
    [
      "regex = '[0-9]{20}'",
      'has no literal to look for, and is tried on the whole of every file up to 1 MiB, which is slow: add "paths" to it',
    ],
    [
      "regex = 'abcdef'\npath = 'a.*b$'",
      'is tried on all files: its path is more than globs can say; add "paths" to it',
    ],
    [
      "regex = 'abcdef'\n[[rules.required]]\nid = 'other'",
      'is a rule without its required ones, and may find more: see "near" and "pairWith" in docs/rules.md',
    ],
  ])('or is not quite what it was: %s', async (text, problem) => {
    const { rules, notes } = await imported({ 'a.toml': `[[rules]]\nid = "odd"\n${text}\n` });
    expect(rules.map(({ id }) => id)).toEqual(['odd']);
    expect(notes).toContain(`a.toml: rule "odd": ${problem}`);
  });

  it.each([
    ["regexes = ['(']", 'regex 1: is no pattern of RE2 (a "(" has no counterpart), and is left out'],
    ["regexes = ['.*']", 'a pattern fits every secret, and is left out'],
    ["paths = ['.*']", 'a pattern fits every path, and is left out'],
    [
      "regexTarget = 'line'\ncondition = 'AND'\nregexes = ['a']\npaths = ['b']",
      'asks for the line and something else together, and is left out',
    ],
  ])('in an allowlist: %s', async (text, problem) => {
    const { allow, notes } = await imported({ 'a.toml': `${rule('one')}[[allowlists]]\n${text}\n` });
    expect(allow).toEqual([]);
    expect(notes.map((note) => note.replace(/^a\.toml: allowlist: /, ''))).toEqual([problem]);
  });

  it('and an allowlist that lost a condition of several allows nothing', async () => {
    const list = "[[allowlists]]\ncondition = 'AND'\npaths = ['^a/']\nregexes = ['(']\n";
    expect((await imported({ 'a.toml': list })).allow).toEqual([]);
  });

  it('no message quotes a pattern, which may be a secret', async () => {
    const secret = expandExample('${w:24}', 'quoted');
    const { notes } = await imported({
      'a.toml': `[[rules]]\nid = "a"\nregex = '(${secret}'\n[[allowlists]]\nregexes = ['${secret}(', '${secret}|']\n`,
    });
    expect(notes).toHaveLength(3);
    expect(notes.join('\n')).not.toContain(secret);
    await expect(imported({ 'b.toml': `x = "${secret}\n` })).rejects.toThrow(
      /^b\.toml:1: bad TOML: (?!.*\$)/,
    );
    await expect(imported({ 'b.toml': `x = "${secret}\n` })).rejects.not.toThrow(secret);
  });
});

describe('an ignore file', () => {
  const token = expandExample('ghp_${crc62:30}', 'ignored');
  const other = expandExample('ghp_${crc62:30}', 'counted');

  it('of Gitleaks allows the secret that stands there, and nothing else', async () => {
    const password = expandExample('${password:14}', 'ignored');
    const files = {
      'src/a.py': `x = 1\nTOKEN = "${token}"\nOTHER = "${other}"\n`,
      '.env': `DB_PASSWORD=${password}\n`,
    };
    const lines = [
      '# old',
      '0123456789abcdef0123456789abcdef01234567:src/a.py:github-pat:2',
      '.env:generic-api-key:1',
      'src/a.py:github-pat:1',
      'gone.py:x:7',
      'nonsense',
    ];
    const { allow, notes } = await imported(
      { ...files, '.gitleaksignore': lines.join('\n') },
      '.gitleaksignore',
    );
    expect(allow).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        reason: 'Ignored in .gitleaksignore:2.',
      },
      {
        rule: expect.stringMatching(/password/),
        path: ['/.env'],
        reason: 'Ignored in .gitleaksignore:3.',
      },
    ]);
    expect(notes).toEqual([
      '.gitleaksignore:6: is no fingerprint of Gitleaks’ (file:rule:line), and is left out',
      expect.stringMatching(
        /^\.gitleaksignore:3: allows all that .*password.* finds in \.env, for a secret that can be guessed/,
      ),
      '.gitleaksignore:4: no secret is found at line 1 of src/a.py, so nothing is allowed',
      '.gitleaksignore:5: no secret is found at line 7 of gone.py, so nothing is allowed',
    ]);
  });

  it('of Trivy turns rules off, until the day before the one that it names', async () => {
    const { allow, notes } = await imported({
      '.trivyignore':
        '# ids\nCVE-2024-0001\nAVD-DS-0002\ngithub-pat\nslack-web-hook exp:2030-03-01\njwt exp:soon\nunheard-of\n',
      '.trivyignore.yaml':
        'vulnerabilities:\n  - id: CVE-1\nsecrets:\n  - id: private-key\n    paths: ["certs/**", test.key]\n    statement: Made up\n    expired_at: 2031-01-01\n  - paths: [a]\n',
    });
    expect(allow).toEqual([
      { rule: 'github-personal-access-token', reason: 'Ignored in .trivyignore:4.' },
      {
        rule: '{slack-incoming-webhook,slack-workflow-webhook}',
        reason: 'Ignored in .trivyignore:5.',
        expires: '2030-02-28',
      },
      {
        rule: '{private-key,private-key-pgp,private-key-ssh2}',
        path: ['certs/**', 'test.key'],
        reason: 'Made up',
        expires: '2030-12-31',
      },
    ]);
    expect(notes).toEqual([
      '.trivyignore:6: has a day that is none, and is left out',
      '.trivyignore.yaml: secret 2: has no id, and is left out',
      '.trivyignore:7: is for the rule "unheard-of", for which no rule of Drydock is known',
    ]);
  });

  it('can name rules of a configuration that is imported with it', async () => {
    const { allow } = await imported(
      { '.trivyignore': 'My_Rule\nmy-rule\n', 'a.toml': rule('my-rule') },
      '.trivyignore',
      'a.toml',
    );
    expect(allow).toEqual([{ rule: 'my-rule', reason: 'Ignored in .trivyignore:2.' }]);
  });
});

describe('Trivy’s secret configuration', () => {
  it('becomes rules and allowlists', async () => {
    const { rules, allow, notes } = await imported({
      'trivy-secret.yaml': `rules:
  - id: acme-key
    category: Acme
    title: Acme key
    severity: CRITICAL
    keywords: [acme]
    regex: '(?i)acme_(?P<kind>a|b)_(?P<secret>[0-9a-f]{20})'
    secret-group-name: secret
    path: '\\.env$'
    allow-rules:
      - id: demo
        description: Demo account
        regex: '^00'
  - id: plain
    severity: UNKNOWN
    regex: 'plain_([0-9]{12})'
allow-rules:
  - id: vendor
    path: '^vendor/'
disable-rules: [jwt-token]
exclude-block:
  regexes: ['--begin(.|\\n)*--end']
`,
    });
    expect(
      rules.map(({ id, provider, title, severity, pattern, paths, keywords }) => ({
        id,
        provider,
        title,
        severity,
        pattern,
        paths,
        keywords,
      })),
    ).toEqual([
      {
        id: 'acme-key',
        provider: 'Acme',
        title: 'Acme key',
        severity: 'critical',
        pattern: '(?i)acme_(?:[ab]|a|b)_(?<secret>[0-9a-f]{20})'.replace('[ab]|', ''),
        paths: ['*.env'],
        keywords: ['acme_a_', 'acme_b_'],
      },
      {
        id: 'plain',
        provider: 'Custom',
        title: 'plain',
        severity: 'medium',
        pattern: 'plain_(?:[0-9]{12})',
        paths: undefined,
        keywords: ['plain_'],
      },
    ]);
    expect(allow).toEqual([
      { 'path-pattern': '^vendor/', reason: 'Allowed in trivy-secret.yaml.' },
      { rule: 'acme-key', value: '^00', reason: 'Demo account' },
      { rule: 'jwt', reason: 'Turned off in trivy-secret.yaml (jwt-token).' },
    ]);
    expect(notes).toEqual(['trivy-secret.yaml: exclude-block is left out: use drydock:allow comments']);
  });
});

describe('IDs', () => {
  it('take the form of Drydock’s, each once, and none of its own', async () => {
    const text = [rule('A b_C'), rule('a-b-c'), rule('jwt'), rule('***')]
      .join('')
      .replaceAll('***_', 'stars_');
    const { rules } = await imported({ 'a.toml': text });
    expect(rules.map(({ id }) => id)).toEqual(['a-b-c', 'a-b-c-2', 'custom-jwt', 'rule']);
  });
});

it.each([
  ['notes.txt', 'x', 'is no configuration that can be imported'],
  ['a.yaml', 'key: value', 'is no configuration that can be imported'],
  ['a.yaml', 'rules: [', 'a.yaml:1: bad YAML'],
  ['a.toml', '= 1', 'a.toml:1: bad TOML'],
])('%s with %j is refused', async (name, text, problem) => {
  await expect(imported({ [name]: text })).rejects.toThrow(problem);
});

it('takes an empty file for one that says nothing', async () => {
  expect(await imported({ 'a.toml': '', '.gitleaksignore': '', '.trivyignore': '\n# nothing\n' })).toEqual({
    rules: [],
    allow: [],
    notes: [],
  });
});
