/** What an offline look at a private key tells. */
export interface KeyFacts {
    readonly kind: KeyKind;
    /** Of the modulus or the curve; null where not known (most encrypted keys). */
    readonly bits: number | null;
    readonly encrypted: boolean;
    /** The public half as DER of a SubjectPublicKeyInfo (RFC 5280, section 4.1), null where the key does not tell it. */
    readonly spki: Uint8Array | null;
    /** What is wrong with it: its parts do not belong together. */
    readonly damage?: string;
    /** Why it opens nothing for whoever finds it, besides a passphrase: the secret half is on a device. */
    readonly harmless?: string;
}
export type KeyKind = 'RSA' | 'EC' | 'DSA' | 'DH' | 'Ed25519' | 'Ed448' | 'X25519' | 'X448' | 'PGP' | 'PKCS#8' | 'SSH';
/** `RSA private key of 2048 bits`. */
export declare function describeKey(facts: KeyFacts): string;
