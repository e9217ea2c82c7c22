// How much is reported on files that hold no secret of anyone's:
//   node bench/noise.mjs [--list] [FOLDER…]
//
// Scans each folder as a build context and prints the findings per 10,000 files, by severity, and the rules that are
// loudest. Without folders: parts of this machine's /usr and the node_modules of make-image.mjs's application. `--list`
// prints every finding (redacted). Real private keys that a package ships are findings as well; look before you blame.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, fail, formatBytes, runDrydock } from './lib.mjs';

const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const DEFAULT_FOLDERS = [
  path.join(CACHE, 'app', 'node_modules'),
  '/usr/share',
  '/usr/lib/python3',
  '/usr/lib/node_modules',
  '/usr/include',
  '/usr/lib/jvm',
  '/usr/local/go/src',
  '/etc',
];
const PER_FILES = 10_000;

const { values, positionals } = parseArgs({
  options: { list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folders = positionals.length > 0 ? positionals : DEFAULT_FOLDERS.filter((folder) => existsSync(folder));

const total = { files: 0, bytes: 0, seconds: 0, counts: new Map(), rules: new Map() };
console.log(
  `${'files'.padStart(8)} ${'bytes'.padStart(9)} ${SEVERITIES.map((name) => name.padStart(9)).join('')}`,
);
for (const folder of folders) {
  const args = ['context', folder, '--quiet', '--fail-on', 'never', '--json', '-'];
  const scan = await runDrydock(args, { keepOutput: true, allowIncomplete: true });
  const report = parseReport(scan, folder);
  const counts = new Map();
  for (const finding of report.findings) {
    count(counts, finding.severity);
    count(total.counts, finding.severity);
    count(total.rules, `${finding.severity} ${finding.rule}`);
    if (values.list) {
      const places = finding.occurrences.map(({ path: file, line }) => `${file}:${line}`);
      console.log(
        `  ${finding.severity} ${finding.rule} ${finding.redacted} ${places[0]}${places.length > 1 ? ` and ${places.length - 1} more` : ''}`,
      );
    }
  }
  total.files += report.coverage.files;
  total.bytes += report.coverage.bytes;
  total.seconds += scan.seconds;
  console.log(row(report.coverage.files, report.coverage.bytes, counts, folder));
  if (!report.coverage.complete)
    console.log(`         incomplete: ${report.coverage.skipped.length} skipped`);
}
console.log(row(total.files, total.bytes, total.counts, `all, in ${total.seconds.toFixed(1)} s`));

console.log(`\nfindings per ${PER_FILES} files`);
for (const severity of SEVERITIES) {
  const found = total.counts.get(severity) ?? 0;
  console.log(`  ${severity.padEnd(9)} ${((found * PER_FILES) / Math.max(1, total.files)).toFixed(2)}`);
}
console.log('\nloudest rules');
for (const [rule, found] of [...total.rules].sort((a, b) => b[1] - a[1]).slice(0, 20))
  console.log(`  ${String(found).padStart(5)}  ${rule}`);

function parseReport(scan, folder) {
  try {
    const parsed = JSON.parse(scan.output);
    return Array.isArray(parsed) ? parsed[0] : parsed;
  } catch {
    return fail(`no report of ${folder} (status ${scan.status}): ${scan.errors.trim()}`);
  }
}

function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function row(files, bytes, counts, label) {
  const cells = SEVERITIES.map((severity) => String(counts.get(severity) ?? 0).padStart(9)).join('');
  return `${String(files).padStart(8)} ${formatBytes(bytes).padStart(9)} ${cells}  ${label}`;
}
