// How much memory it takes to trace an image of half a million files:
//   node bench/tracing-memory.mjs [--files N]
//
// Gives the tracer what reading such an image gives it: 500,000 entries in 20 layers (links and whiteouts among them),
// 100,000 of the files on dpkg's record, as many on RPM's, whose database stands anew in ten layers, and 10,000 manifests
// of npm's. Printed is what is still in use after a collection of garbage, then how much the process grew at its largest.
// Limit: 200 MB for the first.
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { CACHE, fail, formatBytes, judge, ROOT } from './lib.mjs';

const MAX_BYTES = 200e6;
const LAYERS = 20;
const RPM_LAYERS = 10;
const FILES_PER_PACKAGE = 250;
/** Of the image's files, one in so many is on record. */
const RECORDED_SHARE = 5;
const NODE_SHARE = 50;

const { values } = parseArgs({ options: { files: { type: 'string', default: '500000' } } });
const files = Number(values.files);
if (!(files >= 1000)) fail('--files must be a number of at least 1000');

const bundle = path.join(CACHE, 'layer-tracer.mjs');
await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/trace/layer-tracer.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { LayerTracer } = await import(pathToFileURL(bundle).href);
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Paths as long as they are on a Debian: 60 characters in the middle. */
function pathOf(number) {
  const folder = Math.floor(number / 40);
  return `usr/lib/x86_64-linux-gnu/component-${folder % 97}/folder-${folder}/some-file-${number}.suffix`;
}

function digestOf(algorithm, number) {
  return createHash(algorithm).update(String(number)).digest('hex');
}

function give(tracer, layer, file, content) {
  const tap = tracer.openTap(layer, file);
  if (tap === null) return;
  const bytes = Buffer.from(content);
  for (let from = 0; from < bytes.length; from += 65_536) tap.write(bytes.subarray(from, from + 65_536));
  tap.end();
}

function giveDpkg(tracer, layer, first, end) {
  let status = '';
  for (let number = first; number < end; number += FILES_PER_PACKAGE) {
    const members = Array.from(
      { length: Math.min(FILES_PER_PACKAGE, end - number) },
      (_, index) => number + index,
    );
    const name = `package-${number}`;
    const info = `var/lib/dpkg/info/${name}`;
    give(tracer, layer, `${info}.list`, members.map((member) => `/${pathOf(member)}\n`).join(''));
    const sums = members.map((member) => `${digestOf('md5', member)}  ${pathOf(member)}\n`);
    give(tracer, layer, `${info}.md5sums`, sums.join(''));
    status += `Package: ${name}\nStatus: install ok installed\nConffiles:\n /etc/${name} ${digestOf('md5', name)}\n\n`;
  }
  give(tracer, layer, 'var/lib/dpkg/status', status);
}

/** A package's header, with the few fields that are read. */
function rpmHeader(name, members) {
  const int32 = (numbers) => Buffer.concat(numbers.map((number) => Buffer.from(uint32(number, 'BE'))));
  const texts = (list) => Buffer.from(list.map((text) => `${text}\0`).join(''));
  const paths = members.map((member) => `/${pathOf(member)}`);
  const folders = [...new Set(paths.map((file) => file.replace(/[^/]*$/, '')))];
  const fields = [
    [1000, 6, 1, texts([name])],
    [1001, 6, 1, texts(['1.0'])],
    [1002, 6, 1, texts(['1'])],
    [1035, 8, members.length, texts(members.map((member) => digestOf('sha256', member)))],
    [1116, 4, members.length, int32(paths.map((file) => folders.indexOf(file.replace(/[^/]*$/, ''))))],
    [1117, 8, members.length, texts(paths.map((file) => path.posix.basename(file)))],
    [1118, 8, folders.length, texts(folders)],
    [5011, 4, 1, int32([8])],
  ];
  let offset = 0;
  const entries = fields.map(([tag, type, count, data]) => {
    const entry = int32([tag, type, offset, count]);
    offset += data.length;
    return entry;
  });
  return Buffer.concat([int32([fields.length, offset]), ...entries, ...fields.map(([, , , data]) => data)]);
}

function uint32(number, order) {
  const bytes = Buffer.alloc(4);
  if (order === 'BE') bytes.writeUInt32BE(number);
  else bytes.writeUInt32LE(number);
  return bytes;
}

/** RPM's own kind of database: a page of slots for each 255 packages, then the packages. */
function rpmDatabase(first, end) {
  const headers = [];
  for (let number = first; number < end; number += FILES_PER_PACKAGE) {
    const members = Array.from(
      { length: Math.min(FILES_PER_PACKAGE, end - number) },
      (_, index) => number + index,
    );
    headers.push(rpmHeader(`package-${number}`, members));
  }
  const slotPages = Math.ceil((headers.length + 2) / 256);
  const slots = Buffer.alloc(slotPages * 4096);
  for (let at = 32; at < slots.length; at += 16) slots.write('Slot', at);
  slots.write('RpmP');
  slots.writeUInt32LE(slotPages, 12);
  let blocks = slots.length / 16;
  const blobs = headers.map((header, index) => {
    const sizeBytes = Math.ceil((16 + header.length + 12) / 16) * 16;
    const at = 32 + 16 * index;
    [index + 1, blocks, sizeBytes / 16].forEach((value, field) =>
      slots.writeUInt32LE(value, at + 4 + 4 * field),
    );
    blocks += sizeBytes / 16;
    const head = Buffer.concat([
      Buffer.from('BlbS'),
      ...[index + 1, 0, header.length].map((value) => uint32(value)),
    ]);
    return Buffer.concat([head, header], sizeBytes);
  });
  return Buffer.concat([slots, ...blobs]);
}

function bytesInUse() {
  for (let round = 0; round < 3; round++) collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const recorded = Math.floor(files / RECORDED_SHARE);
const database = rpmDatabase(recorded, 2 * recorded);
const rssBefore = process.memoryUsage().rss;
const before = bytesInUse();
const tracer = new LayerTracer();
const perLayer = Math.ceil(files / LAYERS);
for (let layer = 0; layer < LAYERS; layer++) {
  const name = `sha256:${digestOf('sha256', layer)}`;
  for (let number = layer * perLayer; number < Math.min(files, (layer + 1) * perLayer); number++) {
    const entry = { path: pathOf(number), type: 'file', sizeBytes: 1000, file: number };
    tracer.onEntry(
      name,
      number % 20 === 0 ? { ...entry, type: 'symlink', file: null, linkPath: 'x' } : entry,
    );
    if (number % 1000 === 0)
      tracer.onEntry(name, {
        ...entry,
        path: `${path.posix.dirname(entry.path)}/.wh.gone-${number}`,
        file: null,
      });
    if (number % NODE_SHARE === 0)
      give(tracer, name, `srv/node_modules/package-${number}/package.json`, '{"name":"x"}');
  }
  if (layer === 0) giveDpkg(tracer, name, 0, recorded);
  if (layer >= LAYERS - RPM_LAYERS) {
    give(tracer, name, 'var/lib/rpm/Packages.db', database);
    tracer.openTap(name, 'var/lib/zzz');
  }
}
const used = bytesInUse() - before;
const grown = process.resourceUsage().maxRSS * 1024 - rssBefore;

const names = Array.from({ length: LAYERS }, (_, layer) => `sha256:${digestOf('sha256', layer)}`);
const ownerOf = (number) => {
  const digests = { file: 0, md5: digestOf('md5', number), sha1: '', sha256: digestOf('sha256', number) };
  return tracer.trace(names, 0, number, pathOf(number), digests).publisher?.note ?? '';
};
if (!ownerOf(1).includes('dpkg') || !ownerOf(2 * recorded - 1).includes('RPM') || ownerOf(files - 1) !== '')
  fail('the tracer does not know the packages that it was given: this is no measurement');
console.log(
  `${files} files in ${LAYERS} layers, ${recorded} on dpkg's record, ${recorded} on RPM's (${formatBytes(database.length)}, ${RPM_LAYERS} times)`,
);
console.log(`      the process grew by ${formatBytes(grown)} at its largest`);
judge(
  `tracing index (below ${formatBytes(MAX_BYTES)})`,
  `${formatBytes(used)}, ${(used / MAX_BYTES).toFixed(2)} of the limit`,
  used < MAX_BYTES,
);
