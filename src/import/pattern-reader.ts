import { complementOf, unicodeClass } from './code-ranges.js';
import { ASCII_END, type CodeRanges, LAST_CODE } from './re2-syntax.js';

/** Why a pattern cannot be read: words that go on "…: its groups are nested too deep", and never quote it. */
export class Re2SyntaxError extends Error {
  override readonly name = 'Re2SyntaxError';
}

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads a pattern from left to right; knows the escapes that mean the same in and out of brackets. */
export class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  peek(length: number): string {
    return this.#source.slice(this.#at, this.#at + length);
  }

  startsWith(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.#at += text.length;
    return true;
  }

  skip(length: number): void {
    this.#at += length;
  }

  /** @param pattern that begins with `^` */
  match(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#source.slice(this.#at));
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  /** The next character, whole. */
  next(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw new Re2SyntaxError('it ends too early');
    const char = String.fromCodePoint(code);
    this.#at += char.length;
    return char;
  }

  /** All up to `end`, which is skipped; all that is left where there is no end. */
  until(end: string): string {
    const found = this.#source.indexOf(end, this.#at);
    const text = this.#source.slice(this.#at, found < 0 ? undefined : found);
    this.#at = found < 0 ? this.#source.length : found + end.length;
    return text;
  }

  /** `\pL`, `\p{Greek}`, `\P{^Lu}`; null where none stands. */
  unicodeClass(): CodeRanges | null {
    const found = this.match(/^\\([pP])(?:\{(\^?)([^}]*)\}|(.))/s);
    if (found === null) return null;
    const [, letter, caret, long, short] = found;
    const ranges = unicodeClass(long ?? short ?? '');
    if (ranges === null) throw new Re2SyntaxError('it names a class of Unicode that is not known');
    return (letter === 'P') === (caret === '^') ? ranges : complementOf(ranges);
  }

  /** The character that an escape stands for. */
  escapedCode(): number {
    this.skip(1);
    const hex = this.match(/^x(?:\{([0-9A-Fa-f]{1,8})\}|([0-9A-Fa-f]{2}))/);
    if (hex !== null) {
      const code = parseInt(hex[1] ?? hex[2] ?? '', 16);
      if (code > LAST_CODE) throw new Re2SyntaxError('it names a character that there is not');
      return code;
    }
    const octal = this.match(/^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/);
    if (octal !== null) return parseInt(octal[0], 8);
    if (/^[1-9]/.test(this.peek(1)))
      throw new Re2SyntaxError('it refers back to a group (\\1), which RE2 cannot');
    const char = this.next();
    const control = CONTROL[char];
    if (control !== undefined) return control;
    if (char.charCodeAt(0) < ASCII_END && !/[A-Za-z0-9]/.test(char)) return char.charCodeAt(0);
    throw new Re2SyntaxError(
      /^[A-Za-z]$/.test(char)
        ? `it has the escape \\${char}, which RE2 has not`
        : 'it escapes what needs no escape',
    );
  }
}
