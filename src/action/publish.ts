import { info, warning } from '@actions/core';
import { readEvent, type Environment } from '../github/event.js';
import type { Inputs } from '../github/inputs.js';
import { logUntrusted } from '../github/log.js';
import { setOutputs } from '../github/outputs.js';
import { MAX_SUMMARY_BYTES, writeSummary } from '../github/summary.js';
import { describeFailure, framesOnly, type Failure } from '../model/failure.js';
import type { Report } from '../model/report.js';
import { renderJson } from '../report/json.js';
import { renderMarkdown } from '../report/markdown.js';
import { renderSarif, type SarifOptions } from '../report/sarif.js';
import { renderText } from '../report/text.js';
import { writeReportFile } from '../report-file.js';
import { imageKeys } from './image-key.js';
import { repositoryLinks } from './links.js';
import { publishAnnotations } from './publish-checks.js';
import { publishCodeScanning } from './publish-code-scanning.js';
import { publishComments } from './publish-comment.js';
import { publishSuggestions } from './publish-suggestions.js';
import { completeEvent, openReach, type Reach } from './reach.js';

/** What one run has to tell, and where. */
export interface Publication {
  readonly reports: readonly Report[];
  readonly inputs: Inputs;
  readonly env: Environment;
  /** When the scan began. */
  readonly startedAt: Date;
}

/** A log line of this width needs no scrolling on a laptop. */
const LOG_COLUMNS = 120;

/** Tells the findings on every channel. One that fails is told and left, and changes nothing of the verdict. */
export async function publish(publication: Publication): Promise<void> {
  const { reports, inputs, env } = publication;
  await attempt('print the report', env, () => {
    logUntrusted(renderText(reports, { color: false, columns: LOG_COLUMNS }));
  });
  const event = readEvent(env);
  const reach = await attempt('reach GitHub’s API', env, () => openReach(inputs.token, event, env));
  if (inputs.token === null && env['GITHUB_ACTIONS'] === 'true')
    info('The input github-token is empty: no check run, no comment, nothing for code scanning.');
  if (inputs.annotations) {
    await attempt('annotate the findings', env, () =>
      publishAnnotations(reports, repositoryPaths(inputs), reach, env),
    );
  }
  await attempt('write the job summary', env, () =>
    writeSummary(
      renderMarkdown(reports, {
        ...repositoryPaths(inputs),
        maxBytes: MAX_SUMMARY_BYTES,
        links: repositoryLinks(event, env),
      }),
    ),
  );
  const targets = reports.map(({ target }) => target);
  const keys = imageKeys(targets, event, env).map((key) => `${inputs.category}/${key}`);
  await publishFiles(publication, keys);
  if (reach !== null) await publishOnGitHub(publication, keys, reach);
}

async function publishFiles({ reports, inputs, env }: Publication, keys: readonly string[]): Promise<void> {
  const { sarifFile, jsonFile } = inputs;
  if (sarifFile !== null) {
    await attempt('write the SARIF report', env, async () => {
      // Of several reports, the renderer itself tells the categories apart.
      const category = keys.length === 1 ? keys[0] : inputs.category;
      // As uploaded: to code scanning a suppressed result is an open alert.
      const options = { ...repositoryPaths(inputs), category, allowed: 'omitted' } as const;
      await writeReportFile(sarifFile, renderSarif(reports, options));
      setOutputs({ 'sarif-file': sarifFile });
    });
  }
  if (jsonFile !== null) {
    await attempt('write the JSON report', env, async () => {
      await writeReportFile(jsonFile, renderJson(reports));
      setOutputs({ 'json-file': jsonFile });
    });
  }
}

/** The comment and the suggestions on the pull request, and code scanning. */
async function publishOnGitHub(
  { reports, inputs, env, startedAt }: Publication,
  keys: readonly string[],
  reach: Reach,
): Promise<void> {
  const { comment, suggestions, uploadSarif } = inputs;
  if (comment !== 'never' || suggestions || (uploadSarif !== 'false' && reach.event.analysis === null))
    await attempt('look for the pull request', env, () => completeEvent(reach));
  const { pullRequest } = reach.event;
  if (pullRequest !== null) {
    await attempt('comment on the pull request', env, async () => {
      const urls = await publishComments(
        reports,
        { choice: comment, keys, paths: repositoryPaths(inputs), env },
        pullRequest,
        reach,
      );
      if (urls.length > 0) setOutputs({ 'comment-url': urls.join('\n') });
    });
  }
  if (pullRequest !== null && suggestions)
    await attempt('suggest changes', env, () => publishSuggestions(reports, pullRequest, reach));
  const options = { choice: uploadSarif, categories: keys, paths: repositoryPaths(inputs), startedAt };
  await attempt('upload to code scanning', env, () => publishCodeScanning(reports, options, reach));
}

/** The work's result; null when it failed, which is told in one line. */
async function attempt<T>(what: string, env: Environment, work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    const failure = describeFailure(thrown);
    warning(`Could not ${what}: ${failure.line}`);
    showFrames(failure, env);
    return null;
  }
}

/** Where a mistake in Drydock is: no message, since that can quote what was scanned, and others read the log. */
export function showFrames({ stack }: Failure, env: Environment): void {
  const isDebugging = env['RUNNER_DEBUG'] === '1' || (env['DRYDOCK_DEBUG'] ?? '') !== '';
  if (isDebugging && stack !== undefined) logUntrusted(framesOnly(stack));
}

function repositoryPaths({ request }: Inputs): SarifOptions {
  const context = request.target.kind === 'context' ? request.target.directory : request.context;
  return { context, dockerfile: request.dockerfile };
}
