import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { renderSarif, type SarifOptions } from '../../src/report/sarif.js';
import {
  makeFinding,
  makeInstruction,
  makeOccurrence,
  makePolicyReport,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

type TestReport = ReturnType<typeof makeReport>;

function runsOf(reports: readonly TestReport[], options: SarifOptions = {}): Run[] {
  return (JSON.parse(renderSarif(reports, options)) as Log).runs;
}

function resultsOf(report: TestReport, options: SarifOptions = {}): Result[] {
  return runsOf([report], options)[0]!.results ?? [];
}

function resultOf(finding: Parameters<typeof makeFinding>[0], options: SarifOptions = {}): Result {
  return resultsOf(makeReport({ findings: [makeFinding(finding)] }), options)[0]!;
}

const OUTSIDE = { line: null, column: null, layer: null, state: null, instruction: null } as const;

describe('a run', () => {
  it('is there for each image, under a category of its own', () => {
    const references = ['shop:ci', 'ghcr.io/acme/web:1', 'shop:ci', 'shop:ci'];
    const reports = references.map((reference, index) =>
      makeReport({ target: { reference, platform: index === 2 ? 'linux/arm64' : 'linux/amd64' } }),
    );
    expect(runsOf(reports).map((run) => run.automationDetails?.id)).toEqual([
      'drydock/shop:ci/linux/amd64/',
      'drydock/ghcr.io/acme/web:1/linux/amd64/',
      'drydock/shop:ci/linux/arm64/',
      'drydock/shop:ci/linux/amd64/2/',
    ]);
  });

  it('has the same category in a job of its own, so that no job of a matrix takes the place of another', () => {
    const ids = ['linux/amd64', 'linux/arm64', null].map(
      (platform) => runsOf([makeReport({ target: { platform } })])[0]?.automationDetails?.id,
    );
    expect(ids).toEqual(['drydock/shop:ci/linux/amd64/', 'drydock/shop:ci/linux/arm64/', 'drydock/shop:ci/']);
  });

  it('names the page about the tool', () => {
    expect(runsOf([makeReport()])[0]?.tool.driver.informationUri).toMatch(/^https:\/\//);
  });

  it('never shares a category, whatever the images are called', () => {
    const reports = Array.from({ length: 4 }, () => makeReport());
    expect(new Set(runsOf(reports).map((run) => run.automationDetails?.id)).size).toBe(4);
  });

  it('takes the category that is asked for, with the image where there are several', () => {
    const reports = [makeReport(), makeReport({ target: { reference: 'web:ci' } })];
    const ids = (given: TestReport[]): unknown[] =>
      runsOf(given, { category: 'images' }).map((run) => run.automationDetails?.id);
    expect(ids(reports.slice(0, 1))).toEqual(['images/']);
    expect(ids(reports)).toEqual(['images/shop:ci/linux/amd64/', 'images/web:ci/linux/amd64/']);
  });

  it('says when not everything was read, and names what was not', () => {
    const [invocation] = runsOf([makeRichReport()])[0]!.invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications?.map(({ message }) => message.text)).toEqual([
      'Not read: layer 4: var/backups/dump.sql.gz: gzip data ends early (12 MB).',
      'Not read: layer 4: srv/uploads/archive.zip!/photos.zip: nested more than 4 levels deep.',
    ]);
    const [whole] = runsOf([makeReport()])[0]!.invocations ?? [];
    expect(whole).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  });
});

describe('a rule', () => {
  const severities = ['critical', 'high', 'medium', 'low'] as const;

  it.each([
    ['critical', 'openai-api-key', '9.5', 'error'],
    ['high', 'openai-api-key', '8.0', 'error'],
    ['medium', 'openai-api-key', '5.5', 'warning'],
    ['low', 'openai-api-key/low', '2.0', 'note'],
  ] as const)('of severity %s is %s, %s, %s', (severity, id, score, level) => {
    const [run] = runsOf([makeReport({ findings: [makeFinding({ severity })] })]);
    expect(run?.tool.driver.rules).toHaveLength(1);
    expect(run?.tool.driver.rules?.[0]).toMatchObject({
      id,
      defaultConfiguration: { level },
      properties: { 'security-severity': score },
    });
    expect(run?.results?.[0]).toMatchObject({ ruleId: id, ruleIndex: 0, level });
  });

  it('is there once for all its findings, as severe as the worst', () => {
    const findings = severities.map((severity) => makeFinding({ severity, fingerprint: severity })).reverse();
    const [run] = runsOf([makeReport({ findings })]);
    const rules = run?.tool.driver.rules?.map(({ id, properties }) => [
      id,
      properties?.['security-severity'] as string,
    ]);
    expect(rules).toEqual([
      ['openai-api-key', '9.5'],
      ['openai-api-key/low', '2.0'],
    ]);
    expect(run?.results?.map((result) => result.ruleIndex)).toEqual([0, 0, 0, 1]);
  });

  it('has what GitHub asks for, within its limits', () => {
    const [run] = runsOf([
      makeReport({ findings: [makeFinding({ title: 'T'.repeat(3000), provider: 'P'.repeat(3000) })] }),
    ]);
    const rule = run?.tool.driver.rules?.[0];
    expect(rule?.shortDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.fullDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.help?.text).toContain('Revoke it at https://platform.openai.com/api-keys');
    expect(rule?.help?.markdown).toContain('[Revoke it](<https://platform.openai.com/api-keys>)');
    expect(rule?.properties?.tags?.length).toBeLessThanOrEqual(10);
  });
});

describe('a result', () => {
  it('says what, where and what to do', () => {
    expect(resultOf({ notes: ['checksum fits'] }).message.text).toBe(
      'OpenAI API key (sk-proj-Pt…mUhd) in srv/.env:2:16 (layer 3, present). Checksum fits. ' +
        'Keep srv/.env out of the build context. Revoke it: https://platform.openai.com/api-keys',
    );
  });

  it('never holds a raw value', () => {
    const parts = [{ name: 'id', redacted: 'AK…', value: 'RAW-PART' }];
    const findings = [makeFinding({ value: 'RAW-VALUE' }), makeFinding({ value: 'RAW-VALUE', parts })];
    expect(renderSarif([makeReport({ findings })])).not.toContain('RAW-');
  });

  it('has a fingerprint of the secret, whatever line it stands in', () => {
    const at = (line: number): Result =>
      resultOf({ occurrences: [makeOccurrence({ line, source: { file: '.env', line } })] });
    expect(at(3).partialFingerprints).toEqual({ primaryLocationLineHash: '4be1a0c25f7d9e13:1' });
    expect(at(4).partialFingerprints).toEqual(at(3).partialFingerprints);
  });

  it('is shown at the file, else at the instruction, else at the Dockerfile', () => {
    const uri = (occurrence: Parameters<typeof makeOccurrence>[0], options: SarifOptions = {}): unknown[] => {
      const { artifactLocation, region } = resultOf({ occurrences: [makeOccurrence(occurrence)] }, options)
        .locations![0]!.physicalLocation!;
      return [artifactLocation?.uri, region?.startLine, region?.startColumn];
    };
    expect(uri({ source: { file: 'app/.env', line: 2 } })).toEqual(['app/.env', 2, 1]);
    expect(uri({})).toEqual(['Dockerfile', 7, 1]);
    expect(
      uri({ ...OUTSIDE, in: 'context', path: 'a/.env', line: 4, column: 20 }, { context: 'shop' }),
    ).toEqual(['shop/a/.env', 4, 20]);
    expect(uri({ ...OUTSIDE, in: 'config', path: 'Env/X' })).toEqual(['Dockerfile', 1, 1]);
    expect(uri({ ...OUTSIDE, in: 'config', path: 'Env/X' }, { context: 'shop' })).toEqual([
      'shop/Dockerfile',
      1,
      1,
    ]);
    expect(uri({ instruction: null }, { dockerfile: './build/app.Dockerfile' })).toEqual([
      'build/app.Dockerfile',
      1,
      1,
    ]);
    expect(uri({ source: { file: '/etc/passwd', line: 2 } })).toEqual(['Dockerfile', 1, 1]);
  });

  it('has its place in the image as a logical location', () => {
    const name = (occurrence: Parameters<typeof makeOccurrence>[0]): unknown =>
      resultOf({ occurrences: [makeOccurrence(occurrence)] }).locations![0]!.logicalLocations?.[0]
        ?.fullyQualifiedName;
    expect(name({})).toBe('shop:ci!layer/3!/srv/.env');
    expect(name({ ...OUTSIDE, in: 'config', path: 'Env/X' })).toBe('shop:ci!config!/Env/X');
    expect(name({ ...OUTSIDE, in: 'context', path: '.env', line: 1, column: 1 })).toBeUndefined();
  });

  it('has the other places as related locations, some of them where there are many', () => {
    const occurrences = Array.from({ length: 2000 }, (_, index) =>
      makeOccurrence({ path: `srv/${index}.env` }),
    );
    const result = resultOf({ occurrences });
    expect(result.locations).toHaveLength(1);
    expect(result.relatedLocations?.map((location) => location.id)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(result.message.text).toContain('and at 1,999 more places');
    expect(result.properties?.['occurrences']).toBe(2000);
  });

  it('has a place even where the finding has none', () => {
    expect(resultOf({ occurrences: [] }).locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'Dockerfile',
    );
  });

  it('makes no link of text from the image', () => {
    expect(resultOf({ redacted: '[click](1)' }).message.text).not.toContain('](');
  });
});

describe('allowances and the baseline', () => {
  it('suppress what is allowed, and say who allowed it; all results then say whether they are', () => {
    const results = resultsOf(makePolicyReport());
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'a key of the sandbox (until 2026-12-31)',
          location: {
            physicalLocation: {
              artifactLocation: { uri: '.drydock.yml' },
              region: { startLine: 12, startColumn: 1, endLine: 12, endColumn: 2 },
            },
          },
        },
      ],
      [expect.objectContaining({ kind: 'inSource', status: 'accepted', justification: 'an example' })],
      [],
    ]);
    expect(results[1]?.message.text).toContain(
      'Allowed by .drydock.yml:12 until 2026-12-31: a key of the sandbox.',
    );
  });

  it('leave out what is allowed where every result becomes an alert, and say so', () => {
    const [run] = runsOf([makePolicyReport()], { allowed: 'omitted' });
    expect(run?.results).toHaveLength(2);
    expect(run?.results?.some((result) => 'suppressions' in result)).toBe(false);
    const notifications = run?.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(notifications.map(({ level, message }) => [level, message.text])).toEqual([
      ['note', '2 secrets are allowed.'],
      ['warning', 'Expired: .drydock.yml:20 until 2026-01-31: until the vendor rotates.'],
      ['note', 'Unused: .drydock.yml:30: an old fixture.'],
    ]);
  });

  it('tell what is new from what is known', () => {
    expect(resultsOf(makePolicyReport()).map(({ baselineState }) => baselineState)).toEqual([
      'new',
      'new',
      'new',
      'unchanged',
    ]);
    expect(resultOf({})).not.toHaveProperty('baselineState');
    expect(resultOf({})).not.toHaveProperty('suppressions');
  });
});

describe('URIs and regions', () => {
  it.each([
    ['a b#c?d%e/f.env', 'a%20b%23c%3Fd%25e/f.env'],
    ['http://evil.example/x', 'http%3A/evil.example/x'],
    ['\\windows\\x', '%5Cwindows%5Cx'],
    ['日本/\ud83d.env', '%E6%97%A5%E6%9C%AC/%EF%BF%BD.env'],
  ])('of %j: %s', (file, expected) => {
    const result = resultOf({ occurrences: [makeOccurrence({ source: { file, line: 1 } })] });
    expect(result.locations![0]!.physicalLocation?.artifactLocation?.uri).toBe(expected);
  });

  it('are valid and relative for any path, line and column', () => {
    const anyPath = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('..', '.', '/', 'a', ':', '!/')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyPath, fc.integer(), fc.integer(), (file, line, column) => {
        const inContext = makeOccurrence({ ...OUTSIDE, in: 'context', path: file, line, column });
        for (const occurrence of [
          inContext,
          makeOccurrence({ source: { file, line }, instruction: makeInstruction({ file, line }) }),
        ]) {
          const { artifactLocation, region } = resultOf({ occurrences: [occurrence] }).locations![0]!
            .physicalLocation!;
          expect(artifactLocation?.uri).toMatch(/^(?!\/)(?:[\w.~!*'()-]|%[0-9A-F]{2}|\/)+$/);
          expect(new URL(artifactLocation?.uri ?? '', 'https://base.example/r/').pathname).toMatch(/^\/r\/./);
          expect(region?.startLine).toBeGreaterThanOrEqual(1);
          expect(region?.startColumn).toBeGreaterThanOrEqual(1);
          expect(region?.endColumn).toBeGreaterThan(region?.startColumn ?? Infinity);
        }
      }),
    );
  });
});

describe('the limits', () => {
  const severities = ['low', 'critical', 'medium', 'high'] as const;
  const findings = Array.from({ length: 6000 }, (_, index) =>
    makeFinding({ fingerprint: `f${index}`, severity: severities[index % 4]! }),
  );
  const cutOf = (run: Run | undefined): unknown =>
    run?.invocations?.[0]?.toolExecutionNotifications?.find(
      ({ descriptor }) => descriptor?.id === 'results-cut',
    )?.message.text;

  it('keep the 5,000 most severe results, and say what was left out', () => {
    const [run] = runsOf([makeReport({ findings })]);
    expect(run?.results).toHaveLength(5000);
    const levels =
      run?.results?.map((result) => ['error', 'warning', 'note'].indexOf(result.level ?? '')) ?? [];
    expect(levels).toEqual([...levels].sort());
    expect(levels.filter((level) => level === 2)).toHaveLength(500);
    expect(cutOf(run)).toContain('1,000 results left out');
    expect(run?.automationDetails?.description?.text).toMatch(/^Secrets in shop:ci\. 1,000 results left out/);
  });

  it('keep the upload under 10 MB after gzip, even with paths that do not compress', () => {
    const seeded = fc.sample(
      fc.string({
        unit: fc.constantFrom(
          ...Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'),
        ),
        minLength: 900,
        maxLength: 900,
      }),
      { numRuns: 400, seed: 7 },
    );
    const occurrences = seeded.map((name) => makeOccurrence({ path: name, source: { file: name, line: 1 } }));
    const many = Array.from({ length: 400 }, (_, index) =>
      makeFinding({
        fingerprint: `f${index}`,
        occurrences: occurrences.slice(index % 300, (index % 300) + 51),
      }),
    );
    const text = renderSarif([makeReport({ findings: many })]);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(cutOf((JSON.parse(text) as Log).runs[0])).toContain('left out');
  });

  it('say nothing where nothing was left out', () => {
    expect(cutOf(runsOf([makeRichReport()])[0])).toBeUndefined();
  });

  it('name some of very many gaps and count the others', () => {
    const skipped = Array.from({ length: 5000 }, (_, index) => ({
      path: `${index}`,
      layer: 0,
      reason: 'bad',
      bytes: 0,
    }));
    const [run] = runsOf([makeReport({ coverage: { complete: false, skipped } })]);
    const notifications = run?.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(notifications).toHaveLength(201);
    expect(notifications.at(-1)?.message.text).toBe('4,800 more items could not be read.');
  });
});
