import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Occurrence } from '../../src/model/report.js';
import { utf8Length } from '../../src/report/byte-budget.js';
import { codeSpan, htmlCode, link, prose } from '../../src/report/markdown-escape.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { PUSHED_STEP } from '../../src/trace/remedy.js';
import { readMarkdown } from '../helpers/rendered-markdown.js';
import {
  makeFinding,
  makeInstruction,
  makeLayer,
  makeOccurrence,
  makePolicyReport,
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
      makeFinding({
        fingerprint: 'pair',
        severity: 'low',
        parts: [{ name: text, redacted: text }],
        allowed: { by: 'config', file: text, line: 1, reason: text, expires: text },
      }),
    ],
    allowances: {
      findings: 0,
      expired: [{ file: text, line: 1, reason: text, expires: text }],
      unused: [{ file: text, line: null, reason: text, expires: null }],
    },
    baseline: { file: text, known: 0, new: 2, fixed: [{ fingerprint: text, rule: text, path: text }] },
    coverage: { complete: false, skipped: [{ path: text, layer: 1, reason: text, bytes: 1 }] },
    verdict: { outcome: 'blocked' },
  });
}

/** The document with the contents of code taken out: what Markdown and HTML act on. */
function withoutCode(markdown: string): string {
  return markdown.replace(/<code>[^<]*(?:<!-- -->[^<]*)*<\/code>/g, 'CODE').replace(/`[^`\n]+`/g, 'CODE');
}

const LINKS = {
  serverUrl: 'https://github.com',
  repository: 'acme/shop',
  sha: '1234567890abcdef1234567890abcdef12345678',
};
const BLOB = `https://github.com/acme/shop/blob/${LINKS.sha}`;

describe('renderMarkdown', () => {
  it('begins with the verdict', () => {
    expect(renderMarkdown([makeReport()])).toMatch(/^### ✅ Passed: no secrets in `shop:ci`\n/);
    expect(renderMarkdown([makeRichReport()])).toMatch(
      /^### ⛔ Blocked: 4 secrets at or above high in `shop:ci` \(/,
    );
  });

  it('groups what blocks by what brings it in, a row for each secret', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain(
      '**Brought in by `COPY . .` in `Dockerfile:7`: 3 secrets**\n\n| Secret | Where | In the image |\n',
    );
    expect(markdown).toContain(
      '| 🔴&nbsp;Critical<br>**OpenAI API key**<br>`sk-proj-Pt…mUhd`<br>live: the provider accepts it ' +
        '| `.env:2`<br>as `srv/.env:2:16`<br>and 3 more places, also by `Dockerfile:9` ' +
        '| layer 3, deleted by `RUN rm -f .env` (layer 6), still extractable |\n',
    );
    expect(markdown).toContain('in `Dockerfile:12`: 1 secret**');
    expect(markdown.match(/^\| (?:🔴|🟠|🟡|🔵)&nbsp;/gmu)).toHaveLength(7);
  });

  it('does not count the file of the build context twice that the secret was copied from', () => {
    const source = { file: 'app/.env', line: 2 };
    const inContext = { in: 'context', layer: null, state: null, instruction: null, line: 2 } as const;
    const occurrences = [makeOccurrence({ source }), makeOccurrence({ ...inContext, path: '.env' })];
    const report = makeReport({ findings: [makeFinding({ occurrences })], verdict: { outcome: 'blocked' } });
    expect(renderMarkdown([report], { context: 'app' })).not.toContain('more place');
    expect(renderMarkdown([report], { context: 'other' })).toContain('and 1 more place');
  });

  it('tells where the secret is in the image, wherever it can be mended', () => {
    const outside = { state: null, instruction: null, source: null } as const;
    const inContext = makeOccurrence({ ...outside, in: 'context', layer: null, path: '.env' });
    const row = (...occurrences: Occurrence[]): string =>
      /^\| 🔴.*$/mu.exec(renderMarkdown([makeReport({ findings: [makeFinding({ occurrences })] })]))?.[0] ??
      '';
    expect(row(inContext, makeOccurrence({ ...outside, layer: 4 }))).toMatch(/`\.env:2:16`.* \| layer 4 \|$/);
    expect(row(inContext)).toMatch(/ \| only in the build context \|$/);
  });

  it('tells each step once, with what it is for, and where to revoke what', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain(
      '\n1. Add `.env` to .dockerignore. *(OpenAI API key, Password in a database URL)*\n2. ',
    );
    expect(markdown.match(/Add `\.env` to/g)).toHaveLength(1);
    expect(markdown).toContain('\n- [OpenAI API key](<https://platform.openai.com/api-keys>)\n');
  });

  it('tells lines of .dockerignore in one step, and what is so for all at the end', () => {
    const narrow = ', or narrow `COPY . .` (Dockerfile:4) to what the image needs.';
    const steps = [
      ['Add the line `.env` to .dockerignore' + narrow, PUSHED_STEP],
      ['Add the lines `a, b.pem` and `.npmrc` to .dockerignore' + narrow],
      ['Add the line `.env` to .dockerignore' + narrow, 'Mend it.'],
      ['Add the line `**/.git` to .dockerignore.'],
    ];
    const findings = steps.map((own, index) =>
      makeFinding({ fingerprint: `f${index}`, remedy: { summary: '', steps: own, revokeUrl: null } }),
    );
    const markdown = renderMarkdown([makeReport({ findings, verdict: { outcome: 'blocked' } })]);
    expect(markdown.match(/^\d+\. .*$/gm)).toEqual([
      '1. Add the lines `.env`, `a, b.pem` and `.npmrc` to .dockerignore, or narrow `COPY . .` (Dockerfile:4) to what the image needs. *(3 secrets)*',
      '2. Mend it. *(OpenAI API key)*',
      '3. Add the line `**/.git` to .dockerignore. *(OpenAI API key)*',
      `4. ${PUSHED_STEP}`,
    ]);
  });

  it('tells in one step which files to take secrets out of', () => {
    const steps = [
      'Take it out of app/a.py:5, and read it when the container runs: from a file.',
      'Take it out of /srv/b.json (layer 3), and read it when the container runs: from a file.',
      'Take it out of app/a.py:5, and read it when the container runs: from a file.',
      'Take it out of c.yml:1, and read it when the container runs.',
      'Take it out of c/d.yml:2, and read it when the container runs: from a file.',
    ];
    const findings = steps.map((step, index) =>
      makeFinding({ fingerprint: `f${index}`, remedy: { summary: '', steps: [step], revokeUrl: null } }),
    );
    const markdown = renderMarkdown([makeReport({ findings, verdict: { outcome: 'blocked' } })]);
    expect(markdown.match(/^\d+\. .*$/gm)).toEqual([
      '1. Take them out of app/a.py:5, /srv/b.json (layer 3) and c/d.yml:2, and read them when the container runs: from a file. *(4 secrets)*',
      '2. Take it out of c.yml:1, and read it when the container runs. *(OpenAI API key)*',
    ]);
  });

  it('names every line of .dockerignore, however many there are', () => {
    const findings = Array.from({ length: 60 }, (_, index) =>
      makeFinding({
        fingerprint: `f${index}`,
        remedy: {
          summary: '',
          steps: [`Add the line \`folder/${index}.env\` to .dockerignore.`],
          revokeUrl: null,
        },
      }),
    );
    const markdown = renderMarkdown([makeReport({ findings, verdict: { outcome: 'blocked' } })]);
    const steps = markdown.match(/^\d+\. Add the lines .*$/gm) ?? [];
    expect(steps.length).toBeLessThan(6);
    for (const step of steps) expect(step).toMatch(/` to \.dockerignore\. \*\(\d+ secrets\)\*$/);
    expect(new Set(steps.join('').match(/`folder\/\d+\.env`/g)).size).toBe(60);
  });

  it('folds what makes a long list: steps, and secrets of one cause', () => {
    const findings = Array.from({ length: 40 }, (_, index) =>
      makeFinding({
        fingerprint: `f${index}`,
        remedy: { summary: '', steps: [`Step ${index}.`], revokeUrl: null },
      }),
    );
    const markdown = renderMarkdown([makeReport({ findings, verdict: { outcome: 'blocked' } })]);
    expect(markdown).toContain('<summary>15 more secrets</summary>');
    expect(markdown).toContain('<summary>32 more steps</summary>\n\n9. Step');
  });

  it('links every line of the checkout at the commit, and no path in the image', () => {
    const markdown = renderMarkdown([makeRichReport()], { links: LINKS });
    expect(markdown).toContain(
      `**Brought in by \`COPY . .\` in [\`Dockerfile:7\`](<${BLOB}/Dockerfile#L7>): 3 secrets**`,
    );
    expect(markdown).toContain(`[\`.env:2\`](<${BLOB}/.env#L2>)<br>as \`srv/.env:2:16\``);
    expect(markdown).toContain(`[\`deploy/.env.production:4:20\`](<${BLOB}/deploy/.env.production#L4>)`);
    expect(readMarkdown(markdown).links.every((link) => /^https:/.test(link))).toBe(true);
  });

  it('has all layers with size and origin, what they hold and what they hide', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain('<summary><strong>8 layers</strong></summary>');
    expect(markdown).toContain(
      '| 1 | base | `RUN apt-get update && apt-get install -y ssl-cert` | 32&nbsp;MB | 2,204 | holds **1** |',
    );
    expect(markdown).toContain('| 3 | yours | `Dockerfile:7` `COPY . .` | 1.2&nbsp;MB | 214 | holds **3** |');
    expect(markdown).toContain('| hides 1 of layer 3, still extractable there |');
  });

  it('says of each secret that does not block why', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain(
      '<summary>3 more secrets that do not block (1 high, 1 medium, 1 low)</summary>',
    );
    expect(markdown).toMatch(/ssl-cert-snakeoil.* \| from the base image \|\n/);
    expect(markdown).toMatch(/JSON web token.* \| medium, below high \|\n/);
    expect(markdown).toMatch(/ec\.pem.* \| shipped by a published package \|\n/);
  });

  it('shows in full what any threshold would block, with fail-on never', () => {
    const verdict = { failOn: 'never', outcome: 'pass' } as const;
    const markdown = renderMarkdown([makeReport({ findings: [makeFinding()], verdict })]);
    expect(markdown).toContain('fail-on is never');
    expect(markdown).toContain('**Brought in by `COPY . .` in `Dockerfile:7`: 1 secret**');
    expect(markdown).not.toContain('Why it does not block');
  });

  it('has all places of each secret, folded, and the lines to write in their place', () => {
    const suggestion = { file: 'Dockerfile', line: 7, endLine: 8, text: 'COPY a b' };
    const remedy = { summary: '', steps: [], revokeUrl: null, suggestion };
    const report = makeRichReport();
    const markdown = renderMarkdown([{ ...report, findings: [...report.findings, makeFinding({ remedy })] }]);
    expect(markdown).toContain('| build context | `deploy/.env.production:4:20` |');
    expect(markdown).toContain('In place of `Dockerfile:7` to line 8:\n\n```dockerfile\nCOPY a b\n```');
    expect(markdown.match(/<details/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
  });

  it('keeps tables narrow: of a long path both ends, and all of it in the details', () => {
    const path = `srv/${'deep-folder/'.repeat(8)}.env`;
    const skipped = [{ path, layer: 1, reason: 'it ends early', bytes: 0 }];
    const findings = [makeFinding({ occurrences: [makeOccurrence({ path })] })];
    const [tables = '', details = ''] = renderMarkdown([
      makeReport({ findings, coverage: { complete: false, skipped } }),
    ]).split('All places');
    for (const [code = ''] of tables.matchAll(/`[^`]+`/g)) expect(code.length).toBeLessThan(60);
    expect(tables).toMatch(/`srv\/deep-folder\/.*….*deep-folder\/\.env:2:16`/);
    expect(details).toContain(`\`${path}:2:16\``);
  });

  it('names what could not be read, unfolded', () => {
    const markdown = renderMarkdown([makeRichReport()]);
    expect(markdown).toContain(
      '<details open>\n<summary><strong>⚠️ 2 items could not be read</strong></summary>',
    );
    expect(markdown).toContain('| `var/backups/dump.sql.gz`<br>gzip data ends early | 4 | 12&nbsp;MB |');
  });

  it('tells what is allowed, by whom and until when, and what the baseline knows', () => {
    const markdown = renderMarkdown([makePolicyReport()], { links: LINKS });
    expect(markdown).toContain('(1 critical); 3 more do not block (2 allowed, 1 known from the baseline)');
    expect(markdown).toContain(
      `Baseline [\`.drydock-baseline\`](<${BLOB}/.drydock-baseline#L1>): 1 new, 1 known, 1 fixed.`,
    );
    expect(markdown).toContain(
      `| allowed by [\`.drydock.yml:12\`](<${BLOB}/.drydock.yml#L12>) until 2026-12-31: a key of the sandbox |`,
    );
    expect(markdown).toContain(
      `| allowed by the comment in [\`app/settings.py:4\`](<${BLOB}/app/settings.py#L4>): an example |`,
    );
    expect(markdown).toContain('| known from the baseline |');
    expect(markdown).toContain('1 allowance has expired: what it allowed counts again</summary>');
    expect(markdown).toContain('1 allowance matches nothing, and can go</summary>');
    expect(markdown).toContain('- `npm-access-token` in `root/.npmrc`');
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
      expect(markdown).toMatch(/This report was cut to its size limit\. Left out: .*secrets in detail.*\n$/);
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
      const { tables, tags, links, images, headings } = readMarkdown(
        renderMarkdown([reportFullOf(text)], { links: LINKS }),
      );
      expect(tables.length).toBeGreaterThanOrEqual(5);
      for (const rows of tables) expect(new Set(rows).size).toBe(1);
      for (const tag of tags)
        expect(tag).toMatch(/^<(?:\/?details|details open|\/?summary|\/?strong|\/?code|br|!----)>$/);
      expect(tags.filter((tag) => tag.startsWith('<details'))).toHaveLength(
        tags.filter((tag) => tag === '</details>').length,
      );
      for (const link of links) expect(link).toMatch(/^https?:\/\//);
      const known = (link: string): boolean =>
        link.startsWith(BLOB) || link === 'https://platform.openai.com/api-keys' || link === text;
      expect(links.filter((link) => !known(link))).toEqual([]);
      expect(images).toBe(0);
      // The verdict, and what to do, unless there is nothing to say of that.
      expect(headings).toEqual(text.trim() === '' ? [3] : [3, 4]);
    };
    check(HOSTILE);
    fc.assert(fc.property(anyText, check), { numRuns: 200 });
  });

  it('stands in code wherever GitHub would make a mention, a link or an emoji of it', () => {
    const check = (text: string): void => {
      const rest = withoutCode(renderMarkdown([reportFullOf(text)]));
      expect(rest).not.toMatch(/(?!\n)[\p{C}\u2028]|`|@|https?:\/\/(?!platform)(?![^<>]*>\))/u);
    };
    check(HOSTILE);
    fc.assert(fc.property(anyText, check), { numRuns: 200 });
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
    ['עברית', '`עברית`&lrm;'],
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
