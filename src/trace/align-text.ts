import type { HistoryEntry } from '../model/image.js';

/** A history entry's `created_by`, told apart by the builder that wrote it. */
export interface HistoryText {
  /** In capitals; `RUN` for a bare command. */
  readonly keyword: string;
  readonly rest: string;
  /** Written by the legacy builder or by Buildah: `/bin/sh -c #(nop) …`, or a bare command. */
  readonly isLegacy: boolean;
}

const KEYWORD =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?:\s+|$)/;
/**
 * The legacy builder's mark of a step that runs nothing, behind the shell of the image, whatever that is. A command may
 * quote one.
 */
const NO_OPERATION = /^(?!RUN )[^\s"']+(?: [^\s"']+){0,8}? [-/][^\s"']* #\(nop\) +/;
/** BuildKit marks what it ran so, and only that. */
const BUILDKIT = /^(RUN|COPY|ADD) [\s\S]* # buildkit$/;

/** Takes a history entry's text apart. */
export function readHistoryText({ createdBy }: HistoryEntry): HistoryText {
  const text = BUILDKIT.test(createdBy) ? createdBy.slice(0, -' # buildkit'.length) : createdBy;
  const bare = text.replace(NO_OPERATION, '');
  const [head = '', keyword] = KEYWORD.exec(bare) ?? [];
  const isLegacy = bare !== text || keyword === undefined;
  return keyword === undefined
    ? { keyword: 'RUN', rest: text, isLegacy }
    : { keyword, rest: bare.slice(head.length), isLegacy };
}

/**
 * What is left of a text when all that builders treat in different ways is taken out: blanks, quotes, escapes, and the
 * brackets and commas of lists.
 */
export function squeeze(text: string): string {
  return text.replace(/[\s"'\\`,[\]]+/g, '');
}

/**
 * Whether `text` can have come from `pattern` (a Dockerfile's text) by variables being replaced: a variable stands for
 * anything. Both are squeezed.
 */
export function fits(pattern: string, text: string): boolean {
  const parts = literalParts(pattern).map(squeeze);
  const whole = squeeze(text);
  const [first = ''] = parts;
  if (parts.length === 1) return whole === first;
  const last = parts.at(-1) ?? '';
  if (!whole.startsWith(first) || !whole.endsWith(last) || whole.length < first.length + last.length)
    return false;
  let from = first.length;
  const end = whole.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = whole.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}

/** The text between variables: one part more than there are variables. */
function literalParts(pattern: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] !== '$') continue;
    const end = endOfVariable(pattern, index);
    if (end === index) continue;
    parts.push(pattern.slice(begin, index));
    begin = end;
    index = end - 1;
  }
  parts.push(pattern.slice(begin));
  return parts;
}

/** Index behind `$NAME` or `${…}`, which may hold others; `start` where none begins there. */
function endOfVariable(text: string, start: number): number {
  if (text[start + 1] !== '{')
    return start + (/^\$\w+/.exec(text.slice(start, start + 256))?.[0].length ?? 0);
  let depth = 0;
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index + 1;
  }
  return start;
}

/**
 * Where `tail` begins in `text`, blanks, quotes and escapes aside, when `text` ends with it; -1 when it does not.
 */
export function findTail(text: string, tail: string): number {
  const wanted = squeeze(tail);
  let left = wanted.length;
  for (let index = text.length - 1; index >= 0; index--) {
    const char = squeeze(text[index] ?? '');
    if (char === '') continue;
    if (left === 0) return index + 1;
    if (char !== wanted[left - 1]) return -1;
    left--;
  }
  return left === 0 ? 0 : -1;
}
