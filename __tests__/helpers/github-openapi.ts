import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2019, { type ValidateFunction } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { convertSchema, lookUp, type SchemaUse } from './github-schema.js';

/** GitHub's own description of its API, or that of a release of GitHub Enterprise Server. */
export type Edition = 'api.github.com' | 'ghes-3.19';

type Json = Readonly<Record<string, unknown>>;

/** An operation of the API that a request was matched with. */
export interface Operation {
  /** `POST /repos/{owner}/{repo}/check-runs` */
  readonly name: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface KnownOperation {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly description: Json;
  readonly parameters: readonly Json[];
}

/**
 * Checks requests and answers against the API's OpenAPI description. Stricter than GitHub: a parameter or a key of a
 * body that the description does not name is refused, where GitHub would ignore it without a word.
 */
export class ApiDescription {
  readonly #document: Json;
  readonly #operations: readonly KnownOperation[];
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(edition: Edition) {
    const file = path.resolve('node_modules/@octokit/openapi/generated', `${edition}.json`);
    this.#document = JSON.parse(readFileSync(file, 'utf8')) as Json;
    this.#operations = Object.entries(objectOf(this.#document['paths'])).flatMap(([template, item]) => {
      const methods = Object.entries(objectOf(item)).filter(([key]) => METHODS.includes(key));
      return methods.map(([method, description]): KnownOperation => {
        const own = objectOf(description);
        const parameters = [...listOf(objectOf(item)['parameters']), ...listOf(own['parameters'])];
        return {
          name: `${method.toUpperCase()} ${template}`,
          method: method.toUpperCase(),
          segments: template.split('/'),
          description: own,
          parameters: parameters.map((parameter) => this.#resolve(parameter)),
        };
      });
    });
  }

  /** The operation that a method and a path (without its query) name; null when there is none. */
  match(method: string, pathname: string): Operation | null {
    const given = pathname.split('/');
    const fitting = this.#operations
      .filter((operation) => operation.method === method && fits(operation.segments, given))
      // `/user` before `/{anything}`
      .sort((a, b) => variables(a.segments) - variables(b.segments))[0];
    if (fitting === undefined) return null;
    const pairs = fitting.segments.flatMap((segment, index) =>
      isVariable(segment) ? [[segment.slice(1, -1), decodeURIComponent(given[index] ?? '')] as const] : [],
    );
    return { name: fitting.name, pathParameters: Object.fromEntries(pairs) };
  }

  /** What does not fit the description, one line each. `body` is undefined where none was sent. */
  objectionsToRequest(operation: Operation, query: URLSearchParams, body: unknown): string[] {
    const { parameters, description } = this.#known(operation);
    const problems = Object.entries(operation.pathParameters).flatMap(([name, value]) =>
      this.#objectionsToParameter(operation, parameters, 'path', name, value),
    );
    for (const [name, value] of query)
      problems.push(...this.#objectionsToParameter(operation, parameters, 'query', name, value));
    const missing = parameters.filter(
      (parameter) =>
        parameter['in'] === 'query' &&
        parameter['required'] === true &&
        !query.has(String(parameter['name'])),
    );
    problems.push(...missing.map(({ name }) => `query parameter ${String(name)} is missing`));
    const requestBody = description['requestBody'];
    if (requestBody === undefined) return body === undefined ? problems : [...problems, 'takes no body'];
    const resolved = this.#resolve(requestBody);
    if (body === undefined)
      return resolved['required'] === true ? [...problems, 'the body is missing'] : problems;
    const media = objectOf(objectOf(resolved['content'])['application/json']);
    return [...problems, ...this.#check(`${operation.name} body`, media['schema'], 'request', body)];
  }

  /** What does not fit the description of the operation's answer of that status. */
  objectionsToResponse(operation: Operation, status: number, body: unknown): string[] {
    const responses = objectOf(this.#known(operation).description['responses']);
    const response = responses[String(status)];
    // Any operation can fail in these ways; the description lists only some of them.
    if (response === undefined)
      return [401, 403, 404, 422, 429, 500, 502, 503].includes(status)
        ? []
        : [`${operation.name} never answers ${status}`];
    const media = objectOf(objectOf(this.#resolve(response)['content'])['application/json']);
    if (media['schema'] === undefined) return [];
    return this.#check(`${operation.name} ${status}`, media['schema'], 'response', body);
  }

  /** GitHub's own example of a good answer, to be filled with a test's values. */
  exampleOf(method: string, template: string, status: number): Json {
    const { description } = this.#known({ name: `${method} ${template}` });
    const response = this.#resolve(objectOf(description['responses'])[String(status)]);
    const media = objectOf(objectOf(response['content'])['application/json']);
    const [example] = Object.values(objectOf(media['examples']));
    const { value } = this.#resolve(example);
    return objectOf(Array.isArray(value) ? (value as readonly unknown[])[0] : value);
  }

  #objectionsToParameter(
    operation: Operation,
    parameters: readonly Json[],
    place: 'path' | 'query',
    name: string,
    text: string,
  ): string[] {
    const parameter = parameters.find((candidate) => candidate['name'] === name && candidate['in'] === place);
    if (parameter === undefined) return [`there is no ${place} parameter ${name}`];
    const schema = this.#resolve(parameter['schema']);
    const isNumber = schema['type'] === 'integer' || schema['type'] === 'number';
    const value = isNumber && text !== '' ? Number(text) : text;
    return this.#check(`${operation.name} ${place} ${name}`, parameter['schema'], 'request', value);
  }

  #check(key: string, schema: unknown, use: SchemaUse, value: unknown): string[] {
    let validate = this.#validators.get(key);
    if (validate === undefined) {
      validate = makeAjv().compile(convertSchema(this.#document, schema, use));
      this.#validators.set(key, validate);
    }
    if (validate(value)) return [];
    // No value in it: a test prints these.
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${key}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }

  #known({ name }: Pick<Operation, 'name'>): KnownOperation {
    const operation = this.#operations.find((candidate) => candidate.name === name);
    if (operation === undefined) throw new Error(`the description has no ${name}`);
    return operation;
  }

  /** Follows `$ref`s at the top. */
  #resolve(value: unknown): Json {
    let resolved = objectOf(value);
    while (typeof resolved['$ref'] === 'string')
      resolved = objectOf(lookUp(this.#document, resolved['$ref']));
    return resolved;
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

function makeAjv(): Ajv2019 {
  // Not strict about schemas: the description has keywords of OpenAPI's own.
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv;
}

function fits(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, index) => (isVariable(segment) ? given[index] !== '' : segment === given[index]))
  );
}

function variables(segments: readonly string[]): number {
  return segments.filter(isVariable).length;
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
