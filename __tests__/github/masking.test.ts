import { describe, expect, it, jest } from '@jest/globals';
import { createMasker, linesToMask } from '../../src/github/masking.js';

/** Characters that look random and are the same in every run. */
function characters(count: number, seed: number): string {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (state % 36).toString(36);
  }).join('');
}

const token = ['hf', characters(34, 7)].join('_');
const body = [characters(64, 1), characters(64, 2), characters(20, 3)];
const armour = (word: string) => `-----${word} RSA ${['PRIVATE', 'KEY'].join(' ')}-----`;
const key = [armour('BEGIN'), ...body, armour('END'), ''].join('\n');

describe('what is masked', () => {
  it('is a token', () => {
    expect(linesToMask(token)).toEqual([token]);
  });

  it.each([
    ['line feeds', key],
    ['carriage returns too', key.replaceAll('\n', '\r\n')],
    ['escapes, as in JSON', key.replaceAll('\n', '\\n')],
    ['indentation', key.replaceAll('\n', '\n    ')],
  ])('is the body of a key, not the lines that every key has: lines end with %s', (_, text) => {
    expect(linesToMask(text)).toEqual(body);
  });

  it('is not a header of an encrypted key', () => {
    expect(linesToMask(`Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n${body[0] ?? ''}`)).toEqual([
      body[0],
    ]);
  });

  it.each([
    ['short', 'hunter2'],
    ['a word', 'incomplete'],
    ['a name', 'Postgres'],
    ['a word in capitals', 'PRODUCTION'],
    ['a number', '1234567890'],
    ['one character again and again', '='.repeat(40)],
    ['nothing', ''],
  ])('is no value that is %s: it would be masked all over the log', (_, value) => {
    expect(linesToMask(value)).toEqual([]);
  });

  it.each(['correct horse battery staple', 'hunter2hunter2', characters(16, 9)])(
    'is a password: %s',
    (value) => {
      expect(linesToMask(value)).toEqual([value]);
    },
  );
});

describe('the masker', () => {
  it('hands each value to the runner once', () => {
    const masks: string[] = [];
    const mask = createMasker((value) => masks.push(value));
    for (const raw of [token, key, token, key]) mask(raw);
    expect(masks).toEqual([token, ...body]);
  });

  it('stops at a thousand, with one warning', () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const masks: string[] = [];
      const mask = createMasker((value) => masks.push(value));
      for (let seed = 1; seed <= 1100; seed += 1) mask(`${characters(20, seed)}-${seed}`);
      expect(masks).toHaveLength(1000);
      expect(write.mock.calls.map(([text]) => String(text))).toEqual([
        expect.stringMatching(/^::warning::More than 1000 values to mask/),
      ]);
    } finally {
      write.mockRestore();
    }
  });
});
