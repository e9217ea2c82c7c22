/** What is kept of a commit. */
export interface Commit {
  /** Of its tree, in binary. */
  readonly treeId: Buffer;
  /** When it was committed, in seconds since 1970. */
  readonly seconds: number;
}

/** A commit's headers come first; a message of megabytes is not searched for them. */
const MAX_HEAD_BYTES = 2 ** 16;

/** null where it names no tree. */
export function parseCommit(contents: Buffer, idBytes: number): Commit | null {
  const head = contents.toString('latin1', 0, Math.min(contents.length, MAX_HEAD_BYTES));
  const tree = /^tree ([0-9a-f]+)\n/.exec(head)?.[1];
  if (tree?.length !== idBytes * 2) return null;
  const seconds = Number(
    /^committer [^\n]*> (\d{1,12}) [+-]\d+$/m.exec(head.split('\n\n', 1)[0] ?? '')?.[1] ?? 0,
  );
  return { treeId: Buffer.from(tree, 'hex'), seconds };
}
