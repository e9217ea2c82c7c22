import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../src/model/errors.js';
import type { BaselineEntry } from '../../src/policy/baseline-entry.js';
import { formatBaseline, parseBaseline } from '../../src/policy/baseline-text.js';

const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
const field = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
const entry: fc.Arbitrary<BaselineEntry> = fc.record({
  fingerprint: hex,
  rule: fc.constantFrom('openai-api-key', 'generic-password'),
  where: fc.tuple(fc.constantFrom('image', 'context', 'provenance'), field).map((parts) => parts.join(':')),
  path: field,
});
const entries = fc.uniqueArray(entry, {
  maxLength: 40,
  selector: ({ fingerprint, where }) => `${fingerprint} ${where}`,
});

function sorted(list: readonly BaselineEntry[]): string[] {
  return list.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
}

function refusal(text: string): string {
  try {
    parseBaseline(text, '.drydock-baseline');
  } catch (error) {
    if (error instanceof UserError) return error.line;
  }
  throw new Error('it was taken');
}

const LINE = `${'4b'.repeat(16)} openai-api-key image:shop srv/.env`;

describe('a baseline', () => {
  it('reads back as what was written, whatever is in the names', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(sorted(parseBaseline(formatBaseline(list), 'x'))).toEqual(sorted(list));
      }),
    );
  });

  it('is the same text in whatever order the findings come', () => {
    fc.assert(
      fc.property(
        entries.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(formatBaseline(shuffled)).toBe(formatBaseline(list));
        },
      ),
    );
  });

  it('has a line for each finding, in order of their fingerprints', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const lines = formatBaseline(list)
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith('#'));
        expect(lines).toHaveLength(list.length);
        expect(lines).toEqual([...lines].sort());
      }),
    );
  });

  it('takes lines in any order, twice, with line ends of Windows and a byte order mark', () => {
    const other = LINE.replace(/^../, '00');
    const text = `\ufeff# notes of ours\r\n${LINE}\r\n\r\n  ${other}\t\r\n${LINE}\r\n`;
    expect(parseBaseline(text, 'x').map(({ fingerprint }) => fingerprint.slice(0, 2))).toEqual(['4b', '00']);
  });

  it('may be empty', () => {
    expect(parseBaseline('', 'x')).toEqual([]);
    expect(parseBaseline(formatBaseline([]), 'x')).toEqual([]);
  });

  it.each([
    [`# one\n${LINE.slice(1)}\n`, 2],
    [`${LINE} and more\n`, 1],
    [`\n\n${LINE.toUpperCase()}\n`, 3],
    [LINE.replace('image:', 'picture:'), 1],
    [LINE.split(' ').slice(0, 3).join(' '), 1],
    ['{"schema":"drydock/report/1"}', 1],
    ['\u0000\u0001', 1],
  ])('names file and line of what is not a line of a baseline: %j', (text, line) => {
    expect(refusal(text)).toMatch(
      new RegExp(`^\\.drydock-baseline:${String(line)}: not a line of a baseline: `),
    );
  });

  it('quotes nothing of a line that it cannot read', () => {
    const secret = ['hunter2', 'hunter2'].join('-');
    expect(refusal(`PASSWORD=${secret}\n`)).not.toContain(secret);
  });

  it('says what to do about a conflict that was left in it', () => {
    const text = `# 4a\n<<<<<<< HEAD\n${LINE}\n=======\n${LINE.replace(/^../, '4c')}\n>>>>>>> other\n`;
    expect(refusal(text)).toBe(
      '.drydock-baseline:2: a merge conflict: keep the lines of both sides, in any order',
    );
  });

  it('of a later format is refused', () => {
    expect(refusal(formatBaseline([]).replace('drydock-baseline 1', 'drydock-baseline 2'))).toBe(
      '.drydock-baseline:1: a baseline of format 2: it needs a later version of Drydock',
    );
  });
});

describe('git merge', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'drydock-merge-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function make(random: () => number, count: number): BaselineEntry[] {
    return Array.from({ length: count }, () => ({
      fingerprint: Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join(''),
      rule: 'openai-api-key',
      where: 'image:shop',
      path: 'srv/.env',
    }));
  }

  /** The three-way merge of `git merge`, without the commits. */
  function merge(
    base: readonly BaselineEntry[],
    ours: readonly BaselineEntry[],
    theirs: readonly BaselineEntry[],
    ...options: readonly string[]
  ): { readonly isClean: boolean; readonly text: string } {
    const names = ['ours', 'base', 'theirs'].map((name) => path.join(folder, name));
    [ours, base, theirs].forEach((list, index) => {
      writeFileSync(names[index] ?? '', formatBaseline(list));
    });
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...options, ...names], {
      encoding: 'utf8',
    });
    return { isClean: status === 0, text: stdout };
  }

  it('joins what two branches add and remove, nearly always by itself, and always with merge=union', () => {
    const random = mulberry32(6);
    let clean = 0;
    const rounds = 60;
    for (let round = 0; round < rounds; round++) {
      const base = make(random, Math.floor(random() * 30));
      const [added, others] = [make(random, 1 + (round % 3)), make(random, 1 + (round % 2))];
      const ours = [...base.slice(1), ...added];
      const theirs = [...base, ...others];
      const expected = sorted([...ours, ...others]);
      const plain = merge(base, ours, theirs);
      if (plain.isClean) {
        clean++;
        expect(sorted(parseBaseline(plain.text, 'merged'))).toEqual(expected);
      }
      const union = merge(base, ours, theirs, '--union');
      expect(union.isClean).toBe(true);
      const found = sorted(parseBaseline(union.text, 'merged'));
      for (const line of expected) expect(found).toContain(line);
    }
    expect(clean).toBeGreaterThanOrEqual(rounds * 0.95);
  }, 60_000);

  it('merges two branches of a repository into a baseline that is valid', () => {
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    const random = mulberry32(7);
    const file = path.join(folder, '.drydock-baseline');
    const [base, ours, theirs] = [make(random, 12), make(random, 2), make(random, 2)];
    const commit = (list: readonly BaselineEntry[], message: string): void => {
      writeFileSync(file, formatBaseline(list));
      git('add', '.drydock-baseline');
      git('commit', '-qm', message);
    };
    git('init', '-q', '-b', 'main');
    commit(base, 'base');
    git('switch', '-qc', 'other');
    commit([...base, ...theirs], 'theirs');
    git('switch', '-q', 'main');
    commit([...base, ...ours], 'ours');
    git('merge', '-q', '--no-edit', 'other');
    const merged = parseBaseline(readFileSync(file, 'utf8'), file);
    expect(sorted(merged)).toEqual(sorted([...base, ...ours, ...theirs]));
    expect(readFileSync(file, 'utf8')).toBe(formatBaseline(merged));
  });
});

/** A small generator of numbers from 0 to 1, the same in every run. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
