import type { FileSlice } from '../model/block.js';
import type { BlockResult } from '../model/match.js';
import type { Rule } from '../model/rule.js';

/** What a worker thread is started with. */
export interface WorkerStart {
  readonly rules: readonly Rule[];
  readonly now: number;
}

/** The first message of a worker thread: its rules are compiled. */
export type WorkerReady = 'ready';

/** A block to scan; its buffer is transferred, not copied. */
export interface WorkerTask {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly slices: PackedSlices;
}

/** Slices as two values: thousands of objects would take longer to send than to scan. */
export interface PackedSlices {
  /** One after the other, each ended by a zero byte, which no path has. */
  readonly paths: string;
  /** `NUMBERS` for each slice. */
  readonly numbers: Float64Array;
}

/** file, start, end, offset, from, to, whole. */
const NUMBERS = 7;

export function packSlices(slices: readonly FileSlice[]): PackedSlices {
  const numbers = new Float64Array(slices.length * NUMBERS);
  let paths = '';
  slices.forEach(({ file, path, start, end, offset, from, to, whole }, index) => {
    numbers.set([file, start, end, offset, from, to, Number(whole)], index * NUMBERS);
    paths += `${path.replaceAll('\0', '\ufffd')}\0`;
  });
  return { paths, numbers };
}

export function unpackSlices({ paths, numbers }: PackedSlices): FileSlice[] {
  return paths
    .split('\0')
    .slice(0, -1)
    .map((path, index) => {
      const [file = 0, start = 0, end = 0, offset = 0, from = 0, to = 0, whole = 0] = numbers.subarray(
        index * NUMBERS,
        (index + 1) * NUMBERS,
      );
      return { file, path, start, end, offset, from, to, whole: whole === 1 };
    });
}

export interface WorkerAnswer {
  readonly id: number;
  readonly result: BlockResult;
  /** The task's buffer, transferred back to be used again. */
  readonly buffer: ArrayBufferLike;
}
