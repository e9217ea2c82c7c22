import { describe, expect, it } from '@jest/globals';
import { makeRandom } from '../../src/rules/examples-random.js';
import { expandExample } from '../../src/rules/examples.js';
import { dockerLegacyFiles, packFiles } from '../helpers/archive.js';
import { useFreshCli } from '../helpers/fresh-cli.js';
import {
  type Expected,
  scanLikeGitleaks,
  type TestAllowlist,
  type TestRule,
  toToml,
} from './gitleaks-reference.js';

const cli = useFreshCli();

const make = (template: string, seed: string): string => expandExample(template, `gitleaks ${seed}`);

/** What a scan with the imported configuration finds, by the imported rules alone. */
function scan(rules: readonly TestRule[]): Expected {
  const ids = new Set(rules.map(({ id }) => id));
  const { reports } = cli.run('context', 'src', '--json', 'last.json', '-q');
  const places = (reports[0]?.findings ?? []).flatMap(({ rule, occurrences }) =>
    occurrences.map((place) => ({
      name: `${place.path}:${String(place.line)} ${rule}`,
      rule,
      isAllowed: place.allowed !== null,
    })),
  );
  const own = places.filter(({ rule }) => ids.has(rule));
  const names = (isAllowed: boolean): string[] => [
    ...new Set(own.filter((place) => place.isAllowed === isAllowed).map(({ name }) => name)),
  ];
  return { found: names(false).sort(), allowed: names(true).sort() };
}

function writeTree(files: Readonly<Record<string, string>>): void {
  cli.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`src/${name}`, text])));
}

/** Findings whose rule leaves them out itself are told by no report. */
function importAndCompare(
  rules: readonly TestRule[],
  allowlists: readonly TestAllowlist[],
  files: Readonly<Record<string, string>>,
): { readonly stderr: string; readonly expected: Expected } {
  writeTree(files);
  cli.write({ 'gitleaks.toml': toToml(rules, allowlists) });
  const { status, stderr } = cli.run('import', 'gitleaks.toml');
  expect([status, stderr]).toEqual([0, expect.stringContaining('drydock-rules.yml and .drydock.yml')]);
  const expected = scanLikeGitleaks(rules, allowlists, files);
  const silent = (name: string): boolean => {
    const rule = rules.find(({ id }) => name.endsWith(` ${id}`));
    return [...allowlists, ...(rule?.allowlists ?? [])].some((list) => list.regexTarget !== undefined);
  };
  const actual = scan(rules);
  expect(actual.found).toEqual(expected.found);
  expect(actual.allowed).toEqual(
    expected.allowed.filter((name) => !silent(name) || actual.allowed.includes(name)),
  );
  return { stderr, expected };
}

const ACME: TestRule = { id: 'acme-token', regex: '\\bacme_[a-z0-9]{24}\\b', keywords: ['acme_'] };
const acme = (seed: string): string => make('acme_${a:24}', seed);

describe('a small configuration', () => {
  it('finds and allows what it did', () => {
    const known = acme('known');
    const rules: TestRule[] = [
      { ...ACME, allowlists: [{ regexes: [`^${known}$`] }, { paths: ['(^|/)testdata/'] }] },
      {
        id: 'acme-password',
        regex: '(?i)acme[_.-]?pass(?:word)?["\']?\\s*[:=]\\s*["\']([^"\'\\s]{8,40})["\']',
        secretGroup: 1,
        entropy: 3.1,
        keywords: ['acme'],
        allowlists: [{ stopwords: ['sandbox', 'w1dget'] }],
      },
    ];
    const { stderr, expected } = importAndCompare(rules, [{ paths: ['\\.lock$'] }], {
      'a.py': `TOKEN = "${acme('a')}"\nOTHER = "${known}"\nAGAIN = "x${acme('b')}"\n`,
      'testdata/a.py': `TOKEN = "${acme('c')}"\n`,
      'deps.lock': `token ${acme('d')}\n`,
      'conf/app.yml': [
        `acme_password: '${make('${w:14}-', 'p')}'`,
        `ACME.PASS = "SandBox-${make('${w:14}', 'q')}"`,
        "acmepassword: 'aaaaaaaaaaaa'",
        '',
      ].join('\n'),
    });
    expect(expected.found).toHaveLength(2);
    expect(expected.allowed).toHaveLength(4);
    expect(stderr).toContain('all was translated');
    expect(cli.run('rules', 'check', '--rules', 'drydock-rules.yml').status).toBe(0);
  });

  it('finds it in an image, too', () => {
    cli.write({ 'gitleaks.toml': toToml([ACME], [{ paths: ['^app/ignored/'] }]) });
    cli.run('import', 'gitleaks.toml');
    const entry = (path: string) => ({ path, content: Buffer.from(`token: ${acme(path)}\n`) });
    const layers = [{ entries: [entry('app/a.yml'), entry('app/ignored/b.yml')] }];
    cli.write({ 'shop.tar': packFiles(dockerLegacyFiles([{ tag: 'shop:ci', layers }])) });
    const { status, reports } = cli.run('scan', 'shop.tar', '--json', 'last.json', '-q');
    expect(status).toBe(1);
    expect(
      reports[0]?.findings.map(({ rule, allowed, occurrences }) => [
        rule,
        allowed !== null,
        occurrences[0]?.path,
      ]),
    ).toEqual([
      ['acme-token', false, 'app/a.yml'],
      ['acme-token', true, 'app/ignored/b.yml'],
    ]);
  });
});

describe('a configuration of medium size, with every kind of allowlist', () => {
  const list = (id: string, prefix: string, allowlists: readonly TestAllowlist[]): TestRule => ({
    id,
    regex: `(?i)["']?${prefix}_key["']?\\s*[=:]\\s*["']?(${prefix}-[0-9a-f]{20})["']?`,
    keywords: [prefix],
    allowlists,
  });
  const rules: TestRule[] = [
    list('by-path', 'zqa', [{ paths: ['_test\\.go$', '^docs/'] }]),
    list('by-regex', 'zqb', [{ regexes: ['^zqb-0', 'f$'] }]),
    list('by-word', 'zqc', [{ stopwords: ['aa', '00'] }]),
    list('by-commit', 'zqd', [{ commits: ['0123abc'] }]),
    list('by-all', 'zqe', [{ condition: 'AND', paths: ['^docs/'], regexes: ['-[0-7]'], stopwords: ['a'] }]),
    list('by-commit-and-path', 'zqf', [{ condition: 'AND', paths: ['^docs/'], commits: ['0123abc'] }]),
    list('by-line', 'zqg', [{ regexTarget: 'line', regexes: ['pragma: (allow|ok)$', '^\\s*//'] }]),
    list('by-match', 'zqh', [{ regexTarget: 'match', regexes: ['(?i)^["\']?ZQH_KEY["\']? = '] }]),
    list('by-two', 'zqi', [{ paths: ['^docs/'] }, { stopwords: ['b'] }]),
  ];
  const letters = 'abcdefghi';
  const lines = (folder: string): string =>
    Array.from(letters)
      .flatMap((letter) => [1, 2, 3, 4].map((number) => `${letter} ${folder} ${String(number)}`))
      .map((seed, index) => {
        const name = `zq${seed.charAt(0)}`;
        const value = make(`${name}-\${h:20}`, seed);
        return [
          `${name}_key = "${value}"`,
          `  // ${name.toUpperCase()}_KEY: ${value}`,
          `"${name}_key": '${value}' # pragma: ok`,
          `${name}_KEY=${value} `,
        ][index % 4];
      })
      .join('\n');

  it('finds and allows what it did, and says what it cannot', () => {
    const files = Object.fromEntries(
      ['docs/a.md', 'src/a_test.go', 'src/main.go', 'src/docs/b.go'].map((file) => [file, lines(file)]),
    );
    const { stderr, expected } = importAndCompare(rules, [], files);
    expect(expected.found.length).toBeGreaterThan(60);
    expect(expected.allowed.length).toBeGreaterThan(30);
    const said = stderr.split('\n').filter((line) => line !== '');
    expect(said).toEqual([
      'drydock: gitleaks.toml: rule "by-commit": allowlist: commits do not apply, for an image has none: use fingerprints',
      'drydock: gitleaks.toml: rule "by-commit-and-path": allowlist: is for certain commits, and an image has none: left out',
      expect.stringContaining('9 rules'),
    ]);
  });
});

/** Formats that rules are made of; `P` is the prefix, unlike any other. */
const FORMATS: readonly (readonly [regex: string, token: string, more: Partial<TestRule>])[] = [
  ['P_[a-z0-9]{32}', 'P_${a:32}', {}],
  ['(?i)\\bP-[0-9A-F]{24}\\b', 'P-${H:24}', { entropy: 2.5 }],
  ['\\b(P[[:alnum:]]{20})(?:[\'"\\s;]|$)', 'P${w:20}', { secretGroup: 1 }],
  ['(?i:P)\\.[[:xdigit:]]{16}\\.(?-i:z)', 'P.${h:16}.z', {}],
  ['(?:P_live_|P_prod_)([\\w-]{22})', 'P_prod_${u:22}', {}],
  [
    '(?i)(?:P)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s|\']|[\\s|"]){0,3}(?:=|>|:=|:)(?:\'|"|\\s){0,5}([a-f0-9]{28})(?:[\'"\\s]|$)',
    'P_secret = "${h:28}"',
    { secretGroup: 1 },
  ],
  ['(?P<scheme>P://)(?P<pass>[^\\s:@]{12,40})@[a-z.]+', 'P://${w:20}@db.acme.io', { secretGroup: 2 }],
  ['P(?:[A-Z]{4}-){3}[A-Z]{4}', 'P${U:4}-${U:4}-${U:4}-${U:4}', {}],
  ['(?s)P-BEGIN.{10,80}?P-END', 'P-BEGIN\n${w:30}\nP-END', {}],
  ['\\QP$[\\E[^\\]]{16}\\]', 'P$[${w:16}]', {}],
  ['(?m)^P:\\d{4,6}:[\\x21-\\x7e]{18}$', 'P:${d:5}:${w:18}', {}],
  ['[\\w.-]{0,20}?P[\\w.-]{0,10}?\\s?=\\s?\\x60?([\\pL\\pN]{24})', 'myP_x = ${w:24}', {}],
];

describe('a configuration of 200 rules', () => {
  it('finds and allows what it did', () => {
    const random = makeRandom('two hundred rules');
    const rules: TestRule[] = [];
    const files: Record<string, string> = {};
    for (let number = 0; number < 200; number++) {
      const [regex, token, more] = FORMATS[number % FORMATS.length]!;
      const prefix = `q${random.text('bcdfghjklmnpqrstvwxz', 4)}${String(100 + number)}`;
      const withPrefix = (text: string): string =>
        text
          .replaceAll('P', () => prefix)
          .replaceAll(`(?${prefix}<`, '(?P<')
          .replace(`\\${prefix}L\\${prefix}N`, '\\pL\\pN');
      const kind = number % 7;
      const allowlists: TestAllowlist[] =
        kind === 0
          ? [{ paths: [`^f${String(number % 10)}\\.`] }]
          : kind === 1
            ? [{ stopwords: ['ab', 'k'] }]
            : kind === 2
              ? [{ regexes: ['[aeiou]{2}', '[0-4]$'] }]
              : kind === 3
                ? [{ commits: ['abc'] }]
                : [];
      rules.push({
        id: `rule-${String(number)}`,
        regex: withPrefix(regex),
        ...(number % 3 === 0 ? {} : { keywords: [prefix.slice(0, 5 + (number % 2))] }),
        ...(number % 11 === 0 ? { path: '\\.(?:ini|env)$' } : {}),
        ...more,
        ...(allowlists.length === 0 ? {} : { allowlists }),
      });
      for (let copy = 0; copy < 3; copy++) {
        const file = `f${String((number + copy * 7) % 20)}.${['ini', 'txt', 'env'][(number + copy) % 3]!}`;
        const line = expandExample(withPrefix(token), `large ${String(number)} ${String(copy)}`);
        files[file] = `${files[file] ?? '# settings\n'}${line}\nnothing here: ${prefix}\n`;
      }
    }
    const { expected, stderr } = importAndCompare(
      rules,
      [{ paths: ['^f7\\.'] }, { stopwords: ['zz'] }],
      files,
    );
    expect(expected.found.length).toBeGreaterThan(300);
    expect(expected.allowed.length).toBeGreaterThan(60);
    expect(stderr).toContain('200 rules');
    expect(stderr).not.toContain('left out');
    const check = cli.run('rules', 'check', '--rules', 'drydock-rules.yml');
    expect([check.status, check.printed]).toEqual([0, expect.stringContaining('200 rules')]);
  });
});
