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
  const all = mergeListings([...stepsOf(findings)].map(([step, served]) => ({ step, served })));
  const ofAll = all.filter(({ step }) => step.startsWith(OF_ALL));
  const steps = [...all.filter((one) => !ofAll.includes(one)), ...ofAll].map(
    ({ step, served }, index): Item => {
      const whose = ofAll.some((one) => one.step === step) ? '' : ` *(${nameAll(served)})*`;
      const text = `${index + 1}. ${sentence(step)}${whose}\n`;
      return { text, rank: rank + severityRank(served[0]?.severity ?? 'low') };
    },
  );
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

/** What is said of one finding alone since once is enough, and is so for all. */
const OF_ALL = 'If the image was pushed: ';

/** A longer list of names is a wall of text, and what is longer still would be cut. */
const MAX_LISTING_CHARS = 400;

interface ServingStep {
  readonly step: string;
  readonly served: readonly Finding[];
}

/** A step that names files, of which one step may name as many. */
interface Listing {
  /** Groups: the names, and what follows them. */
  readonly pattern: RegExp;
  readonly split: (names: string) => readonly string[];
  readonly write: (names: string, rest: string) => string;
}

const LISTINGS: readonly Listing[] = [
  {
    pattern: /^Add the lines? ((?:`[^`]+`(?:, | and )?)+) to \.dockerignore(.*)$/,
    split: (names) => [...names.matchAll(/`[^`]+`/g)].map(([name]) => name),
    write: (names, rest) => `Add the lines ${names} to .dockerignore${rest}`,
  },
  {
    pattern: /^Take it out of (.+), and read it when the container runs(.*)$/,
    split: (name) => [name],
    write: (names, rest) => `Take them out of ${names}, and read them when the container runs${rest}`,
  },
];

/** The names in a step, and what tells which others it may be joined with. */
function listingOf(step: string): { listing: Listing; names: readonly string[]; rest: string } | null {
  for (const listing of LISTINGS) {
    const [, names, rest = ''] = listing.pattern.exec(step) ?? [];
    if (names !== undefined) return { listing, names: listing.split(names), rest };
  }
  return null;
}

/** Steps that say the same of several files, as one where the first of them stood. */
function mergeListings(steps: readonly ServingStep[]): ServingStep[] {
  const merged: ServingStep[] = [];
  const begun = new Map<string, { readonly at: number; readonly names: readonly string[] }>();
  for (const { step, served } of steps) {
    const found = listingOf(step);
    const key = found === null ? '' : `${String(LISTINGS.indexOf(found.listing))} ${found.rest}`;
    const known = begun.get(key);
    const before = known === undefined ? undefined : merged[known.at];
    if (found === null || known === undefined || before === undefined) {
      if (found !== null) begun.set(key, { at: merged.length, names: found.names });
      merged.push({ step, served });
      continue;
    }
    const all = [...new Set([...known.names, ...found.names])];
    const list = `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
    const longer = all.length < 2 ? before.step : found.listing.write(list, found.rest);
    if (longer.length > MAX_LISTING_CHARS) {
      begun.set(key, { at: merged.length, names: found.names });
      merged.push({ step, served });
      continue;
    }
    begun.set(key, { at: known.at, names: all });
    merged[known.at] = {
      step: longer,
      served: [...before.served, ...served.filter((finding) => !before.served.includes(finding))],
    };
  }
  return merged;
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
