import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import * as engines from '../../scripts/engine.mjs';

/** `FROM` this: a static busybox and a link for each of its commands. Nothing is ever pulled. */
export const { BASE_IMAGE } = engines;

export interface ImageRecipe {
  readonly dockerfile: string;
  /** The build context: path, contents. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** The stage to build; default the last. */
  readonly target?: string;
  /** Values by the variable's name; a secret's ID is that in small letters. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Default `legacy`. */
  readonly builder?: 'legacy' | 'buildkit';
  /** Default: one that no other test uses. */
  readonly tag?: string;
}

export interface BuiltImage {
  readonly tag: string;
  /** `sha256:…` */
  readonly imageId: string;
  /** The build context, with the Dockerfile in it; it is there until the tests of the file end. */
  readonly contextFolder: string;
}

export interface TestEngine {
  /** The docker client that talks to the engine, for commands of the test's own. */
  readonly client: string;
  readonly version: string;
  /** Builds without network. What it leaves behind goes away when the tests end. */
  buildImage(recipe: ImageRecipe): Promise<BuiltImage>;
}

/**
 * `describe` for tests that need a real container engine. Where none answers they are skipped; in continuous
 * integration, where there has to be one, they fail.
 */
export function describeWithEngine(name: string, tests: (engine: TestEngine) => void): void {
  const found = engines.findEngine();
  if (found !== null) {
    describe(name, () => {
      const tags = new Set<string>();
      const folders: string[] = [];
      beforeAll(() => engines.importBaseImage(found), 60_000);
      afterAll(() => {
        engines.removeImages(found, [...tags]);
        for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      });
      tests({
        client: found.client,
        version: found.version,
        async buildImage(recipe) {
          const tag = recipe.tag ?? `drydock-test:${process.pid}-${Date.now()}-${tags.size}`;
          const contextFolder = mkdtempSync(path.join(tmpdir(), 'drydock-test-'));
          tags.add(tag);
          folders.push(contextFolder);
          const imageId = await engines.buildImage(found, { ...recipe, tag }, contextFolder);
          return { tag, imageId, contextFolder };
        },
      });
    });
  } else if (process.env['CI']) {
    describe(name, () => {
      it('has a container engine', () => {
        throw new Error(
          'no container engine answers, and CI is set: start dockerd, or unset CI to skip these tests',
        );
      });
    });
  } else {
    describe.skip(`${name} (no container engine answers)`, () => {
      tests({ client: '', version: '', buildImage: () => Promise.reject(new Error('there is no engine')) });
    });
  }
}
