import type { FileSlice } from '../model/block.js';
import type { Directive } from '../model/match.js';
/** The comments beside a match that stands at `bytes[start, end)`, within its slice of the block. */
export declare function directivesBeside(bytes: Uint8Array, slice: FileSlice, start: number, end: number): Directive[];
/**
 * The comments beside a place in a text that let a secret be there: on its lines, and `drydock:allow` also on the line
 * above.
 * @param text Latin-1, a character a byte
 * @param start of the secret in the text
 * @param end of it
 * @param isFromStart whether the text begins where a line does
 */
export declare function findDirectives(text: string, start: number, end: number, isFromStart: boolean): Directive[];
