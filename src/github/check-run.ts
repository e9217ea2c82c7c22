import type { Annotation } from './annotate.js';
import type { Client } from './client.js';
import type { Repository } from './event.js';

export interface CheckRun {
  /** What the list of checks shows: `Drydock: shop:ci`. */
  readonly name: string;
  readonly headSha: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  /** One line. */
  readonly title: string;
  /** Markdown, at most `MAX_CHECK_SUMMARY_CHARS`. */
  readonly summary: string;
  /** Those without a file can't be shown by a check run, and are left out: the summary has to tell of them. */
  readonly annotations: readonly Annotation[];
  readonly detailsUrl: string | null;
}

/** What became of it: how many annotations got through, and why not all, where that is so. */
export interface CheckRunResult {
  readonly url: string | null;
  readonly annotations: number;
  readonly failure: unknown;
}

/** GitHub refuses longer ones (its OpenAPI description, `output.summary`). */
export const MAX_CHECK_SUMMARY_CHARS = 65_535;
/** In one request; more follow by updates (OpenAPI description, `output.annotations`). */
const BATCH = 50;

/**
 * Creates a finished check run, with as many updates as its annotations need.
 * @throws the client's error when it could not be created; a failed update is in the result, as the run is there then.
 */
export async function createCheckRun(
  client: Client,
  repository: Repository,
  run: CheckRun,
): Promise<CheckRunResult> {
  const located = run.annotations.flatMap(toApi);
  const output = { title: run.title, summary: run.summary };
  const { data } = await client.rest.checks.create({
    ...repository,
    name: run.name,
    head_sha: run.headSha,
    status: 'completed',
    conclusion: run.conclusion,
    ...(run.detailsUrl === null ? {} : { details_url: run.detailsUrl }),
    output: { ...output, annotations: located.slice(0, BATCH) },
  });
  let sent = Math.min(located.length, BATCH);
  try {
    for (; sent < located.length; sent += BATCH) {
      const annotations = located.slice(sent, sent + BATCH);
      await client.rest.checks.update({
        ...repository,
        check_run_id: data.id,
        output: { ...output, annotations },
      });
    }
  } catch (failure) {
    return { url: data.html_url, annotations: sent, failure };
  }
  return { url: data.html_url, annotations: located.length, failure: null };
}

interface ApiAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'notice' | 'warning' | 'failure';
  message: string;
  title: string;
}

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

function toApi(annotation: Annotation): ApiAnnotation[] {
  const { file, startLine, endLine, startColumn, level, message, title } = annotation;
  if (file === undefined) return [];
  const start = startLine ?? 1;
  const end = Math.max(start, endLine ?? start);
  return [
    {
      path: file,
      start_line: start,
      end_line: end,
      // Columns are for annotations of one line, and go together.
      ...(startColumn === undefined || end !== start
        ? {}
        : { start_column: startColumn, end_column: startColumn }),
      annotation_level: LEVELS[level],
      message,
      title,
    },
  ];
}
