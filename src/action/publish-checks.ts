import { annotate } from '../github/annotate.js';
import { createCheckRun, MAX_CHECK_SUMMARY_CHARS } from '../github/check-run.js';
import type { Environment } from '../github/event.js';
import { logSentence } from '../github/log.js';
import type { Report } from '../model/report.js';
import { makeAnnotations } from '../report/annotations.js';
import { renderMarkdown } from '../report/markdown.js';
import type { RepositoryPaths } from '../report/repository-place.js';
import { truncateMiddle, visibleText } from '../report/visible-text.js';
import { describeVerdict, OUTCOME_WORDS } from '../report/wording.js';
import { repositoryLinks, runUrl } from './links.js';
import { ask, tellFailure, type Reach } from './reach.js';

/** GitHub shows ten errors of a step; the line that fails it is one of them. */
const MAX_COMMANDS = 9;
/** Of ten warnings, as many as can come otherwise are spared: one of masks, and one of each channel. */
const MAX_WARNING_COMMANDS = 5;
/** Of each level. Fifty go into a request, and GitHub wants a second between two: half a minute at most. */
const MAX_CHECK_ANNOTATIONS = 500;
const NAME_COLUMNS = 100;
const TITLE_COLUMNS = 200;

/**
 * Annotates the findings: by a check run for each image where the token may create one, which shows all of them; else
 * by workflow commands, of which GitHub shows ten of a kind.
 */
export async function publishAnnotations(
  reports: readonly Report[],
  paths: RepositoryPaths,
  reach: Reach | null,
  env: Environment,
): Promise<void> {
  const left: Report[] = [];
  let mayCreate = reach !== null && !reach.isGitea && reach.event.headSha !== null;
  for (const report of reports) {
    if (mayCreate && reach !== null && (await publishCheckRun(report, paths, reach, env))) continue;
    // One sentence is enough: what one check run lacked, the next one lacks as well.
    mayCreate = false;
    left.push(report);
  }
  if (left.length === 0) return;
  annotate(makeAnnotations(left, { ...paths, maxPerLevel: MAX_COMMANDS, maxWarnings: MAX_WARNING_COMMANDS }));
}

/** Whether it is there now. */
async function publishCheckRun(
  report: Report,
  paths: RepositoryPaths,
  reach: Reach,
  env: Environment,
): Promise<boolean> {
  const { client, repository, event } = reach;
  const { headSha } = event;
  if (headSha === null) return false;
  const question = { what: 'create a check run with the annotations', permission: 'checks: write' } as const;
  const annotations = makeAnnotations([report], { ...paths, maxPerLevel: MAX_CHECK_ANNOTATIONS });
  const result = await ask(reach, question, () =>
    createCheckRun(client, repository, {
      name: `Drydock: ${truncateMiddle(visibleText(report.target.reference), NAME_COLUMNS)}`,
      headSha,
      conclusion: concludeCheck(report),
      title: truncateMiddle(
        `${OUTCOME_WORDS[report.verdict.outcome]}: ${describeVerdict(report)}`,
        TITLE_COLUMNS,
      ),
      // As many bytes are at least as many characters.
      summary: renderMarkdown([report], {
        ...paths,
        maxBytes: MAX_CHECK_SUMMARY_CHARS,
        links: repositoryLinks(event, env),
      }),
      annotations,
      detailsUrl: runUrl(event, env),
    }),
  );
  if (result === null) return false;
  if (result.failure !== null) {
    const what = `add more than ${result.annotations} annotations to the check run`;
    tellFailure(reach, { ...question, what }, result.failure);
  } else if (result.url !== null) logSentence(`Check run: ${result.url}`);
  return true;
}

/** With fail-on `never` nothing may turn the pull request red; but green is for images without findings. */
function concludeCheck({ verdict, findings }: Report): 'success' | 'failure' | 'neutral' {
  if (verdict.failOn === 'never')
    return verdict.outcome === 'pass' && findings.length === 0 ? 'success' : 'neutral';
  return verdict.outcome === 'pass' ? 'success' : 'failure';
}
