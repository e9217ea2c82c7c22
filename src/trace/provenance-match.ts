import type { ImageContents } from '../model/contents.js';
import { matchesPlatform, parsePlatform } from '../source/platform-filter.js';
import type { GivenProvenance } from '../source/provenance-documents.js';
import { alignHistory } from './align.js';
import { parseDockerfile } from './dockerfile.js';
import { readProvenance } from './provenance.js';
import { isWholeImage } from './provenance-map.js';

/** A provenance that is an image's own. */
export interface OwnProvenance {
  readonly provenance: GivenProvenance;
  /** The image's ID says so; else its layers or its Dockerfile do. */
  readonly isProven: boolean;
}

/**
 * Which of some provenances that were given as files is an image's own. One that names another image's ID never is. Where
 * none is named, the layers have to be the image's, or its Dockerfile has to fit the image's history.
 *
 * @param isOnly there is one image only: then a provenance that says nothing of its image is taken at the user's word
 */
export function matchProvenance(
  given: readonly GivenProvenance[],
  image: ImageContents,
  isOnly: boolean,
): OwnProvenance | null {
  const candidates = given.filter(({ platform }) => isForPlatform(platform, image));
  const proven = candidates.find(({ configDigest }) => configDigest === image.config.imageId);
  if (proven !== undefined) return { provenance: proven, isProven: true };
  const unnamed = candidates.filter(({ configDigest }) => configDigest === null);
  const fitting = unnamed.filter((one) => fitsImage(one, image));
  const [first] = fitting;
  if (first !== undefined) return { provenance: first, isProven: false };
  const [silent] = unnamed;
  const isSilent = silent !== undefined && readText(silent)?.dockerfile === null;
  return isSilent && isOnly && given.length === 1 ? { provenance: silent, isProven: false } : null;
}

/** Whether a provenance has what it takes to tell the lines of layers: BuildKit's `mode=max`. */
export function hasSourceMap(provenance: GivenProvenance): boolean {
  return readText(provenance)?.dockerfile != null;
}

/** The image with a provenance among its attestations: before its own, which may tell less. */
export function withProvenance(
  image: ImageContents,
  { provenance, isProven }: OwnProvenance,
  name: string,
): ImageContents {
  const { statement } = provenance;
  const others = image.attestations.filter(({ text }) => !isSameStatement(text, statement));
  return { ...image, attestations: [{ name, text: statement, isProven }, ...others] };
}

function readText({ statement }: GivenProvenance): ReturnType<typeof readProvenance> {
  return readProvenance([{ name: '', text: statement }]);
}

function fitsImage(given: GivenProvenance, image: ImageContents): boolean {
  const provenance = readText(given);
  if (provenance === null) return false;
  if (isWholeImage(image, provenance)) return true;
  const { dockerfile } = provenance;
  if (dockerfile === null) return false;
  return alignHistory(parseDockerfile(dockerfile.text, dockerfile.file), image.config.history).stage !== null;
}

function isForPlatform(platform: string | null, { config }: ImageContents): boolean {
  return (
    platform === null ||
    config.platform.os === '' ||
    matchesPlatform(parsePlatform(platform), config.platform)
  );
}

/** The same predicate: the statement around it may have been left out. */
function isSameStatement(one: string, other: string): boolean {
  const [a, b] = [one, other].map(predicateText);
  return a !== null && a === b;
}

function predicateText(statement: string): string | null {
  try {
    const value: unknown = JSON.parse(statement);
    return typeof value === 'object' && value !== null && 'predicate' in value
      ? JSON.stringify(value.predicate)
      : null;
  } catch {
    // What is no JSON is the same as nothing.
    return null;
  }
}
