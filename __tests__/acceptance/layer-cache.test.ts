import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Report } from '../../src/model/report.js';
import { expandExample } from '../../src/rules/examples.js';
import { ociFiles, packFiles, type TestLayer } from '../helpers/archive.js';
import { type FreshRun, useFreshCli } from '../helpers/fresh-cli.js';
import { writeZip } from '../helpers/zip.js';
import { makeCertificate, makeKey } from '../trace/make-certificate.js';

const cli = useFreshCli();

const token = (name: string): string => expandExample('ghp_${crc62:30}', `cache ${name}`);
const DAMAGED = writeZip([
  { name: 'a', content: 'x' },
  { name: 'b', content: 'y'.repeat(9000), method: 'stored' },
]).subarray(0, 5000);

/** One of everything that a layer is looked at again for, between files that hold nothing. */
const BASE: TestLayer = {
  entries: [
    { path: 'etc/', type: 'Directory' },
    { path: 'etc/passwd', content: 'root:x:0:0\n' },
    { path: 'etc/empty', content: '' },
    { path: 'etc/token', content: token('base') },
    { path: 'etc/link', type: 'SymbolicLink', linkPath: 'token' },
    { path: 'srv/app.jar', content: writeZip([{ name: 'app.env', content: `T=${token('jar')}\n` }]) },
    { path: 'srv/plain.jar', content: writeZip([{ name: 'app.env', content: 'T=none\n' }]) },
    { path: 'srv/damaged.zip', content: DAMAGED },
    { path: 'srv/large', content: `${'x y\n'.repeat(600_000)}T=${token('large')}\n` },
    { path: 'srv/last', content: 'nothing\n' },
  ],
};
const own = (text: string): TestLayer => ({ entries: [{ path: 'srv/own.env', content: text }] });
const archive = (...layers: readonly TestLayer[]): Buffer => packFiles(ociFiles([{ layers }]));

const scan = (...options: readonly string[]): FreshRun =>
  cli.run('scan', 'image.tar', '--json', 'last.json', '-q', ...options);
const cached = (...options: readonly string[]): FreshRun => scan('--cache', 'layers', ...options);

/** The report without what it says of the cache. */
function content({ reports: [report] }: FreshRun): Partial<Report> {
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => (key === 'cachedLayers' ? undefined : value)),
  ) as Partial<Report>;
}
const layersKnown = ({ reports }: FreshRun): number => reports[0]?.coverage.cachedLayers ?? 0;
const paths = ({ reports }: FreshRun): string[] =>
  (reports[0]?.findings ?? []).flatMap(({ occurrences }) => occurrences.map(({ path: at }) => at)).sort();

describe('a second scan with a cache', () => {
  it('reports the same as one without, archives that could not be opened included', () => {
    cli.write({ 'image.tar': archive(BASE, own(`T=${token('own')}\n`)) });
    const plain = scan();
    const first = cached();
    const second = cached();
    expect(paths(plain)).toEqual(['etc/token', 'srv/app.jar!/app.env', 'srv/large', 'srv/own.env']);
    expect(plain.reports[0]?.coverage.unopened).toHaveLength(1);
    expect([layersKnown(plain), layersKnown(first), layersKnown(second)]).toEqual([0, 0, 2]);
    expect(content(first)).toEqual(content(plain));
    expect(content(second)).toEqual(content(plain));
    expect([first.status, second.status]).toEqual([1, 1]);
    expect(second.printed).toContain('of 2 layers, 2 of which the cache knew');
    expect(first.printed).not.toContain('cache');
  });

  it('searches what is new: another layer, or a file put into a known one', () => {
    cli.write({ 'image.tar': archive(BASE, own('nothing\n')) });
    cached();
    cli.write({ 'image.tar': archive(BASE, own(`T=${token('new')}\n`)) });
    const changed = cached();
    expect(layersKnown(changed)).toBe(1);
    expect(paths(changed)).toContain('srv/own.env');
    cli.write({
      'image.tar': archive({
        entries: [...(BASE.entries ?? []), { path: 'srv/more', content: token('more') }],
      }),
    });
    const grown = cached();
    expect(layersKnown(grown)).toBe(0);
    expect(paths(grown)).toContain('srv/more');
  });

  it('searches everything with other rules', () => {
    cli.write({ 'image.tar': archive(own('code word: plum-7431-quince\n')) });
    cached();
    expect(layersKnown(cached())).toBe(1);
    cli.write({
      'rules.yml': [
        'provider: Us',
        'revoke: https://example.com',
        'rules:',
        '  - id: us-code-word',
        '    title: Code word',
        '    severity: high',
        '    keywords: [plum-]',
        "    pattern: 'plum-[0-9]{4}-[a-z]+'",
        '    examples: { match: [plum-1234-pear], ignore: [plum-12-pear] }',
        '',
      ].join('\n'),
    });
    const other = cached('--rules', 'rules.yml');
    expect(layersKnown(other)).toBe(0);
    expect(paths(other)).toEqual(['srv/own.env']);
  });

  it('still matches a key with the certificate that stands elsewhere in the layer', () => {
    const key = makeKey();
    const certificate = makeCertificate({ key, subject: [['CN', 'shop.example.com']] });
    cli.write({
      'image.tar': archive({
        entries: [
          { path: 'srv/key.pem', content: key.pem },
          { path: 'srv/other', content: 'nothing\n' },
          { path: 'srv/server.crt', content: certificate.pem },
        ],
      }),
    });
    const plain = scan();
    expect(JSON.stringify(plain.reports)).toContain('key of certificate srv/server.crt');
    cached();
    expect(content(cached())).toEqual(content(plain));
  });

  it('keeps neither a secret nor the name of a file', () => {
    cli.write({ 'image.tar': archive(BASE) });
    cached();
    const files = readdirSync(path.join(cli.folder, 'layers'));
    const texts = files.map((name) => cli.read(`layers/${name}`)).join('');
    expect(files).toHaveLength(2);
    expect(texts).toContain('"entries":[');
    for (const raw of [token('base'), token('jar'), 'etc/', 'app', 'github'])
      expect(texts).not.toContain(raw);
  });

  it('has the findings of every layer, whatever is in it', () => {
    const file = fc.record({
      name: fc.constantFrom('a', 'b', 'c/d', 'e.jar', 'f.gz'),
      bytes: fc.constantFrom(0, 1, 511, 512, 70_000),
      secret: fc.option(fc.nat({ max: 3 }), { nil: null }),
      isZip: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), (files) => {
        const entries = files.map(({ name, bytes, secret, isZip }, index) => {
          const text = `${'.'.repeat(bytes)}\n${secret === null ? '' : token(String(secret))}\n`;
          return {
            path: `${index}/${name}`,
            content: isZip ? writeZip([{ name: 'm', content: text }]) : text,
          };
        });
        cli.write({ 'image.tar': archive({ entries }) });
        const plain = scan();
        cached();
        const second = cached();
        expect(layersKnown(second)).toBe(1);
        expect(content(second)).toEqual(content(plain));
      }),
      { numRuns: 12 },
    );
  });
});

describe('a cache that is wrong', () => {
  /** Says of the archive's only layer that it is another one, and that nothing is in it. */
  function forge(diffId: string): void {
    const folder = path.join(cli.folder, 'layers');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
      const record = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as object;
      writeFileSync(path.join(folder, name), JSON.stringify({ ...record, diffId, entries: [] }));
    }
  }

  it('passes nothing: the scan is incomplete, and the next one whole', () => {
    cli.write({ 'image.tar': archive(BASE) });
    cached();
    forge(`sha256:${'0'.repeat(64)}`);
    const wrong = cached();
    expect(wrong.status).toBe(2);
    expect(wrong.reports[0]?.verdict.outcome).toBe('incomplete');
    expect(wrong.printed).toContain('is not the layer that the cache knew by this name');
    const next = cached();
    expect(next.status).toBe(1);
    expect(content(next)).toEqual(content(scan()));
  });

  it('is kept out of by what was not read whole', () => {
    const whole = archive(BASE);
    cli.write({ 'image.tar': whole.subarray(0, whole.length / 2) });
    expect(cached().status).toBe(2);
    cli.write({ 'image.tar': whole });
    const next = cached();
    expect(layersKnown(next)).toBe(0);
    expect(next.status).toBe(1);
  });

  it('is refused in one line where it is a file, or comes with a commit', () => {
    cli.write({ 'image.tar': archive(BASE), layers: '' });
    const isFile = cached();
    rmSync(path.join(cli.folder, 'layers'));
    cli.write({ 'layers/CACHEDIR.TAG': 'mine' });
    for (const args of [
      ['init', '-q'],
      ['add', 'layers'],
    ])
      execFileSync('git', ['-C', cli.folder, ...args], { stdio: 'ignore' });
    const isTracked = cached();
    expect([isFile.status, isTracked.status]).toEqual([2, 2]);
    expect(isFile.stderr).toBe('drydock: cannot keep anything in the cache layers: a file is in its place\n');
    expect(isTracked.stderr).toBe(
      'drydock: the cache layers cannot be trusted: Git tracks files in it: name a folder outside of the repository\n',
    );
    expect(cli.read('layers/CACHEDIR.TAG')).toBe('mine');
  });

  it('is said to be of no use for a build context', () => {
    cli.write({ 'shop/Dockerfile': 'FROM scratch\n' });
    const { stderr, status } = cli.run('context', 'shop', '--cache', 'layers');
    expect(status).toBe(2);
    expect(stderr).toContain("unknown option '--cache'");
  });
});
