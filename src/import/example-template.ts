import { clipRanges, countCodes, hasCode, listCodes } from './code-ranges.js';
import { ASCII_END, type CodeRanges, type PatternNode } from './re2-syntax.js';

/** Generators of examples (`docs/rules.md`, "Examples") by what they give, widest first. */
const GENERATORS: readonly (readonly [name: string, characters: RegExp])[] = [
  ['w', /[A-Za-z0-9]/],
  ['a', /[a-z0-9]/],
  ['A', /[A-Z0-9]/],
  ['h', /[0-9a-f]/],
  ['H', /[0-9A-F]/],
  ['c', /[a-z2-7]/],
  ['B', /[A-Z2-7]/],
  ['L', /[A-Za-z]/],
  ['l', /[a-z]/],
  ['U', /[A-Z]/],
  ['d', /[0-9]/],
];

/** Repetitions without a limit are made this long, or as long as they must be. */
const USUAL_LENGTH = 24;
/** What an example is made of where no generator fits, the plainest first. */
const PLAIN = 'x07=: -_./+,;"\'~#@!%&()';

/** Which of the texts that a pattern allows an example is. */
export interface Choice {
  /** Which option of each choice, as far as there are as many. */
  readonly option: number;
  /** Whether repetitions that need not be are there. */
  readonly isLong: boolean;
}

/** A template of a text that the pattern fits; random parts are left to generators, so that no whole token stands in it. */
export function exampleOf(node: PatternNode, choice: Choice): string {
  switch (node.kind) {
    case 'place':
      return '';
    case 'set':
      return characters(node.ranges, 1);
    case 'group':
      return exampleOf(node.body, choice);
    case 'sequence':
      return node.parts.map((part) => exampleOf(part, choice)).join('');
    case 'choice':
      return exampleOf(node.options[Math.min(choice.option, node.options.length - 1)] as PatternNode, choice);
    case 'repeat': {
      const { body, min, max } = node;
      const usual = body.kind === 'set' && max > USUAL_LENGTH / 2 ? USUAL_LENGTH : 1;
      const count = choice.isLong ? Math.min(max, Math.max(min, usual)) : min;
      if (body.kind === 'set') return characters(body.ranges, count);
      return Array.from({ length: count }, () => exampleOf(body, choice)).join('');
    }
  }
}

function characters(ranges: CodeRanges, count: number): string {
  if (count === 0) return '';
  const ascii = clipRanges(ranges, 0, ASCII_END - 1);
  const [first] = listCodes(
    ascii.length === 0 ? clipRanges(ranges, ranges[0]?.[0] ?? 0, ranges[0]?.[0] ?? 0) : ascii,
  );
  const single = String.fromCodePoint(first ?? 0);
  // Letters of both cases are one character whose case is ignored.
  if (countCodes(ranges) <= 2)
    return (
      single.toLowerCase().repeat(hasCode(ranges, single.toLowerCase().charCodeAt(0)) ? count : 0) ||
      single.repeat(count)
    );
  const generator = GENERATORS.find(([, pattern]) =>
    listCharacters(pattern).every((code) => hasCode(ascii, code)),
  );
  if (generator !== undefined && (count > 1 || countCodes(ascii) > 8))
    return `\${${generator[0]}:${String(count)}}`;
  const plain = Array.from(PLAIN).find((char) => hasCode(ascii, char.charCodeAt(0)));
  return (plain ?? single).repeat(count);
}

function listCharacters(pattern: RegExp): number[] {
  return Array.from({ length: ASCII_END }, (_, code) => code).filter((code) =>
    pattern.test(String.fromCharCode(code)),
  );
}
