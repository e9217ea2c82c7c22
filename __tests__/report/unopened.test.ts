import { describe, expect, it } from '@jest/globals';
import type { Log } from 'sarif';
import type { UnopenedFile } from '../../src/model/report.js';
import { renderJson } from '../../src/report/json.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { renderSarif } from '../../src/report/sarif.js';
import { renderText } from '../../src/report/text.js';
import { makeReport } from '../helpers/sample-report.js';

const ONE: UnopenedFile = { path: 'srv/in.zip!/key.txt', layer: 3, reason: 'is encrypted' };
const MANY = Array.from({ length: 30 }, (_, index) => ({
  path: `srv/${index}.gz`,
  layer: null,
  reason: 'gzip data ends early',
}));
const PLAIN = { color: false, columns: 120, verbose: false };

function textOf(unopened: readonly UnopenedFile[], verbose = false): string {
  return renderText([makeReport({ coverage: { unopened } })], { ...PLAIN, verbose });
}

function notificationsOf(unopened: readonly UnopenedFile[]): string[] {
  const { runs } = JSON.parse(renderSarif([makeReport({ coverage: { unopened } })])) as Log;
  return (runs[0]?.invocations?.[0]?.toolExecutionNotifications ?? []).map(
    ({ descriptor, level, message }) => `${descriptor?.id ?? ''} ${level ?? ''} ${message.text ?? ''}`,
  );
}

describe('archives that could not be opened', () => {
  it('are named to people, and the outcome stays', () => {
    const text = textOf([ONE]);
    expect(text).toContain('1 archive could not be opened to the end');
    expect(text).toContain('  unopened  layer 3: srv/in.zip!/key.txt: is encrypted\n');
    expect(text).toContain('Passed');
    expect(textOf([])).not.toContain('opened');
  });

  it('are counted where there are many', () => {
    expect(textOf(MANY)).toContain('  unopened  27 more (the JSON report names them all)');
    expect(textOf(MANY, true)).toContain('srv/29.gz');
  });

  it('stand folded in the Markdown report', () => {
    const page = renderMarkdown([makeReport({ coverage: { unopened: [ONE] } })]);
    expect(page).toContain('<summary>📦 1 archive could not be opened to the end');
    expect(page).toContain('- `srv/in.zip!/key.txt` (layer 3): is encrypted\n');
  });

  it('are notes of the SARIF report, and no failure', () => {
    expect(notificationsOf([ONE])).toEqual([
      'not-opened note Not opened: layer 3: srv/in.zip!/key.txt: is encrypted.',
    ]);
    expect(notificationsOf(MANY)).toHaveLength(21);
    expect(notificationsOf(MANY).at(-1)).toContain('30 archives could not be opened');
  });

  it('are all in the JSON report', () => {
    const report = JSON.parse(renderJson([makeReport({ coverage: { unopened: [...MANY, ONE] } })])) as {
      coverage: { unopened: unknown };
    };
    expect(report.coverage.unopened).toEqual([...MANY, ONE]);
  });
});
