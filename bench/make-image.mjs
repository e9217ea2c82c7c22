// Makes realistic image archives for the benchmarks, in the layout of Docker 25 and newer, with right digests:
//   node bench/make-image.mjs [small|large|all]     → .cache/bench/image-small.tar (1.3 GB), image-large.tar (5 GB)
//
// The files are the root file system of the machine that runs it (Debian, preferably) and the node_modules of an
// application of popular packages (app-packages.json, installed once, without scripts). When these are too few, the same
// trees are packed again under another prefix, so that no two layers are alike. Needs GNU tar and npm.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ROOT, CACHE, formatBytes } from './lib.mjs';

const MB = 1e6;
const SIZES = { small: 1300 * MB, large: 5000 * MB };
/** A layer of a real image is seldom larger: a base image, a runtime, dependencies, the application. */
const LAYER_BYTES = 450 * MB;
const APP = path.join(CACHE, 'app');

/** Many small files beside few large ones, as in images of Node and Python applications. `maxBytes` of a tree in a round. */
const TREES = [
  { from: path.join(APP, 'node_modules'), to: 'srv/app/node_modules', maxBytes: 450 * MB },
  { from: '/etc', to: 'etc' },
  { from: '/usr/share', to: 'usr/share', maxBytes: 350 * MB },
  { from: '/usr/lib/python3', to: 'usr/lib/python3' },
  { from: '/usr/lib/x86_64-linux-gnu', to: 'usr/lib/x86_64-linux-gnu' },
  { from: path.join(ROOT, 'node_modules'), to: 'opt/tools/node_modules' },
  { from: '/usr/bin', to: 'usr/bin' },
  { from: '/usr/sbin', to: 'usr/sbin' },
  { from: '/usr/lib/gcc', to: 'usr/lib/gcc' },
  { from: '/usr/lib/python3.11', to: 'usr/lib/python3.11' },
  { from: '/usr/include', to: 'usr/include' },
  { from: '/usr/local', to: 'usr/local' },
  { from: '/usr/lib/jvm', to: 'usr/lib/jvm' },
  { from: '/usr/lib/llvm-14', to: 'usr/lib/llvm-14' },
  { from: '/usr/lib', to: 'usr/lib' },
];
/** The machine's own secrets have no place in a benchmark. */
const PRIVATE =
  /^\/etc\/(shadow|gshadow|ssh\/|ssl\/private|machine-id|krb5\.keytab|hosts$|hostname$|resolv\.conf)|(^|\/)\.(npmrc|netrc|env)$/;

/** Yields every file, link and folder below `directory`, sorted, with its size. Other file systems' trees are left out. */
function* listTree(directory, device = fs.lstatSync(directory).dev) {
  const entries = fs.readdirSync(directory, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = path.join(directory, entry.name);
    if (PRIVATE.test(full) || !canRead(full, entry)) continue;
    if (entry.isDirectory()) {
      if (fs.lstatSync(full).dev !== device) continue;
      yield { full, sizeBytes: 0 };
      yield* listTree(full, device);
    } else if (entry.isFile()) yield { full, sizeBytes: fs.statSync(full).size };
    else if (entry.isSymbolicLink()) yield { full, sizeBytes: 0 };
  }
}

function canRead(full, entry) {
  try {
    if (entry.isDirectory()) fs.opendirSync(full).closeSync();
    return true;
  } catch {
    return false;
  }
}

/** Cuts the trees into layers: lists of files with the prefix that they get, up to `totalBytes` in all. */
function planLayers(totalBytes) {
  const layers = [];
  const seen = new Set();
  let doneBytes = 0;
  for (let round = 0; totalBytes - doneBytes > MB; round++) {
    const roundStartBytes = doneBytes;
    seen.clear();
    for (const tree of TREES) {
      if (!fs.existsSync(tree.from)) continue;
      let layer;
      const treeStartBytes = doneBytes;
      for (const file of listTree(tree.from)) {
        // 512 bytes of header, contents padded to 512
        const packedBytes = 512 + Math.ceil(file.sizeBytes / 512) * 512;
        if (seen.has(file.full) || packedBytes > LAYER_BYTES || doneBytes + packedBytes > totalBytes)
          continue;
        if (doneBytes + packedBytes - treeStartBytes > (tree.maxBytes ?? Infinity)) break;
        seen.add(file.full);
        if (layer === undefined || layer.packedBytes + packedBytes > LAYER_BYTES) {
          layer = {
            from: tree.from,
            to: round === 0 ? tree.to : `opt/copy-${round}/${tree.to}`,
            files: [],
            packedBytes: 0,
          };
          layers.push(layer);
        }
        layer.files.push(path.relative(tree.from, file.full));
        layer.packedBytes += packedBytes;
        doneBytes += packedBytes;
      }
    }
    if (doneBytes === roundStartBytes) throw new Error('found no files to pack');
  }
  return layers;
}

/** Packs a layer with GNU tar into `directory`; returns `{ hex, sizeBytes }`. A digest is taken on the way. */
async function packLayer(layer, directory) {
  const partial = path.join(directory, 'partial');
  const tar = spawn(
    'tar',
    [
      '--create',
      '--file=-',
      '--directory',
      layer.from,
      '--no-recursion',
      '--null',
      '--verbatim-files-from',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mtime=@1700000000',
      '--hard-dereference',
      '--format=gnu',
      '--ignore-failed-read',
      '--warning=no-file-changed',
      `--transform=flags=rh;s,^,${layer.to}/,`,
      '--files-from=-',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C.UTF-8' } },
  );
  tar.stdin.end(layer.files.map((name) => `${name}\0`).join(''));
  const exit = new Promise((resolve) => tar.once('close', resolve));
  const hash = createHash('sha256');
  let sizeBytes = 0;
  await pipeline(
    tar.stdout,
    async function* (chunks) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        yield chunk;
      }
    },
    fs.createWriteStream(partial),
  );
  const status = await exit;
  // 1: a file changed while it was read; the archive is whole
  if (status !== 0 && status !== 1) throw new Error(`tar ended with status ${status}`);
  const hex = hash.digest('hex');
  fs.renameSync(partial, path.join(directory, hex));
  return { hex, sizeBytes };
}

function writeBlob(directory, value) {
  const text = JSON.stringify(value);
  const hex = createHash('sha256').update(text).digest('hex');
  fs.writeFileSync(path.join(directory, hex), text);
  return { digest: `sha256:${hex}`, size: Buffer.byteLength(text) };
}

/** Writes config, manifests and index beside the layers, as Docker 25 and newer with the overlay2 store do. */
function writeMetadata(staging, blobs, tag, layers) {
  const created = '2026-01-01T00:00:00Z';
  const config = writeBlob(blobs, {
    architecture: 'amd64',
    os: 'linux',
    created,
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      Cmd: ['node', 'server.js'],
      WorkingDir: '/srv/app',
    },
    history: layers.map((layer) => ({
      created,
      created_by: `COPY ${layer.to} /${layer.to} # buildkit`,
      comment: 'buildkit.dockerfile.v0',
    })),
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${layer.hex}`) },
  });
  const descriptors = layers.map((layer) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    size: layer.sizeBytes,
    digest: `sha256:${layer.hex}`,
  }));
  const manifest = writeBlob(blobs, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
    layers: descriptors,
  });
  const annotations = {
    'io.containerd.image.name': `docker.io/library/${tag}`,
    'org.opencontainers.image.ref.name': tag.split(':')[1],
  };
  const write = (name, value) => fs.writeFileSync(path.join(staging, name), JSON.stringify(value));
  write('oci-layout', { imageLayoutVersion: '1.0.0' });
  write('index.json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [{ mediaType: 'application/vnd.oci.image.manifest.v1+json', ...manifest, annotations }],
  });
  write('manifest.json', [
    {
      Config: `blobs/sha256/${config.digest.slice(7)}`,
      RepoTags: [tag],
      Layers: layers.map((layer) => `blobs/sha256/${layer.hex}`),
      LayerSources: Object.fromEntries(descriptors.map((descriptor) => [descriptor.digest, descriptor])),
    },
  ]);
}

async function installApp() {
  if (fs.existsSync(path.join(APP, 'node_modules'))) return;
  fs.mkdirSync(APP, { recursive: true });
  fs.copyFileSync(path.join(import.meta.dirname, 'app-packages.json'), path.join(APP, 'package.json'));
  await run('npm', [
    'install',
    '--prefix',
    APP,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
  ]);
}

async function makeImage(name) {
  const staging = path.join(CACHE, `staging-${name}`);
  const blobs = path.join(staging, 'blobs', 'sha256');
  fs.rmSync(staging, { recursive: true, force: true });
  fs.mkdirSync(blobs, { recursive: true });
  const layers = [];
  let files = 0;
  for (const layer of planLayers(SIZES[name])) {
    const packed = await packLayer(layer, blobs);
    layers.push({ ...packed, to: layer.to });
    files += layer.files.length;
    console.log(
      `layer ${layers.length}: /${layer.to}, ${layer.files.length} files, ${formatBytes(packed.sizeBytes)}`,
    );
  }
  writeMetadata(staging, blobs, `drydock-bench:${name}`, layers);
  const archive = path.join(CACHE, `image-${name}.tar`);
  await run('tar', [
    '--create',
    '--file',
    `${archive}.partial`,
    '--directory',
    staging,
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--format=gnu',
    'blobs',
    'index.json',
    'manifest.json',
    'oci-layout',
  ]);
  fs.renameSync(`${archive}.partial`, archive);
  fs.rmSync(staging, { recursive: true });
  console.log(
    `${archive}: ${layers.length} layers, ${files} files, ${formatBytes(fs.statSync(archive).size)}`,
  );
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: 'inherit' })
      .once('error', reject)
      .once('close', (status) =>
        status === 0 ? resolve() : reject(new Error(`${command} ended with status ${status}`)),
      );
  });
}

const which = process.argv[2] ?? 'all';
const names = which === 'all' ? Object.keys(SIZES) : [which];
if (!names.every((name) => name in SIZES)) {
  console.error('usage: node bench/make-image.mjs [small|large|all]');
  process.exit(2);
}
await installApp();
for (const name of names) await makeImage(name);
