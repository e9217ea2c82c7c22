import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCommonPassword, isDefaultPassword, isPlaceholder } from '../../src/detector/placeholder.js';
import { expandExample } from '../../src/rules/examples.js';

describe('isPlaceholder', () => {
  it.each([
    // variables and templates
    '${DB_PASSWORD}',
    '$DB_PASSWORD',
    '$(cat /run/secrets/db)',
    '{{ .Values.password }}',
    '<%= ENV["KEY"] %>',
    '#{ENV["KEY"]}',
    '%(password)s',
    '%DB_PASSWORD%',
    '%s',
    'root:%s@%s',
    '{password}',
    '@DB_PASSWORD@',
    '__API_KEY__',
    '<your-password>',
    'prefix-<your token>-suffix',
    '!vault |',
    'vault:secret/data/shop#password',
    'arn:aws:secretsmanager:eu-west-1:1:secret:x',
    // what says what belongs there
    'your_api_key_here',
    'YOUR-TOKEN',
    'insert_key',
    'replace-me',
    'changeme123',
    'sk-xxxxxxxxxxxxxxxx',
    'ghp_EXAMPLE00000000',
    'my-secret-token',
    'DOCKER_PASSWORD',
    'KEYSTONE_DBPASS',
    'vmware_pwd',
    'new-password',
    'password_here',
    'REDACTED',
    'abcd...',
    '********',
    // repeated and sequential characters
    '000000000000000000000000',
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababababab',
    'abcdabcdabcdabcdabcd',
    '1234567890abcdef1234',
    'abcdefghijklmnopqrstuvwxyz',
    '0123456789abcdef0123456789abcdef',
    'qwertyuiop',
    'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6',
    'px-api-a1b2c3d4-e5f6-g7h8-i8j0-k0l3m3n4o0p5',
    'sk_live_1a2b3c4d5e6f7g8h9i0j',
  ])('%s is one', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it('lets base64url of 0xff bytes be', () => {
    expect(isPlaceholder(`q7W${'_'.repeat(5)}8e9r1t2Y3u4i5o6p7`)).toBe(false);
    expect(isPlaceholder(`key-${'_'.repeat(8)}`)).toBe(true);
  });

  it('knows documented examples, wherever they stand', () => {
    for (const pieces of [
      ['AKIAI44QH8DH', 'BEXAMPLE'],
      ['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'],
      ['uXFGweU9l3', '5qcif'],
      ['33f!!', 'lloppa'],
      ['sk_test_4eC39HqLyj', 'WDarjtT1zdp7dc'],
    ])
      expect(isPlaceholder(pieces.join(''))).toBe(true);
  });

  it('sees the word in a token of documentation that is longer than chance allows', () => {
    const body = expandExample('${b:600}', 1);
    expect(isPlaceholder(body)).toBe(false);
    expect(isPlaceholder(`${body.slice(0, 40)}wEXAMPLEt${body}`)).toBe(true);
  });

  it.each([
    'p%s!Kd93kdk',
    'Xk8<pQz2LmN',
    '100%dRy-Gin',
    'aB$cD$eF9',
    'pass<w0rd',
    'x{9}yQ!z',
    'k#7{mQz!',
    'T0k3n-of_Shop',
  ])('%s is none: a password may hold the characters of templates', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  it.each([
    '${w:20}',
    '${w:40}',
    '${h:32}',
    '${h:64}',
    '${b:88}',
    '${u:164}',
    '${b:1200}',
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${b:1592}',
    '${password:16}',
    '${B:32}',
    '${uuid}',
  ])('random text of %s is none', (template) => {
    const wrong = Array.from({ length: 300 }, (_, seed) => expandExample(template, seed)).filter(
      isPlaceholder,
    );
    // Two characters in a row of a password may be a variable's, once in hundreds.
    expect(wrong.length).toBeLessThanOrEqual(template.includes('password') ? 6 : 0);
  });

  it('judges any text, in time that its length bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const startMs = performance.now();
        isPlaceholder(text);
        isCommonPassword(text);
        isDefaultPassword(text);
        expect(performance.now() - startMs).toBeLessThan(200);
      }),
    );
    for (const unit of ['a', '_', 'a_', '<a', '%s', '{a', '1', 'password', 'A_'])
      expect(typeof isPlaceholder(unit.repeat(5000))).toBe('boolean');
  });
});

describe('isDefaultPassword', () => {
  it.each([
    'postgres',
    'changeme',
    'Password',
    'admin',
    'guest',
    'hunter2',
    'tiger',
    'xxxx',
    'aaaaaa',
    'minioadmin',
  ])('%s is one', (text) => {
    expect(isDefaultPassword(text)).toBe(true);
  });

  it.each(['hunter2-prod!', 'postgres-7Kd', 'Summer2024!', 'xk8pqz'])('%s is none', (text) => {
    expect(isDefaultPassword(text)).toBe(false);
  });
});

describe('isCommonPassword', () => {
  it.each([
    'P@ssw0rd',
    'P4ssword1',
    'Passw0rd!',
    'Admin@123',
    'secure1',
    'testing123-2',
    'secret123',
    'Welcome1!',
    'root1234',
    'mysecretpassword1',
    'pmapass',
    'letmein1',
  ])('%s is guessed first', (text) => {
    expect(isCommonPassword(text)).toBe(true);
  });

  it.each([
    'Tr0ub4dor&3',
    'MyS3cretP@ss',
    'hunter2-prod!',
    'Summer2024!',
    'Xk8pQz2LmN',
    'C1sco12345',
    'shop2024prod',
    '1234567',
    '',
  ])('%s is not', (text) => {
    expect(isCommonPassword(text)).toBe(false);
  });

  it('is never a random text', () => {
    for (let seed = 0; seed < 500; seed++)
      expect(isCommonPassword(expandExample('${w:12}', seed))).toBe(false);
  });
});
