import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BaseImage } from '../../src/source/base-image.js';
import { chooseBase } from '../../src/trace/base-image.js';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { isOfBase } from '../../src/trace/instruction-place.js';
import { traceInstructions } from '../../src/trace/instruction-trace.js';
import { layerDigest, makeImage } from './image.js';

const HISTORY = [
  'rootfs',
  '-ENV PATH=/bin',
  'RUN base',
  '-CMD ["sh"]',
  'RUN make # buildkit',
  'COPY . . # buildkit',
];
const IMAGE = makeImage({ history: HISTORY, env: ['PATH=/bin', 'TOKEN=b', 'OWN=1'] });
const FITTING = parseDockerfile('FROM base\nRUN make\nCOPY . .\n', 'Dockerfile');
const EDITED = parseDockerfile('FROM base\nRUN make all\nCOPY . .\n', 'Dockerfile');

function base(layers: number, more: Partial<BaseImage> = {}): BaseImage {
  return {
    reference: 'base:1',
    imageId: `sha256:${'b'.repeat(64)}`,
    diffIds: Array.from({ length: layers }, (_, index) => layerDigest(index)),
    env: ['PATH=/bin', 'TOKEN=b'],
    history: null,
    ...more,
  };
}

describe('the base image', () => {
  it('is one whose layers are the lowest, in order', () => {
    expect(chooseBase(IMAGE, [base(2)])?.diffIds).toHaveLength(2);
    expect(chooseBase(IMAGE, [base(2, { diffIds: [layerDigest(1), layerDigest(0)] })])).toBeNull();
    expect(chooseBase(IMAGE, [base(2, { diffIds: [layerDigest(1)] })])).toBeNull();
    expect(chooseBase(IMAGE, [base(2, { diffIds: [layerDigest(0), layerDigest(9)] })])).toBeNull();
    expect(chooseBase(IMAGE, [base(5)])).toBeNull();
    expect(chooseBase(IMAGE, [base(0)])).toBeNull();
    expect(chooseBase(IMAGE, [])).toBeNull();
  });

  it('is the one with the most layers, of several platforms or tags', () => {
    expect(
      chooseBase(IMAGE, [base(1), base(2), base(3, { diffIds: [layerDigest(5)] })])?.diffIds,
    ).toHaveLength(2);
  });

  it('is never the image itself', () => {
    const { imageId } = IMAGE.config;
    const texts = IMAGE.config.history.map(({ createdBy }) => createdBy);
    expect(chooseBase(IMAGE, [base(4, { imageId, history: texts.slice(1) })])).toBeNull();
    // The engine's ID can be a digest of something else.
    expect(chooseBase(IMAGE, [base(4, { history: texts })])).toBeNull();
    expect(chooseBase(IMAGE, [base(4)])).toBeNull();
    expect(chooseBase(IMAGE, [base(4, { history: texts.slice(0, 5) })])).not.toBeNull();
  });
});

describe('the layers of the base image', () => {
  const extent = (dockerfile: typeof FITTING | null, image: BaseImage, isNamed: boolean): unknown => {
    const trace = traceInstructions(IMAGE, dockerfile, { image, isNamed });
    return [trace?.baseLayers, trace?.baseEntries];
  };

  it('are those of the image that was named, whether the Dockerfile fits or there is none', () => {
    expect(extent(FITTING, base(2), true)).toEqual([2, 4]);
    expect(extent(EDITED, base(2), true)).toEqual([2, 3]);
    expect(extent(null, base(2), true)).toEqual([2, 3]);
    expect(extent(FITTING, base(1), true)).toEqual([1, 1]);
  });

  it('have the entries behind the last of them that the base image has itself', () => {
    const history = ['rootfs', 'ENV PATH=/bin', 'RUN base', 'CMD ["sh"]'];
    expect(extent(EDITED, base(2, { history }), true)).toEqual([2, 4]);
    expect(extent(EDITED, base(2, { history: ['other', ...history.slice(1)] }), true)).toEqual([2, 3]);
    expect(extent(EDITED, base(2, { history: [...history, 'RUN make # buildkit'] }), true)).toEqual([2, 4]);
  });

  it('are none that an instruction made, whatever was named', () => {
    for (const layers of [3, 4]) expect(extent(FITTING, base(layers), true)).toEqual([2, 4]);
  });

  it('are those of an image that was found where the Dockerfile does not tell', () => {
    expect(extent(EDITED, base(2), false)).toEqual([2, 3]);
    expect(extent(FITTING, base(1), false)).toEqual([2, 4]);
  });

  it('are never more than stand below the first line that is known', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        fc.constantFrom(FITTING, EDITED, null),
        (layers, isNamed, dockerfile) => {
          const trace = traceInstructions(IMAGE, dockerfile, { image: base(layers), isNamed });
          const own = trace?.layers.findIndex((instruction) => instruction !== null) ?? -1;
          expect(trace?.baseLayers).toBeLessThanOrEqual(own === -1 ? layers : own);
        },
      ),
    );
  });
});

describe('a variable', () => {
  const isBase = (dockerfile: typeof FITTING | null, image: BaseImage | null, name: string): boolean => {
    const trace = traceInstructions(IMAGE, dockerfile, image === null ? null : { image, isNamed: true });
    return trace !== null && isOfBase(trace, IMAGE, `Env/${name}`, null);
  };

  it('is of the base image that has the very same', () => {
    for (const dockerfile of [FITTING, EDITED, null]) {
      expect(isBase(dockerfile, base(2), 'TOKEN')).toBe(true);
      expect(isBase(dockerfile, base(2), 'OWN')).toBe(false);
      expect(isBase(dockerfile, base(2, { env: ['TOKEN=other'] }), 'TOKEN')).toBe(false);
    }
  });

  it('is of the base image that no one named where no line sets it', () => {
    expect(isBase(FITTING, null, 'OWN')).toBe(true);
    expect(isBase(EDITED, null, 'OWN')).toBe(false);
  });

  it('is not told by an image of which a part is this Dockerfile’s own', () => {
    expect(isBase(FITTING, base(3, { env: ['X=1'] }), 'TOKEN')).toBe(true);
  });
});
