import { createHmac } from 'node:crypto';
import { BECH32_DIGITS, bech32Checksum } from '../detector/checks/bech32.js';
import { gitlabChecksum } from '../detector/checks/token-checksums.js';
import type { Random } from './examples-random.js';
import { pem, rsaPkcs8 } from './tokens-keys.js';
import { BASE64, BASE64URL, DIGITS, HEX, LOWER, UPPER, WORD } from './tokens-alphabets.js';

/** JSON in base64. */
export function base64Json(value: unknown, encoding: 'base64' | 'base64url' = 'base64'): string {
  return Buffer.from(JSON.stringify(value)).toString(encoding);
}

/** HS256 with a random key. */
function jwt(random: Random, claims: Readonly<Record<string, unknown>>): string {
  const head = base64Json({ alg: 'HS256', typ: 'JWT' }, 'base64url');
  const signed = `${head}.${base64Json(claims, 'base64url')}`;
  return `${signed}.${createHmac('sha256', random.bytes(32)).update(signed).digest('base64url')}`;
}

/** A JWT of a login; `expiry` in seconds since 1970. */
export function session(random: Random, expiry: number): string {
  const subject = random.text(HEX, 24);
  return jwt(random, {
    iss: 'https://login.acme.io/',
    sub: subject,
    iat: expiry - 3600,
    exp: expiry,
    scope: 'admin',
  });
}

/** `o:` and `u:` route to the organization and user; the last byte is how many random ones there are. */
export function gitlabRoutable(prefix: string): (random: Random) => string {
  return (random) => {
    const route = Buffer.from(`o:1\nu:${random.text(LOWER, 4)}`);
    const payload = Buffer.concat([random.bytes(16), route, Buffer.of(16)]).toString('base64url');
    const length = payload.length.toString(36).padStart(2, '0');
    const routed = `${prefix}${payload}.01.${length}`;
    return routed + gitlabChecksum(routed);
  };
}

/** `AGE-SECRET-KEY-1…` */
export function ageIdentity(random: Random): string {
  // 32 bytes are 51 groups of 5 bits and one bit more, which four zeros fill up.
  const data = Array.from({ length: 52 }, (_, at) => (at === 51 ? 16 * random.below(2) : random.below(32)));
  const all = [...data, ...bech32Checksum('age-secret-key-', data)];
  return `AGE-SECRET-KEY-1${all
    .map((value) => BECH32_DIGITS.charAt(value))
    .join('')
    .toUpperCase()}`;
}

/** Version 2 of libmacaroons' binary format, as PyPI issues it. */
export function pypiToken(random: Random): string {
  const field = (type: number, data: string | Uint8Array): Buffer => {
    const bytes = Buffer.from(data);
    return Buffer.concat([Buffer.of(type, bytes.length), bytes]);
  };
  const identifier = [4, 4, 4, 12].reduce(
    (id, length) => `${id}-${random.text(HEX, length)}`,
    random.text(HEX, 8),
  );
  const head = Buffer.concat([Buffer.of(2), field(1, 'pypi.org'), field(2, identifier), Buffer.of(0)]);
  const caveat = Buffer.concat([field(2, '[3, "00000000-0000-4000-8000-000000000000"]'), Buffer.of(0)]);
  const macaroon = Buffer.concat([head, caveat, Buffer.of(0), field(6, random.bytes(32))]);
  return `pypi-${macaroon.toString('base64url')}`;
}

/** The first part is the account's number. */
export function discordBot(random: Random): string {
  const id = `1${random.text(DIGITS, 17)}`;
  return `${Buffer.from(id).toString('base64url')}.G${random.text(WORD, 5)}.${random.text(BASE64URL, 38)}`;
}

/** The JSON file that Google Cloud gives for a service account. */
export function serviceAccount(random: Random): string {
  const project = `acme-${random.text(LOWER, 6)}`;
  const email = `builder@${project}.iam.gserviceaccount.com`;
  const account = {
    type: 'service_account',
    project_id: project,
    private_key_id: random.text(HEX, 40),
    private_key: `${pem('PRIVATE KEY', rsaPkcs8(random))}\n`,
    client_email: email,
    client_id: `1${random.text(DIGITS, 20)}`,
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  return JSON.stringify(account, null, 2);
}

/** `ops_eyJ…` */
export function onePasswordAccount(random: Random): string {
  const account = {
    signInAddress: 'acme.1password.com',
    userAuth: {
      method: 'SRPg-4096',
      alg: 'PBES2g-HS256',
      iterations: 650000,
      salt: random.text(BASE64URL, 22),
    },
    email: `${random.text(LOWER, 13)}@1passwordserviceaccounts.com`,
    srpX: random.text(HEX, 64),
    muk: {
      alg: 'A256GCM',
      k: random.text(BASE64URL, 43),
      key_ops: ['encrypt', 'decrypt'],
      kty: 'oct',
      kid: 'mp',
    },
    secretKey: `A3-${random.text(UPPER + DIGITS, 6)}-${random.text(UPPER + DIGITS, 26)}`,
    throttleSecret: { seed: random.text(HEX, 64), uuid: random.text(UPPER + DIGITS, 26) },
    deviceUuid: random.text(LOWER + DIGITS, 26),
  };
  return `ops_${base64Json(account, 'base64url')}`;
}

/** `sntrys_eyJ…_…` */
export function sentryOrganization(random: Random): string {
  const claims = {
    iat: 1_700_000_000,
    url: 'https://sentry.io',
    region_url: 'https://us.sentry.io',
    org: 'acme',
  };
  return `sntrys_${base64Json(claims).replace(/=+$/, '')}_${random.text(BASE64, 43)}`;
}

/** `hvs.…` */
export function vault(random: Random): string {
  // A protobuf of a fixed head, the part that is `CAES`, and an HMAC.
  const token = Buffer.concat([
    Buffer.from([8, 1, 18, 32]),
    random.bytes(32),
    Buffer.from([26, 30]),
    random.bytes(30),
  ]);
  return `hvs.${token.toString('base64url')}`;
}
