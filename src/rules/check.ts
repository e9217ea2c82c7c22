import { Detector } from '../detector/index.js';
import { compilePattern } from '../detector/pattern.js';
import type { Rule } from '../model/rule.js';
import { analyseBacktracking } from './backtracking.js';
import { expandExample } from './examples.js';

/** One thing that is wrong with a rule. */
export interface RuleFailure {
  readonly rule: string;
  readonly problem: string;
}

export interface RuleCheck {
  readonly rules: number;
  /** Examples that were tried, each with every seed. */
  readonly examples: number;
  readonly failures: readonly RuleFailure[];
}

const MIN_EXAMPLES = 2;
/** Every example is expanded from several seeds: what fits one random token only by luck shows with the others. */
const SEEDS = [1, 2, 3];
/** A pattern may take this long on the worst of the hostile windows. Generous: the machine may be busy. */
const MAX_PATTERN_MS = 150;
/** Names longer than this are no names; with a section's name before them they may be twice that. */
const MAX_NAME_BYTES = 160;
/** Characters of which patterns have classes, and groups of them that repetitions are made for. */
const HOSTILE_FILLERS = [
  'a',
  'A',
  '0',
  '-',
  '_',
  ' ',
  '\n',
  '=',
  '"',
  '\\n',
  ': ',
  'a=',
  'a_',
  'Aa0',
  '/',
  '.',
  ':',
];

/**
 * Proves rules against their own examples, together with all others: what is found must be found under the right
 * rule; and analyses and times their patterns on hostile input.
 * @param rules the rules to prove
 * @param all the rules that are in force with them
 */
export async function checkRuleSet(rules: readonly Rule[], all: readonly Rule[]): Promise<RuleCheck> {
  const detector = new Detector(all);
  const failures: RuleFailure[] = [];
  let examples = 0;
  for (const rule of rules) {
    const fail = (problem: string): void => {
      failures.push({ rule: rule.id, problem });
    };
    if (rule.examples.match.length < MIN_EXAMPLES) fail(`needs ${String(MIN_EXAMPLES)} examples that match`);
    if (rule.examples.ignore.length < MIN_EXAMPLES) fail(`needs ${String(MIN_EXAMPLES)} examples to ignore`);
    for (const [kind, templates] of Object.entries(rule.examples) as ['match' | 'ignore', string[]][]) {
      for (const [index, template] of templates.entries()) {
        for (const seed of SEEDS) {
          examples++;
          const problem = tryExample(detector, rule, kind, template, seed);
          if (problem === null) continue;
          fail(`${kind} example ${String(index + 1)}: ${problem}`);
          break;
        }
      }
    }
    for (const problem of await patternProblems(rule)) fail(problem);
  }
  return { rules: rules.length, examples, failures };
}

/** What is wrong, null when nothing is. The example itself is shown as its template: expanded, it looks like a secret. */
function tryExample(
  detector: Detector,
  rule: Rule,
  kind: 'match' | 'ignore',
  template: string,
  seed: number,
): string | null {
  const text = expandExample(template, `${rule.id} ${String(seed)}`);
  const found = findIn(detector, text, examplePath(rule));
  if (kind === 'ignore') return found.includes(rule.id) ? `is found: ${template}` : null;
  if (found.includes(rule.id)) return null;
  const others = found.length === 0 ? 'nothing' : found.join(', ');
  return `is not found (${others} is): ${template}`;
}

function findIn(detector: Detector, text: string, path: string): string[] {
  // Examples of binary files (`\xfe\xed…` of a key store) give each byte as a character.
  const isBinary = Array.from(text).every((character) => character.charCodeAt(0) <= 0xff);
  const bytes = Buffer.from(text, isBinary ? 'latin1' : 'utf8');
  const slice = {
    file: 0,
    path,
    start: 0,
    end: bytes.length,
    offset: 0,
    from: 0,
    to: bytes.length,
    whole: true,
  };
  return [...new Set(detector.scan({ bytes, slices: [slice] }).matches.map((match) => match.rule))];
}

/** A path that the rule is for, made from its first glob. */
export function examplePath(rule: Rule): string {
  const glob = rule.paths?.[0] ?? 'example.txt';
  return glob
    .replace(/\{([^{},]*)[^{}]*\}/g, '$1')
    .replace(/\[([^\]]).*?\]/g, '$1')
    .replaceAll('**/', '')
    .replaceAll('/**', '/x')
    .replaceAll('*', 'x')
    .replaceAll('?', 'x');
}

async function patternProblems(rule: Rule): Promise<string[]> {
  const problems: string[] = [];
  const source = rule.assignment?.value ?? rule.pattern ?? '';
  const report = await analyseBacktracking(source);
  if (!report.isSafe) problems.push(`pattern ${report.problem}`);
  const slow = (what: string, worstMs: number): void => {
    if (worstMs > MAX_PATTERN_MS)
      problems.push(`${what} takes ${worstMs.toFixed(0)} ms on hostile input: bound its repetitions`);
  };
  slow('pattern', slowestMs(source, rule.keywords, (rule.before ?? 0) + (rule.after ?? 512)));
  // Names are too short for an analysis to say more than a clock does.
  if (rule.assignment !== undefined)
    slow('name', slowestMs(rule.assignment.name, rule.keywords, MAX_NAME_BYTES));
  return problems;
}

/** The longest that a pattern takes on texts of `length` bytes made to be slow for it. */
function slowestMs(source: string, keywords: readonly string[], length: number): number {
  const regExp = compilePattern(source, 'mg');
  let worstMs = 0;
  for (const keyword of keywords.length === 0 ? [''] : keywords.slice(0, 3)) {
    for (const filler of [...HOSTILE_FILLERS, `${keyword} `]) {
      const text = (keyword + filler.repeat(Math.ceil(length / filler.length))).slice(0, length);
      const startMs = performance.now();
      regExp.lastIndex = 0;
      // Bounded: a match that is empty does not move on.
      for (let count = 0; count < 64 && regExp.exec(text) !== null; count++)
        if (regExp.lastIndex === 0) break;
      worstMs = Math.max(worstMs, performance.now() - startMs);
    }
  }
  return worstMs;
}
