import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Allowance, Evidence, Finding, Report } from '../../src/model/report.js';
import type { Rule } from '../../src/model/rule.js';
import { renderExplanation } from '../../src/report/explain.js';
import { textWidth } from '../../src/report/visible-text.js';
import {
  makeFinding,
  makeInstruction,
  makeLayer,
  makeOccurrence,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

const evidence: Evidence = {
  by: 'assignment',
  keyword: 'passw',
  name: 'DB_PASSWORD',
  entropyBits: 4,
  minEntropyBits: 3.5,
  checks: [
    { name: 'crc32-base62', outcome: 'pass', note: 'checksum fits', atMost: null },
    { name: 'jwt', outcome: 'fail', note: 'expired', atMost: 'low' },
    { name: 'azure-sas', outcome: 'none', note: null, atMost: null },
  ],
};
const rule: Rule = {
  id: 'openai-api-key',
  title: 'OpenAI API key',
  provider: 'OpenAI',
  severity: 'high',
  keywords: [],
  near: ['openai', 'gpt'],
  nearBytes: 80,
  paths: ['*.env'],
  examples: { match: [], ignore: [] },
};
const allowed: Allowance = {
  by: 'config',
  file: '.drydock.yml',
  line: 12,
  reason: 'a key of the test server',
  expires: '2027-03-31',
};

interface Given {
  readonly finding?: Partial<Finding>;
  readonly report?: Parameters<typeof makeReport>[0];
  readonly rule?: Rule | null;
  readonly columns?: number;
}

function story(given: Given = {}): string {
  const report = makeReport({ verdict: { outcome: 'blocked' }, ...given.report });
  return renderExplanation(report, makeFinding(given.finding), given.rule === undefined ? rule : given.rule, {
    color: false,
    columns: given.columns ?? 80,
  });
}

/** The story without its line breaks. */
function flat(given: Given = {}): string {
  return story(given).replace(/\s+/g, ' ');
}

describe('the story of a finding', () => {
  it('says why it is one: rule, match, surroundings, entropy and every check', () => {
    const text = flat({ finding: { evidence, notes: ['checksum fits', 'expired', 'seen twice'] } });
    expect(text).toContain('matched the value of DB_PASSWORD, by its form and the keyword passw');
    expect(text).toContain('within 80 bytes stands one of openai, gpt');
    expect(text).toContain('whose path fits *.env');
    expect(text).toContain('4 bits per character; the rule asks for 3.5');
    expect(text).toContain('critical; the rule says high');
    expect(text).toContain('✔ crc32-base62: checksum fits');
    expect(text).toContain('✖ jwt: expired; so it is low at most');
    expect(text).toContain('– azure-sas: nothing to say of this one');
    expect(text).toContain('· seen twice');
    expect(text.match(/checksum fits/g)).toHaveLength(1);
  });

  it.each([
    [{ by: 'pattern', keyword: 'sk-', name: null }, 'the rule’s pattern, at the keyword sk-'],
    [{ by: 'file', keyword: null, name: null }, 'the file as a whole, which the rule knows by its path'],
    [{ by: 'assignment', keyword: 'passw', name: null }, 'the value of an assignment, by its form'],
  ] as const)('says what of the rule fits: %j', (how, words) => {
    expect(flat({ finding: { evidence: { ...evidence, ...how } } })).toContain(words);
  });

  it('does without what an older report, or an unknown rule, does not tell', () => {
    const text = flat({ rule: null });
    expect(text).toContain('rule openai-api-key');
    expect(text).not.toMatch(/matched|entropy|undefined|null/);
  });

  it('leads from every place to layer, history, Dockerfile and source, and to what hides it', () => {
    const layers = [
      makeLayer(),
      makeLayer({
        index: 3,
        origin: 'own',
        createdBy: 'COPY . . # buildkit',
        instruction: makeInstruction(),
      }),
      makeLayer({ index: 6, origin: 'own', createdBy: 'RUN /bin/sh -c rm srv/.env # buildkit' }),
    ];
    const occurrences = [
      makeOccurrence({
        state: 'deleted',
        hiddenBy: 6,
        encoding: ['base64', 'utf-16le'],
        source: { file: 'app/.env', line: 4 },
      }),
      makeOccurrence({
        in: 'history',
        path: 'history/9',
        line: null,
        column: null,
        layer: null,
        state: null,
      }),
    ];
    const text = flat({ finding: { occurrences }, report: { layers } });
    expect(text).toContain('1. layer 3: srv/.env:2:16');
    expect(text).toContain('written as utf-16le in base64');
    expect(text).toContain('layer 3, of your Dockerfile history COPY . . # buildkit');
    expect(text).toContain('made by Dockerfile:7 COPY . .');
    expect(text).toContain('from app/.env:4');
    expect(text).toMatch(/state deleted by .*rm srv\/\.env.* \(layer 6\), still extractable from layer 3/);
    expect(text).toContain('2. history: history/9');
  });

  it('tells every place, however many there are', () => {
    const occurrences = Array.from({ length: 40 }, (_, index) =>
      makeOccurrence({ path: `srv/${index}.env` }),
    );
    const text = story({ finding: { occurrences } });
    for (let index = 0; index < 40; index++) expect(text).toContain(`srv/${index}.env:2:16`);
  });

  it.each([
    [{}, {}, 'Yes: critical is at or above high, and the gate is own.'],
    [{ severity: 'medium' }, {}, 'No: medium is below high.'],
    [{ owner: 'base' }, {}, 'No: it is not your own, and the gate is own.'],
    [{ owner: 'base' }, { gate: 'all' }, 'Yes: critical is at or above high, and the gate is all.'],
    [{}, { failOn: 'never' }, 'No: findings are reported only, as fail-on is never.'],
    [
      { allowed },
      {},
      'No: it is allowed. allowed by .drydock.yml:12 until 2027-03-31: a key of the test server',
    ],
    [{ baseline: 'known' }, {}, 'No: it is known. allowed by nothing baseline known, in .drydock-baseline'],
    [{ baseline: 'new' }, {}, 'baseline new: .drydock-baseline does not have it'],
  ] as [Partial<Finding>, Partial<Report['verdict']>, string][])(
    'says whether it blocks, and what allows it: %j %j',
    (finding, verdict, words) => {
      const baseline = { file: '.drydock-baseline', known: 1, new: 0, fixed: [] };
      expect(flat({ finding, report: { verdict, baseline } })).toContain(words);
    },
  );

  it('says whose it is, and how to remove and revoke it', () => {
    expect(flat({ finding: { owner: 'base' } })).toContain('The base image’s: it brings every place');
    expect(flat({ finding: { owner: 'package' } })).toContain('A published package’s');
    const text = flat();
    expect(text).toContain('Yours: at least one place of the image');
    expect(text).toContain('1. Add `.env` to .dockerignore.');
    expect(text).toContain('Revoke it: https://platform.openai.com/api-keys');
  });

  it('never shows a raw value', () => {
    const value = ['raw', 'value'].join('-');
    const parts = [{ name: 'key ID', redacted: 'AKIA…', value }];
    expect(story({ finding: { value, parts } })).not.toContain(value);
  });

  it('keeps to 80 columns, whatever a report holds', () => {
    for (const report of [makeRichReport(), makeReport({ findings: [makeFinding({ evidence })] })]) {
      for (const finding of report.findings) {
        const text = renderExplanation(report, finding, rule, { color: false, columns: 80 });
        const words = text.split('\n').filter((line) => textWidth(line) > 80);
        // A word that is wider than a line, such as an address or a path, is not broken, so that it can be copied.
        expect(words.filter((line) => line.trim().split(' ').length > 2)).toEqual([]);
      }
    }
  });

  it('lets no text from an image steer the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const finding = makeFinding({
          title: text,
          notes: [text],
          occurrences: [
            makeOccurrence({
              path: text,
              instruction: makeInstruction({ text }),
              allowed: { ...allowed, reason: text },
            }),
          ],
          evidence: { ...evidence, name: text },
          remedy: { summary: text, steps: [text], revokeUrl: null },
        });
        const report = makeReport({
          target: { reference: text },
          layers: [makeLayer({ index: 3, createdBy: text })],
        });
        const shown = renderExplanation(report, finding, null, { color: false, columns: 80 });
        expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
