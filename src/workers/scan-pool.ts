import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Detector } from '../detector/index.js';
import type { Block, FileSlice } from '../model/block.js';
import type { BlockResult, Match } from '../model/match.js';
import type { Rule } from '../model/rule.js';
import {
  packSlices,
  type WorkerAnswer,
  type WorkerReady,
  type WorkerStart,
  type WorkerTask,
} from './protocol.js';

export interface ScanPoolOptions {
  /** The bundled worker; null, or a file that is not there, scans on the calling thread alone. */
  readonly workerFile: string | null;
  /** Default: one less than the processors, at most 4. */
  readonly workers?: number;
  readonly now?: number;
}

/** Takes each block's result, with the slices that it is about. Results come in any order. */
export type OnResult = (result: BlockResult, slices: readonly FileSlice[]) => void;

/**
 * Starting a thread and compiling the rules in it costs more than scanning this many bytes: the sources of most projects
 * are scanned without. Of larger input, the calling thread goes on alone until the others are ready.
 */
const INLINE_BYTES = 24 * 1024 * 1024;
/** Blocks sent to each worker: one to work on, and some that follow while the calling thread scans one itself. */
const QUEUE_PER_WORKER = 4;
const MAX_WORKERS = 4;
/** What a scan leaves behind dies young: a larger nursery only takes more memory until it is looked through. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 8 };
/** As many as can be under way at once. */
const MAX_FREE_BUFFERS = MAX_WORKERS * QUEUE_PER_WORKER + 1;

interface Running {
  readonly worker: Worker;
  /** Its rules are compiled: a block sent before would lie there until then. */
  isReady: boolean;
  /** Blocks sent and not yet answered. */
  waiting: number;
}

/**
 * Scans blocks on worker threads, and on the calling thread when all of them are busy: whichever of reading and
 * scanning is slower, no processor waits, and no more than a few blocks are in memory.
 */
export class ScanPool {
  readonly #rules: readonly Rule[];
  readonly #options: ScanPoolOptions;
  readonly #onResult: OnResult;
  readonly #now: number;
  #compiled: Detector | null = null;
  #running: Running[] = [];
  #scannedInline = 0;
  #nextId = 0;
  readonly #pending = new Map<number, readonly FileSlice[]>();
  readonly #free: ArrayBufferLike[] = [];
  #failure: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(rules: readonly Rule[], options: ScanPoolOptions, onResult: OnResult) {
    this.#rules = rules;
    this.#options = options;
    this.#onResult = onResult;
    this.#now = options.now ?? Date.now();
  }

  /** Compiling the rules takes as long as scanning tens of megabytes: not before an engine is at work, which takes longer. */
  get #detector(): Detector {
    this.#compiled ??= new Detector(this.#rules, { now: this.#now });
    return this.#compiled;
  }

  /** What a short text holds, at once and on this thread: the names of files, which no block has. */
  look(text: string): readonly Match[] {
    const bytes = Buffer.from(text);
    const end = bytes.length;
    const slice = { file: 0, path: '', start: 0, end, offset: 0, from: 0, to: end, whole: true };
    return this.#detector.scan({ bytes, slices: [slice] }).matches;
  }

  /** Makes ready before there is anything to scan: starts the threads where `expectedBytes` are worth it, compiles the rules. */
  prepare(expectedBytes: number): void {
    if (this.#running.length === 0 && expectedBytes >= 2 * INLINE_BYTES) this.#start();
    this.#compiled ??= new Detector(this.#rules, { now: this.#now });
  }

  /**
   * Hands a block over; its buffer may not be used afterwards. Returns a promise only when the caller should wait.
   * @throws whatever made a worker fail: a block that was not scanned is never passed over
   */
  scan(block: Block): void | Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    const free = this.#freeWorker();
    if (free === null) {
      this.#scannedInline += block.bytes.length;
      this.#onResult(this.#detector.scan(block), block.slices);
      this.#recycle(block.bytes.buffer);
      // Answers of the workers are taken when the event loop turns.
      return this.#running.length === 0 ? undefined : new Promise((resolve) => setImmediate(resolve));
    }
    const task: WorkerTask = { id: this.#nextId++, bytes: block.bytes, slices: packSlices(block.slices) };
    this.#pending.set(task.id, block.slices);
    free.waiting++;
    free.worker.postMessage(task, [block.bytes.buffer as ArrayBuffer]);
    return undefined;
  }

  /**
   * A buffer of `sizeBytes` for the next block: one that was scanned, where there is one. Without this a megabyte of
   * garbage is left for every megabyte scanned, and what memory is used depends on when it is collected.
   */
  takeBuffer(sizeBytes: number): Uint8Array {
    for (let buffer = this.#free.pop(); buffer !== undefined; buffer = this.#free.pop()) {
      if (buffer.byteLength === sizeBytes) return new Uint8Array(buffer);
    }
    return Buffer.allocUnsafeSlow(sizeBytes);
  }

  #recycle(buffer: ArrayBufferLike): void {
    if (this.#free.length < MAX_FREE_BUFFERS) this.#free.push(buffer);
  }

  /** Resolves when every block that was handed over is scanned. @throws as `scan` */
  async drain(): Promise<void> {
    while (this.#pending.size > 0 && this.#failure === null) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure !== null) throw this.#failure;
  }

  /** Ends the worker threads. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = [];
    await Promise.all(running.map(({ worker }) => worker.terminate()));
  }

  #freeWorker(): Running | null {
    if (this.#running.length === 0 && this.#scannedInline >= INLINE_BYTES) this.#start();
    let free: Running | null = null;
    for (const running of this.#running) {
      if (!running.isReady || running.waiting >= QUEUE_PER_WORKER) continue;
      if (free === null || running.waiting < free.waiting) free = running;
    }
    return free;
  }

  #start(): void {
    const { workerFile } = this.#options;
    const count = this.#options.workers ?? Math.min(MAX_WORKERS, availableParallelism() - 1);
    if (workerFile === null || count < 1 || !existsSync(workerFile)) return;
    const workerData: WorkerStart = { rules: this.#rules, now: this.#now };
    for (let index = 0; index < count; index++) {
      const running: Running = {
        worker: new Worker(workerFile, { workerData, resourceLimits: WORKER_LIMITS }),
        isReady: false,
        waiting: 0,
      };
      running.worker.on('message', (message: WorkerReady | WorkerAnswer) => {
        if (message === 'ready') running.isReady = true;
        else this.#take(running, message);
      });
      running.worker.on('error', (error) => {
        this.#fail(error);
      });
      running.worker.on('exit', (code) => {
        if (running.waiting > 0) this.#fail(new Error(`a scanning thread ended with status ${String(code)}`));
      });
      this.#running.push(running);
    }
  }

  #take(running: Running, { id, result, buffer }: WorkerAnswer): void {
    running.waiting--;
    this.#recycle(buffer);
    const slices = this.#pending.get(id);
    this.#pending.delete(id);
    try {
      if (slices !== undefined) this.#onResult(result, slices);
    } catch (error) {
      this.#fail(error);
    }
    this.#wake?.();
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#wake?.();
  }
}
