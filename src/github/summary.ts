import { summary } from '@actions/core';

/**
 * GitHub drops the summary of a step whole when it is larger than 1 MiB (documentation of GITHUB_STEP_SUMMARY); a
 * little less leaves room for what the runner adds when it masks.
 */
export const MAX_SUMMARY_BYTES = 1_000_000;

/** Adds to the job's summary page. Rejects where the runner offers none. */
export async function writeSummary(markdown: string): Promise<void> {
  await summary.addRaw(markdown, true).write();
}
