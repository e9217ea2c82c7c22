import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Block } from '../../src/model/block.js';
import { BLOCK_BYTES, BlockPacker, OVERLAP_BYTES } from '../../src/source/block-packer.js';
import { randomBytes } from '../helpers/bytes.js';

interface TestFile {
  readonly content: Buffer;
  readonly chunkBytes: number;
  readonly expectedBytes: number;
}

async function pack(files: readonly TestFile[]): Promise<Block[]> {
  const blocks: Block[] = [];
  const packer = new BlockPacker((block) => void blocks.push(block));
  for (const [number, { content, chunkBytes, expectedBytes }] of files.entries()) {
    expect(packer.begin(`file-${number}`, expectedBytes)).toBe(number);
    for (let start = 0; start < content.length; start += chunkBytes) {
      await packer.write(content.subarray(start, start + chunkBytes));
    }
    packer.end();
  }
  await packer.flush();
  return blocks;
}

/** Made once: files are parts of it, each from another place. */
const NOISE = randomBytes(5 * BLOCK_BYTES, 1);

function noise(sizeBytes: number, seed: number): Buffer {
  return NOISE.subarray(seed * 1000, seed * 1000 + sizeBytes);
}

/** A file with its size told and written in one chunk. */
function file(sizeBytes: number, seed = 1): TestFile {
  return {
    content: noise(sizeBytes, seed),
    chunkBytes: Math.max(1, sizeBytes),
    expectedBytes: sizeBytes,
  };
}

/** Everything a block promises, for every block of these files. */
function checkBlocks(files: readonly TestFile[], blocks: readonly Block[]): void {
  const acceptedBytes = files.map(() => 0);
  for (const { bytes, slices } of blocks) {
    expect(bytes.length).toBeLessThanOrEqual(BLOCK_BYTES);
    let before = -1;
    for (const slice of slices) {
      const { content } = files[slice.file]!;
      expect(slice.path).toBe(`file-${slice.file}`);
      // Another file's bytes never stand right before these: a pattern would read across.
      if (before >= 0) {
        expect(slice.start).toBe(before + 1);
        expect(bytes[before]).toBe(0x0a);
      }
      before = slice.end;
      const length = slice.end - slice.start;
      const original = content.subarray(slice.offset, slice.offset + length);
      expect(original.equals(bytes.subarray(slice.start, slice.end))).toBe(true);
      expect(slice.whole).toBe(length === content.length);
      const isFirst = slice.offset === 0;
      const isLast = slice.offset + length === content.length;
      expect(slice.from - slice.start).toBe(isFirst ? 0 : OVERLAP_BYTES / 2);
      expect(slice.end - slice.to).toBe(isLast ? 0 : OVERLAP_BYTES / 2);
      // Slices of a file come in order, each going on where the one before it stopped: every byte counts once.
      expect(slice.offset + slice.from - slice.start).toBe(acceptedBytes[slice.file]);
      acceptedBytes[slice.file] = slice.offset + slice.to - slice.start;
    }
    expect(bytes.length).toBe(before);
  }
  expect(acceptedBytes).toEqual(files.map(({ content }) => content.length));
  for (const [number, { content, expectedBytes }] of files.entries()) {
    if (content.length > BLOCK_BYTES || expectedBytes > BLOCK_BYTES) continue;
    const slices = blocks.flatMap((block) => block.slices).filter((slice) => slice.file === number);
    expect(slices).toHaveLength(content.length === 0 ? 0 : 1);
  }
}

describe('BlockPacker', () => {
  it('packs small files one after the other, a line feed between them', async () => {
    const texts = ['one', '', 'three'];
    const files = texts.map((text) => ({ content: Buffer.from(text), chunkBytes: 2, expectedBytes: 0 }));
    const [block, ...more] = await pack(files);
    expect(more).toEqual([]);
    expect(Buffer.from(block!.bytes).toString()).toBe('one\nthree');
    // The empty file has a number, and nothing to scan.
    expect(block!.slices.map((slice) => slice.file)).toEqual([0, 2]);
  });

  it('emits nothing where there is nothing', async () => {
    expect(await pack([])).toEqual([]);
    expect(await pack([file(0), file(0)])).toEqual([]);
  });

  it.each([
    ['one block exactly', [BLOCK_BYTES], 1],
    ['one byte more than a block', [BLOCK_BYTES + 1], 2],
    ['a file that fits beside another one exactly', [100, BLOCK_BYTES - 101], 1],
    ['a file that would fit but for the line feed', [100, BLOCK_BYTES - 100], 2],
    ['a block that is full, then one byte', [BLOCK_BYTES, 1], 2],
    ['two cuts exactly', [BLOCK_BYTES * 2 - OVERLAP_BYTES], 2],
    ['a large file beside a small one', [1000, 3 * BLOCK_BYTES], 4],
    ['a large file where there is no room to begin', [BLOCK_BYTES - OVERLAP_BYTES, 2 * BLOCK_BYTES], 4],
  ])('cuts at the right places: %s', async (_, sizes, blockCount) => {
    const files = sizes.map((sizeBytes, i) => file(sizeBytes, i + 1));
    const blocks = await pack(files);
    checkBlocks(files, blocks);
    expect(blocks).toHaveLength(blockCount);
  });

  it('keeps a file of up to a block whole, even where its size is not told', async () => {
    const files = [file(BLOCK_BYTES / 2), { ...file(BLOCK_BYTES, 2), chunkBytes: 10_000, expectedBytes: 0 }];
    const blocks = await pack(files);
    checkBlocks(files, blocks);
    expect(blocks.map((block) => block.slices.map((slice) => slice.whole))).toEqual([[true], [true]]);
  });

  it('holds its promises for files and chunks of any size, and sizes told wrongly', async () => {
    const size = fc.oneof(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: BLOCK_BYTES - 3, max: BLOCK_BYTES + 3 }),
      fc.integer({ min: 0, max: 3 * BLOCK_BYTES }),
    );
    const chunk = fc.integer({ min: 1000, max: 2 * BLOCK_BYTES });
    const told = fc.constantFrom(0, 0.5, 1, 1, 2);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(size, chunk, told), { maxLength: 5 }), async (items) => {
        const files = items.map(([sizeBytes, chunkBytes, factor], i) => ({
          content: noise(sizeBytes, i + 1),
          chunkBytes,
          expectedBytes: Math.floor(sizeBytes * factor),
        }));
        checkBlocks(files, await pack(files));
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('waits for the receiver before it hands on the next block', async () => {
    let open = 0;
    let most = 0;
    const packer = new BlockPacker(async () => {
      open++;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
    });
    packer.begin('large');
    await packer.write(noise(4 * BLOCK_BYTES, 3));
    packer.end();
    await packer.flush();
    expect({ open, most }).toEqual({ open: 0, most: 1 });
  });

  it('passes on what the receiver throws', async () => {
    const packer = new BlockPacker(() => Promise.reject(new Error('the worker is gone')));
    packer.begin('large');
    await expect(packer.write(noise(2 * BLOCK_BYTES, 3))).rejects.toThrow('the worker is gone');
  });

  it('gives every block a buffer of its own, which can be transferred at once', async () => {
    const received: Uint8Array[] = [];
    const packer = new BlockPacker(({ bytes }) => {
      received.push(structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] }));
    });
    const content = noise(2 * BLOCK_BYTES, 4);
    packer.begin('large', content.length);
    await packer.write(content);
    packer.end();
    await packer.flush();
    expect(received).toHaveLength(3);
    expect(content.subarray(0, BLOCK_BYTES).equals(received[0]!)).toBe(true);
    expect(
      content.subarray(BLOCK_BYTES - OVERLAP_BYTES, 2 * BLOCK_BYTES - OVERLAP_BYTES).equals(received[1]!),
    ).toBe(true);
  });
});
