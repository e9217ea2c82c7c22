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

describe('which of several stages', () => {
  const history = ['', 'RUN /bin/sh -c x # buildkit', 'COPY . /x # buildkit'];
  const twins = 'FROM a AS one\nRUN x\nCOPY . /x\nFROM a AS two\nRUN x\nCOPY . /x\n';

  it('is not guessed where --target chose one of two that are the same', () => {
    expect(align(`${twins}FROM a\nRUN y\n`, history)).toEqual([[null, null, null], 1]);
  });

  it('is told as far as both agree', () => {
    const shared =
      'FROM a AS base\nRUN x\nFROM base AS one\nCOPY . /x\nFROM base AS two\nCOPY . /x\nFROM a\n';
    expect(align(shared, history)).toEqual([[null, 2, null], 1]);
  });

  it('is told by the values of its environment where a build argument chooses it, and no base image is made up', () => {
    const chosen =
      'ARG S=dev\nFROM a AS dev\nENV K=dev\nRUN x\nFROM a AS prod\nENV K=prod\nRUN x\nFROM $S\nCOPY . /x\n';
    const entries = ['', 'ENV K=prod', 'RUN /bin/sh -c x # buildkit', 'COPY . /x # buildkit'];
    expect(align(chosen, entries)).toEqual([[null, 6, 7, 9], 1]);
    expect(align(chosen, entries.with(1, 'ENV K=dev'))).toEqual([[null, 3, 4, 9], 1]);
    expect(align(chosen, entries.with(1, 'ENV K=production'))).toEqual([[null, null, null, 9], 0]);
  });
});

it('is not misled by a command that quotes a mark of the legacy builder', () => {
  const quoted = 'echo "/bin/sh -c #(nop) CMD x" > /y';
  const text = `FROM a\nRUN ${quoted}\n`;
  expect(align(text, ['', `RUN /bin/sh -c ${quoted} # buildkit`])).toEqual([[null, 2], 1]);
  expect(align(text, ['', `/bin/sh -c ${quoted}`])).toEqual([[null, 2], 1]);
});

describe('here-documents, as BuildKit tells them', () => {
  it.each([
    ['a script', 'RUN <<EOF\nset -e\necho "$A"\nEOF', 'RUN /bin/sh -c set -e\necho "$A"\n # buildkit'],
    [
      'a script of another interpreter',
      'RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF',
      'RUN /bin/sh -c /dev/pipes/EOF # buildkit',
    ],
    [
      'input of a command',
      'RUN cat <<EOF > /x\nhello\nEOF',
      'RUN /bin/sh -c cat <<EOF > /x\nhello\nEOF # buildkit',
    ],
    [
      'two of them, one with tabs taken off',
      'RUN cat <<-A 3<<B\n\thello\n\tA\nb\nB',
      'RUN |1 T=x /bin/sh -c cat <<-A 3<<B\n\thello\nA\nb\nB # buildkit',
    ],
    [
      'a script with a name in quotes',
      'RUN <<"THE END"\nhello\nTHE END',
      'RUN /bin/bash -o pipefail -c hello\n # buildkit',
    ],
    ['a copied file', 'COPY <<EOF /x/\nhello\nEOF', 'COPY <<EOF /x/ # buildkit'],
    [
      'a file beside others, which are told first',
      'COPY <<EOF a.txt /x/\nhello\nEOF',
      'COPY a.txt <<EOF /x/ # buildkit',
    ],
    [
      'two files, one with tabs taken off',
      'ADD --chown=1:1 <<-one <<two /x/\n\thello\n\tone\nb\ntwo',
      'ADD --chown=1:1 <<one <<two /x/ # buildkit',
    ],
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
      /^(?:COPY|ADD)/.test(instruction) ? [2, end] : [null, null],
    );
  });
});

it('fits what BuildKit’s own frontend (0.13.2, `dockerfile2llb`) wrote for every kind of here-document', () => {
  const dockerfile = [
    'FROM scratch',
    'ARG T',
    'RUN <<EOF',
    'set -e',
    '\techo "$A"',
    'EOF',
    'RUN <<-EOF',
    '\ttabbed',
    '\tEOF',
    'RUN <<EOF',
    '#!/usr/bin/env python3',
    'print(1)',
    'EOF',
    'RUN cat <<EOF > /x',
    'hello',
    'EOF',
    'RUN cat <<-A 3<<B',
    '\thello',
    '\tA',
    'b',
    'B',
    'RUN <<"THE_END"',
    'hello',
    'THE_END',
    'RUN python3 <<EOF && \\',
    '  echo done',
    'print(2)',
    'EOF',
    'COPY <<EOF /x/',
    'hello',
    'EOF',
    'COPY <<EOF a.txt /x/',
    'hello',
    'EOF',
    'ADD --chown=1:1 <<-one <<two /x/',
    '\thello',
    '\tone',
    'b',
    'two',
    'COPY --chmod=700 <<"run.sh" /x',
    'hello $T',
    'run.sh',
    'COPY 3<<EOF /z',
    'hello',
    'EOF',
    'ENV A=1 \\',
    '   B="$T x"',
    'ARG U V=$T \\',
    '   W=3',
    'COPY a b /c',
    'ONBUILD RUN <<EOF',
    'hi',
    'EOF',
    '',
  ].join('\n');
  const history = [
    'ARG T',
    'RUN |1 T=t0k /bin/sh -c set -e\n\techo "$A"\n # buildkit',
    'RUN |1 T=t0k /bin/sh -c tabbed\n # buildkit',
    'RUN |1 T=t0k /bin/sh -c /dev/pipes/EOF # buildkit',
    'RUN |1 T=t0k /bin/sh -c cat <<EOF > /x\nhello\nEOF # buildkit',
    'RUN |1 T=t0k /bin/sh -c cat <<-A 3<<B\n\thello\nA\nb\nB # buildkit',
    'RUN |1 T=t0k /bin/sh -c hello\n # buildkit',
    'RUN |1 T=t0k /bin/sh -c python3 <<EOF &&   echo done\nprint(2)\nEOF # buildkit',
    'COPY <<EOF /x/ # buildkit',
    'COPY a.txt <<EOF /x/ # buildkit',
    'ADD --chown=1:1 <<one <<two /x/ # buildkit',
    'COPY --chmod=700 <<run.sh /x # buildkit',
    'COPY <<EOF /z # buildkit',
    'ENV A=1 B=t0k x',
    'ARG U V=t0k W=3',
    'COPY a b /c # buildkit',
  ];
  const lines = [2, 3, 7, 10, 14, 17, 22, 25, 29, 32, 35, 40, 43, 46, 48, 50];
  // The trigger at the end makes no entry.
  expect(align(dockerfile, history)).toEqual([lines.slice(0, history.length), 0]);
});

it('says nothing where a here-document is copied to another name', () => {
  const text = 'FROM a\nCOPY <<EOF /x\nhello\nEOF\nUSER x\n';
  expect(align(text, ['COPY <<EOF /y # buildkit', 'USER x'])[0]).toEqual([null, null]);
  expect(align(text, ['COPY <<END /x # buildkit', 'USER x'])[0]).toEqual([null, null]);
  expect(align(text, ['COPY EOF /x # buildkit', 'USER x'])[0]).toEqual([null, null]);
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
