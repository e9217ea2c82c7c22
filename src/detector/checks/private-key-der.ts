import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyFacts, KeyKind } from './key-facts.js';
import {
  DER_INTEGER,
  DER_OBJECT_ID,
  DER_OCTET_STRING,
  DER_SEQUENCE,
  readDer,
  readDerSequence,
  readDerValues,
  toBigInt,
  writeDer,
  writeDerObjectId,
} from './der.js';
import type { DerValue } from './der.js';
import { CURVES, bitLength, dsaSpki, ecPoint, ecSpki, rsaSpki } from './public-key-der.js';
import type { Curve } from './public-key-der.js';

/** Explicit tags of RFC 5915's `parameters` and `publicKey`. */
const EC_PARAMETERS = 0xa0;
const EC_PUBLIC_KEY = 0xa1;

/**
 * Facts of a private key in DER, told apart by its structure, not by its label: PKCS#1 (RFC 8017), SEC 1 (RFC 5915),
 * DSA as OpenSSL writes it, PKCS#8 plain and encrypted (RFC 5958). Null where it is none of these.
 */
export function readPrivateKeyDer(der: Uint8Array): KeyFacts | null {
  const parts = readDerSequence(der);
  const first = parts?.[0];
  if (parts === null || first === undefined) return null;
  if (first.tag === DER_SEQUENCE) {
    const isEncrypted =
      parts.length === 2 && parts[1]?.tag === DER_OCTET_STRING && parts[1].content.length > 0;
    return isEncrypted ? { kind: 'PKCS#8', bits: null, encrypted: true, spki: null } : null;
  }
  if (first.tag !== DER_INTEGER) return null;
  switch (parts[1]?.tag) {
    case DER_SEQUENCE:
      return readPkcs8(der, parts);
    case DER_OCTET_STRING:
      return readEc(parts, undefined, () => derivePublicHalf(der, 'sec1'));
    case DER_INTEGER:
      if (!parts.every((part) => part.tag === DER_INTEGER)) return parts.length > 9 ? readRsa(parts) : null;
      return parts.length === 6 ? readDsa(parts) : parts.length >= 9 ? readRsa(parts) : null;
    default:
      return null;
  }
}

function readRsa(parts: readonly DerValue[]): KeyFacts {
  const [, modulus, exponent, , first, second] = parts.map((part) => part.content);
  const facts = rsaFacts(modulus ?? new Uint8Array(), exponent ?? new Uint8Array());
  return areFactors(modulus, first, second)
    ? facts
    : { ...facts, damage: 'its numbers do not belong together' };
}

/** Facts of an RSA key by its public numbers, big-endian. */
export function rsaFacts(modulus: Uint8Array, exponent: Uint8Array): KeyFacts {
  return { kind: 'RSA', bits: bitLength(modulus), encrypted: false, spki: rsaSpki(modulus, exponent) };
}

/** Whether the modulus is the product of the two: proof that a key is whole, for a thousandth of the cost of using it. */
export function areFactors(
  modulus: Uint8Array | undefined,
  first: Uint8Array | undefined,
  second: Uint8Array | undefined,
): boolean {
  if (modulus === undefined || first === undefined || second === undefined || modulus.length > 2100)
    return false;
  return modulus.length > 0 && toBigInt(first) * toBigInt(second) === toBigInt(modulus);
}

function readDsa(parts: readonly DerValue[]): KeyFacts {
  const [, p, q, g, value] = parts.map((part) => part.content);
  const group = [p, q, g].map((part) => part ?? new Uint8Array());
  return {
    kind: 'DSA',
    bits: bitLength(p ?? new Uint8Array()),
    encrypted: false,
    spki: dsaSpki(group, value ?? new Uint8Array()),
  };
}

/**
 * @param outer the curve as PKCS#8 names it outside; else it stands within
 * @param derive the public half of a key on a curve that is not in the table, or is given by its numbers
 */
function readEc(
  parts: readonly DerValue[],
  outer: Curve | undefined,
  derive: () => Uint8Array | null,
): KeyFacts | null {
  const secret = parts[1]?.content;
  if (secret === undefined || secret.length < 16 || secret.length > 72) return null;
  const named = parts.find((part) => part.tag === EC_PARAMETERS)?.content;
  const curve = outer ?? (named === undefined ? undefined : curveOf(named));
  if (curve === undefined) return { kind: 'EC', bits: secret.length * 8, encrypted: false, spki: derive() };
  const point = ecPoint(curve, secret);
  const facts: KeyFacts = {
    kind: 'EC',
    bits: curve.bits,
    encrypted: false,
    spki: point && ecSpki(curve, point),
  };
  const stored = storedPoint(parts);
  const fits = point !== null && (stored === null || stored[0] !== 4 || point.equals(stored));
  return fits ? facts : { ...facts, damage: 'its public half does not belong to its private half' };
}

function storedPoint(parts: readonly DerValue[]): Uint8Array | null {
  const part = parts.find(({ tag }) => tag === EC_PUBLIC_KEY);
  const bits = part === undefined ? null : readDer(part.content);
  return bits?.content.subarray(1) ?? null;
}

function curveOf(objectId: Uint8Array): Curve | undefined {
  return CURVES.find(({ oid }) => writeDerObjectId(oid).equals(objectId));
}

const ALGORITHMS: Readonly<Record<string, KeyKind>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA',
  '1.2.840.10045.2.1': 'EC',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.113549.1.3.1': 'DH',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
};
const FIXED_BITS: Partial<Record<KeyKind, number>> = { Ed25519: 256, X25519: 256, Ed448: 448, X448: 448 };

const RSA_PSS = '1.2.840.113549.1.1.10';

function readPkcs8(der: Uint8Array, parts: readonly DerValue[]): KeyFacts | null {
  const [objectId, parameters] = readDerValues(parts[1]?.content ?? new Uint8Array()) ?? [];
  const secret = parts[2];
  if (objectId?.tag !== DER_OBJECT_ID || secret?.tag !== DER_OCTET_STRING || secret.content.length === 0)
    return null;
  const written = writeDer(DER_OBJECT_ID, objectId.content);
  const [oid, kind] =
    Object.entries(ALGORITHMS).find(([name]) => writeDerObjectId(name).equals(written)) ?? [];
  const derive = (): Uint8Array | null => derivePublicHalf(der, 'pkcs8');
  const inner = readDerSequence(secret.content);
  if (kind === 'RSA') {
    const facts = inner !== null && inner.length >= 9 ? readRsa(inner) : null;
    // A PSS key's public half names PSS, and its parameters.
    return oid === RSA_PSS && facts !== null ? { ...facts, spki: derive() } : facts;
  }
  if (kind === 'EC') {
    const curve =
      parameters === undefined ? undefined : curveOf(writeDer(parameters.tag, parameters.content));
    return inner === null ? null : readEc(inner, curve, derive);
  }
  const spki = derive();
  const fixedBits = kind === undefined ? undefined : FIXED_BITS[kind];
  if (kind === undefined || fixedBits !== undefined) {
    const facts: KeyFacts = { kind: kind ?? 'PKCS#8', bits: fixedBits ?? null, encrypted: false, spki };
    return spki === null && fixedBits !== undefined ? { ...facts, damage: 'it does not load' } : facts;
  }
  const prime = readDerValues(parameters?.content ?? new Uint8Array())?.[0];
  return { kind, bits: prime === undefined ? null : bitLength(prime.content), encrypted: false, spki };
}

/** Longer ones are of no real size, and would keep OpenSSL busy: 4 KiB hold DSA and DH of 8,192 bits. */
const LONGEST_DERIVED_BYTES = 4096;

/** OpenSSL's own derivation, for kinds whose private form has no public half in it, or that are rare. */
function derivePublicHalf(der: Uint8Array, type: 'pkcs8' | 'sec1'): Uint8Array | null {
  if (der.length > LONGEST_DERIVED_BYTES) return null;
  try {
    const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type });
    return createPublicKey(key).export({ format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
