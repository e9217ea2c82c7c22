import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../model/errors.js';
import type { Rule } from '../model/rule.js';
import { loadRuleFiles } from './load.js';

/**
 * The rules that Drydock ships. A bundle reads `rules.json` beside it (made by the build from `rules/*.yml`: parsing
 * it takes milliseconds, where YAML takes a hundred); the source tree reads the YAML files themselves.
 */
export function loadBundledRules(): Rule[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = join(here, 'rules.json');
  if (existsSync(built)) {
    try {
      return JSON.parse(readFileSync(built, 'utf8')) as Rule[];
    } catch (error) {
      throw new UserError(`${built}: damaged`, 'install Drydock anew', { cause: error });
    }
  }
  return loadRuleFiles([join(here, '../../rules')]);
}
