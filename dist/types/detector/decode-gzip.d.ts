import type { Decoded } from './decode.js';
/** The beginnings of gzip in base64: its magic number, and flags that are in use. */
export declare const GZIP_KEYWORDS: string[];
/**
 * Inflates the gzip that begins in base64 at a place; null where there is none, or it is larger than what is configuration.
 * What is cut off or damaged is given as far as it goes.
 */
export declare function decodeGzip(text: string, position: number, highest: number): Decoded | null;
