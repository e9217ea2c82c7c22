import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fakeTokens } from '../../scripts/example.mjs';
import { describeWithEngine, type TestEngine } from '../helpers/engine.js';
import { hasRegistry, Registry } from '../helpers/registry.js';
import { bundle, Runner, type RunResult } from '../helpers/runner.js';
import { pushEvent } from '../helpers/runner-event.js';

const TOKEN = fakeTokens(21).openai;
const BUILD_MS = 120_000;

function describeWithRegistry(name: string, tests: (engine: TestEngine) => void): void {
  if (hasRegistry()) describeWithEngine(name, tests);
  else if (process.env['CI'])
    it(`${name}: has a registry`, () => {
      throw new Error(
        'there is no docker-registry, and CI is set: install it, or unset CI to skip these tests',
      );
    });
  else describe.skip(`${name} (there is no docker-registry)`, () => it('pushes', () => undefined));
}

describeWithRegistry('push', (engine) => {
  let registry: Registry;
  let runner: Runner;
  let folder = '';
  const ids = new Map<string, string>();
  const tagged = new Set<string>();
  const nameOf = (tag: string): string => `${registry.host}/shop:${tag}`;

  /** Builds `shop:<tag>` for the registry, from these files. */
  async function build(tag: string, files: Readonly<Record<string, string>>): Promise<void> {
    const dockerfile = 'FROM scratch\nCOPY . /srv/\n';
    ids.set(tag, (await engine.buildImage({ tag: nameOf(tag), dockerfile, files })).imageId);
  }

  beforeAll(async () => {
    registry = await Registry.start();
    runner = new Runner();
    folder = mkdtempSync(path.join(tmpdir(), 'drydock-push-'));
    await build('clean', { 'hello.txt': 'hello\n' });
    await build('other', { 'hello.txt': 'hello there\n' });
    await build('leaky', { '.env': `OPENAI_API_KEY=${TOKEN}\n` });
  }, BUILD_MS);

  afterAll(async () => {
    runner.remove();
    rmSync(folder, { recursive: true });
    spawnSync(engine.client, ['image', 'rm', ...tagged]);
    await registry.stop();
  });

  function run(inputs: Readonly<Record<string, string>>, client = engine.client): Promise<RunResult> {
    const host = process.env['DOCKER_HOST'];
    return runner.run({
      inputs: { 'github-token': ' ', push: 'true', ...inputs },
      event: pushEvent(),
      apiUrl: 'http://127.0.0.1:64999',
      token: '',
      env: { DRYDOCK_DOCKER: client, ...(host === undefined ? {} : { DOCKER_HOST: host }) },
    });
  }

  const errorsOf = ({ commands }: RunResult): string[] =>
    commands
      .filter(({ name, properties }) => name === 'error' && !properties['file'])
      .map(({ value }) => value);

  function tag(from: string, to: string): void {
    tagged.add(nameOf(to));
    spawnSync(engine.client, ['tag', nameOf(from), nameOf(to)]);
  }

  /** A client that gives a name to another image at a certain moment: `when` is a condition in shell. */
  function meddlingClient(name: string, when: string): string {
    const file = path.join(folder, name);
    const move = `${engine.client} tag ${nameOf('other')} ${nameOf(name)}`;
    const lines = ['#!/bin/sh', `echo "$*" >> ${file}.calls`, `if ${when}; then ${move}; fi`];
    writeFileSync(file, [...lines, `exec ${engine.client} "$@"`, ''].join('\n'));
    chmodSync(file, 0o755);
    return file;
  }

  it('pushes the image that was scanned', async () => {
    const result = await run({ image: nameOf('clean') });
    expect(errorsOf(result)).toEqual([]);
    expect(result.failed).toBe(false);
    const served = await registry.look('shop', 'clean');
    expect(served?.imageId).toBe(ids.get('clean'));
    expect(result.outputs.get('image-id')).toBe(ids.get('clean'));
    expect(result.outputs.get('pushed')).toBe(`${registry.host}/shop@${served?.digest ?? ''}`);
    expect(result.commands).toContainEqual({
      name: 'group',
      properties: {},
      value: `Pushing ${nameOf('clean')}`,
    });
    expect(result.log).toContain('The push refers to repository');
  });

  it('does not push a leaky image, nor any image beside it', async () => {
    tag('clean', 'beside');
    const result = await run({ image: `${nameOf('beside')}\n${nameOf('leaky')}` });
    expect(result.failed).toBe(true);
    expect(errorsOf(result).at(-1)).toMatch(/^Blocked: .*shop:leaky.*; nothing was pushed$/);
    expect(result.outputs.get('outcome')).toBe('blocked');
    expect(result.outputs.has('pushed')).toBe(false);
    // Both are reported before the step fails.
    expect(result.summary).toContain('shop:beside');
    expect(result.summary).toContain('shop:leaky');
    expect(await registry.look('shop', 'beside')).toBeNull();
    expect(await registry.look('shop', 'leaky')).toBeNull();
  });

  it('pushes several images, all their names', async () => {
    tag('clean', 'one');
    tag('clean', 'one-again');
    tag('other', 'two');
    const tags = ['one', 'one-again', 'two'];
    const result = await run({ image: tags.map(nameOf).join('\n') });
    expect(result.failed).toBe(false);
    const served = await Promise.all(tags.map((name) => registry.look('shop', name)));
    expect(served.map((image) => image?.imageId)).toEqual(
      ['clean', 'clean', 'other'].map((name) => ids.get(name)),
    );
    expect(result.outputs.get('pushed')?.split('\n')).toEqual(
      served.map((image) => `${registry.host}/shop@${image?.digest ?? ''}`),
    );
  });

  it('pushes nothing when the name was given to another image since the scan', async () => {
    tag('clean', 'moved');
    // Looked at before the scan, at the export's beginning and end; the fourth time is before the push.
    const client = meddlingClient('moved', `[ "$(grep -c "^image inspect" $0.calls)" = 4 ]`);
    const result = await run({ image: nameOf('moved') }, client);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^Passed, but not pushed: ".*" was given to another image since it was scanned/),
    ]);
    expect({ failed: result.failed, outcome: result.outputs.get('outcome') }).toEqual({
      failed: true,
      outcome: 'pass',
    });
    expect(await registry.look('shop', 'moved')).toBeNull();
  });

  it('notices when another image went out after all', async () => {
    tag('clean', 'swapped');
    const client = meddlingClient('swapped', '[ "$1" = push ]');
    const result = await run({ image: nameOf('swapped') }, client);
    const served = await registry.look('shop', 'swapped');
    expect(served?.imageId).toBe(ids.get('other'));
    expect(errorsOf(result)).toEqual([
      expect.stringContaining(`delete ${nameOf('swapped')}@${served?.digest ?? ''} there`),
    ]);
    expect(result.outputs.has('pushed')).toBe(false);
  });

  it('pushes what is only reported', async () => {
    tag('leaky', 'reported');
    const result = await run({ image: nameOf('reported'), 'fail-on': 'never' });
    expect({ failed: result.failed, outcome: result.outputs.get('outcome') }).toEqual({
      failed: false,
      outcome: 'pass',
    });
    expect((await registry.look('shop', 'reported'))?.imageId).toBe(ids.get('leaky'));
  });

  it('fails the step, and not the verdict, when the registry does not take it', async () => {
    spawnSync(engine.client, ['tag', nameOf('clean'), 'localhost:1/shop:clean']);
    const result = await run({ image: 'localhost:1/shop:clean' });
    spawnSync(engine.client, ['image', 'rm', 'localhost:1/shop:clean']);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^Passed, but not pushed: "localhost:1\/shop:clean" could not be pushed: /),
    ]);
    expect(result.outputs.get('outcome')).toBe('pass');
  });

  it.each([
    [{ archive: 'shop.tar' }, /^input push needs images of a container engine, and an archive is none: /],
    [{ context: '.' }, /^input push needs images of a container engine, and a build context is none: /],
    [{ image: 'CLEAN', platform: 'linux/amd64' }, /^input push and platform are both given/],
    [{ image: 'ID' }, /cannot be pushed: it is not the name and tag of an image: /],
  ])('refuses %j before anything is scanned', async (inputs, line) => {
    const named = { CLEAN: nameOf('clean'), ID: ids.get('clean') ?? '' };
    const image = 'image' in inputs ? { image: named[inputs.image as keyof typeof named] } : {};
    const result = await run({ ...inputs, ...image });
    expect(errorsOf(result)).toEqual([expect.stringMatching(line)]);
    expect(result.commands.map(({ name }) => name)).not.toContain('group');
  });

  it('is an option of the command line, too', async () => {
    tag('clean', 'by-hand');
    const env = { ...process.env, DRYDOCK_DOCKER: engine.client };
    const drydock = (image: string) =>
      spawnSync(
        process.execPath,
        [bundle('cli.cjs'), 'scan', image, '--push', '--text', path.join(folder, 'text')],
        {
          cwd: folder,
          encoding: 'utf8',
          env,
        },
      );
    const passed = drydock(nameOf('by-hand'));
    const served = await registry.look('shop', 'by-hand');
    expect(served?.imageId).toBe(ids.get('clean'));
    expect(passed.stderr).toContain(`drydock: pushed ${registry.host}/shop@${served?.digest ?? ''}\n`);
    expect(passed.status).toBe(0);
    const blocked = drydock(nameOf('leaky'));
    expect(blocked.stderr).toMatch(/^drydock: nothing was pushed$/m);
    expect(blocked.status).toBe(1);
    expect(await registry.look('shop', 'leaky')).toBeNull();
  });
});
