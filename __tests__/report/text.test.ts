import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderText, type TextOptions } from '../../src/report/text.js';
import { textWidth } from '../../src/report/visible-text.js';
import {
  makeFinding,
  makeInstruction,
  makeLayer,
  makeOccurrence,
  makePolicyReport,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

const PLAIN: TextOptions = { color: false, columns: 100 };

function render(report: ReturnType<typeof makeReport>, options: Partial<TextOptions> = {}): string {
  return renderText([report], { ...PLAIN, ...options });
}

/** Takes away SGR sequences, and only these. */
function withoutStyle(text: string): string {
  const [first = '', ...others] = text.split('\u001b');
  return first + others.map((piece) => piece.replace(/^\[[\d;]*m/, '')).join('');
}

describe('renderText', () => {
  it('tells a clean image in a few lines, the verdict last', () => {
    expect(render(makeReport())).toBe(
      [
        'shop:ci  linux/amd64  sha256:1f2e3d4c5b6a  312 rules',
        '',
        'Read 1.3 GB in 55,010 files of 12 layers',
        '',
        '✔ Passed: no secrets in shop:ci',
        '',
      ].join('\n'),
    );
  });

  it('tells one finding whole: what, where, how it came in, what to do', () => {
    const occurrences = [
      makeOccurrence({ state: 'deleted', hiddenBy: 6, source: { file: '.env', line: 2 } }),
      makeOccurrence({ path: 'srv/copy.env' }),
      makeOccurrence({
        in: 'history',
        path: 'history/9',
        line: null,
        column: null,
        layer: null,
        state: null,
        instruction: null,
      }),
    ];
    const finding = makeFinding({ occurrences, notes: ['checksum fits'] });
    const text = render(makeReport({ findings: [finding], verdict: { outcome: 'blocked' } }), {
      columns: 120,
    });
    expect(text.split('\n').slice(2, -5)).toEqual([
      ' CRITICAL  OpenAI API key  sk-proj-Pt…mUhd  4be1a0c2',
      '   layer 3  srv/.env:2:16  deleted by layer 6, still extractable from layer 3  from .env:2  by Dockerfile:7  COPY . .',
      '   layer 3  srv/copy.env:2:16  by Dockerfile:7',
      '   history  history/9',
      '   · checksum fits',
      '   → Keep srv/.env out of the build context.',
      '     1. Add `.env` to .dockerignore.',
      '     2. Give the key to the container when it starts, not to the image.',
      '   → Revoke it: https://platform.openai.com/api-keys',
    ]);
    expect(text).toMatch(/✖ Blocked: 1 secret at or above high in shop:ci \(1 critical\)\n$/);
  });

  it('puts what blocks before what does not, each most severe first', () => {
    const badges = render(makeRichReport()).match(/^ (?:CRITICAL|HIGH|MEDIUM|LOW) |^Reported, but/gm);
    expect(badges).toEqual([
      ' CRITICAL ',
      ' CRITICAL ',
      ' HIGH ',
      ' HIGH ',
      'Reported, but',
      ' HIGH ',
      ' MEDIUM ',
      ' LOW ',
    ]);
  });

  it('names what could not be read', () => {
    const text = render(makeRichReport());
    expect(text).toContain('not read  layer 4: var/backups/dump.sql.gz: gzip data ends early (12 MB)\n');
    expect(text).toContain('incomplete as well: 2 items could not be read\n');
  });

  it('counts what it does not list, and lists it when asked', () => {
    const occurrences = Array.from({ length: 12 }, (_, index) =>
      makeOccurrence({ path: `srv/${index}.env` }),
    );
    const skipped = Array.from({ length: 25 }, (_, index) => ({
      path: `${index}.gz`,
      layer: 1,
      reason: 'bad',
      bytes: 0,
    }));
    const report = makeReport({
      findings: [makeFinding({ occurrences })],
      coverage: { complete: false, skipped },
      verdict: { outcome: 'blocked' },
    });
    const brief = render(report);
    expect(brief.match(/srv\/\d+\.env/g)).toHaveLength(5);
    expect(brief).toContain('and 7 more places');
    expect(brief).toContain('not read  5 more');
    const verbose = render(report, { verbose: true });
    expect(verbose.match(/srv\/\d+\.env/g)).toHaveLength(12);
    expect(verbose.match(/not read/g)).toHaveLength(25);
    expect(verbose).not.toContain(' more');
  });

  it('tells the same steps once', () => {
    const twice = [makeFinding(), makeFinding({ fingerprint: 'other', title: 'Groq API key' })];
    const text = render(makeReport({ findings: twice, verdict: { outcome: 'blocked' } }));
    expect(text.match(/Add `\.env`/g)).toHaveLength(1);
    expect(text).toContain('Keep srv/.env out of the build context. (steps as above)');
  });

  it('tells what made a layer as its author wrote it', () => {
    const layers = [
      makeLayer({ index: 3, createdBy: 'RUN |1 A=b /bin/sh -c npm ci # buildkit' }),
      makeLayer({ index: 4, instruction: makeInstruction({ text: 'RUN a && \\\n    b' }) }),
    ];
    const text = render(makeReport({ layers, findings: [makeFinding()] }), { verbose: true });
    expect(text).toMatch(/^ {2}3 .* {2}RUN npm ci$/m);
    expect(text).toMatch(/^ {2}4 .* {2}RUN a && b$/m);
  });

  it('lists the layers that hold secrets, and all when asked', () => {
    expect(render(makeRichReport())).toContain('  3  own   1.2 MB  214 files     3 secrets  COPY . .\n');
    expect(render(makeRichReport())).toContain('3 other layers without secrets');
    expect(render(makeRichReport(), { verbose: true })).toContain('RUN rm -f .env');
  });

  it('ends with a line over all images when there are several', () => {
    const text = renderText([makeRichReport(), makeReport(), makeReport()], PLAIN);
    expect(text).toMatch(/\n3 images: 1 blocked, 2 passed\n$/);
  });

  it('names the halves of a pair', () => {
    expect(render(makeRichReport())).toMatch(
      /AWS access key {2}key ID AKIA…BYVS {2}secret ioDn…IqfE {2}[0-9a-f]{8}\n/,
    );
  });

  it('shows a raw value only where the report has one, on one line', () => {
    const raw = ['raw', 'line two'].join('\n');
    const finding = makeFinding({ value: raw });
    const parts = [
      { name: 'id', redacted: 'A…', value: 'raw-id' },
      { name: 'secret', redacted: 'B…', value: 'raw-secret' },
    ];
    expect(render(makeReport({ findings: [finding] }))).toContain('   value  raw\\nline two\n');
    expect(render(makeReport({ findings: [makeFinding({ parts })] }))).toMatch(
      /id {2}raw-id\n.*secret {2}raw-secret\n/,
    );
    expect(render(makeRichReport())).not.toContain('value  ');
  });
});

describe('colour', () => {
  it('changes nothing but the colour', () => {
    for (const columns of [60, 80, 120]) {
      const plain = render(makeRichReport(), { columns });
      const colored = render(makeRichReport(), { columns, color: true });
      expect(colored).not.toBe(plain);
      expect(withoutStyle(colored)).toBe(plain);
    }
  });

  it('is reset before each line ends', () => {
    for (const line of render(makeRichReport(), { color: true }).split('\n')) {
      const codes = line
        .split('\u001b[')
        .slice(1)
        .map((code) => code.split('m')[0]);
      expect(codes.filter((code) => code === '0')).toHaveLength(codes.length / 2);
    }
  });

  it('is not there when not asked for', () => {
    expect(render(makeRichReport())).not.toContain('\u001b');
  });
});

describe('width', () => {
  it.each([72, 80, 120])(
    'of %d columns is kept by all but paths and addresses, which are to be copied',
    (columns) => {
      const lines = render(makeRichReport(), { columns }).split('\n');
      const wide = lines.filter((line) => textWidth(line) > columns);
      for (const line of wide) expect(line).toMatch(/^ +(?:→ Revoke it: \S+|layer \d +\S+|\d\. \S+|\S+)$/);
      expect(lines.filter((line) => textWidth(line) > columns * 0.75).length).toBeGreaterThan(5);
    },
  );

  it('cuts an instruction that is longer than the line', () => {
    const instruction = makeInstruction({ text: `RUN ${'x'.repeat(5000)}` });
    const findings = [makeFinding({ occurrences: [makeOccurrence({ instruction })] })];
    const lines = render(makeReport({ findings }), { columns: 80 }).split('\n');
    expect(lines.find((line) => line.includes('RUN x'))).toMatch(/x…$/);
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  });

  it('takes any number for the width', () => {
    for (const columns of [0, -1, NaN, Infinity, 1e9])
      expect(render(makeRichReport(), { columns })).toContain('Blocked');
  });
});

describe('text from the image', () => {
  it('never reaches the terminal raw', () => {
    const anywhere = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(anywhere, (text) => {
        const report = makeReport({
          target: { reference: text, platform: text },
          findings: [
            makeFinding({
              title: text,
              redacted: text,
              value: text,
              notes: [text],
              remedy: { summary: text, steps: [text], revokeUrl: text },
              occurrences: [
                makeOccurrence({
                  path: text,
                  encoding: [text],
                  source: { file: text, line: 1 },
                  instruction: makeInstruction({ file: text, text }),
                }),
              ],
            }),
          ],
          coverage: { complete: false, skipped: [{ path: text, layer: 1, reason: text, bytes: 1 }] },
        });
        expect(render(report)).not.toMatch(/(?!\n)[\p{C}\p{Default_Ignorable_Code_Point}]/u);
        expect(withoutStyle(render(report, { color: true }))).toBe(render(report));
      }),
    );
  });

  it('makes no lines of its own', () => {
    const occurrences = [makeOccurrence({ path: 'a\n✔ Passed: no secrets\nb' })];
    const text = render(makeReport({ findings: [makeFinding({ occurrences })] }));
    expect(text).toContain('a\\n✔ Passed: no secrets\\nb:2:16');
    expect(text.match(/^✔/gm)).toHaveLength(1);
  });
});

describe('allowances and the baseline', () => {
  it('are told with the findings and after them, within 80 columns', () => {
    const text = render(makePolicyReport(), { columns: 80 });
    expect(text).toContain('   · allowed by .drydock.yml:12 until 2026-12-31: a key of the sandbox\n');
    expect(text).toContain('   · allowed by the comment in app/settings.py:4: an example\n');
    expect(text).toContain('   · known from the baseline\n');
    expect(text).toContain(
      [
        'Baseline .drydock-baseline: 1 new, 1 known, 1 fixed',
        '  gone      npm-access-token in root/.npmrc',
        '  expired   .drydock.yml:20 until 2026-01-31: until the vendor rotates',
        '  unused    .drydock.yml:30: an old fixture',
        '',
        'Read 1.3 GB',
      ].join('\n'),
    );
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80);
  });

  it('mark the places that are allowed where others are not', () => {
    const allowed = { by: 'config', file: '.drydock.yml', line: 1, reason: 'x', expires: null } as const;
    const occurrences = [makeOccurrence({ path: 'srv/a', allowed }), makeOccurrence({ path: 'srv/b' })];
    const text = render(makeReport({ findings: [makeFinding({ occurrences })] }));
    expect(text).toMatch(/srv\/a:2:16 {2}\(allowed\)/);
    expect(text).not.toMatch(/srv\/b:2:16 {2}\(allowed\)/);
  });

  it('name twenty entries that do nothing and count the others', () => {
    const unused = Array.from({ length: 50 }, (_, line) => ({
      file: 'a.yml',
      line,
      reason: 'r',
      expires: null,
    }));
    const text = render(makeReport({ allowances: { findings: 0, expired: [], unused } }));
    expect(text).toContain('Allowances\n  unused    a.yml:0: r\n');
    expect(text.match(/^ {2}unused/gm)).toHaveLength(20);
    expect(text).toContain('  30 more (the JSON report names them all)');
  });
});
