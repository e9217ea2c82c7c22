import path from 'node:path';
import { info, setFailed, warning } from '@actions/core';
import type { Environment } from '../github/event.js';
import { readConfigInput, readInputs, type Inputs } from '../github/inputs.js';
import { createMasker } from '../github/masking.js';
import { outputsOf, setOutputs, worstOutcome } from '../github/outputs.js';
import { createLogProgress } from '../github/progress.js';
import { orInterrupted } from '../interruption.js';
import { UserError } from '../model/errors.js';
import { describeFailure } from '../model/failure.js';
import type { Report } from '../model/report.js';
import type { Scan } from '../model/request.js';
import { withBaseline } from '../policy/baseline-file.js';
import { loadConfig } from '../policy/config-file.js';
import { policyOf, settingsFor } from '../policy/settings.js';
import { describeVerdict, OUTCOME_WORDS } from '../report/wording.js';
import { mayPush, preparePush } from '../push.js';
import { publish, showFrames } from './publish.js';
import { pushPassed } from './push.js';

/**
 * The Action from inputs to the step's outcome. Never rejects: what goes wrong fails the step with one line.
 */
export async function runAction(scan: Scan, env: Environment, signal?: AbortSignal): Promise<void> {
  try {
    const startedAt = new Date();
    const workspace = enterWorkspace(env);
    const config = await loadConfig(readConfigInput(), workspace);
    const inputs = readInputs(workspace, {
      settings: (references, given) => settingsFor(config, references, given),
      policy: (given) => (config === null ? undefined : policyOf(config, given)),
    });
    // Only a runner understands a mask; anybody else would see the value that it is to hide.
    const secret = env['GITHUB_ACTIONS'] === 'true' ? createMasker() : undefined;
    const progress = createLogProgress(() => performance.now(), secret);
    const push = inputs.push ? await preparePush('input push', inputs.request, progress) : null;
    const scanning = scan(withBaseline(inputs.request), push?.progress ?? progress, signal);
    const reports = await orInterrupted(scanning, signal).finally(() => {
      progress.end();
    });
    setOutputs(outputsOf(reports));
    await orInterrupted(publish({ reports, inputs, env, startedAt }), signal);
    conclude(reports, inputs);
    if (push !== null && mayPush(reports)) await pushPassed(push, env, signal);
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

/**
 * Passes or fails the step. With fail-on `never` the scan only reports, gaps included, and fails nothing; but a step
 * that was asked to push and did not must not look as if it had.
 */
function conclude(reports: readonly Report[], inputs: Inputs): void {
  const lines = reports
    .filter(({ verdict }) => verdict.outcome !== 'pass')
    .map((report) => `${OUTCOME_WORDS[report.verdict.outcome]}: ${describeVerdict(report)}`);
  if (worstOutcome(reports) === 'pass') info('Passed.');
  else if (inputs.push) setFailed([...lines, 'nothing was pushed'].join('; '));
  else if (isReportOnly(reports)) lines.forEach((line) => warning(line));
  else setFailed(lines.join('; '));
}

/** Whether the threshold is `never` for all images that did not pass: a configuration can say so of some of them. */
function isReportOnly(reports: readonly Report[]): boolean {
  const open = reports.filter(({ verdict }) => verdict.outcome !== 'pass');
  return open.length > 0 && open.every(({ verdict }) => verdict.failOn === 'never');
}
