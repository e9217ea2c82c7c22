import type { Rule } from '../model/rule.js';

/** Finds IDs for imported rules: in the form that Drydock's have, each once, and none of a bundled rule. */
export class RuleNames {
  readonly #bundled: ReadonlySet<string>;
  readonly #taken: Set<string>;
  readonly #names = new Map<string, string>();

  constructor(bundled: readonly Rule[]) {
    this.#bundled = new Set(bundled.map(({ id }) => id));
    this.#taken = new Set(this.#bundled);
  }

  /** Gives a rule its ID. */
  add(foreignId: string): void {
    if (this.#names.has(foreignId)) return;
    const plain = foreignId
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const free = plain === '' ? 'rule' : plain;
    const base = this.#bundled.has(free) ? `custom-${free}` : free;
    let name = base;
    for (let number = 2; this.#taken.has(name); number++) name = `${base}-${String(number)}`;
    this.#taken.add(name);
    this.#names.set(foreignId, name);
  }

  /** null for a rule that is not imported. */
  of(foreignId: string): string | null {
    return this.#names.get(foreignId) ?? null;
  }

  drop(foreignId: string): void {
    this.#names.delete(foreignId);
  }
}
