import { endGroup, info, setFailed, startGroup } from '@actions/core';
import type { Environment } from '../github/event.js';
import { openUntrustedLog, type UntrustedLog } from '../github/log.js';
import { setOutputs } from '../github/outputs.js';
import { orInterrupted } from '../interruption.js';
import { describeFailure, oneLine } from '../model/failure.js';
import type { Push, PushObserver } from '../push.js';
import { showFrames } from './publish.js';

/**
 * Pushes what was scanned and passed, with a group of the log for each image. Never rejects: a push that fails, fails
 * the step with one line; it changes nothing of the outcome, and what was pushed before it stays an output.
 */
export async function pushPassed(push: Push, env: Environment, signal?: AbortSignal): Promise<void> {
  try {
    await orInterrupted(push.run(createLogObserver(), signal), signal);
  } catch (thrown) {
    const failure = describeFailure(signal?.aborted === true ? signal.reason : thrown);
    setFailed(`Passed, but not pushed: ${failure.line}`);
    showFrames(failure, env);
  }
}

function createLogObserver(): PushObserver {
  const names: string[] = [];
  let log: UntrustedLog | null = null;
  return {
    start(reference) {
      startGroup(oneLine(`Pushing ${reference}`));
      log = openUntrustedLog();
    },
    line(line) {
      log?.write(line);
    },
    end() {
      log?.end();
      log = null;
      endGroup();
    },
    pushed(name) {
      info(`Pushed ${oneLine(name)}.`);
      names.push(name);
      setOutputs({ pushed: names.join('\n') });
    },
  };
}
