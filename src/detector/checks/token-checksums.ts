import { createHash } from 'node:crypto';
import type { Check } from '../../model/check.js';
import { crc32 } from './crc.js';
import {
  DIGITS_0_9_LOWER,
  DIGITS_0_9_LOWER_UPPER,
  DIGITS_0_9_UPPER_LOWER,
  encodeBase32,
  toDigits,
} from './numerals.js';
import { NOTHING, fitsWhen } from './result.js';

/** The 6-character checksum that GitHub's tokens brought in: CRC-32 of the body in base 62, padded with `0`. */
export function base62Checksum(body: string): string {
  return toDigits(crc32(body), DIGITS_0_9_UPPER_LOWER).padStart(6, '0');
}

/** As {@link base62Checksum} with lower case before upper case, over prefix and body: Apify's. */
export function apifyChecksum(prefixAndBody: string): string {
  return toDigits(crc32(prefixAndBody), DIGITS_0_9_LOWER_UPPER).padStart(6, '0');
}

/** The 8 characters inside `github_pat_` tokens: base 32 of the SHA-256 of all before them. */
export function fineGrainedChecksum(before: string): string {
  return encodeBase32(createHash('sha256').update(before, 'latin1').digest().subarray(0, 5));
}

/** The last 7 characters of GitLab's routable tokens: CRC-32 of all before them in base 36. */
export function gitlabChecksum(before: string): string {
  return toDigits(crc32(before), DIGITS_0_9_LOWER).padStart(7, '0');
}

/** 8 lower-case hex digits, highest first. */
export function hexChecksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

/** 8 lower-case hex digits, lowest byte first: Grafana's. */
export function littleEndianHexChecksum(text: string): string {
  return littleEndian(crc32(text)).toString('hex');
}

/** The last 6 characters of Confluent's secrets: base64 of the CRC-32's bytes, lowest first, without padding. */
export function confluentChecksum(body: string): string {
  return littleEndian(crc32(body)).toString('base64').slice(0, 6);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** `crc32-base62`: GitHub (published by GitHub), npm, Vercel, Salad Cloud. A stateless `ghs_` token is a JWT, and has none. */
export const crc32Base62: Check = ({ secret }) => {
  const body = /_([0-9A-Za-z]{12,})$/.exec(secret)?.[1];
  if (body === undefined) return NOTHING;
  return fitsWhen(base62Checksum(body.slice(0, -6)) === body.slice(-6));
};

/** `crc32-base62-apify` */
export const crc32Base62Apify: Check = ({ secret }) => {
  if (!/^apify_api_[0-9A-Za-z]{12,}$/.test(secret)) return NOTHING;
  return fitsWhen(apifyChecksum(secret.slice(0, -6)) === secret.slice(-6));
};

/** `github-fine-grained`: of the last 59 characters, 43 are random, 8 are the checksum, 8 are of unknown meaning. */
export const githubFineGrained: Check = ({ secret }) => {
  if (!/^github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}$/.test(secret)) return NOTHING;
  return fitsWhen(fineGrainedChecksum(secret.slice(0, -16)) === secret.slice(-16, -8));
};

/** `gitlab-routable`: `prefix-payload.[version.]LLCCCCCCC`, where LL is the payload's length and C the checksum, both in base 36. */
export const gitlabRoutable: Check = ({ secret }) => {
  const parts = /^gl[a-z]+-(?:t\d_)?[\w-]{20,}(?:\.[0-9a-z]{2})?\.[0-9a-z]{2}([0-9a-z]{7})$/.exec(secret);
  if (parts?.[1] === undefined) return NOTHING;
  return fitsWhen(gitlabChecksum(secret.slice(0, -7)) === parts[1]);
};

/** `crc32-hex-body`: Cloudflare's `cfut_…`, Zuplo's `zpka_…_…`; the prefix and the `_` before the checksum do not count. */
export const crc32HexBody: Check = ({ secret }) => {
  const parts = /^[a-z]+_([0-9A-Za-z]{16,}?)_?([0-9a-f]{8})$/.exec(secret);
  if (parts?.[1] === undefined) return NOTHING;
  return fitsWhen(hexChecksum(parts[1]) === parts[2]);
};

/** `crc32-hex-all`: Canva, Private Packagist; the prefix counts. */
export const crc32HexAll: Check = ({ secret }) => {
  if (!/^[\w-]{16,}[0-9a-f]{8}$/.test(secret)) return NOTHING;
  return fitsWhen(hexChecksum(secret.slice(0, -8)) === secret.slice(-8));
};

/** `confluent`: over the 54 characters between the prefix and the checksum. */
export const confluent: Check = ({ secret }) => {
  if (!/^cflt[0-9A-Za-z+/]{60}$/.test(secret)) return NOTHING;
  return fitsWhen(confluentChecksum(secret.slice(4, -6)) === secret.slice(-6));
};

/** `atlassian`: `=` and the CRC-32 of all before, the `=` with it, in upper-case hex. */
export const atlassian: Check = ({ secret }) => {
  if (!/^AT[A-Z]TT[\w=-]{16,}=[0-9A-F]{8}$/.test(secret)) return NOTHING;
  return fitsWhen(hexChecksum(secret.slice(0, -8)).toUpperCase() === secret.slice(-8));
};

/** `grafana-service-account`: over `glsa_` and the 32 characters after it. */
export const grafanaServiceAccount: Check = ({ secret }) => {
  if (!/^glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}$/.test(secret)) return NOTHING;
  return fitsWhen(littleEndianHexChecksum(secret.slice(0, -9)) === secret.slice(-8));
};
