import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checks, publicHalf } from '../../../src/detector/checks/index.js';
import { expandExample } from '../../../src/rules/examples.js';
import { TOKEN_NAMES } from '../../../src/rules/tokens.js';
import { NOW } from './run-check.js';

const latin1 = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const TOKENS = TOKEN_NAMES.map((name) => expandExample(`\${token:${name}}`, 'fuzz'));

/** A token with a piece overwritten, cut out or put in: gets further into a parser than random bytes. */
const broken = fc
  .tuple(fc.constantFrom(...TOKENS), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), latin1)
  .map(([token, place, removed, put]) => {
    const at = Math.floor(place * token.length);
    return token.slice(0, at) + put.slice(0, 8) + token.slice(at + removed);
  });
const secret = fc.oneof(latin1, broken, fc.constantFrom(...TOKENS));
const input = fc.record({
  secret,
  before: fc.oneof(fc.constant(''), latin1),
  after: fc.oneof(fc.constant(''), latin1),
});

describe('every check', () => {
  it('says something sensible of whatever it is given, and never throws', () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const check of checks.values()) {
          const result = check({ ...given, groups: {}, now: NOW });
          expect(['pass', 'fail', 'none', 'drop']).toContain(result.outcome);
          // A note is one short line in plain characters, as it goes to terminals and annotations.
          expect(result.note ?? '').toMatch(/^[\x20-\x7e]{0,200}$/);
          if (result.outcome === 'fail' || result.outcome === 'drop') expect(result.note).toBeTruthy();
        }
        publicHalf(given.secret);
      }),
      { numRuns: 300 },
    );
  });

  it('takes milliseconds for hostile input of the longest kind', () => {
    const begin = '-----BEGIN RSA PRIVATE KEY-----\n';
    const hostile = [
      'eyJ'.repeat(20_000),
      `eyJ${'.'.repeat(60_000)}`,
      begin + ' '.repeat(60_000),
      begin + '\\'.repeat(60_000),
      begin + '"+ '.repeat(20_000),
      begin + 'Proc-Type: 4,ENCRYPTED\n'.repeat(2_500),
      begin + 'A-B: '.repeat(12_000),
      begin + 'QUFB'.repeat(15_000),
      begin.repeat(1_800),
      '_a'.repeat(30_000),
      `gl${'a'.repeat(60_000)}`,
      `glpat-${'-'.repeat(60_000)}`,
      `ATATT${'='.repeat(60_000)}`,
      'PuTTY-User-Key-File-3: ssh-rsa\n'.repeat(1_900),
      '{'.repeat(60_000),
    ];
    for (const text of hostile) {
      for (const [name, check] of checks) {
        const start = performance.now();
        check({
          secret: text,
          groups: {},
          before: text.slice(0, 4096),
          after: text.slice(0, 4096),
          now: NOW,
        });
        // Generous for a busy machine: a quadratic search over 60,000 characters takes seconds.
        expect({ name, text: text.slice(0, 20), slow: performance.now() - start > 250 }).toMatchObject({
          slow: false,
        });
      }
    }
  });
});
