import { describe, expect, it } from '@jest/globals';
import { expandExample } from '../../../src/rules/examples.js';
import { runCheck } from './run-check.js';

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

function token(header: unknown, claims: unknown, signature = 'c2lnbmF0dXJlLW9mLWEtdG9rZW4'): string {
  return `${encode(header)}.${encode(claims)}.${signature}`;
}

const HS256 = { alg: 'HS256', typ: 'JWT' };
const IN_2030 = Date.UTC(2030, 0, 2) / 1000;
const IN_2020 = Date.UTC(2020, 0, 2) / 1000;

describe('jwt', () => {
  it('tells algorithm, issuer and expiry', () => {
    const result = runCheck('jwt', token(HS256, { iss: 'https://login.acme.io/tenant/7', exp: IN_2030 }));
    expect(result).toEqual({
      outcome: 'pass',
      note: 'JSON Web Token, HS256, issued by login.acme.io, expires 2030-01-02',
    });
  });

  it('drops the example token of jwt.io, with and without its name', () => {
    for (const claims of [{ name: 'John Doe' }, { iat: 1516239022 }])
      expect(runCheck('jwt', token(HS256, { sub: '1234567890', ...claims })).outcome).toBe('drop');
  });

  it('lowers an expired token', () => {
    const result = runCheck('jwt', token(HS256, { exp: IN_2020 }));
    expect(result).toEqual({
      outcome: 'pass',
      note: 'JSON Web Token, HS256, expired 2020-01-02',
      atMost: 'low',
    });
  });

  it('takes the moment of expiry as expired', () => {
    expect(runCheck('jwt', token(HS256, { exp: IN_2030 }), { now: IN_2030 * 1000 }).atMost).toBe('low');
    expect(
      runCheck('jwt', token(HS256, { exp: IN_2030 }), { now: IN_2030 * 1000 - 1 }).atMost,
    ).toBeUndefined();
  });

  it('reads milliseconds where an issuer writes them', () => {
    expect(runCheck('jwt', token(HS256, { exp: IN_2020 * 1000 })).note).toContain('expired 2020-01-02');
  });

  it.each([undefined, null, 'soon', -1, 1e300, 8.64e15 + 1])('survives exp %p', (exp) => {
    expect(runCheck('jwt', token(HS256, { exp }))).toEqual({
      outcome: 'pass',
      note: 'JSON Web Token, HS256, without expiry',
    });
  });

  it.each([
    ['an unsigned token', token({ alg: 'none' }, { sub: 'a' }, '')],
    ['an unsigned token in capitals', token({ alg: 'None' }, { sub: 'a' })],
    ['a token without signature', token(HS256, { sub: 'a' }, '')],
    ['a header that is no JSON', `eyJabc.${encode({ sub: 'a' })}.abc`],
    ['a header without algorithm', token({ typ: 'JWT' }, { sub: 'a' })],
    ['a payload that is no JSON', token(HS256, 'hello there')],
    ['the example of jwt.io', token(HS256, { sub: '1234567890', name: 'John Doe', iat: 1516239022 })],
  ])('drops %s', (_, secret) => {
    expect(runCheck('jwt', secret).outcome).toBe('drop');
  });

  it('finds the token behind a prefix', () => {
    expect(runCheck('jwt', expandExample('${token:github-stateless}', 1))).toMatchObject({ outcome: 'pass' });
    expect(runCheck('jwt', expandExample('${token:jwt}', 1)).atMost).toBeUndefined();
    expect(runCheck('jwt', expandExample('${token:jwt-expired}', 1)).atMost).toBe('low');
  });

  it('cannot read an encrypted token, and says so', () => {
    const secret = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`;
    expect(runCheck('jwt', secret)).toEqual({ outcome: 'none', note: 'JSON Web Token, RSA-OAEP, encrypted' });
  });

  it("lowers Supabase's key for browsers, not its service key", () => {
    const claims = { iss: 'supabase', ref: 'abcdefgh', exp: IN_2030 };
    expect(runCheck('jwt', token(HS256, { ...claims, role: 'anon' })).atMost).toBe('low');
    expect(runCheck('jwt', token(HS256, { ...claims, role: 'service_role' })).atMost).toBeUndefined();
  });

  it('tells nothing of other claims, nor of an issuer or algorithm that may hide something', () => {
    const claims = { iss: 'user:hunter42@acme', sub: 'alice@acme.io', jti: 'k9f3', exp: IN_2030 };
    const { note } = runCheck('jwt', token({ alg: 'x'.repeat(50) }, claims));
    expect(note).toBe('JSON Web Token, unknown algorithm, expires 2030-01-02');
  });

  it('has nothing to say of what is no token', () => {
    expect(runCheck('jwt', 'eyJ')).toEqual({ outcome: 'none' });
  });
});
