// How fast an archive file is scanned, and with how much memory:
//   node bench/throughput.mjs [--runs N] [ARCHIVE…]
//
// Without archives: the small and the large one of make-image.mjs. Each run of Drydock stands between runs of `cat` and of
// Node's SHA-256 over the same file (every scan takes the layers' digests), so that all meet the same machine; medians
// are compared. Limits (the first archive):
// 250 MB/s and 300 MB of memory; for a larger one, at most 1.2 times the memory of the first.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, fail, formatBytes, judge, median, runDrydock, timeOk } from './lib.mjs';

const MIN_MB_PER_SECOND = 250;
const MAX_PEAK_BYTES = 300e6;
const MAX_PEAK_RATIO = 1.2;

const HASH = `
  const hash = require('node:crypto').createHash('sha256');
  const stream = require('node:fs').createReadStream(process.argv[1], { highWaterMark: 2 ** 20 });
  stream.on('data', (chunk) => hash.update(chunk)).on('end', () => console.log(hash.digest('hex')));`;

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const runs = Number(values.runs);
const archives =
  positionals.length > 0
    ? positionals
    : ['small', 'large'].map((name) => path.join(CACHE, `image-${name}.tar`));
if (!(runs >= 1)) fail('--runs must be a number of at least 1');
for (const archive of archives)
  if (!existsSync(archive)) fail(`${archive} is missing: node bench/make-image.mjs makes it`);

let firstPeakBytes = null;
for (const archive of archives) {
  const sizeBytes = statSync(archive).size;
  const seconds = { cat: [], sha256: [], drydock: [] };
  const peaks = [];
  // Once in vain, so that all find as much of the file in the page cache.
  await timeOk('cat', [archive]);
  for (let run = 0; run < runs; run++) {
    seconds.cat.push((await timeOk('cat', [archive])).seconds);
    const scan = await runDrydock(['scan', archive, '--quiet', '--fail-on', 'never']);
    seconds.drydock.push(scan.seconds);
    peaks.push(scan.peakBytes);
    seconds.sha256.push((await timeOk(process.execPath, ['--eval', HASH, archive])).seconds);
  }

  console.log(`\n${path.basename(archive)}: ${formatBytes(sizeBytes)}, median of ${runs} runs`);
  for (const [name, times] of Object.entries(seconds)) {
    const middle = median(times);
    console.log(
      `      ${name.padEnd(10)} ${middle.toFixed(2).padStart(7)} s ${(sizeBytes / 1e6 / middle).toFixed(0).padStart(6)} MB/s   ` +
        `drydock takes ${(median(seconds.drydock) / middle).toFixed(2)} times as long`,
    );
  }
  const mbPerSecond = sizeBytes / 1e6 / median(seconds.drydock);
  const peakBytes = Math.max(...peaks);
  if (firstPeakBytes === null) {
    firstPeakBytes = peakBytes;
    judge(
      `speed (at least ${MIN_MB_PER_SECOND} MB/s)`,
      `${mbPerSecond.toFixed(0)} MB/s`,
      mbPerSecond >= MIN_MB_PER_SECOND,
    );
    judge(
      `peak memory (below ${formatBytes(MAX_PEAK_BYTES)})`,
      formatBytes(peakBytes),
      peakBytes < MAX_PEAK_BYTES,
    );
  } else {
    const ratio = peakBytes / firstPeakBytes;
    judge(
      `peak memory against the first archive (at most ${MAX_PEAK_RATIO} times)`,
      `${formatBytes(peakBytes)}, ${ratio.toFixed(2)} times`,
      ratio <= MAX_PEAK_RATIO,
    );
  }
}
