/** SubjectPublicKeyInfo (RFC 5280) of the kinds of keys that there are: `SEQUENCE { algorithm, BIT STRING }`. */
export declare function writeSpki(algorithm: Uint8Array, key: Uint8Array): Buffer;
/** Big-endian modulus and exponent. */
export declare function rsaSpki(modulus: Uint8Array, exponent: Uint8Array): Buffer;
/** Big-endian p, q, g and the public value. */
export declare function dsaSpki(parameters: readonly Uint8Array[], value: Uint8Array): Buffer;
/** The 32 bytes of RFC 8032. */
export declare function ed25519Spki(key: Uint8Array): Buffer;
export interface Curve {
    readonly oid: string;
    /** As OpenSSL calls it. */
    readonly name: string;
    /** As SSH calls it (RFC 5656), empty where it has none. */
    readonly ssh: string;
    readonly bits: number;
}
export declare const CURVES: readonly Curve[];
/** `point` is uncompressed: a byte 4, x, y. */
export declare function ecSpki(curve: Curve, point: Uint8Array): Buffer;
/** The uncompressed public point of a private number; null where the curve has no such number. */
export declare function ecPoint(curve: Curve, secret: Uint8Array): Buffer | null;
/** Length of a number without its leading zeros. */
export declare function bitLength(bytes: Uint8Array): number;
