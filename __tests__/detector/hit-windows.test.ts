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

  it('takes for an encoded form as much as is decoded around it, from an even place on, and joins what it reaches', () => {
    const hits = [hit(50), hit(450_000), hit(460_001), hit(500_001, 'base64'), hit(700_000)];
    expect(windowsOf(hits, MEBIBYTE, 101)).toEqual([
      { from: 0, to: 151, hits: [hit(50)] },
      { from: 401_440, to: 598_561, hits: hits.slice(1, 4) },
      { from: 699_898, to: 700_101, hits: [hit(700_000)] },
    ]);
  });

  it('takes it whole for a manifest', () => {
    const hits = [hit(50), hit(500_000, 'manifest')];
    expect(windowsOf(hits, MEBIBYTE, 100)).toEqual([{ from: 0, to: MEBIBYTE, hits }]);
  });
});
