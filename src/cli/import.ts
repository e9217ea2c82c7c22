import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { whyUnwritable } from '../model/failure.js';
import { importFiles } from '../import/import-files.js';
import { CONFIG_FILE, renderConfig, renderRules, RULES_FILE } from '../import/render-import.js';
import { countOf } from '../report/sizes.js';
import { writeReportFile } from '../report-file.js';
import { loadBundledRules } from '../rules/bundled.js';
import { CONFIG_NAMES } from '../policy/config-file.js';

export interface ImportTask {
  readonly files: readonly string[];
  /** Where the files go that are made. */
  readonly folder: string;
  /** Files that are there are written over. */
  readonly force: boolean;
}

/**
 * Imports the configuration of other scanners: writes a rule file and a configuration.
 * @returns lines for people: what was not translated, and last what was made
 * @throws UserError for files that cannot be read, and for those that would be written over
 */
export async function importConfiguration({ files, folder, force }: ImportTask): Promise<readonly string[]> {
  const config = path.join(folder, CONFIG_FILE);
  const rulesFile = path.join(folder, RULES_FILE);
  const refuse = (there: string | undefined): void => {
    if (force || there === undefined) return;
    throw new UserError(
      `${there} is there already`,
      'name another folder with --out, or write over it with --force',
    );
  };
  // Before some hundred rules are translated.
  refuse(CONFIG_NAMES.map((name) => path.join(folder, name)).find((file) => existsSync(file)));
  const { rules, allow, notes } = await importFiles(files, loadBundledRules());
  if (rules.length > 0 && existsSync(rulesFile)) refuse(rulesFile);
  await makeFolder(folder);
  if (rules.length > 0) await writeReportFile(rulesFile, renderRules(rules, files));
  await writeReportFile(config, renderConfig(rules.length === 0 ? null : RULES_FILE, allow, files));
  const made = [
    countOf(rules.length, 'rule', 'rules'),
    countOf(allow.length, 'entry of the allowlist', 'entries of the allowlist'),
  ];
  const written = rules.length === 0 ? config : `${rulesFile} and ${config}`;
  const lost =
    notes.length === 0
      ? 'all was translated'
      : `${countOf(notes.length, 'thing is', 'things are')} not as ${notes.length === 1 ? 'it was' : 'they were'}: see above, and docs/migration.md`;
  return [...notes, `${written}: ${made.join(', ')}; ${lost}`];
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new UserError(`cannot make the folder ${folder}`, whyUnwritable(cause), { cause });
  }
}
