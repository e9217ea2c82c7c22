import { decodeName, normalizePath } from '../entry-path.js';
import { Numbers } from './numbers.js';

/** Names are kept once each: a history has few, in many trees. A repository made to exhaust memory gets no further. */
const MAX_NAME_CHARACTERS = 2 ** 25;

/** What trees call objects, by the objects' numbers: the first name counts, and the commit that it was met in. */
export class Names {
  /** The tree that names it: one more than its number, 0 at the top. */
  readonly #parent = new Numbers(-1);
  readonly #name = new Numbers(-1);
  readonly #commit = new Numbers(-1);
  readonly #texts: string[] = [];
  readonly #known = new Map<string, number>();
  #characters = 0;

  has(id: number): boolean {
    return this.#parent.get(id) >= 0;
  }

  /** A tree at the top of a commit (-1 where no commit is known). */
  addTop(tree: number, commit: number): void {
    this.#parent.set(tree, 0);
    this.#commit.set(tree, commit);
  }

  add(id: number, parent: number, name: Buffer, commit: number): void {
    const text = name.toString('latin1');
    let number = this.#known.get(text);
    if (number === undefined) {
      this.#characters += text.length;
      if (this.#characters > MAX_NAME_CHARACTERS) return;
      number = this.#texts.length;
      this.#texts.push(decodeName(name));
      this.#known.set(text, number);
    }
    this.#parent.set(id, parent + 1);
    this.#name.set(id, number);
    this.#commit.set(id, commit);
  }

  /** The number of the commit; -1 where none is known. */
  commitOf(id: number): number {
    return this.#commit.get(id);
  }

  /** Tidied, as a tree may hold any name; null where there is none, or one longer than `most` characters. */
  pathOf(id: number, most: number): string | null {
    const parts: string[] = [];
    let length = 0;
    for (let at = id; this.#parent.get(at) > 0; at = this.#parent.get(at) - 1) {
      const part = this.#texts[this.#name.get(at)] ?? '';
      length += part.length + 1;
      if (length > most) return null;
      parts.push(part);
    }
    const path = normalizePath(parts.reverse().join('/'));
    return path === '' ? null : path;
  }
}
