/** A folder that holds a package, and how it is told to people. */
export interface PackageFolder {
  /** Path of the folder, as in the layers. */
  readonly folder: string;
  readonly note: string;
}

/** npm's rules for names: no leading dot or underscore. */
const NODE_PACKAGE = /^((?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/@._][^/]*))\/(.+)$/;
/**
 * npm publishes neither `.npmrc` nor `.git` (npm docs, "package.json", "files"), and hardly anybody a `.env`: such a file
 * was put there by whoever built the image.
 */
const NEVER_PUBLISHED = /(?:^|\/)(?:\.npmrc|\.git|\.env(?:\.local)?)(?:\/|$)/;
const GEM = /^((?:.*\/)?gems\/([^/]+-\d[^/]*))\//;
const GO_MODULE = /^(?:.*\/)?pkg\/mod\/((?!cache\/)[^@]+@v\d[^/]*)\//;
const PYTHON_MODULE = /^((?:.*\/)?(?:site|dist)-packages\/([^/]+))(?:\/|$)/;

/** Files by which such folders are known. */
const NODE_MANIFEST = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/@._][^/]*)\/package\.json$/;
const GEM_SPECIFICATION = /^((?:.*\/)?)specifications\/([^/]+)\.gemspec$/;

/** The folder whose `package.json` this is; null for any other file, and for the user's own `package.json`. */
export function folderOfNodeManifest(path: string): string | null {
  return NODE_MANIFEST.exec(path)?.[1] ?? null;
}

/** The folder of the gem that this specification is about. */
export function folderOfGemSpecification(path: string): string | null {
  const found = GEM_SPECIFICATION.exec(path);
  return found === null ? null : `${found[1] ?? ''}gems/${found[2] ?? ''}`;
}

/** Folders around a file that may be packages; there must be proof of it: a manifest, a specification. */
export function folderCandidates(path: string): PackageFolder[] {
  const candidates: PackageFolder[] = [];
  const node = NODE_PACKAGE.exec(path);
  if (node !== null && !NEVER_PUBLISHED.test(node[3] ?? '')) {
    candidates.push({ folder: node[1] ?? '', note: `in node_modules/${node[2] ?? ''}` });
  }
  const gem = GEM.exec(path);
  if (gem !== null) candidates.push({ folder: gem[1] ?? '', note: `in the gem ${gem[2] ?? ''}` });
  const python = PYTHON_MODULE.exec(path);
  if (python !== null)
    candidates.push({ folder: python[1] ?? '', note: `in the Python package ${python[2] ?? ''}` });
  return candidates;
}

/** A module of Go's cache: the version in its path is proof enough, as only `go` makes such folders. */
export function goModuleNote(path: string): string | null {
  const found = GO_MODULE.exec(path);
  return found === null ? null : `in the Go module ${found[1] ?? ''}`;
}

/** The source that a Python cache file was compiled from (PEP 3147); null for any other file. */
export function sourceOfPythonCache(path: string): string | null {
  const found = /^(.*\/)?__pycache__\/([^/.]+)\.[\w.-]+\.pyc$/.exec(path);
  return found === null ? null : `${found[1] ?? ''}${found[2] ?? ''}.py`;
}

/**
 * `/bin`, `/sbin` and `/lib…` are links into `/usr` on all systems of today, but many records still name files by the old
 * path (Debian, "UsrMerge"): both count as the new one.
 */
export function mergedPath(path: string): string {
  return /^(?:bin|sbin|lib|lib32|lib64|libo32|libx32)\//.test(path) ? `usr/${path}` : path;
}
