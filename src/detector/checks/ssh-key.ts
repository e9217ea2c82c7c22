import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyFacts } from './key-facts.js';
import { DER_INTEGER, DER_OCTET_STRING, DER_SEQUENCE, writeDer, writeDerObjectId } from './der.js';
import { areFactors, rsaFacts } from './private-key-der.js';
import { CURVES, bitLength, dsaSpki, ecPoint, ecSpki, ed25519Spki } from './public-key-der.js';

const DAMAGE = 'its parts do not belong together';

/** Reads SSH's wire format (RFC 4251, section 5): strings with a length of 4 bytes before them. */
export class SshReader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Null where the bytes end before. */
  uint32(): number | null {
    if (this.#at + 4 > this.#bytes.length) return null;
    this.#at += 4;
    return this.#bytes.readUInt32BE(this.#at - 4);
  }

  /** Null where the bytes end before. */
  string(): Buffer | null {
    const length = this.uint32();
    if (length === null || this.#at + length > this.#bytes.length) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** `count` strings; null where the bytes end before. */
  strings(count: number): Buffer[] | null {
    const found: Buffer[] = [];
    for (let index = 0; index < count; index++) {
      const value = this.string();
      if (value === null) return null;
      found.push(value);
    }
    return found;
  }
}

/** Facts of a public key in SSH's wire format (RFC 4253, section 6.6; RFC 5656; RFC 8709). Null for kinds not known. */
export function readSshPublicKey(blob: Uint8Array): KeyFacts | null {
  const reader = new SshReader(blob);
  const type = reader.string()?.toString('latin1') ?? '';
  if (type === 'ssh-rsa') {
    const [exponent, modulus] = reader.strings(2) ?? [];
    return exponent === undefined || modulus === undefined ? null : rsaFacts(modulus, exponent);
  }
  if (type === 'ssh-dss') {
    const [p, q, g, value] = reader.strings(4) ?? [];
    if (p === undefined || q === undefined || g === undefined || value === undefined) return null;
    return { kind: 'DSA', bits: bitLength(p), encrypted: false, spki: dsaSpki([p, q, g], value) };
  }
  if (type === 'ssh-ed25519') {
    const key = reader.string();
    if (key?.length !== 32) return null;
    return { kind: 'Ed25519', bits: 256, encrypted: false, spki: ed25519Spki(key) };
  }
  const curve = CURVES.find(({ ssh }) => ssh !== '' && type === `ecdsa-sha2-${ssh}`);
  const point = reader.strings(2)?.[1];
  if (curve !== undefined && point !== undefined) {
    return { kind: 'EC', bits: curve.bits, encrypted: false, spki: ecSpki(curve, point) };
  }
  if (!/^sk-[\w-]+@openssh\.com$/.test(type)) return null;
  return {
    kind: 'SSH',
    bits: null,
    encrypted: false,
    spki: null,
    harmless: 'its secret half is in a security key',
  };
}

const OPENSSH_MAGIC = 'openssh-key-v1\0';

/** `OPENSSH PRIVATE KEY`, as OpenSSH's PROTOCOL.key describes it. Null where it is none. */
export function readOpensshKey(bytes: Uint8Array): KeyFacts | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.toString('latin1', 0, OPENSSH_MAGIC.length) !== OPENSSH_MAGIC) return null;
  const reader = new SshReader(buffer.subarray(OPENSSH_MAGIC.length));
  const cipher = reader.strings(3)?.[0]?.toString('latin1');
  reader.uint32();
  const [publicBlob, privateBlob] = reader.strings(2) ?? [];
  if (cipher === undefined || publicBlob === undefined || privateBlob === undefined) return null;
  const facts = readSshPublicKey(publicBlob) ?? { kind: 'SSH', bits: null, encrypted: false, spki: null };
  if (cipher !== 'none') return { ...facts, encrypted: true };
  return facts.kind === 'SSH' || holdsPrivateHalf(privateBlob, publicBlob)
    ? facts
    : { ...facts, damage: DAMAGE };
}

/**
 * The private section begins with the same random number twice, the kind, and the numbers of the key; the last of the
 * public ones ends the public section.
 */
function holdsPrivateHalf(section: Uint8Array, publicBlob: Uint8Array): boolean {
  const reader = new SshReader(section);
  const once = reader.uint32();
  if (once === null || once !== reader.uint32()) return false;
  const type = reader.string()?.toString('latin1') ?? '';
  if (type !== new SshReader(publicBlob).string()?.toString('latin1')) return false;
  if (type === 'ssh-rsa') {
    const [modulus, , , , first, second] = reader.strings(6) ?? [];
    return areFactors(modulus, first, second) && endsWith(publicBlob, modulus);
  }
  if (type === 'ssh-ed25519') {
    const [key, secret] = reader.strings(2) ?? [];
    return (
      key !== undefined &&
      endsWith(publicBlob, key) &&
      secret?.length === 64 &&
      ed25519Public(secret.subarray(0, 32))?.equals(key) === true
    );
  }
  const curve = CURVES.find(({ ssh }) => ssh !== '' && type === `ecdsa-sha2-${ssh}`);
  if (curve === undefined) return reader.strings(5) !== null;
  const [, point, number] = reader.strings(3) ?? [];
  if (point === undefined || number === undefined || !endsWith(publicBlob, point)) return false;
  return ecPoint(curve, number[0] === 0 ? number.subarray(1) : number)?.equals(point) === true;
}

function endsWith(bytes: Uint8Array, end: Uint8Array | undefined): boolean {
  return end !== undefined && end.length > 0 && Buffer.from(end).equals(bytes.subarray(-end.length));
}

/** The public half of a seed (RFC 8032): its 32 bytes, at the end of the DER that OpenSSL writes. */
function ed25519Public(seed: Uint8Array): Buffer | null {
  try {
    return createPublicKey(createPrivateKey({ key: ed25519Pkcs8(seed), format: 'der', type: 'pkcs8' }))
      .export({ format: 'der', type: 'spki' })
      .subarray(-32);
  } catch {
    return null;
  }
}

/** PKCS#8 of an Ed25519 seed (RFC 8410, section 7). */
export function ed25519Pkcs8(seed: Uint8Array): Buffer {
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId('1.3.101.112'));
  const secret = writeDer(DER_OCTET_STRING, writeDer(DER_OCTET_STRING, seed));
  return writeDer(DER_SEQUENCE, writeDer(DER_INTEGER, Uint8Array.of(0)), algorithm, secret);
}

/** `SSH2 ENCRYPTED PRIVATE KEY` of SSH Communications' tools: the label says so even where it is not encrypted. */
export function readSsh2Key(bytes: Uint8Array): KeyFacts | null {
  const reader = new SshReader(bytes);
  if (reader.uint32() !== 0x3f6ff9eb || reader.uint32() === null) return null;
  const [type, cipher] = reader.strings(2) ?? [];
  if (type === undefined || cipher === undefined) return null;
  const name = type.toString('latin1');
  const kind = /rsa/.test(name) ? 'RSA' : /dl-modp/.test(name) ? 'DSA' : 'SSH';
  return { kind, bits: null, encrypted: cipher.toString('latin1') !== 'none', spki: null };
}
