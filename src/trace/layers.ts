import type { ImageContents, LayerBlob } from '../model/contents.js';
import type { ImageConfig } from '../model/image.js';
import type { ReportLayer } from '../model/report.js';
import { redactInstruction } from './instruction-text.js';
import type { InstructionTrace } from './instruction-trace.js';

/**
 * An image's layers, lowest first, each with the history entry that made it.
 *
 * @param trace its instructions; null where there is no Dockerfile
 * @param redactions raw secret to redacted form, for the instructions' texts; `createdBy` is raw
 */
export function describeLayers(
  image: ImageContents,
  trace: InstructionTrace | null,
  redactions: ReadonlyMap<string, string>,
): ReportLayer[] {
  const history = layerHistory(image.config);
  return image.layers.map(({ diffId, digest, blob }, index) => ({
    index,
    diffId,
    digest,
    sizeBytes: blob?.sizeBytes ?? 0,
    files: blob?.files ?? 0,
    createdBy: history?.[index] ?? '',
    origin: trace !== null && index < trace.baseLayers ? 'base' : 'own',
    instruction: instructionOf(trace, index, redactions),
  }));
}

function instructionOf(
  trace: InstructionTrace | null,
  layer: number,
  redactions: ReadonlyMap<string, string>,
): ReportLayer['instruction'] {
  const instruction = trace?.layers[layer] ?? null;
  const file = trace?.dockerfile?.file;
  return file === undefined || instruction === null ? null : redactInstruction(instruction, file, redactions);
}

/** Layers of an archive without metadata, in the order in which they were read. */
export function salvagedLayers(blobs: readonly LayerBlob[]): ReportLayer[] {
  return blobs.map((blob, index) => ({
    index,
    diffId: blob.diffId,
    digest: blob.digest,
    sizeBytes: blob.sizeBytes,
    files: blob.files,
    createdBy: '',
    origin: 'own',
    instruction: null,
  }));
}

/**
 * The `created_by` of each layer: history entries that made a layer match the layers in order (OCI image
 * specification, "history"). null when their numbers differ, for then no pairing can be trusted.
 */
function layerHistory(config: ImageConfig): string[] | null {
  const entries = config.history.filter((entry) => !entry.emptyLayer);
  return entries.length === config.diffIds.length ? entries.map((entry) => entry.createdBy) : null;
}
