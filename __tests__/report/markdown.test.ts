import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { utf8Length } from '../../src/report/byte-budget.js';
import { codeSpan, htmlCode, link, prose } from '../../src/report/markdown-escape.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import {
  makeFinding,
  makeInstruction,
  makeLayer,
  makeOccurrence,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

/** What Markdown, HTML and GitHub make something of. */
const HOSTILE =
  '</code></td></table><img src=x onerror=alert(1)> | `x` **b** @octocat #1 [a](http://evil) https://evil.example a@b.c\n\n# H\n\u202egpj\u001b[31m :smile: $x$ ```\n<!-- \\';

/** Everything that may come from an image or a rule set to one text. */
function reportFullOf(text: string): ReturnType<typeof makeReport> {
  return makeReport({
    target: { reference: text, platform: text },
    layers: [makeLayer({ index: 3, createdBy: text })],
    findings: [
      makeFinding({
        title: text,
        rule: text,
        redacted: text,
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
      makeFinding({ fingerprint: 'pair', severity: 'low', parts: [{ name: text, redacted: text }] }),
    ],
    coverage: { complete: false, skipped: [{ path: text, layer: 1, reason: text, bytes: 1 }] },
    verdict: { outcome: 'blocked' },
  });
}

/** The document with the contents of code taken out: what Markdown and HTML act on. */
function withoutCode(markdown: string): string {
  return markdown.replace(/<code>[^<]*(?:<!-- -->[^<]*)*<\/code>/g, 'CODE').replace(/`[^`\n]+`/g, 'CODE');
}

function cellsOf(line: string): number {
  return line.split('|').length - 2;
}

describe('renderMarkdown', () => {
  it('begins with the verdict', () => {
    expect(renderMarkdown([makeReport()])).toMatch(/^### ✅ Passed: no secrets in `shop:ci`\n/);
    expect(renderMarkdown([makeRichReport()])).toMatch(
      /^### ⛔ Blocked: 4 secrets at or above high in `shop:ci` \(/,
    );
  });

  it('has a row for each finding: severity, what, where, layer, state', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain(
      '| 🔴&nbsp;Critical | **OpenAI API key**<br>`sk-proj-Pt…mUhd`<br>live: the provider accepts it ' +
        '| `srv/.env:2:16`<br>from `.env:2`<br>by `Dockerfile:7` `COPY . .`<br>and 3 more places ' +
        '| 3 | deleted by layer 6, still extractable from layer 3 |\n',
    );
    expect(markdown.match(/^\| (?:🔴|🟠|🟡|🔵)&nbsp;/gmu)).toHaveLength(7);
  });

  it('has what to do, the page to revoke at and all places, folded', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain('\n1. Add `.env` to .dockerignore.\n2. Give the key');
    expect(markdown).toContain('[Revoke it](<https://platform.openai.com/api-keys>)');
    expect(markdown).toContain('| build context | `deploy/.env.production:4:20` |');
    expect(markdown).toContain('<summary>8 layers</summary>');
    expect(markdown.match(/<details/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
  });

  it('names what could not be read, unfolded', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain(
      '<details open>\n<summary><strong>⚠️ 2 items could not be read</strong></summary>',
    );
    expect(markdown).toContain('| `var/backups/dump.sql.gz` | 4 | gzip data ends early | 12 MB |');
  });

  it('never shows a raw value', () => {
    const parts = [{ name: 'id', redacted: 'AK…', value: 'RAW-PART' }];
    const findings = [makeFinding({ value: 'RAW-VALUE' }), makeFinding({ value: 'RAW-VALUE', parts })];
    expect(renderMarkdown([makeReport({ findings })])).not.toContain('RAW-');
  });

  it('lists twenty places of a finding and counts the others', () => {
    const occurrences = Array.from({ length: 1000 }, (_, index) =>
      makeOccurrence({ path: `srv/${index}.env` }),
    );
    const markdown = renderMarkdown([makeReport({ findings: [makeFinding({ occurrences })] })]);
    expect(markdown.match(/^\| layer 3 /gm)).toHaveLength(20);
    expect(markdown).toContain('and 980 more places');
  });
});

describe('the size limit', () => {
  const SEVERITIES = ['low', 'medium', 'critical', 'high'] as const;
  const findings = Array.from({ length: 2000 }, (_, index) =>
    makeFinding({
      fingerprint: `f${index}`,
      severity: SEVERITIES[index % 4]!,
      title: `Schlüssel ${index} 日本`,
    }),
  );
  const report = makeReport({ findings, verdict: { outcome: 'blocked' } });

  it('is by default that of the job summary, in bytes', () => {
    const huge = makeReport({
      findings: Array.from({ length: 12_000 }, (_, index) => ({ ...findings[0]!, fingerprint: `${index}` })),
    });
    const bytes = utf8Length(renderMarkdown([huge]));
    expect(bytes).toBeLessThan(1024 * 1024);
    expect(bytes).toBeGreaterThan(900 * 1024);
  });

  it.each([1000, 2000, 20_000, 65_536, 300_000])(
    'of %d bytes is kept, worst findings first, the cut said',
    (maxBytes) => {
      const markdown = renderMarkdown([report], { maxBytes });
      expect(utf8Length(markdown)).toBeLessThanOrEqual(maxBytes);
      expect(markdown).toMatch(/^### ⛔ Blocked/);
      expect(markdown).toMatch(/This report was cut to its size limit\. Left out: .*remedies.*\n$/);
      const order = [...markdown.matchAll(/^\| (🔴|🟠|🟡|🔵)&nbsp;/gmu)].map((match) =>
        '🔴🟠🟡🔵'.indexOf(match[1]!),
      );
      expect(order).toEqual([...order].sort((a, b) => a - b));
      if (maxBytes > 65_000) expect(order.length).toBeGreaterThan(100);
      expect(markdown.match(/<details/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
    },
  );

  it('leaves room for every image before it goes into one', () => {
    const clean = makeReport({ target: { reference: 'clean:ci' } });
    expect(renderMarkdown([report, clean], { maxBytes: 5000 })).toContain('no secrets in `clean:ci`');
  });

  it('says nothing of a cut where there was none', () => {
    expect(renderMarkdown([makeRichReport()])).not.toContain('size limit');
  });

  it('of less than 1,000 bytes is refused', () => {
    expect(() => renderMarkdown([report], { maxBytes: 999 })).toThrow(RangeError);
  });
});

describe('text from the image', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(...Array.from('`|\\<>&*_[]()#@!-+=~$:. \n\r\tab1'), '<img>', '</details>', '-->'),
        {
          maxLength: 20,
        },
      )
      .map((parts) => parts.join('')),
  );

  it('breaks no table, opens no element and ends no code', () => {
    const check = (text: string): void => {
      const rest = withoutCode(renderMarkdown([reportFullOf(text)]));
      const tags = new Set(rest.match(/<\/?[a-z!][^>]*>/gi));
      for (const tag of tags)
        expect(tag).toMatch(/^<(?:\/?details|details open|\/?summary|\/?strong|br|https?:[^<>\s]*)>$/);
      expect(rest.match(/<details/g)?.length).toBe(rest.match(/<\/details>/g)?.length);
      let columns = 0;
      for (const line of rest.split('\n')) {
        if (!line.startsWith('|')) columns = 0;
        else columns ||= cellsOf(line);
        if (columns > 0) expect(cellsOf(line)).toBe(columns);
      }
      expect(rest).not.toMatch(/(?!\n)[\p{C}\u2028]|`|@|https?:\/\/(?!platform)(?![^<>]*>\))/u);
    };
    check(HOSTILE);
    fc.assert(fc.property(anyText, check), { numRuns: 300 });
  });

  it('makes no more lines than harmless text does', () => {
    const lines = (text: string): number => renderMarkdown([reportFullOf(text)]).split('\n').length;
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(text.trim() !== '');
        expect(lines(text)).toBe(lines('x'));
      }),
    );
  });
});

describe('escaping', () => {
  it.each([
    ['srv/.env', '`srv/.env`'],
    ['<b>&amp;', '`<b>&amp;`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['a`b', '<code>a&#96;b</code>'],
    [' a', '<code>&#32;a</code>'],
    ['', '<code></code>'],
    ['x|me@example.com', '<code>x&#124;me&#64;<!-- -->example&#46;com</code>'],
    ['a\nb', '`a\\nb`'],
  ])('sets %j as code', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it.each([
    ['checksum fits', 'checksum fits'],
    ['Add `.env` to .dockerignore.', 'Add `.env` to .dockerignore.'],
    ['one ` alone', 'one &#96; alone'],
    ['2 * 3 * 4 | _x_ <b>', '2 \\* 3 \\* 4 &#124; \\_x\\_ &lt;b&gt;'],
    ['ask @octocat', 'ask `@octocat`'],
    ['see #12 and https://a.example', 'see `#12` and `https://a.example`'],
    ['at deadbeef12', 'at `deadbeef12`'],
    ['- not a list', '\\- not a list'],
    ['1. not a list', '1\\. not a list'],
    ['2026 is a year', '2026 is a year'],
  ])('sets %j as prose', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  it('links web addresses only', () => {
    expect(link('Revoke it', 'https://a.example/(x)?y=<z>|')).toBe(
      '[Revoke it](<https://a.example/(x)?y=%3Cz%3E%7C>)',
    );
    expect(link('Revoke it', 'javascript:alert(1)')).toBe('`javascript:alert(1)`');
    expect(link('Revoke it', 'no address')).toBe('`no address`');
  });

  it('keeps HTML inside of an element text', () => {
    expect(htmlCode('<i>"&\n')).toBe('<code>&lt;i&gt;&quot;&amp;\\n</code>');
  });
});
