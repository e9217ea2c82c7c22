import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LayerCache } from './cache/layer-cache.js';
import type { ArchiveContents, LayerBlob } from './model/contents.js';
import type { Progress, ScanRequest } from './model/request.js';
import type { Rule } from './model/rule.js';
import type { MatchCollector } from './trace/match-collector.js';

/**
 * The cache of layers that a scan was asked to use; null for none.
 * @throws UserError where it can't be used
 */
export function openLayerCache(
  { cache, target }: ScanRequest,
  rules: readonly Rule[],
  progress: Pick<Progress, 'warn'>,
): LayerCache | null {
  if (cache === undefined) return null;
  if (target.kind === 'context') {
    progress.warn('the cache is not used: a build context has no layers');
    return null;
  }
  // The program by its own bytes: a version that is still worked on changes what it finds, and not its number.
  const program = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  return new LayerCache(cache, `${program.digest('hex')}\n${JSON.stringify(rules)}`);
}

/** Keeps what this scan learned of layers, and forgets what proved wrong. Call when all blocks are scanned. */
export function keepLayers(cache: LayerCache, contents: ArchiveContents, collector: MatchCollector): void {
  const layers = contents.images.flatMap((image) => image.layers.map(({ blob }) => blob));
  const blobs = new Set<LayerBlob | null>([...layers, ...contents.unusedLayers]);
  for (const blob of blobs) {
    if (blob === null) continue;
    const { name, diffId, known, problems, entriesOf, firstFile, endFile } = blob;
    if (known !== undefined && known.diffId !== diffId) cache.forget(name);
    // What was not read whole is to be read again.
    if (entriesOf === undefined || problems.length > 0) continue;
    cache.keep(name, { diffId, entries: entriesOf(collector.filesOfInterest(firstFile, endFile)) });
  }
  cache.tidy(Date.now());
}
