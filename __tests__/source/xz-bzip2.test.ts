import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ByteReader } from '../../src/source/byte-reader.js';
import { bunzip2 } from '../../src/source/bzip2.js';
import { DamagedInput } from '../../src/source/damaged-input.js';
import { unxz } from '../../src/source/xz.js';
import { collect, inPieces, randomBytes } from '../helpers/bytes.js';
import { describeWithCommands, run, sample, SAMPLE_TEXT } from '../helpers/compressed.js';

const FORMATS = ['xz', 'bzip2'] as const;
type Format = (typeof FORMATS)[number];
const SIZES = [[1], [7, 1000], [65_536]];
const WINDOW_BYTES = 2 ** 27;

function decode(format: Format, reader: ByteReader, windowBytes = WINDOW_BYTES): AsyncGenerator<Uint8Array> {
  return format === 'xz' ? unxz(reader, { windowBytes }) : bunzip2(reader);
}

async function decodeAll(
  format: Format,
  bytes: Uint8Array,
  sizes: readonly number[] = [10_000],
): Promise<Buffer> {
  return collect(decode(format, new ByteReader(inPieces(bytes, sizes))));
}

describe.each(FORMATS)('%s', (format) => {
  const one = sample(format);

  it.each(SIZES)('is decoded in pieces of %j bytes', async (...sizes) => {
    expect((await decodeAll(format, one, sizes)).toString()).toBe(SAMPLE_TEXT);
  });

  it('is decoded to the end of several streams, empty ones among them; what follows is left', async () => {
    const empty = sample(`${format}Empty`);
    const bytes = Buffer.concat([empty, one, empty, one, Buffer.from('appended')]);
    for (const sizes of SIZES) {
      const reader = new ByteReader(inPieces(bytes, sizes));
      expect((await collect(decode(format, reader))).toString()).toBe(SAMPLE_TEXT.repeat(2));
      expect((await collect(reader.rest())).toString()).toBe('appended');
    }
  });

  it('fails on every cut, and gives what came before', async () => {
    const bytes = Buffer.concat([one, one]);
    for (let length = one.length + 12; length < bytes.length; length++) {
      const reader = new ByteReader(inPieces(bytes.subarray(0, length), [1000]));
      const pieces: Uint8Array[] = [];
      const reading = (async () => {
        for await (const piece of decode(format, reader)) pieces.push(piece);
      })();
      await expect(reading).rejects.toThrow(`${format} data ends early`);
      expect(Buffer.concat(pieces).toString().startsWith(SAMPLE_TEXT)).toBe(true);
    }
  });

  it('ends where it is asked to begin no further stream', async () => {
    let left = 2;
    const begin = (): boolean => left-- > 0;
    const reader = new ByteReader(inPieces(Buffer.concat([one, one, one]), [1000]));
    const decoded =
      format === 'xz' ? unxz(reader, { windowBytes: WINDOW_BYTES }, begin) : bunzip2(reader, begin);
    expect((await collect(decoded)).toString()).toBe(SAMPLE_TEXT.repeat(2));
    expect(Buffer.compare(await collect(reader.rest()), one)).toBe(0);
  });

  it('is never an error of another kind where it is damaged, and ends', async () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const samples =
      format === 'xz' ? [one, sample('xzBlocks'), sample('xzZeros')] : [one, sample('bzip2Zeros')];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), changes, async (bytes, damages) => {
        const damaged = Buffer.from(bytes);
        for (const { at, byte } of damages) damaged[at % damaged.length] = byte;
        const failure: unknown = await decodeAll(format, damaged).then(
          () => null,
          (error: unknown) => error,
        );
        if (failure !== null) expect(failure).toBeInstanceOf(DamagedInput);
      }),
      { numRuns: 200 },
    );
  });
});

describe('xz', () => {
  it('is decoded with several blocks, and other checksums', async () => {
    expect((await decodeAll('xz', sample('xzBlocks'))).toString()).toBe(SAMPLE_TEXT);
  });

  it('may have padding between its streams', async () => {
    const bytes = Buffer.concat([sample('xz'), Buffer.alloc(8), sample('xz'), Buffer.alloc(4)]);
    for (const sizes of SIZES)
      expect((await decodeAll('xz', bytes, sizes)).toString()).toBe(SAMPLE_TEXT.repeat(2));
  });

  it('that asks for more memory than it needs is decoded with what it needs', async () => {
    expect((await decodeAll('xz', sample('xzLargeDictionary'))).toString()).toBe(SAMPLE_TEXT);
  });

  it('with a filter that is not known says so', async () => {
    await expect(decodeAll('xz', sample('xzX86'))).rejects.toThrow('xz data with a filter that is not known');
  });

  it('whose sizes do not fit is damaged', async () => {
    const bytes = sample('xzBlocks');
    // The size of the first block, which its header tells.
    bytes[16] = (bytes[16] ?? 0) ^ 1;
    await expect(decodeAll('xz', bytes)).rejects.toThrow('xz data is corrupt');
  });
});

it('bzip2 data with a bit that is flipped is an error, or decodes to the same', async () => {
  const one = sample('bzip2');
  let errors = 0;
  for (let bit = 0; bit < 8 * one.length; bit++) {
    const damaged = Buffer.from(one);
    damaged[bit >>> 3] = (damaged[bit >>> 3] ?? 0) ^ (0x80 >>> (bit & 7));
    const result = await decodeAll('bzip2', damaged).catch((error: unknown) => error);
    if (result instanceof DamagedInput) errors++;
    // Where its first bytes are damaged it is no such data, and nothing is taken.
    else expect([SAMPLE_TEXT, '']).toContain(String(result));
  }
  // All but the stream's own checksum and padding.
  expect(errors).toBeGreaterThan(8 * (one.length - 18));
});

describeWithCommands(FORMATS, 'what the real tools write', () => {
  const part = fc.oneof(
    fc.nat().map((seed) => randomBytes(1 + (seed % 20_000), seed)),
    fc.nat().map((seed) => Buffer.alloc(1 + (seed % 300_000), seed)),
    fc.nat().map((seed) =>
      Buffer.from(
        randomBytes(1 + (seed % 5000), seed)
          .toString('hex')
          .repeat(1 + (seed % 9)),
      ),
    ),
  );
  const contents = fc.array(part, { maxLength: 12 }).map((parts) => Buffer.concat(parts));

  it.each([
    ['xz', ['-0']],
    ['xz', ['-6', '--block-size=30000']],
    ['xz', ['--lzma2=preset=6,lc=1,lp=2,pb=0,dict=4096']],
    ['xz', ['--lzma2=preset=9,lc=0,lp=4,pb=4,mode=fast']],
    ['bzip2', ['-1']],
    ['bzip2', ['-9']],
  ] as const)('%s %j is decoded to the same bytes', async (format, options) => {
    await fc.assert(
      fc.asyncProperty(contents, fc.constantFrom(...SIZES.slice(1)), async (bytes, sizes) => {
        const packed = run(format, ['-c', ...options], bytes);
        expect(Buffer.compare(await decodeAll(format, packed, sizes), bytes)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });

  it('xz is decoded where it is much larger than its dictionary', async () => {
    const line = randomBytes(3000, 3).toString('hex');
    const bytes = Buffer.concat(Array.from({ length: 600 }, (_, index) => Buffer.from(`${index} ${line}\n`)));
    const packed = run('xz', ['-c', '--lzma2=dict=16KiB'], bytes);
    expect(Buffer.compare(await decodeAll('xz', packed), bytes)).toBe(0);
  });

  it('xz is left where it refers back farther than memory is given, which is told', async () => {
    const text = randomBytes(150_000, 5);
    const packed = run('xz', ['-c'], Buffer.concat([text, randomBytes(500_000, 6), text]));
    const reader = new ByteReader(inPieces(packed, [10_000]));
    await expect(collect(decode('xz', reader, 2 ** 16))).rejects.toThrow(
      'xz data that needs 8388608 bytes of memory, above the limit of 65536',
    );
  });
});
