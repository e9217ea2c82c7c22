import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ByteReader } from '../../src/source/byte-reader.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';
import { FZSTD_CODEC, unzstd } from '../../src/source/zstd.js';
import { checkHuffmanTree } from '../../src/source/zstd-huffman.js';
import { collect, inPieces } from '../helpers/bytes.js';

/** Literals compressed with a tree of their own, whose description is `tree`. */
function blockOf(tree: readonly number[]): Buffer {
  return Buffer.from([2, 0, 0, tree.length, ...tree]);
}

/** A frame of one such block. */
function frameOf(tree: readonly number[]): Buffer {
  const block = blockOf(tree);
  const header = 1 | (2 << 1) | (block.length << 3);
  const magic = [0x28, 0xb5, 0x2f, 0xfd];
  return Buffer.from([...magic, 0x20, 0xff, header & 0xff, header >> 8, header >> 16, ...block]);
}

/** All of a table of 32 states for one weight: no state reads a bit. */
const ENDLESS = [0xf0, 0x03, 0x55, 0x55, 0x01];

describe('checkHuffmanTree', () => {
  it('ends a scan of weights that never end', async () => {
    expect(() => checkHuffmanTree(blockOf(ENDLESS))).toThrow('zstd data is corrupt');
    const reader = new ByteReader(inPieces(frameOf(ENDLESS), [3]));
    await expect(collect(unzstd(reader, DEFAULT_LIMITS, FZSTD_CODEC))).rejects.toThrow(
      'zstd data is corrupt',
    );
  });

  it.each([
    ['is cut off', [0xf0]],
    ['has a table that is too large', [0x02, 0x55, 0x55, 0x01]],
    ['has no bits', [0xf0, 0x03, 0x00]],
  ])('refuses a description that %s', (_, tree) => {
    expect(() => checkHuffmanTree(blockOf(tree))).toThrow('zstd data is corrupt');
  });

  it('has nothing to say of other literals', () => {
    for (const first of [0, 1, 3])
      expect(() => checkHuffmanTree(Buffer.from([first, 0, 0, 1]))).not.toThrow();
    expect(() => checkHuffmanTree(Buffer.from([2, 0, 0, 0x85, 0x11]))).not.toThrow();
  });

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 140 }), (bytes) => {
        try {
          checkHuffmanTree(Uint8Array.of(2, 0, 0, ...bytes));
        } catch (error) {
          expect(error).toMatchObject({ message: 'zstd data is corrupt' });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('lets pass what zstd itself writes', async () => {
    // Letters of uneven frequency, so that literals are worth a tree.
    const letter = fc.integer({ min: 0, max: 255 }).map((value) => Math.floor(value ** 2 / 300));
    const texts = fc.array(letter, { minLength: 300, maxLength: 4000 });
    const contents = fc.sample(texts, { numRuns: 200, seed: 7 }).map((letters) => Buffer.from(letters));
    const frames = compressAll(contents);
    expect(frames).toHaveLength(200);
    for (const [index, frame] of frames.entries()) {
      const decoded = await collect(
        unzstd(new ByteReader(inPieces(frame, [999])), DEFAULT_LIMITS, FZSTD_CODEC),
      );
      expect(decoded.equals(contents[index] ?? Buffer.alloc(0))).toBe(true);
    }
  });
});

/** As the Node that the Action runs on writes it: Node 20 has no zstd. */
function compressAll(contents: readonly Buffer[]): Buffer[] {
  const node = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
  const program = `
    const texts = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    const frames = texts.map((text) => require('node:zlib').zstdCompressSync(Buffer.from(text, 'base64')));
    process.stdout.write(JSON.stringify(frames.map((frame) => frame.toString('base64'))));`;
  const output = execFileSync(node, ['-e', program], {
    input: JSON.stringify(contents.map((content) => content.toString('base64'))),
    maxBuffer: 2 ** 26,
  });
  return (JSON.parse(output.toString()) as string[]).map((frame) => Buffer.from(frame, 'base64'));
}
