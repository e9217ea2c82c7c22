import type { Rule } from '../model/rule.js';
import { loadBundledRules } from '../rules/bundled.js';
import { checkRules, explainRule, listRules } from '../rules/commands.js';
import { combineRules, loadRuleFiles } from '../rules/load.js';
import { scan } from '../scan.js';
import type { Services } from './main.js';

/** What the command line really does. */
export const services: Services = {
  scan,
  listRules: (paths) => listRules(rulesWith(paths)),
  explainRule: (paths, id) => explainRule(rulesWith(paths), id),
  checkRules,
  readRules: rulesWith,
};

function rulesWith(paths: readonly string[]): readonly Rule[] {
  return combineRules(loadBundledRules(), loadRuleFiles(paths));
}
