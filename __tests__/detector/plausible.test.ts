import { describe, expect, it } from '@jest/globals';
import { isPlausibleSecret } from '../../src/detector/plausible.js';
import { expandExample } from '../../src/rules/examples.js';

describe('isPlausibleSecret', () => {
  it.each([
    '0AWIRh^JUq*BlIFXZ53N',
    'Xk8pQz2LmN',
    '9f86d081884c7d65',
    'kJhQwPzXbNmRtYsD',
    'Kx9#mP2$vL',
    'B7(x)9!kQ',
    'aZ9+/dk3Lq0=',
    'MYj/bj8ClOXNP1DB',
  ])('%s is, quoted or not', (value) => {
    expect(isPlausibleSecret(value, true)).toBe(true);
    expect(isPlausibleSecret(value, false)).toBe(true);
  });

  it.each([
    // code
    'getPassword()',
    'os.environ["KEY"]',
    'function(a,b){return}',
    'new Password',
    '() => token1',
    'crypto.randomBytes(32)',
    '[A-Za-z0-9]{16}',
    '{"a":"b1"}',
    // translations and digests
    'R\\u00e9initialiser',
    `argon2:$argon2id$v=19$m=10240,t=10,p=8$${'kVzq7'.repeat(5)}`,
    // addresses
    '/run/secrets/db_password1',
    'https://auth.internal/token1',
    'shop-db-1.internal',
    'ops1@shop.internal.io',
    '10.0.0.1:5432',
    'application/x-pkcs12',
    '2024-05-01T12:00:00Z',
    'v1.2.3-beta4',
    'C:\\secrets\\1.txt',
    // what is public by its shape
    '550e8400-e29b-41d4-a716-446655440000',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'sha512-Qz7Qz8Qz9Qz0==',
    '#ff00aa',
    '_ZN4core3mem6zeroed17h47e24d8e421d6159E',
    'local_key/20250101/eu-west-1/cognito-idp/aws4_request',
    '0xdeadbeef',
    '1234567890.5',
    '$2y$10$abcdefghijklmnopqrstuv',
    'scram-sha-256',
    'HMAC-SHA512',
    '5/m/user',
    '20/m/ip,5/m/key',
    // words
    'Enter your password',
    'password-reset-form',
    'userPasswordField2',
    'MAX_TOKEN_LENGTH',
    'shop-tls-certificate-2',
    'ConvertTo-SecureString',
    // too little
    'abc12',
    'aaaaaaaa1',
  ])('%s is not', (value) => {
    expect(isPlausibleSecret(value, true)).toBe(false);
  });

  it.each(['config.oauth.secret1', 'process.env.TOKEN_2', 'this.password1', 'verify=false', 'a1==b2c3d4'])(
    '%s without quotes is an expression',
    (value) => {
      expect(isPlausibleSecret(value, false)).toBe(false);
    },
  );

  it.each([
    'Tr0ub4dor&3',
    'hunter2-prod!',
    'MyS3cretP@ss',
    'correct-horse-battery-staple-42',
    'Summer2024!',
    'Winter2023',
    'iloveyou2',
  ])('%s is what people choose for a password in configuration', (value) => {
    expect(isPlausibleSecret(value, false, true)).toBe(true);
  });

  it.each([
    'db-password-2',
    'shop-credentials-1',
    'redis-auth',
    'userPasswordField2',
    'shop-database',
    'Forgot-your-password?',
  ])('%s names a password, and is none', (value) => {
    expect(isPlausibleSecret(value, false, true)).toBe(false);
  });

  it.each(['${w:20}', '${w:32}', '${h:40}', '${b:44}', '${password:16}'])(
    'random text of %s nearly always is',
    (template) => {
      const values = Array.from({ length: 300 }, (_, seed) => expandExample(template, seed));
      const missed = values.filter((value) => !isPlausibleSecret(value, true));
      expect(missed.length).toBeLessThanOrEqual(template.includes('password') ? 12 : 1);
    },
  );

  it('takes a bounded time on hostile texts', () => {
    for (const unit of ['a', 'aB', 'a1', '-', 'a.', '(', 'a(', 'A_']) {
      const startMs = performance.now();
      isPlausibleSecret(unit.repeat(512 / unit.length), false);
      expect(performance.now() - startMs).toBeLessThan(200);
    }
  });
});
