import { createHash } from 'node:crypto';
import type { FileDigests } from '../model/match.js';

/** Digests of a whole file, to be compared with what package managers recorded. */
export function digestFile(file: number, bytes: Uint8Array): FileDigests {
  return {
    file,
    md5: digest('md5', bytes),
    sha1: digest('sha1', bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** null where the system forbids the algorithm. */
function digest(algorithm: 'md5' | 'sha1', bytes: Uint8Array): string | null {
  try {
    return createHash(algorithm).update(bytes).digest('hex');
  } catch {
    return null;
  }
}
