import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** An object of a pack that is written by hand. */
export type TestObject =
  | { readonly type: 'commit' | 'tree' | 'blob' | 'tag'; readonly content: string | Uint8Array }
  /** A delta of the object that stands so many places before it. */
  | { readonly back: number; readonly delta: Uint8Array }
  /** A delta of the object with this ID. */
  | { readonly base: string; readonly delta: Uint8Array }
  | { readonly raw: Uint8Array };

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

export interface TestPackOptions {
  /** How many objects the header tells of. */
  readonly count?: number;
  readonly trailer?: Uint8Array;
  /** Told instead of every object's size. */
  readonly sizeBytes?: number;
}

/** A pack of these objects (gitformat-pack(5)), right but for what is asked for otherwise. */
export function writePack(objects: readonly TestObject[], options: TestPackOptions = {}): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(options.count ?? objects.length, 8);
  const parts: Buffer[] = [header];
  const starts: number[] = [];
  let length = header.length;
  for (const object of objects) {
    starts.push(length);
    const entry = writeEntry(object, length, starts, options.sizeBytes);
    parts.push(entry);
    length += entry.length;
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([body, options.trailer ?? createHash('sha1').update(body).digest()]);
}

function writeEntry(
  object: TestObject,
  at: number,
  starts: readonly number[],
  sizeBytes: number | undefined,
): Buffer {
  if ('raw' in object) return Buffer.from(object.raw);
  const content = Buffer.from('content' in object ? object.content : object.delta);
  const type = 'type' in object ? TYPES[object.type] : 'back' in object ? 6 : 7;
  const base =
    'back' in object
      ? writeDistance(at - (starts[starts.length - 1 - object.back] ?? 0))
      : 'base' in object
        ? Buffer.from(object.base, 'hex')
        : Buffer.alloc(0);
  return Buffer.concat([writeSize(type, sizeBytes ?? content.length), base, deflateSync(content)]);
}

function writeSize(type: number, sizeBytes: number): Buffer {
  const bytes = [(type << 4) | (sizeBytes % 16)];
  for (let rest = Math.floor(sizeBytes / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest % 128);
  }
  return Buffer.from(bytes);
}

function writeDistance(distance: number): Buffer {
  const bytes = [distance % 128];
  for (let rest = Math.floor(distance / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest--;
    bytes.unshift(0x80 | (rest % 128));
  }
  return Buffer.from(bytes);
}

/** An instruction of a delta: bytes that it inserts, or what it copies of its base. */
export type DeltaPart = string | { readonly from: number; readonly size: number };

/** A delta that makes `resultBytes` of a base of `baseBytes`. */
export function writeDelta(baseBytes: number, resultBytes: number, parts: readonly DeltaPart[]): Buffer {
  return Buffer.concat([varint(baseBytes), varint(resultBytes), ...parts.map(writePart)]);
}

function writePart(part: DeltaPart): Buffer {
  if (typeof part === 'string') {
    const bytes = Buffer.from(part);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  }
  const operands: number[] = [];
  let code = 0x80;
  for (let bit = 0; bit < 4; bit++) {
    const byte = Math.floor(part.from / 2 ** (8 * bit)) % 256;
    if (byte !== 0) {
      code |= 1 << bit;
      operands.push(byte);
    }
  }
  // 64 KiB is what no size at all means.
  for (let bit = 0; bit < 3 && part.size !== 0x10000; bit++) {
    const byte = (part.size >> (8 * bit)) % 256;
    if (byte !== 0) {
      code |= 16 << bit;
      operands.push(byte);
    }
  }
  return Buffer.from([code, ...operands]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}

/** The ID of an object, in hex. */
export function objectId(type: string, content: string | Uint8Array): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A tree with these names. */
export function writeTree(entries: readonly (readonly [mode: string, name: string, id: string])[]): Buffer {
  return Buffer.concat(
    entries.map(([mode, name, id]) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
    ),
  );
}
