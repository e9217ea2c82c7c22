import { setFailed } from '@actions/core';
import { runAction } from './action/run.js';
import { abortOnSignals } from './interruption.js';
import { describeFailure } from './model/failure.js';
import { limitHeap } from './memory.js';
import { scan } from './scan.js';

limitHeap();

/** The Action's entry. The runner sends SIGINT, and soon after SIGTERM, when a run is cancelled. */
function end(): void {
  // Nothing may keep the job waiting; but what was written to a pipe must be out first.
  process.stdout.write('', () => process.exit());
}

process.on('uncaughtException', (error) => {
  setFailed(describeFailure(error).line);
  end();
});

void runAction(scan, process.env, abortOnSignals()).then(end);
