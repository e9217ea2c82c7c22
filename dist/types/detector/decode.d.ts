import type { Needle } from './keyword-finder.js';
/** An encoded run within a text, decoded. */
export interface Decoded {
    readonly bytes: Uint8Array;
    readonly encoding: string;
    /** The run is `text[start, end)`. */
    readonly start: number;
    readonly end: number;
    /** Where in the text the decoded byte at `offset` is encoded. */
    locate(offset: number): number;
}
/**
 * `manifest` is no encoding of a keyword, but a place where values are encoded: a Kubernetes Secret. `certificate` is no
 * place of a secret: what stands there is gathered.
 */
export type Form = 'plain' | 'base64' | 'hex' | 'utf-16' | 'manifest' | 'certificate';
export interface EncodedNeedle extends Needle {
    readonly form: Form;
    /** For base64: how many bytes of its group of three stand before the keyword; else 0. */
    readonly phase: number;
}
/** Longer runs are decoded around the hit only: a key or a file of settings is smaller. */
export declare const MAX_RUN_BYTES: number;
/** Encoded forms in which a keyword can be found without decoding anything. */
export declare function encodedForms(keyword: string, ignoreCase: boolean): EncodedNeedle[];
/** Decodes the run around the hit of an encoded needle; null when there is none worth it. */
export declare function decodeAround(text: string, position: number, needle: EncodedNeedle, from: number, to: number): Decoded | null;
/** A text with its escapes undone, and where each of its characters came from. */
export interface Unescaped {
    readonly text: string;
    readonly encoding: 'percent' | 'escape';
    locate(offset: number): number;
}
/** Undoes backslash, percent and XML escapes in `text`; null when there are none. */
export declare function unescapeText(text: string): Unescaped | null;
