// What scanning an engine's image costs beyond exporting it:
//   node bench/docker-save.mjs [--runs N] [IMAGE]
//
// Runs `docker save IMAGE > /dev/null` and `drydock scan IMAGE` in turns and compares the medians; limit 1.25. Without
// an image, the small archive of make-image.mjs is loaded into the engine. DRYDOCK_DOCKER names another client.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, fail, judge, median, runDrydock, time, timeOk } from './lib.mjs';

const MAX_RATIO = 1.25;
const DEFAULT_IMAGE = 'drydock-bench:small';

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

const saves = [];
const scans = [];
await timeOk(client, ['save', image]);
for (let run = 0; run < runs; run++) {
  // The second of a pair finds more in the page cache: each goes first in every other pair.
  const pair = [
    async () => saves.push((await timeOk(client, ['save', image])).seconds),
    async () => scans.push((await runDrydock(['scan', image, '--quiet', '--fail-on', 'never'])).seconds),
  ];
  if (run % 2 === 1) pair.reverse();
  for (const measure of pair) await measure();
  const [save, scan] = [saves[run], scans[run]];
  console.log(
    `      docker save ${save.toFixed(2).padStart(6)} s   drydock scan ${scan.toFixed(2).padStart(6)} s   ` +
      `ratio ${(scan / save).toFixed(2)}`,
  );
}
const ratio = median(scans) / median(saves);
judge(
  `drydock scan against docker save (at most ${MAX_RATIO} times)`,
  `${median(scans).toFixed(2)} s against ${median(saves).toFixed(2)} s, ${ratio.toFixed(2)} times`,
  ratio <= MAX_RATIO,
);
