// @ts-check
/**
 * A real container engine for the example and the integration tests: finds one, starts one, and builds images with it.
 * Nothing is ever pulled: the base image is Debian's static busybox, brought in by `docker import`.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `FROM` this in a Dockerfile: `/bin/busybox`, a link for each of its commands, and nothing else. */
export const BASE_IMAGE = 'drydock-base:busybox';

/** Debian's package puts its client in /usr/bin; a newer one that hides it on the PATH may lack buildx. */
const CLIENTS = ['docker', '/usr/bin/docker'];

const BUSYBOX = ['/bin/busybox', '/usr/bin/busybox'];

/**
 * @typedef {object} Engine
 * @property {string} client the command that talks to it
 * @property {string} version of the engine
 * @property {string | null} buildkitClient a client that can build with BuildKit, where there is one
 */

/**
 * The engine that answers, or null. Takes up to five seconds for a client.
 *
 * @returns {Engine | null}
 */
export function findEngine() {
  const [first] = CLIENTS.flatMap((client) => {
    const version = output(client, ['version', '--format', '{{.Server.Version}}']);
    return version === null ? [] : [{ client, version }];
  });
  return first === undefined ? null : { ...first, buildkitClient: findBuildkitClient() };
}

/** Clients from 23.0 need the buildx plugin for BuildKit; older ones do not. */
function findBuildkitClient() {
  const able = CLIENTS.find((client) => {
    const version = output(client, ['version', '--format', '{{.Client.Version}}']);
    if (version === null) return false;
    return Number.parseInt(version, 10) < 23 || output(client, ['buildx', 'version']) !== null;
  });
  return able ?? null;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string | null} what it printed; null when it failed
 */
function output(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 5_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : null;
}

/** The static busybox of this machine, or null. */
export function findBusybox() {
  return BUSYBOX.find((file) => existsSync(file)) ?? null;
}

/**
 * Starts an engine of our own in a temporary folder and points DOCKER_HOST at it. It has no bridge and leaves the
 * machine's network and firewall alone, because builds here need no network.
 *
 * @returns {Promise<{ stop: () => Promise<void> } | null>} null when none starts, with the end of its log on standard error
 */
export async function startEngine() {
  for (const extra of [[], ['--storage-driver=vfs']]) {
    // Not under the checkout: a socket's path may have no more than 107 bytes.
    const folder = mkdtempSync(path.join(tmpdir(), 'drydock-engine-'));
    const host = `unix://${folder}/docker.sock`;
    const log = path.join(folder, 'log');
    const fd = openSync(log, 'w');
    const daemon = spawn(
      'dockerd',
      [
        ...[
          `--host=${host}`,
          `--data-root=${folder}/data`,
          `--exec-root=${folder}/exec`,
          `--pidfile=${folder}/pid`,
        ],
        ...['--bridge=none', '--iptables=false', '--ip6tables=false', ...extra],
      ],
      { stdio: ['ignore', fd, fd] },
    );
    /** @type {Promise<void>} */
    const ended = new Promise((resolve) => {
      daemon.once('error', () => resolve());
      daemon.once('exit', () => resolve());
    });
    const stop = async () => {
      daemon.kill('SIGTERM');
      await Promise.race([ended, sleep(20_000, undefined, { ref: false })]);
      daemon.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    if (await answers(host, ended)) {
      process.env['DOCKER_HOST'] = host;
      return { stop };
    }
    if (existsSync(log)) console.error(readFileSync(log, 'utf8').split('\n').slice(-6).join('\n').trim());
    await stop();
  }
  return null;
}

/**
 * @param {string} host
 * @param {Promise<void>} ended settles when the daemon has gone
 */
async function answers(host, ended) {
  let alive = true;
  void ended.then(() => (alive = false));
  for (const end = Date.now() + 30_000; alive && Date.now() < end; await sleep(250)) {
    if (CLIENTS.some((client) => output(client, ['--host', host, 'info', '--format', '{{.ID}}']) !== null))
      return true;
  }
  return false;
}

/**
 * Makes BASE_IMAGE, unless the engine has it.
 *
 * @param {Engine} engine
 */
export async function importBaseImage(engine, tag = BASE_IMAGE) {
  if (output(engine.client, ['image', 'inspect', '--format', '{{.Id}}', tag]) !== null) return;
  const busybox = findBusybox();
  if (busybox === null)
    throw new Error('no /bin/busybox for the base image: install the package busybox-static');
  const { create } = await import('tar');
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-base-'));
  try {
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    mkdirSync(path.join(folder, 'tmp'));
    cpSync(busybox, path.join(bin, 'busybox'), { dereference: true });
    for (const name of (await run(busybox, ['--list'])).stdout.trim().split('\n')) {
      if (name !== 'busybox') symlinkSync('busybox', path.join(bin, name));
    }
    const tar = path.join(folder, 'base.tar');
    await create({ cwd: folder, file: tar, portable: true, mtime: new Date(0) }, ['bin', 'tmp']);
    await run(engine.client, ['import', tar, tag]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} ImageRecipe
 * @property {string} tag
 * @property {string} dockerfile its text
 * @property {Readonly<Record<string, string | Uint8Array>>} [files] the build context: path, contents
 * @property {Readonly<Record<string, string>>} [buildArgs]
 * @property {string} [target] the stage to build
 * @property {'legacy' | 'buildkit'} [builder] default `legacy`
 * @property {Readonly<Record<string, string>>} [secrets] for BuildKit: values by the variable's name, in small letters their ID
 */

/**
 * Builds an image without network from files written to `contextFolder`, which may exist.
 *
 * @param {Engine} engine
 * @param {ImageRecipe} recipe
 * @param {string} contextFolder
 * @returns {Promise<string>} the image ID
 */
export async function buildImage(engine, recipe, contextFolder) {
  const { tag, dockerfile, files = {}, buildArgs = {}, builder = 'legacy', target, secrets = {} } = recipe;
  for (const [name, contents] of Object.entries({ Dockerfile: dockerfile, ...files })) {
    const file = path.join(contextFolder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  const client = builder === 'buildkit' ? engine.buildkitClient : engine.client;
  if (client === null)
    throw new Error('no docker client here can build with BuildKit: install its buildx plugin');
  const args = [
    ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...Object.keys(secrets).flatMap((name) => ['--secret', `id=${name.toLowerCase()},env=${name}`]),
    ...(target === undefined ? [] : ['--target', target]),
  ];
  await run(client, ['build', '--network', 'none', '--tag', tag, ...args, contextFolder], {
    env: { ...process.env, ...secrets, DOCKER_BUILDKIT: builder === 'buildkit' ? '1' : '0' },
    maxBuffer: 16 * 1024 * 1024,
  });
  const { stdout } = await run(engine.client, ['image', 'inspect', '--format', '{{.Id}}', tag]);
  return stdout.trim();
}

/**
 * Forgets images; one that is gone already is no error.
 *
 * @param {Engine} engine
 * @param {readonly string[]} tags
 */
export function removeImages(engine, tags) {
  if (tags.length > 0) output(engine.client, ['image', 'rm', '--force', ...tags]);
}
