import zlib from 'node:zlib';
import type { ByteReader, Bytes } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { DECODER_OPTIONS, decodeThrough } from './decoder-stream.js';
import { FedBytes } from './fed-bytes.js';
import { release, SMALL_STORED_BYTES, takeSmall } from './inflate-small.js';
import {
  DEFLATED,
  DESCRIPTOR_BYTES,
  descriptorBytes,
  descriptorChecksum,
  findSignature,
  type LocalHeader,
  parseLocalHeader,
  readNames,
  recordBytes,
  STORED,
  ZSTANDARD,
} from './zip-header.js';

/** Takes what a zip holds, in the order in which it stands there. */
export interface ZipSink {
  /** Bytes of the zip that are no member's contents. Await what is returned, if anything. */
  raw(bytes: Uint8Array): Promise<void> | undefined;
  /** A member is to come: false when no more are wanted, and the rest is to be taken as raw bytes. */
  begin(): boolean;
  /** A member's contents. */
  whole(name: Uint8Array, bytes: Uint8Array, isInflated: boolean): Promise<void> | undefined;
  /**
   * A member's contents in pieces, inflated from `source`'s, which are to be read to their end.
   * @returns why there are no more of them, where that is not their end
   */
  stream(
    name: Uint8Array,
    expectedBytes: number,
    pieces: Bytes,
    isInflated: boolean,
  ): Promise<DamagedInput | null>;
  /**
   * A member was not read, or not whole.
   * @param isCertain it was not tried, as its header says why it can't be read
   */
  note(name: Uint8Array, reason: string, isCertain: boolean): void;
  /** Decodes Zstandard. */
  unzstd(pieces: Bytes): Bytes;
}

/** Node 20.15 and 22.2 and newer have it. */
const crc32 = (zlib as Partial<Pick<typeof zlib, 'crc32'>>).crc32;
/** As much as is looked through at a time for the next member. */
const WINDOW_BYTES = 64 * 2 ** 10;
const RECORD_HEAD_BYTES = 46;
/** More than a token is long. */
const AROUND_BYTES = 1024;

/**
 * Reads a zip from its beginning to its end, member by member, as a stream is read: by the header that stands before each
 * member. Every byte is read once and goes one way, so that members which overlap, or are in no directory, or of which
 * the directory says something else, need no rule of their own: a member's contents go to the sink decoded, all other
 * bytes raw.
 */
export async function readZip(reader: ByteReader, sink: ZipSink): Promise<void> {
  await new ZipReading(reader, sink).run();
}

class ZipReading {
  readonly #reader: ByteReader;
  readonly #sink: ZipSink;

  constructor(reader: ByteReader, sink: ZipSink) {
    this.#reader = reader;
    this.#sink = sink;
  }

  async run(): Promise<void> {
    for (;;) {
      const head = await this.#look(RECORD_HEAD_BYTES);
      if (head.length === 0) return;
      const header = parseLocalHeader(head);
      const knownBytes = header?.headerBytes ?? recordBytes(head);
      if (header !== null) {
        const isWanted = this.#sink.begin();
        const bytes = isWanted ? await this.#look(header.headerBytes) : NOTHING;
        // No more are wanted, or it is cut off within the header.
        if (bytes.length < header.headerBytes) await this.#raw(Infinity);
        else await this.#readMember(bytes, header);
      } else if (knownBytes > 0) await this.#raw(knownBytes);
      else await this.#rawToSignature();
    }
  }

  async #readMember(bytes: Uint8Array, fixed: LocalHeader): Promise<void> {
    const { name: shown, header } = readNames(bytes, fixed);
    const name = Uint8Array.from(shown);
    await this.#sink.raw(bytes);
    this.#reader.skipNow(bytes.length);
    const { storedBytes, method } = header;
    // Some writers know the sizes and write a descriptor none the less.
    const isKnown = !header.hasDescriptor || storedBytes > 0;
    if (header.isEncrypted) {
      this.#sink.note(name, 'is encrypted', true);
      if (isKnown) await this.#raw(storedBytes);
    } else if (method === DEFLATED) await this.#readDeflated(name, header, isKnown ? storedBytes : null);
    else if (method === STORED && !isKnown) await this.#readStoredToDescriptor(name, header);
    else if (method === STORED) await this.#readStored(name, header);
    else if (method === ZSTANDARD && isKnown)
      await this.#readLimited(name, header, storedBytes, (pieces) => this.#sink.unzstd(pieces));
    else {
      this.#sink.note(name, `is compressed by a method that is not known (${method})`, true);
      if (isKnown) await this.#raw(storedBytes);
    }
  }

  async #readStored(name: Uint8Array, header: LocalHeader): Promise<void> {
    const { storedBytes } = header;
    if (storedBytes > SMALL_STORED_BYTES) {
      await this.#readLimited(name, header, storedBytes, (pieces) => pieces);
      return;
    }
    const bytes = await this.#look(storedBytes);
    if (bytes.length < storedBytes) this.#sink.note(name, CUT_OFF, false);
    const measured = measureWhole(bytes);
    await this.#sink.whole(name, bytes, false);
    this.#reader.skipNow(bytes.length);
    if (bytes.length === storedBytes) await this.#finishMember(name, header, storedBytes, measured);
  }

  /** @param storedBytes null where the header does not tell: deflate tells by itself where it ends. */
  async #readDeflated(name: Uint8Array, header: LocalHeader, storedBytes: number | null): Promise<void> {
    if (storedBytes === null || storedBytes <= SMALL_STORED_BYTES) {
      const input = await this.#look(storedBytes ?? WINDOW_BYTES);
      const small = takeSmall(input, header.sizeBytes);
      if (small !== null) {
        const measured = measureWhole(small.bytes);
        await this.#sink.whole(name, small.bytes, true);
        release(small);
        this.#reader.skipNow(small.storedBytes);
        // Where the header claims more than the contents take, that is no one's.
        if (storedBytes !== null) await this.#raw(storedBytes - small.storedBytes);
        const isRight = await this.#finishMember(name, header, storedBytes ?? small.storedBytes, measured);
        // Other bytes can be inflated as well, to nothing that means anything: they are looked at as they stand, with what
        // follows, as they may go on there.
        if (!isRight)
          await this.#sink.raw(input.subarray(0, storedBytes ?? small.storedBytes + AROUND_BYTES));
        return;
      }
    }
    await this.#readLimited(name, header, storedBytes ?? Infinity, (pieces) =>
      decodeThrough(zlib.createInflateRaw(DECODER_OPTIONS), pieces, 'deflate'),
    );
  }

  /** Reads a large member as a stream; what its decoder leaves of the `storedBytes` is raw. */
  async #readLimited(
    name: Uint8Array,
    header: LocalHeader,
    storedBytes: number,
    decode: (pieces: Bytes) => Bytes,
  ): Promise<void> {
    const reader = this.#reader;
    const start = reader.offset;
    const end = start + storedBytes;
    const fed = new FedBytes();
    async function* limited(): AsyncGenerator<Uint8Array, void, undefined> {
      while (reader.offset < end) {
        const piece = await reader.read(end - reader.offset);
        if (piece === null) break;
        fed.add(piece);
        yield piece;
      }
      if (reader.offset < end && end !== Infinity) throw new DamagedInput(CUT_OFF);
    }
    const measure = new Measure();
    async function* measured(): AsyncGenerator<Uint8Array, void, undefined> {
      const leftover = yield* measure.pass(decode(limited()));
      // What a decoder of Node's did not take of the last piece.
      reader.unread(leftover.length);
    }
    const failure = await this.#sink.stream(
      name,
      Math.min(header.sizeBytes, storedBytes),
      measured(),
      header.method !== STORED,
    );
    if (failure !== null) {
      this.#sink.note(name, failure.message, false);
      // Where it went wrong it is looked at as it stands; a stored one was.
      if (header.method !== STORED) await this.#sink.raw(fed.bytes());
    }
    const takenBytes = reader.offset - start;
    if (storedBytes !== Infinity) await this.#raw(storedBytes - takenBytes);
    if (failure !== null) return;
    const isRight = await this.#finishMember(name, header, Math.min(storedBytes, takenBytes), measure);
    if (!isRight && header.method !== STORED) await this.#sink.raw(fed.bytes());
  }

  /** Stored, and no size given: the descriptor is looked for that tells of as many bytes as came before it. */
  async #readStoredToDescriptor(name: Uint8Array, header: LocalHeader): Promise<void> {
    const reader = this.#reader;
    async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
      const start = reader.offset;
      for (;;) {
        const window = await reader.peek(WINDOW_BYTES);
        const at = findDescriptor(window, reader.offset - start);
        const isEnd = window.length < WINDOW_BYTES;
        // What may be the beginning of a descriptor is looked at again, with all of it.
        const ownBytes = at >= 0 ? at : isEnd ? window.length : window.length - DESCRIPTOR_BYTES;
        if (ownBytes > 0) yield window.subarray(0, ownBytes);
        reader.skipNow(ownBytes);
        if (at >= 0) return;
        if (isEnd) throw new DamagedInput(CUT_OFF);
      }
    }
    const measure = new Measure();
    const failure = await this.#sink.stream(name, 0, measure.pass(pieces()), false);
    if (failure !== null) this.#sink.note(name, failure.message, false);
    else await this.#finishMember(name, header, measure.sizeBytes, measure);
  }

  /**
   * Compares what was read with what the header says, or the descriptor, which is taken.
   *
   * @returns false where it is noted that they differ
   */
  async #finishMember(
    name: Uint8Array,
    header: LocalHeader,
    storedBytes: number,
    { sizeBytes, checksum }: Measured,
  ): Promise<boolean> {
    let expected = header.checksum;
    if (header.hasDescriptor) {
      const head = await this.#look(DESCRIPTOR_BYTES);
      const length = descriptorBytes(head, { storedBytes, sizeBytes });
      // Without one there is nothing to compare with; what is in its place is looked at next.
      if (length === 0) return true;
      expected = descriptorChecksum(head.subarray(0, length));
      await this.#raw(length);
    }
    if (checksum === null || checksum === expected) return true;
    this.#sink.note(name, 'does not have the checksum that it should', false);
    return false;
  }

  /** The next `count` bytes, to be read again: fewer only at the end. */
  async #look(count: number): Promise<Uint8Array> {
    return this.#reader.peekNow(count) ?? (await this.#reader.peek(count));
  }

  async #raw(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const piece = this.#reader.readNow(left) ?? (await this.#reader.read(left));
      if (piece === null) return;
      left -= piece.length;
      await this.#sink.raw(piece);
    }
  }

  /** At least one byte, which begins nothing that is known, and all up to where something may begin. */
  async #rawToSignature(): Promise<void> {
    for (let from = 1; ; from = 0) {
      const window = await this.#look(WINDOW_BYTES);
      const at = findSignature(window, from);
      const isEnd = window.length < WINDOW_BYTES;
      // A signature cut in two is looked at again.
      const count = at > 0 ? at : isEnd ? window.length : window.length - 1;
      if (at === 0) return;
      await this.#raw(count);
      if (at > 0 || isEnd) return;
    }
  }
}

interface Measured {
  readonly sizeBytes: number;
  /** null where this Node can't compute it. */
  readonly checksum: number | null;
}

function measureWhole(bytes: Uint8Array): Measured {
  return { sizeBytes: bytes.length, checksum: crc32?.(bytes) ?? null };
}

/** Measures pieces as they pass. */
class Measure implements Measured {
  sizeBytes = 0;
  checksum: number | null = crc32 === undefined ? null : 0;

  /** @returns what the source returns, where that is bytes */
  async *pass(source: Bytes): AsyncGenerator<Uint8Array, Uint8Array, undefined> {
    const pieces = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next: IteratorResult<Uint8Array, unknown> = await pieces.next();
        if (next.done === true) return next.value instanceof Uint8Array ? next.value : NOTHING;
        this.sizeBytes += next.value.length;
        if (this.checksum !== null) this.checksum = crc32?.(next.value, this.checksum) ?? null;
        yield next.value;
      }
    } finally {
      await pieces.return?.();
    }
  }
}

const CUT_OFF = 'is cut off';
const NOTHING = new Uint8Array(0);

/** Where a signed descriptor stands that tells of as many bytes as come before it. */
function findDescriptor(window: Uint8Array, before: number): number {
  const buffer = Buffer.from(window.buffer, window.byteOffset, window.length);
  for (
    let at = buffer.indexOf('PK\x07\x08', 0, 'latin1');
    at >= 0;
    at = buffer.indexOf('PK\x07\x08', at + 1, 'latin1')
  ) {
    const bytes = before + at;
    if (descriptorBytes(window.subarray(at), { storedBytes: bytes, sizeBytes: bytes }) > 0) return at;
  }
  return -1;
}
