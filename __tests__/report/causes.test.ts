import { describe, expect, it } from '@jest/globals';
import { groupByCause } from '../../src/report/causes.js';
import { layerTraffic } from '../../src/report/layer-traffic.js';
import {
  makeFinding,
  makeInstruction,
  makeLayer,
  makeOccurrence,
  makeReport,
} from '../helpers/sample-report.js';

const OUTSIDE = { layer: null, state: null, instruction: null } as const;

function causesOf(
  occurrences: Parameters<typeof makeOccurrence>[0][],
  overrides: Parameters<typeof makeFinding>[0] = {},
  layers = [makeLayer({ index: 3, origin: 'own' })],
): unknown {
  const finding = makeFinding({
    ...overrides,
    occurrences: occurrences.map((place) => makeOccurrence(place)),
  });
  return groupByCause([finding], layers)[0]?.cause;
}

describe('what brings a secret in', () => {
  it('is the instruction, where any place of it has one', () => {
    const inContext = { ...OUTSIDE, in: 'context' } as const;
    expect(causesOf([inContext, {}])).toEqual({ kind: 'instruction', instruction: makeInstruction() });
  });

  it("is the layer's instruction, else the layer, else the base image", () => {
    const place = { instruction: null };
    const instruction = makeInstruction({ line: 9 });
    const own = makeLayer({ index: 3, origin: 'own' });
    expect(causesOf([place], {}, [{ ...own, instruction }])).toEqual({ kind: 'instruction', instruction });
    expect(causesOf([place], {}, [own])).toEqual({ kind: 'layer', layer: own });
    expect(causesOf([place], {}, [makeLayer({ index: 3 })])).toEqual({ kind: 'base' });
    expect(causesOf([place], { owner: 'base' }, [own])).toEqual({ kind: 'base' });
  });

  it.each(['context', 'config', 'history', 'provenance'] as const)(
    'is the %s for what is there alone',
    (kind) => {
      expect(causesOf([{ ...OUTSIDE, in: kind }])).toEqual({ kind });
    },
  );

  it('is unknown without places, and for a layer that the report does not have', () => {
    expect(causesOf([])).toEqual({ kind: 'unknown' });
    expect(causesOf([{ instruction: null }], {}, [])).toEqual({ kind: 'unknown' });
  });

  it('is one for all that it brings in, in the order of the first', () => {
    const at = (fingerprint: string, line: number): ReturnType<typeof makeFinding> =>
      makeFinding({ fingerprint, occurrences: [makeOccurrence({ instruction: makeInstruction({ line }) })] });
    const groups = groupByCause([at('a', 9), at('b', 2), at('c', 9)], []);
    expect(groups.map(({ findings }) => findings.map(({ fingerprint }) => fingerprint))).toEqual([
      ['a', 'c'],
      ['b'],
    ]);
  });
});

describe('what layers do with secrets', () => {
  it('is to hold and to hide them, each secret once', () => {
    const layers = [0, 1, 2].map((index) => makeLayer({ index }));
    const hidden = { layer: 0, state: 'deleted', hiddenBy: 2 } as const;
    const report = makeReport({
      layers,
      findings: [
        makeFinding({ occurrences: [makeOccurrence(hidden), makeOccurrence({ ...hidden, path: 'other' })] }),
        makeFinding({ occurrences: [makeOccurrence({ ...hidden, layer: 1 }), makeOccurrence({ layer: 0 })] }),
        makeFinding({
          occurrences: [makeOccurrence({ layer: null }), makeOccurrence({ layer: 77, hiddenBy: 99 })],
        }),
      ],
    });
    expect([...layerTraffic(report)]).toEqual([
      [0, { holds: 2, hides: new Map() }],
      [1, { holds: 1, hides: new Map() }],
      [
        2,
        {
          holds: 0,
          hides: new Map([
            [0, 1],
            [1, 1],
          ]),
        },
      ],
    ]);
  });
});
