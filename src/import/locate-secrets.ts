import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Detector } from '../detector/index.js';
import type { Rule } from '../model/rule.js';
import { fingerprintOf, isGuessable, isOfGuessableRule, placeOf } from '../trace/fingerprint.js';

/** A secret that stands where an ignore file says. */
export interface LocatedSecret {
  readonly rule: string;
  /** null for a secret that can be guessed: its fingerprint is another one at every place. */
  readonly fingerprint: string | null;
}

/** More is no file that people ignore a line of. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Finds what stands in files of the checkout, so that a finding can be named by what it is, and not by its line. */
export class SecretLocator {
  readonly #folder: string;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #detector: Detector;

  /** @param folder that paths are relative to */
  constructor(folder: string, rules: readonly Rule[]) {
    this.#folder = folder;
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#detector = new Detector(rules);
  }

  /** @param line 1-based; @returns nothing as well where there is no such file */
  at(file: string, line: number): readonly LocatedSecret[] {
    const bytes = this.#read(file);
    if (bytes === null) return [];
    const { length } = bytes;
    const slice = { file: 0, path: file, start: 0, end: length, offset: 0, from: 0, to: length, whole: true };
    const matches = this.#detector
      .scan({ bytes, slices: [slice] })
      .matches.filter((match) => match.line === line);
    return matches.map(({ rule, secret, key }): LocatedSecret => {
      const guessable = isOfGuessableRule(this.#rules.get(rule));
      if (isGuessable({ secret, guessable })) return { rule, fingerprint: null };
      const place = placeOf({ in: 'context', path: file, key });
      return { rule, fingerprint: fingerprintOf({ rule, secret, guessable, place }) };
    });
  }

  #read(file: string): Uint8Array | null {
    const target = path.resolve(this.#folder, file);
    try {
      return statSync(target).size > MAX_FILE_BYTES ? null : readFileSync(target);
    } catch {
      return null;
    }
  }
}
