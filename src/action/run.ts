import path from 'node:path';
import { info, setFailed, warning } from '@actions/core';
import { annotate } from '../github/annotate.js';
import { readInputs, type Inputs } from '../github/inputs.js';
import { logUntrusted } from '../github/log.js';
import { createMasker } from '../github/masking.js';
import { outputsOf, setOutputs, worstOutcome } from '../github/outputs.js';
import { createLogProgress } from '../github/progress.js';
import { MAX_SUMMARY_BYTES, writeSummary } from '../github/summary.js';
import { orInterrupted } from '../interruption.js';
import { UserError } from '../model/errors.js';
import { describeFailure, framesOnly, type Failure } from '../model/failure.js';
import type { Report } from '../model/report.js';
import type { Scan } from '../model/request.js';
import { makeAnnotations } from '../report/annotations.js';
import { renderJson } from '../report/json.js';
import { renderMarkdown } from '../report/markdown.js';
import { renderSarif } from '../report/sarif.js';
import { renderText } from '../report/text.js';
import { describeVerdict, OUTCOME_WORDS } from '../report/wording.js';
import { writeReportFile } from '../report-file.js';

/** Environment variables, as the runner set them. */
type Environment = Readonly<Record<string, string | undefined>>;

/** A log line of this width needs no scrolling on a laptop. */
const LOG_COLUMNS = 120;

/** GitHub shows ten errors of a step; the line that fails it is one of them. */
const MAX_ANNOTATIONS = 9;

/**
 * The Action from inputs to the step's outcome. Never rejects: what goes wrong fails the step with one line.
 */
export async function runAction(scan: Scan, env: Environment, signal?: AbortSignal): Promise<void> {
  try {
    const inputs = readInputs(enterWorkspace(env));
    // Only a runner understands a mask; anybody else would see the value that it is to hide.
    const secret = env['GITHUB_ACTIONS'] === 'true' ? createMasker() : undefined;
    const progress = createLogProgress(() => performance.now(), secret);
    const reports = await orInterrupted(scan(inputs.request, progress, signal), signal).finally(() => {
      progress.end();
    });
    setOutputs(outputsOf(reports));
    await publish(reports, inputs, env);
    conclude(reports, inputs);
  } catch (thrown) {
    // An aborted child can fail in many ways; the reason is the interruption.
    const failure = describeFailure(signal?.aborted === true ? signal.reason : thrown);
    setOutputs({ outcome: 'incomplete' });
    setFailed(failure.line);
    showFrames(failure, env);
  }
}

/** Paths in inputs and annotations are relative to the checkout, so that is where the scan runs. */
function enterWorkspace(env: Environment): string {
  const workspace = env['GITHUB_WORKSPACE'] ?? '';
  if (workspace === '') return process.cwd();
  try {
    process.chdir(workspace);
  } catch (cause) {
    throw new UserError(
      `GITHUB_WORKSPACE is no folder: ${workspace}`,
      'check out the repository before this step',
      { cause },
    );
  }
  return path.resolve(workspace);
}

/** Tells the findings on every channel. One that fails is told and left, and changes nothing of the verdict. */
async function publish(reports: readonly Report[], inputs: Inputs, env: Environment): Promise<void> {
  const attempt = async (what: string, publishOne: () => void | Promise<void>): Promise<void> => {
    try {
      await publishOne();
    } catch (thrown) {
      const failure = describeFailure(thrown);
      warning(`Could not ${what}: ${failure.line}`);
      showFrames(failure, env);
    }
  };
  const { request, sarifFile, jsonFile } = inputs;
  const paths = {
    context: request.target.kind === 'context' ? request.target.directory : request.context,
    dockerfile: request.dockerfile,
  };
  await attempt('print the report', () => {
    logUntrusted(renderText(reports, { color: false, columns: LOG_COLUMNS }));
  });
  if (inputs.annotations) {
    await attempt('annotate the findings', () => {
      annotate(makeAnnotations(reports, { ...paths, maxPerLevel: MAX_ANNOTATIONS }));
    });
  }
  await attempt('write the job summary', async () => {
    await writeSummary(renderMarkdown(reports, { maxBytes: MAX_SUMMARY_BYTES }));
  });
  if (sarifFile !== null) {
    await attempt('write the SARIF report', async () => {
      await writeReportFile(sarifFile, renderSarif(reports, paths));
      setOutputs({ 'sarif-file': sarifFile });
    });
  }
  if (jsonFile !== null) {
    await attempt('write the JSON report', async () => {
      await writeReportFile(jsonFile, renderJson(reports));
      setOutputs({ 'json-file': jsonFile });
    });
  }
}

/** Where a mistake in Drydock is: no message, since that can quote what was scanned, and others read the log. */
function showFrames({ stack }: Failure, env: Environment): void {
  const isDebugging = env['RUNNER_DEBUG'] === '1' || (env['DRYDOCK_DEBUG'] ?? '') !== '';
  if (isDebugging && stack !== undefined) logUntrusted(framesOnly(stack));
}

/** Passes or fails the step. With fail-on `never` the scan only reports, gaps included, and fails nothing. */
function conclude(reports: readonly Report[], inputs: Inputs): void {
  const lines = reports
    .filter(({ verdict }) => verdict.outcome !== 'pass')
    .map((report) => `${OUTCOME_WORDS[report.verdict.outcome]}: ${describeVerdict(report)}`);
  if (worstOutcome(reports) === 'pass') info('Passed.');
  else if (inputs.request.failOn === 'never') lines.forEach((line) => warning(line));
  else setFailed(lines.join('; '));
}
