import { oneLine } from '../model/failure.js';
import { isObject, toList, toObject, toText, type JsonObject } from '../source/json-value.js';
import { formatDuration } from './duration.js';

/** A permission of a job's token, as `permissions:` in a workflow names it. */
export type Permission = 'checks: write' | 'pull-requests: write' | 'security-events: write';

export type FailureKind =
  /** The token is not accepted at all: 401. */
  | 'unauthorized'
  /** The token may not: 403. */
  | 'forbidden'
  /** There is no such thing on this server or in this repository: 404, 410. */
  | 'missing'
  /** What was sent does not fit: 409, 413, 422 and the like. */
  | 'refused'
  | 'rate-limit'
  /** The server failed: 5xx. */
  | 'server'
  /** No answer at all. */
  | 'unreachable';

/** A request that came to nothing, after all retries. */
export interface ApiFailure {
  readonly kind: FailureKind;
  readonly status: number;
  /** What the server says, on one line, shortened; empty when it says nothing. */
  readonly message: string;
  /** When the rate limit ends, in seconds from now; null where that is not known. */
  readonly retryAfterSeconds: number | null;
}

/** A server's message is shown so far: they are sentences, and what is longer is a page of HTML. */
const MAX_MESSAGE_CHARS = 300;

/** Reads what a client's request threw; null for what is no failure of a request, but a mistake in this program. */
export function readApiFailure(thrown: unknown, nowMs: number = Date.now()): ApiFailure | null {
  if (!isObject(thrown) || typeof thrown['status'] !== 'number') return null;
  const { status } = thrown;
  const response = isObject(thrown['response']) ? thrown['response'] : null;
  const headers = toObject(response?.['headers']);
  const message = messageOf(thrown, response);
  const failure = { status, message, retryAfterSeconds: null };
  if (response === null) return { ...failure, kind: 'unreachable' };
  if (isRateLimit(status, headers, message))
    return { ...failure, kind: 'rate-limit', retryAfterSeconds: waitOf(headers, nowMs) };
  return { ...failure, kind: kindOf(status) };
}

/**
 * One sentence: what did not work, why, and what to do about it.
 * @param what `comment on pull request 7`
 * @param hasForkToken the run is for a fork's pull request, whose token can't be given more
 */
export function explainFailure(
  failure: ApiFailure,
  { what, permission, hasForkToken }: { what: string; permission: Permission; hasForkToken: boolean },
): string {
  const said = failure.message === '' ? '' : ` (${failure.message})`;
  switch (failure.kind) {
    case 'unauthorized':
      return `Could not ${what}: GitHub does not accept the github-token${said}. Leave that input out to use the workflow's own.`;
    case 'forbidden':
      if (isNotEnabled(failure))
        return `Could not ${what}: the repository does not have that enabled${said}. Enable it in its settings.`;
      if (/\blocked\b/i.test(failure.message))
        return `Could not ${what}: its conversation is locked. Unlock it, or set the input comment to never.`;
      if (hasForkToken)
        return `Could not ${what}: the token of a run for a fork's pull request can only read. A second workflow on workflow_run may write.`;
      return `Could not ${what}: the token lacks a permission${said}. Add "${permission}" to "permissions:" of the job in the workflow.`;
    case 'missing':
      return `Could not ${what}: GitHub says that there is no such thing, as it does when the token lacks a permission${said}. Add "${permission}" to "permissions:" of the job in the workflow.`;
    case 'refused':
      return `Could not ${what}: GitHub refused it with status ${failure.status}${said}.`;
    case 'rate-limit':
      return `Could not ${what}: the rate limit of GitHub's API is used up${untilWhen(failure)}. Run the job again later.`;
    case 'server':
      return `Could not ${what}: GitHub's API failed with status ${failure.status}${said}. Run the job again later.`;
    case 'unreachable':
      return `Could not ${what}: GitHub's API does not answer${said}. Run the job again later.`;
  }
}

/** "Code Security must be enabled for this repository to use code scanning", "Code scanning is not enabled for …". */
export function isNotEnabled({ message }: ApiFailure): boolean {
  return /\b(?:must be|not) enabled\b/i.test(message);
}

function untilWhen({ retryAfterSeconds }: ApiFailure): string {
  return retryAfterSeconds === null ? '' : ` for the next ${formatDuration(retryAfterSeconds)}`;
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'missing';
  return status >= 500 ? 'server' : 'refused';
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: 403 or 429, told apart by these. */
function isRateLimit(status: number, headers: JsonObject, message: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /\brate limit\b/i.test(message)
  );
}

function waitOf(headers: JsonObject, nowMs: number): number | null {
  const after = Number.parseInt(toText(headers['retry-after']), 10);
  if (after > 0) return after;
  const resetSeconds = Number.parseInt(toText(headers['x-ratelimit-reset']), 10);
  const seconds = Math.ceil(resetSeconds - nowMs / 1000);
  return seconds > 0 ? seconds : null;
}

/** The server's own words, without the address of its documentation; of a network's failure, the system's. */
function messageOf(thrown: JsonObject, response: JsonObject | null): string {
  if (response === null) return shorten(toText(thrown['message']));
  const data = toObject(response['data']);
  const details = toList(data['errors']).map((error) => toText(error) || toText(toObject(error)['message']));
  const parts = [toText(data['message']), ...details].filter((part) => part !== '');
  return shorten(parts.join(': '));
}

function shorten(text: string): string {
  const line = oneLine(text).trim().replace(/\.$/, '');
  return line.length <= MAX_MESSAGE_CHARS
    ? line
    : `${line.slice(0, MAX_MESSAGE_CHARS - 1).replace(/\p{Cs}$/u, '')}…`;
}
