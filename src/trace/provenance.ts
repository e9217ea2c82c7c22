import type { ImageContents } from '../model/contents.js';

/** What a BuildKit provenance statement tells of a build: SLSA provenance v0.2 or v1, mode=max for all but the arguments. */
export interface Provenance {
  /** `--build-arg`s, with their values: raw. */
  readonly buildArguments: ReadonlyMap<string, string>;
  /** The Dockerfile that was built, as it was then. */
  readonly dockerfile: { readonly file: string; readonly text: string } | null;
  /** What its source map knows of the layers. */
  readonly steps: readonly ProvenanceStep[];
  /** The digests of all layers of what was built; several where a layer was stored in several ways. */
  readonly results: readonly (readonly string[])[];
}

/** A step of the build that made a layer. */
export interface ProvenanceStep {
  /** Of the layers up to it and its own, lowest first, as they were pushed: most often compressed. */
  readonly digests: readonly string[];
  /** First lines of the instructions that are this step, 1-based: several where stages share it (a base image). */
  readonly lines: readonly number[];
}

/** A statement's text, scanned like a file. */
export interface ProvenanceText {
  readonly in: 'provenance';
  /** `provenance/build-arg:NAME`, `provenance/Dockerfile`; `provenance/attestation-N` for all that has no name of its own. */
  readonly path: string;
  readonly text: string;
}

type Attestation = ImageContents['attestations'][number];

type Json = Readonly<Record<string, unknown>>;

const BUILD_ARG = 'build-arg:';
const METADATA_KEYS = ['https://mobyproject.org/buildkit@v1#metadata', 'buildkit_metadata'];

/** The provenance among an image's in-toto statements, the one that tells most; null where BuildKit wrote none. */
export function readProvenance(attestations: readonly Attestation[]): Provenance | null {
  const all = attestations.flatMap(({ text }) => readStatement(text) ?? []);
  return (
    all.find(({ steps }) => steps.length > 0) ?? all.find((one) => one.dockerfile !== null) ?? all[0] ?? null
  );
}

function readStatement(text: string): Provenance | null {
  const statement = parseObject(text);
  if (!asText(statement['predicateType']).startsWith('https://slsa.dev/provenance/')) return null;
  const predicate = asObject(statement['predicate']);
  const metadata = buildkitMetadata(predicate);
  return {
    buildArguments: buildArguments(predicate),
    dockerfile: findDockerfile(metadata),
    steps: readSteps(metadata),
    results: chainsOf(asObject(metadata['layers'])[lastOutput(predicate)]),
  };
}

/**
 * Everything in an image's in-toto statements that people put text into, each text once: build arguments, the
 * Dockerfile, then all other strings.
 */
export function provenanceTexts(attestations: readonly Attestation[]): ProvenanceText[] {
  const texts: ProvenanceText[] = [];
  const add = (path: string, text: string): void => {
    if (text !== '' && !texts.some((known) => known.path === path && known.text === text))
      texts.push({ in: 'provenance', path: `provenance/${path}`, text });
  };
  attestations.forEach(({ text }, index) => {
    const statement = parseObject(text);
    const predicate = asObject(statement['predicate']);
    const dockerfile = findDockerfile(buildkitMetadata(predicate));
    const told = new Set<string>();
    for (const [name, value] of buildArguments(predicate)) {
      told.add(value).add(`${name}=${value}`);
      add(`${BUILD_ARG}${name}`, `${name}=${value}`);
    }
    if (dockerfile !== null) {
      told.add(Buffer.from(dockerfile.text).toString('base64'));
      add(dockerfile.file, dockerfile.text);
    }
    const rest = new Set<string>();
    collectTexts(statement, '', rest, 0);
    const isTold = (line: string): boolean =>
      told.has(line) ||
      told.has(line.slice(line.indexOf('=') + 1)) ||
      (dockerfile?.text.includes(line) ?? false);
    add(`attestation-${String(index)}`, [...rest].filter((line) => !isTold(line)).join('\n'));
  });
  return texts;
}

/** Deeper than any statement that a builder writes; a hostile one must not end the stack. */
const MAX_DEPTH = 200;

/** Strings as `key=value`, so that a rule that needs a name finds one; those that are assignments themselves as they are. */
function collectTexts(value: unknown, key: string, into: Set<string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') into.add(key === '' || value.includes('=') ? value : `${key}=${value}`);
  else if (Array.isArray(value)) for (const item of value) collectTexts(item, '', into, depth + 1);
  else for (const [name, item] of Object.entries(asObject(value))) collectTexts(item, name, into, depth + 1);
}

/** v0.2 has it in `metadata`, v1 in `runDetails.metadata`; the key there changed with BuildKit's releases. */
function buildkitMetadata(predicate: Json): Json {
  const places = [asObject(predicate['metadata']), asObject(asObject(predicate['runDetails'])['metadata'])];
  for (const place of places) {
    for (const key of METADATA_KEYS) {
      const found = asObject(place[key]);
      if (Object.keys(found).length > 0) return found;
    }
  }
  return {};
}

/** v0.2: `invocation.parameters.args`; v1: `buildDefinition.externalParameters.request.args`. */
function buildArguments(predicate: Json): Map<string, string> {
  const external = asObject(asObject(predicate['buildDefinition'])['externalParameters']);
  const found = new Map<string, string>();
  for (const parameters of [
    asObject(predicate['invocation'])['parameters'],
    external['request'],
    external['parameters'],
    external,
  ]) {
    for (const [key, value] of Object.entries(asObject(asObject(parameters)['args']))) {
      if (key.startsWith(BUILD_ARG) && typeof value === 'string')
        found.set(key.slice(BUILD_ARG.length), value);
    }
  }
  return found;
}

function findDockerfile(metadata: Json): Provenance['dockerfile'] {
  for (const info of asList(asObject(metadata['source'])['infos'])) {
    const { filename, data, language } = asObject(info);
    if (typeof data !== 'string' || (language !== undefined && language !== 'Dockerfile')) continue;
    return { file: asText(filename) || 'Dockerfile', text: Buffer.from(data, 'base64').toString('utf8') };
  }
  return null;
}

function readSteps(metadata: Json): ProvenanceStep[] {
  const locations = asObject(asObject(metadata['source'])['locations']);
  const found: ProvenanceStep[] = [];
  for (const [output, chains] of Object.entries(asObject(metadata['layers']))) {
    const places = asList(asObject(locations[output.replace(/:\d+$/, '')])['locations']);
    const lines = places.flatMap((place) => {
      const own = rangeLines(asObject(place));
      return own.length === 0 ? [] : [own.reduce((a, b) => Math.min(a, b))];
    });
    if (lines.length === 0) continue;
    found.push(...chainsOf(chains).map((digests) => ({ digests, lines })));
  }
  return found;
}

function chainsOf(chains: unknown): string[][] {
  return asList(chains)
    .map((chain) => asList(chain).map((descriptor) => asText(asObject(descriptor)['digest'])))
    .filter((digests) => digests.length > 0);
}

/**
 * The output that was built: the build's last step does nothing but to name it (BuildKit, `provenance/buildconfig.go`).
 * v0.2 has the steps in `buildConfig`, v1 among the external or, later, the internal parameters.
 */
function lastOutput(predicate: Json): string {
  const definition = asObject(predicate['buildDefinition']);
  const holders = [
    predicate,
    asObject(definition['externalParameters']),
    asObject(definition['internalParameters']),
  ];
  const steps = holders.flatMap((holder) => asList(asObject(holder['buildConfig'])['llbDefinition']));
  return asText(asList(asObject(steps.at(-1))['inputs'])[0]);
}

function rangeLines(location: Json): number[] {
  return asList(location['ranges']).flatMap((range) => {
    const { start, end } = asObject(range);
    return [start, end].flatMap((position) => {
      const { line } = asObject(position);
      return typeof line === 'number' && Number.isInteger(line) ? [line] : [];
    });
  });
}

function parseObject(text: string): Json {
  try {
    return asObject(JSON.parse(text));
  } catch {
    // The source has told what is wrong with it.
    return {};
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
