import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeAnnotations } from '../../src/report/annotations.js';
import {
  makeFinding,
  makeInstruction,
  makeOccurrence,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

const BLOCKED = { outcome: 'blocked' } as const;

/** Findings on lines of their own. */
function findingsOnLines(
  count: number,
  overrides: Parameters<typeof makeFinding>[0] = {},
): ReturnType<typeof makeFinding>[] {
  return Array.from({ length: count }, (_, index) =>
    makeFinding({
      fingerprint: `f${String(index).padStart(4, '0')}`,
      occurrences: [makeOccurrence({ source: { file: '.env', line: index + 1 } })],
      ...overrides,
    }),
  );
}

describe('makeAnnotations', () => {
  it('says at the line of the checkout what leaks and what to do', () => {
    expect(
      makeAnnotations([
        makeReport({ findings: [makeFinding({ notes: ['checksum fits'] })], verdict: BLOCKED }),
      ]),
    ).toEqual([
      {
        level: 'error',
        title: 'OpenAI API key in shop:ci',
        file: 'Dockerfile',
        startLine: 7,
        endLine: 7,
        message: [
          'Critical: OpenAI API key (sk-proj-Pt…mUhd) in srv/.env:2:16 (layer 3)',
          'checksum fits',
          'Keep srv/.env out of the build context.',
          '1. Add `.env` to .dockerignore.',
          '2. Give the key to the container when it starts, not to the image.',
          'Revoke it: https://platform.openai.com/api-keys',
        ].join('\n'),
      },
    ]);
  });

  it('is silent about what is allowed, and low about what the baseline knows', () => {
    const allowed = {
      by: 'config',
      file: '.drydock.yml',
      line: 3,
      reason: 'a test key',
      expires: null,
    } as const;
    const findings = [makeFinding({ allowed }), makeFinding({ fingerprint: 'b', baseline: 'known' })];
    const annotations = makeAnnotations([makeReport({ findings })]);
    expect(annotations.map(({ level, title }) => [level, title])).toEqual([
      ['notice', 'OpenAI API key in shop:ci'],
    ]);
  });

  it('is silent about a clean image', () => {
    expect(makeAnnotations([makeReport()])).toEqual([]);
    expect(makeAnnotations([])).toEqual([]);
  });

  it('has an error for what blocks, a notice for what is low, a warning for the rest', () => {
    const annotations = makeAnnotations([makeRichReport()]);
    expect(annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
      'error OpenAI API key in shop:ci',
      'error AWS access key in shop:ci',
      'error Password in a database URL in shop:ci',
      'error npm access token in shop:ci',
      'error Scan of shop:ci is incomplete',
      'warning Private key in shop:ci',
      'warning JSON web token in shop:ci',
      'notice Private key in shop:ci',
    ]);
  });

  it('is on the run where no line is known, and has a column where that is known', () => {
    const nowhere = makeFinding({ fingerprint: 'a', occurrences: [makeOccurrence({ instruction: null })] });
    const exact = makeFinding({
      fingerprint: 'b',
      occurrences: [
        makeOccurrence({ in: 'context', path: '.env', line: 3, column: 9, layer: null, instruction: null }),
      ],
    });
    const [first, second] = makeAnnotations([makeReport({ findings: [nowhere, exact], verdict: BLOCKED })], {
      context: 'shop',
    });
    expect(first).not.toHaveProperty('file');
    expect(first).not.toHaveProperty('startLine');
    expect(second).toMatchObject({ file: 'shop/.env', startLine: 3, endLine: 3, startColumn: 9 });
  });

  it('finds the place that has a line among those that have none', () => {
    const occurrences = [makeOccurrence({ source: { file: '/outside', line: 1 } }), makeOccurrence()];
    const [annotation] = makeAnnotations([makeReport({ findings: [makeFinding({ occurrences })] })]);
    expect(annotation).toMatchObject({ file: 'Dockerfile', startLine: 7 });
  });

  it('puts the secrets of one line into one annotation', () => {
    const findings = [
      makeFinding({ fingerprint: 'a', severity: 'high', title: 'Groq API key' }),
      makeFinding({ fingerprint: 'b' }),
      makeFinding({ fingerprint: 'c', severity: 'low' }),
    ];
    const annotations = makeAnnotations([makeReport({ findings, verdict: BLOCKED })]);
    expect(annotations.map(({ level, title }) => [level, title])).toEqual([
      ['error', '2 secrets in shop:ci'],
      ['notice', 'OpenAI API key in shop:ci'],
    ]);
    expect(annotations[0]!.message).toBe(
      'Critical: OpenAI API key (sk-proj-Pt…mUhd) in srv/.env:2:16 (layer 3)\n' +
        'High: Groq API key (sk-proj-Pt…mUhd) in srv/.env:2:16 (layer 3)',
    );
  });

  it('names the image of each where several images have secrets of one line', () => {
    const reports = ['shop:ci', 'web:ci'].map((reference) =>
      makeReport({ target: { reference }, findings: [makeFinding()], verdict: BLOCKED }),
    );
    const [annotation] = makeAnnotations(reports);
    expect(annotation?.title).toBe('2 secrets in shop:ci, web:ci');
    expect(annotation?.message).toMatch(/ in shop:ci in srv\/\.env.*\n.* in web:ci in srv\/\.env/);
  });

  it('never shows a raw value', () => {
    const parts = [{ name: 'id', redacted: 'AK…', value: 'RAW-PART' }];
    const findings = [makeFinding({ value: 'RAW-VALUE' }), makeFinding({ value: 'RAW-VALUE', parts })];
    expect(JSON.stringify(makeAnnotations([makeReport({ findings })]))).not.toContain('RAW-');
  });

  it('warns of a gap that was allowed, and fails one that was not', () => {
    const gap = (outcome: 'pass' | 'incomplete'): unknown =>
      makeAnnotations([makeReport({ coverage: { complete: false }, verdict: { outcome } })])[0]?.level;
    expect(gap('pass')).toBe('warning');
    expect(gap('incomplete')).toBe('error');
  });
});

describe('the limits of GitHub', () => {
  it('leave one error of a step for its verdict, and the last of a level says what had no room', () => {
    const findings = [...findingsOnLines(30), ...findingsOnLines(9, { severity: 'medium' })];
    const annotations = makeAnnotations([makeReport({ findings, verdict: BLOCKED })]);
    const errors = annotations.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(9);
    expect(errors.slice(0, 8).map((annotation) => annotation.startLine)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(errors[8]).toMatchObject({ title: 'Drydock: 22 more secrets' });
    expect(errors[8]).not.toHaveProperty('file');
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(9);
  });

  it('keep gaps in sight whatever was found', () => {
    const report = makeReport({
      findings: findingsOnLines(30),
      coverage: { complete: false },
      verdict: BLOCKED,
    });
    const annotations = makeAnnotations([report]);
    expect(annotations).toHaveLength(9);
    expect(annotations.map(({ title }) => title)).toContain('Scan of shop:ci is incomplete');
    expect(annotations.at(-1)?.title).toBe('Drydock: 23 more secrets');
  });

  it('count images that were not read to the end where they are many', () => {
    const reports = Array.from({ length: 40 }, () =>
      makeReport({ coverage: { complete: false }, verdict: { outcome: 'incomplete' } }),
    );
    const annotations = makeAnnotations(reports, { maxPerLevel: 4 });
    expect(annotations).toHaveLength(4);
    expect(annotations.at(-1)?.title).toMatch(/^Drydock: \d+ more images not read to the end$/);
    const told = annotations.filter(({ title }) => title.startsWith('Scan of')).length;
    expect(annotations.at(-1)?.title).toContain(` ${40 - told} more`);
  });

  it('hold messages to 4,096 characters, with whole findings', () => {
    const findings = Array.from({ length: 500 }, (_, index) =>
      makeFinding({ fingerprint: `f${index}`, title: `Key ${index}` }),
    );
    const [annotation] = makeAnnotations([makeReport({ findings, verdict: BLOCKED })]);
    expect(annotation!.title).toBe('500 secrets in shop:ci');
    expect(annotation!.message.length).toBeLessThanOrEqual(4096);
    const lines = annotation!.message.split('\n');
    expect(lines.at(-1)).toBe(`and ${500 - (lines.length - 1)} more secrets`);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^Critical: .*\(layer 3\)$/);
  });

  it('hold for anything that an image may hold', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.string({ unit: 'binary', minLength: 300, maxLength: 600 }),
    );
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, count) => {
        const remedy = { summary: text, steps: Array<string>(20).fill(text), revokeUrl: text };
        const occurrences = [makeOccurrence({ path: text, instruction: makeInstruction({ text }) })];
        const findings = Array.from({ length: count }, () =>
          makeFinding({ title: text, redacted: text, notes: [text], remedy, occurrences }),
        );
        const skipped = Array.from({ length: 30 }, () => ({ path: text, layer: 1, reason: text, bytes: 0 }));
        const report = makeReport({
          target: { reference: text },
          findings,
          coverage: { complete: false, skipped },
        });
        for (const { title, message } of makeAnnotations([report])) {
          expect(title.length).toBeLessThanOrEqual(255);
          expect(message.length).toBeLessThanOrEqual(4096);
          expect(title + message).not.toMatch(/(?!\n)\p{C}/u);
        }
      }),
      { numRuns: 50 },
    );
  });
});
