import { allTexts } from './find-anchor.js';
import { complementOf } from './code-ranges.js';
import type { PatternNode } from './re2-syntax.js';

const LINE_FEED = 0x0a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/**
 * The globs of a rule's `paths` that fit what a regular expression finds in a path: a name, an ending, a folder. Rules
 * compare paths without case, and in whatever folder: the top of the repository is somewhere in an image.
 * @returns null when globs cannot say it
 */
export function pathGlobs(node: PatternNode): readonly string[] | null {
  const globs = (node.kind === 'choice' ? node.options : [node]).map(globsOf);
  return globs.every((some) => some !== null) ? [...new Set(globs.flat())] : null;
}

function globsOf(node: PatternNode): string[] | null {
  let parts = flatten(node);
  const isWhole = parts[0] !== undefined && isPathStart(parts[0]);
  if (isWhole) parts = parts.slice(1);
  const isLoose = parts[0] !== undefined && (isAnything(parts[0]) || isNamePart(parts[0]));
  if (isLoose) parts = parts.slice(1);
  const isEnd = isPlace(parts.at(-1), 'text-end');
  if (isEnd) parts = parts.slice(0, -1);
  const isOpen = parts.length > 0 && isAnything(parts.at(-1) as PatternNode);
  if (isOpen) parts = parts.slice(0, -1);
  const found = allTexts({ kind: 'sequence', parts });
  if (found === null || parts.some(hasPlace)) return null;
  const texts = [...new Set(found.texts.map((text) => text.toLowerCase()))];
  // Signs of globs would have to be escaped; a path that needs them is too odd to care.
  if (texts.some((text) => text === '' || !/^[\w.@+ /-]+$/.test(text))) return null;
  const isFromStart = isWhole && !isLoose;
  return texts.flatMap((text) => globsOfText(text, isFromStart, isEnd && !isOpen));
}

function globsOfText(text: string, isFromStart: boolean, isToEnd: boolean): string[] {
  // A slash before it is where a name begins.
  const isName = isFromStart || text.startsWith('/');
  const start = isName ? text.replace(/^\//, '') : `*${text}`;
  if (isToEnd) return [start];
  if (text.endsWith('/')) return [`${start}**`];
  return [`${start}*`, `${start}*/**`];
}

function flatten(node: PatternNode): PatternNode[] {
  if (node.kind === 'group') return flatten(node.body);
  return node.kind === 'sequence' ? node.parts.flatMap(flatten) : [node];
}

/** `^`, `(^|/)`, `(?:^|[\\/])`. */
function isPathStart(node: PatternNode): boolean {
  if (node.kind === 'group') return isPathStart(node.body);
  if (node.kind === 'choice') return node.options.every((option) => isPathStart(option) || isSlash(option));
  return isPlace(node, 'text-start');
}

function isSlash(node: PatternNode): boolean {
  if (node.kind === 'group') return isSlash(node.body);
  const texts = node.kind === 'set' ? allTexts(node)?.texts : undefined;
  return texts?.includes('/') === true && texts.every((text) => text === '/' || text === '\\');
}

/** `.*` */
function isAnything(node: PatternNode): boolean {
  if (node.kind === 'group') return isAnything(node.body);
  if (node.kind !== 'repeat' || node.min > 0 || node.max !== Infinity || node.body.kind !== 'set')
    return false;
  return complementOf(node.body.ranges).every(([first, last]) => first === LINE_FEED && last === LINE_FEED);
}

/** `[^/]+`, `[^/\\]*`: what a star of a glob is, but for an empty name. */
function isNamePart(node: PatternNode): boolean {
  if (node.kind === 'group') return isNamePart(node.body);
  if (node.kind !== 'repeat' || node.min > 1 || node.max !== Infinity || node.body.kind !== 'set')
    return false;
  const excluded = complementOf(node.body.ranges);
  const isSeparator = (code: number): boolean => code === SLASH || code === BACKSLASH;
  return (
    excluded.some(([first]) => first === SLASH) &&
    excluded.every(([first, last]) => first === last && isSeparator(first))
  );
}

function isPlace(node: PatternNode | undefined, place: string): boolean {
  return node?.kind === 'place' && node.place === place;
}

function hasPlace(node: PatternNode): boolean {
  switch (node.kind) {
    case 'place':
      return true;
    case 'set':
      return false;
    case 'sequence':
      return node.parts.some(hasPlace);
    case 'choice':
      return node.options.some(hasPlace);
    case 'repeat':
    case 'group':
      return hasPlace(node.body);
  }
}
