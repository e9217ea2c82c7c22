import { describe, expect, it } from '@jest/globals';
import { isBlocking } from '../../src/model/blocking.js';
import { orderFindings, orderOccurrences } from '../../src/report/finding-order.js';
import {
  describeCoverage,
  describeEncoding,
  describePath,
  describePlace,
  describeSkipped,
  describeState,
  describeVerdict,
} from '../../src/report/wording.js';
import { describeLeave } from '../../src/report/policy-wording.js';
import {
  makeFinding,
  makeLayer,
  makeOccurrence,
  makePolicyReport,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

describe('describeVerdict', () => {
  const high = makeFinding({ severity: 'high', fingerprint: 'b' });
  const low = makeFinding({ severity: 'low', fingerprint: 'c' });
  const skipped = [{ path: 'a.gz', layer: 1, reason: 'gzip data ends early', bytes: 5 }];

  it.each([
    ['a clean image', makeReport(), 'no secrets in shop:ci'],
    [
      'one secret that does not block',
      makeReport({ findings: [low] }),
      '1 secret in shop:ci (1 low), it does not block',
    ],
    [
      'several that do not block',
      makeReport({ findings: [low, { ...high, owner: 'base' }] }),
      '2 secrets in shop:ci (1 high, 1 low), none of them blocks',
    ],
    [
      'a threshold of never',
      makeReport({ findings: [high], verdict: { failOn: 'never' } }),
      '1 secret in shop:ci (1 high), reported only, as fail-on is never',
    ],
    [
      'one that blocks',
      makeReport({ findings: [high], verdict: { outcome: 'blocked' } }),
      '1 secret at or above high in shop:ci (1 high)',
    ],
    [
      'one that blocks beside one that does not',
      makeReport({ findings: [low, high], verdict: { outcome: 'blocked' } }),
      '1 secret at or above high in shop:ci (1 high); 1 more does not block',
    ],
    [
      'a gap',
      makeReport({ coverage: { complete: false, skipped }, verdict: { outcome: 'incomplete' } }),
      '1 item could not be read in shop:ci; no secret found in the rest',
    ],
    [
      'a gap beside what blocks',
      makeReport({
        findings: [high],
        coverage: { complete: false, skipped },
        verdict: { outcome: 'blocked' },
      }),
      '1 secret at or above high in shop:ci (1 high). The scan is incomplete as well: 1 item could not be read',
    ],
    [
      'a gap that the user allowed',
      makeReport({ coverage: { complete: false, skipped } }),
      'no secrets in shop:ci; 1 item could not be read',
    ],
  ])('of %s', (_, report, expected) => {
    expect(describeVerdict(report)).toBe(expected);
  });

  it('keeps a name from steering the terminal', () => {
    const report = makeReport({ target: { reference: 'a\u001b[2Jb' } });
    expect(describeVerdict(report)).toBe('no secrets in a\\x1b[2Jb');
  });
});

describe('isBlocking', () => {
  it.each([
    ['critical', 'own', 'high', 'own', true],
    ['high', 'own', 'high', 'own', true],
    ['medium', 'own', 'high', 'own', false],
    ['critical', 'base', 'high', 'own', false],
    ['critical', 'package', 'high', 'own', false],
    ['critical', 'base', 'high', 'all', true],
    ['critical', 'own', 'never', 'all', false],
    ['low', 'own', 'low', 'own', true],
  ] as const)('%s, %s, with fail-on %s and gate %s: %s', (severity, owner, failOn, gate, expected) => {
    expect(isBlocking(makeFinding({ severity, owner }), { failOn, gate })).toBe(expected);
  });
});

describe('the order', () => {
  it('puts what blocks first, then the most severe, then live keys, and does not depend on the order of input', () => {
    const report = makeReport({
      findings: [
        makeFinding({ fingerprint: 'low', severity: 'low' }),
        makeFinding({ fingerprint: 'base', owner: 'base' }),
        makeFinding({ fingerprint: 'high', severity: 'high' }),
        makeFinding({ fingerprint: 'b' }),
        makeFinding({ fingerprint: 'a' }),
        makeFinding({ fingerprint: 'live', verification: 'live' }),
      ],
    });
    const order = ['live', 'a', 'b', 'high', 'base', 'low'];
    const reversed = { ...report, findings: [...report.findings].reverse() };
    expect(orderFindings(report).map((finding) => finding.fingerprint)).toEqual(order);
    expect(orderFindings(reversed).map((finding) => finding.fingerprint)).toEqual(order);
  });

  it('puts the place that names a file of the checkout first', () => {
    const places = [
      makeOccurrence({ path: 'none', instruction: null }),
      makeOccurrence({ path: 'instruction' }),
      makeOccurrence({ path: 'context', in: 'context', instruction: null }),
      makeOccurrence({ path: 'source', source: { file: '.env', line: 1 } }),
    ];
    const ordered = orderOccurrences(makeFinding({ occurrences: places })).map((place) => place.path);
    expect(ordered).toEqual(['source', 'context', 'instruction', 'none']);
  });
});

describe('allowances and the baseline', () => {
  it('are named by the verdict', () => {
    const report = makePolicyReport();
    expect(describeVerdict(report)).toBe(
      '1 secret at or above high in shop:ci (1 critical); 3 more do not block (2 allowed, 1 known from the baseline)',
    );
    const [, ...spared] = report.findings;
    const passed = { ...report, findings: spared, verdict: { ...report.verdict, outcome: 'pass' as const } };
    expect(describeVerdict(passed)).toBe(
      '3 secrets in shop:ci (3 critical), none of them blocks (2 allowed, 1 known from the baseline)',
    );
    const gap = { ...report, verdict: { ...report.verdict, outcome: 'incomplete' as const } };
    expect(describeVerdict(gap)).toMatch(/found in the rest \(2 allowed, 1 known from the baseline\)$/);
  });

  it('say who allowed what, until when and why', () => {
    const [blocking, byConfig, byComment, known] = makePolicyReport().findings;
    expect([blocking!, byConfig!, byComment!, known!].map((finding) => describeLeave(finding))).toEqual([
      '',
      'allowed by .drydock.yml:12 until 2026-12-31: a key of the sandbox',
      'allowed by the comment in app/settings.py:4: an example',
      'known from the baseline',
    ]);
  });

  it('show text of people as it can be seen', () => {
    const allowed = { by: 'config', file: 'a\u202e', line: null, reason: 'x\ny', expires: null } as const;
    expect(describeLeave(makeFinding({ allowed }))).toBe('allowed by a\\u{202e}: x\\ny');
  });
});

describe('places', () => {
  it('are told by layer, state, encoding and position', () => {
    const hidden = makeOccurrence({ state: 'deleted', hiddenBy: 6, encoding: ['base64', 'utf-16le'] });
    expect(describePlace(hidden)).toBe('layer 3');
    expect(describeState(hidden)).toBe('deleted by layer 6, still extractable from layer 3');
    expect(describeEncoding(hidden)).toBe('utf-16le in base64');
    expect(describePath(hidden)).toBe('srv/.env:2:16');
  });

  it('name the instruction that hid a secret, as the format quotes it', () => {
    const hidden = makeOccurrence({ state: 'deleted', hiddenBy: 6 });
    const hider = makeLayer({ index: 6, createdBy: 'RUN /bin/sh -c rm .env # buildkit' });
    const layers = [makeLayer({ index: 5 }), hider];
    expect(describeState(hidden, layers)).toBe(
      'deleted by `RUN rm .env` (layer 6), still extractable from layer 3',
    );
    const long = `RUN ${'very '.repeat(30)}long`;
    const shortened = describeState(hidden, [{ ...hider, createdBy: long }], (text) => `<${text}>`);
    expect(shortened).toMatch(
      /^deleted by <RUN very .{47,60}…> \(layer 6\), still extractable from layer 3$/,
    );
    expect(describeState(hidden, [{ ...hider, createdBy: '' }])).toBe(
      'deleted by layer 6, still extractable from layer 3',
    );
    expect(describeState(hidden, [{ ...hider, createdBy: 'RUN a\u001b[2J' }])).not.toContain('\u001b');
  });

  it('say nothing of what is not known', () => {
    const config = makeOccurrence({
      in: 'config',
      path: 'Env/KEY',
      line: null,
      column: null,
      layer: null,
      state: null,
    });
    expect(describePlace(config)).toBe('image config');
    expect(describeState(config)).toBe('');
    expect(describePath(config)).toBe('Env/KEY');
    expect(describePath(makeOccurrence({ column: null }))).toBe('srv/.env:2');
    expect(describeState(makeOccurrence({ state: 'overwritten' }))).toBe(
      'overwritten, still extractable from layer 3',
    );
  });
});

describe('coverage', () => {
  it('is told in bytes, files and layers', () => {
    expect(describeCoverage(makeReport().coverage)).toBe('Read 1.3 GB in 55,010 files of 12 layers');
    expect(describeCoverage({ ...makeReport().coverage, bytes: 1, files: 1, layers: 0 })).toBe(
      'Read 1 byte in 1 file',
    );
  });

  it('names what was skipped', () => {
    expect(makeRichReport().coverage.skipped.map(describeSkipped)).toEqual([
      'layer 4: var/backups/dump.sql.gz: gzip data ends early (12 MB)',
      'layer 4: srv/uploads/archive.zip!/photos.zip: nested more than 4 levels deep',
    ]);
  });
});
