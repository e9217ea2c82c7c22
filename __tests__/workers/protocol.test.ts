import { packSlices, unpackSlices } from '../../src/workers/protocol.js';

describe('packSlices', () => {
  it('carries slices over as they are, large offsets and odd paths included', () => {
    const slice = {
      file: 7,
      path: 'srv/ä\n!/x',
      start: 0,
      end: 10,
      offset: 2 ** 40,
      from: 3,
      to: 9,
      whole: false,
    };
    const slices = [slice, { ...slice, file: 8, path: '', start: 11, end: 12, offset: 0, whole: true }];
    expect(unpackSlices(packSlices(slices))).toEqual(slices);
  });

  it('carries none', () => {
    expect(unpackSlices(packSlices([]))).toEqual([]);
  });
});
