import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Detector } from '../../src/detector/index.js';
import type { Rule } from '../../src/model/rule.js';
import { describeEvidence } from '../../src/trace/evidence.js';
import { fingerprintOf, isGuessable, placeOf } from '../../src/trace/fingerprint.js';

const STRONG = ['Zx81', 'qPw7', 'Lm3V', 'kT9b', 'Rf2N', 'yH6c'].join('');
const WEAK = ['Tr0ub', '4dor'].join('');

function print(secret: string, place = 'layer\0srv/.env\0', guessable = false): string {
  return fingerprintOf({ rule: 'a-rule', secret, guessable, place });
}

describe('the fingerprint', () => {
  it('of a strong token is the same in every place', () => {
    expect(print(STRONG, 'layer\0a\0')).toBe(print(STRONG, 'context\0b\0KEY'));
    expect(print(STRONG)).not.toBe(print(`${STRONG}x`));
    expect(print(STRONG)).not.toBe(
      fingerprintOf({ rule: 'b-rule', secret: STRONG, guessable: false, place: '' }),
    );
  });

  it('of a secret that can be guessed is that of its place, and another one when it is changed', () => {
    expect(print(WEAK, 'layer\0a\0')).not.toBe(print(WEAK, 'layer\0b\0'));
    expect(print(WEAK)).not.toBe(print(`${WEAK}!`));
    expect(print(STRONG, 'layer\0a\0', true)).not.toBe(print(STRONG, 'layer\0b\0', true));
  });

  it('of a secret that can be guessed fits one guess in 256, so that it confirms none', () => {
    const wanted = print(WEAK);
    const guesses = Array.from({ length: 20_000 }, (_, index) => `password${String(index)}`);
    const fitting = guesses.filter((guess) => print(guess) === wanted).length;
    // 78 are expected; that 20 or 200 come by chance is beyond belief.
    expect(fitting).toBeGreaterThan(20);
    expect(fitting).toBeLessThan(200);
  });

  it('is of 32 hexadecimal digits, for whatever is found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.boolean(), (secret, place, guessable) => {
        expect(print(secret, place, guessable)).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});

describe('the place', () => {
  it('has no number that changes with the image', () => {
    const placed = (path: string) => placeOf({ in: 'history', path, key: 'PASSWORD' });
    expect(placed('history/3')).toBe(placed('history/11'));
    expect(placeOf({ in: 'config', path: 'OnBuild/0' })).toBe(placeOf({ in: 'config', path: 'OnBuild/2' }));
    expect(placeOf({ in: 'provenance', path: 'provenance/attestation-0' })).toBe(
      placeOf({ in: 'provenance', path: 'provenance/attestation-1' }),
    );
    expect(placed('history/3')).not.toBe(placeOf({ in: 'history', path: 'history/3', key: 'OTHER' }));
  });

  it('of a file is the whole path, numbers and all', () => {
    expect(placeOf({ in: 'layer', path: 'history/3' })).not.toBe(placeOf({ in: 'layer', path: 'history/4' }));
    expect(placeOf({ in: 'layer', path: 'a' })).not.toBe(placeOf({ in: 'context', path: 'a' }));
  });
});

describe('the evidence', () => {
  const base = {
    provider: 'Demo',
    title: 'Demo',
    severity: 'high',
    examples: { match: [], ignore: [] },
  } as const;
  const rules: Rule[] = [
    {
      ...base,
      id: 'token',
      keywords: ['demo_'],
      pattern: 'demo_[A-Za-z0-9]{24}',
      entropy: 3,
      checks: ['jwt'],
    },
    {
      ...base,
      id: 'password',
      keywords: ['passw'],
      assignment: { name: 'password', value: '\\S{8,40}' },
      guessable: true,
    },
  ];

  function evidenceOf(text: string, path = 'srv/.env') {
    const bytes = Buffer.from(text);
    const slice = {
      file: 0,
      path,
      start: 0,
      end: bytes.length,
      from: 0,
      to: bytes.length,
      offset: 0,
      whole: true,
    };
    const { matches } = new Detector(rules).scan({ bytes, slices: [slice] });
    return matches.map((match) => {
      const rule = rules.find(({ id }) => id === match.rule);
      if (rule === undefined || match.evidence === undefined) throw new Error('no evidence');
      return describeEvidence(match, match.evidence, rule, new Map([[WEAK, '********']]));
    });
  }

  it('names the keyword, the checks and the entropy', () => {
    expect(evidenceOf(`x = demo_${STRONG}\n`)).toEqual([
      {
        by: 'pattern',
        keyword: 'demo_',
        name: null,
        entropyBits: 4.8,
        minEntropyBits: 3,
        checks: [{ name: 'jwt', outcome: 'none', note: null, atMost: null }],
      },
    ]);
  });

  it('names what a value is assigned to, and what the surroundings say', () => {
    const [found] = evidenceOf(`DB_PASSWORD=${WEAK}\n`, 'srv/examples/app.env');
    expect(found).toMatchObject({ by: 'assignment', keyword: 'passw', name: 'DB_PASSWORD' });
    expect(found?.checks).toEqual([
      expect.objectContaining({ name: 'surroundings', outcome: 'none', atMost: 'low' }),
    ]);
  });

  it('tells the entropy of a secret that can be guessed in whole bits only', () => {
    const [found] = evidenceOf(`DB_PASSWORD=${WEAK}\n`);
    expect(Number.isInteger(found?.entropyBits)).toBe(true);
    expect(isGuessable({ secret: WEAK, guessable: false })).toBe(true);
    expect(isGuessable({ secret: STRONG, guessable: false })).toBe(false);
  });
});
