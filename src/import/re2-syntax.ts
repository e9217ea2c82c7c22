/** Code points as ranges, in ascending order, which neither overlap nor touch. Both ends belong to them. */
export type CodeRanges = readonly (readonly [first: number, last: number])[];

export const LAST_CODE = 0x10ffff;
export const ASCII_END = 0x80;

/** A place between characters that a pattern asks for. */
export type Place = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'no-word';

/**
 * A regular expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax), parsed. Flags are worked in: a set
 * holds both cases of a letter where case is ignored.
 */
export type PatternNode =
  /** One character. */
  | { readonly kind: 'set'; readonly ranges: CodeRanges }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | RepeatNode
  | GroupNode;

export interface RepeatNode {
  readonly kind: 'repeat';
  readonly body: PatternNode;
  readonly min: number;
  /** Infinity where there is no limit. */
  readonly max: number;
  readonly isGreedy: boolean;
}

/** A group that captures. */
export interface GroupNode {
  readonly kind: 'group';
  readonly body: PatternNode;
  /** Counted from 1. */
  readonly index: number;
  readonly name: string | null;
}

/** All groups that capture, in their order. */
export function groupsOf(node: PatternNode): GroupNode[] {
  switch (node.kind) {
    case 'set':
    case 'place':
      return [];
    case 'sequence':
      return node.parts.flatMap(groupsOf);
    case 'choice':
      return node.options.flatMap(groupsOf);
    case 'repeat':
      return groupsOf(node.body);
    case 'group':
      return [node, ...groupsOf(node.body)];
  }
}

/** The fewest and most bytes of UTF-8 that a match has. */
export function bytesOfMatch(node: PatternNode): { readonly min: number; readonly max: number } {
  switch (node.kind) {
    case 'set': {
      const [first] = node.ranges;
      const last = node.ranges.at(-1);
      return { min: utf8Length(first?.[0] ?? 0), max: utf8Length(last?.[1] ?? 0) };
    }
    case 'place':
      return { min: 0, max: 0 };
    case 'sequence': {
      const parts = node.parts.map(bytesOfMatch);
      return { min: sum(parts.map(({ min }) => min)), max: sum(parts.map(({ max }) => max)) };
    }
    case 'choice': {
      const options = node.options.map(bytesOfMatch);
      return {
        min: Math.min(...options.map(({ min }) => min)),
        max: Math.max(...options.map(({ max }) => max)),
      };
    }
    case 'repeat': {
      const body = bytesOfMatch(node.body);
      return { min: body.min * node.min, max: body.max === 0 ? 0 : body.max * node.max };
    }
    case 'group':
      return bytesOfMatch(node.body);
  }
}

function utf8Length(code: number): number {
  return code < ASCII_END ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
