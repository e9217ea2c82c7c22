/** What is sent back; no body means none, as with 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const DOCS = 'https://docs.github.com/rest';

/** What a token without the permission is told. */
export function forbidden(message = 'Resource not accessible by integration'): Answer {
  return { status: 403, body: { message, documentation_url: DOCS, status: '403' } };
}

export function notFound(): Answer {
  return { status: 404, body: { message: 'Not Found', documentation_url: DOCS, status: '404' } };
}

/** `validation-error` of the description. */
export function invalid(problem: string): Answer {
  const errors = [{ resource: 'IssueComment', field: 'body', code: 'custom', message: problem }];
  return { status: 422, body: { message: 'Validation Failed', errors, documentation_url: DOCS } };
}

/** `validation-error-simple`, which other operations answer with. */
export function unprocessable(problem: string): Answer {
  return {
    status: 422,
    body: { message: 'Unprocessable Entity', errors: [problem], documentation_url: DOCS },
  };
}

/** Cut into pages, with the header that says where the next one is. */
export function paged(url: URL, all: readonly unknown[]): Answer {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const page = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  const headers = page * size < all.length ? { link: `<${next.href}>; rel="next"` } : {};
  return { status: 200, body: all.slice((page - 1) * size, page * size), headers };
}
