import type { NeedleUse } from '../../src/detector/compile.js';
import { type Hit, windowsOf } from '../../src/detector/hit-windows.js';

const MEBIBYTE = 2 ** 20;

function hit(position: number, form: NeedleUse['needle']['form'] = 'plain'): Hit {
  const needle = { form, phase: 0, bytes: Buffer.from('key'), ignoreCase: false } as const;
  return { use: { needle, keyword: 'key', rules: [], gates: null }, position };
}

describe('windowsOf', () => {
  it('takes a small file whole', () => {
    expect(windowsOf([hit(5)], 10_000, 100)).toEqual([{ from: 0, to: 10_000, hits: [hit(5)] }]);
  });

  it('takes the surroundings of each hit of a large one, and joins those that overlap', () => {
    const hits = [hit(50), hit(500_000), hit(500_150), hit(MEBIBYTE - 10)];
    expect(windowsOf(hits, MEBIBYTE, 100)).toEqual([
      { from: 0, to: 150, hits: [hit(50)] },
      { from: 499_900, to: 500_250, hits: [hit(500_000), hit(500_150)] },
      { from: MEBIBYTE - 110, to: MEBIBYTE, hits: [hit(MEBIBYTE - 10)] },
    ]);
  });

  it('takes it whole for an encoded form, whose run may be of any length', () => {
    const hits = [hit(50), hit(500_000, 'base64')];
    expect(windowsOf(hits, MEBIBYTE, 100)).toEqual([{ from: 0, to: MEBIBYTE, hits }]);
  });
});
