import { describe, expect, it } from '@jest/globals';
import { renderJson } from '../../src/report/json.js';
import { makeFinding, makeOccurrence, makeReport, makeRichReport } from '../helpers/sample-report.js';

describe('renderJson', () => {
  it('is the report itself, to the last value', () => {
    const report = makeRichReport();
    expect(JSON.parse(renderJson([report]))).toEqual(report);
  });

  it('is an object for one report and a list for any other number', () => {
    const report = makeReport();
    expect(JSON.parse(renderJson([]))).toEqual([]);
    expect(JSON.parse(renderJson([report, report]))).toEqual([report, report]);
  });

  it('ends with one line feed', () => {
    expect(renderJson([makeReport()])).toMatch(/\}\n$/);
  });

  it('has its keys in the documented order, whatever order they were made in', () => {
    const reversed = JSON.parse(JSON.stringify(makeRichReport()), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as ReturnType<typeof makeReport>;
    const parsed = JSON.parse(renderJson([reversed])) as ReturnType<typeof makeReport>;
    expect(Object.keys(parsed)).toEqual([
      'schema',
      'tool',
      'target',
      'layers',
      'findings',
      'coverage',
      'verdict',
      'allowances',
      'baseline',
    ]);
    expect(Object.keys(parsed.findings[0]!)).toEqual([
      'fingerprint',
      'rule',
      'title',
      'provider',
      'severity',
      'redacted',
      'parts',
      'owner',
      'verification',
      'notes',
      'occurrences',
      'remedy',
      'allowed',
      'baseline',
    ]);
    expect(Object.keys(parsed.findings[0]!.occurrences[0]!)).toEqual([
      'in',
      'path',
      'line',
      'column',
      'layer',
      'state',
      'hiddenBy',
      'encoding',
      'instruction',
      'source',
      'allowed',
    ]);
    expect(Object.keys(parsed.verdict.counts)).toEqual(['critical', 'high', 'medium', 'low']);
  });

  it('has no `value` but where the finding has one', () => {
    const parts = [{ name: 'key ID', redacted: 'AK…', value: 'raw-id' }];
    const hidden = renderJson([makeReport({ findings: [makeFinding()] })]);
    const revealed = renderJson([makeReport({ findings: [makeFinding({ value: 'raw\nvalue', parts })] })]);
    expect(hidden).not.toContain('"value"');
    expect((JSON.parse(revealed) as ReturnType<typeof makeReport>).findings[0]).toMatchObject({
      value: 'raw\nvalue',
      parts,
    });
  });

  it('keeps keys that it does not know', () => {
    const report = { ...makeReport(), futureKey: 1 };
    expect(JSON.parse(renderJson([report]))).toHaveProperty('futureKey', 1);
  });

  it('writes what a terminal would obey as escapes that read back the same', () => {
    const path = 'a\u001b[2J\u009b31m\u202egpj.exe\ud83d';
    const json = renderJson([
      makeReport({ findings: [makeFinding({ occurrences: [makeOccurrence({ path })] })] }),
    ]);
    expect(json).not.toMatch(/(?!\n)\p{C}/u);
    const parsed = JSON.parse(json) as ReturnType<typeof makeReport>;
    expect(parsed.findings[0]!.occurrences[0]!.path).toBe(path);
  });
});
