import type { Report } from '../model/report.js';
import { fitSections, type Section } from './byte-budget.js';
import { newnessOf, nextCommentState } from './comment-delta.js';
import {
  type CommentState,
  type FindingLabel,
  readCommentState,
  writeCommentState,
} from './comment-state.js';
import { codeSpan, linkTo, prose } from './markdown-escape.js';
import { SEVERITY_MARKS } from './markdown-finding.js';
import { RANKS, renderPage } from './markdown-page.js';
import { tellCut } from './markdown-table.js';
import { NOTE_BYTES, tellOmitted } from './markdown.js';
import { commitUrl, type RepositoryLinks, webAddress } from './repository-links.js';
import type { RepositoryPaths } from './repository-place.js';
import { countOf, formatNumber } from './sizes.js';
import { truncateEnd, truncateMiddle } from './visible-text.js';

export { type CommentState, readCommentState };

export interface CommentOptions extends RepositoryPaths {
  /** Of UTF-16, at least 4,000; default 65,536, which is what GitHub takes. Of UTF-8 it is no more, either. */
  readonly maxChars?: number | undefined;
  /** Text that names the image, to find its comment by: it stands in an HTML comment at the top. */
  readonly marker: string;
  /** The commit that was scanned; null where it is not known. */
  readonly links: RepositoryLinks | null;
  /** What the comment in whose place this one goes remembers; null for the first. */
  readonly previous: CommentState | null;
  /** Address of the workflow run, whose summary has room for more. */
  readonly runUrl?: string | null | undefined;
}

const MAX_CHARS = 65_536;
const MIN_CHARS = 4_000;
/** Of the whole, at most so much is for what the comment remembers. */
const STATE_SHARE = 0.25;
const LABELS_SHOWN = 30;
const LABEL_COLUMNS = 120;
const SHORT_COMMIT = 7;

/**
 * The comment on a pull request, in GitHub Flavored Markdown: what it remembers, hidden, then the verdict and everything
 * else that has room, the most important first. Of a clean image that was not clean before, what was fixed and when.
 * The same for the same report and the same memory. Raw values are never in it.
 * @throws RangeError for less than 4,000 characters, and for a marker that would end its HTML comment
 */
export function renderComment(report: Report, options: CommentOptions): string {
  const { marker, links, previous } = options;
  const maxChars = options.maxChars ?? MAX_CHARS;
  if (maxChars < MIN_CHARS) throw new RangeError(`a comment needs ${MIN_CHARS} characters or more`);
  if (!/^[\w:./ -]{1,200}$/.test(marker) || marker.includes('--'))
    throw new RangeError('a marker is made of letters, digits, spaces and :./-_');
  const next = nextCommentState(report, links?.sha ?? null, previous);
  const memory = writeCommentState(next, Math.floor(maxChars * STATE_SHARE));
  // What had no room in it is not told either: the same run once more would not know of it.
  const state = readCommentState(memory) ?? next;
  const head = `<!-- ${marker} -->\n${memory}\n\n`;
  const sections = renderPage({
    report,
    context: { context: options.context, links },
    layers: 'telling',
    news: state.resolution === null ? tellDelta(report, state, links) : [],
    isNew: newnessOf(state),
    fixed: state.resolution === null ? renderFixed(state) : renderResolution(state.resolution, links),
  });
  // No character takes fewer bytes of UTF-8 than units of UTF-16: within as many bytes, it is within the limit.
  const { text, omitted } = fitSections(
    sections,
    maxChars - head.length - NOTE_BYTES - runNote(options).length,
    tellCut,
  );
  return (
    `${head}${text}${tellOmitted(omitted, `${runNote(options)}The JSON report holds everything.`)}`.trimEnd() +
    '\n'
  );
}

function runNote({ runUrl }: CommentOptions): string {
  const address = runUrl === undefined || runUrl === null ? null : webAddress(runUrl);
  return address === null ? '' : `${linkTo('The summary of the run', address)} has room for more. `;
}

function tellDelta(
  report: Report,
  { delta, findings, more }: CommentState,
  links: RepositoryLinks | null,
): string[] {
  if (delta === null) return [];
  const { added, fixed } = delta;
  const since = delta.since === null ? 'the last run' : renderCommit(delta.since, links);
  if (added === null)
    return [`Since ${since}: ${formatNumber(fixed)} fixed, as far as the last run is remembered.`];
  const same = report.findings.length - added;
  const counts = [
    added === 0 ? '' : `**${formatNumber(added)} new**`,
    fixed === 0 ? '' : `${formatNumber(fixed)} fixed`,
    same === 0 ? '' : `${formatNumber(same)} as before`,
  ].filter((part) => part !== '');
  const unknown = findings.length + more - report.findings.length;
  const gap = unknown === 0 ? '' : ` ${countOf(unknown, 'earlier secret')} may be in what could not be read.`;
  return counts.length === 0 ? [] : [`Since ${since}: ${counts.join(', ')}.${gap}`];
}

/** What the last run had and this one has not. */
function renderFixed({ delta }: CommentState): Section | null {
  if (delta === null || delta.fixed === 0) return null;
  const labels = delta.fixedFindings.flatMap(({ label }) => (label === null ? [] : [label]));
  return listOf(
    `<details>\n<summary>✅ ${countOf(delta.fixed, 'secret is', 'secrets are')} gone since the last run</summary>\n\n`,
    labels,
    delta.fixed,
    `\n${REVOKE}\n\n</details>\n\n`,
  );
}

const REVOKE =
  'Images that were pushed before, and the history of the repository, may still hold them: revoke what is not revoked yet.';

function renderResolution(
  resolution: NonNullable<CommentState['resolution']>,
  links: RepositoryLinks | null,
): Section {
  const { commit, count, labels } = resolution;
  const when = commit === null ? '' : ` with ${renderCommit(commit, links)}`;
  const what = `${count === 1 ? 'the secret that was' : `all ${formatNumber(count)} secrets that were`} found before ${count === 1 ? 'is' : 'are'} gone`;
  return listOf(`**Resolved${when}**: ${what}.\n\n`, labels, count, `\n${REVOKE}\n\n`);
}

function listOf(open: string, labels: readonly FindingLabel[], count: number, close: string): Section {
  const shown = labels.slice(0, LABELS_SHOWN);
  const lines = shown.map(({ severity, title, path }) => {
    const where = path === '' ? '' : ` in ${codeSpan(truncateMiddle(path, LABEL_COLUMNS))}`;
    return `- ${SEVERITY_MARKS[severity]} ${prose(truncateEnd(title, LABEL_COLUMNS))}${where}\n`;
  });
  const rest = count - shown.length;
  if (rest > 0)
    lines.push(`- ${shown.length === 0 ? countOf(rest, 'secret') : `and ${countOf(rest, 'more secret')}`}\n`);
  return {
    open,
    items: lines.map((text) => ({ text, rank: RANKS.fixed })),
    close,
    nouns: ['fixed secret', 'fixed secrets'],
  };
}

function renderCommit(sha: string, links: RepositoryLinks | null): string {
  const short = codeSpan(sha.slice(0, SHORT_COMMIT));
  const url = links === null ? null : commitUrl(links, sha);
  return url === null ? short : linkTo(short, url);
}
