import { isZlib } from './inflate.js';
import { PACK_HEADER_BYTES, parsePackHeader } from './pack-entry.js';

/** Where a stored object, or a pack of them, belongs. */
export interface ObjectPlace {
  /** How the repository is addressed: `srv/.git`; what it holds is `srv/.git!/…`. */
  readonly repository: string;
  readonly kind: 'loose' | 'pack';
  /** Of a loose object, as its name tells, in hex; null where the name does not tell. */
  readonly id: string | null;
  /** Bytes of the repository's object IDs, 20 (SHA-1) or 32 (SHA-256); null where the name does not tell. */
  readonly idBytes: number | null;
}

/**
 * gitrepository-layout(5). Objects of a push or fetch that did not come to its end lie in a folder or under a name of
 * their own: they can be read as well, as far as they go.
 */
const LOOSE =
  /^(.*\/)?objects\/(?:(?:incoming|tmp_objdir)-[^/]+\/)?([0-9a-f]{2})\/(?:([0-9a-f]{38}|[0-9a-f]{62})|tmp_obj_\w+)$/s;
const PACK =
  /^(.*\/)?objects\/(?:(?:incoming|tmp_objdir)-[^/]+\/)?pack\/(?:(?:\.tmp-\d+-)?pack-([0-9a-f]{40}|[0-9a-f]{64})\.pack|tmp_pack_\w+)$/s;

/** What the path says of a file in a Git repository's object store; null for any other file. */
export function parseObjectPath(path: string): ObjectPlace | null {
  // Nearly every file of an image ends here.
  if (!path.includes('objects/')) return null;
  const loose = LOOSE.exec(path);
  if (loose !== null) {
    const id = loose[3] === undefined ? null : `${loose[2] ?? ''}${loose[3]}`;
    return { repository: repositoryOf(loose[1]), kind: 'loose', id, idBytes: bytesOf(id) };
  }
  const pack = PACK.exec(path);
  if (pack === null) return null;
  return { repository: repositoryOf(pack[1]), kind: 'pack', id: null, idBytes: bytesOf(pack[2] ?? null) };
}

/** As many leading bytes as tell whether a file is what its path says. */
export const STORED_HEAD_BYTES = PACK_HEADER_BYTES;

/** Whether a file begins like a pack or a loose object. */
export function isStored({ kind }: ObjectPlace, head: Uint8Array): boolean {
  return kind === 'pack'
    ? parsePackHeader(Buffer.from(head.subarray(0, PACK_HEADER_BYTES))) !== null
    : isZlib(head);
}

/** A bare repository that is scanned by itself has no name of its own. */
function repositoryOf(prefix: string | undefined): string {
  return prefix === undefined ? 'objects' : prefix.slice(0, -1);
}

function bytesOf(hex: string | null): number | null {
  return hex === null ? null : hex.length / 2;
}
