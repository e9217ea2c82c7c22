import type { Finding, Occurrence } from '../model/report.js';
import type { PlacedMatch } from './findings.js';
import type { PackageOwner } from './package-owner.js';
import type { TracedPlace } from './source-tracer.js';

/** Packages of others that are brought along in the build context. */
const BROUGHT_ALONG =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|bower_components|vendor|gems|pkg\/mod|\.(?:bundle|cargo|m2|yarn))\//;

/**
 * Whether the build context has a file of this name with the same secret: a package that was built from it is the user's
 * own, whatever a package manager recorded of it.
 */
export function isFromContext({ match }: PlacedMatch, group: readonly PlacedMatch[]): boolean {
  return group.some(
    (other) =>
      other.in === 'context' &&
      nameOf(other.match.path) === nameOf(match.path) &&
      !BROUGHT_ALONG.test(other.match.path),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A published file is nobody's secret, wherever it came from; else one place of the user's own makes it theirs. */
export function ownerOf(
  places: readonly (TracedPlace & {
    readonly occurrence: Occurrence;
    readonly publisher: PackageOwner | null;
  })[],
): Finding['owner'] {
  // What is in the build context as well came into the image, or did not, by the other places.
  const inImage = places.filter(({ occurrence }) => occurrence.in !== 'context');
  if (inImage.length === 0) return 'own';
  if (inImage.every(({ publisher }) => publisher !== null)) return 'package';
  return inImage.every(({ isBase, publisher }) => isBase || publisher !== null) ? 'base' : 'own';
}
