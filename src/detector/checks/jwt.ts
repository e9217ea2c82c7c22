import type { Check, CheckResult } from '../../model/check.js';
import { decodeJsonObject } from './json-base64.js';
import { NOTHING } from './result.js';

/** `jwt`: RFC 7519. Tells algorithm, issuer and expiry, and no other claim. */
export const jwt: Check = ({ secret, now }) => {
  // The token may have a prefix (`ghs_123_eyJ…`). Anchored there, the search stays linear.
  const start = secret.indexOf('eyJ');
  const parts = /^(eyJ[\w-]*)\.([\w-]*)\.([\w-]*)(\.[\w-]*\.[\w-]*)?/.exec(secret.slice(Math.max(start, 0)));
  if (parts === null) return NOTHING;
  const [, first = '', second = '', third = '', encrypted] = parts;
  const header = decodeJsonObject(first);
  const algorithm = header?.['alg'];
  if (header === null || typeof algorithm !== 'string') return drop('not a JSON Web Token');
  if (algorithm.toLowerCase() === 'none') return drop('unsigned JSON Web Token');
  const kind = `JSON Web Token, ${/^[\w+-]{1,20}$/.test(algorithm) ? algorithm : 'unknown algorithm'}`;
  // Five parts are RFC 7516's encrypted form, whose payload nobody can read without the key.
  if (encrypted !== undefined) return { outcome: 'none', note: `${kind}, encrypted` };
  const claims = decodeJsonObject(second);
  if (claims === null) return drop('not a JSON Web Token: its payload is no JSON');
  if (third === '') return drop('unsigned JSON Web Token');
  // The example that jwt.io opens with, copied into countless tutorials.
  if (claims['sub'] === '1234567890' && (claims['name'] === 'John Doe' || claims['iat'] === 1516239022))
    return drop('the example token of jwt.io');
  return describe(claims, kind, now);
};

function describe(claims: Readonly<Record<string, unknown>>, kind: string, now: number): CheckResult {
  const said = [kind];
  const issuer = issuerHost(claims['iss']);
  if (issuer !== null) said.push(`issued by ${issuer}`);
  // Supabase's `anon` key is made for browsers: row level security guards the data, not the key.
  const isPublic =
    claims['role'] === 'anon' && (claims['iss'] === 'supabase' || typeof claims['ref'] === 'string');
  if (isPublic) said.push('a Supabase key for the public');
  const expiry = expiryTime(claims['exp']);
  if (expiry === null) said.push('without expiry');
  else said.push(`${expiry <= now ? 'expired' : 'expires'} ${new Date(expiry).toISOString().slice(0, 10)}`);
  const harmless = isPublic || (expiry !== null && expiry <= now);
  return { outcome: 'pass', note: said.join(', '), ...(harmless ? { atMost: 'low' as const } : {}) };
}

/** The host of an issuer's address, or an issuer that is a plain name. Anything else may be private. */
function issuerHost(issuer: unknown): string | null {
  if (typeof issuer !== 'string' || issuer.length > 200) return null;
  const host = /^https?:\/\/([a-z0-9.-]{1,100})(?:[:/]|$)/i.exec(issuer)?.[1] ?? issuer;
  return /^[a-z][a-z.-]{1,40}(?:\/[a-z]{1,40})?$/i.test(host) ||
    /^[a-z0-9-]+(?:\.[a-z0-9-]+){1,6}$/i.test(host)
    ? host
    : null;
}

/** `exp` is in seconds (RFC 7519, section 4.1.4); some issuers write milliseconds. Null without a date that can be. */
function expiryTime(expiry: unknown): number | null {
  if (typeof expiry !== 'number' || !Number.isFinite(expiry) || expiry <= 0) return null;
  const time = expiry > 1e11 ? expiry : expiry * 1000;
  return time < 8.64e15 ? time : null;
}

function drop(note: string): CheckResult {
  return { outcome: 'drop', note };
}
