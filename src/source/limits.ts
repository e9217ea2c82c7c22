import { GIT_LIMITS, type GitLimits } from './git-store/limits.js';

const MiB = 2 ** 20;
const GiB = 2 ** 30;

/**
 * What an archive may ask of the reader. Each limit stops one attack on whoever scans images of others; what lies
 * beyond a limit is a problem in the contents, never left out in silence.
 */
export interface ArchiveLimits {
  /**
   * Entries of the archive itself. An image has a few hundred at most; an archive of millions of tiny entries would
   * fill the memory with their names.
   */
  readonly archiveEntries: number;
  /**
   * Entries of all layers. A header takes 512 bytes and compresses a thousandfold, so 5 MB of gzip hold ten million
   * empty files: each would cost the index of the layers some memory.
   */
  readonly layerEntries: number;
  /**
   * One JSON document kept in memory. Registries take manifests of up to 4 MiB (OCI distribution specification), and
   * configs are smaller; it is the SBOM attestations of large images that reach tens of megabytes.
   */
  readonly documentBytes: number;
  /** All JSON documents together, against many large ones. */
  readonly allDocumentsBytes: number;
  /** Indexes within indexes. Engines write one; a longer chain is made by hand. */
  readonly indexDepth: number;
  /** Manifests and indexes looked at, against an index that names the same few a million times. */
  readonly manifests: number;
  /** Links followed from one archive entry to another, against links that form a circle. */
  readonly linkSteps: number;
  /** Bytes of a path in a layer. Linux opens no path longer than 4,096 bytes (PATH_MAX), a PAX header may hold 1 MiB. */
  readonly pathBytes: number;
  /** An extended header (PAX or GNU long name); Go's archive/tar, which the engines use, has the same limit. */
  readonly extendedHeaderBytes: number;
  /** What one compressed stream may inflate to. The largest published images are below 64 GiB in all. */
  readonly inflatedBytes: number;
  /**
   * Beyond `bombBytes`, what one compressed stream may inflate to per stored byte. Deflate can't pass 1,032; only
   * zstd and bzip2 made of little but runs do (30,000, a million), and ten megabytes of that would keep the scan busy for hours.
   */
  readonly inflationRatio: number;
  readonly bombBytes: number;
  /**
   * What a zstd or xz decoder keeps of what it decoded: 2^27 is what zstd's own accepts by default (`--long=27`), and
   * `xz -9` writes 2^26. Both formats let a header ask for 4 GiB and more.
   */
  readonly windowBytes: number;
  /** What the objects of Git repositories may ask of the reader. */
  readonly git: GitLimits;
  /**
   * Containers within containers that are opened (`a!/b!/c` is two). A saved image in an image has its jars at three;
   * archives that hold themselves, or a thousand copies of the next one, have no end.
   */
  readonly containerDepth: number;
  /** Files in all containers: an empty one takes 31 bytes of a zip, and a millionth of a second. */
  readonly containerMembers: number;
  /** Damaged ones among them: each costs a decoder of its own, a fifth of a millisecond. */
  readonly containerFailures: number;
  /** What all containers together may inflate to: a minute or two of work. */
  readonly containerBytes: number;
  /**
   * Beyond `containerBombBytes`, what one file may inflate to per byte of it, at all depths. Logs and dumps reach a
   * hundred; 42.zip, with its five levels, a hundred billion.
   */
  readonly containerRatio: number;
  readonly containerBombBytes: number;
}

export const DEFAULT_LIMITS: ArchiveLimits = {
  archiveEntries: 100_000,
  layerEntries: 10_000_000,
  documentBytes: 32 * MiB,
  allDocumentsBytes: 96 * MiB,
  indexDepth: 8,
  manifests: 10_000,
  linkSteps: 16,
  pathBytes: 4096,
  extendedHeaderBytes: MiB,
  inflatedBytes: 64 * GiB,
  inflationRatio: 1_100,
  bombBytes: 8 * GiB,
  windowBytes: 128 * MiB,
  git: GIT_LIMITS,
  containerDepth: 4,
  containerMembers: 10_000_000,
  containerFailures: 100_000,
  containerBytes: 64 * GiB,
  containerRatio: 250,
  containerBombBytes: 512 * MiB,
};
