import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ByteReader } from '../../src/source/byte-reader.js';
import { readPieces } from '../../src/source/file-pieces.js';

const PIECE_BYTES = 1000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-pieces-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function openBytes(bytes: Buffer): Promise<ReturnType<typeof readPieces>> {
  const file = path.join(folder, 'bytes');
  writeFileSync(file, bytes);
  return readPieces(await open(file), PIECE_BYTES);
}

describe('readPieces', () => {
  it.each([0, 1, PIECE_BYTES, PIECE_BYTES + 1, 30 * PIECE_BYTES + 7])(
    'gives all of %d bytes in order',
    async (size) => {
      const bytes = randomBytes(size);
      const read: Buffer[] = [];
      for await (const piece of await openBytes(bytes)) read.push(Buffer.from(piece));
      expect(Buffer.concat(read).equals(bytes)).toBe(true);
    },
  );

  it('keeps a piece as it is while the next few are read', async () => {
    const bytes = randomBytes(20 * PIECE_BYTES);
    const pieces: Uint8Array[] = [];
    let index = 0;
    for await (const piece of await openBytes(bytes)) {
      pieces.push(piece);
      const from = Math.max(0, index - 4);
      const recent = Buffer.concat(pieces.slice(from));
      expect(recent.equals(bytes.subarray(from * PIECE_BYTES, ++index * PIECE_BYTES))).toBe(true);
    }
  });

  it('can be read far ahead by a reader that keeps what it needs', async () => {
    const bytes = randomBytes(40 * PIECE_BYTES);
    const reader = new ByteReader(await openBytes(bytes));
    await reader.skip(10);
    expect(
      Buffer.from(await reader.peek(35 * PIECE_BYTES)).equals(bytes.subarray(10, 10 + 35 * PIECE_BYTES)),
    ).toBe(true);
    await reader.skip(34 * PIECE_BYTES);
    expect(
      Buffer.from(await reader.peek(PIECE_BYTES)).equals(
        bytes.subarray(10 + 34 * PIECE_BYTES, 10 + 35 * PIECE_BYTES),
      ),
    ).toBe(true);
    await reader.drain();
  });

  it('can be left at any time', async () => {
    const pieces = await openBytes(randomBytes(10 * PIECE_BYTES));
    for await (const piece of pieces) {
      expect(piece.length).toBe(PIECE_BYTES);
      break;
    }
    pieces.destroy();
    const unread = await openBytes(randomBytes(10));
    unread.destroy();
  });
});
