import { gunzipSync } from 'node:zlib';
import type { Log } from 'sarif';
import { type Answer, forbidden, invalid, notFound, paged, unprocessable } from './github-answers.js';
import { annotationsOf, linesOfDiff, objectionToAnnotations } from './github-details.js';
import type { ApiDescription, Operation } from './github-openapi.js';

type Json = Readonly<Record<string, unknown>>;

export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  /** `owner:branch` */
  readonly head: string;
  readonly files: readonly { readonly filename: string; readonly patch: string }[];
}

export interface StateOptions {
  readonly pull?: PullRequest;
  /** Commits that the repository has, beside the pull request's. */
  readonly commits?: readonly string[];
  /** Whom the token belongs to: the workflow's own may not ask, and writes as `github-actions[bot]`. */
  readonly user?: { readonly login: string; readonly type: 'Bot' | 'User'; readonly mayAsk: boolean };
  /** What becomes of an upload, and after how many questions. */
  readonly processing?: { readonly polls: number; readonly errors: readonly string[] };
}

export interface StoredComment {
  readonly id: number;
  readonly login: string;
  readonly type: 'Bot' | 'User';
  body: string;
}

export interface StoredUpload {
  readonly id: string;
  readonly ref: string;
  readonly commitSha: string;
  readonly gzipBytes: number;
  readonly text: string;
  readonly log: Log;
  polls: number;
}

export interface StoredCheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  conclusion: string;
  readonly annotations: Json[];
}

const REPOSITORY = '/repos/{owner}/{repo}';
/** GitHub's limits that stand in no schema: in the documentation of each endpoint. */
const MAX_COMMENT_CHARS = 65_536;
const MAX_GZIP_BYTES = 10_000_000;
const MAX_RESULTS = 25_000;

/** What GitHub remembers of one repository, and how it answers what Drydock asks. */
export class GitHubState {
  readonly comments: StoredComment[] = [];
  readonly reviewComments: Json[] = [];
  readonly checkRuns: StoredCheckRun[] = [];
  readonly uploads: StoredUpload[] = [];
  readonly #description: ApiDescription;
  readonly #options: StateOptions;
  #lastId = 1000;

  constructor(description: ApiDescription, options: StateOptions) {
    this.#description = description;
    this.#options = options;
  }

  /** As somebody else would write it; for comments that were there before. */
  addComment(body: string, login: string, type: StoredComment['type']): StoredComment {
    const comment = { id: ++this.#lastId, body, login, type };
    this.comments.push(comment);
    return comment;
  }

  /** null for operations that Drydock has no business with. */
  answer({ name, pathParameters }: Operation, url: URL, body: unknown): Answer | null {
    const sent = (body ?? {}) as Json;
    switch (name) {
      case 'GET /user':
        return this.#user();
      case `POST ${REPOSITORY}/check-runs`:
        return this.#createCheckRun(sent);
      case `PATCH ${REPOSITORY}/check-runs/{check_run_id}`:
        return this.#updateCheckRun(Number(pathParameters['check_run_id']), sent);
      case `POST ${REPOSITORY}/code-scanning/sarifs`:
        return this.#upload(sent);
      case `GET ${REPOSITORY}/code-scanning/sarifs/{sarif_id}`:
        return this.#processing(pathParameters['sarif_id'] ?? '');
      case `GET ${REPOSITORY}/issues/{issue_number}/comments`:
        return paged(
          url,
          this.comments.map((comment) =>
            this.#comment(comment, `${REPOSITORY}/issues/{issue_number}/comments`),
          ),
        );
      case `POST ${REPOSITORY}/issues/{issue_number}/comments`:
        return this.#createComment(sent, pathParameters['issue_number']);
      case `PATCH ${REPOSITORY}/issues/comments/{comment_id}`:
        return this.#updateComment(Number(pathParameters['comment_id']), sent);
      case `DELETE ${REPOSITORY}/issues/comments/{comment_id}`:
        return this.#deleteComment(Number(pathParameters['comment_id']));
      case `GET ${REPOSITORY}/pulls`:
        return paged(url, this.#pulls(url.searchParams.get('head')));
      case `GET ${REPOSITORY}/pulls/{pull_number}/files`:
        return paged(url, this.#files());
      case `GET ${REPOSITORY}/pulls/{pull_number}/comments`:
        return paged(url, this.reviewComments);
      case `POST ${REPOSITORY}/pulls/{pull_number}/reviews`:
        return this.#review(sent);
      default:
        return null;
    }
  }

  #user(): Answer {
    const { user } = this.#options;
    if (user?.mayAsk !== true) return forbidden();
    const example = this.#description.exampleOf('GET', '/user', 200);
    return { status: 200, body: { ...example, login: user.login, type: user.type } };
  }

  #createCheckRun(sent: Json): Answer {
    const problem = objectionToAnnotations(sent);
    if (problem !== null) return invalid(problem);
    if (!this.#hasCommit(sent['head_sha']))
      return invalid(`No commit found for SHA: ${String(sent['head_sha'])}`);
    const run: StoredCheckRun = {
      id: ++this.#lastId,
      name: String(sent['name']),
      headSha: String(sent['head_sha']),
      conclusion: String(sent['conclusion']),
      annotations: annotationsOf(sent),
    };
    this.checkRuns.push(run);
    return { status: 201, body: this.#checkRun(run, sent) };
  }

  #updateCheckRun(id: number, sent: Json): Answer {
    const run = this.checkRuns.find((candidate) => candidate.id === id);
    if (run === undefined) return notFound();
    const problem = objectionToAnnotations(sent);
    if (problem !== null) return invalid(problem);
    run.annotations.push(...annotationsOf(sent));
    if (typeof sent['conclusion'] === 'string') run.conclusion = sent['conclusion'];
    return { status: 200, body: this.#checkRun(run, sent) };
  }

  #checkRun(run: StoredCheckRun, sent: Json): Json {
    const example = this.#description.exampleOf('POST', `${REPOSITORY}/check-runs`, 201);
    const output = (sent['output'] ?? {}) as Json;
    return {
      ...example,
      id: run.id,
      name: run.name,
      head_sha: run.headSha,
      status: 'completed',
      conclusion: run.conclusion,
      html_url: `https://github.com/acme/shop/runs/${String(run.id)}`,
      output: {
        ...(example['output'] as Json),
        title: output['title'] ?? null,
        summary: output['summary'] ?? null,
        annotations_count: run.annotations.length,
      },
    };
  }

  #upload(sent: Json): Answer {
    const gzip = Buffer.from(String(sent['sarif']), 'base64');
    if (gzip.length > MAX_GZIP_BYTES) return { status: 413, body: { message: 'Payload too large' } };
    if (!this.#hasCommit(sent['commit_sha'])) return invalid('commit_sha is not in the repository');
    const text = gunzipSync(gzip).toString('utf8');
    const log = JSON.parse(text) as Log;
    const tooMany = log.runs.some(({ results }) => (results?.length ?? 0) > MAX_RESULTS);
    if (tooMany)
      return {
        status: 400,
        body: { message: 'rejecting SARIF, as there are more results per run than allowed' },
      };
    const hex = (++this.#lastId).toString(16).padStart(12, '0');
    const id = `47177e22-5596-11eb-80a1-${hex}`;
    this.uploads.push({
      id,
      ref: String(sent['ref']),
      commitSha: String(sent['commit_sha']),
      gzipBytes: gzip.length,
      text,
      log,
      polls: 0,
    });
    const url = `https://api.github.com/repos/acme/shop/code-scanning/sarifs/${id}`;
    return { status: 202, body: { id, url } };
  }

  #processing(id: string): Answer {
    const upload = this.uploads.find((candidate) => candidate.id === id);
    if (upload === undefined) return notFound();
    const { polls, errors } = this.#options.processing ?? { polls: 0, errors: [] };
    if (upload.polls++ < polls) return { status: 200, body: { processing_status: 'pending' } };
    const analyses = `https://api.github.com/repos/acme/shop/code-scanning/analyses?sarif_id=${id}`;
    return errors.length > 0
      ? { status: 200, body: { processing_status: 'failed', analyses_url: analyses, errors } }
      : { status: 200, body: { processing_status: 'complete', analyses_url: analyses } };
  }

  #createComment(sent: Json, issue: string | undefined): Answer {
    if (issue !== String(this.#options.pull?.number)) return notFound();
    const body = String(sent['body']);
    if (body.length > MAX_COMMENT_CHARS) return invalid('body is too long (maximum is 65536 characters)');
    const { login, type } = this.#options.user ?? WORKFLOW;
    const comment = this.addComment(body, login, type);
    return { status: 201, body: this.#comment(comment, `${REPOSITORY}/issues/{issue_number}/comments`) };
  }

  #updateComment(id: number, sent: Json): Answer {
    const comment = this.comments.find((candidate) => candidate.id === id);
    if (comment === undefined) return notFound();
    if (comment.login !== (this.#options.user ?? WORKFLOW).login) return forbidden();
    const body = String(sent['body']);
    if (body.length > MAX_COMMENT_CHARS) return invalid('body is too long (maximum is 65536 characters)');
    comment.body = body;
    return { status: 200, body: this.#comment(comment, `${REPOSITORY}/issues/{issue_number}/comments`) };
  }

  #deleteComment(id: number): Answer {
    const index = this.comments.findIndex((candidate) => candidate.id === id);
    if (index < 0) return notFound();
    this.comments.splice(index, 1);
    return { status: 204 };
  }

  #comment({ id, body, login, type }: StoredComment, template: string): Json {
    const example = this.#description.exampleOf('POST', template, 201);
    return {
      ...example,
      id,
      body,
      html_url: `https://github.com/acme/shop/pull/7#issuecomment-${String(id)}`,
      user: { ...(example['user'] as Json), login, type },
    };
  }

  #pulls(head: string | null): Json[] {
    const { pull } = this.#options;
    if (pull === undefined || (head !== null && head !== pull.head)) return [];
    const example = this.#description.exampleOf('GET', `${REPOSITORY}/pulls`, 200);
    const [, branch] = pull.head.split(':');
    return [
      {
        ...example,
        number: pull.number,
        head: { ...(example['head'] as Json), label: pull.head, ref: branch, sha: pull.headSha },
      },
    ];
  }

  #files(): Json[] {
    const example = this.#description.exampleOf('GET', `${REPOSITORY}/pulls/{pull_number}/files`, 200);
    return (this.#options.pull?.files ?? []).map(({ filename, patch }) => ({ ...example, filename, patch }));
  }

  #review(sent: Json): Answer {
    const comments = (sent['comments'] ?? []) as readonly Json[];
    for (const { path, line, start_line: start } of comments) {
      const patch = this.#options.pull?.files.find(({ filename }) => filename === path)?.patch ?? '';
      const lines = linesOfDiff(patch);
      const isInside = lines.has(Number(line)) && (start === undefined || lines.has(Number(start)));
      if (!isInside) return unprocessable('Pull request review thread line must be part of the diff');
    }
    const { login, type } = this.#options.user ?? WORKFLOW;
    const template = `${REPOSITORY}/pulls/{pull_number}/comments`;
    const example = this.#description.exampleOf('GET', template, 200);
    for (const comment of comments) {
      const user = { ...(example['user'] as Json), login, type };
      this.reviewComments.push({ ...example, ...comment, id: ++this.#lastId, user });
    }
    const review = this.#description.exampleOf('POST', `${REPOSITORY}/pulls/{pull_number}/reviews`, 200);
    return { status: 200, body: { ...review, body: sent['body'] ?? '', state: 'COMMENTED' } };
  }

  #hasCommit(sha: unknown): boolean {
    const { pull, commits = [] } = this.#options;
    return typeof sha === 'string' && [pull?.headSha, ...commits].includes(sha);
  }
}

const WORKFLOW = { login: 'github-actions[bot]', type: 'Bot', mayAsk: false } as const;
