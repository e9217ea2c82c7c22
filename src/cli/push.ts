import { orInterrupted } from '../interruption.js';
import type { Push, PushObserver } from '../push.js';
import { say, write, type Console } from './console.js';

/**
 * Pushes what was scanned and passed, and tells on standard error what the engine's client says of it; with `quiet`
 * only what was pushed as what.
 * @throws UserError when a push fails; the signal's reason when it is aborted
 */
export async function pushPassed(
  push: Push,
  console: Console,
  quiet: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const pushed: string[] = [];
  const observer: PushObserver = {
    start: () => undefined,
    line(line) {
      if (!quiet) void write(console.stderr, `${line}\n`);
    },
    end: () => undefined,
    pushed(name) {
      pushed.push(name);
    },
  };
  try {
    await orInterrupted(push.run(observer, signal), signal);
  } finally {
    for (const name of pushed) await say(console, `pushed ${name}`);
  }
}
