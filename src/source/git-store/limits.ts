const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** What opening Git objects may take, against repositories that are made to exhaust whoever reads them. */
export interface GitLimits {
  /** Stored objects that are held until all of a layer were read, since any may be needed for any other. */
  readonly heldBytes: number;
  /** Objects of one repository, and IDs that are known of: about a hundred bytes each. */
  readonly objects: number;
  /** One object in memory. Git makes deltas of files up to 512 MiB; hosts refuse files of more than 100 MB. */
  readonly objectBytes: number;
  /** Objects that are kept, since others may be deltas of them. */
  readonly keptBytes: number;
  /** The same for a pack that is too large to be held: what is no longer kept is not to be had again. */
  readonly streamKeptBytes: number;
  /**
   * What the objects of one layer may unpack to. Years of work on a large lock file make ten gigabytes out of as many
   * megabytes; a delta of thirty bytes can make 128 MiB.
   */
  readonly unpackedBytes: number;
  /** Entries of trees that are looked at for names: with more, objects are still read, and go by their IDs. */
  readonly treeEntries: number;
  /** Of a path, with that of the repository. */
  readonly pathBytes: number;
}

export const GIT_LIMITS: GitLimits = {
  heldBytes: 256 * MiB,
  objects: 2_000_000,
  objectBytes: 128 * MiB,
  keptBytes: 64 * MiB,
  streamKeptBytes: 160 * MiB,
  unpackedBytes: 32 * GiB,
  treeEntries: 50_000_000,
  pathBytes: 4096,
};
