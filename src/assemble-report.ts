import { join } from 'node:path';
import type { LayerCache } from './cache/layer-cache.js';
import type { ArchiveContents, ImageContents, LayerBlob, Problem } from './model/contents.js';
import { warnOfOwnLayers } from './build-origin.js';
import { formatPlatform } from './model/image.js';
import type { FileCertificate } from './model/match.js';
import type { Coverage, OccurrencePlace, Report, ReportLayer, Target } from './model/report.js';
import type { ContextTarget, Progress, ScanRequest } from './model/request.js';
import type { Rule } from './model/rule.js';
import type { RunPolicy } from './policy/run-policy.js';
import { judge } from './policy/verdict.js';
import type { BlockPacker } from './source/block-packer.js';
import type { ContextContents } from './source/context.js';
import { checkoutPath } from './source/dockerfile-text.js';
import { trackedFiles } from './source/git.js';
import type { MetadataText } from './source/metadata.js';
import type { BaseChoice } from './trace/base-image.js';
import type { ParsedDockerfile } from './trace/dockerfile.js';
import { placeGitMatches } from './trace/git-places.js';
import { buildFindings, type PlacedMatch, redactNamed, redactText } from './trace/findings.js';
import { traceInstructions } from './trace/instruction-trace.js';
import { type LayerTracer, traceKeys } from './trace/layer-tracer.js';
import { describeLayers, salvagedLayers } from './trace/layers.js';
import { findImageInstalls, type LocalInstalls } from './trace/local-installs.js';
import type { MatchCollector } from './trace/match-collector.js';
import type { ProvenanceText } from './trace/provenance.js';
import { type ContextFacts, makeTracer, NO_TRACER, type PlaceTracer } from './trace/source-tracer.js';
import { VERSION } from './version.js';
import type { ScanPool } from './workers/scan-pool.js';

/** What one scan works with. */
export interface Job {
  readonly request: ScanRequest;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  readonly rules: readonly Rule[];
  readonly policy: RunPolicy;
  readonly packer: BlockPacker;
  readonly pool: ScanPool;
  readonly collector: MatchCollector;
  readonly layers: LayerTracer;
  /** null where nothing is kept of layers. */
  readonly cache: LayerCache | null;
}

/** A build context that was read, and the numbers of its files. */
export interface ScannedContext extends ContextContents {
  readonly firstFile: number;
  readonly endFile: number;
}

/** What the images were built from, as far as it is at hand. */
export interface Origin {
  readonly dockerfile: ParsedDockerfile | null;
  readonly context: ContextFacts | null;
  /** What the image is built on; null where that was neither named nor found. */
  readonly base: BaseChoice | null;
}

/** Config, history and provenance, scanned like files. */
export interface ScannedMetadata {
  readonly file: number;
  readonly text: MetadataText | ProvenanceText;
}

/** A layer that was read, with its place in the image. */
interface PlacedBlob {
  readonly blob: LayerBlob;
  readonly layer: number;
}

/** The report of a build context alone. */
export function reportContext(
  job: Job,
  { directory, staged = false }: ContextTarget,
  context: ScannedContext,
): Report {
  const target: Target = { reference: directory, imageId: null, platform: null, kind: 'context' };
  const coverage = coverageOf([], context, 0, [], []);
  return report(
    job,
    target,
    () => [],
    contextMatches(job, context),
    // What is staged is a part of the folder: a finding that is not in it need not be gone.
    staged ? { ...coverage, places: [] } : coverage,
    { ...NO_TRACER, fileOf: (path) => checkoutPath(join(directory, path)) },
    certificatesOf(job, [], context),
  );
}

/** The report of one image of an archive. */
export function reportImage(
  job: Job,
  contents: ArchiveContents,
  image: ImageContents,
  metadata: readonly ScannedMetadata[],
  context: ScannedContext | null,
  origin: Origin,
): Report {
  const trace = traceInstructions(image, origin.dockerfile, origin.base);
  const local = findImageInstalls(image, trace);
  const placed: PlacedMatch[] = [];
  image.layers.forEach(({ blob }, layer) => {
    if (blob !== null) placed.push(...tracedMatches(job, image, blob, layer, local));
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
  const blobs = image.layers.flatMap(({ blob }, layer) => (blob === null ? [] : [{ blob, layer }]));
  const metadataBytes = metadata.reduce((sum, { text }) => sum + Buffer.byteLength(text.text), 0);
  const problems = [...contents.problems, ...image.problems];
  warnOfOwnLayers(image, origin.base, trace, job.progress);
  const layers = (redactions: ReadonlyMap<string, string>): ReportLayer[] =>
    describeLayers(image, trace, redactions);
  const places = ['layer', 'config', 'history', ...metadata.map(({ text }) => text.in)] as const;
  const coverage = coverageOf(blobs, context, metadataBytes, problems, places);
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
export function reportSalvage(job: Job, contents: ArchiveContents, context: ScannedContext | null): Report {
  const blobs = contents.unusedLayers.map((blob, layer) => ({ blob, layer }));
  const placed = blobs.flatMap(({ blob, layer }) => layerMatches(job, blob, layer));
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
    () => salvagedLayers(contents.unusedLayers),
    placed,
    coverageOf(blobs, context, 0, problems, ['layer']),
    NO_TRACER,
    certificatesOf(job, blobs, context),
  );
}

function tracedMatches(
  { collector, layers }: Job,
  image: ImageContents,
  blob: LayerBlob,
  layer: number,
  local: LocalInstalls,
): PlacedMatch[] {
  const names = image.layers.map((entry) => entry.blob?.name ?? null);
  const matches = collector.matches(blob.firstFile, blob.endFile);
  return placeGitMatches(matches, blob.git ?? []).map(({ match, stored, note }) => {
    const file =
      stored === null
        ? layers.trace(names, layer, match.file, match.path, collector.digests(match.file), local)
        : layers.trace(names, layer, stored.file, stored.path, null, local);
    return { match, in: 'layer', layer, file, ...(note === null ? {} : { note }) };
  });
}

/** Of the image and the context, which are scanned together: a key in one may belong to a certificate in the other. */
function certificatesOf(
  { collector }: Job,
  blobs: readonly PlacedBlob[],
  context: ScannedContext | null,
): FileCertificate[] {
  const read = new Set([...blobs.map(({ blob }) => blob), ...(context === null ? [] : [context])]);
  return [...read].flatMap(({ firstFile, endFile }) => collector.certificates(firstFile, endFile));
}

function layerMatches(job: Job, blob: LayerBlob, layer: number): PlacedMatch[] {
  return matchesOf(job, blob).map((found) => ({ ...found, in: 'layer', layer }));
}

function contextMatches(job: Job, context: ScannedContext): PlacedMatch[] {
  return matchesOf(job, context).map((found) => ({ ...found, in: 'context', layer: null }));
}

/** What was found in the files, with what is to be said of those that a Git history holds. */
function matchesOf(
  { collector }: Job,
  { firstFile, endFile, git = [] }: Pick<LayerBlob, 'firstFile' | 'endFile' | 'git'>,
): Pick<PlacedMatch, 'match' | 'note'>[] {
  return placeGitMatches(collector.matches(firstFile, endFile), git).map(({ match, note }) => ({
    match,
    ...(note === null ? {} : { note }),
  }));
}

/** Git is asked about files with secrets only. */
export function contextFacts(job: Job, context: ScannedContext): ContextFacts {
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
  blobs: readonly PlacedBlob[],
  context: ScannedContext | null,
  metadataBytes: number,
  problems: readonly Problem[],
  places: readonly OccurrencePlace[],
): Coverage {
  const skipped = [
    ...problems.map(({ path, reason, bytes }) => ({ path, layer: null, reason, bytes })),
    ...blobs.flatMap(({ blob, layer }) =>
      blob.problems.map(({ path, reason, bytes }) => ({ path, layer, reason, bytes })),
    ),
    ...(context?.problems ?? []).map(({ path, reason, bytes }) => ({ path, layer: null, reason, bytes })),
  ];
  const unopened = [
    ...blobs.flatMap(({ blob, layer }) =>
      (blob.unopened ?? []).map(({ path, reason }) => ({ path, layer, reason })),
    ),
    ...(context?.unopened ?? []).map(({ path, reason }) => ({ path, layer: null, reason })),
  ];
  const cachedLayers = blobs.filter(({ blob }) => blob.known !== undefined).length;
  return {
    complete: skipped.length === 0,
    bytes:
      blobs.reduce((sum, { blob }) => sum + blob.contentBytes, 0) + metadataBytes + (context?.bytes ?? 0),
    files: blobs.reduce((sum, { blob }) => sum + blob.files, 0) + (context?.files ?? 0),
    layers: blobs.length,
    ...(cachedLayers === 0 ? {} : { cachedLayers }),
    skipped,
    unopened,
    places: [...new Set([...places, ...(context === null ? [] : (['context'] as const))])],
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
  const policy = job.policy.forReport(target.kind === 'context' ? null : target.reference, request);
  const names = [
    target.reference,
    ...placed.map(({ match }) => match.path),
    ...[...coverage.skipped, ...(coverage.unopened ?? [])].map(({ path }) => path),
  ];
  const named = redactNamed(job.pool.look([...new Set(names)].join('\n')), byId);
  const { findings, redactions } = buildFindings(
    placed,
    byId,
    request.reveal,
    tracer,
    keyUses,
    policy,
    named,
  );
  const redact = (text: string): string => redactText(text, redactions);
  job.policy.addRedactor(redact);
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
      unopened: (coverage.unopened ?? []).map((unopened) => ({
        ...unopened,
        path: redactText(unopened.path, redactions),
      })),
    },
    verdict: judge(findings, coverage, policy),
    allowances: policy.allowances(findings, redact),
    baseline: null,
  };
}
