/** Of a request, keys that the schema does not name are refused; an answer may hold more than is described. */
export type SchemaUse = 'request' | 'response';

type Json = Readonly<Record<string, unknown>>;

/**
 * A schema of OpenAPI 3.0 as JSON Schema 2019-09, with everything that it refers to among its own definitions:
 * `nullable` becomes a type, and for requests objects are closed.
 */
export function convertSchema(document: unknown, schema: unknown, use: SchemaUse): Json {
  const definitions = new Map<string, unknown>();
  const convert = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(convert);
    if (typeof node !== 'object' || node === null) return node;
    const source = node as Json;
    if (typeof source['$ref'] === 'string') return { $ref: define(source['$ref']) };
    const converted = Object.fromEntries(
      Object.entries(source)
        .filter(([key]) => !ANNOTATIONS.includes(key))
        .map(([key, value]) => [key, VALUES.includes(key) ? value : convertKeyword(key, value)]),
    );
    return allowNull(use === 'request' ? close(converted) : converted);
  };
  // Under `properties` any name may stand, `example` too.
  const convertKeyword = (key: string, value: unknown): unknown =>
    key === 'properties'
      ? Object.fromEntries(Object.entries(value as Json).map(([name, property]) => [name, convert(property)]))
      : convert(value);
  const define = (reference: string): string => {
    const name = reference.replace(/^#\/components\//, '').replaceAll('/', '.');
    if (!definitions.has(name)) {
      // Before it is converted: schemas may refer to themselves.
      definitions.set(name, true);
      definitions.set(name, convert(lookUp(document, reference)));
    }
    return `#/$defs/${name}`;
  };
  const root = convert(schema);
  return { allOf: [root], $defs: Object.fromEntries(definitions) };
}

const ANNOTATIONS = [
  'example',
  'examples',
  'description',
  'title',
  'discriminator',
  'deprecated',
  'externalDocs',
];
/** Keywords whose values are data and no schemas. */
const VALUES = ['enum', 'required', 'default', 'const', 'type', 'format', 'pattern', 'nullable'];
const COMBINATIONS = ['allOf', 'anyOf', 'oneOf'];

/** `additionalProperties: true` is what the description has where it says nothing of other keys. */
function close(schema: Json): Json {
  const { additionalProperties, ...rest } = schema;
  const isOpen = additionalProperties === undefined || additionalProperties === true;
  const names = schema['properties'] !== undefined && isOpen;
  if (!names) return schema;
  // What the branches of a combination name is known, too.
  return COMBINATIONS.some((key) => key in schema)
    ? { ...openBranches(rest), unevaluatedProperties: false }
    : { ...rest, additionalProperties: false };
}

/** A branch sees only a part of the object's keys, so it is the whole that is closed. */
function openBranches(schema: Json): Json {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      COMBINATIONS.includes(key) && Array.isArray(value)
        ? [
            key,
            value
              .map((branch) => ({ ...(branch as Json), additionalProperties: undefined }))
              .map(dropUndefined),
          ]
        : [key, value],
    ),
  );
}

function dropUndefined(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

function allowNull(schema: Json): Json {
  const { nullable, ...rest } = schema;
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

/** What a reference such as `#/components/schemas/check-run` points to. */
export function lookUp(document: unknown, reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, name) => (node as Json)[name], document);
}
