import { DamagedInput } from '../damaged-input.js';
import type { GitLimits } from './limits.js';
import type { Names } from './names.js';
import { Numbers } from './numbers.js';
import type { ObjectResolver } from './object-resolver.js';
import { TREE } from './pack-entry.js';
import { treeEntries } from './tree.js';
import type { Work } from './work.js';

/** What is known of a commit. */
export interface KnownCommit {
  /** The number of its tree's ID; -1 where there was no room for it. */
  readonly tree: number;
  readonly seconds: number;
}

/**
 * Gives objects the names that trees have for them, from the oldest commit on: so the commit that a name is found in is
 * the one that brought it, as far as commits tell the time. Trees that no commit leads to come last.
 *
 * @param trees numbers of the IDs of all trees
 * @throws LimitReached
 */
export async function nameObjects(
  resolver: ObjectResolver,
  commits: readonly KnownCommit[],
  trees: readonly number[],
  names: Names,
  limits: GitLimits,
  work: Work,
): Promise<void> {
  const { ids, reader } = resolver;
  const isVisited = new Numbers(0);
  let entries = 0;

  const walk = async (top: number, commit: number): Promise<void> => {
    if (isVisited.get(top) !== 0 || resolver.objectOf(top) < 0) return;
    if (!names.has(top)) names.addTop(top, commit);
    isVisited.set(top, 1);
    const stack = [top];
    for (let tree = stack.pop(); tree !== undefined; tree = stack.pop()) {
      const contents = reader.read(resolver.objectOf(tree));
      for (const { isFolder, nameStart, nameEnd, idAt } of treeEntries(contents, ids.idBytes)) {
        if (++entries > limits.treeEntries) return;
        const id = resolver.isFull ? ids.find(contents, idAt) : ids.add(contents, idAt);
        if (id < 0) continue;
        if (!names.has(id)) names.add(id, tree, contents.subarray(nameStart, nameEnd), commit);
        const object = resolver.objectOf(id);
        if (!isFolder || object < 0 || resolver.objects.type(object) !== TREE || isVisited.get(id) !== 0)
          continue;
        isVisited.set(id, 1);
        stack.push(id);
      }
      const pause = work.pause();
      if (pause !== undefined) await pause;
    }
  };
  const tryWalk = async (top: number, commit: number): Promise<void> => {
    try {
      await walk(top, commit);
    } catch (error) {
      // Names are all that a tree is read for; that it is damaged is told where it is visited.
      if (!(error instanceof DamagedInput)) throw error;
    }
  };
  const order = commits
    .map((_, index) => index)
    .sort((a, b) => secondsOf(commits, a) - secondsOf(commits, b));
  for (const index of order) {
    const top = commits[index]?.tree ?? -1;
    if (top >= 0) await tryWalk(top, index);
    if (entries > limits.treeEntries) return;
  }
  for (const tree of trees) {
    await tryWalk(tree, -1);
    if (entries > limits.treeEntries) return;
  }
}

function secondsOf(commits: readonly KnownCommit[], index: number): number {
  return commits[index]?.seconds ?? 0;
}
