import type { Check } from '../../model/check.js';
import { crc32 } from './crc.js';
import { marvin32 } from './marvin32.js';
import { DIGITS_0_9_UPPER_LOWER, decodeBase32, decodeBase64, toDigits } from './numerals.js';
import { FITS, NOTHING, fitsWhen } from './result.js';

/**
 * The signatures of Azure's identifiable keys, and the labels that seed their checksums: a service has one for each
 * kind of its keys. From Microsoft's published description of identifiable secrets.
 */
export const AZURE_SEEDS: Readonly<Record<string, readonly string[]>> = {
  '+ASt': ['Default0'],
  AzCa: ['Access00'],
  ACDb: ['MastRW00', 'MastRO00'],
  '+ABa': ['AbAcct00'],
  AzFu: ['Functi00', 'System00', 'Master00'],
  AzSe: ['Query000', 'PAdmin00'],
  '+AMC': ['Classic0'],
  '+ASb': ['Send0000', 'Listen00', 'Manage00'],
  '+AEh': ['Send0000', 'Listen00', 'Manage00'],
  '+ARm': ['Send0000', 'Listen00', 'Manage00'],
  '+ACR': ['ACRDflt0'],
  AIoT: ['IoTHub00', 'DpsKey00', 'Device00'],
  APIM: ['Tenant00', 'IoTHub00', 'Gatewy00', 'GitKey00'],
  AZEG: ['SendRecv'],
};
/** Published samples of these do not verify, so a checksum that does not fit says nothing. */
const UNPROVEN = new Set(['+ACR']);

/** `azure-identifiable`: the signature stands 10 characters before the padding, the checksum is the last 4 bytes. */
export const azureIdentifiable: Check = ({ secret }) => {
  const signature =
    /^[\w+/-]{32,76}?(\+A[A-Z][a-zA-Z]|A[A-Za-z]{3})[\w+/-]{6}={0,2}$/.exec(secret)?.[1] ?? '';
  const seeds = Object.hasOwn(AZURE_SEEDS, signature) ? AZURE_SEEDS[signature] : undefined;
  const bytes = decodeBase64(secret);
  if (seeds === undefined || bytes === null || bytes.length < 24) return NOTHING;
  const body = bytes.subarray(0, -4);
  const stored = bytes.readUInt32LE(bytes.length - 4);
  if (seeds.some((seed) => marvin32(body, seed) === stored)) return FITS;
  return UNPROVEN.has(signature) ? NOTHING : fitsWhen(false);
};

/**
 * The 4 characters that follow the first 80 of a common annotated key. Two schemes: base 62 of the checksum's bytes
 * (the present one), and plain base64 of its first three (older keys).
 */
export function commonAnnotatedChecksums(first80: string): readonly string[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(marvin32(Buffer.from(first80, 'base64'), 'Default0'));
  const base62 = toDigits(bytes.readUInt32BE(), DIGITS_0_9_UPPER_LOWER).padEnd(6, '0');
  return [base62.slice(0, 4), bytes.toString('base64').slice(0, 4)];
}

/** `azure-common-annotated`: 84 characters, or the long form of 88, with `JQQJ9` at offset 52. */
export const azureCommonAnnotated: Check = ({ secret }) => {
  if (!/^[0-9A-Za-z]{52}JQQJ9[9DH][0-9A-Za-z+/]{26}(?:[0-9A-Za-z+/]{2}==)?$/.test(secret)) return NOTHING;
  return fitsWhen(commonAnnotatedChecksums(secret.slice(0, 80)).includes(secret.slice(80, 84)));
};

/** Base 66 of Entra's client secrets. */
const ENTRA_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';

/** The last 3 characters of an `8Q~` client secret, from the 37 before them. */
export function entraChecksum(first37: string): string {
  const hash = marvin32(Buffer.from(first37, 'latin1'), 'AadPwd00');
  return toDigits(hash, ENTRA_DIGITS).padStart(6, 'a').slice(0, 3);
}

/** `entra-client-secret`: the older `7Q~` ones have no checksum. */
export const entraClientSecret: Check = ({ secret }) => {
  if (!/^[\w.~-]{3}8Q~[\w.~-]{34}$/.test(secret)) return NOTHING;
  return fitsWhen(entraChecksum(secret.slice(0, 37)) === secret.slice(37));
};

/** Where the checksum's bytes stand among the 32 of an old Azure DevOps token, highest first. */
const DEVOPS_CHECKSUM_BYTES = [2, 7, 8, 22] as const;
/** What the checksum is combined with: tokens of users, tokens of applications. */
const DEVOPS_MASKS = [0xe0b9692d, 0x1019f92e] as const;

/**
 * `azure-devops-pat`: 52 characters of base 32. The published samples verify, but the scheme is not official:
 * a checksum that does not fit says nothing.
 */
export const azureDevopsPat: Check = ({ secret }) => {
  const bytes = /^[a-z2-7]{52}$/i.test(secret) ? decodeBase32(secret) : null;
  if (bytes === null) return NOTHING;
  const stored = DEVOPS_CHECKSUM_BYTES.reduce((value, at) => ((value << 8) | (bytes[at] ?? 0)) >>> 0, 0);
  const rest = bytes.filter((_, at) => !DEVOPS_CHECKSUM_BYTES.some((place) => place === at));
  const crc = crc32(rest);
  return DEVOPS_MASKS.some((mask) => (crc ^ mask) >>> 0 === stored) ? FITS : NOTHING;
};
