import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Log } from 'sarif';
import { renderSarif } from '../../src/report/sarif.js';
import {
  makeFinding,
  makeOccurrence,
  makePolicyReport,
  makeReport,
  makeRichReport,
} from '../helpers/sample-report.js';

describe("the validator with GitHub's rules", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'drydock-sarif-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the validator has against a document, rule and message. */
  function validate(sarif: string, ruleKind: 'Sarif' | 'Ghas'): string[] {
    const file = path.join(folder, 'report.sarif');
    const output = path.join(folder, `${ruleKind}.sarif`);
    writeFileSync(file, sarif);
    const tool = path.resolve('node_modules/.bin/sarif-multitool');
    // One kind of rules at a time: the tool's launcher gives its arguments to a shell, in which `;` ends the command.
    const args = ['validate', file, '--rule-kind', ruleKind, '--output', output, '--log', 'ForceOverwrite'];
    const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
    if (status === null || !stdout.includes('Analysis completed successfully'))
      throw new Error(stdout + stderr);
    const log = JSON.parse(readFileSync(output, 'utf8')) as Log;
    return (log.runs[0]?.results ?? [])
      .filter((result) => result.level !== 'note')
      .map((result) => `${result.ruleId}: ${JSON.stringify(result.message)}`);
  }

  it.each(['Sarif', 'Ghas'] as const)('has nothing against it (%s rules)', (ruleKind) => {
    const odd = makeOccurrence({ path: 'a b#c?|\n\u202e日本', source: { file: 'a b#c?|\n日本', line: 0 } });
    const reports = [
      makeRichReport(),
      makeReport({ target: { reference: 'web:ci' }, findings: [makeFinding({ occurrences: [odd] })] }),
      makeReport({ target: { reference: 'empty' } }),
      makePolicyReport(),
    ];
    expect(validate(renderSarif(reports), ruleKind)).toEqual([]);
  });

  it('would find a mistake', () => {
    const broken = renderSarif([makeRichReport()]).replace(/"startLine": 7/g, '"startLine": 0');
    expect(validate(broken, 'Sarif')).not.toEqual([]);
  });
});
