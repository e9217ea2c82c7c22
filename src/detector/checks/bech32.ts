import type { Check } from '../../model/check.js';
import { NOTHING, fitsWhen } from './result.js';

/** BIP 173's digits: the position is the value. */
export const BECH32_DIGITS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** The polynomial remainder of BIP 173: 1 for a human part with its data and a checksum that fits. */
function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((part, bit) => {
      if ((top >>> bit) & 1) sum ^= part;
    });
  }
  return sum >>> 0;
}

function expandHumanPart(text: string): number[] {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** The six 5-bit values that make `data` (5-bit values) fit its human part. */
export function bech32Checksum(human: string, data: readonly number[]): number[] {
  const sum = polymod([...expandHumanPart(human), ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
}

/** `age-bech32`: an age X25519 identity, the human part compared in lower case. */
export const ageBech32: Check = ({ secret }) => {
  const text = secret.toLowerCase();
  const split = text.lastIndexOf('1');
  const human = text.slice(0, split);
  if (human !== 'age-secret-key-') return NOTHING;
  const data = Array.from(text.slice(split + 1), (character) => BECH32_DIGITS.indexOf(character));
  if (data.length !== 58 || data.includes(-1)) return { outcome: 'fail', note: 'not bech32 of a whole key' };
  return fitsWhen(polymod([...expandHumanPart(human), ...data]) === 1);
};
