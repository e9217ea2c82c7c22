import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc24, crc32 } from '../../../src/detector/checks/crc.js';
import { marvin32 } from '../../../src/detector/checks/marvin32.js';
import { decodeBase32, decodeBase64, encodeBase32 } from '../../../src/detector/checks/numerals.js';

describe('crc32', () => {
  it('gives the check value of the catalogue of CRC algorithms', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(crc32('')).toBe(0);
  });

  it('takes bytes and their Latin-1 text alike', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === crc32(Buffer.from(bytes).toString('latin1'))),
    );
  });
});

describe('crc24', () => {
  it('gives the check value of the catalogue of CRC algorithms', () => {
    expect(crc24(Buffer.from('123456789'))).toBe(0x21cf02);
    expect(crc24(new Uint8Array())).toBe(0xb704ce);
  });
});

describe('marvin32', () => {
  // The vectors of .NET's own tests of Marvin.ComputeHash32.
  it.each([
    [0x4fb61a001bdbccn, '', 0x302009bc],
    [0x4fb61a001bdbccn, 'af', 0x3592e206],
    [0x4fb61a001bdbccn, 'e70f', 0xfdab5e04],
    [0x4fb61a001bdbccn, '37f495', 0x6b3c8b90],
    [0x4fb61a001bdbccn, '8642dc59', 0x0e9407be],
    [0x4fb61a001bdbccn, '153fb79826', 0x446f25fa],
    [0x4fb61a001bdbccn, '0932e6246c47', 0x31a6ff7a],
    [0x4fb61a001bdbccn, 'ab427ea8d10fc7', 0x117fcba5],
    [0x804fb61a001bdbccn, '', 0x89c6038e],
    [0x804fb61a001bdbccn, 'ab427ea8d10fc7', 0x5826b7ce],
    [0x804fb61a801bdbccn, 'ff', 0x8ed41324],
    [0x804fb61a801bdbccn, '00ff00ff00ff', 0xfbc906cf],
    [0x804fb61a801bdbccn, 'ff00ff00ff00ff', 0xe0c1ffff],
  ])('seed %p of %p', (seed, data, expected) => {
    expect(marvin32(Buffer.from(data, 'hex'), seed)).toBe(expected);
  });

  it('reads a label as a big-endian seed', () => {
    expect(marvin32(Buffer.of(1, 2, 3), 'Default0')).toBe(marvin32(Buffer.of(1, 2, 3), 0x44656661756c7430n));
  });

  it('hashes a view by its own bytes, not by those around it', () => {
    const around = Buffer.from('00af00', 'hex');
    expect(marvin32(around.subarray(1, 2), 0x4fb61a001bdbccn)).toBe(0x3592e206);
  });
});

describe('base 32 and base 64', () => {
  it('decodes what it encodes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase32(encodeBase32(bytes).toLowerCase())).toEqual(bytes);
      }),
    );
  });

  it('matches RFC 4648', () => {
    expect(encodeBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(decodeBase32('MZXW6YTB1')).toBeNull();
  });

  it.each(['', '=', 'A', 'AAAAA', 'AB=', 'A B=', 'AAA\n', 'AA=A'])('finds no base64 in %p', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });

  it.each(['AQI=', 'AQI', '-_-_', '+/+/'])('finds base64 in %p', (text) => {
    expect(decodeBase64(text)).not.toBeNull();
  });
});
