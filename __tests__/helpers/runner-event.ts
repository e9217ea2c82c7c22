/** What a runner tells a step of the event that started its workflow. */
export interface RunnerEvent {
  readonly name: string;
  readonly ref: string;
  readonly sha: string;
  /** Contents of the event file; a text as it stands. */
  readonly payload: object | string;
}

export const PULL_NUMBER = 7;
/** Of the branch under review. */
export const HEAD_SHA = '1a'.repeat(20);
/** Of the merge that GitHub makes for a pull request's run. */
export const MERGE_SHA = '2b'.repeat(20);
export const MAIN_SHA = '3c'.repeat(20);

const repository = { id: 1, name: 'shop', full_name: 'acme/shop', fork: false, private: false };

/** A pull request's event, of the repository itself or of a fork. */
export function pullRequestEvent(
  from: 'branch' | 'fork' = 'branch',
  name: 'pull_request' | 'pull_request_target' = 'pull_request',
): RunnerEvent {
  const headRepository =
    from === 'branch' ? repository : { ...repository, full_name: 'mallory/shop', fork: true };
  const isTarget = name === 'pull_request_target';
  return {
    name,
    ref: isTarget ? 'refs/heads/main' : `refs/pull/${String(PULL_NUMBER)}/merge`,
    sha: isTarget ? MAIN_SHA : MERGE_SHA,
    payload: {
      action: 'synchronize',
      number: PULL_NUMBER,
      pull_request: {
        number: PULL_NUMBER,
        state: 'open',
        head: {
          ref: 'feature',
          sha: HEAD_SHA,
          label: `${from === 'branch' ? 'acme' : 'mallory'}:feature`,
          repo: headRepository,
        },
        base: { ref: 'main', sha: MAIN_SHA, repo: repository },
      },
      repository,
    },
  };
}

/** Of a branch that no pull request is open for. */
export function pushEvent(): RunnerEvent {
  return {
    name: 'push',
    ref: 'refs/heads/main',
    sha: MAIN_SHA,
    payload: { ref: 'refs/heads/main', after: MAIN_SHA, head_commit: { id: MAIN_SHA }, repository },
  };
}

export function mergeGroupEvent(): RunnerEvent {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${String(PULL_NUMBER)}-${MAIN_SHA}`;
  return {
    name: 'merge_group',
    ref,
    sha: MERGE_SHA,
    payload: {
      action: 'checks_requested',
      merge_group: { head_sha: MERGE_SHA, head_ref: ref, base_sha: MAIN_SHA, base_ref: 'refs/heads/main' },
      repository,
    },
  };
}

export function dispatchEvent(): RunnerEvent {
  return {
    name: 'workflow_dispatch',
    ref: 'refs/heads/main',
    sha: MAIN_SHA,
    payload: { inputs: null, ref: 'refs/heads/main', workflow: '.github/workflows/build.yml', repository },
  };
}

export function scheduleEvent(): RunnerEvent {
  return {
    name: 'schedule',
    ref: 'refs/heads/main',
    sha: MAIN_SHA,
    payload: { schedule: '0 3 * * *', repository },
  };
}
