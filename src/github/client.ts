import { debug, info } from '@actions/core';
import type { getOctokit } from '@actions/github';
import { VERSION } from '../version.js';
import { formatDuration } from './duration.js';

/** GitHub's REST API with the methods of every endpoint; retries and rate limits are seen to. */
export type Client = ReturnType<typeof getOctokit>;

export interface ClientSettings {
  readonly token: string;
  /** `https://api.github.com`, or an own server's `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** How long a request may take, in milliseconds; default a minute, which an upload of 10 MB needs on a slow line. */
  readonly requestTimeoutMs?: number | undefined;
}

const REQUEST_TIMEOUT_MS = 60_000;
/** A secondary limit asks for a minute, as a rule; the hourly limit can ask for an hour, which no job should wait. */
const MAX_WAIT_SECONDS = 90;
const MAX_RATE_LIMIT_RETRIES = 1;
/** After 1, 4 and 9 seconds. */
const RETRIES = 3;
/** What is wrong with these is the same the next time; of 429, the throttling plugin knows when to try again. */
const NO_RETRY = [400, 401, 403, 404, 409, 410, 413, 422, 429, 451];

/** Makes a client for the workflow's own token. */
export async function createClient(settings: ClientSettings): Promise<Client> {
  const { github, defaults, retry, throttling } = await loadLibrary();
  const timeoutMs = settings.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const waitOnce = (what: string) => (seconds: number, _: unknown, __: unknown, retries: number) =>
    decideWait(what, seconds, retries);
  // The library's own warnings (of endpoints that will go) are for developers.
  const log = { debug: ignore, info: ignore, warn: debug, error: debug };
  return github.getOctokit(
    settings.token,
    {
      baseUrl: settings.apiUrl.replace(/\/+$/, ''),
      userAgent: `drydock/${VERSION}`,
      log,
      request: { log, fetch: withTimeout(fetchOf(defaults.request), timeoutMs) },
      retry: { retries: RETRIES, doNotRetry: NO_RETRY },
      throttle: {
        onRateLimit: waitOnce('The rate limit of GitHub’s API is used up'),
        onSecondaryRateLimit: waitOnce('GitHub’s API asks for fewer requests at a time'),
      },
    },
    retry,
    throttling,
  );
}

/**
 * The packages, which nothing but a client needs. `@actions/github` reads the event file when it is loaded, and throws
 * on one that is not JSON; what is needed of the event, Drydock reads itself, so the file is hidden meanwhile.
 */
async function loadLibrary() {
  const eventFile = process.env['GITHUB_EVENT_PATH'];
  delete process.env['GITHUB_EVENT_PATH'];
  try {
    const [github, { defaults }, { retry }, { throttling }] = await Promise.all([
      import('@actions/github'),
      import('@actions/github/lib/utils'),
      import('@octokit/plugin-retry'),
      import('@octokit/plugin-throttling'),
    ]);
    return { github, defaults, retry, throttling };
  } finally {
    if (eventFile !== undefined) process.env['GITHUB_EVENT_PATH'] = eventFile;
  }
}

function decideWait(what: string, seconds: number, retries: number): boolean {
  const isWorthIt = seconds <= MAX_WAIT_SECONDS && retries < MAX_RATE_LIMIT_RETRIES;
  if (isWorthIt) info(`${what}: waiting for ${formatDuration(seconds)}.`);
  return isWorthIt;
}

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** The library's own, which goes through the runner's proxy. */
function fetchOf(request: { readonly fetch?: unknown } | undefined): Fetch {
  return (request?.fetch as Fetch | undefined) ?? fetch;
}

/** A time limit for each attempt, so that a retry begins with all of it. */
function withTimeout(send: Fetch, timeoutMs: number): Fetch {
  return (url, options) => send(url, { ...options, signal: AbortSignal.timeout(timeoutMs) });
}

function ignore(): void {
  // nothing to tell
}
