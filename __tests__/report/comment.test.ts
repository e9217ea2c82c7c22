import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CommentOptions, readCommentState, renderComment } from '../../src/report/comment.js';
import type { Finding, Report } from '../../src/model/report.js';
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

const MARKER = 'drydock:comment:0123456789abcdef';
const FIRST = '1111111111111111111111111111111111111111';
const SECOND = '2222222222222222222222222222222222222222';
const THIRD = '3333333333333333333333333333333333333333';

function optionsAt(sha: string, previous: string | null): CommentOptions {
  return {
    marker: MARKER,
    links: { serverUrl: 'https://github.com', repository: 'acme/shop', sha },
    previous: previous === null ? null : readCommentState(previous),
  };
}

function finding(fingerprint: string, overrides: Partial<Finding> = {}): Finding {
  return makeFinding({ fingerprint: fingerprint.padEnd(32, '0'), title: `Key ${fingerprint}`, ...overrides });
}

function blocked(...fingerprints: string[]): Report {
  const findings = fingerprints.map((fingerprint) => finding(fingerprint));
  return makeReport({ findings, verdict: { outcome: 'blocked' } });
}

/** As many findings, all different. */
function many(count: number, overrides: Partial<Finding> = {}): Report {
  const severities = ['low', 'critical', 'medium', 'high'] as const;
  const findings = Array.from({ length: count }, (_, index) =>
    finding(index.toString(16).padStart(8, '0'), { severity: severities[index % 4]!, ...overrides }),
  );
  return makeReport({ findings, verdict: { outcome: 'blocked' } });
}

describe('a comment', () => {
  it('is found again by its marker, and remembers, in what nobody sees', () => {
    const body = renderComment(makeRichReport(), optionsAt(FIRST, null));
    const [marker, memory, empty, heading] = body.split('\n');
    expect(marker).toBe(`<!-- ${MARKER} -->`);
    expect(memory).toMatch(/^<!-- drydock:state \{.*\} -->$/);
    expect(empty).toBe('');
    expect(heading).toMatch(/^### ⛔ Blocked: 4 secrets at or above high in `shop:ci` /);
    expect(readMarkdown(body).text).not.toContain('drydock:state');
  });

  it('refuses a marker that could end its HTML comment', () => {
    const options = { ...optionsAt(FIRST, null), marker: 'x -->' };
    expect(() => renderComment(makeReport(), options)).toThrow(RangeError);
  });

  it('has the layers that hold or hide secrets, in order, the others as one row', () => {
    const body = renderComment(makeRichReport(), optionsAt(FIRST, null));
    const ladder = body.slice(body.indexOf('#### Layers')).split('\n\n')[1]?.split('\n');
    expect(ladder?.map((row) => row.replace(/\[(`[^`]*`)\]\([^)]*\)/g, '$1'))).toEqual([
      '| Layer | Made by | Secrets |',
      '| --: | --- | --- |',
      '| 0 | *1 layer without secrets* |  |',
      '| 1 | `RUN apt-get update && apt-get install -y ssl-cert` | holds **1** |',
      '| 2 | `Dockerfile:4` `RUN apt-get install -y python3-cryptography` | holds **1** |',
      '| 3 | `Dockerfile:7` `COPY . .` | holds **3** |',
      '| 4 | `Dockerfile:8` `RUN ./gradlew bootJar` | holds **1** |',
      expect.stringMatching(/^\| 5 \| `Dockerfile:12` .* \| holds \*\*1\*\* \|$/),
      '| 6 | `Dockerfile:18` `RUN rm -f .env` | hides 1 of layer 3, still extractable there |',
      '| 7 | `Dockerfile:19` `COPY npmrc.public /root/.npmrc` | hides 1 of layer 5, still extractable there |',
    ]);
  });

  it('never shows a raw value', () => {
    const parts = [{ name: 'id', redacted: 'AK…', value: 'RAW-PART' }];
    const report = makeReport({ findings: [makeFinding({ value: 'RAW-VALUE' }), makeFinding({ parts })] });
    expect(renderComment(report, optionsAt(FIRST, null))).not.toContain('RAW-');
  });

  it('names lines without links where the commit is not known', () => {
    const body = renderComment(makeRichReport(), { marker: MARKER, links: null, previous: null });
    expect(readMarkdown(body).links.filter((link) => link.includes('/blob/'))).toEqual([]);
    expect(body).toContain('in `Dockerfile:7`: 3 secrets**');
  });

  it("has Gitea's addresses on Gitea", () => {
    const links = {
      serverUrl: 'https://git.example',
      repository: 'a/b',
      sha: FIRST,
      server: 'gitea',
    } as const;
    const body = renderComment(makeRichReport(), { marker: MARKER, links, previous: null });
    expect(body).toContain(`(<https://git.example/a/b/src/commit/${FIRST}/Dockerfile#L7>)`);
  });

  it('tells what is allowed and what the baseline knows', () => {
    const body = renderComment(makePolicyReport(), optionsAt(FIRST, null));
    expect(body).toContain('3 more do not block (2 allowed, 1 known from the baseline)');
    expect(body).toContain('1 new, 1 known, 1 fixed.');
  });
});

describe('what changed since the last run', () => {
  it('is not told by the first one', () => {
    const body = renderComment(blocked('aa', 'bb'), optionsAt(FIRST, null));
    expect(body).not.toMatch(/Since|new|gone/);
  });

  it('is counted, marked and listed', () => {
    const first = renderComment(blocked('aa', 'bb', 'cc'), optionsAt(FIRST, null));
    const second = renderComment(blocked('bb', 'dd'), optionsAt(SECOND, first));
    expect(second).toContain(
      `Since [\`1111111\`](<https://github.com/acme/shop/commit/${FIRST}>): **1 new**, 2 fixed, 1 as before.`,
    );
    expect(second).toContain('| 🔴&nbsp;Critical · 🆕&nbsp;new<br>**Key dd**');
    expect(second).toContain('| 🔴&nbsp;Critical<br>**Key bb**');
    expect(second).toContain('<summary>✅ 2 secrets are gone since the last run</summary>');
    expect(second).toContain('- 🔴 Key aa in `srv/.env`\n- 🔴 Key cc in `srv/.env`\n');
  });

  it('is the same when the same commit is scanned once more', () => {
    const first = renderComment(blocked('aa', 'bb', 'cc'), optionsAt(FIRST, null));
    expect(renderComment(blocked('aa', 'bb', 'cc'), optionsAt(FIRST, first))).toBe(first);
    const second = renderComment(blocked('bb', 'dd'), optionsAt(SECOND, first));
    const again = renderComment(blocked('bb', 'dd'), optionsAt(SECOND, second));
    expect(again).toBe(second);
    expect(renderComment(blocked('bb', 'dd'), optionsAt(SECOND, again))).toBe(second);
  });

  it('is the same for thousands of findings, of which not all are remembered', () => {
    const report = many(5000);
    const first = renderComment(report, optionsAt(FIRST, null));
    expect(renderComment(report, optionsAt(FIRST, first))).toBe(first);
    const second = renderComment(many(3000, { rule: 'other' }), optionsAt(SECOND, first));
    expect(second).toContain('fixed, as far as the last run is remembered.');
    expect(second).not.toContain('🆕');
    expect(renderComment(many(3000, { rule: 'other' }), optionsAt(SECOND, second))).toBe(second);
  });

  it('is compared with the run before when the same commit is scanned with another outcome', () => {
    const first = renderComment(blocked('aa', 'bb'), optionsAt(FIRST, null));
    const second = renderComment(blocked('bb', 'cc'), optionsAt(SECOND, first));
    const again = renderComment(blocked('aa', 'cc', 'dd'), optionsAt(SECOND, second));
    expect(again).toContain('): **2 new**, 1 fixed, 1 as before.');
  });

  it('is compared with the first run where its commit is scanned again with another outcome', () => {
    const first = renderComment(blocked('aa', 'bb'), optionsAt(FIRST, null));
    const again = renderComment(blocked('bb', 'cc'), optionsAt(FIRST, first));
    expect(again).toContain('Since [`1111111`]');
    expect(again).toContain('): **1 new**, 1 fixed, 1 as before.');
    expect(renderComment(blocked('bb', 'cc'), optionsAt(FIRST, again))).toBe(again);
  });

  it('takes nothing for fixed that may be in what could not be read', () => {
    const first = renderComment(blocked('aa', 'bb'), optionsAt(FIRST, null));
    const skipped = [{ path: 'x.gz', layer: 1, reason: 'gzip data ends early', bytes: 10 }];
    const gap = { coverage: { complete: false, skipped }, verdict: { outcome: 'incomplete' } } as const;
    const second = renderComment(makeReport({ findings: [finding('aa')], ...gap }), optionsAt(SECOND, first));
    expect(second).toContain('1 as before. 1 earlier secret may be in what could not be read.');
    expect(second).not.toContain('gone');
    const third = renderComment(makeReport({ findings: [finding('aa')] }), optionsAt(THIRD, second));
    expect(third).toContain('1 fixed, 1 as before.');
    expect(third).toContain('- 🔴 Key bb in');
  });
});

describe('a resolved comment', () => {
  const first = renderComment(blocked('aa', 'bb'), optionsAt(FIRST, null));
  const resolved = renderComment(makeReport(), optionsAt(SECOND, first));

  it('says what is gone and since which commit, and to revoke it', () => {
    expect(resolved.startsWith(`<!-- ${MARKER} -->\n`)).toBe(true);
    expect(resolved).toContain('### ✅ Passed: no secrets in `shop:ci`');
    expect(resolved).toContain(
      `**Resolved with [\`2222222\`](<https://github.com/acme/shop/commit/${SECOND}>)**: ` +
        'all 2 secrets that were found before are gone.\n\n- 🔴 Key aa in `srv/.env`\n- 🔴 Key bb in',
    );
    expect(resolved).toContain('revoke what is not revoked yet');
  });

  it('is one as well where the same commit was built once more', () => {
    const again = renderComment(makeReport(), optionsAt(FIRST, first));
    expect(again).toContain('**Resolved with [`1111111`]');
    expect(again).toContain('all 2 secrets that were found before are gone');
    expect(renderComment(makeReport(), optionsAt(FIRST, again))).toBe(again);
    const clean = renderComment(makeReport(), optionsAt(FIRST, null));
    const leaky = renderComment(blocked('aa'), optionsAt(SECOND, clean));
    expect(renderComment(makeReport(), optionsAt(SECOND, leaky))).toContain(
      'the secret that was found before is gone.\n\n- 🔴 Key aa in',
    );
  });

  it('stays as it is while the image is clean', () => {
    expect(renderComment(makeReport(), optionsAt(SECOND, resolved))).toBe(resolved);
    const later = renderComment(makeReport(), optionsAt(THIRD, resolved));
    expect(later).toContain('**Resolved with [`2222222`]');
    expect(later).toContain('- 🔴 Key aa in');
  });

  it('becomes a finding again when one comes back', () => {
    const third = renderComment(blocked('aa'), optionsAt(THIRD, resolved));
    expect(third).toContain('Since [`2222222`]');
    expect(third).toContain('**1 new**');
    expect(third).not.toContain('Resolved');
  });

  it('of an image that never had any only says that it passed', () => {
    expect(renderComment(makeReport(), optionsAt(FIRST, null))).not.toMatch(/Resolved|revoke/);
  });

  it('is none while a part could not be read', () => {
    const gap = { coverage: { complete: false }, verdict: { outcome: 'incomplete' } } as const;
    expect(renderComment(makeReport(gap), optionsAt(SECOND, first))).not.toContain('Resolved');
  });
});

describe('the limit', () => {
  it.each([4_000, 20_000, 65_536])('of %d characters is kept, with what matters most', (maxChars) => {
    const body = renderComment(many(3000), { ...optionsAt(FIRST, null), maxChars });
    expect(body.length).toBeLessThanOrEqual(maxChars);
    expect(body).toContain('### ⛔ Blocked');
    expect(body).toMatch(/This report was cut to its size limit\. Left out: .*\n$/);
    expect(body.match(/<details/g)?.length).toBe(body.match(/<\/details>/g)?.length);
    if (maxChars < 65_000) return;
    expect(body).toContain('#### What to do');
    expect(body).toContain('🔴');
    expect(body).not.toMatch(/🟡|🔵/u);
  });

  it('says where there is room for more', () => {
    const runUrl = 'https://github.com/acme/shop/actions/runs/7';
    const body = renderComment(many(3000), { ...optionsAt(FIRST, null), runUrl });
    expect(body).toContain(`[The summary of the run](<${runUrl}>) has room for more.`);
    expect(renderComment(blocked('aa'), { ...optionsAt(FIRST, null), runUrl })).not.toContain(runUrl);
  });

  it('is kept with wide characters and names of any length', () => {
    const title = '日本語🔑'.repeat(2000);
    const occurrences = [makeOccurrence({ path: title, source: { file: title, line: 1 } })];
    const report = many(300, { title, redacted: title, occurrences, notes: [title] });
    const body = renderComment(report, optionsAt(FIRST, null));
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/\| 🔴&nbsp;Critical<br>/u);
  });

  it('of less than 4,000 is refused', () => {
    const options = { ...optionsAt(FIRST, null), maxChars: 3_999 };
    expect(() => renderComment(makeReport(), options)).toThrow(RangeError);
  });
});

describe('text from the image', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          ...Array.from('`|\\<>&*_[]()#@!-+=~$:. \n\r\tab1\u05d0\u202e'),
          '-->',
          '<!--',
          '</details>',
        ),
        {
          maxLength: 20,
        },
      )
      .map((parts) => parts.join('')),
  );

  /** A report with the text wherever an image, a rule or a person can put it. */
  function fullOf(text: string): Report {
    return makeReport({
      target: { reference: text, platform: text },
      layers: [makeLayer({ index: 3, createdBy: text }), makeLayer({ index: 4, createdBy: text })],
      findings: [
        finding('aa', {
          title: text,
          rule: text,
          redacted: text,
          remedy: { summary: text, steps: [text], revokeUrl: text },
          occurrences: [
            makeOccurrence({ path: text, source: { file: text, line: 1 }, state: 'deleted', hiddenBy: 4 }),
            makeOccurrence({ path: text, instruction: makeInstruction({ file: text, text, line: 9 }) }),
          ],
        }),
      ],
      verdict: { outcome: 'blocked' },
    });
  }

  it('breaks neither a table nor what is hidden, now or when it is gone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const first = renderComment(fullOf(text), optionsAt(FIRST, null));
        const second = renderComment(makeReport(), optionsAt(SECOND, first));
        expect(renderComment(fullOf(text), optionsAt(FIRST, first))).toBe(first);
        expect(second).toContain('**Resolved with');
        for (const body of [first, second]) {
          const { tables, tags, images, headings } = readMarkdown(body);
          for (const rows of tables) expect(new Set(rows).size).toBe(1);
          for (const tag of tags)
            expect(tag).toMatch(/^<(?:\/?details|details open|\/?summary|\/?strong|\/?code|br|!----)>$/);
          expect(tags.slice(0, 2)).toEqual(['<!---->', '<!---->']);
          expect(images).toBe(0);
          expect(headings[0]).toBe(3);
          expect(body.split('\n')[1]).toMatch(/^<!-- drydock:state (?:(?!--)[ -~])* -->$/);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a comment remembers', () => {
  it.each([
    ['no comment of ours', 'Hello.'],
    ['a memory without an end', '<!-- drydock:state {"v":1'],
    ['no JSON', '<!-- drydock:state {x} -->'],
    ['another version', '<!-- drydock:state {"v":2} -->'],
    [
      'a commit that is none',
      '<!-- drydock:state {"v":1,"commit":"x\\u003e","ids":"","more":0,"labels":[],"delta":null,"resolved":null} -->',
    ],
    [
      'a severity that is none',
      '<!-- drydock:state {"v":1,"commit":null,"ids":"00000000","more":0,"labels":[[9,"",""]],"delta":null,"resolved":null} -->',
    ],
    [
      'a count that is none',
      '<!-- drydock:state {"v":1,"commit":null,"ids":"","more":-1,"labels":[],"delta":null,"resolved":null} -->',
    ],
  ])('is nothing where there is %s', (_, body) => {
    expect(readCommentState(body)).toBeNull();
  });

  it('is read back from what a server made of the line ends', () => {
    const body = renderComment(blocked('aa'), optionsAt(FIRST, null));
    expect(readCommentState(body.replace(/\n/g, '\r\n'))).toEqual(readCommentState(body));
    expect(readCommentState(body)?.findings).toEqual([
      { id: 'aa000000', label: { severity: 'critical', title: 'Key aa', path: 'srv/.env' } },
    ]);
  });

  it('is never more than a quarter of the comment', () => {
    const memory = renderComment(many(5000), optionsAt(FIRST, null)).split('\n')[1];
    expect(memory?.length).toBeLessThanOrEqual(65_536 / 4);
    expect(memory?.length).toBeGreaterThan(9_000);
  });

  it('is odd text without harm', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, text) => {
        for (const body of [`<!-- drydock:state ${json} -->`, `<!-- drydock:state ${text} -->`]) {
          const options = { marker: MARKER, links: null, previous: readCommentState(body) };
          expect(renderComment(blocked('aa'), options)).toContain('### ⛔ Blocked');
        }
      }),
    );
  });
});
