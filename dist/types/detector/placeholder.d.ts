/**
 * Texts that stand where a secret would, and are none: variables, templates, documented examples, fillers.
 * What is dropped here is dropped for every rule, so each test is narrow.
 */
export declare function isPlaceholder(secret: string): boolean;
/** Whether `value` is something that stands where a password would and is none, or is public knowledge. */
export declare function isDefaultPassword(value: string): boolean;
/**
 * Whether a password is a common word with the usual decoration (`P@ssw0rd1`, `Admin@123`, `testing123-2`), or several
 * with hardly any (`supersecret1`): whoever guesses tries these first, and more often than not they are examples.
 */
export declare function isCommonPassword(value: string): boolean;
