import { createECDH } from 'node:crypto';
import {
  DER_BIT_STRING,
  DER_SEQUENCE,
  toBigInt,
  writeDer,
  writeDerInteger,
  writeDerObjectId,
} from './der.js';

/** SubjectPublicKeyInfo (RFC 5280) of the kinds of keys that there are: `SEQUENCE { algorithm, BIT STRING }`. */
export function writeSpki(algorithm: Uint8Array, key: Uint8Array): Buffer {
  return writeDer(DER_SEQUENCE, algorithm, writeDer(DER_BIT_STRING, Uint8Array.of(0), key));
}

const NULL = Uint8Array.of(5, 0);

/** Big-endian modulus and exponent. */
export function rsaSpki(modulus: Uint8Array, exponent: Uint8Array): Buffer {
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId('1.2.840.113549.1.1.1'), NULL);
  return writeSpki(algorithm, writeDer(DER_SEQUENCE, writeDerInteger(modulus), writeDerInteger(exponent)));
}

/** Big-endian p, q, g and the public value. */
export function dsaSpki(parameters: readonly Uint8Array[], value: Uint8Array): Buffer {
  const group = writeDer(DER_SEQUENCE, ...parameters.map(writeDerInteger));
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId('1.2.840.10040.4.1'), group);
  return writeSpki(algorithm, writeDerInteger(value));
}

/** The 32 bytes of RFC 8032. */
export function ed25519Spki(key: Uint8Array): Buffer {
  return writeSpki(writeDer(DER_SEQUENCE, writeDerObjectId('1.3.101.112')), key);
}

export interface Curve {
  readonly oid: string;
  /** As OpenSSL calls it. */
  readonly name: string;
  /** As SSH calls it (RFC 5656), empty where it has none. */
  readonly ssh: string;
  readonly bits: number;
}

export const CURVES: readonly Curve[] = [
  { oid: '1.2.840.10045.3.1.7', name: 'prime256v1', ssh: 'nistp256', bits: 256 },
  { oid: '1.3.132.0.34', name: 'secp384r1', ssh: 'nistp384', bits: 384 },
  { oid: '1.3.132.0.35', name: 'secp521r1', ssh: 'nistp521', bits: 521 },
  { oid: '1.3.132.0.33', name: 'secp224r1', ssh: '', bits: 224 },
  { oid: '1.2.840.10045.3.1.1', name: 'prime192v1', ssh: '', bits: 192 },
  { oid: '1.3.132.0.10', name: 'secp256k1', ssh: '', bits: 256 },
  { oid: '1.3.36.3.3.2.8.1.1.7', name: 'brainpoolP256r1', ssh: '', bits: 256 },
  { oid: '1.3.36.3.3.2.8.1.1.11', name: 'brainpoolP384r1', ssh: '', bits: 384 },
  { oid: '1.3.36.3.3.2.8.1.1.13', name: 'brainpoolP512r1', ssh: '', bits: 512 },
];

/** `point` is uncompressed: a byte 4, x, y. */
export function ecSpki(curve: Curve, point: Uint8Array): Buffer {
  const algorithm = writeDer(
    DER_SEQUENCE,
    writeDerObjectId('1.2.840.10045.2.1'),
    writeDerObjectId(curve.oid),
  );
  return writeSpki(algorithm, point);
}

/** The uncompressed public point of a private number; null where the curve has no such number. */
export function ecPoint(curve: Curve, secret: Uint8Array): Buffer | null {
  try {
    const exchange = createECDH(curve.name);
    exchange.setPrivateKey(secret);
    return exchange.getPublicKey();
  } catch {
    return null;
  }
}

/** Length of a number without its leading zeros. */
export function bitLength(bytes: Uint8Array): number {
  const number = toBigInt(bytes);
  return number === 0n ? 0 : number.toString(2).length;
}
