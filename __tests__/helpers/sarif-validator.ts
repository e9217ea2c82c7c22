import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from 'sarif';

/** The specification's rules, or those of GitHub's code scanning. */
export type RuleKind = 'Sarif' | 'Ghas';

/** What Microsoft's validator has against the documents, rule and message; notes are left out. */
export function validateSarif(documents: readonly string[], ruleKind: RuleKind): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-sarif-'));
  try {
    const files = documents.map((document, index) => {
      const file = path.join(folder, `${String(index)}.sarif`);
      writeFileSync(file, document);
      return file;
    });
    const output = path.join(folder, 'validation.sarif');
    // One kind of rules at a time: the tool's launcher gives its arguments to a shell, in which `;` ends the command.
    const args = [
      'validate',
      ...files,
      '--rule-kind',
      ruleKind,
      '--output',
      output,
      '--log',
      'ForceOverwrite',
    ];
    const tool = path.resolve('node_modules/.bin/sarif-multitool');
    const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
    if (status === null || !stdout.includes('Analysis completed successfully'))
      throw new Error(stdout + stderr);
    const log = JSON.parse(readFileSync(output, 'utf8')) as Log;
    return log.runs
      .flatMap(({ results }) => results ?? [])
      .filter(({ level }) => level !== 'note')
      .map(({ ruleId, message }) => `${ruleId ?? ''}: ${JSON.stringify(message)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
