import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBatch, type ObjectSink } from '../../src/source/git-objects.js';

const ID = '0123456789abcdef0123456789abcdef01234567';

/** Writes down what it is told. */
class Notes implements ObjectSink {
  readonly objects = new Map<number, { contents: Buffer; sizeBytes: number; isEnded: boolean }>();
  readonly missed: number[] = [];
  #index = -1;

  begin(index: number, sizeBytes: number): void {
    this.#index = index;
    this.objects.set(index, { contents: Buffer.alloc(0), sizeBytes, isEnded: false });
  }

  write(chunk: Uint8Array): Promise<void> {
    const object = this.objects.get(this.#index);
    if (object === undefined || object.isEnded) throw new Error('written to nothing');
    object.contents = Buffer.concat([object.contents, chunk]);
    return Promise.resolve();
  }

  end(): void {
    const object = this.objects.get(this.#index);
    if (object === undefined || object.isEnded) throw new Error('ended twice');
    object.isEnded = true;
  }

  missing(index: number): void {
    this.missed.push(index);
  }
}

async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    await Promise.resolve();
    yield bytes.subarray(at, at + pieceBytes);
  }
}

function batch(objects: readonly (Uint8Array | null)[]): Buffer {
  return Buffer.concat(
    objects.flatMap((contents) =>
      contents === null
        ? [Buffer.from(`${ID} missing\n`)]
        : [Buffer.from(`${ID} blob ${contents.length}\n`), contents, Buffer.from('\n')],
    ),
  );
}

const contents = fc.option(fc.uint8Array({ maxLength: 40 }), { freq: 5 });

describe('the output of git cat-file --batch', () => {
  it('is read the same in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(contents, { maxLength: 6 }),
        fc.integer({ min: 1, max: 70 }),
        async (objects, size) => {
          const notes = new Notes();
          expect(await readBatch(inPieces(batch(objects), size), objects.length, notes)).toBe(objects.length);
          const read = objects.map((_, index) => notes.objects.get(index)?.contents ?? null);
          expect(read).toEqual(objects.map((bytes) => (bytes === null ? null : Buffer.from(bytes))));
          expect(notes.missed).toEqual(objects.flatMap((bytes, index) => (bytes === null ? [index] : [])));
          expect([...notes.objects.values()].every(({ isEnded }) => isEnded)).toBe(true);
        },
      ),
    );
  });

  it('never counts an object that did not come whole', async () => {
    const objects = [Buffer.from('first\n'), Buffer.from('second, which is cut off')];
    const whole = batch(objects);
    const firstBytes = batch(objects.slice(0, 1)).length;
    for (let length = 0; length < whole.length; length++) {
      const notes = new Notes();
      const done = await readBatch(inPieces(whole.subarray(0, length), 7), 2, notes);
      expect([length, done]).toEqual([length, length < firstBytes ? 0 : 1]);
    }
  });

  it.each([
    ['an odd header', 'no such thing\n'],
    ['a header without an end', 'a'.repeat(5000)],
    ['contents that are longer than was said', `${ID} blob 2\nabcdef\n`],
  ])('stops at %s', async (_, text) => {
    expect(await readBatch(inPieces(Buffer.from(text), 1000), 1, new Notes())).toBe(0);
  });

  it('reads no more than what was asked for', async () => {
    const notes = new Notes();
    expect(await readBatch(inPieces(batch([Buffer.from('a'), Buffer.from('b')]), 1000), 1, notes)).toBe(1);
    expect([...notes.objects.keys()]).toEqual([0]);
  });
});
