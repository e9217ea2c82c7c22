import type { Check } from '../../model/check.js';
import { decodeBase32 } from './numerals.js';
import { NOTHING } from './result.js';

/**
 * The 12-digit account that an access key ID belongs to: bits 1 to 40 of what its characters from the fifth on decode
 * to (described by Aidan Steele, 2020). IDs of before 2019, whose fifth character is I or J, do not hold it.
 */
export function awsAccount(keyId: string): string | null {
  const body = /^A[A-Z0-9]{3}([A-Z2-7]{16})$/.exec(keyId)?.[1];
  const bytes = body === undefined || /^[IJ]/.test(body) ? null : decodeBase32(body);
  if (bytes === null) return null;
  const first48Bits = bytes.subarray(0, 6).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const account = (first48Bits & 0x7fffffffff80n) >> 7n;
  return account < 1_000_000_000_000n ? account.toString().padStart(12, '0') : null;
}

/** What AWS's documentation, and emulators of AWS, use for an account. */
const FICTITIOUS_ACCOUNTS = new Set(['123456789012', '111122223333', '444455556666', '000000000000']);

/** `aws-key-id`: tells the account. It decodes, which proves nothing. */
export const awsKeyId: Check = ({ secret }) => {
  const account = awsAccount(secret);
  if (account === null) return NOTHING;
  const isFictitious = FICTITIOUS_ACCOUNTS.has(account);
  return {
    outcome: 'none',
    note: `of AWS account ${account}${isFictitious ? ', that of the documentation' : ''}`,
    ...(isFictitious ? { atMost: 'low' as const } : {}),
  };
};
