import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Finding, Occurrence, OccurrencePlace, Report, TargetKind } from '../../src/model/report.js';
import type { ScanRequest } from '../../src/model/request.js';
import { addEntries, compareWithBaseline, pruneEntries } from '../../src/policy/baseline.js';
import type { BaselineEntry } from '../../src/policy/baseline-entry.js';
import {
  baselineNames,
  defaultBaselinePath,
  readBaseline,
  withBaseline,
} from '../../src/policy/baseline-file.js';
import { makeFinding, makeOccurrence, makeReport } from '../helpers/sample-report.js';

const OUTSIDE = { layer: null, line: null, column: null, state: null } as const;
const RULES = new Set(['openai-api-key', 'generic-password']);
const FILE = '.drydock-baseline';

/** A fingerprint of 32 digits that begins with these. */
function print(digits: string): string {
  return digits.padEnd(32, '0');
}

function at(place: OccurrencePlace, where: string, more: Partial<Occurrence> = {}): Occurrence {
  return makeOccurrence({ in: place, path: where, ...(place === 'layer' ? {} : OUTSIDE), ...more });
}

function finding(digits: string, more: Partial<Finding> = {}): Finding {
  return makeFinding({ fingerprint: print(digits), ...more });
}

interface Given {
  readonly findings?: readonly Finding[];
  readonly reference?: string;
  readonly kind?: TargetKind;
  readonly complete?: boolean;
  readonly places?: readonly OccurrencePlace[];
  readonly platform?: string;
}

function report(given: Given): Report {
  const kind = given.kind ?? 'docker-save';
  return makeReport({
    findings: given.findings ?? [],
    target: { reference: given.reference ?? 'shop:ci', kind, platform: given.platform ?? 'linux/amd64' },
    coverage: {
      complete: given.complete ?? true,
      places: given.places ?? (kind === 'context' ? ['context'] : ['layer', 'config', 'history']),
    },
    verdict: { outcome: 'blocked' },
  });
}

const REQUEST: Pick<ScanRequest, 'target' | 'context'> = {
  target: { kind: 'images', references: ['shop:ci'] },
};
const CONTEXT_REQUEST = { target: { kind: 'context', directory: '.' } } as const;

function namesFor(request: Pick<ScanRequest, 'target' | 'context'>) {
  return (one: Report) => baselineNames(one, request, FILE);
}

function compare(
  reports: readonly Report[],
  entries: readonly BaselineEntry[],
  request: Pick<ScanRequest, 'target' | 'context'> = REQUEST,
): readonly Report[] {
  return compareWithBaseline(reports, { file: FILE, entries }, { names: namesFor(request), rules: RULES });
}

function write(reports: readonly Report[], request = REQUEST): readonly BaselineEntry[] {
  return addEntries([], reports, namesFor(request));
}

function entry(digits: string, where: string, more: Partial<BaselineEntry> = {}): BaselineEntry {
  return { fingerprint: print(digits), rule: 'openai-api-key', where, path: 'srv/.env', ...more };
}

describe('a known finding', () => {
  it('does not block, and a new one beside it does', () => {
    const [known, both] = compare(
      [
        report({ findings: [finding('a')] }),
        report({ findings: [finding('a'), finding('b')], platform: 'linux/arm64' }),
      ],
      [entry('a', 'image:shop')],
    );
    expect(known?.verdict.outcome).toBe('pass');
    expect(known?.findings.map(({ baseline }) => baseline)).toEqual(['known']);
    expect(known?.baseline).toEqual({ file: FILE, known: 1, new: 0, fixed: [] });
    expect(both?.verdict.outcome).toBe('blocked');
    expect(both?.baseline).toEqual({ file: FILE, known: 1, new: 1, fixed: [] });
  });

  it('is known under another name of the image, too', () => {
    const [one] = compare(
      [report({ findings: [finding('a')], reference: 'other:1' })],
      [entry('a', 'image:shop')],
    );
    expect(one?.baseline).toMatchObject({ known: 1, new: 0, fixed: [] });
  });

  it('of a secret that can be guessed is known by any of its places', () => {
    const places = [at('layer', 'srv/a.yml'), at('layer', 'srv/b.yml', { fingerprint: print('b') })];
    const [one] = compare(
      [report({ findings: [finding('a', { occurrences: places })] })],
      [entry('b', 'image:shop')],
    );
    expect(one?.findings[0]?.baseline).toBe('known');
    expect(one?.baseline?.fixed).toEqual([]);
  });

  it('does not make an incomplete scan pass', () => {
    const [one] = compare(
      [report({ findings: [finding('a')], complete: false })],
      [entry('a', 'image:shop')],
    );
    expect(one?.verdict.outcome).toBe('incomplete');
  });

  it('counts neither as known nor as new when it is allowed', () => {
    const allowed = { by: 'config', file: '.drydock.yml', line: 3, reason: 'test', expires: null } as const;
    const [one] = compare([report({ findings: [finding('a', { allowed }), finding('b')] })], []);
    expect(one?.baseline).toMatchObject({ known: 0, new: 1 });
  });
});

describe('a fixed finding', () => {
  const known = [entry('a', 'image:shop'), entry('b', 'context:.', { path: '.env' })];
  const fixedOf = (reports: readonly Report[], request = REQUEST, entries = known): string[] =>
    compare(reports, entries, request).flatMap(({ baseline }) =>
      (baseline?.fixed ?? []).map(({ fingerprint, path: where }) => `${fingerprint.slice(0, 1)} ${where}`),
    );

  it('was looked for and is gone', () => {
    expect(fixedOf([report({})])).toEqual(['a srv/.env']);
    expect(compare([report({})], known)[0]?.baseline?.fixed.map(({ rule }) => rule)).toEqual([
      'openai-api-key',
    ]);
  });

  it('of the build context is told only where that was scanned', () => {
    const withContext = report({ places: ['layer', 'config', 'history', 'context'] });
    expect(fixedOf([withContext], { ...REQUEST, context: '.' })).toEqual(['a srv/.env', 'b .env']);
    expect(fixedOf([report({ kind: 'context', reference: '.' })], CONTEXT_REQUEST)).toEqual(['b .env']);
    expect(fixedOf([withContext], { ...REQUEST, context: 'services/mail' })).toEqual(['a srv/.env']);
  });

  it('is never told of a scan that was not complete, of another image, or of a rule that was not used', () => {
    expect(fixedOf([report({ complete: false })])).toEqual([]);
    expect(fixedOf([report({ reference: 'mail:ci' })])).toEqual([]);
    expect(fixedOf([report({})], REQUEST, [entry('a', 'image:shop', { rule: 'our-own-rule' })])).toEqual([]);
  });

  it('is never told of an image without a name, or of what is staged alone', () => {
    expect(
      fixedOf([report({ reference: `sha256:${'0'.repeat(64)}` })], REQUEST, [entry('a', 'image:-')]),
    ).toEqual([]);
    const staged = { target: { kind: 'context', directory: '.', staged: true } } as const;
    expect(fixedOf([report({ kind: 'context', reference: '.' })], staged)).toEqual([]);
  });

  it('is not fixed while another platform of the image has it', () => {
    const amd = report({ findings: [finding('a')] });
    expect(fixedOf([amd, report({ platform: 'linux/arm64' })])).toEqual([]);
    expect(fixedOf([report({}), report({ platform: 'linux/arm64', complete: false })])).toEqual([]);
  });

  it('of provenance is told only where there is provenance', () => {
    const entries = [entry('a', 'provenance:shop')];
    expect(fixedOf([report({})], REQUEST, entries)).toEqual([]);
    expect(fixedOf([report({ places: ['layer', 'provenance'] })], REQUEST, entries)).toEqual(['a srv/.env']);
  });

  it('is told once where it stood in image and build context', () => {
    const entries = [entry('a', 'context:.', { path: '.env' }), entry('a', 'image:shop')];
    const one = report({ places: ['layer', 'context'] });
    expect(fixedOf([one], { ...REQUEST, context: '.' }, entries)).toEqual(['a srv/.env']);
  });
});

describe('the lines of a baseline', () => {
  const places = [
    at('layer', 'srv/.env'),
    at('config', 'Env/KEY'),
    at('history', 'history/7'),
    at('context', '.env'),
  ];
  const both = { ...REQUEST, context: '.' };

  it('are one for the image and one for the build context', () => {
    expect(write([report({ findings: [finding('a', { occurrences: places })] })], both)).toEqual([
      entry('a', 'image:shop'),
      entry('a', 'context:.', { path: '.env' }),
    ]);
  });

  it('hold every place of a secret that can be guessed, but not the number of a history entry', () => {
    const weak = finding('a', {
      rule: 'generic-password',
      occurrences: [
        at('history', 'history/7'),
        at('context', 'a.yml', { fingerprint: print('b') }),
        at('context', 'b.yml', { fingerprint: print('c') }),
        at('context', 'b.yml', { fingerprint: print('c'), line: 9 }),
      ],
    });
    const lines = write([report({ findings: [weak] })], both);
    expect(
      lines.map(({ fingerprint, where, path: at_ }) => `${fingerprint[0] ?? ''} ${where} ${at_}`),
    ).toEqual(['a image:shop history', 'b context:. a.yml', 'c context:. b.yml']);
  });

  it('are written for every severity and owner, but not for what is allowed', () => {
    const allowed = { by: 'comment', file: '.env', line: 1, reason: '', expires: null } as const;
    const findings = [
      finding('a', { severity: 'low' }),
      finding('b', { owner: 'base' }),
      finding('c', { owner: 'package' }),
      finding('d', { allowed }),
    ];
    expect(write([report({ findings })]).map(({ fingerprint }) => fingerprint[0])).toEqual(['a', 'b', 'c']);
  });

  it('stay as they are in an update, and new ones come along', () => {
    const old = [entry('a', 'image:shop', { path: 'old/place' }), entry('z', 'image:mail')];
    const now = report({ findings: [finding('a'), finding('b')] });
    expect(addEntries(old, [now], namesFor(REQUEST))).toEqual([...old, entry('b', 'image:shop')]);
  });

  it('lose in a prune what is fixed, and nothing else', () => {
    const old = [
      entry('a', 'image:shop'),
      entry('b', 'image:shop'),
      entry('b', 'context:.'),
      entry('c', 'image:mail'),
      entry('d', 'image:-'),
    ];
    const reports = compare([report({ findings: [finding('a')] })], old);
    expect(pruneEntries(old, reports, namesFor(REQUEST))).toEqual([old[0], old[2], old[3], old[4]]);
  });
});

describe('the name of what was scanned', () => {
  const image = (reference: string, target: ScanRequest['target'] = REQUEST.target): string | undefined =>
    baselineNames(report({ reference }), { target }, FILE).image;

  it.each([
    ['shop:ci', 'image:shop'],
    ['shop', 'image:shop'],
    ['registry.example.com:5000/team/shop:sha-1a2b3c', 'image:team/shop'],
    ['ghcr.io/team/shop@sha256:' + '0'.repeat(64), 'image:team/shop'],
    ['localhost/shop:1', 'image:shop'],
    ['docker.io/library/shop:1', 'image:shop'],
    ['team/shop:1', 'image:team/shop'],
    [`sha256:${'ab'.repeat(32)}`, 'image:-'],
    ['0123456789ab', 'image:-'],
    ['shop:ci, mail:ci', 'image:-'],
  ])('%s is %s: tags, registries and IDs change', (reference, name) => {
    expect(image(reference)).toBe(name);
  });

  it('of an archive is the image’s, or else the path of the archive', () => {
    const archive = { kind: 'archive', path: 'out/shop.tar' } as const;
    expect(image('shop:ci', archive)).toBe('image:shop');
    expect(image('out/shop.tar', archive)).toBe('image:./out/shop.tar');
    expect(image('latest', archive)).toBe('image:./out/shop.tar');
    expect(image('standard input', { kind: 'archive', path: '-' })).toBe('image:-');
  });

  it('of a build context is its path from the baseline', () => {
    const at_ = (file: string): string | undefined =>
      baselineNames(report({}), { ...REQUEST, context: 'services/shop' }, file).context;
    expect(at_(FILE)).toBe('context:services/shop');
    expect(at_('services/.drydock-baseline')).toBe('context:shop');
    expect(at_('services/shop/.drydock-baseline')).toBe('context:.');
  });
});

describe('the file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'drydock-baseline-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is looked for at the root of the repository', () => {
    const inner = path.join(folder, 'repository', 'services', 'shop');
    mkdirSync(inner, { recursive: true });
    expect(path.resolve(defaultBaselinePath(inner))).toBe(path.join(inner, FILE));
    writeFileSync(path.join(folder, 'repository', '.git'), 'gitdir: elsewhere\n');
    expect(path.resolve(defaultBaselinePath(inner))).toBe(path.join(folder, 'repository', FILE));
  });

  it('is used without being named where it exists', () => {
    const request = { ...REQUEST, rules: [], failOn: 'high', gate: 'own', reveal: false } as const;
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(withBaseline(request)).toBe(request);
      writeFileSync(FILE, '');
      expect(withBaseline(request).baseline).toBe(FILE);
      expect(withBaseline({ ...request, baseline: 'mine' }).baseline).toBe('mine');
    } finally {
      process.chdir(before);
    }
  });

  it('that is not there, or is a folder, is told in one line', async () => {
    const missing = path.join(folder, 'nothing');
    await expect(readBaseline(missing)).rejects.toThrow(`there is no baseline ${missing}`);
    await expect(readBaseline(folder)).rejects.toThrow(`cannot read ${folder}`);
  });
});
