import { describe, expect, it } from '@jest/globals';
import { expandExample } from '../../../src/rules/examples.js';
import { runCheck } from './run-check.js';

const SIGNATURE = expandExample('${w:43}%3D', 'azure-sas');

describe('azure-sas', () => {
  it('lowers a signature that expired, wherever its expiry stands', () => {
    const expired = { outcome: 'none', note: 'expired 2023-12-20', atMost: 'low' };
    const before = 'https://shop.blob.core.windows.net/c?se=2023-12-20T22:54:52Z&sv=2022-11-02&sig=';
    expect(runCheck('azure-sas', SIGNATURE, { before })).toEqual(expired);
    expect(
      runCheck('azure-sas', SIGNATURE, { before: 'c?sv=2022-11-02&amp;se=2023-12-20&amp;sig=' }),
    ).toEqual(expired);
    expect(
      runCheck('azure-sas', SIGNATURE, { before: 'c?sv=2022-11-02&sig=', after: '&se=2023-12-20 and more' }),
    ).toEqual(expired);
  });

  it('tells until when one is good', () => {
    const before = '"?sv=2022-11-02&se=2031-01-01T00:00:00Z&sig=';
    expect(runCheck('azure-sas', SIGNATURE, { before })).toEqual({
      outcome: 'none',
      note: 'expires 2031-01-01',
    });
  });

  it('says nothing without a date, or of another address', () => {
    expect(runCheck('azure-sas', SIGNATURE, { before: '?sv=2022-11-02&sig=' })).toEqual({ outcome: 'none' });
    expect(runCheck('azure-sas', SIGNATURE, { before: '?se=2023-99-99&sig=' })).toEqual({ outcome: 'none' });
    expect(runCheck('azure-sas', SIGNATURE, { before: 'a?se=2020-01-01 b?sv=2022-11-02&sig=' })).toEqual({
      outcome: 'none',
    });
  });
});
