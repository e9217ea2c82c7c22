import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Report } from '../../src/model/report.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where `--json last.json` puts the report that a run gives back. */
const REPORT = 'last.json';

export interface FreshRun {
  readonly status: number | null;
  readonly stderr: string;
  readonly reports: readonly Report[];
  /** All that was printed. */
  readonly printed: string;
}

/** The command line, bundled from the sources as they are now, and a folder to run it in. */
export class FreshCli {
  #bundles = '';
  folder = '';

  /** Makes the bundles, which takes a second or two. */
  open(): void {
    this.#bundles = mkdtempSync(path.join(tmpdir(), 'drydock-bundles-'));
    const parts = ['cli', 'worker', 'recheck', 'rules'];
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--out', this.#bundles, ...parts]);
  }

  /** An empty folder in place of the one before. */
  begin(): void {
    this.end();
    this.folder = mkdtempSync(path.join(tmpdir(), 'drydock-folder-'));
  }

  end(): void {
    if (this.folder !== '') rmSync(this.folder, { recursive: true, force: true });
    this.folder = '';
  }

  close(): void {
    this.end();
    rmSync(this.#bundles, { recursive: true, force: true });
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      writeFileSync(path.join(this.folder, name), content);
    }
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(path.join(this.folder, name));
  }

  run(...args: readonly string[]): FreshRun {
    rmSync(path.join(this.folder, REPORT), { force: true });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(this.#bundles, 'cli.cjs'), ...args],
      {
        cwd: this.folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], XDG_CACHE_HOME: path.join(this.folder, 'cache') },
      },
    );
    const json = this.has(REPORT) ? (JSON.parse(this.read(REPORT)) as Report | Report[]) : [];
    return { status, stderr, reports: [json].flat(), printed: stdout + stderr };
  }
}

/** A command line for the tests of a file, each of which begins in an empty folder. */
export function useFreshCli(): FreshCli {
  const cli = new FreshCli();
  beforeAll(() => {
    cli.open();
  });
  beforeEach(() => {
    cli.begin();
  });
  afterAll(() => {
    cli.close();
  });
  return cli;
}
