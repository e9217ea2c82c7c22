import { forbidden, invalid, notFound } from './github-answers.js';
import type { Scenario } from './github-play.js';
import type { Fault } from './github-server.js';
import { cleanProject, copyingProject, leakyProject } from './leaky-image.js';
import {
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
} from './runner-event.js';

const EVERYTHING = /./;
const WRITES = /^(?:POST|PATCH|DELETE) /;
const CHECKS = /\/check-runs/;
const SARIFS = /\/code-scanning\//;

const NO_CODE_SECURITY = forbidden('Code Security must be enabled for this repository to use code scanning.');
const SERVER_ERROR = { status: 500, body: { message: 'Server Error' } };
const UNAVAILABLE = { status: 503, body: { message: 'Service unavailable', code: '503' } };
const SECONDARY_LIMIT = {
  ...forbidden('You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
  headers: { 'retry-after': '1' },
};
const HOURLY_LIMIT = {
  ...forbidden('API rate limit exceeded for installation ID 12345678.'),
  headers: { 'x-ratelimit-remaining': '0' },
};

const always = (on: RegExp, answer: Fault['answer']): Fault[] => [{ on, ...(answer && { answer }) }];
const onceEach = (answer: Fault['answer']): Fault[] =>
  [CHECKS, /\/comments/, SARIFS].map((on) => ({ on, times: 1, ...(answer && { answer }) }));

/** The slow ones first: they mostly wait, and others run meanwhile. */
export const SCENARIOS = {
  'a server that always fails': {
    server: { faults: always(/^POST .*(?:check-runs|sarifs)$/, SERVER_ERROR) },
  },
  'a server that fails once': { server: { faults: onceEach(UNAVAILABLE) } },
  'a secondary rate limit': { server: { faults: onceEach(SECONDARY_LIMIT) } },
  'a rate limit for an hour': { server: { faults: always(EVERYTHING, HOURLY_LIMIT) } },
  'a slow upload': {
    server: { faults: [{ on: SARIFS, times: 1, delayMs: 2500 }], processing: { polls: 1, errors: [] } },
  },
  'the same run twice, and lines that move': {
    projects: [leakyProject(), leakyProject(), leakyProject({ shiftedBy: 3 })],
  },
  'an image that is put right': { projects: [leakyProject(), cleanProject()] },
  'a failed SARIF': {
    server: {
      processing: { polls: 0, errors: ['could not convert rules: invalid\n::error::security severity'] },
    },
  },
  'a pull request': {},
  'suggestions, twice': { inputs: { suggestions: 'true' }, projects: [copyingProject(), copyingProject()] },
  'a push': { event: pushEvent() },
  "a fork's pull request": {
    event: pullRequestEvent('fork'),
    server: { faults: always(WRITES, forbidden()) },
  },
  'a pull_request_target': { event: pullRequestEvent('fork', 'pull_request_target') },
  'no permission': { server: { faults: always(WRITES, forbidden()) } },
  'no permission at all': { server: { faults: always(EVERYTHING, forbidden()) } },
  'answers of 404': { server: { faults: always(EVERYTHING, notFound()) } },
  'answers of 422': { server: { faults: always(WRITES, invalid('it does not fit')) } },
  'a token that expired': {
    server: { faults: always(EVERYTHING, { status: 401, body: { message: 'Bad credentials' } }) },
  },
  'a private repository without code security': { server: { faults: always(SARIFS, NO_CODE_SECURITY) } },
  'code scanning asked for and missing': {
    inputs: { 'upload-sarif': 'true' },
    server: { faults: always(SARIFS, NO_CODE_SECURITY) },
  },
  'a merge queue': { event: mergeGroupEvent() },
  'a run by hand': { event: dispatchEvent() },
  'a scheduled run': { event: scheduleEvent() },
  Gitea: {
    env: { GITEA_ACTIONS: 'true' },
    server: {
      prefix: '/api/v1',
      isGitea: true,
      user: { login: 'gitea-actions', type: 'Bot', mayAsk: false },
      faults: always(/check-runs|code-scanning/, notFound()),
    },
  },
  'no token': { inputs: { 'github-token': ' ' } },
  'no network': { apiUrl: 'http://127.0.0.1:64999' },
  'an odd event file': { event: { ...pullRequestEvent(), payload: '{"pull_request": ' } },
  'everything switched off': {
    inputs: { annotations: 'false', comment: 'never', 'upload-sarif': 'false' },
  },
  'a scan that only reports': { inputs: { 'fail-on': 'never' } },
  'a clean image': { projects: [cleanProject()] },
  'a clean image and comment: always': { projects: [cleanProject()], inputs: { comment: 'always' } },
  "somebody else's comment with the marker": {
    prepare: ({ state }) => {
      for (let index = 0; index < 120; index++) state.addComment(`No. ${String(index)}`, 'octocat', 'User');
      state.addComment('<!-- drydock:comment:0123456789abcdef -->', 'mallory', 'User');
    },
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
