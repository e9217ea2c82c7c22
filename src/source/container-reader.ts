import { ByteReader, type Bytes } from './byte-reader.js';
import { type Compression, isCompression } from './compression.js';
import { type ContainerBudget, FileBudget, LimitReached } from './container-budget.js';
import { type ContainerNotes, LevelNotes } from './container-notes.js';
import { memberPath, singleMemberName } from './container-path.js';
import {
  CONTAINER_HEAD_BYTES,
  type ContainerFormat,
  type FoundContainer,
  isMemberFormat,
  mayHavePrefix,
  type MemberFormat,
  PREFIX_BYTES,
  sniffContainer,
} from './container-sniff.js';
import { skipZeros } from './cpio-reader.js';
import { DamagedInput } from './damaged-input.js';
import { decodeContainer } from './decode-container.js';
import { FedBytes } from './fed-bytes.js';
import type { FilePacker } from './file-packer.js';
import { Guard } from './guard.js';
import { gunzipSmall } from './gzip-members.js';
import { release, SMALL_STORED_BYTES } from './inflate-small.js';
import { openMembers } from './member-formats.js';
import { RawParts } from './raw-parts.js';
import { skipRpmHeaders } from './rpm-header.js';
import { isZero } from './tar-header.js';
import { readZip } from './zip-reader.js';
import { ZipMembers } from './zip-members.js';

/** A container that is being read. */
export interface Level {
  readonly path: string;
  /** Containers around its members. */
  readonly depth: number;
  readonly raw: RawParts;
  readonly notes: LevelNotes;
  /** All of it, where it is in memory. */
  readonly whole: Uint8Array | null;
}

/**
 * Packs the contents of a file of a layer or the build context: what is in it, where it is a container, as files of
 * their own with the path `container!/member`; what no member explains as the file itself. Nested containers are opened
 * in turn. Memory does not grow with the file; what is small is inflated at once.
 *
 * The file was begun in the packer, and is ended. Of `contents` everything is read. What is damaged or beyond a limit is
 * noted, never thrown.
 *
 * @throws whatever the packer throws, and `contents` where they can't be read to their end: all before that is packed
 */
export async function packContainer(
  packer: FilePacker,
  path: string,
  contents: ByteReader,
  budget: ContainerBudget,
  notes: ContainerNotes,
): Promise<void> {
  const guard = new Guard();
  const whole = contents.restNow();
  const reader = whole === null ? new ByteReader(guard.pass(contents.rest())) : ByteReader.of(whole);
  const start = contents.offset;
  const file = new FileBudget(budget, () => contents.offset - start + (whole?.length ?? 0));
  await new ContainerReader(packer, file, notes).packBegun(path, reader, null);
  if (file.reached !== null) {
    if (file.reached === budget.reached) notes.addScanLimit(path, file.reached);
    else notes.addLimit(path, file.reached);
  }
  if (guard.failure !== null) throw guard.failure;
}

/** Reads one file with all that is nested in it. */
export class ContainerReader {
  readonly budget: FileBudget;
  readonly #packer: FilePacker;
  readonly #notes: ContainerNotes;

  constructor(packer: FilePacker, budget: FileBudget, notes: ContainerNotes) {
    this.#packer = packer;
    this.budget = budget;
    this.#notes = notes;
  }

  /** Packs a member that is at hand. Await what it returns, if anything. */
  packWhole(level: Level, name: string, bytes: Uint8Array): Promise<void> | undefined {
    if (bytes.length === 0) return undefined;
    level.notes.isOpened = true;
    level.raw.close();
    const path = this.pathOf(level, name);
    this.#packer.begin(path, bytes.length);
    if (sniffContainer(bytes) !== null) return this.packBegun(path, ByteReader.of(bytes), level);
    const waiting = this.#packer.write(bytes);
    if (waiting === undefined) {
      this.#packer.end();
      return undefined;
    }
    return waiting.then(() => {
      this.#packer.end();
    });
  }

  /**
   * Packs a member that comes in pieces.
   *
   * @returns why they ended early, where they did
   */
  async packStream(
    level: Level,
    name: string,
    expectedBytes: number,
    pieces: Bytes,
    isInflated: boolean,
  ): Promise<DamagedInput | null> {
    const guard = new Guard();
    const reader = new ByteReader(guard.pass(isInflated ? this.#measured(pieces) : pieces));
    await this.#packReader(level, name, expectedBytes, reader);
    if (guard.failure !== null && !(guard.failure instanceof LimitReached)) this.budget.all.addFailure();
    return guard.failure;
  }

  pathOf(level: Level, name: string): string {
    return memberPath(level.path, name, this.budget.all.limits.pathBytes);
  }

  /** Packs the contents of a file that was begun, and ends it. `around` is the container that it stands in. */
  async packBegun(path: string, reader: ByteReader, around: Level | null): Promise<void> {
    const found = await this.#sniff(reader);
    if (found !== null && this.budget.reached === null && !isSame(around?.whole, reader.restNow())) {
      const depth = around?.depth ?? 0;
      if (depth < this.budget.all.limits.containerDepth) return this.#open(found, path, reader, depth);
      this.#notes.addLimit(path, `is an archive within ${depth} others, the limit, and was not opened`);
    }
    for (;;) {
      const piece = reader.readNow(Infinity) ?? (await reader.read(Infinity));
      if (piece === null) break;
      const waiting = this.#packer.write(piece);
      if (waiting !== undefined) await waiting;
    }
    this.#packer.end();
  }

  async #packReader(level: Level, name: string, expectedBytes: number, reader: ByteReader): Promise<void> {
    // Nothing is said of members that are empty, or of which nothing can be decoded.
    if ((await reader.peek(1)).length === 0) return;
    level.notes.isOpened = true;
    level.raw.close();
    const path = this.pathOf(level, name);
    this.#packer.begin(path, expectedBytes);
    await this.packBegun(path, reader, level);
  }

  async #sniff(reader: ByteReader): Promise<FoundContainer | null> {
    const head = reader.restNow() ?? (await reader.peek(CONTAINER_HEAD_BYTES));
    if (!mayHavePrefix(head)) return sniffContainer(head);
    return sniffContainer(reader.restNow() ?? (await reader.peek(PREFIX_BYTES)));
  }

  async #open(found: FoundContainer, path: string, reader: ByteReader, depth: number): Promise<void> {
    const raw = new RawParts(this.#packer, path);
    const level: Level = {
      path,
      depth: depth + 1,
      raw,
      notes: new LevelNotes(),
      whole: reader.restNow(),
    };
    await this.#raw(level, reader, found.start);
    await this.#readAs(found.format, level, reader);
    await this.#rest(level, reader);
    await raw.finish();
    level.notes.tell(this.#notes);
  }

  async #readAs(format: ContainerFormat, level: Level, reader: ByteReader): Promise<void> {
    if (format === 'zip') await readZip(reader, new ZipMembers(this, level));
    else if (format === 'rpm') await this.#readRpm(level, reader);
    else if (isCompression(format)) await this.#readCompressed(level, reader, format);
    else if (format === 'cpio') await this.#readRow(level, reader);
    else await this.#readMembers(level, reader, format);
  }

  /** A package: what is installed is in a compressed cpio archive, as a rule. */
  async #readRpm(level: Level, reader: ByteReader): Promise<void> {
    const hasPayload = await skipRpmHeaders(reader, (count) => this.#raw(level, reader, count));
    const format = hasPayload ? sniffContainer(await reader.peek(CONTAINER_HEAD_BYTES))?.format : undefined;
    if (format !== undefined && (isMemberFormat(format) || isCompression(format)))
      await this.#readAs(format, level, reader);
    else level.notes.add(level.path, 'has a payload of a kind that is not known', true);
  }

  /** The initial file system of Linux is several cpio archives in a row, with padding between; the last may be compressed. */
  async #readRow(level: Level, reader: ByteReader): Promise<void> {
    let format: ContainerFormat | undefined = 'cpio';
    while (format === 'cpio') {
      this.budget.all.addMember();
      if (!(await this.#readMembers(level, reader, format))) return;
      await skipZeros(reader);
      format = sniffContainer(await reader.peek(CONTAINER_HEAD_BYTES))?.format;
    }
    if (format !== undefined && isCompression(format)) await this.#readCompressed(level, reader, format);
  }

  /** @returns whether it was read to its end */
  async #readMembers(level: Level, reader: ByteReader, format: MemberFormat): Promise<boolean> {
    const { budget } = this;
    const source = openMembers(reader, format, budget.all.limits);
    try {
      while (budget.reached === null) {
        const entry = source.nextNow() ?? (await source.next());
        if (typeof entry === 'string') return true;
        budget.all.addMember();
        if (entry.sizeBytes === 0) continue;
        const whole = source.wholeNow();
        if (whole !== null) {
          await this.packWhole(level, entry.path, whole);
          continue;
        }
        const failure = await this.packStream(level, entry.path, entry.sizeBytes, source.contents(), false);
        if (failure !== null) throw failure;
      }
    } catch (error) {
      if (!(error instanceof DamagedInput)) throw error;
      if (budget.reached === null)
        level.notes.add(level.path, `could not be read to its end: ${error.message}`);
    }
    return false;
  }

  async #readCompressed(level: Level, reader: ByteReader, format: Compression): Promise<void> {
    const whole = reader.restNow();
    const small =
      format === 'gzip' && whole !== null && whole.length <= SMALL_STORED_BYTES ? gunzipSmall(whole) : null;
    if (small !== null) {
      this.budget.addBytes(small.bytes.length);
      reader.skipNow(small.storedBytes);
      await this.#packInflated(level, ByteReader.of(small.bytes));
      release(small);
      await this.#noteRest(level, reader, format);
      return;
    }
    const fed = new FedBytes();
    const guard = new Guard();
    // Thousands of empty members cost as much as thousands of files.
    const begin = (): boolean => {
      this.budget.all.addMember();
      return this.budget.reached === null;
    };
    const pieces = decodeContainer(reader, format, this.budget.all.limits, fed, begin);
    await this.#packInflated(level, new ByteReader(guard.pass(this.#measured(pieces))));
    if (guard.failure === null) return this.#noteRest(level, reader, format);
    if (!(guard.failure instanceof LimitReached)) {
      this.budget.all.addFailure();
      level.notes.add(level.path, guard.failure.message);
    }
    // Where it went wrong it is looked at as it stands.
    await level.raw.write(fed.bytes());
  }

  /** What a compressed file holds: an archive's members are its own, anything else is its one member. */
  async #packInflated(level: Level, reader: ByteReader): Promise<void> {
    const head = reader.restNow() ?? (await reader.peek(CONTAINER_HEAD_BYTES));
    const format = sniffContainer(head)?.format;
    if (isMemberFormat(format)) {
      level.notes.isOpened = true;
      await this.#readMembers(level, reader, format);
      await this.#rest(level, reader);
      return;
    }
    this.budget.all.addMember();
    await this.#packReader(level, singleMemberName(level.path), 0, reader);
    // An empty one has nothing to pack, and is opened all the same.
    level.notes.isOpened ||= reader.offset > 0;
  }

  async #noteRest(level: Level, reader: ByteReader, format: string): Promise<void> {
    const rest = reader.restNow() ?? (await reader.peek(1));
    if (!isZero(rest) && this.budget.reached === null)
      level.notes.add(level.path, `other data follows the ${format} data in it`);
  }

  async *#measured(pieces: Bytes): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of pieces) {
      this.budget.addBytes(piece.length);
      yield piece;
      if (this.budget.reached !== null) throw new LimitReached(this.budget.reached);
    }
  }

  async #raw(level: Level, reader: ByteReader, count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const piece = reader.readNow(left) ?? (await reader.read(left));
      if (piece === null) return;
      left -= piece.length;
      await level.raw.write(piece);
    }
  }

  /** What is left, unless it is padding: zero bytes only. */
  async #rest(level: Level, reader: ByteReader): Promise<void> {
    let isPadding = true;
    for (;;) {
      const piece = reader.readNow(Infinity) ?? (await reader.read(Infinity));
      if (piece === null) return;
      isPadding &&= isZero(piece);
      if (!isPadding) await level.raw.write(piece);
    }
  }
}

/** An archive may hold itself: its contents are known then. */
function isSame(container: Uint8Array | null | undefined, member: Uint8Array | null): boolean {
  if (container == null || member === null) return false;
  return container.length === member.length && Buffer.compare(container, member) === 0;
}
