import { Ajv, type ErrorObject } from 'ajv';
import { SEVERITIES } from '../model/severity.js';

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text, minItems: 1 } as const;
const bytes = { type: 'integer', minimum: 0, maximum: 16384 } as const;

/** JSON Schema of a rule file. `docs/rules.md` describes the same fields for people. */
export const RULE_FILE_SCHEMA = {
  type: 'object',
  required: ['provider', 'rules'],
  additionalProperties: false,
  properties: {
    provider: text,
    revoke: text,
    rules: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['id', 'title', 'severity', 'examples'],
        additionalProperties: false,
        properties: {
          id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
          title: text,
          provider: text,
          revoke: text,
          severity: { enum: SEVERITIES },
          keywords: { type: 'array', items: { type: 'string', minLength: 3 }, minItems: 1 },
          ignoreCase: { type: 'boolean' },
          pattern: text,
          before: bytes,
          after: bytes,
          boundary: { enum: ['both', 'left', 'right', 'none'] },
          assignment: {
            type: 'object',
            required: ['name', 'value'],
            additionalProperties: false,
            properties: { name: text, value: text, section: { type: 'boolean' } },
          },
          paths: texts,
          near: texts,
          nearBytes: bytes,
          entropy: { type: 'number', minimum: 0, maximum: 8 },
          except: {
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            properties: { match: texts, line: texts },
          },
          checks: texts,
          general: { type: 'boolean' },
          guessable: { type: 'boolean' },
          pairWith: text,
          pairBytes: bytes,
          part: text,
          examples: {
            type: 'object',
            required: ['match', 'ignore'],
            additionalProperties: false,
            properties: { match: texts, ignore: texts },
          },
        },
      },
    },
  },
} as const;

let validate: ReturnType<Ajv['compile']> | undefined;

/** What is wrong with a parsed rule file, in words; null when nothing is. */
export function ruleFileError(document: unknown): { where: string; problem: string } | null {
  // Compiled on first use: the bundled rules are proved when they are built, and need no schema at start-up.
  validate ??= new Ajv({ allErrors: false, strict: true, allowUnionTypes: true }).compile(RULE_FILE_SCHEMA);
  if (validate(document)) return null;
  const error = validate.errors?.[0];
  if (error === undefined) return { where: '', problem: 'it does not fit the schema' };
  return { where: error.instancePath, problem: describe(error) };
}

function describe(error: ErrorObject): string {
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return `unknown key "${String(parameters['additionalProperty'])}"`;
    case 'required':
      return `key "${String(parameters['missingProperty'])}" is missing`;
    case 'enum':
      return `must be one of ${(parameters['allowedValues'] as string[]).join(', ')}`;
    default:
      return error.message ?? 'does not fit the schema';
  }
}
