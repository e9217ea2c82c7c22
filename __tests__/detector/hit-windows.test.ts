import type { NeedleUse } from '../../src/detector/compile.js';
import { type Hit, windowsOf } from '../../src/detector/hit-windows.js';

const MEBIBYTE = 2 ** 20;

function hit(position: number, form: NeedleUse['needle']['form'] = 'plain', reachBytes = 0): Hit {
  const needle = { form, phase: 0, bytes: Buffer.from('key'), ignoreCase: false } as const;
  return { use: { needle, keyword: 'key', rules: [], gates: null, reachBytes }, position };
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

  it('takes as much more as a match of the hit may be long', () => {
    const [key, token] = [hit(500_000, 'plain', 20_000), hit(700_000, 'plain', 50)];
    expect(windowsOf([key, token], MEBIBYTE, 100)).toEqual([
      { from: 479_900, to: 520_100, hits: [key] },
      { from: 699_850, to: 700_150, hits: [token] },
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
