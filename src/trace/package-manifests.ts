import { normalizePath } from '../source/entry-path.js';
import type { FileTap } from '../source/layer-entry.js';
import { isPublicNpm, isPythonElsewhere } from './local-installs.js';
import { apkKey, goKey, PYTHON_ELSEWHERE } from './package-folders.js';
import { LineTap, type ReadLine } from './package-record.js';

/** Takes what manifests say of folders (or single files) that hold a package. */
export interface ManifestSink {
  /** `folder` may be one of those that `folderCandidates` knows. */
  published(folder: string): void;
  /** As `published`, but the user's own. */
  private(folder: string): void;
  /** `name` is the published package with its manager: `the Composer package a/b 1.0`. */
  named(folder: string, name: string): void;
}

const NODE_MANIFEST = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/@._][^/]*)\/package\.json$/;
const GEM_SPECIFICATION = /^((?:.*\/)?)specifications\/([^/]+)\.gemspec$/;
const PYTHON_TOP_LEVEL = /^((?:.*\/)?(?:site|dist)-packages\/)[^/]+\.egg-info\/top_level\.txt$/;
const MAVEN_ORIGINS = /^((?:.*\/)?repository\/.+\/)_remote\.repositories$/;
const NUGET_METADATA = /^((?:.*\/)?([^/]+)\/([^/]+))\/\.nupkg\.metadata$/;
const COMPOSER_INSTALLED = /^((?:.*\/)?vendor\/composer)\/installed\.json$/;

/** npm 7 and newer note in it where each package came from. */
const NPM_HIDDEN_LOCK = /^((?:.*\/)?)node_modules\/\.package-lock\.json$/;
/** Yarn 1 does the same. */
const YARN_INTEGRITY = /^((?:.*\/)?node_modules\/)\.yarn-integrity$/;
/** Go keeps repositories there from which it took modules itself, past the public proxy. */
const GO_REPOSITORY = /^(?:.*\/)?pkg\/mod\/cache\/vcs\/[0-9a-f]{64}\.info$/;
/** For all users, of one user, and of a virtual environment. */
const PIP_CONFIG = /(?:^|\/)pip\.conf$/;
const APK_WORLD = /^etc\/apk\/world$/;

/** npm refuses no manifest for its size, but the largest published ones are below this. */
const MAX_MANIFEST_BYTES = 2 ** 20;
/** Composer's and npm's one file tells of all packages: some 3 KB of each. */
const MAX_INSTALLED_BYTES = 2 ** 24;
/** `notification-url` of packages that these public registries gave out; others are from a repository or folder. */
const COMPOSER_REGISTRIES = /^https:\/\/(?:packagist\.org|packages\.drupal\.org|wpackagist\.org)\//;
const NUGET_GALLERY = /^https:\/\/(?:api|www)\.nuget\.org\//;

/** Looks whether the file is a manifest of packages; null when it is none, or when its name says it all. */
export function openManifest(path: string, sink: ManifestSink): FileTap | null {
  const gem = GEM_SPECIFICATION.exec(path);
  if (gem !== null) {
    sink.published(`${gem[1] ?? ''}gems/${gem[2] ?? ''}`);
    return null;
  }
  const node = NODE_MANIFEST.exec(path)?.[1];
  if (node !== undefined) {
    return gather(MAX_MANIFEST_BYTES, (bytes) => {
      if (bytes !== null && isPublishedManifest(bytes)) sink.published(node);
      else sink.private(node);
    });
  }
  const site = PYTHON_TOP_LEVEL.exec(path)?.[1];
  if (site !== undefined) return lines(readTopLevel(site, sink));
  const origins = MAVEN_ORIGINS.exec(path)?.[1];
  if (origins !== undefined) return lines(readMavenOrigins(origins, sink));
  const nuget = NUGET_METADATA.exec(path);
  if (nuget !== null) {
    return gather(MAX_MANIFEST_BYTES, (bytes) => {
      const source = fieldOf(parseJson(bytes), 'source');
      if (typeof source === 'string' && NUGET_GALLERY.test(source))
        sink.named(nuget[1] ?? '', `the NuGet package ${nuget[2] ?? ''} ${nuget[3] ?? ''}`);
    });
  }
  const npm = NPM_HIDDEN_LOCK.exec(path)?.[1];
  if (npm !== undefined)
    return gather(MAX_INSTALLED_BYTES, (bytes) => {
      readNpmLock(npm, parseJson(bytes), sink);
    });
  const yarn = YARN_INTEGRITY.exec(path)?.[1];
  if (yarn !== undefined)
    return gather(MAX_INSTALLED_BYTES, (bytes) => {
      readYarnIntegrity(yarn, parseJson(bytes), sink);
    });
  if (GO_REPOSITORY.test(path)) return lines(readGoRepository(sink));
  if (PIP_CONFIG.test(path)) return lines(readPipConfig(sink));
  if (APK_WORLD.test(path)) return lines(readApkWorld(sink));
  const composer = COMPOSER_INSTALLED.exec(path)?.[1];
  if (composer !== undefined) {
    return gather(MAX_INSTALLED_BYTES, (bytes) => {
      readComposer(composer, parseJson(bytes), sink);
    });
  }
  return null;
}

function lines(read: ReadLine): FileTap {
  return new LineTap(read, { beginPackage: () => undefined, add: () => undefined });
}

/** Gives the whole file at its end; null for one that is too large. */
function gather(maxBytes: number, take: (bytes: Buffer | null) => void): FileTap {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  return {
    write: (piece) => {
      sizeBytes += piece.length;
      if (sizeBytes <= maxBytes) pieces.push(Buffer.from(piece));
    },
    end: () => {
      take(sizeBytes <= maxBytes ? Buffer.concat(pieces) : null);
    },
  };
}

/** undefined for what is no JSON. */
function parseJson(bytes: Buffer | null): unknown {
  try {
    return bytes === null ? undefined : (JSON.parse(bytes.toString()) as unknown);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Has a name, is not marked as private, and is not known to be from elsewhere; what can't be read may be. */
function isPublishedManifest(bytes: Buffer): boolean {
  if (!bytes.includes('"name"')) return false;
  // Thousands of manifests: only those few that have these words are parsed.
  if (!bytes.includes('"private"') && !bytes.includes('"_resolved"')) return true;
  const manifest = parseJson(bytes);
  if (typeof manifest !== 'object' || manifest === null) return false;
  // npm 6 and older note in the manifest where it came from.
  const resolved = fieldOf(manifest, '_resolved');
  if (typeof resolved === 'string' && !isPublicNpm(resolved)) return false;
  return [undefined, false].includes(fieldOf(manifest, 'private') as boolean | undefined);
}

/** `"packages": {"node_modules/x": {"resolved": "file:../x.tgz"}}`: what is from no public registry is the user's own. */
function readNpmLock(folder: string, lock: unknown, sink: ManifestSink): void {
  const packages = fieldOf(lock, 'packages');
  if (typeof packages !== 'object' || packages === null) return;
  for (const [path, entry] of Object.entries(packages)) {
    const resolved = fieldOf(entry, 'resolved');
    if (typeof resolved === 'string' && !isPublicNpm(resolved)) sink.private(normalizePath(folder + path));
  }
}

/** `"lockfileEntries": {"x@file:./x.tgz": "file:./x.tgz#…"}`, with no place for what came from a folder. */
function readYarnIntegrity(folder: string, integrity: unknown, sink: ManifestSink): void {
  const entries = fieldOf(integrity, 'lockfileEntries');
  if (typeof entries !== 'object' || entries === null) return;
  for (const [wanted, resolved] of Object.entries(entries)) {
    const [, name, range = ''] = /^(@?[^@]+)@(.*)$/.exec(wanted) ?? [];
    const isPublic = resolved === '' ? !/^(?:file|link|git)\b/.test(range) : isPublicNpm(String(resolved));
    if (name !== undefined && !isPublic) sink.private(normalizePath(folder + name));
  }
}

/** `git3:https://git.example.com/team/module.git`. */
function readGoRepository(sink: ManifestSink): ReadLine {
  return (line) => {
    const found =
      /^\w+:(?:[a-z+]+:\/\/)?(?:[^@/\s]+@)?([^:/\s]+)(?::\d+(?=\/))?[:/]+(\S+?)(?:\.git)?\/?$/.exec(line);
    if (found !== null) sink.private(goKey(`${found[1] ?? ''}/${found[2] ?? ''}`));
  };
}

/** `index-url = https://pypi.example.com/simple`. */
function readPipConfig(sink: ManifestSink): ReadLine {
  return (line) => {
    const [, name, value] =
      /^\s*((?:extra-)?index-url|find-links|no-index)\s*[=:]\s*(\S.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && isPythonElsewhere(value)) sink.private(PYTHON_ELSEWHERE);
  };
}

/** `name><Q1…`: `apk add ./name.apk` pins the file by its checksum. */
function readApkWorld(sink: ManifestSink): ReadLine {
  return (line) => {
    const name = /^([^\s<>=~@]+)><Q\d/.exec(line)?.[1];
    if (name !== undefined) sink.private(apkKey(name));
  };
}

/** The modules of a Python package that was installed without a `RECORD`, as Debian's are. */
function readTopLevel(site: string, sink: ManifestSink): ReadLine {
  return (line) => {
    if (!/^[\w.-]+$/.test(line)) return;
    for (const ending of ['', '.py']) sink.published(`${site}${line}${ending}`);
  };
}

/**
 * Maven notes where each file of its local repository came from: `<file>><repository>=`, with an empty name for what was
 * built on the spot (Maven Resolver, "EnhancedLocalRepositoryManager"). Anybody may give a repository any name, but
 * `central` is the one that Maven itself gives to the public one.
 */
function readMavenOrigins(folder: string, sink: ManifestSink): ReadLine {
  return (line) => {
    const file = /^([^>/]+)>central=$/.exec(line)?.[1];
    if (file !== undefined) sink.named(`${folder}${file}`, `Maven Central's ${file}`);
  };
}

/** Composer 2 has a list under `packages`, with the folder of each; Composer 1 the list alone. */
function readComposer(composer: string, installed: unknown, sink: ManifestSink): void {
  const packages = Array.isArray(installed) ? (installed as unknown[]) : fieldOf(installed, 'packages');
  if (!Array.isArray(packages)) return;
  for (const entry of packages as unknown[]) {
    const [name, version, registry, folder] = ['name', 'version', 'notification-url', 'install-path'].map(
      (field) => fieldOf(entry, field),
    );
    if (typeof name !== 'string' || typeof registry !== 'string' || !COMPOSER_REGISTRIES.test(registry))
      continue;
    const path = normalizePath(`${composer}/${typeof folder === 'string' ? folder : `../${name}`}`);
    // The user's own project is the folder above `vendor`, and of no package.
    if (composer.startsWith(`${path}/`) || path === '') continue;
    sink.named(path, `the Composer package ${name} ${typeof version === 'string' ? version : ''}`.trim());
  }
}
