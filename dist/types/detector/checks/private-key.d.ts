import type { Check, CheckResult } from '../../model/check.js';
import type { KeyKind } from './key-facts.js';
import type { KeyText } from './key-text.js';
/** The public half of a private key: what a certificate of the key has in common with it. */
export interface PublicHalf {
    readonly kind: KeyKind;
    /** Of the modulus or the curve; null where not known. */
    readonly bits: number | null;
    /** SHA-256 of the DER of the SubjectPublicKeyInfo, in lower-case hex. */
    readonly spkiSha256: string;
}
/**
 * The public half of a private key in PEM (escaped or indented as it may be) or PuTTY's format. Null for what is no
 * such key, and for one that is encrypted in a format that hides the public half too. Never throws.
 */
export declare function publicHalf(pem: string): PublicHalf | null;
/** `private-key`: PEM of every kind, OpenSSH, PuTTY, PGP. */
export declare const privateKey: Check;
/** `private-key-base64`: the DER of a key in base64, without the BEGIN and END lines of PEM. */
export declare const privateKeyBase64: Check;
/** What the check `private-key` says of a key's text. */
export declare function judge(text: KeyText): CheckResult;
