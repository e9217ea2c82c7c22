import type { Evidence } from './local-installs.js';

/** A folder that holds a package, and how it is told to people. */
export interface PackageFolder {
  readonly evidence: Evidence;
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
/** pnpm names the folder of a package from elsewhere than a registry after that: `x@file+..+x.tgz`, `x@https+++host+x`. */
const PNPM_ELSEWHERE = /(?:^|\/)\.pnpm\/(?:@[^/@+]+\+)?[^/@]+@(?!\d)[^/]*\//;
const GEM = /^((?:.*\/)?gems\/([^/]+-\d[^/]*))\//;
const PYTHON_MODULE = /^((?:.*\/)?(?:site|dist)-packages\/([^/]+))(?:\/|$)/;

/** Folders around a file that may be packages; there must be proof of it: a manifest, a specification. */
export function folderCandidates(path: string): PackageFolder[] {
  const candidates: PackageFolder[] = [];
  const node = PNPM_ELSEWHERE.test(path) ? null : NODE_PACKAGE.exec(path);
  if (node !== null && !NEVER_PUBLISHED.test(node[3] ?? '')) {
    candidates.push({ evidence: 'npm', folder: node[1] ?? '', note: `in node_modules/${node[2] ?? ''}` });
  }
  const gem = GEM.exec(path);
  if (gem !== null)
    candidates.push({ evidence: 'gem', folder: gem[1] ?? '', note: `in the gem ${gem[2] ?? ''}` });
  const python = PYTHON_MODULE.exec(path);
  if (python !== null)
    candidates.push({
      evidence: 'Python folder',
      folder: python[1] ?? '',
      note: `in the Python package ${python[2] ?? ''}`,
    });
  return candidates;
}

/** The file itself and all folders above it, nearest first: `a/b/c`, `a/b`, `a`. */
export function withFoldersAbove(path: string): string[] {
  const paths = [path];
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
    paths.push(path.slice(0, cut));
  return paths;
}

/**
 * Caches in which the path alone tells that a tool unpacked a published package there, with its version. The group is
 * the package.
 */
const CACHES: readonly (readonly [path: RegExp, noun: string])[] = [
  // Go: unpacked modules, and the archives that they came in (go.dev/ref/mod, "Module cache").
  [/^(?:.*\/)?pkg\/mod\/((?!cache\/)[^@]+@v\d[^/]*)\//, 'the Go module'],
  [/^(?:.*\/)?pkg\/mod\/cache\/download\/((?!sumdb\/).+\/@v\/v\d[^/]*)\.zip$/, 'the Go module'],
  // Cargo: the folder is named after the index. These two are of crates.io, not of a registry of somebody's own.
  [
    /^(?:.*\/)?registry\/(?:src|cache)\/(?:index\.crates\.io-[0-9a-f]{16}|github\.com-1ecc6299db9ec823)\/([^/]+-\d[^/]*?)(?:\.crate$|\/)/,
    'the crate',
  ],
  // Bun: other registries, repositories and archives stand behind `@@` and `@G@` (Bun's source, `src/install`).
  [/^(?:.*\/)?\.bun\/install\/cache\/((?:@[^/@]+\/)?[^/@._][^/@]*@\d[^/@]*)(?:@@@\d+)?\//, 'the npm package'],
  // Yarn 2 and newer: `<name>-npm-<version>-<ten digits of its hash>[-<checksum>].zip`.
  [
    /^(?:.*\/)?(?:\.yarn|\.yarn\/berry)\/cache\/([^/]+-npm-\d[^/]*?)-[0-9a-f]{10}(?:-[0-9a-z]+)?\.zip$/,
    'the npm package',
  ],
];

/** A package in a cache that only its own tool makes; null for any other file. */
export function cacheNote(path: string): string | null {
  for (const [pattern, noun] of CACHES) {
    const found = pattern.exec(path);
    if (found === null) continue;
    const name = (found[1] ?? '').replace('/@v/', '@').replace(/-npm-(?=\d)/, '@');
    // Go and Yarn write what is no name on all systems otherwise (capitals, a slash): it is told as it stands there.
    return `in ${noun} ${name}`;
  }
  return null;
}

/** Modules in a Go cache, and packages of Alpine's, stand among the folders under names that no path has. */
export function goKey(module: string): string {
  return `go: ${module.replaceAll('!', '').toLowerCase()}`;
}

export function apkKey(name: string): string {
  return `apk: ${name}`;
}

/** Whether pip is set to take packages from elsewhere than the public index. */
export const PYTHON_ELSEWHERE = 'Python: elsewhere';

/** The Go module of a file in Go's cache, with all that its repository may be called; none for any other file. */
export function goRepositories(path: string): string[] {
  const module =
    /^(?:.*\/)?pkg\/mod\/((?!cache\/)[^@]+)@v\d[^/]*\//.exec(path)?.[1] ??
    /^(?:.*\/)?pkg\/mod\/cache\/download\/((?!sumdb\/).+)\/@v\//.exec(path)?.[1];
  return module === undefined ? [] : withFoldersAbove(module).map(goKey);
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
