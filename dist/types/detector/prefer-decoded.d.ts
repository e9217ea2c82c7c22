import type { Placed } from './placed.js';
/**
 * Each secret of a place is told once. What stands there plainly is told as that, but a general rule's match of an
 * encoded value gives way to what is encoded in it, a login to the token in it, and a general rule's match in a known
 * secret to that secret.
 */
export declare function preferDecoded(plain: readonly Placed[], decoded: readonly Placed[]): readonly Placed[];
