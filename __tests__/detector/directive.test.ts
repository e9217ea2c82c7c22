import { beforeAll, describe, expect, it } from '@jest/globals';
import { Detector } from '../../src/detector/index.js';
import { findDirectives } from '../../src/detector/directive.js';
import type { Directive } from '../../src/model/match.js';
import { loadBundledRules } from '../../src/rules/bundled.js';
import { expandExample } from '../../src/rules/examples.js';

/** The directives beside `SECRET` in a text. */
function beside(text: string): Directive[] {
  const start = text.indexOf('SECRET');
  const last = text.lastIndexOf('SECRET');
  return findDirectives(text, start, last + 'SECRET'.length, true);
}

const ALLOW = 'drydock:allow some-rule why not';

describe('a comment on the line or the line above', () => {
  it.each([
    ['shell, YAML, Python', '#'],
    ['C', '//'],
    ['SQL, Lua', '--'],
    ['Lisp, INI', ';;'],
    ['TeX, Erlang', '%'],
    ['Visual Basic', "'"],
    ['batch', 'REM'],
    ['batch, shorter', '::'],
    ['m4', 'dnl'],
    ['vim', '"'],
    ['JSON, by a key', '"//": "'],
  ])('of %s counts', (_, mark) => {
    const directive = { tool: 'drydock', text: ' some-rule why not' };
    expect(beside(`first\n  ${mark} ${ALLOW}\nkey = SECRET\nlast`)).toEqual([
      { ...directive, lineOffset: -1 },
    ]);
    expect(beside(`first\nkey = SECRET ${mark} ${ALLOW}\nlast`)).toEqual([{ ...directive, lineOffset: 0 }]);
  });

  it.each([
    ['/*', '*/'],
    ['<!--', '-->'],
    ['{#', '#}'],
    ['(*', '*)'],
    ['{/*', '*/}'],
    ['<%--', '--%>'],
  ])('counts between %s and %s', (before, after) => {
    expect(beside(`${before} ${ALLOW} ${after}\nkey = SECRET`)).toMatchObject([{ lineOffset: -1 }]);
    expect(beside(`key = SECRET ${before} ${ALLOW} ${after}`)).toMatchObject([{ lineOffset: 0 }]);
  });

  it('counts with either line ending', () => {
    expect(beside(`# ${ALLOW}\r\nkey = SECRET\r\n`)).toEqual([
      { tool: 'drydock', text: ' some-rule why not', lineOffset: -1 },
    ]);
  });

  it('counts above a key of several lines, on its first line and on its last', () => {
    const key = 'SECRET BEGIN\nabc\nSECRET';
    expect(beside(`# ${ALLOW}\n${key}\n`)).toMatchObject([{ lineOffset: -1 }]);
    expect(beside(`${key} # ${ALLOW}\n`)).toMatchObject([{ lineOffset: 2 }]);
    expect(beside(`key: |  # ${ALLOW}\n  ${key}\n`)).toMatchObject([{ lineOffset: -1 }]);
    expect(beside(`key: >-2 # ${ALLOW}\n  ${key}\n`)).toMatchObject([{ lineOffset: -1 }]);
  });

  it('counts where the text begins with it', () => {
    expect(beside(`${ALLOW}\nSECRET`)).toHaveLength(1);
  });
});

describe('a comment that is about something else does not count', () => {
  it.each([
    ['behind a statement on the line above', `other = 1  # ${ALLOW}\nkey = SECRET`],
    ['two lines above', `# ${ALLOW}\n\nkey = SECRET`],
    ['on the line below', `key = SECRET\n# ${ALLOW}`],
    ['as a part of a word', `key = SECRET # drydock:allowed some-rule x`],
    ['in capitals', `key = SECRET # DRYDOCK:ALLOW some-rule x`],
    ['of another scanner on the line above', `# gitleaks:allow\nkey = SECRET`],
    ['another, of another scanner', `# trufflehog:ignore\nkey = SECRET`],
  ])('%s', (_, text) => {
    expect(beside(text)).toEqual([]);
  });

  it('when the line above is too long to know what stands on it', () => {
    const line = `${' '.repeat(3000)}# ${ALLOW}\n`;
    const text = `${line}key = SECRET`.slice(2500);
    const start = text.indexOf('SECRET');
    expect(findDirectives(text, start, start + 6, false)).toEqual([]);
    expect(findDirectives(text, start, start + 6, true)).toHaveLength(1);
  });
});

it('other scanners’ words count on the same line', () => {
  expect(beside('key = SECRET // gitleaks:allow')).toEqual([{ tool: 'gitleaks', text: '', lineOffset: 0 }]);
  expect(beside('key = SECRET # trufflehog:ignore please')).toEqual([
    { tool: 'trufflehog', text: ' please', lineOffset: 0 },
  ]);
});

it('several on a line are all told, and no more of each than a sentence', () => {
  const found = beside(`key = SECRET # drydock:allow a ${'x'.repeat(5000)} # gitleaks:allow`);
  expect(found.map(({ tool }) => tool)).toEqual(['drydock', 'gitleaks']);
  expect(found[0]?.text.length).toBeLessThanOrEqual(200);
});

describe('the detector', () => {
  let detector: Detector;
  beforeAll(() => {
    detector = new Detector(loadBundledRules());
  });

  const token = expandExample('ghp_${crc62:30}', 'directive');

  function scan(text: string, from = 0) {
    const bytes = Buffer.from(text);
    const slice = {
      file: 0,
      path: 'a.txt',
      start: from,
      end: bytes.length,
      offset: 0,
      from,
      to: bytes.length,
      whole: true,
    };
    return detector.scan({ bytes, slices: [slice] }).matches;
  }

  it('hands the comments on with the match', () => {
    expect(scan(`one\n# ${ALLOW} ünd so\nTOKEN=${token}\n`)).toMatchObject([
      { secret: token, directives: [{ tool: 'drydock', text: ' some-rule why not ünd so', lineOffset: -1 }] },
    ]);
    expect(scan(`TOKEN=${token} # gitleaks:allow\n`)).toMatchObject([
      { secret: token, directives: [{ tool: 'gitleaks' }] },
    ]);
    expect(scan(`TOKEN=${token}\n`)[0]).not.toHaveProperty('directives');
  });

  it('takes what is encoded for what stands on the outer line', () => {
    const token = expandExample('sk-proj-${u:74}T3BlbkFJ${u:74}', 'directive');
    const encoded = Buffer.from(`export TOKEN=${token}\n`).toString('base64');
    expect(scan(`# ${ALLOW}\ndata: ${encoded}\n`)).toMatchObject([
      { secret: token, directives: [{ lineOffset: -1 }] },
    ]);
    const inner = Buffer.from(`# ${ALLOW}\nexport TOKEN=${token}\n`).toString('base64');
    expect(scan(`data: ${inner}\n`)[0]).not.toHaveProperty('directives');
  });

  it('does not look into the file before it in the block', () => {
    const before = `# ${ALLOW}\n`;
    expect(scan(`${before}TOKEN=${token}\n`, before.length)[0]).not.toHaveProperty('directives');
  });

  it('looks no further than a thousand bytes on a minified line', () => {
    expect(scan(`TOKEN="${token}";${'x;'.repeat(400)}/* gitleaks:allow */`)[0]).toHaveProperty('directives');
    expect(scan(`TOKEN="${token}";${'x;'.repeat(800)}/* gitleaks:allow */`)[0]).not.toHaveProperty(
      'directives',
    );
  });
});
