import { describe, expect, it } from '@jest/globals';
import type { GivenProvenance } from '../../src/source/provenance-documents.js';
import { readProvenance } from '../../src/trace/provenance.js';
import { hasSourceMap, matchProvenance, withProvenance } from '../../src/trace/provenance-match.js';
import { makeImage } from './image.js';
import { compressedUpTo, digestsUpTo, predicateV02, statement } from './statements.js';

const IMAGE = makeImage({ history: ['', 'RUN make # buildkit', '-CMD ["b"]'] });
const OTHER_ID = `sha256:${'0'.repeat(64)}`;
const FITTING = 'FROM base\nRUN make\nCMD ["b"]\n';

function given(
  dockerfile: string | null,
  more: Partial<GivenProvenance> = {},
  digests = compressedUpTo(2),
): GivenProvenance {
  const steps = { step1: { lines: [2], digests } };
  const predicate =
    dockerfile === null
      ? { buildType: 'x', invocation: { parameters: { args: { 'build-arg:T': 'v' } } } }
      : predicateV02({ dockerfile, steps, result: 'step1' });
  return { statement: JSON.stringify(statement(predicate)), configDigest: null, platform: null, ...more };
}

describe('a provenance that was given', () => {
  it('is the image’s that it names, and proven', () => {
    const own = given('FROM x\nRUN other\n', { configDigest: IMAGE.config.imageId });
    expect(matchProvenance([given(FITTING), own], IMAGE, true)).toEqual({ provenance: own, isProven: true });
  });

  it('is never the image’s when it names another, however well it fits', () => {
    const foreign = given(FITTING, { configDigest: OTHER_ID }, digestsUpTo(2));
    expect(matchProvenance([foreign], IMAGE, true)).toBeNull();
  });

  it('is the image’s when its layers are, or its Dockerfile fits', () => {
    const byLayers = given('FROM x\nRUN other\n', {}, digestsUpTo(2));
    expect(matchProvenance([byLayers], IMAGE, false)).toEqual({ provenance: byLayers, isProven: false });
    const byText = given(FITTING);
    expect(matchProvenance([byText], IMAGE, false)).toEqual({ provenance: byText, isProven: false });
  });

  it('is not the image’s when another Dockerfile was built', () => {
    expect(matchProvenance([given('FROM x\nRUN other\n')], IMAGE, true)).toBeNull();
    expect(matchProvenance([given('FROM x\nRUN other\n', {}, digestsUpTo(1))], IMAGE, true)).toBeNull();
  });

  it('is not the image’s for another platform', () => {
    const arm = given(FITTING, { platform: 'linux/arm64' });
    const amd = given(FITTING, { platform: 'linux/amd64' });
    expect(matchProvenance([arm], IMAGE, true)).toBeNull();
    expect(matchProvenance([arm, amd], IMAGE, true)?.provenance).toBe(amd);
  });

  it('that says nothing of its image is taken for the only one, when it is the only one itself', () => {
    const silent = given(null);
    expect(matchProvenance([silent], IMAGE, true)).toEqual({ provenance: silent, isProven: false });
    expect(matchProvenance([silent], IMAGE, false)).toBeNull();
    expect(matchProvenance([silent, silent], IMAGE, true)).toBeNull();
  });

  it('tells lines only with a source map', () => {
    expect(hasSourceMap(given(FITTING))).toBe(true);
    expect(hasSourceMap(given(null))).toBe(false);
  });
});

describe('an image with a provenance', () => {
  it('has the one that tells more, and the same only once', () => {
    const rich = given(FITTING);
    const poor = {
      name: 'blobs/sha256/1',
      text: JSON.stringify(statement({ buildType: 'x', invocation: {} })),
    };
    const same = { name: 'blobs/sha256/2', text: rich.statement.replace('"pkg:docker/shop@ci"', '"other"') };
    const image = withProvenance(
      { ...IMAGE, attestations: [poor, same] },
      { provenance: rich, isProven: true },
      'm.json',
    );
    expect(image.attestations.map(({ name }) => name)).toEqual(['m.json', 'blobs/sha256/1']);
    expect(readProvenance([...image.attestations].reverse())?.dockerfile?.text).toBe(FITTING);
  });
});
