/** Where a key is known from by its SPKI's SHA-256 (lower-case hex), null for one that is not known. */
export declare function knownTestKey(spkiSha256: string): string | null;
