import type { Decoded, EncodedNeedle } from './decode.js';
/**
 * Escapes in which a keyword can't be found as it stands: letters of one that is escaped whole, the dash of a prefix, the
 * slashes of a URL, the line breaks of a key; and JSON in a query. (Escaped quotes and `\\n` are seen through where they stand.)
 */
export declare const ESCAPE_KEYWORDS: string[];
/** Of a URL these stand for `://`; without an `@` there are no credentials in it. */
export declare const URL_ESCAPES: string[];
/** Names the encoding of a mail's body that follows. */
export declare const QUOTED_PRINTABLE = "quoted-printable";
/** A keyword with the signs in it escaped, as in a query and in JSON; schemes of URLs are among the escapes above. */
export declare function escapedForms(keyword: string): EncodedNeedle[];
/** Undoes the escapes in the line around a place; null when there are none. */
export declare function decodeEscapes(text: string, position: number, from: number, to: number): Decoded | null;
/** Undoes quoted-printable behind the header that names it; null when there is none. */
export declare function decodeQuotedPrintable(text: string, start: number, end: number): Decoded | null;
/** Whether an `@`, plain or escaped, stands in the word that begins at a place: `user:password@host`. */
export declare function hasSign(bytes: Uint8Array, position: number, end: number): boolean;
