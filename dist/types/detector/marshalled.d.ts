import type { FileSlice } from '../model/block.js';
/**
 * Sets the strings of Python's bytecode apart: their length stands right before them and the next object right behind,
 * and both may look like letters of a token. Those bytes are made NUL.
 * @returns puts the bytes back
 */
export declare function separateStrings(bytes: Uint8Array, slices: readonly FileSlice[]): () => void;
