import type { Decoded } from './decode.js';
/**
 * Decodes the run of base64 or base64url around a place, perhaps broken into lines; null when it is too short.
 * @param offset how many characters before that place a group of four begins: the phase of all others follows from it
 * @param lowest where the run begins at the earliest; @param highest where it ends at the latest
 */
export declare function decodeBase64(text: string, position: number, offset: number, lowest: number, highest: number): Decoded | null;
