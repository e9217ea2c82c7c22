import type { Check } from '../../model/check.js';
/**
 * The 12-digit account that an access key ID belongs to: bits 1 to 40 of what its characters from the fifth on decode
 * to (described by Aidan Steele, 2020). IDs of before 2019, whose fifth character is I or J, do not hold it.
 */
export declare function awsAccount(keyId: string): string | null;
/** `aws-key-id`: tells the account. It decodes, which proves nothing. */
export declare const awsKeyId: Check;
