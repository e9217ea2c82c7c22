import type { Decoded } from './decode.js';
/** Decodes the characters of one byte with a NUL between them around a place: UTF-16 of either byte order. */
export declare function decodeUtf16(text: string, position: number, from: number, to: number): Decoded | null;
/** A text in UTF-16, whole; null for what is none. Told by its beginning. */
export declare function decodeUtf16File(bytes: Uint8Array, start: number, end: number): Decoded | null;
