import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../helpers/github-openapi.js';
import { playAll, type Played, type Scenario } from '../helpers/github-play.js';
import { type ScenarioName, SCENARIOS } from '../helpers/github-scenarios.js';
import { DOCKERFILE, leakyProject, REFERENCE } from '../helpers/leaky-image.js';
import type { RunResult } from '../helpers/runner.js';
import { HEAD_SHA, MAIN_SHA, MERGE_SHA } from '../helpers/runner-event.js';

const REPOSITORY = '/repos/{owner}/{repo}';
const NEW_COMMENT = `POST ${REPOSITORY}/issues/{issue_number}/comments`;
const OLD_COMMENT = `PATCH ${REPOSITORY}/issues/comments/{comment_id}`;
const UPLOAD = `POST ${REPOSITORY}/code-scanning/sarifs`;
const REVIEW = `POST ${REPOSITORY}/pulls/{pull_number}/reviews`;

type Name = ScenarioName;
const NAMES = Object.keys(SCENARIOS) as Name[];
/** They pass or only report; all others are blocked. */
const NOT_BLOCKED: readonly Name[] = [
  'a scan that only reports',
  'a clean image',
  'a clean image and comment: always',
];

let played = new Map<Name, Played>();

beforeAll(async () => {
  const scenarios = Object.entries(SCENARIOS) as [Name, Scenario][];
  played = await playAll(new ApiDescription('api.github.com'), scenarios);
}, 300_000);

function get(name: Name): Played {
  const found = played.get(name);
  if (found === undefined) throw new Error(`${name} did not run`);
  return found;
}

/** Sentences that are no findings. */
function warningsOf({ commands }: RunResult): string[] {
  return commands
    .filter(({ name, properties }) => name === 'warning' && !properties['file'])
    .map(({ value }) => value);
}

/** Annotations that are made by the runner. */
function commandAnnotations({ commands }: RunResult): string[] {
  return commands.filter(({ properties }) => properties['file'] !== undefined).map(({ value }) => value);
}

describe.each(NAMES)('%s', (name) => {
  it('sends only what GitHub understands', () => {
    expect(get(name).server.violations).toEqual([]);
  });

  it('tells nobody a secret', () => {
    expect(get(name).raw).toEqual([]);
  });

  it('ends as it would have without GitHub', () => {
    const isBlocked = !NOT_BLOCKED.includes(name);
    for (const [index, run] of get(name).runs.entries()) {
      const isLastAndClean = name === 'an image that is put right' && index === 1;
      expect({
        failed: run.failed,
        outcome: run.outputs.get('outcome'),
        stderr: run.stderr,
        errors: run.commands.filter(
          ({ name: command, properties }) => command === 'error' && !properties['file'],
        ).length,
        hasSummary: run.summary !== '',
      }).toEqual(
        isBlocked && !isLastAndClean
          ? { failed: true, outcome: 'blocked', stderr: '', errors: 1, hasSummary: true }
          : { failed: false, outcome: 'pass', stderr: '', errors: 0, hasSummary: true },
      );
    }
  });
});

describe('the channels of a pull request', () => {
  it('are a check run, a comment and code scanning', () => {
    const { server, run } = get('a pull request');
    const { checkRuns, comments, uploads } = server.state;
    expect(checkRuns).toMatchObject([
      { headSha: HEAD_SHA, conclusion: 'failure', name: expect.stringContaining(REFERENCE) },
    ]);
    expect(checkRuns[0]?.annotations.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['shop/.env', DOCKERFILE, 'shop/deploy/credentials']),
    );
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('Blocked');
    expect(uploads).toMatchObject([{ ref: 'refs/pull/7/merge', commitSha: MERGE_SHA }]);
    expect(uploads[0]?.log.runs[0]?.results).toHaveLength(Number(run.outputs.get('findings')));
    expect(run.outputs.get('comment-url')).toMatch(/#issuecomment-\d+$/);
    // Not twice: what the check run shows, the runner need not.
    expect(commandAnnotations(run)).toEqual([]);
    expect(warningsOf(run)).toEqual([]);
  });

  it('tell each secret to the runner, to be masked, and nothing else', () => {
    const { planted } = leakyProject();
    const { masks } = get('a pull request').run;
    expect(masks.length).toBeGreaterThanOrEqual(8);
    expect(masks.filter((mask) => !planted.includes(mask))).toEqual([]);
  });

  it('name themselves and show the token to nobody but GitHub', () => {
    for (const { headers } of get('a pull request').server.requests) {
      expect(headers['user-agent']).toMatch(/drydock\//);
      expect(headers['authorization']).toMatch(/^token /);
    }
  });

  it('are review comments as well, where suggestions are asked for; each is made once', () => {
    const { server } = get('suggestions, twice');
    expect(server.acceptedOf(REVIEW)).toHaveLength(1);
    expect(server.state.reviewComments).toMatchObject([
      { path: DOCKERFILE, line: 3, side: 'RIGHT', body: expect.stringContaining('```suggestion') },
    ]);
  });
});

describe('a run for the second time', () => {
  const NAME = 'the same run twice, and lines that move';

  it('writes the comment once, and leaves it alone where nothing changed', () => {
    const { server, requestsAfter } = get(NAME);
    const writes = (from: number, to: number | undefined): string[] =>
      server.requests
        .slice(from, to)
        .map(({ operation }) => operation)
        .filter((operation) => operation === NEW_COMMENT || operation === OLD_COMMENT);
    const [first = 0, second = 0] = requestsAfter;
    expect(writes(0, first)).toEqual([NEW_COMMENT]);
    expect(writes(first, second)).toEqual([]);
    expect(writes(second, undefined)).not.toContain(NEW_COMMENT);
    expect(server.state.comments).toHaveLength(1);
  });

  it('keeps the fingerprints of alerts, wherever the lines move', () => {
    const [first, ...others] = get(NAME).server.state.uploads.map(({ log }) =>
      (log.runs[0]?.results ?? [])
        .map(({ ruleId, partialFingerprints }) => `${ruleId ?? ''} ${JSON.stringify(partialFingerprints)}`)
        .sort(),
    );
    expect(first?.length).toBeGreaterThan(5);
    expect(others).toEqual([first, first]);
    const lines = get(NAME).server.state.uploads.map(({ log }) =>
      log.runs[0]?.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine),
    );
    expect(lines[2]).not.toEqual(lines[0]);
    const categories = get(NAME).server.state.uploads.map(({ log }) => log.runs[0]?.automationDetails?.id);
    expect(new Set(categories).size).toBe(1);
  });

  it('turns the comment into "resolved" when the image is put right', () => {
    const { server, runs } = get('an image that is put right');
    expect(server.acceptedOf(NEW_COMMENT)).toHaveLength(1);
    expect(server.acceptedOf(OLD_COMMENT)).toHaveLength(1);
    expect(server.state.comments[0]?.body).toMatch(
      /\*\*Resolved with .*: all \d+ secrets that were found before are gone\./,
    );
    expect(runs[1]?.failed).toBe(false);
    expect(server.state.checkRuns.map(({ conclusion }) => conclusion)).toEqual(['failure', 'success']);
    expect(server.state.uploads[1]?.log.runs[0]?.results).toEqual([]);
  });

  it("never touches somebody else's comment, whatever stands in it", () => {
    const { server } = get("somebody else's comment with the marker");
    expect(server.requestsOf(OLD_COMMENT)).toEqual([]);
    expect(server.acceptedOf(NEW_COMMENT)).toHaveLength(1);
  });
});

describe('a clean image', () => {
  it('is not commented on, unless that is asked for', () => {
    expect(get('a clean image').server.state.comments).toEqual([]);
    expect(get('a clean image and comment: always').server.state.comments).toHaveLength(1);
  });

  it('clears the alerts, and has a green check run', () => {
    const { checkRuns, uploads } = get('a clean image').server.state;
    expect(checkRuns).toMatchObject([{ conclusion: 'success', annotations: [] }]);
    expect(uploads[0]?.log.runs[0]?.results).toEqual([]);
  });
});

describe('a missing permission', () => {
  it('is named, and the next best channel is used', () => {
    const { run } = get('no permission');
    expect(warningsOf(run)).toEqual([
      expect.stringContaining('Add "checks: write" to "permissions:"'),
      expect.stringContaining('Add "pull-requests: write" to "permissions:"'),
    ]);
    expect(run.log).toMatch(/^Did not upload to code scanning: .*"security-events: write"/m);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
  });

  it.each(['no permission at all', 'answers of 404'] as const)('is told once per channel with %s', (name) => {
    const { run } = get(name);
    expect(warningsOf(run).filter((line) => line.includes('checks: write'))).toHaveLength(1);
    expect(warningsOf(run).filter((line) => line.includes('pull-requests: write'))).toHaveLength(1);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
  });

  it('of a fork is nobody’s fault there, so nothing warns of it', () => {
    const { run } = get("a fork's pull request");
    expect(warningsOf(run)).toEqual([]);
    expect(run.log).toMatch(/^Could not comment on pull request 7: .*fork.*workflow_run/m);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
  });

  it('does not keep a pull_request_target from writing', () => {
    const { server, run } = get('a pull_request_target');
    expect(warningsOf(run)).toEqual([]);
    expect(server.state.checkRuns).toMatchObject([{ headSha: HEAD_SHA }]);
    expect(server.state.comments).toHaveLength(1);
    expect(server.state.uploads).toMatchObject([{ ref: 'refs/pull/7/head', commitSha: HEAD_SHA }]);
  });

  it('is not what a token that expired lacks', () => {
    const { run } = get('a token that expired');
    expect(warningsOf(run)).toEqual([expect.stringMatching(/does not accept the github-token/)]);
    expect(run.log).not.toContain('"permissions:"');
  });
});

describe('code scanning', () => {
  it('is left out quietly where the repository has none', () => {
    const { run } = get('a private repository without code security');
    expect(warningsOf(run)).toEqual([]);
    expect(run.log).toMatch(/^Did not upload to code scanning: .*Code Security must be enabled/m);
  });

  it('is missed aloud where it was asked for', () => {
    expect(warningsOf(get('code scanning asked for and missing').run)).toEqual([
      expect.stringContaining('Code Security must be enabled'),
    ]);
  });

  it('tells why it could not process an upload, on one line', () => {
    expect(warningsOf(get('a failed SARIF').run)).toEqual([
      expect.stringContaining('could not convert rules: invalid ::error::security severity'),
    ]);
  });

  it('is waited for', () => {
    const { server, run } = get('a slow upload');
    expect(server.state.uploads).toMatchObject([{ polls: 2 }]);
    expect(warningsOf(run)).toEqual([]);
  });

  it.each([
    ['a push', 'refs/heads/main', MAIN_SHA],
    ['a run by hand', 'refs/heads/main', MAIN_SHA],
    ['a scheduled run', 'refs/heads/main', MAIN_SHA],
  ] as const)('files %s under its branch, and nobody is commented at', (name, ref, commitSha) => {
    const { server, run } = get(name);
    expect(server.state.uploads).toMatchObject([{ ref, commitSha }]);
    expect(server.state.checkRuns).toMatchObject([{ headSha: commitSha }]);
    expect(server.state.comments).toEqual([]);
    expect(warningsOf(run)).toEqual([]);
  });

  it('has no place for a merge queue, which has its check run all the same', () => {
    const { server, run } = get('a merge queue');
    expect(server.requestsOf(UPLOAD)).toEqual([]);
    expect(run.log).toMatch(/^Did not upload to code scanning: .*merge_group/m);
    expect(server.state.checkRuns).toMatchObject([{ headSha: MERGE_SHA }]);
    expect(warningsOf(run)).toEqual([]);
  });
});

describe('a server in trouble', () => {
  it.each(['a server that fails once', 'a secondary rate limit'] as const)('is asked again: %s', (name) => {
    const { server, run } = get(name);
    expect(server.requests.filter(({ status }) => status >= 400)).toHaveLength(3);
    expect(server.state).toMatchObject({ checkRuns: [{}], comments: [{}], uploads: [{}] });
    expect(warningsOf(run)).toEqual([]);
  });

  it('is given up after a few times, and the other channels are used', () => {
    const { server, run } = get('a server that always fails');
    expect(warningsOf(run)).toEqual([
      expect.stringMatching(/^Could not create a check run .* status 500/),
      expect.stringMatching(/^Could not upload .* status 500/),
    ]);
    expect(server.state.comments).toHaveLength(1);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
  });

  it('is not waited for by the hour', () => {
    const { server, run } = get('a rate limit for an hour');
    expect(server.requests).toHaveLength(1);
    expect(warningsOf(run)).toEqual([
      expect.stringMatching(/rate limit .* for the next (?:59|6[0-3]) minutes/),
    ]);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
  });

  it('that does not answer costs one sentence', () => {
    const { run } = get('no network');
    expect(warningsOf(run)).toEqual([expect.stringMatching(/does not answer/)]);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
  });

  it('that refuses what it was sent is quoted', () => {
    const { run } = get('answers of 422');
    const sentences = warningsOf(run);
    expect(sentences).toHaveLength(3);
    for (const sentence of sentences) expect(sentence).toMatch(/status 422 .*it does not fit/);
  });
});

describe('what is not asked for', () => {
  it.each(['everything switched off', 'no token'] as const)('is not sent: %s', (name) => {
    const { server, run } = get(name);
    expect(server.requests).toEqual([]);
    expect(warningsOf(run)).toEqual([]);
    expect(run.summary).toContain('Blocked');
  });

  it('is not needed: an odd event file leaves what needs no event', () => {
    const { server, run } = get('an odd event file');
    expect(server.state.comments).toEqual([]);
    expect(run.summary).toContain('Blocked');
  });

  it('makes no check red that only reports', () => {
    expect(get('a scan that only reports').server.state.checkRuns).toMatchObject([{ conclusion: 'neutral' }]);
  });
});

describe('another server than github.com', () => {
  it('of Gitea is commented on, and spared what it has not', () => {
    const { server, run } = get('Gitea');
    expect(server.requests.map(({ operation }) => operation)).toEqual([
      `GET ${REPOSITORY}/issues/{issue_number}/comments`,
      NEW_COMMENT,
    ]);
    expect(commandAnnotations(run).length).toBeGreaterThan(5);
    expect(warningsOf(run)).toEqual([]);
  });
});
