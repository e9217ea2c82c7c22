import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { actionNode } from '../../scripts/packages.mjs';
import type { RunnerEvent } from './runner-event.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const action = load(readFileSync(path.join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
};
/** A run takes seconds, or half a minute where GitHub is down; one that hangs must fail, even on a busy machine. */
const TIME_LIMIT_MS = 240_000;

/** A line that the runner takes as a command: `::warning file=a.txt::text`. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface RunOptions {
  readonly inputs: Readonly<Record<string, string>>;
  readonly event: RunnerEvent;
  /** Of the server in GitHub's place. */
  readonly apiUrl: string;
  /** Default: that of github.com. */
  readonly serverUrl?: string;
  readonly token: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunResult {
  readonly failed: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What stands in the job's log: all but the masks, which the runner swallows. */
  readonly log: string;
  readonly commands: readonly WorkflowCommand[];
  /** Values that the runner was asked to hide. */
  readonly masks: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
  /** GITHUB_STATE, GITHUB_ENV and GITHUB_PATH as they were written. */
  readonly runnerFiles: string;
}

/** A job's machine: a checkout, a temporary folder and the files by which a step talks to its runner. */
export class Runner {
  readonly #folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-runner-')));
  readonly workspace = path.join(this.#folder, 'work', 'shop', 'shop');
  readonly temp = path.join(this.#folder, 'temp');
  #steps = 0;

  constructor() {
    for (const folder of [this.workspace, this.temp, path.join(this.#folder, 'home')])
      mkdirSync(folder, { recursive: true });
  }

  /** Makes the checkout anew, with these files. */
  checkOut(files: Readonly<Record<string, string | Uint8Array>>): void {
    rmSync(this.workspace, { recursive: true });
    mkdirSync(this.workspace);
    for (const [name, contents] of Object.entries(files)) this.write(name, contents);
  }

  /** Puts a file into the checkout. */
  write(name: string, contents: string | Uint8Array): void {
    const file = path.join(this.workspace, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }

  /** A file of the checkout; null when there is none. */
  read(name: string): string | null {
    const file = path.join(this.workspace, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Starts the Action as the runner does: its own Node, inputs with their defaults, and nothing of the test's variables. */
  async run(options: RunOptions): Promise<RunResult> {
    const { event, token } = options;
    const commandFiles = this.#commandFiles();
    const eventFile = path.join(this.temp, 'event.json');
    writeFileSync(
      eventFile,
      typeof event.payload === 'string' ? event.payload : JSON.stringify(event.payload),
    );
    const child = spawn(actionNode(), [bundle(path.basename(action.runs.main))], {
      cwd: this.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
      env: {
        ...inputVariables(options.inputs, token),
        ...commandFiles,
        PATH: process.env['PATH'],
        HOME: path.join(this.#folder, 'home'),
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_REPOSITORY_OWNER: 'acme',
        GITHUB_SERVER_URL: options.serverUrl ?? 'https://github.com',
        GITHUB_API_URL: options.apiUrl,
        GITHUB_GRAPHQL_URL: `${options.apiUrl}/graphql`,
        GITHUB_RUN_ID: '9876543210',
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_RUN_NUMBER: '42',
        GITHUB_WORKFLOW: 'Build',
        GITHUB_JOB: 'image',
        GITHUB_ACTOR: 'octocat',
        GITHUB_EVENT_NAME: event.name,
        GITHUB_EVENT_PATH: eventFile,
        GITHUB_SHA: event.sha,
        GITHUB_REF: event.ref,
        RUNNER_OS: 'Linux',
        RUNNER_ARCH: 'X64',
        RUNNER_TEMP: this.temp,
        ...options.env,
      },
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    if (code === null) throw new Error(`the Action did not end in time; its log:\n${withoutMasks(stdout)}`);
    const written = (name: keyof typeof commandFiles): string => readFileSync(commandFiles[name], 'utf8');
    const commands = parseCommands(stdout);
    return {
      failed: code !== 0,
      stdout,
      stderr,
      log: withoutMasks(stdout),
      commands,
      masks: commands.filter(({ name }) => name === 'add-mask').map(({ value }) => value),
      outputs: new Map(
        [...written('GITHUB_OUTPUT').matchAll(/^(.+)<<(.+)\n([^]*?)\n\2$/gm)].map((match) => [
          match[1] ?? '',
          match[3] ?? '',
        ]),
      ),
      summary: written('GITHUB_STEP_SUMMARY'),
      runnerFiles: written('GITHUB_STATE') + written('GITHUB_ENV') + written('GITHUB_PATH'),
    };
  }

  /** New ones for each step, as a runner has it. */
  #commandFiles() {
    const step = String(++this.#steps);
    const names = [
      'GITHUB_OUTPUT',
      'GITHUB_STEP_SUMMARY',
      'GITHUB_STATE',
      'GITHUB_ENV',
      'GITHUB_PATH',
    ] as const;
    const files = Object.fromEntries(
      names.map((name) => [name, path.join(this.temp, `${name.toLowerCase()}-${step}`)]),
    ) as Record<(typeof names)[number], string>;
    for (const file of Object.values(files)) writeFileSync(file, '');
    return files;
  }
}

/** One of the bundles that users run; DRYDOCK_DIST names other ones, to try out what is not committed yet. */
export function bundle(name: string): string {
  return path.join(process.env['DRYDOCK_DIST'] ?? path.join(root, 'dist'), name);
}

function inputVariables(
  inputs: Readonly<Record<string, string>>,
  token: string,
): Readonly<Record<string, string>> {
  const unknown = Object.keys(inputs).find((name) => !(name in action.inputs));
  if (unknown !== undefined) throw new Error(`action.yml has no input ${unknown}`);
  const values = Object.entries(action.inputs).map(([name, input]) => {
    const given = inputs[name] ?? input.default ?? '';
    return [`INPUT_${name.toUpperCase()}`, given === '${{ github.token }}' ? token : given] as const;
  });
  return Object.fromEntries(values);
}

/** As the runner reads them: none between `stop-commands` and the word that ends it. */
export function parseCommands(stdout: string): WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let word: string | null = null;
  for (const line of stdout.split(/\r?\n/)) {
    const [, name, properties = '', value = ''] = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (word !== null) {
      if (name === word) word = null;
      continue;
    }
    if (name === 'stop-commands') word = value;
    const pairs = properties.split(',').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at).trim(), unescape(pair.slice(at + 1))] as const];
    });
    commands.push({ name, properties: Object.fromEntries(pairs), value: unescape(value) });
  }
  return commands;
}

/** What `@actions/core` writes for characters that would end a command or a property. */
function unescape(value: string): string {
  return value
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

function withoutMasks(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
}
