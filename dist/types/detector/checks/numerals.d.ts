/** Digits of the positional systems that token checksums are written in, lowest first. */
export declare const DIGITS_0_9_UPPER_LOWER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
export declare const DIGITS_0_9_LOWER_UPPER = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
export declare const DIGITS_0_9_LOWER = "0123456789abcdefghijklmnopqrstuvwxyz";
/** A non-negative integer in the system of these digits, highest first, without padding; `''` for 0. */
export declare function toDigits(value: number, digits: string): string;
/** RFC 4648 base 32, upper case, without padding. */
export declare function encodeBase32(bytes: Uint8Array): string;
/** Bytes of base 32 in either case, without padding; spare bits at the end are left out. Null where it is none. */
export declare function decodeBase32(text: string): Uint8Array | null;
/** Bytes of standard or URL-safe base64, padded or not; null where it is none (Node's own decoder skips what it does not know). */
export declare function decodeBase64(text: string): Buffer | null;
