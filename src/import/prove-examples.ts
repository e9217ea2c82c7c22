import { Detector } from '../detector/index.js';
import type { Rule, RuleExamples } from '../model/rule.js';
import { examplePath } from '../rules/check.js';
import { expandExample } from '../rules/examples.js';
import { parseRuleFile } from '../rules/load.js';
import type { ConvertedRule } from './convert-rule.js';
import { type Choice, exampleOf } from './example-template.js';
import type { Notes } from './foreign-config.js';
import { renderRules } from './render-import.js';

/** What `rules check` asks for, of each kind. */
const EXAMPLES = 2;
/** The seeds that it uses. */
const SEEDS = [1, 2, 3];
const CHOICES: readonly Choice[] = [
  { option: 0, isLong: true },
  { option: 1, isLong: true },
  { option: 0, isLong: false },
  { option: 9, isLong: true },
];
/** Surroundings; `%` is where the example stands. */
const FRAMES = ['%', 'value = "%"\n', '# settings\n%\n', 'value = % \n', ' %'];
const TO_BE_MADE: RuleExamples = { match: ['-'], ignore: ['-'] };
const HARMLESS = [
  'nothing of the kind\n',
  'TOKEN=${TOKEN}\n',
  '<your-key-goes-here>',
  'see the manual',
  '\n',
  '-',
];

/**
 * Gives rules their examples: texts made from their patterns, of which those are kept that are found as they should be
 * with all other rules in force.
 * @param others the rules that are in force beside
 */
export function withExamples(
  converted: readonly ConvertedRule[],
  others: readonly Rule[],
  placeOf: (id: string) => string,
  notes: Notes,
): Rule[] {
  if (converted.length === 0) return [];
  const bare = converted.map(({ rule }) => ({ ...rule, examples: TO_BE_MADE }));
  // As they are when they are read from their file: paths are made ready.
  const loaded = parseRuleFile(renderRules(bare, []), 'imported rules');
  const detector = new Detector([...others, ...loaded]);
  const unproved: string[] = [];
  const rules = converted.map(({ node }, index) => {
    const rule = loaded[index] as Rule;
    const isFound = (template: string): boolean[] =>
      SEEDS.map((seed) => findsRule(detector, rule, template, seed));
    const templates = [...new Set(CHOICES.map((choice) => exampleOf(node, choice)))];
    const word = rule.near?.[0] ?? rule.keywords[0] ?? '';
    const candidates = ['', `${word} `].flatMap((start) =>
      FRAMES.flatMap((frame) => templates.map((template) => start + frame.replace('%', () => template))),
    );
    const match = firstFew(candidates, (template) => isFound(template).every(Boolean));
    const ignore = firstFew([`${word}\n`, ...HARMLESS], (template) => !isFound(template).some(Boolean));
    if (match.length < EXAMPLES) unproved.push(rule.id);
    return {
      ...rule,
      examples: {
        match:
          match.length === 0
            ? templates.slice(0, 1).map((template) => (template === '' ? 'example' : template))
            : match,
        ignore: ignore.length === 0 ? HARMLESS.slice(0, 1) : ignore,
      },
    };
  });
  const [only] = unproved;
  // In a line: whoever imports a configuration of hundreds has better things to read.
  if (only !== undefined)
    notes.add(
      unproved.length === 1 ? placeOf(only) : `${String(unproved.length)} rules`,
      `without the ${String(EXAMPLES)} examples that drydock rules check asks for: another rule finds their secrets, or they take more than their pattern${unproved.length === 1 ? '' : `: ${unproved.join(', ')}`}`,
    );
  return rules;
}

function firstFew(candidates: readonly string[], fits: (template: string) => boolean): string[] {
  const found: string[] = [];
  for (const template of new Set(candidates)) {
    if (template.trim() !== '' && fits(template)) found.push(template);
    if (found.length === EXAMPLES) break;
  }
  return found;
}

function findsRule(detector: Detector, rule: Rule, template: string, seed: number): boolean {
  const bytes = Buffer.from(expandExample(template, `${rule.id} ${String(seed)}`), 'utf8');
  const { length } = bytes;
  const slice = {
    file: 0,
    path: examplePath(rule),
    start: 0,
    end: length,
    offset: 0,
    from: 0,
    to: length,
    whole: true,
  };
  return detector.scan({ bytes, slices: [slice] }).matches.some((match) => match.rule === rule.id);
}
