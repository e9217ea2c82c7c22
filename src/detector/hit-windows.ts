import type { NeedleUse } from './compile.js';
import { MAX_RUN_BYTES } from './decode.js';

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

interface Window {
  from: number;
  to: number;
  readonly hits: Hit[];
}

/** To make one text of a file up to this size costs no more than to look for its parts. */
const SMALL_BYTES = 16 * 1024;

/** Runs of encoded bytes are decoded so far around a hit, and no further; what wraps and delimits them stands beside them. */
const ENCODED_REACH_BYTES = MAX_RUN_BYTES + 256;

/**
 * The parts of a file that have to be looked at: a large binary has a few keywords, and a text of all its bytes would be
 * made for nothing, a megabyte of garbage each. Only a manifest is looked at from its beginning to its end.
 * @param aroundBytes what is looked at around all that may match
 */
export function windowsOf(
  hits: readonly Hit[],
  sizeBytes: number,
  aroundBytes: number,
): readonly HitWindow[] {
  const isWhole = sizeBytes <= SMALL_BYTES || hits.some(({ use }) => use.needle.form === 'manifest');
  if (isWhole) return [{ from: 0, to: sizeBytes, hits }];
  const windows: Window[] = [];
  for (const hit of hits) {
    const isEncoded = hit.use.needle.form !== 'plain';
    const wanted = aroundBytes + hit.use.reachBytes;
    const reach = isEncoded ? Math.max(wanted, ENCODED_REACH_BYTES) : wanted;
    // Even: in UTF-16 the two bytes of a character are told apart by where they stand.
    const from = Math.max(0, hit.position - reach) & ~1;
    let window: Window = { from, to: Math.min(sizeBytes, hit.position + reach), hits: [hit] };
    // One that reaches far back may join several.
    for (let last = windows.at(-1); last !== undefined && last.to >= from; last = windows.at(-1)) {
      windows.pop();
      last.from = Math.min(last.from, from);
      last.to = Math.max(last.to, window.to);
      for (const joined of window.hits) last.hits.push(joined);
      window = last;
    }
    windows.push(window);
  }
  return windows;
}
