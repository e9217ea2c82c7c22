/** What a BuildKit provenance statement tells of a build: SLSA provenance v0.2 or v1, mode=max for all but the arguments. */
export interface Provenance {
  /** `--build-arg`s, with their values: raw. */
  readonly buildArguments: ReadonlyMap<string, string>;
  /** The Dockerfile that was built, as it was then. */
  readonly dockerfile: { readonly file: string; readonly text: string } | null;
  /** Which lines of it made a layer: the digests of the layers up to it, lowest first, and its lines, 1-based. */
  readonly layers: readonly {
    readonly digests: readonly string[];
    readonly line: number;
    readonly endLine: number;
  }[];
}

/** A statement's text, scanned like a file. */
export interface ProvenanceText {
  readonly in: 'provenance';
  /** `provenance/build-arg:NAME`, `provenance/Dockerfile`; `provenance/attestation-N` for all that has no name of its own. */
  readonly path: string;
  readonly text: string;
}

interface Attestation {
  readonly name: string;
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

const BUILD_ARG = 'build-arg:';
const METADATA_KEY = 'https://mobyproject.org/buildkit@v1#metadata';

/** The provenance among an image's in-toto statements; null where there is none that BuildKit wrote. */
export function readProvenance(attestations: readonly Attestation[]): Provenance | null {
  for (const { text } of attestations) {
    const statement = parseObject(text);
    if (!asText(statement['predicateType']).startsWith('https://slsa.dev/provenance/')) continue;
    const predicate = asObject(statement['predicate']);
    const metadata = buildkitMetadata(predicate);
    return {
      buildArguments: buildArguments(predicate),
      dockerfile: findDockerfile(metadata),
      layers: layerLines(metadata),
    };
  }
  return null;
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

/** v0.2 has it among the metadata under a name of its own, v1 beside the run's details. */
function buildkitMetadata(predicate: Json): Json {
  const old = asObject(asObject(predicate['metadata'])[METADATA_KEY]);
  if (Object.keys(old).length > 0) return old;
  return asObject(asObject(asObject(predicate['runDetails'])['metadata'])['buildkit_metadata']);
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

/** A step with lines in one place only: one that two instructions share (a base image) tells nothing. */
function layerLines(metadata: Json): Provenance['layers'] {
  const locations = asObject(asObject(metadata['source'])['locations']);
  const found: Provenance['layers'][number][] = [];
  for (const [output, chains] of Object.entries(asObject(metadata['layers']))) {
    const places = asList(asObject(locations[output.replace(/:\d+$/, '')])['locations']);
    const lines = places.length === 1 ? rangeLines(asObject(places[0])) : [];
    if (lines.length === 0) continue;
    for (const chain of asList(chains)) {
      const digests = asList(chain).map((descriptor) => asText(asObject(descriptor)['digest']));
      found.push({ digests, line: Math.min(...lines), endLine: Math.max(...lines) });
    }
  }
  return found;
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
