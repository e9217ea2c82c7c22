/**
 * Marvin32, the checksum of Microsoft's identifiable keys: the 64-bit state folded to 32 bits.
 * The algorithm is that of .NET's `Marvin.ComputeHash32`, whose test vectors it passes.
 *
 * @param seed 8 bytes as text: a label such as `Default0`, read as a big-endian 64-bit number.
 * @returns an unsigned 32-bit number
 */
export function marvin32(data: Uint8Array, seed: string | bigint): number {
  const start = typeof seed === 'string' ? labelSeed(seed) : seed;
  let low = Number(start & 0xffffffffn) | 0;
  let high = Number(start >> 32n) | 0;
  const mix = (word: number): void => {
    low = (low + word) | 0;
    high ^= low;
    low = (rotate(low, 20) + high) | 0;
    high = rotate(high, 9) ^ low;
    low = (rotate(low, 27) + high) | 0;
    high = rotate(high, 19);
  };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const whole = data.length - (data.length % 4);
  for (let at = 0; at < whole; at += 4) mix(view.getInt32(at, true));
  // The last word: what is left, a byte 0x80 above it, and zeros.
  let last = 0x80;
  for (let at = data.length - 1; at >= whole; at--) last = (last << 8) | view.getUint8(at);
  mix(last);
  mix(0);
  return (low ^ high) >>> 0;
}

function labelSeed(label: string): bigint {
  return Buffer.from(label, 'latin1').readBigUInt64BE();
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
