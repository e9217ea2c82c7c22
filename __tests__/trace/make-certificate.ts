import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  DER_BIT_STRING,
  DER_OCTET_STRING,
  DER_SEQUENCE,
  writeDer,
  writeDerInteger,
  writeDerObjectId,
} from '../../src/detector/checks/der.js';

export interface TestKey {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly pem: string;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly spkiSha256: string;
}

/** A name: attribute and value each. */
export type TestName = readonly (readonly ['C' | 'O' | 'CN', string])[];

export function makeKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    publicKey,
    privateKey,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spkiSha256: createHash('sha256').update(spki).digest('hex'),
  };
}

const TYPES = { C: '2.5.4.6', O: '2.5.4.10', CN: '2.5.4.3' };
const SET = 0x31;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const BOOLEAN = 0x01;
const ED25519 = writeDer(DER_SEQUENCE, writeDerObjectId('1.3.101.112'));

function writeName(name: TestName): Buffer {
  const parts = name.map(([type, value]) =>
    writeDer(
      SET,
      writeDer(DER_SEQUENCE, writeDerObjectId(TYPES[type]), writeDer(UTF8_STRING, Buffer.from(value))),
    ),
  );
  return writeDer(DER_SEQUENCE, ...parts);
}

function writeTime(day: string): Buffer {
  return writeDer(GENERALIZED_TIME, Buffer.from(`${day.replaceAll('-', '')}000000Z`));
}

/** An X.509 certificate (RFC 5280) with an Ed25519 key. Days are `2030-01-31`. */
export function makeCertificate(options: {
  readonly key: TestKey;
  readonly subject: TestName;
  /** Whoever signs; itself when left out. */
  readonly issuer?: { readonly key: TestKey; readonly subject: TestName };
  readonly from?: string;
  readonly to?: string;
  readonly isAuthority?: boolean;
  readonly host?: string;
}): { readonly pem: string; readonly base64: string } {
  const { key, subject, issuer = { key, subject } } = options;
  const extensions: Buffer[] = [];
  const addExtension = (oid: string, value: Uint8Array): void => {
    extensions.push(writeDer(DER_SEQUENCE, writeDerObjectId(oid), writeDer(DER_OCTET_STRING, value)));
  };
  if (options.isAuthority === true)
    addExtension('2.5.29.19', writeDer(DER_SEQUENCE, writeDer(BOOLEAN, Uint8Array.of(0xff))));
  if (options.host !== undefined)
    addExtension('2.5.29.17', writeDer(DER_SEQUENCE, writeDer(0x82, Buffer.from(options.host))));
  const body = writeDer(
    DER_SEQUENCE,
    writeDer(0xa0, writeDerInteger(Uint8Array.of(2))),
    writeDerInteger(Uint8Array.of(7)),
    ED25519,
    writeName(issuer.subject),
    writeDer(DER_SEQUENCE, writeTime(options.from ?? '2020-01-01'), writeTime(options.to ?? '2036-01-01')),
    writeName(subject),
    key.publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [writeDer(0xa3, writeDer(DER_SEQUENCE, ...extensions))]),
  );
  const signature = sign(null, body, issuer.key.privateKey);
  const der = writeDer(DER_SEQUENCE, body, ED25519, writeDer(DER_BIT_STRING, Uint8Array.of(0), signature));
  const base64 = der.toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    base64,
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}
