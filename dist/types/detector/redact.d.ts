/**
 * A secret's redacted form: its public prefix, an ellipsis, and the last four characters of a long random token;
 * nothing at all of a password or a key file.
 * @param keywords the rule's literals: a prefix that is one of them is public knowledge
 */
export declare function redact(secret: string, options: {
    readonly keywords: readonly string[];
    readonly guessable: boolean;
}): string;
/** `text` with every one of the raw secrets in it, plain or encoded, replaced by what stands beside it. */
export declare function redactAll(text: string, secrets: ReadonlyMap<string, string>): string;
