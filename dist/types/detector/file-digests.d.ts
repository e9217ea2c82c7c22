import type { FileDigests } from '../model/match.js';
/** Digests of a whole file, to be compared with what package managers recorded. */
export declare function digestFile(file: number, bytes: Uint8Array): FileDigests;
