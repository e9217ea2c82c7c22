import type { KeyFacts } from './key-facts.js';
/**
 * Facts of a private key in DER, told apart by its structure, not by its label: PKCS#1 (RFC 8017), SEC 1 (RFC 5915),
 * DSA as OpenSSL writes it, PKCS#8 plain and encrypted (RFC 5958). Null where it is none of these.
 */
export declare function readPrivateKeyDer(der: Uint8Array): KeyFacts | null;
/** Facts of an RSA key by its public numbers, big-endian. */
export declare function rsaFacts(modulus: Uint8Array, exponent: Uint8Array): KeyFacts;
/** Whether the modulus is the product of the two: proof that a key is whole, for a thousandth of the cost of using it. */
export declare function areFactors(modulus: Uint8Array | undefined, first: Uint8Array | undefined, second: Uint8Array | undefined): boolean;
