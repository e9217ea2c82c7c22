import { ORIGINS } from '../model/policy.js';
import { SEVERITIES } from '../model/severity.js';
import { configOptions, type JsonSchema, optionSchema, sectionOptions } from './option-keys.js';

/** Conditions of an entry of `allow`, at least one of which it needs. */
export const CONDITIONS = ['rule', 'path', 'path-pattern', 'fingerprint', 'value', 'origin'] as const;

const text = { type: 'string', minLength: 1 } as const;
const ruleGlob = { ...text, pattern: '^[a-z0-9*?{},-]+$', examples: ['generic-*'] } as const;

const ALLOW_ENTRY: JsonSchema = {
  type: 'object',
  description: 'What is let be. Of its conditions, all that are given must hold.',
  additionalProperties: false,
  required: ['reason'],
  anyOf: CONDITIONS.map((condition) => ({ required: [condition] })),
  properties: {
    rule: { ...ruleGlob, description: 'ID of a rule, or a glob of IDs such as generic-*.' },
    path: {
      type: ['string', 'array'],
      minLength: 1,
      minItems: 1,
      items: text,
      description:
        'Glob of paths, or a list: as in the report, or of the file in the checkout. A glob without a slash is compared with the file’s name alone.',
    },
    'path-pattern': {
      ...text,
      description: 'Regular expression that is looked for in the path; (?i) at its start ignores case.',
    },
    fingerprint: {
      ...text,
      pattern: '^[0-9a-f]{32}$',
      examples: ['0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
      description: 'Fingerprint of a finding, as reports show it.',
    },
    value: {
      ...text,
      description:
        'Regular expression that is looked for in the secret itself; (?i) at its start ignores case. Never shown.',
    },
    origin: {
      enum: ORIGINS,
      description: 'Whose place it is: your own, the base image’s, or that of a published package.',
    },
    reason: { ...text, maxLength: 500, description: 'Why this is let be. Every report shows it.' },
    expires: {
      ...text,
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      examples: ['2027-06-30'],
      description: 'Last day (UTC) on which the entry holds; after it, what it allowed counts again.',
    },
  },
};

const ALLOW: JsonSchema = {
  type: 'array',
  description: 'Findings that are let be, each with a reason. They are counted and listed in every report.',
  items: ALLOW_ENTRY,
};

const SEVERITY: JsonSchema = {
  type: 'object',
  description: 'Severities in place of the rules’ own, by ID or glob of IDs; the last that fits counts.',
  propertyNames: ruleGlob,
  additionalProperties: { enum: SEVERITIES },
};

/** JSON Schema (draft 7) of `.drydock.yml`: what it is validated by, and what editors are given. */
export const CONFIG_SCHEMA: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Drydock configuration (.drydock.yml)',
  type: 'object',
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(configOptions().map((option) => [option.name, optionSchema(option)])),
    allow: ALLOW,
    severity: SEVERITY,
    images: {
      type: 'object',
      description:
        'Sections by image name, each with keys that count for the images that fit. A name is a glob: without a slash it is compared with the last part of an image’s name, without a colon with any tag.',
      propertyNames: text,
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          ...Object.fromEntries(sectionOptions().map((option) => [option.name, optionSchema(option)])),
          allow: ALLOW,
          severity: SEVERITY,
        },
      },
    },
  },
};
