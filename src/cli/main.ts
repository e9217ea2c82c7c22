import { CommanderError } from 'commander';
import { Interruption, orInterrupted } from '../interruption.js';
import { UserError } from '../model/errors.js';
import { GATES, type Report } from '../model/report.js';
import type { Scan, ScanRequest, ScanTarget } from '../model/request.js';
import type { Rule } from '../model/rule.js';
import { isThreshold } from '../model/severity.js';
import { defaultBaselinePath, withBaseline } from '../policy/baseline-file.js';
import { describeVerdict, OUTCOME_WORDS } from '../report/wording.js';
import { mayPush, preparePush } from '../push.js';
import { keepBaseline } from './baseline.js';
import { say, sayFailure, write, type Console } from './console.js';
import {
  configureFlags,
  configureScan,
  configureTarget,
  type ConfiguredScan,
  readConfiguration,
} from './configuration.js';
import { chooseDestinations, STDOUT } from './destinations.js';
import { explain } from './explain.js';
import { keepLastReport } from './explain-cache.js';
import {
  type BaselineAction,
  buildProgram,
  type FlagValues,
  type Handlers,
  type RulesAction,
} from './program.js';
import { createTerminalProgress } from './progress.js';
import { pushPassed } from './push.js';
import { writeReports } from './reports.js';
import { usageError } from './usage-error.js';

/** Nothing at or above the threshold. */
export const STATUS_PASS = 0;
export const STATUS_BLOCKED = 1;
/** The scan could not be completed, or was asked for wrongly. */
export const STATUS_FAILED = 2;

/** What the commands call; tests pass their own. `paths` are users' rule files and folders. */
export interface Services {
  readonly scan: Scan;
  listRules(paths: readonly string[]): string;
  /** @throws UserError for an ID that there is not */
  explainRule(paths: readonly string[], id: string): string;
  checkRules(paths: readonly string[]): Promise<{ readonly text: string; readonly failed: number }>;
  /** All rules, as data. */
  readRules(paths: readonly string[]): readonly Rule[];
}

/**
 * The command line from arguments to exit status. All that goes wrong is told on standard error, in one line.
 * @param args without the program's own name
 * @param signal aborted with an `Interruption` when the user stops the program
 */
export async function runCommandLine(
  args: readonly string[],
  console: Console,
  services: Services,
  signal?: AbortSignal,
): Promise<number> {
  let status = STATUS_PASS;
  const written: { stream: 'stdout' | 'stderr'; text: string }[] = [];
  const handlers: Handlers = {
    async scan(targets, flags) {
      const scan = await configureScan('scan', targets, flags, console.stdinIsTerminal);
      status = await scanAndReport(scan, console, services, signal);
    },
    async context(directory, flags) {
      const staged = flags.get('--staged') === true;
      if (staged && flags.has('--dockerfile')) {
        throw new UserError(
          '--dockerfile and --staged are both given',
          'a commit is scanned without a Dockerfile',
        );
      }
      const target = { kind: 'context', directory, ...(staged ? { staged } : {}) } as const;
      const scan = configureTarget('context', target, flags, await readConfiguration(flags));
      status = await scanAndReport(scan, console, services, signal);
    },
    async rules(action, id, flags) {
      const configured = configureFlags('rules', flags, await readConfiguration(flags));
      status = await runRules(action, id, configured, console, services);
    },
    async baseline(action, targets, flags) {
      const context = flags.get('--context');
      const scan =
        targets.length === 0 && typeof context === 'string'
          ? configureTarget(
              'baseline',
              { kind: 'context', directory: context },
              flags,
              await readConfiguration(flags),
            )
          : await configureScan('baseline', targets, flags, console.stdinIsTerminal);
      await runBaseline(action, scan, console, services, signal);
    },
    async explain(fingerprint, flags) {
      const configured = configureFlags('explain', flags, await readConfiguration(flags));
      const rules = services.readRules(rulePaths(configured));
      await write(console.stdout, await explain(fingerprint, configured, console, rules));
    },
    async import(files, flags) {
      // With it come parsers that no scan needs.
      const { importConfiguration } = await import('./import.js');
      const folder = flags.get('--out');
      const task = {
        files,
        folder: typeof folder === 'string' ? folder : '.',
        force: flags.get('--force') === true,
      };
      for (const line of await importConfiguration(task)) await say(console, line);
    },
  };
  const program = buildProgram(handlers, {
    writeOut: (text) => written.push({ stream: 'stdout', text }),
    writeErr: (text) => written.push({ stream: 'stderr', text }),
    // Told below, in one line.
    outputError: () => undefined,
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (signal?.aborted === true && signal.reason instanceof Interruption) {
      await sayFailure(console, signal.reason);
      return signal.reason.status;
    }
    for (const { stream, text } of written) await write(console[stream], text);
    if (!(error instanceof CommanderError)) await sayFailure(console, error);
    else if (error.exitCode === 0) return STATUS_PASS;
    else if (written.length === 0) await sayFailure(console, usageError(error, args));
    return STATUS_FAILED;
  }
}

async function scanAndReport(
  { target, flags, policy }: ConfiguredScan,
  console: Console,
  services: Services,
  signal: AbortSignal | undefined,
): Promise<number> {
  const destinations = chooseDestinations(flags);
  const quiet = flags.get('--quiet') === true;
  const progress = createTerminalProgress(console.stderr, quiet, () => performance.now());
  const request = { ...toRequest(target, flags), ...(policy === undefined ? {} : { policy }) };
  const push = flags.get('--push') === true ? await preparePush('--push', request, progress) : null;
  const scanning = services.scan(withBaseline(request), push?.progress ?? progress, signal);
  const reports = await orInterrupted(scanning, signal).finally(() => {
    progress.end();
  });
  await keepLastReport(reports, console.env);
  const context = target.kind === 'context' ? target.directory : request.context;
  const failures = await writeReports(reports, destinations, { flags, context, console });
  const isTextOnStdout = destinations.some(({ format, path }) => format === 'text' && path === STDOUT);
  if (!isTextOnStdout && !quiet) for (const report of reports) await say(console, summaryLine(report));
  for (const failure of failures) await sayFailure(console, failure);
  if (push !== null && mayPush(reports)) await pushPassed(push, console, quiet, signal);
  else if (push !== null) await say(console, 'nothing was pushed');
  const status = exitStatus(reports);
  return status === STATUS_PASS && failures.length > 0 ? STATUS_FAILED : status;
}

/** Writes the baseline; what became of it is told on standard error. */
async function runBaseline(
  action: BaselineAction,
  { target, flags, policy }: ConfiguredScan,
  console: Console,
  services: Services,
  signal: AbortSignal | undefined,
): Promise<void> {
  const quiet = flags.get('--quiet') === true;
  const progress = createTerminalProgress(console.stderr, quiet, () => performance.now());
  const file = flags.get('--baseline');
  const others = new Map([...flags].filter(([flag]) => flag !== '--baseline'));
  const line = await keepBaseline({
    action,
    request: { ...toRequest(target, others), ...(policy === undefined ? {} : { policy }) },
    file: typeof file === 'string' ? file : defaultBaselinePath(),
    scan: (request) => orInterrupted(services.scan(request, progress, signal), signal),
  }).finally(() => {
    progress.end();
  });
  if (!quiet) await say(console, line);
}

function toRequest(target: ScanTarget, flags: FlagValues): ScanRequest {
  const text = (flag: string): string | undefined => {
    const value = flags.get(flag);
    return typeof value === 'string' ? value : undefined;
  };
  const [context, dockerfile, platform] = [text('--context'), text('--dockerfile'), text('--platform')];
  const [provenance, baseImage, cache] = [text('--provenance'), text('--base-image'), text('--cache')];
  const baseline = text('--baseline');
  // A baseline is the same whatever blocks: its command has neither of these two.
  const failOn = flags.has('--fail-on') ? text('--fail-on') : 'never';
  if (!isThreshold(failOn)) throw new Error('--fail-on was not checked');
  const gate = GATES.find((choice) => choice === (flags.has('--gate') ? text('--gate') : 'all'));
  if (gate === undefined) throw new Error('--gate was not checked');
  return {
    target,
    ...(context === undefined ? {} : { context }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(platform === undefined ? {} : { platform }),
    ...(provenance === undefined ? {} : { provenance }),
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(cache === undefined ? {} : { cache }),
    rules: rulePaths(flags),
    failOn,
    gate,
    ...(baseline === undefined ? {} : { baseline }),
    reveal: flags.get('--reveal') === true,
  };
}

/** Incomplete is worse than blocked: what was found may not be all, and the next run can find more. */
export function exitStatus(reports: readonly Report[]): number {
  const outcomes = new Set(reports.map((report) => report.verdict.outcome));
  if (outcomes.has('incomplete') || reports.length === 0) return STATUS_FAILED;
  return outcomes.has('blocked') ? STATUS_BLOCKED : STATUS_PASS;
}

function summaryLine(report: Report): string {
  return `${OUTCOME_WORDS[report.verdict.outcome].toLowerCase()}: ${describeVerdict(report)}`;
}

async function runRules(
  action: RulesAction,
  id: string | undefined,
  flags: FlagValues,
  console: Console,
  services: Services,
): Promise<number> {
  if (action === 'explain' && id === undefined) {
    throw new UserError('no rule named', 'give its ID, as drydock rules lists it: drydock rules explain ID');
  }
  if (action !== 'explain' && id !== undefined) {
    throw new UserError(
      `drydock rules ${action} takes no ID`,
      `to read about one rule: drydock rules explain ${id}`,
    );
  }
  const paths = rulePaths(flags);
  switch (action) {
    case 'list':
      await write(console.stdout, endedLine(services.listRules(paths)));
      return STATUS_PASS;
    case 'explain':
      await write(console.stdout, endedLine(services.explainRule(paths, id ?? '')));
      return STATUS_PASS;
    case 'check': {
      const { text, failed } = await services.checkRules(paths);
      await write(console.stdout, endedLine(text));
      return failed === 0 ? STATUS_PASS : STATUS_BLOCKED;
    }
  }
}

function rulePaths(flags: FlagValues): readonly string[] {
  const paths = flags.get('--rules');
  return typeof paths === 'object' ? paths : [];
}

function endedLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
