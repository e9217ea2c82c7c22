/** Digits of the positional systems that token checksums are written in, lowest first. */
export const DIGITS_0_9_UPPER_LOWER = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const DIGITS_0_9_LOWER_UPPER = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const DIGITS_0_9_LOWER = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A non-negative integer in the system of these digits, highest first, without padding; `''` for 0. */
export function toDigits(value: number, digits: string): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length)) {
    text = digits.charAt(rest % digits.length) + text;
  }
  return text;
}

/** RFC 4648 base 32, upper case, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    count += 8;
    for (; count >= 5; count -= 5) text += BASE32.charAt((bits >> (count - 5)) & 31);
  }
  return count > 0 ? text + BASE32.charAt((bits << (5 - count)) & 31) : text;
}

/** Bytes of base 32 in either case, without padding; spare bits at the end are left out. Null where it is none. */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const character of text.toUpperCase()) {
    const digit = BASE32.indexOf(character);
    if (digit < 0) return null;
    bits = ((bits << 5) | digit) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = (bits >> count) & 0xff;
    }
  }
  return bytes;
}

/** Bytes of standard or URL-safe base64, padded or not; null where it is none (Node's own decoder skips what it does not know). */
export function decodeBase64(text: string): Buffer | null {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const body = text.length - padding;
  if (body === 0 || body % 4 === 1 || (padding > 0 && text.length % 4 !== 0)) return null;
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
}
