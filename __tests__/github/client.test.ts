import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readApiFailure } from '../../src/github/api-failure.js';
import { createClient, type Client } from '../../src/github/client.js';
import { VERSION } from '../../src/version.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const TOKEN = ['ghs', 'not-a-real-token'].join('_');
let server: Server;
let requests: IncomingMessage[] = [];
let handlers: Handler[] = [];
let log = '';

beforeEach(async () => {
  requests = [];
  log = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
  server = createServer((request, response) => {
    requests.push(request);
    const handler = handlers.shift() ?? reply(200, {});
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function reply(status: number, data: unknown, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(data));
  };
}

function connect(requestTimeoutMs?: number): Promise<Client> {
  const { port } = server.address() as AddressInfo;
  return createClient({ token: TOKEN, apiUrl: `http://127.0.0.1:${port}/api/v3/`, requestTimeoutMs });
}

async function failureOf(work: Promise<unknown>) {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return readApiFailure(thrown);
}

describe('the client', () => {
  // First, since the library is loaded once: it would read the file and throw.
  it('is made whatever the event file holds, and leaves the variable as it was', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'drydock-client-'));
    const file = path.join(folder, 'event.json');
    writeFileSync(file, '{"pull_request": ');
    const before = process.env['GITHUB_EVENT_PATH'];
    process.env['GITHUB_EVENT_PATH'] = file;
    try {
      await connect();
      expect(process.env['GITHUB_EVENT_PATH']).toBe(file);
    } finally {
      if (before === undefined) delete process.env['GITHUB_EVENT_PATH'];
      else process.env['GITHUB_EVENT_PATH'] = before;
      rmSync(folder, { recursive: true });
    }
  });

  it('asks the server that it was given, by its own name and with the token', async () => {
    handlers = [reply(200, { login: 'ada' })];
    const client = await connect();
    expect((await client.rest.users.getAuthenticated()).data.login).toBe('ada');
    const [request] = requests;
    expect(request?.url).toBe('/api/v3/user');
    expect(request?.headers['user-agent']).toMatch(new RegExp(`^drydock/${VERSION} `));
    expect(request?.headers.authorization).toBe(`token ${TOKEN}`);
  });

  it('tries again after a failure of the server', async () => {
    handlers = [reply(502, { message: 'Bad Gateway' }), reply(200, { login: 'ada' })];
    const client = await connect();
    expect((await client.rest.users.getAuthenticated()).data.login).toBe('ada');
    expect(requests).toHaveLength(2);
  });

  it.each([403, 404, 422])('does not try again what is refused with %d', async (status) => {
    handlers = [reply(status, { message: 'no' })];
    const client = await connect();
    expect(await failureOf(client.rest.users.getAuthenticated())).toMatchObject({ status });
    expect(requests).toHaveLength(1);
  });

  it('waits for a rate limit that ends soon, and says so', async () => {
    handlers = [
      reply(429, { message: 'secondary rate limit' }, { 'retry-after': '1' }),
      reply(200, { login: 'ada' }),
    ];
    const client = await connect();
    await client.rest.users.getAuthenticated();
    expect(requests).toHaveLength(2);
    expect(log).toContain('waiting for 1 second.');
  });

  it.each([
    [
      'the hourly',
      403,
      'API rate limit exceeded',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600) },
    ],
    ['a secondary', 429, 'You have exceeded a secondary rate limit', { 'retry-after': '3600' }],
  ])('does not keep the job waiting for the end of %s limit', async (_, status, message, headers) => {
    handlers = [reply(status, { message }, headers)];
    const client = await connect();
    expect(await failureOf(client.rest.users.getAuthenticated())).toMatchObject({ kind: 'rate-limit' });
    expect(requests).toHaveLength(1);
  });

  it('gives up on a server that does not answer', async () => {
    handlers = [() => undefined];
    const client = await connect(50);
    const asked = client.request('GET /user', { request: { retries: 0 } });
    expect(await failureOf(asked)).toMatchObject({ kind: 'unreachable' });
  });

  it('never prints the token', async () => {
    process.env['RUNNER_DEBUG'] = '1';
    try {
      const old = reply(200, {}, { deprecation: 'true', sunset: 'Sat' });
      // Enough for every attempt.
      handlers = [old, old, old, old];
      const client = await connect();
      await client.rest.users.getAuthenticated();
      expect(log).toMatch(/^::debug::.*deprecated/m);
      expect(log).not.toContain(TOKEN);
    } finally {
      delete process.env['RUNNER_DEBUG'];
    }
  });
});
