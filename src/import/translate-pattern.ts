import { valuePatternProblem } from '../policy/value-pattern.js';
import { foldRanges } from './code-ranges.js';
import type { Notes } from './foreign-config.js';
import { parseRe2 } from './parse-re2.js';
import { Re2SyntaxError } from './pattern-reader.js';
import { type PatternNode, groupsOf } from './re2-syntax.js';
import { writePattern } from './write-pattern.js';

/** Parses a pattern; null, with a note that does not quote it, when it can't be. */
export function tryParse(source: string, place: string, notes: Notes): PatternNode | null {
  try {
    return untangle(parseRe2(source));
  } catch (error) {
    if (!(error instanceof Re2SyntaxError)) throw error;
    notes.add(place, `is no pattern of RE2 (${error.message}), and is left out`);
    return null;
  }
}

/** `(?:a+)*` is `a*`: RE2 reads both in linear time, JavaScript only the second. */
function untangle(node: PatternNode): PatternNode {
  switch (node.kind) {
    case 'set':
    case 'place':
      return node;
    case 'sequence':
      return { ...node, parts: node.parts.map(untangle) };
    case 'choice':
      return { ...node, options: node.options.map(untangle) };
    case 'group':
      return { ...node, body: untangle(node.body) };
    case 'repeat': {
      const body = untangle(node.body);
      const isOne =
        body.kind === 'repeat' &&
        [node, body].every(({ min, max }) => min <= 1 && max === Infinity) &&
        node.isGreedy &&
        body.isGreedy;
      return isOne ? { ...body, min: Math.min(node.min, body.min) } : { ...node, body };
    }
  }
}

/** A pattern that is this text. @param fold whatever its case */
export function textPattern(text: string, fold: boolean): PatternNode {
  const parts = Array.from(text).map((char): PatternNode => {
    const code = char.codePointAt(0) ?? 0;
    return { kind: 'set', ranges: fold ? foldRanges([[code, code]]) : [[code, code]] };
  });
  return { kind: 'sequence', parts };
}

/**
 * The patterns that an allowlist may have, of those that are given, joined to as few as possible.
 * @param place as messages call them; each that is left out is noted
 */
export async function allowPatterns(
  nodes: readonly PatternNode[],
  of: 'secret' | 'path',
  place: string,
  notes: Notes,
): Promise<readonly string[]> {
  const kept: { node: PatternNode; source: string }[] = [];
  for (const node of nodes) {
    const { source } = writePattern(node, { on: 'text', secret: null });
    const problem = await valuePatternProblem(source, of);
    if (problem === null) kept.push({ node, source });
    else notes.add(place, `a pattern ${problem}, and is left out`);
  }
  if (kept.length < 2) return kept.map(({ source }) => source);
  const options = kept.map(({ node }) => node);
  const { source: joined } = writePattern({ kind: 'choice', options }, { on: 'text', secret: null });
  return (await valuePatternProblem(joined, of)) === null ? [joined] : kept.map(({ source }) => source);
}

/** The first group that holds something is the secret, as long as it always does. */
export function holdsAlways(node: PatternNode, index: number): boolean {
  switch (node.kind) {
    case 'set':
    case 'place':
    case 'choice':
      return false;
    case 'sequence':
      return node.parts.some((part) => holdsAlways(part, index));
    case 'repeat':
      return node.min > 0 && holdsAlways(node.body, index);
    case 'group':
      return node.index === index || holdsAlways(node.body, index);
  }
}

export function hasGroup(node: PatternNode, group: number | string): boolean {
  return groupsOf(node).some(({ index, name }) => index === group || name === group);
}
