// How long `drydock context` takes on 5,000 files of source, start-up included: what a hook before each commit may cost.
//   node bench/context.mjs [runs]
//
// The files are those of this project's node_modules: scripts, types, manifests, documentation. All of them are staged in a
// repository as well, for `--staged`; its folder `.git` is left out of the build context. Next to it stand what the same
// files cost when they are only read, and what `git grep` takes to look for one word in them.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE, CLI, ROOT, fail, formatBytes, judge, time } from './lib.mjs';

const FILES = 5000;
/** A larger one is generated as a rule, and written by nobody. */
const MAX_FILE_BYTES = 200_000;
const MAX_SECONDS = 1;
const SOURCE = /\.(?:[cm]?[jt]sx?|json|md|ya?ml|css|html|sh|py|c|cc|h|txt)$/;

/** Makes the folder, once. Returns the bytes in it. */
function makeTree(folder) {
  const modules = path.join(ROOT, 'node_modules');
  const files = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => path.relative(modules, path.join(entry.parentPath, entry.name)))
    .sort()
    .map((name) => ({ name, sizeBytes: statSync(path.join(modules, name)).size }))
    .filter(({ sizeBytes }) => sizeBytes <= MAX_FILE_BYTES)
    .slice(0, FILES);
  if (files.length < FILES) fail(`node_modules has only ${files.length} files of source: run npm ci`);
  if (!existsSync(path.join(folder, '.git'))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    // Another name, since Git and Docker are told to leave out node_modules everywhere.
    for (const { name } of files)
      cpSync(path.join(modules, name), path.join(folder, name.replaceAll('node_modules', 'modules')));
    writeFileSync(path.join(folder, '.dockerignore'), '.git\n');
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    execFileSync('git', ['add', '--force', '.'], { cwd: folder, stdio: 'ignore' });
  }
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** The best of several runs: whatever else the machine does only adds to it. */
async function bestSeconds(runs, command, args, allowed) {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const { status, seconds, errors } = await time(command, args);
    if (!allowed.includes(status)) fail(`${command} ended with status ${status}: ${errors}`);
    best = Math.min(best, seconds);
  }
  return best;
}

if (!existsSync(CLI)) fail(`${CLI} is missing: build it first (npm run bundle)`);
const runs = Number(process.argv[2] ?? 7);
const folder = path.join(CACHE, 'context');
const bytes = makeTree(folder);
console.log(`${FILES} files, ${formatBytes(bytes)}, Node ${process.versions.node}, best of ${runs} runs`);

// Status 1 is a finding, which there may be: the files are other people's.
const drydock = (...args) => bestSeconds(runs, process.execPath, [CLI, ...args, '--quiet'], [0, 1]);
const start = await bestSeconds(runs, process.execPath, ['--eval', '0'], [0]);
const readAll = ['-c', 'find "$1" -name .git -prune -o -type f -exec cat {} +', 'sh', folder];
const read = await bestSeconds(runs, 'sh', readAll, [0]);
const grep = await bestSeconds(runs, 'git', ['-C', folder, 'grep', '--cached', '--count', 'AKIA'], [0, 1]);
const whole = await drydock('context', folder);
const staged = await drydock('context', folder, '--staged');

const show = (label, seconds) =>
  console.log(`      ${label}: ${seconds.toFixed(2)} s, ${(seconds / read).toFixed(1)} times reading`);
show('node, doing nothing', start);
show('reading the files (cat)', read);
show('git grep for one word', grep);
show('drydock context', whole);
show('drydock context --staged', staged);
judge(`drydock context (below ${MAX_SECONDS} s)`, `${whole.toFixed(2)} s`, whole < MAX_SECONDS);
judge(`drydock context --staged (below ${MAX_SECONDS} s)`, `${staged.toFixed(2)} s`, staged < MAX_SECONDS);
