import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file of a folder, by its path in it. */
export interface FolderFile {
  readonly path: string;
  readonly content: Buffer;
}

/** A repository that the real Git makes, without the machine's own configuration. */
export class TestRepository {
  readonly folder: string;
  readonly #root: string;
  #commits = 0;

  constructor(...init: readonly string[]) {
    this.#root = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-objects-')));
    this.folder = path.join(this.#root, 'srv');
    mkdirSync(this.folder);
    this.git('init', '-q', '-b', 'main', ...init);
    // As the default would start in the background after many commits.
    this.git('config', 'gc.auto', '0');
  }

  /** Runs Git in the work tree; returns what it says. */
  git(...args: readonly string[]): string {
    return this.gitIn(this.folder, ...args);
  }

  gitIn(cwd: string, ...args: readonly string[]): string {
    return this.gitBytes(cwd, args).toString('utf8');
  }

  gitBytes(cwd: string, args: readonly string[], input?: Buffer): Buffer {
    const time = `2026-01-02T10:00:${String(this.#commits % 60).padStart(2, '0')}Z`;
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd,
      maxBuffer: 2 ** 28,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input === undefined ? {} : { input }),
      env: {
        PATH: process.env['PATH'],
        HOME: this.#root,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'T',
        GIT_AUTHOR_EMAIL: 't@example.com',
        GIT_COMMITTER_NAME: 'T',
        GIT_COMMITTER_EMAIL: 't@example.com',
        GIT_AUTHOR_DATE: time,
        GIT_COMMITTER_DATE: time,
      },
    });
  }

  put(name: string, text: string | Buffer): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Commits all that is there; returns the ID. Each commit is a second younger than the one before. */
  commit(message: string): string {
    this.#commits++;
    this.git('add', '--all');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD').trim();
  }

  /** All files of the folder above the work tree: paths begin with `srv/`. */
  files(): readonly FolderFile[] {
    return readdirSync(this.#root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({ path: path.relative(this.#root, file), content: readFileSync(file) }));
  }

  /** Every object that Git itself finds: by its ID. */
  objects(cwd = this.folder): ReadonlyMap<string, { readonly type: string; readonly content: Buffer }> {
    const listed = this.gitIn(cwd, 'cat-file', '--batch-check', '--batch-all-objects').trim().split('\n');
    const objects = new Map<string, { type: string; content: Buffer }>();
    for (const line of listed) {
      const [id = '', type = ''] = line.split(' ');
      objects.set(id, { type, content: this.gitBytes(cwd, ['cat-file', type, id]) });
    }
    return objects;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
