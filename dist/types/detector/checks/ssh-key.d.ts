import type { KeyFacts } from './key-facts.js';
/** Reads SSH's wire format (RFC 4251, section 5): strings with a length of 4 bytes before them. */
export declare class SshReader {
    #private;
    constructor(bytes: Uint8Array);
    /** Null where the bytes end before. */
    uint32(): number | null;
    /** Null where the bytes end before. */
    string(): Buffer | null;
    /** `count` strings; null where the bytes end before. */
    strings(count: number): Buffer[] | null;
}
/** Facts of a public key in SSH's wire format (RFC 4253, section 6.6; RFC 5656; RFC 8709). Null for kinds not known. */
export declare function readSshPublicKey(blob: Uint8Array): KeyFacts | null;
/** `OPENSSH PRIVATE KEY`, as OpenSSH's PROTOCOL.key describes it. Null where it is none. */
export declare function readOpensshKey(bytes: Uint8Array): KeyFacts | null;
/** PKCS#8 of an Ed25519 seed (RFC 8410, section 7). */
export declare function ed25519Pkcs8(seed: Uint8Array): Buffer;
/** `SSH2 ENCRYPTED PRIVATE KEY` of SSH Communications' tools: the label says so even where it is not encrypted. */
export declare function readSsh2Key(bytes: Uint8Array): KeyFacts | null;
