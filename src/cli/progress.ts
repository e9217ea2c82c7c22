import { oneLine } from '../model/failure.js';
import { progressLine } from '../model/progress.js';
import type { Progress } from '../model/request.js';
import { DEFAULT_COLUMNS, type OutputStream } from './console.js';

/** Often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Progress on a terminal; `end` must be called before anything else is printed. */
export interface TerminalProgress extends Progress {
  end(): void;
}

/**
 * One line on standard error that is written anew: phase, bytes, layers, megabytes a second. Where standard error is
 * no terminal, or `quiet` is asked for, only warnings are printed.
 * @param now milliseconds that never go back, such as `performance.now`
 */
export function createTerminalProgress(
  stream: OutputStream,
  quiet: boolean,
  now: () => number,
): TerminalProgress {
  const isShown = stream.isTTY === true && !quiet;
  let title = '';
  let startedMs = 0;
  let drawnMs = Number.NEGATIVE_INFINITY;
  let isOnScreen = false;
  let doneBytes = 0;
  let totalBytes: number | null = null;
  let doneLayers = 0;

  const put = (text: string): void => {
    // A terminal that is gone is no reason to stop the scan.
    stream.write(text, () => undefined);
  };
  const clear = (): void => {
    if (isOnScreen) put(CLEAR_LINE);
    isOnScreen = false;
  };
  const draw = (isUrgent: boolean): void => {
    const time = now();
    if (!isShown || (!isUrgent && time - drawnMs < REDRAW_MS)) return;
    drawnMs = time;
    const line = progressLine({ title, doneBytes, totalBytes, doneLayers, elapsedMs: time - startedMs });
    // One less than the width: some terminals wrap as soon as the last column is written.
    put(`${CLEAR_LINE}${line.slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1)}`);
    isOnScreen = true;
  };

  return {
    phase(next) {
      title = oneLine(next);
      startedMs = now();
      doneBytes = 0;
      totalBytes = null;
      doneLayers = 0;
      draw(true);
    },
    bytes(done, total) {
      doneBytes = done;
      totalBytes = total;
      draw(false);
    },
    layer(done) {
      doneLayers = done;
      draw(false);
    },
    warn(line) {
      clear();
      put(`drydock: warning: ${oneLine(line)}\n`);
    },
    end: clear,
  };
}
