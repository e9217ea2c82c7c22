/** The text of a key block, freed of the syntax around it. */
export interface KeyText {
    /** `RSA PRIVATE KEY`, `PGP PRIVATE KEY BLOCK`, …; `PuTTY` for PuTTY's files. */
    readonly label: string;
    /** Lines between BEGIN and END without indentation, quotes and headers (PuTTY: all lines). */
    readonly lines: readonly string[];
    /** RFC 1421 headers say that it is encrypted. */
    readonly encrypted: boolean;
    /** The END line is there. */
    readonly ended: boolean;
}
/**
 * Finds the block in a match; where the match holds only a part of it, in what stands around. Null where none begins.
 * Reads plain PEM, CRLF, `\n` of JSON (escaped once or more), percent-encoding, YAML's indentation, string
 * concatenation of programs, comments and patches.
 */
export declare function readKeyText(secret: string, before?: string, after?: string): KeyText | null;
