import type { Block, FileSlice } from '../model/block.js';

/** A file of up to this size always stands whole in one block: rules that look at whole files rely on it. */
export const BLOCK_BYTES = 2 ** 20;
/**
 * What two blocks of one file share. A match counts in the block that has its first byte before the middle of the
 * shared part, so there are 32 KiB of the file on both sides of every match that begins near a cut: more than the
 * longest secret (a private key of 16,384 bits takes 13 KiB) with its surroundings.
 */
export const OVERLAP_BYTES = 64 * 2 ** 10;

const LINE_FEED = 0x0a;

/** Takes a block. The next one is not made before its promise, if any, is settled. */
export type EmitBlock = (block: Block) => void | Promise<void>;

/**
 * Packs files into blocks, one after the other, each byte copied once (and those of an overlap once more). Every block
 * has a buffer of its own, which its receiver may transfer to a worker. An empty file has a number, but no slice.
 */
export class BlockPacker {
  readonly #emit: EmitBlock;
  readonly #allocate: () => Uint8Array;
  #bytes: Uint8Array;
  #slices: FileSlice[] = [];
  /** Where the last finished slice ends. */
  #used = 0;
  #files = 0;
  #path = '';
  #expectedBytes = 0;
  /** The current file's slice in this block: where it begins here and in the file, and how long it is so far. */
  #start = 0;
  #offset = 0;
  #sliceBytes = 0;

  /** @param allocate gives a buffer of `BLOCK_BYTES`, of its own memory: one that was used before, or a new one */
  constructor(emit: EmitBlock, allocate: () => Uint8Array = newBuffer) {
    this.#emit = emit;
    this.#allocate = allocate;
    this.#bytes = allocate();
  }

  /** How many files were begun: the number of the next one. */
  get files(): number {
    return this.#files;
  }

  /**
   * Begins a file and returns its number: 0, 1, 2, … With its size told, it goes to a new block where it would not fit
   * into this one; else its beginning may be copied twice.
   */
  begin(path: string, expectedBytes = 0): number {
    this.#path = path;
    this.#expectedBytes = expectedBytes;
    this.#start = this.#used === 0 ? 0 : this.#used + 1;
    this.#offset = 0;
    this.#sliceBytes = 0;
    return this.#files++;
  }

  /** Appends to the file that was begun last. Await what it returns, if anything, before the next call. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    if (chunk.length === 0) return undefined;
    const wantedBytes = this.#isFresh() ? Math.max(chunk.length, this.#expectedBytes) : chunk.length;
    if (this.#start + this.#sliceBytes + wantedBytes > BLOCK_BYTES)
      return this.#writeAcross(chunk, wantedBytes);
    this.#append(chunk);
    return undefined;
  }

  /** Ends the file. */
  end(): void {
    this.#finishSlice(true);
    this.#sliceBytes = 0;
  }

  /** Hands on what is left. Between files only. */
  async flush(): Promise<void> {
    await this.#emitBlock(0);
  }

  /** Nothing of the file was written yet. */
  #isFresh(): boolean {
    return this.#sliceBytes === 0 && this.#offset === 0;
  }

  #append(chunk: Uint8Array): void {
    if (this.#sliceBytes === 0 && this.#start > 0) this.#bytes[this.#start - 1] = LINE_FEED;
    this.#bytes.set(chunk, this.#start + this.#sliceBytes);
    this.#sliceBytes += chunk.length;
  }

  async #writeAcross(chunk: Uint8Array, wantedBytes: number): Promise<void> {
    if (this.#isFresh() && this.#start > 0) {
      // A file that will be cut anyway may begin here, if there is room enough for more than the overlap.
      const isWorthwhile = wantedBytes > BLOCK_BYTES && BLOCK_BYTES - this.#start >= 2 * OVERLAP_BYTES;
      if (!isWorthwhile) await this.#emitBlock(0);
    }
    let rest = chunk;
    for (;;) {
      const roomBytes = BLOCK_BYTES - this.#start - this.#sliceBytes;
      this.#append(rest.subarray(0, roomBytes));
      if (rest.length <= roomBytes) return;
      rest = rest.subarray(roomBytes);
      await this.#cut();
    }
  }

  /** Goes on with the current file in a new block. */
  async #cut(): Promise<void> {
    // A file that was said, or seemed, to fit in is moved whole: it may still turn out to be no larger than a block.
    const isMoved = this.#start > 0 && this.#offset === 0 && this.#expectedBytes <= BLOCK_BYTES;
    if (!isMoved) this.#finishSlice(false);
    const keptBytes = isMoved ? this.#sliceBytes : OVERLAP_BYTES;
    const offset = this.#offset + this.#sliceBytes - keptBytes;
    await this.#emitBlock(keptBytes);
    this.#offset = offset;
    this.#sliceBytes = keptBytes;
  }

  #finishSlice(isLast: boolean): void {
    if (this.#sliceBytes === 0) return;
    const start = this.#start;
    const end = start + this.#sliceBytes;
    const isFirst = this.#offset === 0;
    this.#slices.push({
      file: this.#files - 1,
      path: this.#path,
      start,
      end,
      offset: this.#offset,
      from: isFirst ? start : start + OVERLAP_BYTES / 2,
      to: isLast ? end : end - OVERLAP_BYTES / 2,
      whole: isFirst && isLast,
    });
    this.#used = end;
  }

  /** Hands on the finished slices; the new block begins with the last `keptBytes` of the current file. */
  async #emitBlock(keptBytes: number): Promise<void> {
    const block: Block = { bytes: new Uint8Array(this.#bytes.buffer, 0, this.#used), slices: this.#slices };
    const end = this.#start + this.#sliceBytes;
    const kept = this.#bytes.subarray(end - keptBytes, end);
    this.#bytes = this.#allocate();
    this.#bytes.set(kept);
    this.#slices = [];
    this.#used = 0;
    this.#start = 0;
    if (block.slices.length > 0) await this.#emit(block);
  }
}

/** Of its own memory, as it will be transferred; not zeroed, as only what was written is handed on. */
function newBuffer(): Buffer {
  return Buffer.allocUnsafeSlow(BLOCK_BYTES);
}
