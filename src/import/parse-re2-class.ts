import { complementOf, foldRanges, joinRanges, LETTER_CLASSES, POSIX_CLASSES } from './code-ranges.js';
import { type PatternReader, Re2SyntaxError } from './pattern-reader.js';
import type { CodeRanges } from './re2-syntax.js';

/** Reads a class in brackets, from behind its `[`. */
export class ClassReader {
  readonly #reader: PatternReader;
  readonly #fold: boolean;

  /** @param fold case is ignored */
  constructor(reader: PatternReader, fold: boolean) {
    this.#reader = reader;
    this.#fold = fold;
  }

  read(): CodeRanges {
    const reader = this.#reader;
    const isNegated = reader.take('^');
    const ranges: (readonly [number, number])[] = [];
    // Right at the beginning, `]` is a character.
    for (let isFirst = true; isFirst || !reader.take(']'); isFirst = false) {
      if (reader.atEnd) throw new Re2SyntaxError('a "[" has no counterpart');
      ranges.push(...(this.#class() ?? [this.#range()]));
    }
    const joined = joinRanges(ranges);
    const folded = this.#fold ? foldRanges(joined) : joined;
    const result = isNegated ? complementOf(folded) : folded;
    if (result.length === 0) throw new Re2SyntaxError('a class in it holds no character');
    return result;
  }

  #class(): CodeRanges | null {
    const reader = this.#reader;
    const posix = reader.match(/^\[:(\^?)([a-z]+):\]/);
    if (posix !== null) {
      const ranges = POSIX_CLASSES.get(posix[2] ?? '');
      if (ranges === undefined) throw new Re2SyntaxError('it names a class in [:…:] that is not known');
      return posix[1] === '^' ? complementOf(ranges) : ranges;
    }
    const letter = reader.startsWith('\\') ? LETTER_CLASSES.get(reader.peek(2).slice(1)) : undefined;
    if (letter === undefined) return reader.unicodeClass();
    reader.skip(2);
    return letter;
  }

  #range(): readonly [number, number] {
    const reader = this.#reader;
    const first = this.#code();
    if (!reader.startsWith('-') || reader.startsWith('-]')) return [first, first];
    reader.skip(1);
    const last = this.#code();
    if (last < first) throw new Re2SyntaxError('a range of characters is the wrong way round');
    return [first, last];
  }

  #code(): number {
    if (this.#reader.startsWith('\\')) return this.#reader.escapedCode();
    return this.#reader.next().codePointAt(0) ?? 0;
  }
}
