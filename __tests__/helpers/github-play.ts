import type { ApiDescription } from './github-openapi.js';
import { GitHubServer, type ServerOptions } from './github-server.js';
import { DOCKERFILE, leakyProject, type LeakyProject } from './leaky-image.js';
import { RawSearch } from './raw-secrets.js';
import { Runner, type RunOptions, type RunResult } from './runner.js';
import {
  HEAD_SHA,
  MAIN_SHA,
  MERGE_SHA,
  PULL_NUMBER,
  pullRequestEvent,
  type RunnerEvent,
} from './runner-event.js';

/** A run of the Action as a job has it, with a server in GitHub's place. */
export interface Scenario {
  /** Default: a pull request of the repository itself. */
  readonly event?: RunnerEvent;
  readonly server?: ServerOptions;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What is scanned; more than one makes as many runs, one after the other, on the same server. */
  readonly projects?: readonly LeakyProject[];
  /** Before the first run: comments that are there already, and the like. */
  readonly prepare?: (server: GitHubServer) => void;
  /** Default: the server's own. */
  readonly apiUrl?: string;
  /** Default: as the server's options have it. */
  readonly serverUrl?: string;
}

export interface Played {
  readonly server: GitHubServer;
  readonly runs: readonly RunResult[];
  /** The first run, which most scenarios are about. */
  readonly run: RunResult;
  /** How many requests the server had seen when each run had ended. */
  readonly requestsAfter: readonly number[];
  /** JSON and SARIF files of the last run. */
  readonly json: string;
  readonly sarif: string;
  /** Where a raw secret or the token stands in anything that was sent, printed or written. Must be empty. */
  readonly raw: readonly string[];
}

/** The Dockerfile and the file with the first secret are new in the pull request; nothing else is. */
export function pullOf(project: LeakyProject, head = 'acme:feature') {
  return {
    number: PULL_NUMBER,
    headSha: HEAD_SHA,
    head,
    files: [DOCKERFILE, 'shop/.env'].flatMap((filename) => {
      const text = project.files[filename];
      return text === undefined ? [] : [{ filename, patch: patchOfNewFile(text) }];
    }),
  };
}

function patchOfNewFile(text: string): string {
  const lines = text.trimEnd().split('\n');
  return [`@@ -0,0 +1,${String(lines.length)} @@`, ...lines.map((line) => `+${line}`)].join('\n');
}

/** Runs a scenario to its end. The server is closed then; what it has seen stays. */
export async function play(description: ApiDescription, scenario: Scenario): Promise<Played> {
  const projects = scenario.projects ?? [leakyProject()];
  const [first] = projects;
  const server = await GitHubServer.start(description, {
    ...(first === undefined ? {} : { pull: pullOf(first) }),
    commits: [MAIN_SHA, MERGE_SHA],
    ...scenario.server,
  });
  scenario.prepare?.(server);
  const runner = new Runner();
  try {
    const runs: RunResult[] = [];
    const requestsAfter: number[] = [];
    for (const project of projects) {
      runner.checkOut({ ...project.files, 'shop.tar': project.archive });
      runs.push(await runner.run(optionsOf(scenario, server)));
      requestsAfter.push(server.requests.length);
    }
    const [run] = runs;
    if (run === undefined) throw new Error('a scenario needs a project');
    const json = runner.read('drydock.json') ?? '';
    const sarif = runner.read('drydock.sarif') ?? '';
    const planted = [...new Set(projects.flatMap((project) => project.planted))];
    const raw = findRawIn({ server, runs, json, sarif }, planted);
    return { server, runs, run, requestsAfter, json, sarif, raw };
  } finally {
    runner.remove();
    await server.close();
  }
}

/** More would only wait for a processor. */
const AT_ONCE = 8;

/** Runs scenarios at the same time, beginning with the first: most of the time they wait, as GitHub asks of clients. */
export async function playAll<Name extends string>(
  description: ApiDescription,
  scenarios: readonly (readonly [Name, Scenario])[],
): Promise<Map<Name, Played>> {
  const played = new Map<Name, Played>();
  const queue = [...scenarios];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      played.set(next[0], await play(description, next[1]));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return played;
}

function optionsOf(scenario: Scenario, server: GitHubServer): RunOptions {
  return {
    event: scenario.event ?? pullRequestEvent(),
    apiUrl: scenario.apiUrl ?? server.apiUrl,
    ...(scenario.serverUrl === undefined ? {} : { serverUrl: scenario.serverUrl }),
    token: server.token,
    inputs: {
      archive: 'shop.tar',
      context: 'shop',
      'json-file': 'drydock.json',
      'sarif-file': 'drydock.sarif',
      ...scenario.inputs,
    },
    env: scenario.env ?? {},
  };
}

/** Everything that leaves the Action, searched; masks are left out, since they are how a runner learns what to hide. */
function findRawIn(
  { server, runs, json, sarif }: Pick<Played, 'server' | 'runs' | 'json' | 'sarif'>,
  planted: readonly string[],
): string[] {
  const texts: [string, string][] = [
    ['the JSON file', json],
    ['the SARIF file', sarif],
    ...runs.flatMap((run, index): [string, string][] => [
      [`log ${String(index)}`, run.log],
      [`standard error ${String(index)}`, run.stderr],
      [
        `annotations ${String(index)}`,
        JSON.stringify(run.commands.filter(({ name }) => name !== 'add-mask')),
      ],
      [`outputs ${String(index)}`, [...run.outputs.values()].join('\n')],
      [`summary ${String(index)}`, run.summary],
      [`runner files ${String(index)}`, run.runnerFiles],
    ]),
    ...server.requests.flatMap(({ operation, target, bodyText, headers }): [string, string][] => [
      [`body of ${operation}`, bodyText],
      [`address of ${operation}`, target],
      // The token has its place among the headers.
      [`headers of ${operation}`, JSON.stringify({ ...headers, authorization: '' })],
    ]),
    ...server.state.uploads.map(({ text }): [string, string] => ['uploaded SARIF', text]),
  ];
  const search = new RawSearch([...planted, server.token]);
  return texts.flatMap(([place, text]) => search.find(text).map((found) => `${place}: ${found}`));
}
