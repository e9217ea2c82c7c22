/**
 * Whether a value assigned to a name like `password` or `api_key` can be a secret at all. General rules know no format,
 * so everything that code and configuration assign to such names must be told apart here: words, expressions, paths,
 * addresses, digests, messages.
 * @param chosen a password in a configuration file, where words with a digit or a symbol are what people choose
 */
export declare function isPlausibleSecret(written: string, quoted: boolean, chosen?: boolean): boolean;
/** Code rather than a literal: calls, members, indexes, operators, type names. */
export declare function isExpression(value: string, quoted: boolean): boolean;
