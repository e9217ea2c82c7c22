import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Block } from './model/block.js';
import type { ArchiveContents, ImageContents, LayerBlob, Problem } from './model/contents.js';
import { formatPlatform } from './model/image.js';
import type { FileCertificate } from './model/match.js';
import type { Coverage, Report, ReportLayer, Target } from './model/report.js';
import type { Progress, ScanRequest } from './model/request.js';
import type { Rule } from './model/rule.js';
import { judge } from './policy/verdict.js';
import { loadBundledRules } from './rules/bundled.js';
import { combineRules, loadRuleFiles } from './rules/load.js';
import { BLOCK_BYTES, BlockPacker } from './source/block-packer.js';
import { type ContextContents, readContext } from './source/context.js';
import { checkoutPath, readDockerfile } from './source/dockerfile-text.js';
import { exportImages } from './source/engine.js';
import { trackedFiles } from './source/git.js';
import { type MetadataText, metadataTexts } from './source/metadata.js';
import { openArchivePath } from './source/open-archive.js';
import { type ArchiveOptions, readArchive } from './source/read-archive.js';
import { type ParsedDockerfile, parseDockerfile } from './trace/dockerfile.js';
import { buildFindings, type PlacedMatch, redactText } from './trace/findings.js';
import { traceInstructions } from './trace/instruction-trace.js';
import { LayerTracer, traceKeys } from './trace/layer-tracer.js';
import { describeLayers, salvagedLayers } from './trace/layers.js';
import { MatchCollector } from './trace/match-collector.js';
import { type ProvenanceText, provenanceTexts } from './trace/provenance.js';
import { type ContextFacts, makeTracer, NO_TRACER, type PlaceTracer } from './trace/source-tracer.js';
import { VERSION } from './version.js';
import { ScanPool } from './workers/scan-pool.js';

/** What one scan works with. */
interface Job {
  readonly request: ScanRequest;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  readonly rules: readonly Rule[];
  readonly packer: BlockPacker;
  readonly pool: ScanPool;
  readonly collector: MatchCollector;
  readonly layers: LayerTracer;
}

/** A build context that was read, and the numbers of its files. */
interface ScannedContext extends ContextContents {
  readonly firstFile: number;
  readonly endFile: number;
}

/** What the images were built from, as far as it is at hand. */
interface Origin {
  readonly dockerfile: ParsedDockerfile | null;
  readonly context: ContextFacts | null;
}

/** Config, history and provenance, scanned like files. */
interface ScannedMetadata {
  readonly file: number;
  readonly text: MetadataText | ProvenanceText;
}

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
  const collector = new MatchCollector();
  const pool = new ScanPool(rules, { workerFile: bundledWorker() }, (result, slices) => {
    collector.add(result, slices);
  });
  const packer = new BlockPacker(
    (block) => pool.scan(block),
    () => pool.takeBuffer(BLOCK_BYTES),
  );
  try {
    const job: Job = { request, progress, signal, rules, packer, pool, collector, layers: new LayerTracer() };
    return request.target.kind === 'context'
      ? [await scanContextAlone(job, request.target.directory)]
      : await scanImages(job);
  } finally {
    await pool.close();
  }
}

/** The worker's bundle stands beside the entry's; run from source there is none, and all is done on one thread. */
function bundledWorker(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'worker.cjs');
}

async function scanImages(job: Job): Promise<Report[]> {
  const contents = await readImages(job);
  const context = job.request.context === undefined ? null : await scanContext(job, job.request.context);
  const metadata: ScannedMetadata[][] = [];
  for (const image of contents.images) metadata.push(await scanMetadata(job, image));
  await finishScanning(job);
  if (contents.images.length === 0) return [reportSalvage(job, contents, context)];
  const given = readDockerfile(job.request.context, job.request.dockerfile);
  const origin: Origin = {
    dockerfile: given === null ? null : parseDockerfile(given.text, given.file),
    context: context === null ? null : contextFacts(job, context),
  };
  return contents.images.map((image, index) =>
    reportImage(job, contents, image, metadata[index] ?? [], context, origin),
  );
}

async function scanContextAlone(job: Job, directory: string): Promise<Report> {
  const context = await scanContext(job, directory);
  await finishScanning(job);
  const target: Target = { reference: directory, imageId: null, platform: null, kind: 'context' };
  return report(
    job,
    target,
    () => [],
    contextMatches(job, context),
    coverageOf([], context, 0, []),
    NO_TRACER,
    certificatesOf(job, [], context),
  );
}

async function finishScanning(job: Job): Promise<void> {
  await job.packer.flush();
  await job.pool.drain();
}

async function readImages(job: Job): Promise<ArchiveContents> {
  const { request, progress, packer, pool, signal } = job;
  const options = {
    packer,
    emit: (block: Block) => pool.scan(block),
    onEntry: job.layers.onEntry,
    openTap: job.layers.openTap,
    ...(request.platform === undefined ? {} : { platform: request.platform }),
  };
  if (request.target.kind === 'images') {
    const { references } = request.target;
    progress.phase(`Exporting and scanning ${references.join(', ')}`);
    const exported = await exportImages(references, signal === undefined ? {} : { signal });
    const input = { kind: 'stream', stream: exported.stream, name: references.join(', ') } as const;
    return readArchive(input, {
      ...options,
      ...observers(progress, exported.totalBytes),
      kind: 'docker-save',
    });
  }
  const path = request.target.kind === 'archive' ? request.target.path : '';
  progress.phase(path === '-' ? 'Scanning standard input' : `Scanning ${path}`);
  const { input, totalBytes } = await openArchivePath(path);
  return readArchive(input, { ...options, ...observers(progress, totalBytes) });
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

function reportImage(
  job: Job,
  contents: ArchiveContents,
  image: ImageContents,
  metadata: readonly ScannedMetadata[],
  context: ScannedContext | null,
  origin: Origin,
): Report {
  const placed: PlacedMatch[] = [];
  image.layers.forEach(({ blob }, layer) => {
    if (blob !== null) placed.push(...tracedMatches(job, image, blob, layer));
  });
  for (const { file, text } of metadata) {
    for (const match of job.collector.matches(file, file + 1))
      placed.push({ match, in: text.in, layer: null });
  }
  if (context !== null) placed.push(...contextMatches(job, context));
  const target: Target = {
    reference: image.reference ?? defaultReference(job.request),
    imageId: image.config.imageId,
    platform: formatPlatform(image.config.platform) || null,
    kind: contents.kind,
  };
  const blobs = image.layers.flatMap(({ blob }) => (blob === null ? [] : [blob]));
  const metadataBytes = metadata.reduce((sum, { text }) => sum + Buffer.byteLength(text.text), 0);
  const problems = [...contents.problems, ...image.problems];
  const trace = traceInstructions(image, origin.dockerfile);
  const layers = (redactions: ReadonlyMap<string, string>): ReportLayer[] =>
    describeLayers(image, trace, redactions);
  const coverage = coverageOf(blobs, context, metadataBytes, problems);
  return report(
    job,
    target,
    layers,
    placed,
    coverage,
    makeTracer(image, trace, origin.context),
    certificatesOf(job, blobs, context),
  );
}

/** Metadata is missing: no image can be told, but what its layers hold is not kept back. Never a pass. */
function reportSalvage(job: Job, contents: ArchiveContents, context: ScannedContext | null): Report {
  const blobs = contents.unusedLayers;
  const placed = blobs.flatMap((blob, layer) => layerMatches(job, blob, layer));
  if (context !== null) placed.push(...contextMatches(job, context));
  const target: Target = {
    reference: defaultReference(job.request),
    imageId: null,
    platform: null,
    kind: contents.kind,
  };
  const problems =
    contents.problems.length > 0
      ? contents.problems
      : [
          {
            path: defaultReference(job.request),
            reason: 'holds no image: its manifest is missing',
            bytes: 0,
          },
        ];
  return report(
    job,
    target,
    () => salvagedLayers(blobs),
    placed,
    coverageOf(blobs, context, 0, problems),
    NO_TRACER,
    certificatesOf(job, blobs, context),
  );
}

function tracedMatches(
  { collector, layers }: Job,
  image: ImageContents,
  blob: LayerBlob,
  layer: number,
): PlacedMatch[] {
  const names = image.layers.map((entry) => entry.blob?.name ?? null);
  return collector.matches(blob.firstFile, blob.endFile).map((match) => {
    const file = layers.trace(names, layer, match.file, match.path, collector.digests(match.file));
    return { match, in: 'layer', layer, file };
  });
}

/** Of the image and the context, which are scanned together: a key in one may belong to a certificate in the other. */
function certificatesOf(
  { collector }: Job,
  blobs: readonly LayerBlob[],
  context: ScannedContext | null,
): FileCertificate[] {
  return [...new Set(blobs), ...(context === null ? [] : [context])].flatMap(({ firstFile, endFile }) =>
    collector.certificates(firstFile, endFile),
  );
}

function layerMatches(job: Job, blob: LayerBlob, layer: number): PlacedMatch[] {
  return job.collector.matches(blob.firstFile, blob.endFile).map((match) => ({ match, in: 'layer', layer }));
}

function contextMatches(job: Job, context: ScannedContext): PlacedMatch[] {
  return job.collector
    .matches(context.firstFile, context.endFile)
    .map((match) => ({ match, in: 'context', layer: null }));
}

/** Git is asked about files with secrets only. */
function contextFacts(job: Job, context: ScannedContext): ContextFacts {
  const matched = contextMatches(job, context).map(({ match }) => match.path.replace(/!\/.*$/s, ''));
  return {
    fileOf: (path) => checkoutPath(join(job.request.context ?? '.', path)),
    tracked: matched.length === 0 ? null : trackedFiles(context.directory, matched),
  };
}

function defaultReference({ target }: ScanRequest): string {
  switch (target.kind) {
    case 'images':
      return target.references.join(', ');
    case 'archive':
      return target.path === '-' ? 'standard input' : target.path;
    case 'context':
      return target.directory;
  }
}

function coverageOf(
  blobs: readonly LayerBlob[],
  context: ScannedContext | null,
  metadataBytes: number,
  problems: readonly Problem[],
): Coverage {
  const skipped = [
    ...problems.map(({ path, reason, bytes }) => ({ path, layer: null, reason, bytes })),
    ...blobs.flatMap((blob, layer) =>
      blob.problems.map(({ path, reason, bytes }) => ({ path, layer, reason, bytes })),
    ),
    ...(context?.problems ?? []).map(({ path, reason, bytes }) => ({ path, layer: null, reason, bytes })),
  ];
  return {
    complete: skipped.length === 0,
    bytes: blobs.reduce((sum, blob) => sum + blob.contentBytes, 0) + metadataBytes + (context?.bytes ?? 0),
    files: blobs.reduce((sum, blob) => sum + blob.files, 0) + (context?.files ?? 0),
    layers: blobs.length,
    skipped,
  };
}

function report(
  job: Job,
  target: Target,
  layers: (redactions: ReadonlyMap<string, string>) => readonly ReportLayer[],
  placed: readonly PlacedMatch[],
  coverage: Coverage,
  tracer: PlaceTracer,
  certificates: readonly FileCertificate[],
): Report {
  const { request, rules, progress } = job;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const keyUses = traceKeys(
    placed.map(({ match }) => match),
    certificates,
    Date.now(),
  );
  const { findings, redactions } = buildFindings(placed, byId, request.reveal, tracer, keyUses);
  for (const secret of redactions.keys()) progress.secret?.(secret);
  return {
    schema: 'drydock/report/1',
    tool: { name: 'drydock', version: VERSION, rules: rules.length },
    target: { ...target, reference: redactText(target.reference, redactions) },
    layers: layers(redactions).map((layer) => ({
      ...layer,
      createdBy: redactText(layer.createdBy, redactions),
    })),
    findings,
    coverage: {
      ...coverage,
      skipped: coverage.skipped.map((skipped) => ({
        ...skipped,
        path: redactText(skipped.path, redactions),
      })),
    },
    verdict: judge(findings, coverage, request),
  };
}
