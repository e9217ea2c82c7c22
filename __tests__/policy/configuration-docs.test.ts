import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { OPTIONS } from '../../src/model/options.js';
import { readConfig } from '../../src/policy/config-document.js';
import { CONFIG_SCHEMA } from '../../src/policy/config-schema.js';
import { configOptions, NO_KEYS, sectionOptions } from '../../src/policy/option-keys.js';
import { RunPolicy } from '../../src/policy/run-policy.js';
import { policyOf } from '../../src/policy/settings.js';
import { loadBundledRules } from '../../src/rules/bundled.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = readFileSync(path.join(root, 'docs/configuration.md'), 'utf8');

/** A schema as this test looks at it. */
interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

const schema = CONFIG_SCHEMA as SchemaNode;
const keysOf = (node: SchemaNode | undefined): string[] => Object.keys(node?.properties ?? {});
const allowEntry = schema.properties?.['allow']?.items;
const section = schema.properties?.['images']?.additionalProperties as SchemaNode;

/** The rows of the first table under a heading, without the marks of code. */
function table(heading: string): string[][] {
  const text = docs.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

const examples = docs
  .split('```yaml\n')
  .slice(1)
  .map((part) => part.split('```')[0] ?? '');

/** The keys that stand somewhere in a document. */
function keysIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [key, ...keysIn(value)]);
}

describe('docs/configuration.md', () => {
  it('has every key of the schema, as the table of options describes it, and no other', () => {
    const rows = table('Keys');
    expect(rows.map(([key]) => key)).toEqual(keysOf(schema));
    const options = configOptions().map(({ name, description, default: byDefault = '', repeated }) => [
      name,
      repeated === true ? `${description} One, or a list.` : description,
      byDefault,
    ]);
    expect(rows.slice(0, options.length)).toEqual(options);
  });

  it('has every key of an entry of the allowlist, and no other', () => {
    expect(table('Allowlist').map(([key]) => key)).toEqual(keysOf(allowEntry));
  });

  it('names what is no key', () => {
    for (const name of Object.keys(NO_KEYS)) expect(docs).toContain(`\`${name}\``);
  });

  it('has an example of every key', () => {
    const shown = new Set(examples.flatMap((example) => keysIn(load(example))));
    expect([...keysOf(schema), ...keysOf(allowEntry)].filter((key) => !shown.has(key))).toEqual([]);
  });

  it.each(examples)('has an example that the schema and the program accept:\n%s', async (example) => {
    const validate = new Ajv({ strict: false }).compile(CONFIG_SCHEMA);
    expect([validate(load(example)), validate.errors]).toEqual([true, null]);
    const config = await readConfig(example, { file: '.drydock.yml', resolve: (value) => value });
    expect(new RunPolicy(policyOf(config, new Set()), loadBundledRules(), '2026-01-01')).toBeDefined();
  });
});

describe('the schema', () => {
  it('has a key for each option, but for those that are left out with a reason', () => {
    const names = OPTIONS.map(({ name }) => name);
    expect(Object.keys(NO_KEYS).filter((name) => !names.some((option) => option === name))).toEqual([]);
    expect([...keysOf(schema), ...Object.keys(NO_KEYS)].sort()).toEqual(
      [...names, 'allow', 'severity', 'images'].sort(),
    );
    expect(keysOf(section)).toEqual([...sectionOptions().map(({ name }) => name), 'allow', 'severity']);
  });

  it('describes every key', () => {
    for (const node of [schema, section, allowEntry])
      for (const [key, { description = '' }] of Object.entries(node?.properties ?? {}))
        expect([key, description.length > 20]).toEqual([key, true]);
  });

  it('is a JSON Schema, and what the build ships is this one', () => {
    expect(
      new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).validateSchema(CONFIG_SCHEMA),
    ).toBe(true);
    const out = mkdtempSync(path.join(tmpdir(), 'drydock-schema-'));
    try {
      execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--out', out, 'schema']);
      const shipped: unknown = JSON.parse(readFileSync(path.join(out, 'config.schema.json'), 'utf8'));
      expect(shipped).toEqual(JSON.parse(JSON.stringify(CONFIG_SCHEMA)));
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
