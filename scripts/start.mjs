// @ts-check
/**
 * `npm start`: builds a leaky example image with the engine that answers (without one, writes the archive that
 * `docker save` would write) and scans it. Ends with the scan's own exit status, which is 1: blocked.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT, actionNode, installPackages } from './packages.mjs';

const REFERENCE = 'drydock-example:leaky';
const FOLDER = path.join(ROOT, '.cache', 'example');
const COMMAND_LINE = path.join(ROOT, 'dist', 'cli.cjs');

/** @type {Readonly<Record<number, string>>} */
const MEANINGS = { 0: 'nothing found that blocks', 1: 'blocked', 2: 'the scan could not be completed' };

async function main() {
  installPackages();
  if (!existsSync(COMMAND_LINE)) {
    const { status } = spawnSync(actionNode(), [path.join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' });
    if (status !== 0) throw new Error('the build failed: see its messages above');
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const args = ['scan', ...(await makeExample())];
  console.log(`\ndrydock ${args.join(' ')}\n`);
  const { status } = spawnSync(actionNode(), [COMMAND_LINE, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = status ?? 2;
  console.log(`\nThe scan ended with exit status ${code}: ${MEANINGS[code] ?? 'which it should never do'}.`);
  process.exitCode = code;
}

/** @returns {Promise<string[]>} arguments of `drydock scan` */
async function makeExample() {
  const { BASE_IMAGE, buildImage, findBusybox, findEngine, importBaseImage } = await import('./engine.mjs');
  const { leakyProject, writeLeakyArchive } = await import('./example.mjs');
  const engine = findEngine();
  if (engine !== null && findBusybox() !== null) {
    console.log(`Building ${REFERENCE} with Docker ${engine.version} …`);
    await importBaseImage(engine);
    await buildImage(engine, { tag: REFERENCE, ...leakyProject(BASE_IMAGE) }, FOLDER);
    return [REFERENCE];
  }
  const archive = path.join(FOLDER, 'leaky.tar');
  console.log(`No container engine to build with, so an archive like those of docker save is written …`);
  await writeLeakyArchive(archive, REFERENCE);
  return [path.relative(ROOT, archive)];
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
