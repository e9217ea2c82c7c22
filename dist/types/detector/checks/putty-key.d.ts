import type { KeyFacts } from './key-facts.js';
/**
 * PuTTY's key files, versions 2 and 3 (its manual, appendix C). The MAC of one that is not encrypted can be recomputed.
 * Null where it is none, or not whole.
 *
 * @param lines of the file, without indentation
 */
export declare function readPuttyKey(lines: readonly string[]): KeyFacts | null;
/** The MAC of a file that is not encrypted, in hex, over its five strings in SSH's wire format. */
export declare function puttyMac(version: string, strings: readonly Uint8Array[]): string;
