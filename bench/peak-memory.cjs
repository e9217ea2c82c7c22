// Preloaded into a measured process: writes its peak resident memory, in bytes, to the file that the environment names.
// `maxRSS` is in kilobytes on every platform, and covers all threads of the process.
'use strict';
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const file = process.env.DRYDOCK_BENCH_PEAK_FILE;
if (isMainThread && file) {
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
}
