import type { Decoded } from './decode.js';
/** Decodes the run of hex around the place of a pair, perhaps broken into lines; null when it is too short. */
export declare function decodeHex(text: string, position: number, lowest: number, highest: number): Decoded | null;
