import type { Problem, Unopened } from '../model/contents.js';

/** Of a layer or the context, so many are named; an image made to fill a report gets no further. */
const MOST_NAMED = 1000;

/** Gathers what could not be opened in a layer, or in the build context. */
export class ContainerNotes {
  readonly #problems: Problem[] = [];
  readonly #unopened: Unopened[] = [];
  #moreProblems = 0;
  #moreUnopened = 0;
  #toldOfScan = false;

  /** How many there are so far. */
  get count(): number {
    return this.#problems.length + this.#moreProblems + this.#unopened.length + this.#moreUnopened;
  }

  /** A limit was reached: the scan is not complete. */
  addLimit(path: string, reason: string): void {
    if (this.#problems.length < MOST_NAMED) this.#problems.push({ path, reason, bytes: 0 });
    else this.#moreProblems++;
  }

  /** A limit for the whole scan was reached, which is told of the first file that was not opened for it. */
  addScanLimit(path: string, reason: string): void {
    if (this.#toldOfScan) return;
    this.#toldOfScan = true;
    this.#problems.unshift({ path, reason: `${reason}: it and archives after it were not opened`, bytes: 0 });
  }

  addUnopened(path: string, reason: string): void {
    if (this.#unopened.length < MOST_NAMED) this.#unopened.push({ path, reason });
    else this.#moreUnopened++;
  }

  problems(): readonly Problem[] {
    if (this.#moreProblems === 0) return this.#problems;
    const reason = `${this.#moreProblems} more archives reached a limit`;
    return [...this.#problems, { path: '(more archives)', reason, bytes: 0 }];
  }

  unopened(): readonly Unopened[] {
    if (this.#moreUnopened === 0) return this.#unopened;
    const reason = `${this.#moreUnopened} more archives could not be opened`;
    return [...this.#unopened, { path: '(more archives)', reason }];
  }
}

/** What could not be opened in one container: told together, as all files of a zip with a password are encrypted. */
export class LevelNotes {
  readonly #reasons = new Map<string, { readonly path: string; count: number; isCertain: boolean }>();
  /** Whether anything in it was read: then it is what it looks like, and what can't be read in it is told. */
  isOpened = false;

  /** @param isCertain it is told even where nothing could be read */
  add(path: string, reason: string, isCertain = false): void {
    const known = this.#reasons.get(reason);
    if (known === undefined) this.#reasons.set(reason, { path, count: 1, isCertain });
    else known.count++;
  }

  tell(notes: ContainerNotes): void {
    for (const [reason, { path, count, isCertain }] of this.#reasons) {
      if (!this.isOpened && !isCertain) continue;
      const more = count - 1;
      const others = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'file' : 'files'} beside it)`;
      notes.addUnopened(path, `${reason}${others}`);
    }
  }
}
