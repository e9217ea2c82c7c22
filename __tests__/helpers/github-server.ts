import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, DOCS } from './github-answers.js';
import type { ApiDescription, Operation } from './github-openapi.js';
import { GitHubState, type StateOptions } from './github-state.js';

/** Trouble that a server can be told to make. */
export interface Fault {
  /** Which operations, by name: `POST /repos/{owner}/{repo}/check-runs`. */
  readonly on: RegExp;
  /** How often; without it, always. */
  readonly times?: number;
  /** Answered in place of what was asked for; without it the request is only slow. */
  readonly answer?: Answer;
  readonly delayMs?: number;
}

export interface RecordedRequest {
  /** The operation's name in the description. */
  readonly operation: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  readonly body: unknown;
  readonly status: number;
}

export interface ServerOptions extends StateOptions {
  readonly faults?: readonly Fault[];
  /** Before the paths of the description: `/api/v3` on GitHub Enterprise Server, `/api/v1` on Gitea. */
  readonly prefix?: string;
  /** Gitea's answers are its own; what is sent to it must fit GitHub's description all the same. */
  readonly isGitea?: boolean;
}

const TOKEN = ['ghs', 'drydockacceptancetests0000000000000000'].join('_');

/**
 * A server in GitHub's place, on this machine, that checks every request against GitHub's own description: what does
 * not fit is refused with 422 and noted in `violations`, which a test expects to be empty. Its answers are checked in
 * the same way, so that it tells no more than GitHub would.
 */
export class GitHubServer {
  readonly token = TOKEN;
  readonly requests: RecordedRequest[] = [];
  readonly violations: string[] = [];
  readonly state: GitHubState;
  readonly #description: ApiDescription;
  readonly #options: ServerOptions;
  readonly #remaining: number[];
  readonly #server: Server;

  private constructor(description: ApiDescription, options: ServerOptions) {
    this.#description = description;
    this.#options = options;
    this.#remaining = (options.faults ?? []).map(({ times }) => times ?? Infinity);
    this.state = new GitHubState(description, options);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response).catch((error: unknown) => {
        this.violations.push(`the server failed: ${String(error)}`);
        response.destroy();
      });
    });
  }

  static async start(description: ApiDescription, options: ServerOptions): Promise<GitHubServer> {
    const server = new GitHubServer(description, options);
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  /** What a runner puts into GITHUB_SERVER_URL. */
  get serverUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}`;
  }

  /** What a runner puts into GITHUB_API_URL. */
  get apiUrl(): string {
    return `${this.serverUrl}${this.#options.prefix ?? ''}`;
  }

  /** The requests for an operation, in the order in which they came. */
  requestsOf(operation: string): readonly RecordedRequest[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  /** Those that GitHub did as it was asked. */
  acceptedOf(operation: string): readonly RecordedRequest[] {
    return this.requestsOf(operation).filter(({ status }) => status < 300);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bodyText = await readBody(request);
    const target = request.url ?? '/';
    const url = new URL(target, this.serverUrl);
    const method = request.method ?? 'GET';
    const prefix = this.#options.prefix ?? '';
    const operation = url.pathname.startsWith(`${prefix}/`)
      ? this.#description.match(method, url.pathname.slice(prefix.length))
      : null;
    const body = bodyText === '' ? undefined : parse(bodyText);
    const answer =
      operation === null
        ? this.#refuse(`${method} ${url.pathname} is not in the description`, 404)
        : await this.#answer(operation, request, url, body);
    this.requests.push({
      operation: operation?.name ?? `${method} ${url.pathname}`,
      target,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      bodyText,
      body,
      status: answer.status,
    });
    if (operation !== null && this.#options.isGitea !== true) {
      const lies = this.#description.objectionsToResponse(operation, answer.status, answer.body);
      this.violations.push(...lies.map((lie) => `the server's own answer: ${lie}`));
    }
    const reset = String(Math.ceil(Date.now() / 1000) + 3600);
    response.writeHead(answer.status, {
      ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': reset,
      ...answer.headers,
    });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  async #answer(operation: Operation, request: IncomingMessage, url: URL, body: unknown): Promise<Answer> {
    const problems = [
      ...objectionsToHeaders(request, body),
      ...this.#description.objectionsToRequest(operation, url.searchParams, body),
    ];
    if (problems.length > 0) return this.#refuse(problems.join('; '), 422);
    if (!/^(?:token|bearer) /i.test(request.headers.authorization ?? ''))
      return { status: 401, body: { message: 'Requires authentication', documentation_url: DOCS } };
    if (request.headers.authorization?.endsWith(` ${this.token}`) !== true)
      return { status: 401, body: { message: 'Bad credentials', documentation_url: DOCS } };
    const fault = this.#takeFault(operation);
    if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
    if (fault?.answer !== undefined) return fault.answer;
    const answer = this.state.answer(operation, url, body);
    return answer ?? this.#refuse(`this server does not know how to answer ${operation.name}`, 404);
  }

  #takeFault(operation: Operation): Fault | undefined {
    const faults = this.#options.faults ?? [];
    const index = faults.findIndex(
      ({ on }, candidate) => on.test(operation.name) && (this.#remaining[candidate] ?? 0) > 0,
    );
    if (index >= 0) this.#remaining[index] = (this.#remaining[index] ?? 0) - 1;
    return faults[index];
  }

  #refuse(problem: string, status: 404 | 422): Answer {
    this.violations.push(problem);
    return { status, body: { message: problem, documentation_url: DOCS } };
  }
}

/** https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api: requests without are refused. */
function objectionsToHeaders({ headers }: IncomingMessage, body: unknown): string[] {
  const problems: string[] = [];
  if ((headers['user-agent'] ?? '') === '') problems.push('no User-Agent');
  if (!/application\/(?:vnd\.github(?:\.v3)?\+)?json/.test(headers.accept ?? ''))
    problems.push(`asks for ${headers.accept ?? 'nothing'} and not for JSON`);
  if (body !== undefined && !/^application\/json\b/.test(headers['content-type'] ?? ''))
    problems.push(`the body is ${headers['content-type'] ?? 'of no type'}, not JSON`);
  return problems;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
