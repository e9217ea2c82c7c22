import { constants } from 'node:os';
import { UserError } from './model/errors.js';

/** How long an interrupted scan may take to stop its children before it is left to itself. */
const GRACE_MS = 2_000;

/** The user or the system asked the program to stop. `status` is 128 and the signal's number, as shells have it. */
export class Interruption extends UserError {
  readonly status: number;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signal}`);
    this.status = 128 + constants.signals[signal];
  }
}

/** From now on a signal aborts what is returned, so that `docker save` is stopped with the scan; a second one ends the process. */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const interruption = new Interruption(name);
      if (controller.signal.aborted) process.exit(interruption.status);
      controller.abort(interruption);
    });
  }
  return controller.signal;
}

/**
 * The work's own outcome; or, when it has not come some time after `signal` was aborted, the signal's reason. Work that
 * waits for input that never comes (`drydock scan -` in an idle pipe) must not keep the user waiting.
 */
export async function orInterrupted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let onAbort: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const interrupted = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => {
        reject(signal.reason as Error);
      }, GRACE_MS);
    };
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}
