import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/model/errors.js';
import type { AllowEntry, JudgedPlace, ScanPolicy, SeverityOverride } from '../../src/model/policy.js';
import { RunPolicy } from '../../src/policy/run-policy.js';
import { loadBundledRules } from '../../src/rules/bundled.js';
import { makeFinding, makeReport } from '../helpers/sample-report.js';

const TODAY = '2027-06-30';
const DEFAULTS = { failOn: 'high', gate: 'own' } as const;
const rules = loadBundledRules();

function allow(entry: Partial<AllowEntry>): AllowEntry {
  return {
    rule: null,
    paths: [],
    fingerprint: null,
    value: null,
    origin: null,
    reason: 'made up',
    expires: null,
    file: '.drydock.yml',
    line: 3,
    ...entry,
  };
}

function severity(rule: string, level: SeverityOverride['severity']): SeverityOverride {
  return { rule, severity: level, file: '.drydock.yml', line: 9 };
}

const PLACE: JudgedPlace = {
  rule: 'generic-password',
  fingerprints: ['0f'.repeat(16), '1e'.repeat(16)],
  values: ['Tr0ub4dor'],
  paths: ['app/config/db.yml'],
  files: ['services/shop/config/db.yml'],
  origin: 'own',
  comments: [],
  isSurelyOwn: true,
};

function runPolicy(policy: Partial<ScanPolicy>): RunPolicy {
  return new RunPolicy({ allow: [], severity: [], images: [], ...policy }, rules, TODAY);
}

function isAllowed(entry: Partial<AllowEntry>, place: Partial<JudgedPlace> = {}): boolean {
  const policy = runPolicy({ allow: [allow(entry)] }).forReport('shop:ci', DEFAULTS);
  return policy.judge({ ...PLACE, ...place }).allowance !== null;
}

describe('an entry of the allowlist', () => {
  it.each<[string, Partial<AllowEntry>, boolean]>([
    ['the rule', { rule: 'generic-password' }, true],
    ['a glob of rules', { rule: 'generic-*' }, true],
    ['another rule', { rule: 'jwt' }, false],
    ['the path in the report', { paths: ['app/config/*.yml'] }, true],
    ['the name of the file', { paths: ['db.yml'] }, true],
    ['the path in the checkout', { paths: ['services/shop/**'] }, true],
    ['one of several paths', { paths: ['x', 'app/**'] }, true],
    ['another path', { paths: ['config/*.yml'] }, false],
    ['a pattern of paths', { pathPattern: '^app/.*\\.yml$' }, true],
    ['a pattern of paths in the checkout', { pathPattern: '(?i)^SERVICES/' }, true],
    ['another pattern of paths', { pathPattern: '^config/' }, false],
    ['the fingerprint', { fingerprint: '0f'.repeat(16) }, true],
    ['the fingerprint of the place', { fingerprint: '1e'.repeat(16) }, true],
    ['another fingerprint', { fingerprint: '2d'.repeat(16) }, false],
    ['the value', { value: '^Tr0ub' }, true],
    ['the value without case', { value: '(?i)^TR0UB' }, true],
    ['another value', { value: '^tr0ub' }, false],
    ['the origin', { origin: 'own' }, true],
    ['another origin', { origin: 'base' }, false],
    ['several conditions that all hold', { rule: 'generic-*', paths: ['db.yml'], origin: 'own' }, true],
    [
      'several conditions, one of which does not hold',
      { rule: 'generic-*', paths: ['x'], origin: 'own' },
      false,
    ],
    ['no condition at all', {}, false],
  ])('with %s allows or not: %j', (_, entry, expected) => {
    expect(isAllowed(entry)).toBe(expected);
  });

  it('counts paths of the checkout from the folder of the configuration', () => {
    expect(isAllowed({ paths: ['config/*'], file: 'services/shop/.drydock.yml' })).toBe(true);
    expect(
      isAllowed({ paths: ['services/shop/config/*'], file: '../.drydock.yml' }, { files: ['config/db.yml'] }),
    ).toBe(false);
    expect(isAllowed({ paths: ['/services/shop/config/*'], file: '.drydock.yml' })).toBe(true);
  });

  it('looks at the halves of a pair as well', () => {
    expect(isAllowed({ value: '^AKIA' }, { values: ['secret', 'AKIAX'] })).toBe(true);
  });

  it('does not look at a value that is too long to be looked at in no time', () => {
    expect(isAllowed({ value: 'a$' }, { values: ['a'.repeat(16_384)] })).toBe(true);
    expect(isAllowed({ value: 'a$' }, { values: ['a'.repeat(16_385)] })).toBe(false);
  });

  it('holds to the end of its last day', () => {
    expect(isAllowed({ rule: 'generic-*', expires: '2027-06-29' })).toBe(false);
    expect(isAllowed({ rule: 'generic-*', expires: '2027-06-30' })).toBe(true);
    expect(isAllowed({ rule: 'generic-*', expires: '2027-07-01' })).toBe(true);
  });

  it('tells who allows, where and why', () => {
    const policy = runPolicy({ allow: [allow({ origin: 'own', expires: '2027-07-01' })] });
    expect(policy.forReport(null, DEFAULTS).judge(PLACE)).toEqual({
      allowance: { by: 'config', file: '.drydock.yml', line: 3, reason: 'made up', expires: '2027-07-01' },
      notes: [],
    });
  });
});

describe('what the lists did is told', () => {
  const entries = {
    used: allow({ rule: 'generic-*', line: 1 }),
    expired: allow({ paths: ['db.yml'], line: 2, expires: '2020-01-01', reason: 'Tr0ub4dor is old' }),
    unused: allow({ rule: 'jwt', line: 3, reason: 'Tr0ub4dor is new' }),
    late: allow({ paths: ['x'], line: 4, expires: '2020-01-01' }),
  };
  const redact = (text: string): string => text.replace('Tr0ub4dor', '********');

  function lists(complete = true) {
    const run = runPolicy({ allow: Object.values(entries) });
    const policy = run.forReport('shop:ci', DEFAULTS);
    const { allowance } = policy.judge(PLACE);
    run.addRedactor(redact);
    const findings = [makeFinding({ allowed: allowance }), makeFinding()];
    const report = makeReport({
      findings,
      coverage: { complete },
      allowances: policy.allowances(findings, redact),
    });
    return run.withUnused([report])[0]?.allowances;
  }

  it('in numbers and by entry, redacted', () => {
    expect(lists()).toEqual({
      findings: 1,
      expired: [{ file: '.drydock.yml', line: 2, reason: '******** is old', expires: '2020-01-01' }],
      unused: [
        { file: '.drydock.yml', line: 3, reason: '******** is new', expires: null },
        { file: '.drydock.yml', line: 4, reason: 'made up', expires: '2020-01-01' },
      ],
    });
  });

  it('but of what was not of use nothing, when not everything was read', () => {
    expect(lists(false)?.unused).toEqual([]);
  });

  it('and what is of use for one image of a run is not unused for another', () => {
    const run = runPolicy({
      allow: [allow({ rule: 'generic-*' })],
      images: [
        { image: 'worker', allow: [allow({ rule: 'jwt', line: 20 })], severity: [] },
        { image: 'nobody', allow: [allow({ rule: 'jwt', line: 30 })], severity: [] },
      ],
    });
    run.forReport('shop:ci', DEFAULTS).judge(PLACE);
    run.forReport('worker:ci', DEFAULTS);
    const lines = run
      .withUnused([makeReport(), makeReport()])
      .map(({ allowances }) => allowances.unused.map(({ line }) => line));
    expect(lines).toEqual([[20], [20]]);
  });
});

describe('severities', () => {
  const policy = runPolicy({
    severity: [severity('generic-*', 'low'), severity('generic-password', 'critical')],
    images: [{ image: 'shop', allow: [], severity: [severity('jwt', 'low')] }],
  });

  it('are the last that fits, and say so', () => {
    const report = policy.forReport(null, DEFAULTS);
    expect(report.severity('generic-password', 'high', 'high')).toEqual({
      severity: 'critical',
      note: 'severity critical by .drydock.yml:9, where the rule says high',
    });
    expect(report.severity('generic-api-key', 'high', 'high').severity).toBe('low');
    expect(report.severity('jwt', 'medium', 'medium')).toEqual({ severity: 'medium', note: null });
  });

  it('do not undo what a check lowered', () => {
    const report = policy.forReport(null, DEFAULTS);
    expect(report.severity('generic-password', 'low', 'high').severity).toBe('low');
    expect(report.severity('generic-api-key', 'medium', 'high').severity).toBe('low');
  });

  it('are those of the image’s section after those of all', () => {
    expect(policy.forReport('shop:ci', DEFAULTS).severity('jwt', 'medium', 'medium').severity).toBe('low');
    expect(policy.forReport('worker:ci', DEFAULTS).severity('jwt', 'medium', 'medium').severity).toBe(
      'medium',
    );
  });
});

describe('sections', () => {
  it('change threshold and gate for images that fit, the last one last', () => {
    const run = runPolicy({
      images: [
        { image: '*', allow: [], severity: [], failOn: 'low' },
        { image: 'shop', allow: [], severity: [], failOn: 'never', gate: 'all' },
      ],
    });
    expect(run.forReport('shop:ci', DEFAULTS)).toMatchObject({ failOn: 'never', gate: 'all' });
    expect(run.forReport('other:ci', DEFAULTS)).toMatchObject({ failOn: 'low', gate: 'own' });
    expect(run.forReport(null, DEFAULTS)).toMatchObject({ failOn: 'high', gate: 'own' });
  });
});

describe('a rule that there is not is told with its line and the nearest', () => {
  it.each([
    [
      { allow: [allow({ rule: 'generic-pasword' })] },
      '.drydock.yml:3: no rule is called "generic-pasword": did you mean "generic-password"?',
    ],
    [
      { severity: [severity('zzz-*', 'low')] },
      '.drydock.yml:9: no rule is called "zzz-*": see drydock rules list',
    ],
    [
      { images: [{ image: '*', allow: [], severity: [severity('jwtt', 'low')] }] },
      '.drydock.yml:9: no rule is called "jwtt": did you mean "jwt"?',
    ],
  ])('%j', (policy, line) => {
    expect(() => runPolicy(policy)).toThrow(UserError);
    expect(() => runPolicy(policy)).toThrow(expect.objectContaining({ line }));
  });
});
