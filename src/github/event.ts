import { readFileSync } from 'node:fs';
import {
  isObject,
  parseJson,
  toObject,
  toText,
  toTextOrNull,
  type JsonObject,
} from '../source/json-value.js';

/** Environment variables, as the runner set them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type EventKind =
  'pull-request' | 'push' | 'merge-group' | 'workflow-dispatch' | 'schedule' | 'workflow-run' | 'other';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** What code scanning files an upload under: `refs/heads/…`, `refs/tags/…` or `refs/pull/N/…`, and a full commit ID. */
export interface AnalyzedCommit {
  readonly ref: string;
  readonly sha: string;
}

/** What started the workflow run, as far as Drydock's reports depend on it. */
export interface RunEvent {
  readonly kind: EventKind;
  /** The event's own name: `pull_request_target`. */
  readonly name: string;
  /** null where there is no GitHub, as on a developer's machine. */
  readonly repository: Repository | null;
  /** Number of the pull request that the run is for; null where the event names none. */
  readonly pullRequest: number | null;
  /**
   * Commit that check runs, comments and links are for. Of a pull request its head and not `GITHUB_SHA`, which is a
   * merge that GitHub made up for the run.
   */
  readonly headSha: string | null;
  /** Branch of the head, where a pull request may be looked for; null where that makes no sense. */
  readonly headBranch: { readonly owner: string; readonly branch: string } | null;
  /** null where code scanning has no place for results of this event. */
  readonly analysis: AnalyzedCommit | null;
  /** The run is for a fork's pull request, with a token that can only read whatever the workflow says. */
  readonly hasForkToken: boolean;
}

/**
 * Reads the event from the runner's variables and its payload file. A file that is missing or odd makes for fewer
 * known facts, and is no error: then there is one channel less to report on.
 */
export function readEvent(env: Environment): RunEvent {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const payload = readPayload(env['GITHUB_EVENT_PATH'] ?? '');
  const repository = parseRepository(env['GITHUB_REPOSITORY'] ?? '');
  const run = { ref: env['GITHUB_REF'] ?? '', sha: commitId(env['GITHUB_SHA']) };
  const base = { name, repository };
  if (isObject(payload['pull_request']))
    return { ...base, ...ofPullRequest(name, payload['pull_request'], run, repository) };
  if (name === 'workflow_run')
    return { ...base, ...ofWorkflowRun(toObject(payload['workflow_run']), repository) };
  if (name === 'merge_group') {
    const headSha = commitId(toObject(payload['merge_group'])['head_sha']) ?? run.sha;
    return { ...base, ...NOWHERE, kind: 'merge-group', headSha };
  }
  // A comment's run is on the default branch, but what it scans need not be.
  const issue = toObject(payload['issue']);
  if (isObject(issue['pull_request']))
    return { ...base, ...NOWHERE, kind: 'other', pullRequest: positive(issue['number']) };
  return { ...base, ...ofBranch(name, run, repository) };
}

const NOWHERE = {
  pullRequest: null,
  headSha: null,
  headBranch: null,
  analysis: null,
  hasForkToken: false,
} as const;

interface Run {
  readonly ref: string;
  readonly sha: string | null;
}

type Facts = Omit<RunEvent, 'name' | 'repository'>;

/** `pull_request`, `pull_request_target`, `pull_request_review` and the like. */
function ofPullRequest(name: string, pull: JsonObject, run: Run, repository: Repository | null): Facts {
  const pullRequest = positive(pull['number']);
  const head = toObject(pull['head']);
  const headSha = commitId(head['sha']);
  const headName = toTextOrNull(toObject(head['repo'])['full_name']);
  const baseName = toTextOrNull(toObject(toObject(pull['base'])['repo'])['full_name']) ?? nameOf(repository);
  return {
    kind: 'pull-request',
    pullRequest,
    headSha,
    headBranch: null,
    analysis: pullRequestAnalysis(pullRequest, headSha, run),
    // The head's repository is null when the fork was deleted. `pull_request_target` runs on the base.
    hasForkToken: name !== 'pull_request_target' && !sameName(headName, baseName),
  };
}

/**
 * `pull_request_target` runs on the base branch, whose alerts are not the pull request's: there the head's own ref is
 * the one.
 */
function pullRequestAnalysis(
  number: number | null,
  headSha: string | null,
  { ref, sha }: Run,
): AnalyzedCommit | null {
  if (sha !== null && /^refs\/pull\/\d+\/(?:merge|head)$/.test(ref)) return { ref, sha };
  return number === null || headSha === null ? null : { ref: `refs/pull/${number}/head`, sha: headSha };
}

/**
 * The second workflow of the pattern that is safe for forks. `GITHUB_SHA` is the default branch's there; the commit that
 * was built is the payload's. Pull requests are named in it only when they are not from a fork.
 */
function ofWorkflowRun(run: JsonObject, repository: Repository | null): Facts {
  const headSha = commitId(run['head_sha']);
  const branch = toTextOrNull(run['head_branch']);
  const headRepository = toObject(run['head_repository']);
  const headName = toTextOrNull(headRepository['full_name']);
  const owner = toText(toObject(headRepository['owner'])['login']) || (headName?.split('/')[0] ?? '');
  const isFork = headName !== null && !sameName(headName, nameOf(repository));
  const isPullRequest = toText(run['event']).startsWith('pull_request');
  const [first] = Array.isArray(run['pull_requests']) ? (run['pull_requests'] as readonly unknown[]) : [];
  const pullRequest = isPullRequest ? positive(toObject(first)['number']) : null;
  const onPull =
    pullRequest === null || headSha === null ? null : { ref: `refs/pull/${pullRequest}/head`, sha: headSha };
  const onBranch =
    isPullRequest || isFork || branch === null || headSha === null
      ? null
      : { ref: `refs/heads/${branch}`, sha: headSha };
  return {
    kind: 'workflow-run',
    pullRequest,
    headSha,
    headBranch: branch === null || owner === '' ? null : { owner, branch },
    analysis: onPull ?? onBranch,
    hasForkToken: false,
  };
}

const KINDS: Readonly<Record<string, EventKind>> = {
  push: 'push',
  workflow_dispatch: 'workflow-dispatch',
  schedule: 'schedule',
};

function ofBranch(name: string, { ref, sha }: Run, repository: Repository | null): Facts {
  const kind = KINDS[name] ?? 'other';
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const mayHavePull = kind === 'push' || kind === 'workflow-dispatch';
  return {
    kind,
    pullRequest: null,
    headSha: sha,
    headBranch:
      branch === undefined || !mayHavePull || repository === null
        ? null
        : { owner: repository.owner, branch },
    analysis: sha !== null && /^refs\/(?:heads|tags)\/./.test(ref) ? { ref, sha } : null,
    hasForkToken: false,
  };
}

function readPayload(file: string): JsonObject {
  if (file === '') return {};
  try {
    return toObject(parseJson(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function parseRepository(text: string): Repository | null {
  const [owner, repo, ...rest] = text.split('/');
  return owner === undefined || owner === '' || repo === undefined || repo === '' || rest.length > 0
    ? null
    : { owner, repo };
}

function nameOf(repository: Repository | null): string | null {
  return repository === null ? null : `${repository.owner}/${repository.repo}`;
}

function sameName(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

/** SHA-1 is what GitHub has; SHA-256 is what Gitea's newer repositories have. */
function commitId(value: unknown): string | null {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value) ? value : null;
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}
