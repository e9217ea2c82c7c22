import type { CheckEvidence, Evidence, Finding } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import { type ExplainLayout, INDENT, renderRow } from './explain-layout.js';
import { wrapWords } from './line-layout.js';
import { visibleText } from './visible-text.js';
import { describeNotes } from './wording.js';

const MARKS = { pass: '✔', fail: '✖', none: '–' } as const;
const WORDS = { pass: 'passed', fail: 'failed', none: 'nothing to say of this one' } as const;
/** Of the words and globs of a rule, so many are named. */
const MAX_NAMED = 8;
/** `near` of a rule that says no distance: `docs/rules.md`. */
const DEFAULT_NEAR_BYTES = 200;

/** The rule and what fits it, the entropy, the checks, and what else is noted. */
export function renderReasons(finding: Finding, rule: Rule | null, layout: ExplainLayout): string[] {
  const { columns } = layout;
  const { evidence } = finding;
  return [
    ...renderRow(
      'rule',
      `${visibleText(finding.rule)} (drydock rules explain ${visibleText(finding.rule)})`,
      columns,
    ),
    ...(evidence === undefined ? [] : renderEvidence(evidence, rule, columns)),
    ...(rule === null ? [] : renderSeverity(finding, rule, columns)),
    ...(evidence?.checks ?? []).flatMap((check) => renderCheck(check, layout)),
    ...otherNotes(finding).flatMap((note) => wrapWords(note, `${INDENT}· `, columns)),
  ];
}

function renderEvidence(evidence: Evidence, rule: Rule | null, columns: number): string[] {
  const { entropyBits, minEntropyBits } = evidence;
  const asked =
    minEntropyBits === null ? 'the rule asks for none' : `the rule asks for ${String(minEntropyBits)}`;
  const entropy = `${String(entropyBits)} bits per character; ${asked}`;
  const near = rule?.near ?? [];
  const paths = rule?.paths ?? [];
  return [
    ...renderRow('matched', describeMatch(evidence), columns),
    ...(near.length === 0
      ? []
      : renderRow(
          'beside it',
          `within ${String(rule?.nearBytes ?? DEFAULT_NEAR_BYTES)} bytes stands ${oneOf(near)}`,
          columns,
        )),
    ...(paths.length === 0 ? [] : renderRow('in a file', `whose path fits ${oneOf(paths)}`, columns)),
    ...renderRow('entropy', entropy, columns),
  ];
}

function describeMatch({ by, keyword, name }: Evidence): string {
  const literal = keyword === null ? '' : `the keyword ${visibleText(keyword)}`;
  switch (by) {
    case 'assignment': {
      const what = name === null ? 'the value of an assignment' : `the value of ${visibleText(name)}`;
      return `${what}, by its form and ${literal === '' ? 'name' : literal}`;
    }
    case 'file':
      return 'the file as a whole, which the rule knows by its path';
    case 'pattern':
      return `the rule’s pattern${literal === '' ? '' : `, at ${literal}`}${name === null ? '' : `, in ${visibleText(name)}`}`;
  }
}

function oneOf(texts: readonly string[]): string {
  const shown = texts.slice(0, MAX_NAMED).map(visibleText).join(', ');
  const rest = texts.length - MAX_NAMED;
  if (texts.length === 1) return shown;
  return `one of ${shown}${rest > 0 ? ` and ${String(rest)} more` : ''}`;
}

function renderSeverity({ severity }: Finding, rule: Rule, columns: number): string[] {
  const text =
    rule.severity === severity
      ? `${severity}, as the rule has it`
      : `${severity}; the rule says ${rule.severity}`;
  return renderRow('severity', text, columns);
}

function renderCheck(
  { name, outcome, note, atMost }: CheckEvidence,
  { palette, columns }: ExplainLayout,
): string[] {
  const colors = { pass: palette.outcome.pass, fail: palette.outcome.blocked, none: palette.dim } as const;
  const said = note === null ? WORDS[outcome] : visibleText(note);
  const limit = atMost === null ? '' : `; so it is ${atMost} at most`;
  const [first = '', ...others] = wrapWords(
    `${visibleText(name)}: ${said}${limit}`,
    `${INDENT}${MARKS[outcome]} `,
    columns,
  );
  return [first.replace(MARKS[outcome], colors[outcome](MARKS[outcome])), ...others];
}

/** What is noted of a finding besides its checks. */
function otherNotes(finding: Finding): string[] {
  const told = new Set(finding.evidence?.checks.map(({ note }) => note));
  return describeNotes({ ...finding, owner: 'own', notes: finding.notes.filter((note) => !told.has(note)) });
}
