import { pathToFileURL } from 'node:url';
import { warning } from '@actions/core';
import { isNotEnabled, type ApiFailure } from '../github/api-failure.js';
import { fitsUpload, followProcessing, type Patience, uploadSarif } from '../github/code-scanning.js';
import type { AnalyzedCommit } from '../github/event.js';
import { logSentence } from '../github/log.js';
import type { UploadChoice } from '../model/options.js';
import type { Report } from '../model/report.js';
import { renderSarif, type SarifOptions } from '../report/sarif.js';
import { visibleText } from '../report/visible-text.js';
import { ask, type Ask, type Reach } from './reach.js';

export interface CodeScanningOptions {
  readonly choice: UploadChoice;
  /** What each report is filed under, in their order. */
  readonly categories: readonly string[];
  readonly paths: SarifOptions;
  readonly startedAt: Date;
  /** How long the processing is waited for; default two minutes. */
  readonly patience?: Patience;
}

/** JSON that does not fit after gzip is rendered anew with this part of its results' bytes. */
const SHRINK = 0.5;
const MAX_SARIF_BYTES = 12_000_000;
const MIN_SARIF_BYTES = 100_000;

const QUESTION = {
  what: 'upload the findings to code scanning',
  permission: 'security-events: write',
} as const satisfies Ask;

interface Upload {
  readonly report: Report;
  readonly id: string;
}

/** Uploads a report for each image under a category of its own, and follows the processing to its end. */
export async function publishCodeScanning(
  reports: readonly Report[],
  options: CodeScanningOptions,
  reach: Reach,
): Promise<void> {
  const commit = reach.event.analysis;
  const { choice } = options;
  if (choice === 'false') return;
  const reason = reach.isGitea
    ? 'this server has none'
    : `it has no place for results of ${reach.event.name === '' ? 'this run' : `a ${reach.event.name} event`}`;
  if (reach.isGitea || commit === null) {
    const sentence = `Did not upload to code scanning: ${reason}.`;
    if (choice === 'true') warning(sentence);
    else logSentence(sentence);
    return;
  }
  const uploads: Upload[] = [];
  for (const [index, report] of reports.entries()) {
    const id = await upload(report, options.categories[index] ?? '', commit, options, reach);
    if (id === undefined) break;
    if (id !== null) uploads.push({ report, id });
  }
  for (const taken of uploads) await follow(taken, options, reach);
}

/** The upload's ID, null where the server gives none; undefined when it failed, as the next one would. */
async function upload(
  report: Report,
  category: string,
  commit: AnalyzedCommit,
  options: CodeScanningOptions,
  reach: Reach,
): Promise<string | null | undefined> {
  // To code scanning a suppressed result is an open alert.
  const sarif = await renderToFit(report, { ...options.paths, category, allowed: 'omitted' });
  const checkoutUri = pathToFileURL(`${process.cwd()}/`).href;
  const taken = await ask(reach, question(options.choice), async () => ({
    id: await uploadSarif(reach.client, reach.repository, {
      sarif,
      commit,
      checkoutUri,
      startedAt: options.startedAt,
    }),
  }));
  return taken?.id;
}

/** The renderer's own limit is safe for all texts that there are; a few that there could be need one step more. */
async function renderToFit(report: Report, options: SarifOptions): Promise<string> {
  let sarif = renderSarif([report], options);
  for (let maxBytes = MAX_SARIF_BYTES; maxBytes > MIN_SARIF_BYTES; maxBytes *= SHRINK) {
    if (await fitsUpload(sarif)) return sarif;
    sarif = renderSarif([report], { ...options, maxBytes: maxBytes * SHRINK });
  }
  return sarif;
}

async function follow(
  { report, id }: Upload,
  { patience }: CodeScanningOptions,
  reach: Reach,
): Promise<void> {
  const name = visibleText(report.target.reference);
  logSentence(`Uploaded the findings in ${name} to code scanning; waiting for it to process them.`);
  const what = 'ask code scanning whether it has processed the findings';
  const result = await ask(reach, { ...QUESTION, what }, () =>
    followProcessing(reach.client, reach.repository, id, patience),
  );
  if (result?.status === 'failed')
    warning(
      `Code scanning could not process the findings in ${name}: ${result.errors.join('; ') || 'it does not say why'}.`,
    );
  if (result?.status === 'pending')
    logSentence(`Code scanning still processes the findings in ${name}; the alerts will come.`);
  if (result?.status === 'complete') logSentence(`Code scanning has processed the findings in ${name}.`);
}

/** With `auto`, not to have code scanning, or leave to use it, is nothing to warn of. */
function question(choice: UploadChoice): Ask {
  const quietly = (failure: ApiFailure): boolean => {
    const isAbsent = choice === 'auto' && (failure.kind === 'forbidden' || failure.kind === 'missing');
    if (isAbsent) logSentence(describeAbsence(failure));
    return isAbsent;
  };
  return { ...QUESTION, quietly };
}

function describeAbsence(failure: ApiFailure): string {
  const said = failure.message === '' ? '' : ` (${failure.message})`;
  return isNotEnabled(failure)
    ? `Did not upload to code scanning: the repository does not have it${said}.`
    : `Did not upload to code scanning: the repository does not have it, or the token may not${said}. Where it does, add "${QUESTION.permission}" to "permissions:" of the job in the workflow.`;
}
