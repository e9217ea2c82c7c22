import type { Needle } from './keyword-finder.js';
/** An encoded run within a text, decoded. */
export interface Decoded {
    readonly bytes: Uint8Array;
    /** From the outermost to the innermost. */
    readonly encodings: readonly string[];
    /** The run is `text[start, end)`. */
    readonly start: number;
    readonly end: number;
    /** Where in the text the decoded byte at `offset` is encoded. */
    locate(offset: number): number;
    /** Whether what is encoded at a place of the text, in a group that begins `back` characters before, is in it. */
    holds(place: number, back: number): boolean;
}
/**
 * `manifest` is no encoding of a keyword, but a place where values are encoded: a Kubernetes Secret. `certificate` is no
 * place of a secret: what stands there is gathered.
 */
export type Form = 'plain' | 'base64' | 'hex' | 'utf-16' | 'gzip' | 'escape' | 'url-escape' | 'quoted-printable' | 'manifest' | 'certificate';
export interface EncodedNeedle extends Needle {
    readonly form: Form;
    /** For base64: how many bytes of its group of three stand before the keyword; else 0. */
    readonly phase: number;
}
/** Longer runs are decoded around the hit only: a key or a file of settings is smaller. */
export declare const MAX_RUN_BYTES: number;
/** Encoded forms in which a keyword can be found without decoding anything. */
export declare function encodedForms(keyword: string, ignoreCase: boolean): EncodedNeedle[];
/** How many characters before an encoded needle its group of four begins. */
export declare function groupOffset({ form, phase }: EncodedNeedle): number;
/**
 * Decodes the run around the hit of an encoded needle; null when there is none worth it.
 * @param from what stands before is decoded already
 */
export declare function decodeAround(text: string, position: number, needle: EncodedNeedle, from: number, to: number): Decoded | null;
