// What scanning an engine's image costs beyond exporting it:
//   node bench/docker-save.mjs [--runs N] [IMAGE]
//
// Runs `docker save IMAGE > /dev/null` and `drydock scan IMAGE` in turns and compares the medians; limit 1.25. The scan
// runs as for an image that was never seen, and with a cache that knows its layers. What any program must do that
// compares digests, reading the stream through a pipe and computing its SHA-256, is measured beside it. Without an
// image, the small archive of make-image.mjs is loaded into the engine. DRYDOCK_DOCKER names another client.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, fail, judge, median, runDrydock, time, timeOk } from './lib.mjs';

const MAX_RATIO = 1.25;
const DEFAULT_IMAGE = 'drydock-bench:small';
/** A program that does nothing but read what `docker save` writes, and digest it. */
const DIGEST = `
  const [client, image] = process.argv.slice(1);
  const hash = require('node:crypto').createHash('sha256');
  const child = require('node:child_process').spawn(client, ['save', image], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (piece) => hash.update(piece));
  child.on('close', (code) => (process.exitCode = code));
`;

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const runs = Number(values.runs);
if (!(runs >= 1)) fail('--runs must be a number of at least 1');
const client = process.env.DRYDOCK_DOCKER ?? 'docker';
const image = positionals[0] ?? DEFAULT_IMAGE;

if ((await time(client, ['image', 'inspect', image])).status !== 0) {
  const archive = path.join(CACHE, 'image-small.tar');
  if (image !== DEFAULT_IMAGE) fail(`the engine has no image ${image}`);
  if (!existsSync(archive)) fail(`${archive} is missing: node bench/make-image.mjs makes it`);
  console.log(`loading ${archive} …`);
  await timeOk(client, ['load', '--quiet', '--input', archive]);
}

const folder = mkdtempSync(path.join(tmpdir(), 'drydock-bench-'));
const scan = ['scan', image, '--quiet', '--fail-on', 'never'];
/** Seconds of each run, by what was run. */
const seconds = { save: [], digest: [], scan: [], known: [] };
const measures = [
  async () => seconds.save.push((await timeOk(client, ['save', image])).seconds),
  async () => seconds.digest.push((await timeOk(process.execPath, ['-e', DIGEST, client, image])).seconds),
  async () => seconds.scan.push((await runDrydock(scan)).seconds),
  async () => seconds.known.push((await runDrydock([...scan, '--cache', folder])).seconds),
];
try {
  await timeOk(client, ['save', image]);
  await runDrydock([...scan, '--cache', folder]);
  for (let run = 0; run < runs; run++) {
    // Whatever comes later finds more in the page cache: each has every place in turn.
    for (let index = 0; index < measures.length; index++) await measures[(run + index) % measures.length]();
    console.log(
      `      docker save ${at(seconds.save, run)}   read and digested ${at(seconds.digest, run)}   ` +
        `drydock scan ${at(seconds.scan, run)}   with its layers known ${at(seconds.known, run)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const save = median(seconds.save);
const ratioOf = (times) => median(times) / save;
console.log(`      reading and digesting alone: ${ratioOf(seconds.digest).toFixed(2)} times docker save`);
for (const [what, times] of [
  ['drydock scan', seconds.scan],
  ['drydock scan with its layers known', seconds.known],
]) {
  judge(
    `${what} against docker save (at most ${MAX_RATIO} times)`,
    `${median(times).toFixed(2)} s against ${save.toFixed(2)} s, ${ratioOf(times).toFixed(2)} times`,
    ratioOf(times) <= MAX_RATIO,
  );
}

function at(times, run) {
  return `${times[run].toFixed(2).padStart(6)} s`;
}
