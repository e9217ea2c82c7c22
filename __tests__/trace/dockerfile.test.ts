import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDockerfile } from '../../src/trace/dockerfile.js';

function ranges(text: string): string[] {
  return parseDockerfile(text, 'Dockerfile').instructions.map(
    ({ keyword, line, endLine }) => `${keyword} ${line}-${endLine}`,
  );
}

describe('lines of instructions', () => {
  it.each([
    [
      'a here-document',
      'FROM a\nRUN <<EOF\necho a\n\nFROM x\nEOF\nRUN b\n',
      ['FROM 1-1', 'RUN 2-6', 'RUN 7-7'],
    ],
    ['two of them', 'FROM a\nCOPY <<A <<B /x\n1\nB\nA\n2\nB\nRUN c\n', ['FROM 1-1', 'COPY 2-7', 'RUN 8-8']],
    [
      'one with a file descriptor',
      'FROM a\nRUN cat 3<<EOF\nRUN q\nEOF\nUSER b\n',
      ['FROM 1-1', 'RUN 2-4', 'USER 5-5'],
    ],
    [
      'one with tabs taken off',
      'FROM a\nRUN <<-EOF\n\tq\n\tEOF\nUSER x\n',
      ['FROM 1-1', 'RUN 2-4', 'USER 5-5'],
    ],
    [
      'its end with tabs, when they count',
      'FROM a\nRUN <<EOF\n\tEOF\nEOF\nUSER x',
      ['FROM 1-1', 'RUN 2-4', 'USER 5-5'],
    ],
    ['one that never ends', 'FROM a\nRUN cat <<EOF\nUSER x\n', ['FROM 1-1', 'RUN 2-3']],
    [
      'one after a line that goes on',
      'FROM a\nRUN cat <<EOF && \\\n echo q\nbody\nEOF\nRUN b\n',
      ['FROM 1-1', 'RUN 2-5', 'RUN 6-6'],
    ],
    [
      'one in a comment between',
      'FROM a\nRUN echo \\\n # <<EOF\n x\nRUN b\n',
      ['FROM 1-1', 'RUN 2-4', 'RUN 5-5'],
    ],
    [
      'one of a trigger',
      'FROM a\nONBUILD RUN <<EOF\nUSER q\nEOF\nUSER b\n',
      ['FROM 1-1', 'ONBUILD 2-4', 'USER 5-5'],
    ],
    [
      'one with its name in quotes',
      'FROM a\nCOPY <<"E F" /x\nUSER q\nE F\nUSER b\n',
      ['FROM 1-1', 'COPY 2-4', 'USER 5-5'],
    ],
    ['none in quotes', 'FROM a\nRUN echo "<<EOF" \'<<X\'\nUSER b\n', ['FROM 1-1', 'RUN 2-2', 'USER 3-3']],
    [
      'none in a here-string or a shift',
      'FROM a\nRUN cat <<< x; echo $((1<<2))\nUSER b\n',
      ['FROM 1-1', 'RUN 2-2', 'USER 3-3'],
    ],
    ['none in ENV', 'FROM a\nENV A=<<EOF\nUSER b\n', ['FROM 1-1', 'ENV 2-2', 'USER 3-3']],
    [
      'comments and blank lines in between',
      '# c\n\nFROM a\nRUN echo \\\n# c\n\n  b\n\n# d\nUSER d',
      ['FROM 3-3', 'RUN 4-7', 'USER 10-10'],
    ],
    [
      'the escape directive',
      '# syntax=x\n# escape=`\nFROM a\nRUN a\\\nRUN b `\n c\nUSER d',
      ['FROM 3-3', 'RUN 4-4', 'RUN 5-6', 'USER 7-7'],
    ],
    ['an escape directive too late', '\n# escape=`\nFROM a\nRUN a\\\n c\n', ['FROM 3-3', 'RUN 4-5']],
    ['a line that goes on at the end', 'FROM a\nRUN a \\', ['FROM 1-1', 'RUN 2-2']],
    ['blanks behind the escape', 'FROM a\nRUN a \\  \n b\nUSER b', ['FROM 1-1', 'RUN 2-3', 'USER 4-4']],
    [
      'Windows line ends',
      '\ufeffFROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\nUSER b\r\n',
      ['FROM 1-1', 'RUN 2-4', 'USER 5-5'],
    ],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(ranges(text)).toEqual(expected);
  });

  it('are in order and within the file, whatever it holds', () => {
    const piece = fc.constantFrom(
      'FROM a',
      'RUN',
      ' x',
      '<<EOF',
      '\n',
      '\\',
      '\\\n',
      '"',
      "'",
      '#',
      'EOF',
      '\nEOF\n',
      '$',
      '${',
      '`',
      '[',
      'ENV A=',
      '--x=',
      '\r\n',
      '\u0000',
      '\ufeff',
      'ONBUILD ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const count = text.split('\n').length;
        let last = 0;
        for (const { line, endLine } of parseDockerfile(text, 'Dockerfile').instructions) {
          expect(line).toBeGreaterThan(last);
          expect(endLine).toBeGreaterThanOrEqual(line);
          last = endLine;
        }
        expect(last).toBeLessThanOrEqual(count);
      }),
    );
  });
});

describe('parts of instructions', () => {
  function only(line: string) {
    const [instruction] = parseDockerfile(line, 'Dockerfile').instructions;
    if (instruction === undefined) throw new Error('nothing was parsed');
    return instruction;
  }

  it('takes flags apart from words', () => {
    const copy = only('COPY --from=build --chown="1:1" --link a b /d/');
    expect(copy.flags).toEqual([
      { name: 'from', value: 'build' },
      { name: 'chown', value: '1:1' },
      { name: 'link', value: '' },
    ]);
    expect(copy.words).toEqual(['a', 'b', '/d/']);
  });

  it('leaves what only looks like a flag', () => {
    expect(only('RUN --mount=type=secret,id=x npm ci --ignore-scripts').argument).toBe(
      'npm ci --ignore-scripts',
    );
    expect(only('ENV --x=1').argument).toBe('--x=1');
  });

  it('reads the JSON form, and what is none as words', () => {
    expect(only('CMD ["a", "b c"]')).toMatchObject({ isJson: true, words: ['a', 'b c'] });
    expect(only("CMD ['a']").isJson).toBe(false);
  });

  it('reads names and values', () => {
    const at = { line: 1, endLine: 1 };
    expect(only('ENV A=1 B="x y"').properties).toEqual([
      { name: 'A', value: '1', ...at },
      { name: 'B', value: 'x y', ...at },
    ]);
    expect(only('ENV A x y').properties).toEqual([{ name: 'A', value: 'x y', ...at }]);
    expect(only('ARG TOKEN').properties).toEqual([{ name: 'TOKEN', value: null, ...at }]);
  });

  it('reads all names of an ARG', () => {
    const names = only('ARG A B=2 C="x y" D=e\\ f G=').properties.map(({ name, value }) => [name, value]);
    expect(names).toEqual([
      ['A', null],
      ['B', '2'],
      ['C', 'x y'],
      ['D', 'e f'],
      ['G', ''],
    ]);
  });

  it.each([
    ['one on each line', 'ENV A=1 \\\n    B=2 \\\n  C=3', ['A 1-1', 'B 2-2', 'C 3-3']],
    ['two on a line, none on the first', '  env \\\n A=1 B=2 \\\n\tC=3', ['A 2-2', 'B 2-2', 'C 3-3']],
    ['comments and blank lines between', 'ENV A=1 \\\n# B=0 \\\n\n  B=2', ['A 1-1', 'B 4-4']],
    ['a value on two lines', 'ENV A="1 \\\n 2" \\\n B=3', ['A 1-2', 'B 3-3']],
    ['the old form on two lines', 'ENV A 1 \\\n 2', ['A 1-2']],
    ['another escape', '# escape=`\nLABEL a=b `\n  "c d"=e', ['a 2-2', 'c d 3-3']],
    ['build arguments', 'ARG A \\\n  B=2 \\\n  C', ['A 1-1', 'B 2-2', 'C 3-3']],
    ['Windows line ends', 'ENV A=1 \\\r\n  B=2\r\n', ['A 1-1', 'B 2-2']],
    ['a trigger', 'ONBUILD ENV A=1 \\\n  B=2', ['A 1-1', 'B 2-2']],
  ])('knows the line of each name: %s', (_, text, expected) => {
    const [instruction] = parseDockerfile(text, 'Dockerfile').instructions;
    const { properties } = instruction?.trigger ?? instruction ?? { properties: [] };
    expect(properties.map(({ name, line, endLine }) => `${name} ${line}-${endLine}`)).toEqual(expected);
  });

  it('keeps all lines of the text', () => {
    expect(only('RUN a \\\n  b').text).toBe('RUN a \\\n  b');
  });

  it('reads what a trigger adds', () => {
    expect(only('ONBUILD COPY . /x').trigger).toMatchObject({ keyword: 'COPY', line: 1, words: ['.', '/x'] });
  });
});

describe('stages', () => {
  it('knows what each is built on', () => {
    const { stages } = parseDockerfile(
      'ARG X=two\nFROM a AS one\nFROM --platform=linux/amd64 b AS Two\nFROM ONE\nFROM $X\nFROM ${Y:-one}-x',
      'Dockerfile',
    );
    expect(stages.map(({ name }) => name)).toEqual(['one', 'Two', null, null, null]);
    expect(stages.map(({ parents }) => parents[0])).toEqual([null, null, 0, 1, null]);
    expect(stages[3]?.parents).toEqual([1, null, 0, 2]);
  });

  it('gives each its own instructions', () => {
    const { stages, instructions } = parseDockerfile(
      'ARG A=1\nFROM a\nRUN x\nFROM b\nRUN y\nRUN z\n',
      'Dockerfile',
    );
    expect(stages.map((stage) => stage.instructions.map(({ line }) => line))).toEqual([[3], [5, 6]]);
    expect(instructions[0]?.stage).toBe(-1);
  });
});
