import { countCodes, hasCode, listCodes } from './code-ranges.js';
import { bytesOfMatch, type CodeRanges, type PatternNode } from './re2-syntax.js';

/** Texts, one of which every match of a pattern holds; and where. */
export interface Anchor {
  /** Bytes as Latin-1, as keywords of rules are. Without case where `ignoreCase` is set. */
  readonly texts: readonly string[];
  readonly ignoreCase: boolean;
  /** The most bytes that a match has before such a text; Infinity where there is no limit. */
  readonly beforeBytes: number;
  /** The most that it has from the text's first byte on. */
  readonly afterBytes: number;
}

/** The shortest keyword that a rule may have. */
export const MIN_KEYWORD_BYTES = 3;
const MAX_KEYWORD_BYTES = 32;
/** More characters than this at one place are no text; more texts are no keywords. */
const MAX_SET = 8;
const MAX_TEXTS = 64;

/** A few texts, all that a part of a pattern can be. */
interface Texts {
  readonly texts: readonly string[];
  readonly ignoreCase: boolean;
}

const EMPTY: Texts = { texts: [''], ignoreCase: false };

/** The anchor of a pattern that promises the fewest needless looks; null when there is none. */
export function findAnchor(node: PatternNode): Anchor | null {
  const anchors = anchorsOf(node).filter(({ texts }) => shortest(texts) >= MIN_KEYWORD_BYTES);
  const [best] = anchors.sort((a, b) => worth(b) - worth(a));
  if (best === undefined) return null;
  return { ...best, texts: withoutLonger(best.texts.map((text) => text.slice(0, MAX_KEYWORD_BYTES))) };
}

/** All texts that the pattern can be, where they are few. */
export function allTexts(node: PatternNode): Texts | null {
  switch (node.kind) {
    case 'place':
      return EMPTY;
    case 'set':
      return textsOfSet(node.ranges);
    case 'group':
      return allTexts(node.body);
    case 'choice':
      return unite(node.options.map(allTexts));
    case 'sequence':
      return node.parts.map(allTexts).reduce(join, EMPTY);
    case 'repeat': {
      if (node.max > MAX_SET) return null;
      const body = allTexts(node.body);
      const counts = Array.from({ length: node.max - node.min + 1 }, (_, index) => node.min + index);
      return unite(
        counts.map((count) => Array.from({ length: count }, () => body).reduce<Texts | null>(join, EMPTY)),
      );
    }
  }
}

function anchorsOf(node: PatternNode): Anchor[] {
  switch (node.kind) {
    case 'set':
    case 'place':
      return [];
    case 'group':
      return anchorsOf(node.body);
    case 'repeat': {
      if (node.min === 0) return [];
      // The first time it stands, whatever follows.
      const rest = bytesOfMatch({ ...node, min: node.min - 1, max: node.max - 1 }).max;
      const whole = bytesOfMatch(node).max;
      return [
        ...anchorsOf(node.body).map((anchor) => ({ ...anchor, afterBytes: anchor.afterBytes + rest })),
        ...anchorOf(allTexts(node.body), 0, whole),
      ];
    }
    case 'choice':
      return anchorOfChoice(node.options);
    case 'sequence':
      return anchorsOfSequence(node.parts);
  }
}

/** Each of the options needs an anchor, for a match is any of them. */
function anchorOfChoice(options: readonly PatternNode[]): Anchor[] {
  const anchors = options.map(
    (option): Anchor | null =>
      findAnchor(option) ?? anchorOf(allTexts(option), 0, bytesOfMatch(option).max)[0] ?? null,
  );
  const found = anchors.filter((anchor) => anchor !== null);
  const united = unite(found);
  if (united === null || found.length < anchors.length) return [];
  return anchorOf(
    united,
    Math.max(...found.map(({ beforeBytes }) => beforeBytes)),
    Math.max(...found.map(({ afterBytes }) => afterBytes)),
  );
}

function anchorsOfSequence(parts: readonly PatternNode[]): Anchor[] {
  const anchors: Anchor[] = [];
  const most = parts.map((part) => bytesOfMatch(part).max);
  const between = (from: number, to: number): number =>
    most.slice(from, to).reduce((total, bytes) => total + bytes, 0);
  for (let first = 0; first < parts.length; first++) {
    for (const inner of anchorsOf(parts[first] as PatternNode)) {
      anchors.push({
        ...inner,
        beforeBytes: between(0, first) + inner.beforeBytes,
        afterBytes: inner.afterBytes + between(first + 1, parts.length),
      });
    }
    // The longest run of parts from here on that are a few texts together.
    let run: Texts | null = EMPTY;
    let last = first;
    for (; last < parts.length; last++) {
      const longer: Texts | null = join(run, allTexts(parts[last] as PatternNode));
      if (longer === null) break;
      run = longer;
      // More is cut off anyway.
      if (shortest(run.texts) >= MAX_KEYWORD_BYTES) break;
    }
    anchors.push(...anchorOf(run, between(0, first), between(first, parts.length)));
  }
  return anchors;
}

function anchorOf(texts: Texts | null, beforeBytes: number, afterBytes: number): Anchor[] {
  return texts === null || shortest(texts.texts) === 0 ? [] : [{ ...texts, beforeBytes, afterBytes }];
}

function textsOfSet(ranges: CodeRanges): Texts | null {
  if (countCodes(ranges) > 2 * MAX_SET) return null;
  const codes = listCodes(ranges);
  const isOther = (code: number): boolean =>
    /[A-Z]/.test(String.fromCharCode(code)) && hasCode(ranges, code + 0x20);
  const kept = codes.filter((code) => !isOther(code));
  if (kept.length > MAX_SET) return null;
  return {
    texts: kept.map((code) => Buffer.from(String.fromCodePoint(code)).toString('latin1')),
    ignoreCase: kept.length < codes.length,
  };
}

function join(a: Texts | null, b: Texts | null): Texts | null {
  if (a === null || b === null || a.texts.length * b.texts.length > MAX_TEXTS) return null;
  return unite([
    {
      texts: a.texts.flatMap((one) => b.texts.map((two) => one + two)),
      ignoreCase: a.ignoreCase || b.ignoreCase,
    },
  ]);
}

function unite(parts: readonly (Texts | null)[]): Texts | null {
  const ignoreCase = parts.some((part) => part?.ignoreCase === true);
  const texts = new Set<string>();
  for (const part of parts) {
    if (part === null) return null;
    for (const text of part.texts) texts.add(ignoreCase ? lowerAscii(text) : text);
  }
  return texts.size > MAX_TEXTS ? null : { texts: [...texts], ignoreCase };
}

/** The detector folds the letters of ASCII alone. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length));
}

/** Long texts are rare, few of them are fast to find; and a match that begins with one is tried at one place only. */
function worth({ texts, ignoreCase, beforeBytes }: Anchor): number {
  const length = Math.min(shortest(texts), 12);
  return (
    length -
    Math.log2(texts.length) / 2 -
    (ignoreCase ? 0.5 : 0) +
    (beforeBytes === 0 ? 2 : 0) -
    (beforeBytes === Infinity ? 6 : 0)
  );
}

/** Where one text holds another, the shorter finds both. */
function withoutLonger(texts: readonly string[]): string[] {
  const distinct = [...new Set(texts)];
  return distinct.filter((text) => !distinct.some((other) => other !== text && text.startsWith(other)));
}
