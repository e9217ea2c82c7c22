import { describe, expect, it } from '@jest/globals';
import type { ImageContents } from '../../src/model/contents.js';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { traceInstructions } from '../../src/trace/instruction-trace.js';
import { makeImage } from './image.js';
import {
  compressedUpTo,
  digestsUpTo,
  predicateV02,
  predicateV1,
  statement,
  type StatementRecipe,
} from './statements.js';

const DOCKERFILE = [
  'FROM golang AS build',
  'RUN go a',
  'RUN go b',
  'FROM base',
  'RUN make',
  'COPY --from=build /b /b',
  'CMD ["b"]',
  '',
].join('\n');
/** Whose texts say nothing: a squashed or rewritten history. */
const BLANK = ['', 'x', 'y', '-z'];

function recipe(digests: (count: number) => string[]): StatementRecipe {
  return {
    dockerfile: DOCKERFILE,
    steps: {
      step0: { lines: [1], digests: compressedUpTo(2, 'd') },
      step1: { lines: [2], digests: compressedUpTo(3, 'd') },
      step2: { lines: [3], digests: compressedUpTo(4, 'd') },
      step3: { lines: [4], digests: digests(1) },
      step4: { lines: [5], digests: digests(2) },
      step5: { lines: [6], digests: digests(3) },
    },
    result: 'step5',
  };
}

function trace(image: ImageContents, given: string | null = null): unknown {
  const found = traceInstructions(image, given === null ? null : parseDockerfile(given, 'Dockerfile'));
  return [found?.layers.map((instruction) => instruction?.line ?? null), found?.baseLayers];
}

function imageWith(predicate: object, version: 'v0.2' | 'v1', isProven: boolean): ImageContents {
  const image = makeImage({ history: BLANK });
  const text = JSON.stringify(statement(predicate, version));
  return { ...image, attestations: [{ name: 'metadata.json', text, isProven }] };
}

describe.each([
  ['v0.2', 'v0.2', (one: StatementRecipe) => predicateV02(one)],
  ['v1', 'v1', (one: StatementRecipe) => predicateV1(one)],
  ['v1 of older releases', 'v1', (one: StatementRecipe) => predicateV1(one, true)],
] as const)('the source map of provenance %s', (_, version, make) => {
  it('tells the lines and the base image, by the digests of the layers', () => {
    expect(trace(imageWith(make(recipe(digestsUpTo)), version, false))).toEqual([[null, 5, 6], 1]);
  });

  it('does so for layers with other digests only where the provenance is known to be the image’s', () => {
    expect(trace(imageWith(make(recipe(compressedUpTo)), version, true))).toEqual([[null, 5, 6], 1]);
    expect(trace(imageWith(make(recipe(compressedUpTo)), version, false))).toEqual([[null, null, null], 0]);
  });

  it('says nothing where the last step is not told, or has not as many layers as the image', () => {
    const { dockerfile, steps } = recipe(compressedUpTo);
    const unfinished = { dockerfile, steps };
    expect(trace(imageWith(make(unfinished), version, true))).toEqual([[null, null, null], 0]);
    const shorter = { ...recipe(compressedUpTo), result: 'step4' };
    expect(trace(imageWith(make(shorter), version, true))).toEqual([[null, null, null], 0]);
    // A stage with as many layers is another one.
    const other = { ...recipe(compressedUpTo), result: 'step2' };
    expect(trace(imageWith(make(other), version, true))).toEqual([[null, null, null], 0]);
  });
});

describe('the base image by the source map', () => {
  const history = ['', 'RUN make # buildkit', 'COPY /b /b # buildkit', '-CMD ["b"]'];

  it('is a FROM that stages share', () => {
    const text = DOCKERFILE.replace('golang', 'base');
    const { steps } = recipe(digestsUpTo);
    const shared = { ...steps, step0: { lines: [1, 4], digests: digestsUpTo(1) } };
    const predicate = predicateV02({ dockerfile: text, steps: shared });
    expect(trace(imageWith(predicate, 'v0.2', false))).toEqual([[null, 5, 6], 1]);
  });

  it('is no stage of the Dockerfile', () => {
    const text = DOCKERFILE.replace('FROM base', 'FROM build');
    const predicate = predicateV02({ ...recipe(digestsUpTo), dockerfile: text });
    expect(trace(imageWith(predicate, 'v0.2', false))).toEqual([[null, 5, 6], 0]);
  });

  it('has no layer that the history knows to be an instruction’s', () => {
    const { steps } = recipe(digestsUpTo);
    const wrong = {
      ...steps,
      step3: { lines: [4], digests: digestsUpTo(3) },
      step4: { lines: [], digests: [] },
    };
    const image = makeImage({
      history,
      attestations: [statement(predicateV02({ dockerfile: DOCKERFILE, steps: wrong }))],
    });
    expect(trace(image)).toEqual([[null, 5, 6], 1]);
  });
});
