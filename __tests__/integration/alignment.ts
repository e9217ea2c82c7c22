import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from '@jest/globals';
import type { HistoryEntry } from '../../src/model/image.js';
import { alignHistory } from '../../src/trace/align.js';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { BASE_IMAGE, describeWithEngine } from '../helpers/engine.js';

const run = promisify(execFile);

/** A Dockerfile, and the lines that its history is of. */
export interface AlignmentCase {
  readonly name: string;
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** The line of every history entry but the base image's, oldest first; null where none is certain. */
  readonly lines: readonly (number | null)[];
  /** Where the legacy builder writes other entries than BuildKit. */
  readonly legacyLines?: readonly (number | null)[];
  /** Only where the builder can do it. */
  readonly only?: 'legacy' | 'buildkit';
}

const FILES = { 'a.txt': 'a\n', 'b.txt': 'b\n', 'dir/c.txt': 'c\n' };

const BUILDERS = ['buildkit', 'legacy'] as const;
type Builder = (typeof BUILDERS)[number];
/** Builds wait for the engine more than for a processor. */
const BUILDS_AT_ONCE = 4;

/** Builds every case with both builders, and tests which line each entry of the history is said to be of. */
export function describeAlignments(name: string, cases: readonly AlignmentCase[]): void {
  describeWithEngine(name, (engine) => {
    const rows = cases.flatMap((one) =>
      BUILDERS.filter((builder) => one.only === undefined || one.only === builder).map(
        (builder) => [builder, one.name, one] as const,
      ),
    );
    const histories = new Map<string, HistoryEntry[] | Error>();

    async function buildHistory(builder: Builder, one: AlignmentCase): Promise<HistoryEntry[]> {
      const { dockerfile, files = FILES, buildArgs = {}, target } = one;
      const { tag, imageId, contextFolder } = await engine.buildImage({
        dockerfile,
        files,
        buildArgs,
        builder,
        ...(target === undefined ? {} : { target }),
      });
      const archive = path.join(contextFolder, 'saved.tar');
      await run(engine.client, ['save', '--output', archive, tag]);
      const name = imageId.replace('sha256:', '');
      const { stdout } = await run('tar', ['-xOf', archive, '--wildcards', `*${name}*`], {
        maxBuffer: 2 ** 26,
      });
      const { history } = JSON.parse(stdout) as {
        history: { created_by?: string; comment?: string; empty_layer?: boolean }[];
      };
      return history.map((entry) => ({
        createdBy: entry.created_by ?? '',
        comment: entry.comment ?? '',
        emptyLayer: entry.empty_layer === true,
      }));
    }

    beforeAll(async () => {
      const queue = [...rows];
      const work = async (): Promise<void> => {
        for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
          const [builder, name, one] = row;
          const result = await buildHistory(builder, one).catch((error: unknown) => error as Error);
          histories.set(`${builder}: ${name}`, result);
        }
      };
      await Promise.all(Array.from({ length: BUILDS_AT_ONCE }, work));
    }, 240_000);

    it.each(rows)('%s: %s', (builder, name, one) => {
      const history = histories.get(`${builder}: ${name}`) ?? [];
      if (history instanceof Error) throw history;
      const { instructions, baseEntries } = alignHistory(
        parseDockerfile(one.dockerfile, 'Dockerfile'),
        history,
      );
      const lines = builder === 'legacy' ? (one.legacyLines ?? one.lines) : one.lines;
      const texts = history.map(({ createdBy }) => createdBy);
      const base = /^FROM scratch/m.test(one.dockerfile) && !one.dockerfile.includes(BASE_IMAGE) ? 0 : 1;
      expect(texts.map((text, index) => [text, instructions[index]?.line ?? null])).toEqual(
        texts.map((text, index) => [text, index < base ? null : (lines[index - base] ?? null)]),
      );
      expect(history).toHaveLength(base + lines.length);
      expect(baseEntries).toBe(base);
    });
  });
}
