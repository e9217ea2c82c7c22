import { describe, expect, it } from '@jest/globals';
import { entropy } from '../../src/detector/entropy.js';
import { isPlaceholder } from '../../src/detector/placeholder.js';
import { UserError } from '../../src/model/errors.js';
import { expandExample } from '../../src/rules/examples.js';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe('expandExample', () => {
  it('gives the same text for the same seed, and another for another', () => {
    const template = 'A=${w:30} B=${uuid} C=${password:16} D=${token:github-pat} E=${token:pem-rsa}';
    expect(expandExample(template, 'seed')).toBe(expandExample(template, 'seed'));
    expect(expandExample(template, 'seed')).not.toBe(expandExample(template, 'seeds'));
    expect(expandExample(template, 7)).toBe(expandExample(template, '7'));
  });

  it.each([
    ['w', /^[A-Za-z0-9]{24}$/],
    ['u', /^[A-Za-z0-9_-]{24}$/],
    ['b', /^[A-Za-z0-9+/]{24}$/],
    ['a', /^[a-z0-9]{24}$/],
    ['A', /^[A-Z0-9]{24}$/],
    ['h', /^[0-9a-f]{24}$/],
    ['H', /^[0-9A-F]{24}$/],
    ['d', /^[0-9]{24}$/],
    ['l', /^[a-z]{24}$/],
    ['U', /^[A-Z]{24}$/],
    ['L', /^[A-Za-z]{24}$/],
    ['B', /^[A-Z2-7]{24}$/],
    ['c', /^[a-z2-7]{24}$/],
    ['password', /^[A-Za-z0-9*_+.^~!-]{24}$/],
  ])('${%s:24} keeps to its alphabet and its length', (name, form) => {
    for (const seed of SEEDS) expect(expandExample(`\${${name}:24}`, seed)).toMatch(form);
  });

  // The thresholds of docs/rules.md, which rules are told to stay 0.6 below: no seed may come near that.
  it.each([
    ['w:20', 3.7],
    ['w:40', 4.4],
    ['h:32', 3.4],
    ['h:64', 3.6],
    ['b:40', 4.4],
    ['d:20', 2.8],
  ])(
    '${%s} always has an entropy of %d or more, every class of characters, and no filler',
    (generator, least) => {
      for (const seed of SEEDS) {
        const text = expandExample(`\${${generator}}`, seed);
        expect(entropy(text)).toBeGreaterThanOrEqual(least);
        expect(isPlaceholder(text)).toBe(false);
        expect(text).not.toMatch(/(.)\1\1|1234|abcd/);
        if (generator.startsWith('w')) expect(text).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])/);
        if (generator.startsWith('b')) expect(text).toMatch(/[+/]/);
      }
    },
  );

  it('makes passwords with both cases, a digit and a symbol inside', () => {
    for (const seed of SEEDS) {
      const text = expandExample('${password:12}', seed);
      expect(text).toMatch(/^[A-Z](?=.*[0-9])(?=.*[^A-Za-z0-9]).*[a-z]$/);
    }
    expect(expandExample('${password:1}', 1)).toHaveLength(1);
  });

  it('makes UUIDs of version 4', () => {
    for (const seed of SEEDS) {
      expect(expandExample('${uuid}', seed)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  it('encodes texts, with generators and braces inside them', () => {
    expect(expandExample('${base64:user:pässword}', 1)).toBe('dXNlcjpww6Rzc3dvcmQ=');
    expect(expandExample('${base64url:??>>}', 1)).toBe('Pz8-Pg');
    expect(expandExample('${hex:az}', 1)).toBe('617a');
    expect(expandExample("${urlencode:a b/c='(d)'}", 1)).toBe('a%20b%2Fc%3D%27%28d%29%27');
    const nested = expandExample('${base64:{"k": "${w:20}", "j": ${base64:${h:8}}}}', 1);
    expect(Buffer.from(nested, 'base64').toString()).toMatch(
      /^\{"k": "[A-Za-z0-9]{20}", "j": [A-Za-z0-9+/]{11}=\}$/,
    );
  });

  it.each([
    '${DB_PASSWORD}',
    '${w}',
    '${}',
    '${',
    '$${x}',
    '${d:-5}',
    '${w:?}',
    '${token}',
    '${uuid:3}',
    '${env:HOME}',
    '{{ w:3 }}',
    '',
  ])('leaves %p as it is', (text) => {
    expect(expandExample(text, 1)).toBe(text);
  });

  it('expands a generator inside a variable', () => {
    expect(expandExample('${PASS:-${d:4}}', 1)).toMatch(/^\$\{PASS:-\d{4}\}$/);
  });

  it.each([
    ['${w:}', 'no length'],
    ['${w:abc}', 'no length'],
    ['${w:0}', 'no length'],
    ['${w:20001}', 'no length'],
    ['${base64:abc', 'not closed'],
    ['${base64:{"a": 1}', 'not closed'],
    ['${token:nothing-like-it}', 'no token generator is named "nothing-like-it"'],
  ])('says what is wrong with %p', (template, message) => {
    expect(() => expandExample(template, 1)).toThrow(UserError);
    expect(() => expandExample(template, 1)).toThrow(message);
  });

  it('appends a checksum with crc62', () => {
    expect(expandExample('ghp_${crc62:30}', 1)).toMatch(/^ghp_[A-Za-z0-9]{36}$/);
  });
});
