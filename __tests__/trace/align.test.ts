import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '../../src/model/image.js';
import { alignHistory } from '../../src/trace/align.js';
import { parseDockerfile } from '../../src/trace/dockerfile.js';

/** Lines by entry, and the number of the base image's entries. What real builders write is tested with them, in `integration/`. */
function align(dockerfile: string, history: readonly string[]): [(number | null)[], number] {
  const entries: HistoryEntry[] = history.map((createdBy) => ({ createdBy, comment: '', emptyLayer: false }));
  const { instructions, baseEntries } = alignHistory(parseDockerfile(dockerfile, 'Dockerfile'), entries);
  return [instructions.map((instruction) => instruction?.line ?? null), baseEntries];
}

describe('an image of another Dockerfile', () => {
  const history = [
    '',
    'WORKDIR /app',
    'COPY . . # buildkit',
    'RUN /bin/sh -c npm ci # buildkit',
    'CMD ["node" "a.js"]',
  ];
  const nothing = [[null, null, null, null, null], 0];
  const text = 'FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "a.js"]\n';

  it('would be aligned if it were this one', () => {
    expect(align(text, history)).toEqual([[null, 2, 3, 4, 5], 1]);
  });

  it.each([
    ['another command', text.replace('npm ci', 'npm install')],
    ['a longer command', text.replace('npm ci', 'apk add x && npm ci')],
    ['the end of the command', text.replace('npm ci', 'ci')],
    ['another source', text.replace('COPY . .', 'COPY src .')],
    ['another destination', text.replace('COPY . .', 'COPY . /app')],
    ['another folder', text.replace('/app', '/srv')],
    ['another end', text.replace('a.js', 'b.js')],
    ['one more', text.replace('RUN', 'RUN true\nRUN')],
    ['more than there are entries', text.replace('FROM node', 'FROM node\nENV A=1\nENV B=2\nENV C=3')],
    ['no base image', text.replace('FROM node', 'FROM scratch')],
    ['ADD for COPY', text.replace('COPY', 'ADD')],
  ])('says nothing: %s', (_, other) => {
    expect(align(other, history)).toEqual(nothing);
  });

  it('says nothing for a Dockerfile without a stage, or an image without history', () => {
    expect(align('', history)).toEqual(nothing);
    expect(align(text, [])).toEqual([[], 0]);
  });
});

describe('the stage', () => {
  const stages =
    'FROM a AS dev\nRUN x\nCOPY . /x\nCMD ["dev"]\nFROM a AS prod\nRUN x\nCOPY . /x\nCMD ["prod"]\n';

  it('is the one that fits, though another is the last', () => {
    expect(align(stages, ['', 'RUN /bin/sh -c x', 'COPY . /x # buildkit', 'CMD ["dev"]'])).toEqual([
      [null, 2, 3, 4],
      1,
    ]);
  });

  it('is the last where two fit', () => {
    expect(
      align(stages.replaceAll('"prod"', '"dev"'), [
        '',
        'RUN /bin/sh -c x # buildkit',
        'COPY . /x # buildkit',
        'CMD ["dev"]',
      ]),
    ).toEqual([[null, 6, 7, 8], 1]);
  });

  it('is the one that explains most', () => {
    expect(
      align('FROM a AS t\nRUN x\nCMD ["a"]\nFROM a\nCMD ["a"]\n', [
        '',
        'RUN /bin/sh -c x # buildkit',
        'CMD ["a"]',
      ]),
    ).toEqual([[null, 2, 3], 1]);
  });
});

describe('here-documents, as BuildKit tells them', () => {
  it.each([
    ['a script', 'RUN <<EOF\nset -e\necho "$A"\nEOF', 'RUN /bin/sh -c set -e\necho "$A"\n # buildkit'],
    [
      'a script of another interpreter',
      'RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF',
      'RUN /dev/pipes/EOF # buildkit',
    ],
    [
      'input of a command',
      'RUN cat <<EOF > /x\nhello\nEOF',
      'RUN /bin/sh -c cat <<EOF > /x\nhello\nEOF # buildkit',
    ],
    ['a copied file', 'COPY <<EOF a.txt /x/\nhello\nEOF', 'COPY <<EOF a.txt /x/ # buildkit'],
    [
      'a file with a quoted name',
      'COPY --chmod=700 <<"run.sh" /x\nhello\nrun.sh',
      'COPY --chmod=700 <<run.sh /x # buildkit',
    ],
  ])('%s', (_, instruction, createdBy) => {
    const text = `FROM a\n${instruction}\nUSER x\n`;
    const end = text.split('\n').length - 1;
    expect(align(text, [createdBy, 'USER x'])).toEqual([[2, end], 0]);
    expect(align(text.replace(/hello|set -e|#!/, 'other'), [createdBy, 'USER x'])[0]).toEqual(
      instruction.startsWith('COPY') ? [2, end] : [null, null],
    );
  });
});

describe('other builders', () => {
  it('takes off the label that the legacy builder adds for --label', () => {
    expect(align('FROM a\nRUN x\n', ['', '/bin/sh -c x', '/bin/sh -c #(nop)  LABEL l=m'])).toEqual([
      [null, 2, null],
      1,
    ]);
  });

  it('reads Buildah and Kaniko', () => {
    const text = 'FROM a\nARG A\nCOPY x /y\nRUN echo $A\nCMD ["a", "b"]\n';
    const digest = '0123456789abcdef'.repeat(4);
    expect(
      align(text, [
        '',
        '/bin/sh -c #(nop) ARG A',
        `/bin/sh -c #(nop) COPY file:${digest} in /y `,
        '|1 A=1 /bin/sh -c echo $A',
        '/bin/sh -c #(nop) CMD ["a", "b"]',
      ])[0],
    ).toEqual([null, 2, 3, 4, 5]);
    expect(align(text, ['', 'ARG A', 'COPY x /y', 'RUN echo $A', 'CMD ["a", "b"]'])[0]).toEqual([
      null,
      2,
      3,
      4,
      5,
    ]);
  });

  it('knows the shells that a base image may set', () => {
    for (const shell of [
      '/bin/bash -o pipefail -c',
      '/bin/ash -eo pipefail -c',
      '/usr/bin/env',
      'bash -lc',
    ]) {
      const [lines] = align('FROM a\nRUN make\n', [`RUN ${shell} make # buildkit`]);
      expect(lines).toEqual([shell === '/usr/bin/env' ? null : 2]);
    }
  });
});
