import {
  checkPrimeSync,
  createCipheriv,
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  pbkdf2Sync,
} from 'node:crypto';
import {
  DER_BIT_STRING,
  DER_OCTET_STRING,
  DER_SEQUENCE,
  toBigInt,
  writeDer,
  writeDerInteger,
  writeDerObjectId,
} from '../detector/checks/der.js';
import { armourChecksum } from '../detector/checks/pgp-key.js';
import { puttyMac } from '../detector/checks/putty-key.js';
import { ed25519Pkcs8 } from '../detector/checks/ssh-key.js';
import { makeRandom } from './examples-random.js';
import type { Random } from './examples-random.js';

// Private keys that nobody uses, made from seeded bytes: right in every number, so that they parse and their parts
// belong together.

const NULL = Uint8Array.of(5, 0);
const P256 = '1.2.840.10045.3.1.7';

/** PEM (RFC 7468): 64 characters a line, no line feed at the end. `headers` go before the body (RFC 1421). */
export function pem(label: string, der: Uint8Array, headers = ''): string {
  return `-----BEGIN ${label}-----\n${headers}${fold(Buffer.from(der).toString('base64'), 64)}\n-----END ${label}-----`;
}

function fold(text: string, width: number): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
}

function toBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

const integer = (value: bigint): Buffer => writeDerInteger(toBytes(value));

function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let power = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return result;
}

/** Extended Euclid; the two must have no common divisor. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [0n, 1n];
  let [larger, smaller] = [modulus, value % modulus];
  while (smaller > 0n) {
    const quotient = larger / smaller;
    [larger, smaller] = [smaller, larger - quotient * smaller];
    [previous, current] = [current, previous - quotient * current];
  }
  return ((previous % modulus) + modulus) % modulus;
}

/** Rounds of Miller-Rabin; OpenSSL's default of 64 is for keys that matter. */
const PRIME_ROUNDS = { checks: 8 };

/** The first prime after a random number with its two highest bits set, so that a product of two has full length. */
function drawPrime(random: Random, bits: number, fits: (prime: bigint) => boolean = () => true): bigint {
  const top = 3n << BigInt(bits - 2);
  let candidate = toBigInt(random.bytes(bits / 8)) | top | 1n;
  while (!checkPrimeSync(candidate, PRIME_ROUNDS) || !fits(candidate)) candidate += 2n;
  return candidate;
}

const RSA_EXPONENT = 65537n;
/** Making a key takes some 200 ms: examples share two. */
const RSA_KEYS = 2;
const rsaKeys = new Map<number, Buffer>();
let dsaKey: Buffer | undefined;

/** PKCS#1 of 2048 bits. */
export function rsaDer(random: Random): Buffer {
  const index = random.below(RSA_KEYS);
  const made = rsaKeys.get(index) ?? makeRsa(makeRandom(`rsa ${index}`));
  rsaKeys.set(index, made);
  return made;
}

function makeRsa(random: Random): Buffer {
  const fits = (prime: bigint): boolean => (prime - 1n) % RSA_EXPONENT !== 0n;
  const p = drawPrime(random, 1024, fits);
  const q = drawPrime(random, 1024, fits);
  const d = inverse(RSA_EXPONENT, (p - 1n) * (q - 1n));
  const numbers = [0n, p * q, RSA_EXPONENT, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  return writeDer(DER_SEQUENCE, ...numbers.map(integer));
}

/** OpenSSL's own format, of 1024 bits with a subgroup of 160: `p` is a prime in the series `1 + k·2q`. */
export function dsaDer(): Buffer {
  dsaKey ??= makeDsa(makeRandom('dsa'));
  return dsaKey;
}

function makeDsa(random: Random): Buffer {
  const q = drawPrime(random, 160);
  const start = toBigInt(random.bytes(128)) | (1n << 1023n);
  let p = start - (start % (2n * q)) + 2n * q + 1n;
  while (!checkPrimeSync(p, PRIME_ROUNDS)) p += 2n * q;
  const g = modPow(2n, (p - 1n) / q, p);
  const x = toBigInt(random.bytes(19));
  return writeDer(DER_SEQUENCE, ...[0n, p, q, g, modPow(g, x, p), x].map(integer));
}

/** A number below any 256-bit curve's order: its first bit is clear. */
function ecSecret(random: Random): Buffer {
  const secret = random.bytes(32);
  secret[0] = ((secret[0] ?? 0) & 0x7f) | 0x40;
  return secret;
}

function ecPublic(secret: Buffer): Buffer {
  const exchange = createECDH('prime256v1');
  exchange.setPrivateKey(secret);
  return exchange.getPublicKey();
}

/** SEC 1 on P-256 (RFC 5915). */
export function ecDer(random: Random): Buffer {
  const secret = ecSecret(random);
  return writeDer(
    DER_SEQUENCE,
    writeDerInteger(Uint8Array.of(1)),
    writeDer(DER_OCTET_STRING, secret),
    writeDer(0xa0, writeDerObjectId(P256)),
    writeDer(0xa1, writeDer(DER_BIT_STRING, Uint8Array.of(0), ecPublic(secret))),
  );
}

/** PKCS#8 around an RSA key in PKCS#1. */
export function rsaPkcs8(random: Random): Buffer {
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId('1.2.840.113549.1.1.1'), NULL);
  const version = writeDerInteger(Uint8Array.of(0));
  return writeDer(DER_SEQUENCE, version, algorithm, writeDer(DER_OCTET_STRING, rsaDer(random)));
}

/** PKCS#8 encrypted by PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256, AES-256-CBC. */
export function encryptedPkcs8(random: Random): Buffer {
  const [salt, vector, passphrase] = [random.bytes(8), random.bytes(16), random.bytes(12)];
  const key = pbkdf2Sync(passphrase, salt, 2048, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, vector);
  const hidden = Buffer.concat([cipher.update(rsaPkcs8(random)), cipher.final()]);
  const prf = writeDer(DER_SEQUENCE, writeDerObjectId('1.2.840.113549.2.9'), NULL);
  const derivation = writeDer(
    DER_SEQUENCE,
    writeDerObjectId('1.2.840.113549.1.5.12'),
    writeDer(DER_SEQUENCE, writeDer(DER_OCTET_STRING, salt), integer(2048n), prf),
  );
  const encryption = writeDer(
    DER_SEQUENCE,
    writeDerObjectId('2.16.840.1.101.3.4.1.42'),
    writeDer(DER_OCTET_STRING, vector),
  );
  const parameters = writeDer(DER_SEQUENCE, derivation, encryption);
  const algorithm = writeDer(DER_SEQUENCE, writeDerObjectId('1.2.840.113549.1.5.13'), parameters);
  return writeDer(DER_SEQUENCE, algorithm, writeDer(DER_OCTET_STRING, hidden));
}

/** OpenSSL's older way: the headers of RFC 1421 and a key that MD5 makes of the passphrase. */
export function encryptedRsaPem(random: Random): string {
  const [vector, passphrase] = [random.bytes(16), random.bytes(12)];
  const key = createHash('md5').update(passphrase).update(vector.subarray(0, 8)).digest();
  const cipher = createCipheriv('aes-128-cbc', key, vector);
  const hidden = Buffer.concat([cipher.update(rsaDer(random)), cipher.final()]);
  const info = `DEK-Info: AES-128-CBC,${vector.toString('hex').toUpperCase()}`;
  return pem('RSA PRIVATE KEY', hidden, `Proc-Type: 4,ENCRYPTED\n${info}\n\n`);
}

function ed25519Public(seed: Buffer): Buffer {
  const key = createPrivateKey({ key: ed25519Pkcs8(seed), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** SSH's strings: a length of 4 bytes before each. */
function sshStrings(...values: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const bytes = Buffer.from(value);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** `OPENSSH PRIVATE KEY` (OpenSSH's PROTOCOL.key). When encrypted, the private section is random bytes. */
export function opensshPem(random: Random, encrypted: boolean): string {
  const seed = random.bytes(32);
  const key = ed25519Public(seed);
  const publicBlob = sshStrings('ssh-ed25519', key);
  const check = random.bytes(4);
  const plain = Buffer.concat([
    check,
    check,
    sshStrings('ssh-ed25519', key, Buffer.concat([seed, key]), 'deploy@build'),
  ]);
  // Padded with 1, 2, 3, … to the cipher's block.
  const block = encrypted ? 16 : 8;
  const padding = Uint8Array.from({ length: (block - (plain.length % block)) % block }, (_, at) => at + 1);
  const padded = Buffer.concat([plain, padding]);
  const options = encrypted
    ? Buffer.concat([sshStrings(random.bytes(16)), Buffer.of(0, 0, 0, 24)])
    : Buffer.alloc(0);
  const der = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    sshStrings(encrypted ? 'aes256-ctr' : 'none', encrypted ? 'bcrypt' : 'none', options),
    Buffer.of(0, 0, 0, 1),
    sshStrings(publicBlob, encrypted ? random.bytes(padded.length) : padded),
  ]);
  const body = fold(der.toString('base64'), 70);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----`;
}

/** PuTTY's version 3, not encrypted. */
export function puttyFile(random: Random): string {
  const seed = random.bytes(32);
  const publicBlob = sshStrings('ssh-ed25519', ed25519Public(seed));
  const privateBlob = sshStrings(seed);
  const comment = 'deploy-key';
  const parts = [
    Buffer.from('ssh-ed25519'),
    Buffer.from('none'),
    Buffer.from(comment),
    publicBlob,
    privateBlob,
  ];
  const section = (name: string, bytes: Buffer): string[] => {
    const lines = fold(bytes.toString('base64'), 64).split('\n');
    return [`${name}: ${lines.length}`, ...lines];
  };
  return [
    'PuTTY-User-Key-File-3: ssh-ed25519',
    'Encryption: none',
    `Comment: ${comment}`,
    ...section('Public-Lines', publicBlob),
    ...section('Private-Lines', privateBlob),
    `Private-MAC: ${puttyMac('3', parts)}`,
  ].join('\n');
}

/** An OpenPGP secret key (RFC 4880, EdDSA as GnuPG writes it), not encrypted, with a user ID, in armour. */
export function pgpBlock(random: Random): string {
  const seed = random.bytes(32);
  // A number is written without leading zero bits.
  seed[0] = (seed[0] ?? 0) | 0x80;
  const created = Buffer.of(0x65, 0x92, random.below(256), random.below(256));
  const curve = Buffer.from('092b06010401da470f01', 'hex');
  const point = Buffer.concat([Buffer.of(0x40), ed25519Public(seed)]);
  const secret = Buffer.concat([Buffer.of(0x01, 0x00), seed]);
  const sum = secret.reduce((total, byte) => (total + byte) & 0xffff, 0);
  const body = Buffer.concat([
    Buffer.of(4),
    created,
    Buffer.of(22),
    curve,
    Buffer.of(0x01, 0x07),
    point,
    Buffer.of(0),
    secret,
    Buffer.of(sum >> 8, sum & 0xff),
  ]);
  const user = Buffer.from('Release <release@build.internal>');
  const bytes = Buffer.concat([Buffer.of(0xc5, body.length), body, Buffer.of(0xcd, user.length), user]);
  const label = 'PGP PRIVATE KEY BLOCK';
  const text = `${fold(bytes.toString('base64'), 64)}\n${armourChecksum(bytes)}`;
  return `-----BEGIN ${label}-----\n\n${text}\n-----END ${label}-----`;
}
