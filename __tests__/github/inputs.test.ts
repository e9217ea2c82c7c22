import { afterEach, describe, expect, it } from '@jest/globals';
import { readInputs } from '../../src/github/inputs.js';
import { UserError } from '../../src/model/errors.js';

const WORKSPACE = '/home/runner/work/shop/shop';

/** Reads inputs as the runner sets them: defaults of action.yml come as values, all others as empty strings. */
function read(inputs: Record<string, string>) {
  const all = {
    'fail-on': 'high',
    gate: 'own',
    annotations: 'true',
    image: '',
    archive: '',
    context: '',
    ...inputs,
  };
  for (const [name, value] of Object.entries(all)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  return readInputs(WORKSPACE);
}

afterEach(() => {
  for (const name of Object.keys(process.env))
    if (name.startsWith('INPUT_')) Reflect.deleteProperty(process.env, name);
});

describe('inputs', () => {
  it('need nothing but an image', () => {
    expect(read({ image: 'shop:ci' })).toEqual({
      request: {
        target: { kind: 'images', references: ['shop:ci'] },
        rules: [],
        failOn: 'high',
        gate: 'own',
        reveal: false,
      },
      annotations: true,
      comment: 'auto',
      suggestions: false,
      uploadSarif: 'auto',
      category: 'drydock',
      token: null,
      push: false,
      sarifFile: null,
      jsonFile: null,
    });
  });

  it('become the scan that is asked for', () => {
    const inputs = read({
      archive: 'out/shop.tar',
      context: 'services/shop',
      dockerfile: 'services/shop/prod.Dockerfile',
      platform: 'linux/arm64',
      provenance: 'metadata.json',
      'base-image': 'debian:12',
      cache: 'kept/layers',
      rules: 'ours.yml\n\n  more/  \n',
      'fail-on': 'never',
      gate: 'all',
      baseline: 'security/known',
      annotations: 'false',
      comment: 'never',
      suggestions: 'true',
      'upload-sarif': 'true',
      category: 'nightly',
      'github-token': 'x-x-x',
      push: 'true',
      'sarif-file': 'out/drydock.sarif',
      'json-file': 'drydock.json',
    });
    expect(inputs).toEqual({
      request: {
        target: { kind: 'archive', path: 'out/shop.tar' },
        context: 'services/shop',
        dockerfile: 'services/shop/prod.Dockerfile',
        platform: 'linux/arm64',
        provenance: 'metadata.json',
        baseImage: 'debian:12',
        cache: 'kept/layers',
        rules: ['ours.yml', 'more'],
        failOn: 'never',
        gate: 'all',
        baseline: 'security/known',
        reveal: false,
      },
      annotations: false,
      comment: 'never',
      suggestions: true,
      uploadSarif: 'true',
      category: 'nightly',
      token: 'x-x-x',
      push: true,
      sarifFile: 'out/drydock.sarif',
      jsonFile: 'drydock.json',
    });
  });

  it('take several images, a line each, with either line ending', () => {
    expect(read({ image: 'shop:ci\r\n worker:ci \n' }).request.target).toEqual({
      kind: 'images',
      references: ['shop:ci', 'worker:ci'],
    });
  });

  it('scan the build context alone when there is nothing else', () => {
    const { request } = read({ context: '.' });
    expect(request.target).toEqual({ kind: 'context', directory: '.' });
    expect(request.context).toBeUndefined();
  });

  it.each([
    [`${WORKSPACE}/services/shop`, 'services/shop'],
    [WORKSPACE, '.'],
    ['./services/../services/shop/', 'services/shop'],
    ['/tmp/elsewhere', '/tmp/elsewhere'],
    ['../other', '../other'],
    ['..hidden', '..hidden'],
  ])('make the path %s relative to the checkout where it lies in it', (context, expected) => {
    expect(read({ image: 'shop:ci', context }).request.context).toBe(expected);
  });

  it('take an archive named - for a file: a step has no standard input', () => {
    expect(read({ archive: './-' }).request.target).toEqual({ kind: 'archive', path: './-' });
    expect(read({ archive: '-' }).request.target).toEqual({ kind: 'archive', path: './-' });
  });
});

describe('inputs that cannot be meant are told by name', () => {
  it.each([
    [{}, 'nothing to scan: set the input image, archive or context'],
    [{ image: 'shop:ci', archive: 'shop.tar' }, 'inputs image and archive are both set: give one of them'],
    [
      { image: 'shop:ci', 'fail-on': 'hgh' },
      'input fail-on must be one of critical, high, medium, low, never: it is "hgh"',
    ],
    [{ image: 'shop:ci', annotations: 'yes' }, 'input annotations must be one of true, false: it is "yes"'],
    [{ image: 'shop:ci', platform: 'arm64' }, 'input platform must look like linux/amd64: it is "arm64"'],
    [{ archive: 'a.tar\nb.tar' }, 'input archive has 2 lines: it takes one value'],
    [
      { image: 'shop:ci', comment: 'sometimes' },
      'input comment must be one of auto, always, never: it is "sometimes"',
    ],
    [{ image: 'shop:ci', category: 'ci/' }, 'input category must look like nightly: it is "ci/"'],
    [
      { image: 'shop:ci', 'github-token': 'a b' },
      'input github-token is no token: it has spaces or line breaks in it',
    ],
    [
      { image: 'a:1 b:1' },
      'input image: "a:1 b:1" is not an image reference: give several images one per line',
    ],
  ])('%j', (inputs, line) => {
    expect(() => read(inputs)).toThrow(UserError);
    expect(() => read(inputs)).toThrow(expect.objectContaining({ line }));
  });
});
