import { warning } from '@actions/core';
import {
  explainFailure,
  readApiFailure,
  type ApiFailure,
  type FailureKind,
  type Permission,
} from '../github/api-failure.js';
import { createClient, type Client } from '../github/client.js';
import type { Environment, Repository, RunEvent } from '../github/event.js';
import { logSentence } from '../github/log.js';
import { findPullRequest } from '../github/pull-request.js';
import { isGitea } from './links.js';

/** GitHub's API as far as this run can reach it. */
export interface Reach {
  readonly client: Client;
  readonly repository: Repository;
  event: RunEvent;
  readonly isGitea: boolean;
  /** The API does not answer, not for the next time, or not to this token: nothing more is asked of it. */
  isOver: boolean;
}

/** null where there is no API to reach: outside of a workflow, or without a token. */
export async function openReach(
  token: string | null,
  event: RunEvent,
  env: Environment,
): Promise<Reach | null> {
  if (token === null || event.repository === null) return null;
  const apiUrl = env['GITHUB_API_URL'] ?? '';
  return {
    client: await createClient({ token, apiUrl: apiUrl === '' ? 'https://api.github.com' : apiUrl }),
    repository: event.repository,
    event,
    isGitea: isGitea(env),
    isOver: false,
  };
}

/**
 * Completes the event with the pull request that the run is for, where the event names none itself: a push to its
 * branch, or a run after the build of a fork.
 */
export async function completeEvent(reach: Reach): Promise<void> {
  const { event, client } = reach;
  if (event.pullRequest !== null || event.headSha === null) return;
  const question = {
    what: 'look for the pull request of this commit',
    permission: 'pull-requests: write',
  } as const;
  const pullRequest = await ask(reach, question, () => findPullRequest(client, event));
  if (pullRequest === null) return;
  const ofPull = { ref: `refs/pull/${pullRequest}/head`, sha: event.headSha };
  reach.event = { ...event, pullRequest, analysis: event.analysis ?? ofPull };
}

export interface Ask {
  /** `comment on pull request 7` */
  readonly what: string;
  readonly permission: Permission;
  /** Tells a failure in place of a warning; false: it is one for a warning after all. */
  readonly quietly?: (failure: ApiFailure) => boolean;
}

/**
 * Asks something of the API; a failure becomes one sentence. Others than of the API are thrown on.
 * @returns null when it failed, or was not tried since the API was out of reach before
 */
export async function ask<T>(reach: Reach, question: Ask, work: () => Promise<T>): Promise<T | null> {
  if (reach.isOver) {
    logSentence(`Did not ${question.what}, for the same reason.`);
    return null;
  }
  try {
    return await work();
  } catch (thrown) {
    tellFailure(reach, question, thrown);
    return null;
  }
}

/** Every other request would fail in the same way. */
const ENDS: ReadonlySet<FailureKind> = new Set(['unauthorized', 'rate-limit', 'unreachable']);

/** Says what a request's failure means. Throws it on when it is none of the API. */
export function tellFailure(reach: Reach, { what, permission, quietly }: Ask, thrown: unknown): void {
  const failure = readApiFailure(thrown);
  if (failure === null) throw thrown;
  reach.isOver ||= ENDS.has(failure.kind);
  if (quietly?.(failure) === true) return;
  const { hasForkToken } = reach.event;
  const sentence = explainFailure(failure, { what, permission, hasForkToken });
  // Who opened it from a fork can do nothing about it.
  if (hasForkToken && failure.kind === 'forbidden') logSentence(sentence);
  else warning(sentence);
}
