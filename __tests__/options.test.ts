import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { buildProgram, type Handlers } from '../src/cli/program.js';
import { configOptions } from '../src/policy/option-keys.js';
import {
  actionInputs,
  COMMANDS,
  describeFlag,
  describeInput,
  objection,
  OPTIONS,
  optionNamed,
  optionsOf,
  type OptionSpec,
} from '../src/model/options.js';
import { OUTPUTS } from '../src/model/outputs.js';

interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { description: string; required: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: { using: string; main: string };
}

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const action = load(read('action.yml')) as ActionFile;
const readme = read('README.md');
const nothing: Handlers = {
  scan: () => Promise.resolve(),
  context: () => Promise.resolve(),
  rules: () => Promise.resolve(),
  baseline: () => Promise.resolve(),
  explain: () => Promise.resolve(),
  import: () => Promise.resolve(),
};
const program = buildProgram(nothing, {});
const ALL: readonly OptionSpec[] = OPTIONS;

/** The rows of the README's table whose first column has that heading, without Markdown's marks. */
function readmeTable(heading: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  if (start === -1) throw new Error(`README.md has no table "${heading}"`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

describe('the table of options', () => {
  it('has each name, flag and input once', () => {
    for (const names of [
      ALL.map(({ name }) => name),
      ALL.flatMap(({ flag }) => flag?.long ?? []),
      ALL.flatMap(({ flag }) => flag?.short ?? []),
      ALL.flatMap(({ input }) => input ?? []),
    ]) {
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('has only defaults that it would accept itself', () => {
    for (const option of ALL.filter((candidate) => candidate.default !== undefined)) {
      expect([option.name, objection(option, option.default ?? '')]).toEqual([option.name, null]);
    }
  });

  it('offers --reveal to nobody but the command line', () => {
    expect(optionNamed('reveal').input).toBeUndefined();
  });
});

describe('action.yml', () => {
  it('has the inputs of the table, in its order, and no others', () => {
    const inputs = Object.entries(action.inputs).map(([name, input]) => ({ name, ...input }));
    expect(inputs).toEqual(
      actionInputs().map((option) => ({
        name: option.input,
        ...(isKey(option)
          ? { description: describeInput(option) + defaultText(option), required: false }
          : {
              description: describeInput(option),
              required: false,
              ...(option.default === undefined ? {} : { default: option.default }),
            }),
      })),
    );
  });

  it('has the outputs of the table, in its order, and no others', () => {
    const outputs = Object.entries(action.outputs).map(([name, { description }]) => ({ name, description }));
    expect(outputs).toEqual(OUTPUTS);
  });

  it('runs the bundle on the runtime that runners have', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.cjs' });
  });

  it('has a description that the Marketplace takes: less than 125 characters', () => {
    expect(action.description.length).toBeLessThan(125);
  });
});

describe('the command line', () => {
  it('has the commands of the table', () => {
    expect(program.commands.map((command) => command.name())).toEqual(COMMANDS);
  });

  it.each(COMMANDS)('gives %s the options of the table, and no others', (name) => {
    const command = program.commands.find((candidate) => candidate.name() === name);
    const options = command?.options.map((option) => ({
      flags: option.flags,
      description: option.description,
      default: option.defaultValue as unknown,
      choices: option.argChoices,
    }));
    expect(options).toEqual(
      optionsOf(name).map((option) => ({
        flags: `${shortOf(option)}${option.flag?.long ?? ''}${metavarOf(option, ' <', '>')}`,
        description: describeFlag(option),
        default: valueOf(option)?.default,
        choices: valueOf(option)?.choices,
      })),
    );
  });
});

describe('README.md', () => {
  it('has a table of the inputs', () => {
    expect(readmeTable('Input')).toEqual(
      actionInputs().map((option) => [option.input, describeInput(option), option.default ?? '']),
    );
  });

  it('has a table of the outputs', () => {
    expect(readmeTable('Output')).toEqual(OUTPUTS.map(({ name, description }) => [name, description]));
  });

  it('has a table of the command line’s options', () => {
    const flags = ALL.filter(({ flag }) => flag !== undefined);
    expect(readmeTable('Option')).toEqual(
      flags.map((option) => [
        `${option.flag?.long ?? ''}${metavarOf(option, ' ', '')}`,
        describeFlag(option),
        valueOf(option)?.default ?? '',
      ]),
    );
  });

  it('names no input in an example that there is not', () => {
    const known = actionInputs().map(({ input }) => input);
    const examples = readme
      .split('```yaml')
      .slice(1)
      .map((part) => part.split('```')[0] ?? '');
    const used = examples.flatMap((example) => inputsUsed(load(example)));
    expect(used).not.toEqual([]);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('a value', () => {
  it.each([
    ['fail-on', 'medium', null],
    ['fail-on', 'hgh', 'must be one of critical, high, medium, low, never'],
    ['platform', 'linux/arm64/v8', null],
    ['platform', 'linux', 'must look like linux/amd64'],
    ['platform', 'linux/arm64,linux/amd64', 'must look like linux/amd64'],
    ['annotations', 'yes', 'must be one of true, false'],
    ['json', '', 'must not be empty'],
  ] as const)('of %s may be %j or not', (name, value, problem) => {
    expect(objection(optionNamed(name), value)).toBe(problem);
  });
});

/** A switch has neither default nor choices on the command line, though the input of that name has. */
function valueOf(option: OptionSpec): OptionSpec | undefined {
  return option.flag?.metavar === undefined ? undefined : option;
}

/** A default in action.yml would look as if the workflow had set it, and come before the configuration file. */
function isKey({ name }: OptionSpec): boolean {
  return configOptions().some((option) => option.name === name);
}

function defaultText({ default: byDefault }: OptionSpec): string {
  return byDefault === undefined ? '' : ` Default: ${byDefault}.`;
}

function shortOf({ flag }: OptionSpec): string {
  return flag?.short === undefined ? '' : `${flag.short}, `;
}

function metavarOf({ flag }: OptionSpec, before: string, after: string): string {
  return flag?.metavar === undefined ? '' : `${before}${flag.metavar}${after}`;
}

/** The names under `with` of every step that uses Drydock, wherever it stands in the document. */
function inputsUsed(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const step = node as Readonly<Record<string, unknown>>;
  const isDrydock = typeof step['uses'] === 'string' && step['uses'].includes('/drydock@');
  const own = isDrydock && typeof step['with'] === 'object' ? Object.keys(step['with'] ?? {}) : [];
  return [...own, ...Object.values(step).flatMap(inputsUsed)];
}
