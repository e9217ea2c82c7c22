// @ts-check
/** Sees to it that the tests have a container engine and the tools they compare with, as far as this machine allows it. */
import { spawnSync } from 'node:child_process';
import { findBusybox, findEngine, startEngine } from './engine.mjs';

/**
 * Uses the engine that answers. Where none does, starts one; as root on Debian or its kin, installs one first.
 *
 * @returns {Promise<{ stop: () => Promise<void> }>} stops what was started, and nothing else
 */
export async function prepareEngine() {
  let stop = async () => {};
  if (findBusybox() === null) installDebianPackages(['busybox-static']);
  // Images are pushed to it.
  if (!hasCommand('docker-registry')) installDebianPackages(['docker-registry']);
  // What they write is decoded.
  if (!hasCommand('xz')) installDebianPackages(['xz-utils']);
  // It has no option that ends at once without reading its input, but for its help.
  if (!hasCommand('bzip2', '--help')) installDebianPackages(['bzip2']);
  if (findEngine() === null) {
    if (!hasCommand('dockerd')) installDebianPackages(['docker.io', 'iptables']);
    // Installing may have started one, where there is an init system.
    if (findEngine() === null && isRoot() && hasCommand('dockerd')) {
      console.log('Starting a container engine for the tests …');
      const started = await startEngine();
      if (started !== null) stop = started.stop;
    }
  }
  const engine = findEngine();
  console.log(
    engine === null
      ? `No container engine answers: the tests that need one ${process.env['CI'] ? 'fail' : 'are skipped'}.`
      : `Container engine: Docker ${engine.version}${engine.buildkitClient === null ? ', no client that builds with BuildKit' : ''}`,
  );
  return { stop };
}

/** @param {readonly string[]} names */
function installDebianPackages(names) {
  if (!isRoot() || !hasCommand('apt-get')) return;
  console.log(`Installing the Debian packages ${names.join(', ')} …`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: /** @type {const} */ ('utf8'),
  };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...names]]) {
    const { status, stdout, stderr } = spawnSync('apt-get', ['-qq', ...args], options);
    if (status !== 0) console.error(`apt-get ${args[0] ?? ''} failed:\n${stdout}${stderr}`);
  }
}

function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {string} name
 * @param {string} option that it answers at once
 */
function hasCommand(name, option = '--version') {
  return spawnSync(name, [option], { stdio: 'ignore' }).error === undefined;
}
