import { getOctokit } from '@actions/github';
import type { Client } from '../../src/github/client.js';

/** One request as the fake server got it. */
export interface Sent {
  /** `POST /repos/ada/shop/issues/7/comments` */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status?: number;
  readonly data?: unknown;
  readonly headers?: Record<string, string>;
}

/** What a route answers: always the same, or by request; an Error is a connection that fails. */
export type Routes = Readonly<Record<string, Answer | Error | ((sent: Sent) => Answer | Error)>>;

export const API = 'https://api.github.test';
export const SHOP = { owner: 'ada', repo: 'shop' };
export const CONVERSATION = { ...SHOP, pullRequest: 7 };

/** A `fetch` that knows these routes alone and keeps what was sent; every other route is a 404. */
export function fakeFetch(routes: Routes): { fetch: typeof fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  const answer = (input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const request: Sent = {
      route: `${init.method ?? 'GET'} ${decodeURIComponent(url.pathname)}`,
      query: url.searchParams,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {},
      headers: Object.fromEntries(new Headers(init.headers)),
    };
    sent.push(request);
    const route = routes[request.route];
    const result = typeof route === 'function' ? route(request) : route;
    if (result instanceof Error) return Promise.reject(result);
    const {
      status = 200,
      data = {},
      headers = {},
    } = result ?? {
      status: 404,
      data: { message: 'Not Found' },
    };
    return Promise.resolve(
      new Response(status === 204 ? null : JSON.stringify(data), {
        status,
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      }),
    );
  };
  return { fetch: answer, sent };
}

/** A client without retries and pauses, and what it sent. */
export function fakeClient(routes: Routes): { client: Client; sent: Sent[] } {
  const { fetch, sent } = fakeFetch(routes);
  return { client: getOctokit('t'.repeat(8), { baseUrl: API, request: { fetch } }), sent };
}

export const routesOf = (sent: readonly Sent[]): string[] => sent.map(({ route }) => route);
