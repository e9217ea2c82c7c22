import type { ArchiveContents, ImageContents } from './model/contents.js';
import { oneLine } from './model/failure.js';
import type { Progress, ScanRequest } from './model/request.js';
import { type BaseImage, findEngineImage, readBaseImages } from './source/base-image.js';
import type { GivenProvenance } from './source/provenance-documents.js';
import { readProvenanceFile } from './source/provenance-file.js';
import { type BaseChoice, chooseBase } from './trace/base-image.js';
import { externalImage, type ParsedDockerfile } from './trace/dockerfile.js';
import { dockerfileOf, type InstructionTrace } from './trace/instruction-trace.js';
import { hasSourceMap, matchProvenance, withProvenance } from './trace/provenance-match.js';

/** What the user gave of how the images were built, besides Dockerfile and context. */
export interface BuildOrigin {
  readonly provenance: readonly GivenProvenance[];
  readonly bases: readonly BaseImage[];
}

/**
 * Reads what was given, before the scan: nobody should wait for one to learn that a name is mistyped.
 * @throws UserError for a file or image that is not there or is no such thing
 */
export async function readBuildOrigin(request: ScanRequest): Promise<BuildOrigin> {
  const { provenance, baseImage } = request;
  return {
    provenance: provenance === undefined ? [] : await readProvenanceFile(provenance),
    bases: baseImage === undefined ? [] : await readBaseImages(baseImage),
  };
}

/** The images with the provenance that was given for them. One that is of no image is told, and of no use. */
export function attachProvenance(
  contents: ArchiveContents,
  { provenance }: BuildOrigin,
  request: ScanRequest,
  progress: Progress,
): ArchiveContents {
  const file = oneLine(request.provenance ?? '');
  if (provenance.length === 0 || contents.images.length === 0) return contents;
  const isOnly = contents.images.length === 1;
  const owns = contents.images.map((image) => matchProvenance(provenance, image, isOnly));
  const images = contents.images.map((image, index) => {
    const own = owns[index] ?? null;
    if (own === null) return image;
    if (!hasSourceMap(own.provenance)) {
      progress.warn(
        `${file} tells no lines of the Dockerfile: build with --provenance=mode=max, and with BUILDX_METADATA_PROVENANCE=max for the metadata file`,
      );
    }
    return withProvenance(image, own, file);
  });
  if (owns.every((own) => own === null)) progress.warn(describeStranger(file, provenance, contents.images));
  return { ...contents, images };
}

function describeStranger(
  file: string,
  provenance: readonly GivenProvenance[],
  images: readonly ImageContents[],
): string {
  const names = images.map(nameOf).join(', ');
  const digests = provenance.map(({ configDigest }) => configDigest);
  const [digest] = digests;
  if (digest != null && !digests.includes(null))
    return `${file} is not used: it is the provenance of another image (${oneLine(digest.slice(0, 'sha256:'.length + 12))}) than ${names}`;
  return `${file} is not used: nothing in it says that it is the provenance of ${names}; the file that docker buildx build --metadata-file writes names its image`;
}

/**
 * The image that another is built on: the one that the user named; else the one that the last stage of the Dockerfile
 * is `FROM`, where the engine that has the image has that one, too. One that does not fit is told if it was named.
 */
export async function findBase(
  image: ImageContents,
  given: ParsedDockerfile | null,
  { bases }: BuildOrigin,
  request: ScanRequest,
  progress: Progress,
): Promise<BaseChoice | null> {
  if (request.baseImage !== undefined) {
    const named = chooseBase(image, bases);
    if (named !== null) return { image: named, isNamed: true };
    progress.warn(
      `${nameOf(image)} is not built on ${oneLine(request.baseImage)}, whose layers are not its lowest: the base image is told by the Dockerfile alone`,
    );
    return null;
  }
  if (request.target.kind !== 'images') return null;
  const dockerfile = dockerfileOf(image, given);
  const stage = dockerfile?.stages.at(-1);
  const name = dockerfile === null || stage === undefined ? null : externalImage(dockerfile, stage);
  const found = name === null ? null : await findEngineImage(name);
  const base = found === null ? null : chooseBase(image, [found]);
  return base === null ? null : { image: base, isNamed: false };
}

/** Tells where a base image was named that holds layers of the Dockerfile's own. */
export function warnOfOwnLayers(
  image: ImageContents,
  base: BaseChoice | null,
  trace: InstructionTrace | null,
  progress: Progress,
): void {
  if (base === null || trace === null || !base.isNamed) return;
  const count = base.image.diffIds.length - trace.baseLayers;
  if (count <= 0) return;
  const layers = count === 1 ? 'the last layer' : `the last ${String(count)} layers`;
  progress.warn(
    `${layers} of the base image ${oneLine(base.image.reference)} stay ${nameOf(image)}'s own: instructions of its Dockerfile made them`,
  );
}

function nameOf({ reference, config }: ImageContents): string {
  return oneLine(reference ?? config.imageId.slice(0, 'sha256:'.length + 12));
}
