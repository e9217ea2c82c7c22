import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { buildProgram, type Handlers } from '../../src/cli/program.js';
import { fencedBlocks } from './fenced-blocks.js';

const GUIDES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/usage.md',
  'docs/migration.md',
  'docs/recipes.md',
  'docs/rules.md',
  'docs/tracing.md',
  'docs/troubleshooting.md',
];

interface Hook {
  readonly id: string;
  readonly entry: string;
}

const hooks = load(
  readFileSync(new URL('../../.pre-commit-hooks.yaml', import.meta.url), 'utf8'),
) as readonly Hook[];

/** How the program is called in the guides. */
const CALL =
  /(?:^|[\s'"/])(?:drydock|dist\/cli\.cjs"?) ((?:scan|context|rules|baseline|explain|import)\b.*)$/;

/** The arguments of the call in a line of a script, up to a comment, a pipe or another command. */
function callIn(line: string): readonly string[] | null {
  const call = CALL.exec(line.trim().replace(/^\$ /, ''))?.[1];
  // A grammar (`[options]`, `<DIR>`) is no call.
  if (call === undefined || /[[<…]/.test(call)) return null;
  const words = call.split(/ {2,}| [|&;#]/)[0]?.match(/"[^"]*"|'[^']*'|[^\s'"]+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

const calls = [
  ...GUIDES.flatMap(fencedBlocks).flatMap(({ text, place }) =>
    text.split('\n').flatMap((line): [string, readonly string[]][] => {
      const call = callIn(line);
      return call === null ? [] : [[`${place}: ${call.join(' ')}`, call]];
    }),
  ),
  ...hooks.map(({ id, entry }): [string, readonly string[]] => [`hook ${id}`, callIn(entry) ?? []]),
];

it('finds the calls', () => {
  expect(calls.length).toBeGreaterThanOrEqual(10);
  expect(calls.filter(([, call]) => call.length === 0)).toEqual([]);
});

describe('what the guides call the program with is understood', () => {
  it.each(calls)('%s', async (_, call) => {
    const taken: string[] = [];
    const handlers = new Proxy({} as Handlers, {
      get: (_target, command) => () => {
        taken.push(String(command));
        return Promise.resolve();
      },
    });
    await buildProgram(handlers, { writeErr: () => undefined }).parseAsync([...call], { from: 'user' });
    expect(taken).toHaveLength(1);
  });
});
