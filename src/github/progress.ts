import { endGroup, info, startGroup, warning } from '@actions/core';
import { oneLine } from '../model/failure.js';
import { progressLine } from '../model/progress.js';
import type { Progress } from '../model/request.js';

/** A log is read afterwards as a rule: a line now and then is enough to see that a large image moves on. */
const LOG_EVERY_MS = 10_000;

/** Progress in the log of a job; `end` closes the last group. */
export interface LogProgress extends Progress {
  end(): void;
}

/**
 * A group of the log per phase, with a line every ten seconds and one at the end of the phase that says how much was
 * read how fast.
 * @param now milliseconds that never go back, such as `performance.now`
 * @param secret is given every raw value that is found, to mask it
 */
export function createLogProgress(now: () => number, secret?: (raw: string) => void): LogProgress {
  let title: string | null = null;
  let startedMs = 0;
  let loggedMs = 0;
  let doneBytes = 0;
  let totalBytes: number | null = null;
  let doneLayers = 0;

  const log = (): void => {
    loggedMs = now();
    info(progressLine({ title: 'Read', doneBytes, totalBytes, doneLayers, elapsedMs: loggedMs - startedMs }));
  };
  const logNowAndThen = (): void => {
    if (now() - loggedMs >= LOG_EVERY_MS) log();
  };
  const end = (): void => {
    if (title === null) return;
    if (doneBytes > 0 || doneLayers > 0) log();
    endGroup();
    title = null;
  };

  return {
    phase(next) {
      end();
      title = oneLine(next);
      startedMs = now();
      loggedMs = startedMs;
      doneBytes = 0;
      totalBytes = null;
      doneLayers = 0;
      startGroup(title);
    },
    bytes(done, total) {
      doneBytes = done;
      totalBytes = total;
      logNowAndThen();
    },
    layer(done) {
      doneLayers = done;
      logNowAndThen();
    },
    warn(line) {
      warning(oneLine(line));
    },
    ...(secret === undefined ? {} : { secret }),
    end,
  };
}
