import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDiffLines } from '../../src/github/diff-lines.js';

const lines = (patch: string) => [...readDiffLines(patch)];

describe('the lines of a patch', () => {
  it('are those of the new file, added and unchanged, under their numbers', () => {
    const patch = [
      '@@ -1,3 +1,4 @@',
      ' FROM scratch',
      '-COPY . .',
      '+COPY app .',
      '+ENV A=1',
      ' CMD ["x"]',
      '@@ -10,2 +11,2 @@ RUN make',
      ' RUN a',
      '-RUN b',
      '+RUN c',
      '\\ No newline at end of file',
    ].join('\n');
    expect(lines(patch)).toEqual([
      [1, 'FROM scratch'],
      [2, 'COPY app .'],
      [3, 'ENV A=1'],
      [4, 'CMD ["x"]'],
      [11, 'RUN a'],
      [12, 'RUN c'],
    ]);
  });

  it('of a new file of one line, and of a file that was emptied', () => {
    expect(lines('@@ -0,0 +1 @@\n+FROM scratch')).toEqual([[1, 'FROM scratch']]);
    expect(lines('@@ -1,2 +0,0 @@\n-a\n-b')).toEqual([]);
  });

  it('may begin like the marks of a diff, and end with a carriage return', () => {
    expect(lines('@@ -1,0 +1,2 @@\n+@@ -9 +9 @@\n++++ b/x\r')).toEqual([
      [1, '@@ -9 +9 @@'],
      [2, '+++ b/x'],
    ]);
  });

  it.each(['', 'garbage', '@@ -1 +x @@\n+a', '@@'])('are none in %j', (patch) => {
    expect(lines(patch)).toEqual([]);
  });

  it('are the new file, where the patch is all of it', () => {
    const text = fc.array(
      fc.string().map((line) => line.replace(/[\r\n]/g, '')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(text, (file) => {
        const patch = [`@@ -0,0 +1,${file.length} @@`, ...file.map((line) => `+${line}`)].join('\n');
        expect(lines(patch)).toEqual(file.map((line, index) => [index + 1, line]));
      }),
    );
  });
});
