import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import zlib from 'node:zlib';
import { ByteReader } from '../../src/source/byte-reader.js';
import { decompress } from '../../src/source/decompress.js';
import { gunzip } from '../../src/source/gzip.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';
import { FZSTD_CODEC, nativeCodec, unzstd, type ZstdCodec } from '../../src/source/zstd.js';
import { collect, inPieces, randomBytes } from '../helpers/bytes.js';
import { compressZstd, repeatZstd, skippableFrame, storeZstd } from '../helpers/zstd.js';

const TEXT = Buffer.from('secrets sink ships; '.repeat(5000));
const NOISE = randomBytes(300_000, 7);

function readerOf(bytes: Uint8Array, pieceBytes: readonly number[] = [10_000]): ByteReader {
  return new ByteReader(inPieces(bytes, pieceBytes));
}

describe('gunzip', () => {
  const members = Buffer.concat([zlib.gzipSync(TEXT), zlib.gzipSync(Buffer.alloc(0)), zlib.gzipSync(NOISE)]);
  const content = Buffer.concat([TEXT, NOISE]);

  it.each([[[1]], [[7, 1000]], [[65_536]], [[1 << 24]]])(
    'reads all members, in pieces of %j bytes',
    async (sizes) => {
      const short = sizes[0] === 1;
      const bytes = short ? Buffer.concat([zlib.gzipSync('one'), zlib.gzipSync('two')]) : members;
      const decoded = await collect(gunzip(readerOf(bytes, sizes)));
      expect(decoded.equals(short ? Buffer.from('onetwo') : content)).toBe(true);
    },
  );

  it('takes zero bytes behind the last member for padding', async () => {
    for (const sizes of [[1 << 24], [members.length], [1000]]) {
      const decoded = await collect(gunzip(readerOf(Buffer.concat([members, Buffer.alloc(5000)]), sizes)));
      expect(decoded.equals(content)).toBe(true);
    }
  });

  it.each([
    ['a member hidden behind padding', Buffer.concat([members, Buffer.alloc(10), zlib.gzipSync('hidden')])],
    ['other data', Buffer.concat([members, Buffer.from('other data')])],
    ['one byte', Buffer.concat([members, Buffer.from('x')])],
  ])('does not pass over %s in silence', async (_, bytes) => {
    for (const sizes of [[1 << 24], [members.length], [1000]]) {
      await expect(collect(gunzip(readerOf(bytes, sizes)))).rejects.toThrow(
        /other data follows the gzip data|gzip data (is corrupt|ends early)/,
      );
    }
  });

  it('fails on every cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: members.length - 1 }), async (length) => {
        // Between two members nothing tells that there was another one: the digest does.
        if (length === zlib.gzipSync(TEXT).length || length === members.length - zlib.gzipSync(NOISE).length)
          return;
        await expect(collect(gunzip(readerOf(members.subarray(0, length))))).rejects.toThrow(
          'gzip data ends early',
        );
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('fails on corrupt data', async () => {
    const bytes = zlib.gzipSync(NOISE);
    bytes[bytes.length - 6]! ^= 1;
    await expect(collect(gunzip(readerOf(bytes)))).rejects.toThrow('gzip data is corrupt');
  });

  it('leaves the rest to be read where the consumer stops early', async () => {
    const reader = readerOf(members);
    for await (const piece of gunzip(reader)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    await reader.drain();
    expect(reader.offset).toBe(members.length);
  });

  it('passes on what the source throws', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield members.subarray(0, 1000);
      await Promise.resolve();
      throw new RangeError('the disk is gone');
    };
    await expect(collect(gunzip(new ByteReader(failing())))).rejects.toThrow(RangeError);
  });
});

const native = nativeCodec();
const codecs: readonly (readonly [string, ZstdCodec])[] = [
  ...(native === null ? [] : [['of Node', native] as const]),
  ['in JavaScript', FZSTD_CODEC],
];

describe.each(codecs)('unzstd, decoder %s', (_, codec) => {
  const unpack = async (bytes: Uint8Array, sizes?: readonly number[]): Promise<Buffer> =>
    await collect(unzstd(readerOf(bytes, sizes), DEFAULT_LIMITS, codec));

  const large = Buffer.concat([randomBytes(3_000_000, 8), TEXT]);
  const frames = Buffer.concat([
    skippableFrame(Buffer.from('a table of contents')),
    compressZstd(TEXT),
    skippableFrame(Buffer.alloc(0)),
    compressZstd(Buffer.alloc(0)),
    storeZstd(NOISE),
    compressZstd(large),
    skippableFrame(randomBytes(1000, 9)),
  ]);
  const content = Buffer.concat([TEXT, NOISE, large]);

  it.each([[[17, 100_000]], [[65_536]], [[1 << 24]]])(
    'reads all frames and leaves out the skippable ones, in pieces of %j bytes',
    async (sizes) => {
      expect((await unpack(frames, sizes)).equals(content)).toBe(true);
    },
  );

  it('reads frames byte by byte', async () => {
    const bytes = Buffer.concat([compressZstd(Buffer.from('one')), storeZstd(Buffer.from('two'))]);
    expect((await unpack(bytes, [1])).toString()).toBe('onetwo');
  });

  it('reads thousands of small frames, as zstd:chunked has them', async () => {
    const frame = compressZstd(Buffer.from('a small file\n'));
    const bytes = Buffer.concat(Array.from({ length: 3000 }, () => frame));
    expect((await unpack(bytes)).toString()).toBe('a small file\n'.repeat(3000));
  });

  it('reads a frame whose header tells its size', async () => {
    expect((await unpack(storeZstd(NOISE, { isSingleSegment: true }))).equals(NOISE)).toBe(true);
  });

  it('inflates runs piece by piece', async () => {
    const bytes = repeatZstd(0x61, 500);
    let length = 0;
    let longest = 0;
    for await (const piece of unzstd(readerOf(bytes), DEFAULT_LIMITS, codec)) {
      length += piece.length;
      longest = Math.max(longest, piece.length);
    }
    expect(length).toBe(500 * 128 * 1024);
    expect(longest).toBeLessThan(1 << 20);
  });

  it('fails on every cut but those between frames', async () => {
    const bytes = Buffer.concat([compressZstd(TEXT), skippableFrame(TEXT), storeZstd(NOISE)]);
    const ends = [compressZstd(TEXT).length, compressZstd(TEXT).length + skippableFrame(TEXT).length];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (length) => {
        if (ends.includes(length)) return;
        await expect(unpack(bytes.subarray(0, length))).rejects.toThrow(/zstd data/);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it.each([
    [
      'other data behind a frame',
      Buffer.concat([compressZstd(TEXT), Buffer.from('x')]),
      /other data follows/,
    ],
    ['a reserved block type', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50, 7, 0, 0]), /corrupt/],
    [
      'a block larger than the format allows',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50, 1, 0, 0x80]),
      /corrupt/,
    ],
    ['a frame that needs a dictionary', storeZstd(TEXT, { dictionaryId: 3 }), /dictionary/],
    [
      'a window beyond the limit',
      storeZstd(TEXT, { windowDescriptor: 0x91 }),
      /bytes of memory, above the limit/,
    ],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(unpack(bytes)).rejects.toThrow(reason);
  });
});

describe('nativeCodec', () => {
  it('is none where Node has no zstd, as in version 20', () => {
    expect(nativeCodec({})).toBeNull();
  });
});

describe('decompress', () => {
  it('stops a stream that inflates beyond the limit', async () => {
    const limits = { ...DEFAULT_LIMITS, inflatedBytes: 1_000_000 };
    const fits = decompress(readerOf(zlib.gzipSync(Buffer.alloc(1_000_000))), 'gzip', limits);
    expect((await collect(fits)).length).toBe(1_000_000);
    const bomb = decompress(readerOf(zlib.gzipSync(Buffer.alloc(1_000_001))), 'gzip', limits);
    await expect(collect(bomb)).rejects.toThrow('inflates to more than 1000000 bytes, the limit');
  });

  it('stops a zstd stream of nothing but runs, but not what deflate can reach', async () => {
    const limits = { ...DEFAULT_LIMITS, bombBytes: 10_000_000 };
    const gzip = zlib.gzipSync(Buffer.alloc(30_000_000), { level: 9 });
    expect((await collect(decompress(readerOf(gzip), 'gzip', limits))).length).toBe(30_000_000);
    const bomb = decompress(readerOf(repeatZstd(0, 1000)), 'zstd', limits);
    await expect(collect(bomb)).rejects.toThrow('inflates to more than 1100 times its size, the limit');
  });
});
