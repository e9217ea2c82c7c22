import type { NeedleUse } from './compile.js';

/** A keyword, or an encoded form of one, where it stands. */
export interface Hit {
  readonly use: NeedleUse;
  /** Of its first byte. */
  readonly position: number;
}

/** A part of a file with the hits in it, whose positions are the file's. */
export interface HitWindow {
  readonly from: number;
  readonly to: number;
  readonly hits: readonly Hit[];
}

/** To make one text of a file up to this size costs no more than to look for its parts. */
const SMALL_BYTES = 64 * 1024;

/**
 * The parts of a file that have to be looked at: a large binary has a few keywords, and a text of all its bytes would be
 * made for nothing. Encoded forms may stand in runs of any length, so with one of these it is the whole file.
 * @param reachBytes how far from a hit anything is looked at
 */
export function windowsOf(hits: readonly Hit[], sizeBytes: number, reachBytes: number): readonly HitWindow[] {
  const isWhole = sizeBytes <= SMALL_BYTES || hits.some(({ use }) => use.needle.form !== 'plain');
  if (isWhole) return [{ from: 0, to: sizeBytes, hits }];
  const windows: { from: number; to: number; hits: Hit[] }[] = [];
  for (const hit of hits) {
    const from = Math.max(0, hit.position - reachBytes);
    const to = Math.min(sizeBytes, hit.position + reachBytes);
    const last = windows.at(-1);
    if (last === undefined || last.to < from) windows.push({ from, to, hits: [hit] });
    else {
      last.to = to;
      last.hits.push(hit);
    }
  }
  return windows;
}
