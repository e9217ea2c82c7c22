import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  contextFacts,
  type Job,
  type Origin,
  reportContext,
  reportImage,
  reportSalvage,
  type ScannedContext,
  type ScannedMetadata,
} from './assemble-report.js';
import { keepLayers, openLayerCache } from './known-layers.js';
import { attachProvenance, findBase, readBuildOrigin } from './build-origin.js';
import type { Block } from './model/block.js';
import type { ArchiveContents, ImageContents } from './model/contents.js';
import type { Report } from './model/report.js';
import type { ContextTarget, Progress, ScanRequest } from './model/request.js';
import { loadBundledRules } from './rules/bundled.js';
import { compareWithBaseline } from './policy/baseline.js';
import { baselineNames, readBaseline } from './policy/baseline-file.js';
import { RunPolicy } from './policy/run-policy.js';
import { combineRules, loadRuleFiles } from './rules/load.js';
import { BLOCK_BYTES, BlockPacker } from './source/block-packer.js';
import { readContext } from './source/context.js';
import { readDockerfile } from './source/dockerfile-text.js';
import { exportImages } from './source/engine.js';
import { readStaged } from './source/git-staged.js';
import { metadataTexts } from './source/metadata.js';
import { openArchivePath } from './source/open-archive.js';
import { type ArchiveOptions, readArchive } from './source/read-archive.js';
import { parseDockerfile } from './trace/dockerfile.js';
import { LayerTracer } from './trace/layer-tracer.js';
import { MatchCollector } from './trace/match-collector.js';
import { provenanceTexts } from './trace/provenance.js';
import { ScanPool } from './workers/scan-pool.js';

/**
 * The whole job: bytes from an engine, an archive or a folder through the detector to reports, one for each image.
 * @throws UserError for what the user can mend; a scan that could not read everything is no error, but a report whose
 *   outcome is not `pass`. When `signal` is aborted, its reason.
 */
export async function scan(
  request: ScanRequest,
  progress: Progress,
  signal?: AbortSignal,
): Promise<readonly Report[]> {
  const rules = combineRules(loadBundledRules(), loadRuleFiles(request.rules));
  const policy = new RunPolicy(request.policy, rules, new Date().toISOString().slice(0, 10));
  // Read first: nobody should wait for a scan to learn that a file's name is mistyped.
  const baseline = request.baseline === undefined ? null : await readBaseline(request.baseline);
  const cache = openLayerCache(request, rules, progress);
  const collector = new MatchCollector();
  const pool = new ScanPool(rules, { workerFile: bundledWorker() }, (result, slices) => {
    collector.add(result, slices);
  });
  const packer = new BlockPacker(
    (block) => pool.scan(block),
    () => pool.takeBuffer(BLOCK_BYTES),
  );
  try {
    const layers = new LayerTracer();
    const job: Job = { request, progress, signal, rules, policy, packer, pool, collector, layers, cache };
    const reports = policy.withUnused(
      request.target.kind === 'context'
        ? [await scanContextAlone(job, request.target)]
        : await scanImages(job),
    );
    if (baseline === null) return reports;
    return compareWithBaseline(reports, baseline, {
      names: (report) => baselineNames(report, request, baseline.file),
      rules: new Set(rules.map(({ id }) => id)),
    });
  } finally {
    await pool.close();
  }
}

/** The worker's bundle stands beside the entry's; run from source there is none, and all is done on one thread. */
function bundledWorker(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'worker.cjs');
}

async function scanImages(job: Job): Promise<Report[]> {
  const { request, progress } = job;
  const built = await readBuildOrigin(request);
  const source = await openImages(job);
  let context: ScannedContext | null = null;
  try {
    // First, as an engine writes the whole image before it sends the first byte.
    if (request.context !== undefined) context = await scanContext(job, request.context);
  } catch (error) {
    source.destroy();
    throw error;
  }
  const contents = attachProvenance(await source.read(), built, request, progress);
  for (const line of job.layers.warnings()) job.progress.warn(line);
  const metadata: ScannedMetadata[][] = [];
  for (const image of contents.images) metadata.push(await scanMetadata(job, image));
  await finishScanning(job);
  if (job.cache !== null) keepLayers(job.cache, contents, job.collector);
  if (contents.images.length === 0) return [reportSalvage(job, contents, context)];
  const given = readDockerfile(job.request.context, job.request.dockerfile);
  const dockerfile = given === null ? null : parseDockerfile(given.text, given.file);
  const facts = context === null ? null : contextFacts(job, context);
  const reports: Report[] = [];
  for (const [index, image] of contents.images.entries()) {
    const base = await findBase(image, dockerfile, built, request, progress);
    const origin: Origin = { dockerfile, context: facts, base };
    reports.push(reportImage(job, contents, image, metadata[index] ?? [], context, origin));
  }
  return reports;
}

async function scanContextAlone(job: Job, target: ContextTarget): Promise<Report> {
  if ((job.request.provenance ?? job.request.baseImage) !== undefined)
    job.progress.warn('provenance and base image say nothing of a build context: they are for an image');
  const { directory, staged = false } = target;
  const context = staged ? await scanStaged(job, directory) : await scanContext(job, directory);
  await finishScanning(job);
  return reportContext(job, target, context);
}

async function finishScanning(job: Job): Promise<void> {
  await job.packer.flush();
  await job.pool.drain();
}

/** Images on their way: an engine's export that has begun, or an archive that was opened. */
interface ImageSource {
  read(): Promise<ArchiveContents>;
  /** In place of `read`. */
  destroy(): void;
}

async function openImages(job: Job): Promise<ImageSource> {
  const { request, progress, packer, pool, signal } = job;
  const options = {
    packer,
    emit: (block: Block) => pool.scan(block),
    onEntry: job.layers.onEntry,
    openTap: job.layers.openTap,
    onContainer: job.layers.onContainer,
    ...(request.platform === undefined ? {} : { platform: request.platform }),
    ...(job.cache === null ? {} : { knownLayers: job.cache }),
  };
  if (request.target.kind === 'images') {
    const { references } = request.target;
    const names = references.join(', ');
    const title = `Exporting and scanning ${names}`;
    progress.phase(request.context === undefined ? title : `Starting the export of ${names}`);
    const exported = await exportImages(references, signal === undefined ? {} : { signal });
    pool.prepare(exported.totalBytes ?? 0);
    const input = { kind: 'stream', stream: exported.stream, name: names } as const;
    return {
      async read() {
        if (request.context !== undefined) progress.phase(title);
        const contents = await readArchive(input, {
          ...options,
          ...observers(progress, exported.totalBytes),
          kind: 'docker-save',
        });
        progress.exported?.(exported.images.map(({ reference, id }) => ({ reference, id })));
        return contents;
      },
      destroy: () => void exported.stream.destroy(),
    };
  }
  const path = request.target.kind === 'archive' ? request.target.path : '';
  const { input, totalBytes } = await openArchivePath(path);
  pool.prepare(totalBytes ?? 0);
  return {
    read() {
      progress.phase(path === '-' ? 'Scanning standard input' : `Scanning ${path}`);
      return readArchive(input, { ...options, ...observers(progress, totalBytes) });
    },
    destroy: () => {
      if (input.kind === 'stream') input.stream.destroy();
    },
  };
}

/** Passes on how far the reading is. */
function observers(
  progress: Progress,
  totalBytes: number | null,
): Pick<ArchiveOptions, 'onBytes' | 'onLayer'> {
  let doneBytes = 0;
  let doneLayers = 0;
  return {
    onBytes: (bytes) => {
      doneBytes += bytes;
      progress.bytes(doneBytes, totalBytes);
    },
    onLayer: () => {
      progress.layer(++doneLayers);
    },
  };
}

async function scanContext(job: Job, directory: string): Promise<ScannedContext> {
  const { request, progress, packer } = job;
  progress.phase(`Scanning the build context ${directory}`);
  const firstFile = packer.files;
  const contents = await readContext({
    directory,
    packer,
    ...(request.dockerfile === undefined ? {} : { dockerfile: request.dockerfile }),
  });
  return { ...contents, firstFile, endFile: packer.files };
}

async function scanStaged(job: Job, directory: string): Promise<ScannedContext> {
  const { progress, packer, signal } = job;
  progress.phase(`Scanning what is staged of ${directory}`);
  const firstFile = packer.files;
  const contents = await readStaged({
    directory,
    packer,
    warn: (line) => {
      progress.warn(line);
    },
    ...(signal === undefined ? {} : { signal }),
  });
  return { ...contents, firstFile, endFile: packer.files };
}

async function scanMetadata(job: Job, image: ImageContents): Promise<ScannedMetadata[]> {
  const scanned: ScannedMetadata[] = [];
  for (const text of [...metadataTexts(image.config), ...provenanceTexts(image.attestations)]) {
    const file = job.packer.begin(text.path);
    await job.packer.write(Buffer.from(text.text));
    job.packer.end();
    scanned.push({ file, text });
  }
  return scanned;
}
