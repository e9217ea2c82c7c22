import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import { whyUnwritable } from '../model/failure.js';
import type { KnownLayer, KnownLayers } from '../model/known-layer.js';
import { tracksFilesIn } from '../source/git.js';
import { MOST_ENTRIES, readRecord, writeRecord } from './layer-record.js';

/** Names that tell one content from every other: they hold a digest of it, or of what it was made of. */
const NAMED_BY_DIGEST = /(?:^|[^0-9a-f])[0-9a-f]{64}(?![0-9a-f])/;
const ENDING = '.layer.json';
/** What was not needed for so long is of images that are built no more. */
const KEPT_MS = 60 * 24 * 60 * 60 * 1000;
/** Records are read at once, and a damaged folder must not take memory: the largest is below this. */
const MAX_RECORD_BYTES = 2 ** 20;
/** Cache Directory Tagging Specification: backups leave the folder out. */
const TAG = 'CACHEDIR.TAG';
const TAG_TEXT = 'Signature: 8a477f597d28d172789f06886806bc55\n# Made by drydock: what it knows of layers.\n';

/**
 * A folder with one small file for each layer that was scanned as a whole: its diff ID, and where in it something is to be
 * looked at again. It holds no secret, no name of a file, and nothing of what was found.
 *
 * What it says is relied on only for a layer of that very diff ID, by the same program with the same rules.
 */
export class LayerCache implements KnownLayers {
  readonly #directory: string;
  readonly #scanner: string;

  /**
   * @param directory made where it is not there
   * @param scanner whatever decides what is found: the program and its rules, as one text
   * @throws UserError where the folder can't be used, or others could have written to it through a commit
   */
  constructor(directory: string, scanner: string) {
    this.#directory = directory;
    this.#scanner = createHash('sha256').update(scanner).digest('hex');
    const doing = `cannot keep anything in the cache ${directory}`;
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const tag = path.join(directory, TAG);
      if (!existsSync(tag)) writeFileSync(tag, TAG_TEXT);
    } catch (error) {
      throw new UserError(doing, whyUnwritable(error), { cause: error });
    }
    // Whoever opens a pull request could say of a layer that there is nothing in it.
    const isTracked = tracksFilesIn(directory);
    if (isTracked === false) return;
    const reason = isTracked ? 'Git tracks files in it' : 'Git cannot tell whether it tracks files in it';
    throw new UserError(
      `the cache ${directory} cannot be trusted: ${reason}`,
      'name a folder outside of the repository',
    );
  }

  find(name: string): KnownLayer | null {
    if (!NAMED_BY_DIGEST.test(name)) return null;
    const file = this.#fileOf(name);
    try {
      if (statSync(file).size > MAX_RECORD_BYTES) return null;
      const known = readRecord(readFileSync(file, 'utf8'), name);
      const now = new Date();
      // The time of its last use; that of reading is not kept on most systems.
      if (known !== null) utimesSync(file, now, now);
      return known;
    } catch {
      // Not there, or not to be read: the layer is scanned as a whole.
      return null;
    }
  }

  /** Keeps what was learned of a layer. A scan does not fail for what cannot be written. */
  keep(name: string, known: KnownLayer): void {
    if (!NAMED_BY_DIGEST.test(name) || known.entries.length > MOST_ENTRIES) return;
    const file = this.#fileOf(name);
    const temporary = `${file}.${randomUUID()}.tmp`;
    try {
      writeFileSync(temporary, writeRecord(name, known), { flag: 'wx', mode: 0o600 });
      renameSync(temporary, file);
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  /** Forgets what turned out wrong. */
  forget(name: string): void {
    rmSync(this.#fileOf(name), { force: true });
  }

  /** Removes what no scan has needed for two months. */
  tidy(now: number): void {
    for (const name of this.#names()) {
      const file = path.join(this.#directory, name);
      try {
        if (now - statSync(file).mtimeMs > KEPT_MS) rmSync(file, { force: true });
      } catch {
        // Another scan was faster.
      }
    }
  }

  #names(): string[] {
    try {
      return readdirSync(this.#directory).filter((name) => name.endsWith(ENDING) || name.endsWith('.tmp'));
    } catch {
      return [];
    }
  }

  #fileOf(name: string): string {
    const key = createHash('sha256').update(`${this.#scanner}\n${name}`).digest('hex');
    return path.join(this.#directory, `${key}${ENDING}`);
  }
}
