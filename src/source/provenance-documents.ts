import { isObject, type JsonObject, parseJson, toObject, toText, toTextOrNull } from './json-value.js';

/** A provenance that was not in the image. */
export interface GivenProvenance {
  /** An in-toto statement, as JSON. */
  readonly statement: string;
  /** `sha256:…` of the image config that was built; null where the file does not say. */
  readonly configDigest: string | null;
  /** `os/architecture[/variant]`; null where the file does not say. */
  readonly platform: string | null;
}

/** A JSON text, by the name of its file or of its entry in an archive. */
export interface ProvenanceDocument {
  readonly name: string;
  readonly text: string;
}

/** What is known where a value stands in a document. */
interface Surroundings {
  readonly configDigest: string | null;
  readonly platform: string | null;
}

/** `buildx.build.provenance`, or with the platform behind it (buildx, `build/provenance.go`). */
const METADATA_KEY = /^buildx\.build\.provenance(?:\/(.+))?$/;
const CONFIG_DIGEST = 'containerimage.config.digest';
const PREDICATE_TYPE = 'https://slsa.dev/provenance/';
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/;
/** Files of `bake` name the targets, `imagetools` the platforms: no provenance stands deeper than that. */
const MAX_DEPTH = 3;

/** All provenances in some JSON texts, in whatever form Docker's tools print them. */
export function readProvenanceDocuments(documents: readonly ProvenanceDocument[]): GivenProvenance[] {
  const parsed = documents.map(({ name, text }) => ({ name, text, value: parseJson(text) }));
  const records = parsed.flatMap(({ text, value }) => {
    const configDigest = recordedDigest(value);
    return configDigest === null ? [] : [{ text, configDigest }];
  });
  return parsed.flatMap(({ name, value }) => {
    // In the archive of a build's history, the record of the build names the files that belong to it by their digest.
    const [, hex] = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name) ?? [];
    const record = hex === undefined ? undefined : records.find(({ text }) => text.includes(`sha256:${hex}`));
    return collect(value, { configDigest: record?.configDigest ?? null, platform: null }, 0);
  });
}

/** What the exporter said of the image, in the record of a build (BuildKit, `BuildHistoryRecord`). */
function recordedDigest(value: unknown): string | null {
  const record = toObject(value);
  const response = toObject(record['ExporterResponse'] ?? record['exporterResponse']);
  return toTextOrNull(response[CONFIG_DIGEST]);
}

function collect(value: unknown, around: Surroundings, depth: number): GivenProvenance[] {
  if (!isObject(value) || depth > MAX_DEPTH) return [];
  if (toText(value['predicateType']).startsWith(PREDICATE_TYPE))
    return isObject(value['predicate']) ? [give(value, around)] : [];
  const version = predicateVersion(value);
  if (version !== null) {
    return [give({ predicateType: PREDICATE_TYPE + version, predicate: value }, around)];
  }
  const enveloped = readEnvelope(value);
  if (enveloped !== undefined) return collect(enveloped, around, depth + 1);
  const configDigest = toTextOrNull(value[CONFIG_DIGEST]) ?? around.configDigest;
  return Object.entries(value).flatMap(([key, item]) => {
    const name = METADATA_KEY.exec(key)?.[1] ?? key;
    const platform = PLATFORM.test(name) ? name : around.platform;
    return collect(item, { configDigest, platform }, depth + 1);
  });
}

function give(statement: JsonObject, { configDigest, platform }: Surroundings): GivenProvenance {
  return { statement: JSON.stringify(statement), configDigest, platform };
}

/** Which version of SLSA's provenance an object is, by the fields that BuildKit always writes. */
function predicateVersion(value: JsonObject): 'v0.2' | 'v1' | null {
  if (isObject(value['buildDefinition']) && isObject(value['runDetails'])) return 'v1';
  const isOld =
    isObject(value['invocation']) || Array.isArray(value['materials']) || isObject(value['metadata']);
  return isOld && toText(value['buildType']) !== '' ? 'v0.2' : null;
}

/** DSSE (secure-systems-lab/dsse, `envelope.md`); undefined where it is none. The signature is not looked at. */
function readEnvelope({ payloadType, payload }: JsonObject): unknown {
  if (typeof payload !== 'string' || !toText(payloadType).includes('in-toto')) return undefined;
  return parseJson(Buffer.from(payload, 'base64').toString('utf8'));
}
