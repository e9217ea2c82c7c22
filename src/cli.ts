import { sayFailure, type Console } from './cli/console.js';
import { abortOnSignals } from './interruption.js';
import { runCommandLine, STATUS_FAILED } from './cli/main.js';
import { services } from './cli/services.js';
import { limitHeap } from './memory.js';

limitHeap();

// Standard output is the report's alone: packages that have something to say of a broken PATH say it elsewhere.
globalThis.console.log = globalThis.console.error.bind(globalThis.console);

/** The command line's entry: the process goes in, its exit status comes out. */
const console: Console = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdinIsTerminal: process.stdin.isTTY,
  env: process.env,
};

// Every write waits for its own outcome; without a listener, Node would throw the same error once more.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function fail(error: unknown): Promise<void> {
  await sayFailure(console, error).catch(() => undefined);
  process.exit(STATUS_FAILED);
}

process.on('uncaughtException', (error) => void fail(error));

// `exit`, because a pipe on standard input that is still open would keep the process alive. All output is out by then.
runCommandLine(process.argv.slice(2), console, services, abortOnSignals()).then(
  (status) => process.exit(status),
  fail,
);
