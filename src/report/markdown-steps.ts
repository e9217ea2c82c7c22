import type { Finding } from '../model/report.js';
import { severityRank } from '../model/severity.js';
import type { Item, Section } from './byte-budget.js';
import { link, prose } from './markdown-escape.js';
import { sentence } from './markdown-finding.js';
import { countOf } from './sizes.js';
import { truncateEnd } from './visible-text.js';

/** More names than these say less than their number. */
const NAMES_SHOWN = 2;
const TITLE_COLUMNS = 80;
/** A longer list is folded from there on. */
const STEPS_SHOWN = 8;
const NOUNS = ['step', 'steps'] as const;

/** What to do about these findings: each step once, with what it is for; and where to revoke them. */
export function renderSteps(findings: readonly Finding[], rank: number): Section[] {
  const steps = [...stepsOf(findings)].map(([step, served], index): Item => {
    const text = `${index + 1}. ${sentence(step)} *(${nameAll(served)})*\n`;
    return { text, rank: rank + severityRank(served[0]?.severity ?? 'low') };
  });
  const shown = steps.length > STEPS_SHOWN + 1 ? STEPS_SHOWN : steps.length;
  const rest = steps.slice(shown);
  return [
    { open: '#### What to do\n\n', items: steps.slice(0, shown), close: '\n', nouns: NOUNS },
    {
      open: `<details>\n<summary>${countOf(rest.length, 'more step')}</summary>\n\n`,
      items: rest,
      close: '\n</details>\n\n',
      nouns: NOUNS,
    },
    renderRevoke(findings, rank),
  ];
}

/** Each step and the findings that it is for, in the order of the findings. */
function stepsOf(findings: readonly Finding[]): Map<string, Finding[]> {
  const steps = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { summary, steps: own } = finding.remedy;
    for (const step of own.length > 0 ? own : [summary]) {
      if (step.trim() === '') continue;
      const served = steps.get(step);
      if (served === undefined) steps.set(step, [finding]);
      else if (served.at(-1) !== finding) served.push(finding);
    }
  }
  return steps;
}

function nameAll(findings: readonly Finding[]): string {
  const titles = [...new Set(findings.map(({ title }) => title))];
  return titles.length > NAMES_SHOWN || titles.length < findings.length
    ? countOf(findings.length, 'secret')
    : titles.map((title) => prose(truncateEnd(title, TITLE_COLUMNS))).join(', ');
}

/** One list item for each page to revoke at. */
function renderRevoke(findings: readonly Finding[], rank: number): Section {
  const byUrl = new Map<string, Finding[]>();
  for (const finding of findings) {
    const url = finding.remedy.revokeUrl;
    if (url === null) continue;
    const served = byUrl.get(url);
    if (served === undefined) byUrl.set(url, [finding]);
    else served.push(finding);
  }
  const items = [...byUrl].map(([url, served]): Item => {
    const titles = [...new Set(served.map(({ title }) => truncateEnd(title, TITLE_COLUMNS)))];
    const names = titles.length > NAMES_SHOWN ? [...titles.slice(0, NAMES_SHOWN), '…'] : titles;
    const text = `- ${link(names.join(', '), url)}\n`;
    return { text, rank: rank + severityRank(served[0]?.severity ?? 'low') };
  });
  return {
    open: '**Revoke** what was in an image: taking a secret out does not make it safe again.\n\n',
    items,
    close: '\n',
    nouns: ['page to revoke at', 'pages to revoke at'],
  };
}
