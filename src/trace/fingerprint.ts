import { createHash } from 'node:crypto';
import { entropy } from '../detector/index.js';
import type { OccurrencePlace } from '../model/report.js';
import type { Rule } from '../model/rule.js';

/** What identifies a finding across scans. */
export interface FingerprintInput {
  readonly rule: string;
  readonly secret: string;
  /** The secret is one that people choose. */
  readonly guessable: boolean;
  /** Where it stands, as `placeOf` has it. */
  readonly place: string;
}

/** Places that are numbered in their image: one more instruction, and all behind it have another number. */
const NUMBERED = /^(history|OnBuild|provenance\/attestation-)\/?\d+$/;

/**
 * What stays of a place when lines move, layers are renumbered and the base image is another: what kind of place it is,
 * the path, and the name that the secret is assigned to.
 */
export function placeOf(place: {
  readonly in: OccurrencePlace;
  readonly path: string;
  readonly key?: string | undefined;
}): string {
  const isFile = place.in === 'layer' || place.in === 'context';
  const path = isFile ? place.path : place.path.replace(NUMBERED, '$1');
  return `${place.in}\0${path}\0${place.key ?? ''}`;
}

const HEX_DIGITS = 32;
/** Bits of information in a secret, above which nobody tests guesses of it. */
const STRONG_BITS = 80;
/** Of a weak secret's hash one byte is told: too little to confirm a guess, enough to see that it was changed. */
const WEAK_HASH_BYTES = 1;

/**
 * A finding's fingerprint: 32 hex digits, the same for the same secret under the same rule, whatever the line, the
 * layer or the image. It is printed in public, so it must not confirm guesses: for a strong token it is a hash of
 * rule and token; for a password or any other secret that can be guessed, it is a hash of rule and place with one
 * byte of the secret's hash. Of a million guesses, some four thousand fit; and the byte is the same at every place, so
 * that many fingerprints of one password tell no more than one.
 */
export function fingerprintOf({ rule, secret, guessable, place }: FingerprintInput): string {
  const hash = createHash('sha256').update('drydock/fingerprint/1\0').update(rule).update('\0');
  if (!isGuessable({ secret, guessable }))
    return hash.update('token\0').update(secret).digest('hex').slice(0, HEX_DIGITS);
  const weak = createHash('sha256')
    .update('drydock/weak/1\0')
    .update(secret)
    .digest()
    .subarray(0, WEAK_HASH_BYTES);
  return hash.update('place\0').update(place).update('\0').update(weak).digest('hex').slice(0, HEX_DIGITS);
}

/** Whether the secrets of a rule are such that people choose, as far as the rule tells; a check knows a format. */
export function isOfGuessableRule(rule: Pick<Rule, 'guessable' | 'general' | 'checks'> | undefined): boolean {
  if (rule === undefined) return false;
  return rule.guessable === true || (rule.general === true && rule.checks === undefined);
}

/** Whether somebody who knows a hash of the secret could find it by trying: then nothing public may confirm a guess. */
export function isGuessable({ secret, guessable }: Pick<FingerprintInput, 'secret' | 'guessable'>): boolean {
  return guessable || secret.length < 16 || entropy(secret) * secret.length < STRONG_BITS;
}
