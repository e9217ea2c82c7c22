import type { Instruction, ParsedDockerfile } from './dockerfile.js';
import type { FileMatch } from './match-collector.js';
import { isPlaceOf, placesOf } from './source-copy.js';

/** A line of a file of the build context. */
export interface ContextPlace {
  /** Relative to the build context; that of the container for a file within one. */
  readonly path: string;
  readonly line: number;
}

export interface SourceQuestion {
  /** What was found in a layer. */
  readonly match: FileMatch;
  /** That made the layer. */
  readonly instruction: Instruction;
  readonly dockerfile: ParsedDockerfile;
  /** Absolute, of the instruction; null where it is not known. */
  readonly workdir: string | null;
  /** Where the same secret stands in the build context. */
  readonly candidates: readonly FileMatch[];
}

/**
 * The file of the build context that a file in a layer was copied from: it holds the same secret, and the instruction
 * copies it to that very path, under whatever name. Owner, mode and time do not matter. null when there is none, and
 * when there are several.
 */
export function findContextPlace({
  match,
  instruction,
  dockerfile,
  workdir,
  candidates,
}: SourceQuestion): ContextPlace | null {
  const fitting = candidates.filter((candidate) => {
    const pairs = pairPaths(candidate.path, match.path, instruction.keyword);
    return pairs.some(([contextPath, imagePath, isUnpacked]) =>
      placesOf(dockerfile, instruction, contextPath, workdir).some((place) =>
        isPlaceOf(
          isUnpacked ? { ...place, path: folderOf(place.path, imagePath, candidate.path) } : place,
          imagePath,
        ),
      ),
    );
  });
  const paths = new Set(fitting.map(({ path }) => path));
  if (paths.size !== 1) return null;
  const best = fitting.find(({ line }) => line === match.line) ?? fitting[0];
  if (best === undefined) return null;
  const { outer, inner } = splitPath(best.path);
  const isText = inner === null && !(instruction.keyword === 'ADD' && TAR.test(outer));
  return { path: outer, line: isText ? best.line : 1 };
}

type PathPair = readonly [contextPath: string, imagePath: string, isUnpacked: boolean];

/** One that is not compressed may be scanned as it stands: what is in it then has no path of its own. */
const TAR = /\.tar$/i;

/** Paths of files that were copied as they are; what is in a container must be in the same place in it. */
function pairPaths(contextPath: string, imagePath: string, keyword: string): PathPair[] {
  const context = splitPath(contextPath);
  const image = splitPath(imagePath);
  if (context.inner === image.inner && !(keyword === 'ADD' && TAR.test(context.outer)))
    return [[context.outer, image.outer, false]];
  // `ADD` unpacks a local archive.
  return keyword === 'ADD' && (context.inner !== null || TAR.test(context.outer)) && image.inner === null
    ? [[context.outer, image.outer, true]]
    : [];
}

/** An archive is unpacked into its destination, under no name of its own. */
function folderOf(place: string, imagePath: string, contextPath: string): string {
  const { outer, inner } = splitPath(contextPath);
  const name = outer.slice(outer.lastIndexOf('/') + 1);
  const folder = place.endsWith(`/${name}`) || place === name ? place.slice(0, -name.length) : `${place}/`;
  if (inner !== null) return `${folder}${inner.replace(/^\.\//, '')}`;
  return imagePath.startsWith(folder.replace(/^\/+/, '')) ? imagePath : folder;
}

function splitPath(path: string): { outer: string; inner: string | null } {
  const at = path.indexOf('!/');
  return at === -1 ? { outer: path, inner: null } : { outer: path.slice(0, at), inner: path.slice(at + 2) };
}
