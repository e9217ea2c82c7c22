import { layerDigest } from './image.js';

/** What BuildKit's provenance (mode=max) tells of a build. */
export interface StatementRecipe {
  readonly dockerfile: string;
  /** By step: the first line of each of its instructions, and the digests of the layers up to it. */
  readonly steps: Readonly<
    Record<string, { readonly lines: readonly number[]; readonly digests: readonly string[] }>
  >;
  /** The last step that makes something. */
  readonly result?: string;
  readonly args?: Readonly<Record<string, string>>;
}

/** SLSA provenance v0.2, as BuildKit's `provenance/types` has it. */
export function predicateV02({ args = {}, ...recipe }: StatementRecipe): object {
  return {
    builder: { id: '' },
    buildType: 'https://mobyproject.org/buildkit@v1',
    materials: [],
    invocation: { configSource: {}, parameters: { frontend: 'dockerfile.v0', args }, environment: {} },
    ...(recipe.result === undefined ? {} : { buildConfig: definition(recipe.result) }),
    metadata: { 'https://mobyproject.org/buildkit@v1#metadata': metadata(recipe) },
  };
}

/** SLSA provenance v1, as newer and older releases have it. */
export function predicateV1(recipe: StatementRecipe, isOld = false): object {
  const { args = {}, result } = recipe;
  const parameters = { [isOld ? 'parameters' : 'request']: { frontend: 'dockerfile.v0', args } };
  const config = result === undefined ? {} : { buildConfig: definition(result) };
  return {
    buildDefinition: {
      buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
      externalParameters: { ...parameters, ...(isOld ? config : {}) },
      internalParameters: isOld ? {} : config,
    },
    runDetails: {
      metadata: {
        [isOld ? 'https://mobyproject.org/buildkit@v1#metadata' : 'buildkit_metadata']: metadata(recipe),
      },
    },
  };
}

export function statement(predicate: object, version: 'v0.2' | 'v1' = 'v0.2'): object {
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: `https://slsa.dev/provenance/${version}`,
    subject: [{ name: 'pkg:docker/shop@ci', digest: { sha256: 'e'.repeat(64) } }],
    predicate,
  };
}

/** As many layers of the image that `makeImage` makes, from the lowest. */
export function digestsUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => layerDigest(index));
}

/** The same, as a registry has them: compressed. */
export function compressedUpTo(count: number, stage = 'c'): string[] {
  return Array.from({ length: count }, (_, index) => `sha256:${stage}${String(index).padStart(63, '0')}`);
}

function metadata({ dockerfile, steps }: Pick<StatementRecipe, 'dockerfile' | 'steps'>): object {
  const entries = Object.entries(steps);
  const data = Buffer.from(dockerfile).toString('base64');
  return {
    source: {
      infos: [{ filename: 'Dockerfile', language: 'Dockerfile', data }],
      locations: Object.fromEntries(
        entries.map(([step, { lines }]) => [
          step,
          { locations: lines.map((line) => ({ ranges: [{ start: { line }, end: { line } }] })) },
        ]),
      ),
    },
    layers: Object.fromEntries(
      entries.map(([step, { digests }]) => [
        `${step}:0`,
        [digests.map((digest) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest }))],
      ]),
    ),
  };
}

function definition(result: string): object {
  return {
    llbDefinition: [
      { id: 'step0', op: {} },
      { id: 'last', inputs: [`${result}:0`] },
    ],
  };
}
