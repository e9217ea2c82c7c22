import { DamagedInput } from '../damaged-input.js';

const SPACE = 0x20;
/** The first digit of `40000`, the mode of a folder. */
const FOLDER = 0x34;
/** `160000`: a commit of another repository. */
const COMMIT_MODE_BYTES = 6;
const COMMIT_MODE_SECOND = 0x36;

/** An entry of a tree, as places in its bytes. */
export interface TreeEntry {
  readonly isFolder: boolean;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly idAt: number;
}

/**
 * The entries of a tree: a mode, a space, a name, a zero byte, an ID. Commits of submodules are left out.
 *
 * @throws DamagedInput where it is none, after what came before.
 */
export function* treeEntries(tree: Buffer, idBytes: number): Generator<TreeEntry> {
  for (let at = 0; at < tree.length;) {
    const nameStart = tree.indexOf(SPACE, at) + 1;
    const nameEnd = nameStart === 0 ? -1 : tree.indexOf(0, nameStart);
    if (nameEnd < 0 || nameEnd + idBytes >= tree.length) throw new DamagedInput('a tree is damaged');
    const isCommit = nameStart - 1 - at === COMMIT_MODE_BYTES && tree[at + 1] === COMMIT_MODE_SECOND;
    if (!isCommit) yield { isFolder: tree[at] === FOLDER, nameStart, nameEnd, idAt: nameEnd + 1 };
    at = nameEnd + 1 + idBytes;
  }
}
