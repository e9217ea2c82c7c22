import type { Check } from '../../model/check.js';
import { isCommonPassword, isDefaultPassword, isPlaceholder } from '../placeholder.js';
import { decodeBase64 } from './numerals.js';
import { NOTHING } from './result.js';

/** RFC 7617, sections 2 and 2.1. */
const RFC_EXAMPLES = new Set(['Aladdin:open sesame', 'test:123\u00a3']);

/** `base64-userpass`: HTTP's basic credentials, as `.docker/config.json` and `.npmrc` keep them. */
export const base64Userpass: Check = ({ secret }) => {
  const text = decodeBase64(secret)?.toString('utf8') ?? '';
  const colon = text.indexOf(':');
  // A user's name is needed but by tokens that stand alone: GitHub takes `x-access-token:…`, Azure an empty name.
  if (colon < 0 || !/^[^\p{Cc}\ufffd]+$/u.test(text)) {
    // `'Basic Authentication'`
    if (/^[A-Z]?[a-z]+$/.test(secret)) return { outcome: 'drop', note: 'a word' };
    return { outcome: 'fail', note: 'is not base64 of user:password' };
  }
  const password = text.slice(colon + 1);
  // `Basic eyJ…`: the first part of a JSON web token
  if (text.startsWith('{"')) return { outcome: 'drop', note: 'is JSON' };
  if (password === '') return { outcome: 'drop', note: 'holds no password' };
  if (
    RFC_EXAMPLES.has(text) ||
    isDefaultPassword(password) ||
    isPlaceholder(password) ||
    password === text.slice(0, colon)
  )
    return { outcome: 'drop', note: 'holds an example, not a password' };
  if (isCommonPassword(password))
    return { outcome: 'pass', note: 'decodes to user:password, one that is guessed first', atMost: 'low' };
  return { outcome: 'pass', note: 'decodes to user:password' };
};

/** `discord-token`: the first part is the account's number in base64, a snowflake of 17 to 20 digits. */
export const discordToken: Check = ({ secret }) => {
  const first = /^([\w-]+)\.[\w-]+\.[\w-]+$/.exec(secret)?.[1];
  if (first === undefined) return NOTHING;
  return /^\d{17,20}$/.test(decodeBase64(first)?.toString('latin1') ?? '')
    ? { outcome: 'pass', note: 'the first part is an account number' }
    : { outcome: 'fail', note: 'the first part is no account number' };
};

const FIELD_END = 0;
const FIELD_LOCATION = 1;
const FIELD_SIGNATURE = 6;

/**
 * `pypi-macaroon`: after `pypi-`, a macaroon of version 2 (libmacaroons' binary format): a byte 2, fields of a type, a
 * length and data, sections that end with a byte 0, and last a signature of 32 bytes.
 */
export const pypiMacaroon: Check = ({ secret }) => {
  const bytes = secret.startsWith('pypi-') ? decodeBase64(secret.slice(5)) : null;
  const garbled = { outcome: 'fail', note: 'is not a whole macaroon of PyPI' } as const;
  if (bytes?.[0] !== 2) return garbled;
  let location = '';
  for (let at = 1; at < bytes.length;) {
    const type = bytes[at++];
    if (type === FIELD_END) continue;
    const length = readVarint(bytes, at);
    if (length === null) return garbled;
    const data = bytes.subarray(length.end, length.end + length.value);
    at = length.end + length.value;
    if (type === FIELD_LOCATION && location === '') location = data.toString('latin1');
    if (type === FIELD_SIGNATURE) {
      const whole = data.length === 32 && at === bytes.length && /^(?:test\.)?pypi\.org$/.test(location);
      return whole ? { outcome: 'pass', note: `macaroon of ${location}` } : garbled;
    }
  }
  return garbled;
};

/** Little-endian groups of 7 bits; three of them are more than a token is long. */
function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  let value = 0;
  for (let group = 0; group < 3; group++) {
    const byte = bytes[start + group];
    if (byte === undefined) return null;
    value |= (byte & 0x7f) << (7 * group);
    if (byte < 0x80) return { value, end: start + group + 1 };
  }
  return null;
}
