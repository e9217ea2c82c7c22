import type { FileSlice } from '../model/block.js';
import type { BlockResult } from '../model/match.js';
import type { Rule } from '../model/rule.js';

/** What a worker thread is started with. */
export interface WorkerStart {
  readonly rules: readonly Rule[];
  readonly now: number;
}

/** A block to scan; its buffer is transferred, not copied. */
export interface WorkerTask {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly slices: readonly FileSlice[];
}

export interface WorkerAnswer {
  readonly id: number;
  readonly result: BlockResult;
  /** The task's buffer, transferred back to be used again. */
  readonly buffer: ArrayBufferLike;
}
