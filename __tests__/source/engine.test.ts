import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { UserError } from '../../src/model/errors.js';
import { BASE_IMAGE, describeWithEngine } from '../helpers/engine.js';
import { exportImages, inspectImage } from '../../src/source/engine.js';

const ID = `sha256:${'ab12'.repeat(16)}`;
const OTHER_ID = `sha256:${'cd34'.repeat(16)}`;
const previousClient = process.env['DRYDOCK_DOCKER'];

let top: string;

beforeEach(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock engine-'));
});

afterEach(() => {
  if (previousClient === undefined) delete process.env['DRYDOCK_DOCKER'];
  else process.env['DRYDOCK_DOCKER'] = previousClient;
  fs.rmSync(top, { recursive: true, force: true });
});

interface FakeClient {
  /** Shell for each command. `$ref` is the last argument, `$top` a folder for notes. */
  readonly inspect?: string;
  readonly save?: string;
  readonly version?: string;
}

/** What `docker image inspect` prints, as a shell command. */
function inspection(fields: object = {}): string {
  const image = { Id: ID, RepoTags: ['shop:ci'], Size: 4096, Architecture: 'amd64', Os: 'linux', ...fields };
  return `printf %s '${JSON.stringify([image])}'`;
}

/** Puts a client in the engine's place, in a folder with a space in its name, which notes the arguments of each call. */
function useClient({ inspect = inspection(), save = 'printf archive', version = 'true' }: FakeClient): void {
  const script = path.join(top, 'client');
  fs.writeFileSync(
    script,
    `#!/bin/sh
top='${top}'
echo "$*" >> "$top/calls"
for ref; do :; done
case "$1" in
image) ${inspect} ;;
save) ${save} ;;
version) ${version} ;;
esac
`,
    { mode: 0o755 },
  );
  process.env['DRYDOCK_DOCKER'] = script;
}

function calls(): string[] {
  const file = path.join(top, 'calls');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
}

async function failureOf(promise: Promise<unknown>): Promise<UserError> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(UserError);
  expect((failure as UserError).line).not.toMatch(/\n/);
  return failure as UserError;
}

/** Reads an export to its end, or to its error. */
async function readAll(references: readonly string[]): Promise<string> {
  return (await buffer((await exportImages(references)).stream)).toString();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let waitedMs = 0; !condition(); waitedMs += 20) {
    if (waitedMs > 10_000) throw new Error('waited in vain');
    await delay(20);
  }
}

const DAEMON_DOWN =
  'echo "Cannot connect to the Docker daemon at tcp://u:pw@h:1. Is the docker daemon running?" >&2; exit 1';
const NO_SUCH_IMAGE = 'echo "[]"; echo "Error response from daemon: No such image: $ref" >&2; exit 1';

describe('inspectImage', () => {
  it('tells what the engine holds', async () => {
    useClient({});
    expect(await inspectImage('shop:ci')).toEqual({
      reference: 'shop:ci',
      id: ID,
      sizeBytes: 4096,
      architecture: 'amd64',
      os: 'linux',
      tags: ['shop:ci'],
      repoDigests: [],
    });
    expect(calls()).toEqual(['image inspect shop:ci']);
  });

  it('takes what Podman and untagged images leave out', async () => {
    useClient({ inspect: inspection({ Id: ID.slice(7), RepoTags: null, Size: undefined, Os: undefined }) });
    expect(await inspectImage('shop:ci')).toMatchObject({ id: ID, tags: [], sizeBytes: null, os: '' });
  });

  it.each([
    ['shop', ['shop:1', 'shop:latest'], 'shop:latest'],
    ['registry:5000/team/shop', ['registry:5000/team/shop:latest'], 'registry:5000/team/shop:latest'],
    ['docker.io/library/shop', ['shop:latest'], 'docker.io/library/shop:latest'],
    ['shop:ci', ['shop:ci'], 'shop:ci'],
    [`shop@${OTHER_ID}`, [], `shop@${OTHER_ID}`],
    [ID, ['shop:ci'], ID],
    [ID.slice(7), ['shop:ci'], ID.slice(7)],
    [ID.slice(7, 19), ['shop:ci'], ID.slice(7, 19)],
    // The name of a repository can look like the beginning of an ID.
    ['ab12', ['ab12:latest'], 'ab12:latest'],
    ['ab12', ['localhost/ab12:latest'], 'ab12:latest'],
    ['cafe', ['cafe:latest'], 'cafe:latest'],
  ])(
    'knows %s (tags %j) as %s, for docker save would export all tags of a bare name',
    async (reference, tags, expected) => {
      useClient({ inspect: inspection({ RepoTags: tags }) });
      expect((await inspectImage(reference)).reference).toBe(expected);
    },
  );

  it.each(['-o/etc/passwd', '--help', '', ' ', 'a b', 'a\nb', 'a\u0000b', ' shop'])(
    'does not hand %j to the client',
    async (reference) => {
      useClient({});
      await failureOf(inspectImage(reference));
      expect(calls()).toEqual([]);
    },
  );

  it('says how to get an image that does not exist', async () => {
    useClient({ inspect: NO_SUCH_IMAGE });
    expect((await failureOf(inspectImage('shop:ci'))).line).toMatch(
      /^image "shop:ci" does not exist in the container engine: .*"load: true"/,
    );
  });

  it.each([
    ['Docker 20', 'Error: No such image: x'],
    ['Docker 28', 'Error response from daemon: no such image: x: No such image: x'],
    ['Podman', 'Error: no such object: "x"'],
    ['Podman 5', 'Error: x: image not known'],
  ])('understands how %s says that', async (_, text) => {
    useClient({ inspect: `echo '${text}' >&2; exit 125` });
    expect((await failureOf(inspectImage('x'))).message).toMatch(/does not exist/);
  });

  it('says when a name is none', async () => {
    useClient({
      inspect:
        'echo "Error response from daemon: no such image: A: invalid reference format: must be lowercase" >&2; exit 1',
    });
    expect((await failureOf(inspectImage('A'))).line).toMatch(/^"A" is not an image name: .*lowercase/);
  });

  it.each(['/none/docker', 'no-such-client-of-drydock'])(
    'says when there is no client at %s',
    async (client) => {
      process.env['DRYDOCK_DOCKER'] = client;
      expect((await failureOf(inspectImage('shop:ci'))).line).toMatch(
        new RegExp(
          `^the container engine's client "${client}" cannot be run: install Docker, .*DRYDOCK_DOCKER`,
        ),
      );
    },
  );

  it('says when no engine answers, without the password of its address', async () => {
    useClient({ inspect: DAEMON_DOWN, version: DAEMON_DOWN });
    const { line } = await failureOf(inspectImage('shop:ci'));
    expect(line).toMatch(/^no container engine answers \(Cannot connect .*\): start it, check DOCKER_HOST/);
    expect(line).toContain('tcp://***@h:1');
    expect(line).not.toContain('pw');
  });

  it('tells an engine that is not found from an image that is not found', async () => {
    const lookup = 'echo "error during connect: lookup nowhere: host not found" >&2; exit 1';
    useClient({ inspect: lookup, version: lookup });
    expect((await failureOf(inspectImage('shop:ci'))).message).toMatch(/^no container engine answers/);
  });

  it('says what to do about a socket that may not be opened', async () => {
    const denied = `echo "WARNING: something else" >&2
      echo "permission denied while trying to connect to the Docker daemon socket" >&2; exit 1`;
    useClient({ inspect: denied, version: denied });
    expect((await failureOf(inspectImage('shop:ci'))).line).toMatch(
      /^the container engine refuses access \(permission denied while .* socket\): run as a user of the group "docker"/,
    );
  });

  it('repeats any other trouble of the engine, in one line of bounded length', async () => {
    useClient({ inspect: `printf 'first\\n\\033[31mdisk on fire %0900d\\n\\n' 0 >&2; exit 1` });
    const { line } = await failureOf(inspectImage('shop:ci'));
    expect(line).toMatch(/^the container engine cannot inspect image "shop:ci": \?\[31mdisk on fire 0+…$/);
    expect(line.length).toBeLessThan(400);
  });

  it.each(['not json, PASSWORD=hunter2', '[]', '[{}]', '[{"Id": "../../etc"}]', 'null', '"x"'])(
    'does not trust an answer such as %j, nor repeat it',
    async (answer) => {
      useClient({ inspect: `printf %s '${answer}'` });
      const { line } = await failureOf(inspectImage('shop:ci'));
      expect(line).toMatch(/answers in an unknown form: .*DRYDOCK_DOCKER/);
      expect(line).not.toContain('hunter2');
    },
  );
});

describe('exportImages', () => {
  it('gives what the client writes, byte for byte', async () => {
    const bytes = Buffer.alloc(
      3_000_001,
      Uint8Array.from({ length: 251 }, (_, index) => index),
    );
    fs.writeFileSync(path.join(top, 'archive'), bytes);
    useClient({ save: 'cat "$top/archive"' });
    const { stream, totalBytes, images, done } = await exportImages(['shop:ci']);
    expect((await buffer(stream)).equals(bytes)).toBe(true);
    await done;
    expect(totalBytes).toBe(4096);
    expect(images).toMatchObject([{ reference: 'shop:ci', id: ID }]);
    // The last one makes sure that the name still means the same image.
    expect(calls()).toEqual(['image inspect shop:ci', 'save shop:ci', 'image inspect shop:ci']);
  });

  it('exports several images at once, each once', async () => {
    useClient({ inspect: inspection({ RepoTags: ['shop:latest', 'shop:ci'] }) });
    const { stream, images } = await exportImages(['shop', 'shop:ci', 'shop:latest', 'shop:ci']);
    await buffer(stream);
    expect(images.map((image) => image.reference)).toEqual(['shop:latest', 'shop:ci']);
    expect(calls().filter((call) => call.startsWith('save'))).toEqual(['save shop:latest shop:ci']);
  });

  it('guesses no total for different images, whose layers may be shared', async () => {
    useClient({ inspect: `case $ref in b*) ${inspection({ Id: OTHER_ID })} ;; *) ${inspection()} ;; esac` });
    const { stream, totalBytes } = await exportImages(['a', 'b']);
    await buffer(stream);
    expect(totalBytes).toBeNull();
  });

  it('asks for a name where there is none', async () => {
    expect((await failureOf(exportImages([]))).line).toMatch(/^no image to export/);
  });

  it('starts no export when one of the images does not exist', async () => {
    useClient({ inspect: `if [ "$ref" = nope:1 ]; then ${NO_SUCH_IMAGE}; else ${inspection()}; fi` });
    expect((await failureOf(exportImages(['shop:ci', 'nope:1']))).message).toMatch(/"nope:1" does not exist/);
    expect(calls().some((call) => call.startsWith('save'))).toBe(false);
  });

  it('fails when the client does, even after all bytes have come', async () => {
    useClient({ save: 'printf archive; echo "write failed" >&2; exit 3' });
    const { stream, done } = await exportImages(['shop:ci']);
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    expect((await failureOf(done)).line).toMatch(
      /^the container engine cannot export "shop:ci": write failed/,
    );
    expect(Buffer.concat(chunks).toString()).toBe('archive');
    expect(stream.readableEnded).toBe(false);
  });

  it('says so when the engine has no space for the export', async () => {
    useClient({
      save: 'echo "Error response from daemon: write /tmp/x: no space left on device" >&2; exit 1',
    });
    expect((await failureOf(readAll(['shop:ci']))).line).toMatch(
      /no space left on device: .* free some space/,
    );
  });

  it('says when the engine has gone in the middle', async () => {
    useClient({ save: `printf arch; echo "unexpected EOF" >&2; exit 1`, version: DAEMON_DOWN });
    expect((await failureOf(readAll(['shop:ci']))).message).toMatch(/^no container engine answers/);
  });

  it('fails when a signal ends the client', async () => {
    useClient({ save: 'printf arch; kill -9 $$' });
    expect((await failureOf(readAll(['shop:ci']))).message).toMatch(/was ended by SIGKILL/);
  });

  it('keeps no more of what the client complains than it can show', async () => {
    useClient({
      save: 'yes "so much to say" | head -c 20000000 >&2; echo >&2; echo "the reason" >&2; exit 1',
    });
    expect((await failureOf(readAll(['shop:ci']))).message).toMatch(/: the reason$/);
  });

  it('fails when the name was given to another image meanwhile', async () => {
    useClient({
      inspect: `if [ -f "$top/saved" ]; then ${inspection({ Id: OTHER_ID })}; else ${inspection()}; fi`,
      save: 'printf x; touch "$top/saved"',
    });
    expect((await failureOf(readAll(['shop:ci']))).line).toMatch(
      /^"shop:ci" was given to another image while/,
    );
  });

  it('does not mind that the name was removed meanwhile', async () => {
    useClient({
      inspect: `if [ -f "$top/saved" ]; then ${NO_SUCH_IMAGE}; else ${inspection()}; fi`,
      save: 'printf x; touch "$top/saved"',
    });
    expect(await readAll(['shop:ci'])).toBe('x');
  });

  it('lets the client wait while nobody reads', async () => {
    useClient({ save: 'head -c 20000000 /dev/zero; touch "$top/written"' });
    const { stream } = await exportImages(['shop:ci']);
    stream.once('readable', () => undefined);
    await delay(400);
    expect(fs.existsSync(path.join(top, 'written'))).toBe(false);
    expect(stream.readableLength).toBeLessThan(2 ** 21);
    expect((await buffer(stream)).length).toBe(20_000_000);
  });

  it.each([
    ['a client that obeys', ''],
    ['a client that does not', "trap '' TERM;"],
  ])('ends %s when the reader gives up', async (_, trap) => {
    useClient({
      save: `${trap} echo $$ > "$top/pid"; while :; do head -c 65536 /dev/zero || sleep 0.1; done`,
    });
    const { stream, done } = await exportImages(['shop:ci']);
    for await (const chunk of stream) {
      expect(chunk).toBeInstanceOf(Uint8Array);
      break;
    }
    await expect(done).rejects.toThrow();
    const pid = Number(fs.readFileSync(path.join(top, 'pid'), 'utf8'));
    await waitUntil(() => !isRunning(pid));
  });

  it('stops with the reason when it is aborted, before and during the export', async () => {
    useClient({ save: 'echo $$ > "$top/pid"; exec sleep 60' });
    const controller = new AbortController();
    const { stream, done } = await exportImages(['shop:ci'], { signal: controller.signal });
    stream.resume();
    await waitUntil(() => fs.existsSync(path.join(top, 'pid')));
    controller.abort(new Error('interrupted'));
    await expect(done).rejects.toThrow('interrupted');
    const pid = Number(fs.readFileSync(path.join(top, 'pid'), 'utf8'));
    await waitUntil(() => !isRunning(pid));
    await expect(exportImages(['shop:ci'], { signal: controller.signal })).rejects.toThrow('interrupted');
  });

  it('lets a program end that forgot about the export, and ends the client with it', async () => {
    useClient({ save: 'echo $$ > "$top/pid"; head -c 10000000 /dev/zero; sleep 60' });
    const program = path.join(top, 'program.cjs');
    buildSync({
      stdin: {
        contents: `
          import { exportImages } from './src/source/engine.ts';
          exportImages(['shop:ci']).then(({ stream }) => stream.once('data', () => stream.pause()));`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: program,
    });
    const startMs = Date.now();
    execFileSync(process.execPath, [program], { timeout: 20_000, env: { ...process.env } });
    expect(Date.now() - startMs).toBeLessThan(15_000);
    const pid = Number(fs.readFileSync(path.join(top, 'pid'), 'utf8'));
    await waitUntil(() => !isRunning(pid));
  });
});

describeWithEngine('a real engine', (engine) => {
  beforeEach(() => {
    process.env['DRYDOCK_DOCKER'] = engine.client;
  });

  it('exports an image that it has, and says what it has not', async () => {
    const built = await engine.buildImage({
      dockerfile: `FROM ${BASE_IMAGE}\nCOPY hello /\n`,
      files: { hello: 'hello' },
    });
    const { stream, images } = await exportImages([built.tag]);
    const archive = await buffer(stream);
    expect(images).toMatchObject([
      { reference: built.tag, id: built.imageId, tags: [built.tag], os: 'linux' },
    ]);
    expect(archive.includes('manifest.json')).toBe(true);
    // Two blocks of zeros end a tar archive.
    expect(archive.subarray(-1024).every((byte) => byte === 0)).toBe(true);

    expect((await failureOf(inspectImage(`${built.tag}-none`))).message).toMatch(/does not exist/);
    expect((await failureOf(inspectImage('Not:A:Name'))).message).toMatch(/is not an image name/);
  });
});
