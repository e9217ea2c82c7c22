import { createHash } from 'node:crypto';
import type { Check, CheckResult } from '../../model/check.js';
import { isCutShort } from './der.js';
import { describeKey } from './key-facts.js';
import type { KeyFacts, KeyKind } from './key-facts.js';
import { readKeyText } from './key-text.js';
import type { KeyText } from './key-text.js';
import { knownTestKey } from './known-test-keys.js';
import { decodeBase64 } from './numerals.js';
import { readArmour, readPgpKey } from './pgp-key.js';
import { readPrivateKeyDer } from './private-key-der.js';
import { readPuttyKey } from './putty-key.js';
import { NOTHING } from './result.js';
import { readOpensshKey, readSsh2Key } from './ssh-key.js';

/** The public half of a private key: what a certificate of the key has in common with it. */
export interface PublicHalf {
  readonly kind: KeyKind;
  /** Of the modulus or the curve; null where not known. */
  readonly bits: number | null;
  /** SHA-256 of the DER of the SubjectPublicKeyInfo, in lower-case hex. */
  readonly spkiSha256: string;
}

/**
 * The public half of a private key in PEM (escaped or indented as it may be) or PuTTY's format. Null for what is no
 * such key, and for one that is encrypted in a format that hides the public half too. Never throws.
 */
export function publicHalf(pem: string): PublicHalf | null {
  const text = readKeyText(pem);
  const facts = text === null ? null : readKey(text);
  if (facts?.spki == null || facts.damage !== undefined) return null;
  return { kind: facts.kind, bits: facts.bits, spkiSha256: spkiFingerprint(facts.spki) };
}

/** `private-key`: PEM of every kind, OpenSSH, PuTTY, PGP. */
export const privateKey: Check = ({ secret, before, after }) => {
  const text = readKeyText(secret, before, after);
  return text === null ? NOTHING : judge(text);
};

/** `private-key-base64`: the DER of a key in base64, without the BEGIN and END lines of PEM. */
export const privateKeyBase64: Check = ({ secret }) =>
  judge({ label: 'PRIVATE KEY', lines: [secret], encrypted: false, ended: true });

/** What the check `private-key` says of a key's text. */
export function judge(text: KeyText): CheckResult {
  const body = text.lines.join('');
  if (isNoKey(body)) return { outcome: 'drop', note: 'holds no key' };
  const facts = readKey(text);
  if (facts === null) {
    const short = !text.ended || isCutShort(Buffer.from(body, 'base64'));
    return { outcome: 'fail', note: short ? 'the key is cut short' : 'the key does not parse' };
  }
  const said = describeKey(facts);
  if (facts.damage !== undefined) return { outcome: 'fail', note: `${said}: ${facts.damage}` };
  if (facts.harmless !== undefined)
    return { outcome: 'pass', note: `${said}: ${facts.harmless}`, atMost: 'low' };
  const origin = facts.spki === null ? null : knownTestKey(spkiFingerprint(facts.spki));
  if (origin !== null)
    return { outcome: 'pass', note: `${said}: known test key of ${origin}`, atMost: 'low' };
  return { outcome: 'pass', note: said, ...(facts.encrypted ? { atMost: 'low' as const } : {}) };
}

/** The fewest base64 characters a key can have: PKCS#8 of an Ed25519 key has exactly these. */
const LEAST_CHARACTERS = 64;

/** Ellipses, filler and program text, as documentation and parsers have them between the BEGIN and END lines. */
function isNoKey(body: string): boolean {
  const base64 = body.replace(/[^A-Za-z0-9+/=]+/g, '');
  if (base64.length < LEAST_CHARACTERS || base64.length < body.length * 0.9) return true;
  if (
    body.includes('EXAMPLE') ||
    body.includes('...') ||
    body.includes('\u2026') ||
    body.includes('\u00e2\u0080\u00a6')
  )
    return true;
  return new Set(base64).size < 12;
}

function readKey(text: KeyText): KeyFacts | null {
  if (text.label === 'PuTTY') return readPuttyKey(text.lines);
  if (text.label.startsWith('PGP')) {
    const armour = readArmour(text.lines);
    const facts = armour && readPgpKey(armour.bytes);
    return facts !== null && armour?.checksumFits === false
      ? { ...facts, damage: 'its checksum does not fit' }
      : facts;
  }
  // Some tools leave stray characters between the lines: what is no base64 is left out.
  const bytes = decodeBase64(text.lines.join('').replace(/[^A-Za-z0-9+/=]+/g, ''));
  if (bytes === null) return null;
  if (text.encrypted) {
    const kind = text.label.startsWith('RSA')
      ? 'RSA'
      : text.label.startsWith('EC')
        ? 'EC'
        : text.label.startsWith('DSA')
          ? 'DSA'
          : 'PKCS#8';
    return { kind, bits: null, encrypted: true, spki: null };
  }
  if (text.label.startsWith('SSH2')) return readSsh2Key(bytes);
  const facts = readOpensshKey(bytes) ?? readPrivateKeyDer(bytes);
  // TPM 2.0 key files (`TSS2 PRIVATE KEY`): wrapped by a chip, and of no use without it.
  if (facts === null && text.label.startsWith('TSS2')) {
    return { kind: 'PKCS#8', bits: null, encrypted: false, spki: null, harmless: 'wrapped by a TPM' };
  }
  return facts;
}

function spkiFingerprint(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('hex');
}
