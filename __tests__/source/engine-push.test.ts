import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/model/errors.js';
import { checkPushable, pushImage } from '../../src/source/engine-push.js';

const ID = `sha256:${'ab12'.repeat(16)}`;
const OTHER_ID = `sha256:${'cd34'.repeat(16)}`;
const DIGEST = `sha256:${'ef56'.repeat(16)}`;
const SCANNED = { reference: 'localhost:5000/shop:ci', id: ID };
const previousClient = process.env['DRYDOCK_DOCKER'];

let top: string;

beforeEach(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock push-'));
});

afterEach(() => {
  if (previousClient === undefined) delete process.env['DRYDOCK_DOCKER'];
  else process.env['DRYDOCK_DOCKER'] = previousClient;
  fs.rmSync(top, { recursive: true, force: true });
});

/** What `docker image inspect` prints, as a shell command. */
function inspection(fields: object = {}): string {
  const image = { Id: ID, RepoTags: [SCANNED.reference], RepoDigests: [`localhost:5000/shop@${DIGEST}`] };
  return `printf %s '${JSON.stringify([{ ...image, ...fields }])}'`;
}

const PUSHED = `echo "The push refers to repository [localhost:5000/shop]"; echo "ci: digest: ${DIGEST} size: 528"`;
const NO_SUCH_IMAGE = 'echo "Error response from daemon: No such image: $2" >&2; exit 1';

/** A client in the engine's place that notes what it is asked; `$ref` is the last argument, `$top` a folder for notes. */
function useClient({ inspect = inspection(), push = PUSHED, version = 'true' }): void {
  const script = path.join(top, 'client');
  const text = `#!/bin/sh
top='${top}'
echo "$*" >> "$top/calls"
for ref; do :; done
case "$1" in
image) ${inspect} ;;
push) touch "$top/pushed"; ${push} ;;
version) ${version} ;;
esac
`;
  fs.writeFileSync(script, text, { mode: 0o755 });
  process.env['DRYDOCK_DOCKER'] = script;
}

const wasPushed = (): boolean => fs.existsSync(path.join(top, 'pushed'));

async function failureOf(promise: Promise<unknown>): Promise<UserError> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(UserError);
  return failure as UserError;
}

describe('pushImage', () => {
  it('pushes by name, tells the digest, and passes on what the client says', async () => {
    useClient({ push: `${PUSHED}; printf '\\033[33mnote\\033[0m\\r\\n\\n' >&2` });
    const lines: string[] = [];
    const pushed = await pushImage(SCANNED, { onLine: (line) => lines.push(line) });
    expect(pushed).toEqual({ reference: SCANNED.reference, digest: DIGEST });
    expect(lines.sort()).toEqual([
      'The push refers to repository [localhost:5000/shop]',
      `ci: digest: ${DIGEST} size: 528`,
      'note',
    ]);
    expect(fs.readFileSync(path.join(top, 'calls'), 'utf8').split('\n')[1]).toBe(`push ${SCANNED.reference}`);
  });

  it('pushes nothing when the name is another image’s by now', async () => {
    useClient({ inspect: inspection({ Id: OTHER_ID }) });
    expect((await failureOf(pushImage(SCANNED))).line).toMatch(
      /^"localhost:5000\/shop:ci" was given to another image since it was scanned, so it is not pushed: /,
    );
    expect(wasPushed()).toBe(false);
  });

  it('pushes nothing when the name is gone', async () => {
    useClient({ inspect: NO_SUCH_IMAGE });
    expect((await failureOf(pushImage(SCANNED))).message).toMatch(/was removed from the container engine/);
    expect(wasPushed()).toBe(false);
  });

  it('says what to delete when the name was given to another image in that very moment', async () => {
    const moved = `if [ -f "$top/pushed" ] && [ "$ref" != ${ID} ]; then ${inspection({ Id: OTHER_ID })}; else ${inspection({ RepoDigests: [] })}; fi`;
    useClient({ inspect: moved });
    expect((await failureOf(pushImage(SCANNED))).line).toBe(
      `"${SCANNED.reference}" was given to another image while it was pushed: the registry may hold an image that ` +
        `was not scanned: delete ${SCANNED.reference}@${DIGEST} there, and see to it that nothing else builds this name`,
    );
  });

  it('is content when the scanned image went out and the name moved on afterwards', async () => {
    const moved = `if [ -f "$top/pushed" ] && [ "$ref" != ${ID} ]; then ${inspection({ Id: OTHER_ID })}; else ${inspection()}; fi`;
    useClient({ inspect: moved });
    expect((await pushImage(SCANNED)).digest).toBe(DIGEST);
  });

  it('trusts a client that tells no digest, as Podman, as long as the name stays', async () => {
    const podman = inspection({ Id: ID.slice(7), RepoDigests: null });
    useClient({ inspect: podman, push: 'echo "Writing manifest to image destination" >&2' });
    expect(await pushImage(SCANNED)).toEqual({ reference: SCANNED.reference, digest: null });
  });

  it.each([
    'denied: requested access to the resource is denied',
    'unauthorized: authentication required',
    'no basic auth credentials',
    'denied: permission_denied: write_package',
  ])('tells to log in where the registry says "%s"', async (said) => {
    useClient({ push: `echo "${said}" >&2; exit 1` });
    expect((await failureOf(pushImage(SCANNED))).line).toMatch(
      new RegExp(`^"localhost:5000/shop:ci" could not be pushed: ${said}: log in to the registry`),
    );
  });

  it('repeats any other trouble, without passwords', async () => {
    useClient({ push: `echo "proxyconnect tcp: http://u:pw@proxy: no route" >&2; exit 1` });
    const lines: string[] = [];
    const { line } = await failureOf(pushImage(SCANNED, { onLine: (text) => lines.push(text) }));
    expect(line).toBe(
      '"localhost:5000/shop:ci" could not be pushed: proxyconnect tcp: http://***@proxy: no route',
    );
    expect(lines).toEqual(['proxyconnect tcp: http://***@proxy: no route']);
  });

  it('says when a signal ended the push', async () => {
    useClient({ push: 'kill -9 $$' });
    expect((await failureOf(pushImage(SCANNED))).message).toMatch(/was ended by SIGKILL/);
  });

  it('ends the client with the reason when it is aborted', async () => {
    useClient({ push: 'echo $$ > "$top/pid"; exec sleep 60' });
    const controller = new AbortController();
    const pushing = pushImage(SCANNED, { signal: controller.signal });
    const file = path.join(top, 'pid');
    for (let waitedMs = 0; !fs.existsSync(file) && waitedMs < 10_000; waitedMs += 20) await delay(20);
    controller.abort(new Error('interrupted'));
    await expect(pushing).rejects.toThrow('interrupted');
    expect(() => process.kill(Number(fs.readFileSync(file, 'utf8')), 0)).toThrow('ESRCH');
  });

  it('says when there is no client', async () => {
    process.env['DRYDOCK_DOCKER'] = '/none/docker';
    expect((await failureOf(pushImage(SCANNED))).message).toMatch(/client "\/none\/docker" cannot be run/);
  });
});

describe('checkPushable', () => {
  it('takes what has a name and a tag, or gets one', async () => {
    useClient({});
    await expect(checkPushable(['localhost:5000/shop:ci', 'shop'])).resolves.toBeUndefined();
  });

  it.each([ID, ID.slice(7), ID.slice(7, 19), `shop@${DIGEST}`])('refuses %s', async (reference) => {
    useClient({});
    expect((await failureOf(checkPushable([reference]))).line).toMatch(
      /cannot be pushed: it is not the name and tag of an image: /,
    );
  });

  it('refuses what there is not', async () => {
    useClient({ inspect: NO_SUCH_IMAGE });
    expect((await failureOf(checkPushable(['shop:ci']))).message).toMatch(/does not exist/);
  });
});
