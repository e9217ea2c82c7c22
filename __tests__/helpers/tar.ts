import { Header, Pax } from 'tar';

/** An entry of a test tar. */
export interface TestEntry {
  readonly path: string;
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO';
  readonly content?: string | Uint8Array;
  readonly linkPath?: string;
  /** Records of a PAX header before the entry. */
  readonly pax?: Readonly<Record<string, string>>;
}

const BLOCK_BYTES = 512;

/** The marker that ends a tar. */
export const END_MARKER = Buffer.alloc(2 * BLOCK_BYTES);

/** A tar of these entries, headers written by the `tar` package, with or without its end marker. */
export function writeTar(entries: readonly TestEntry[], marker: Uint8Array = END_MARKER): Buffer {
  return Buffer.concat([...entries.map(writeEntry), marker]);
}

/** Header, contents and padding of one entry. */
export function writeEntry(entry: TestEntry): Buffer {
  const content = Buffer.from(entry.content ?? '');
  const linkpath = entry.linkPath === undefined ? {} : { linkpath: entry.linkPath };
  const block = Buffer.alloc(BLOCK_BYTES);
  const header = new Header({
    path: entry.path,
    type: entry.type ?? 'File',
    size: content.length,
    mode: 0o644,
    mtime: new Date(0),
    ...linkpath,
  });
  const needsPax = header.encode(block);
  const records = Object.entries(entry.pax ?? {}).map(([key, value]) => writePaxRecord(key, value));
  const pax = [
    ...(needsPax ? [new Pax({ path: entry.path, ...linkpath }).encode()] : []),
    ...(records.length > 0 ? [writeExtended('x', Buffer.concat(records))] : []),
  ];
  return Buffer.concat([...pax, block, pad(content)]);
}

/** An extended header: `x` and `g` for PAX records, `L` and `K` for GNU's long names. */
export function writeExtended(flag: string, content: Uint8Array): Buffer {
  return Buffer.concat([writeRawHeader({ name: '././@ext', flag, sizeBytes: content.length }), pad(content)]);
}

/** `<length> <key>=<value>\n`, with the length of all of it. */
export function writePaxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length++;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

/** A header block field by field, for what no tar writer writes. The checksum is right. */
export function writeRawHeader(fields: {
  readonly name: string | Uint8Array;
  readonly flag?: string;
  readonly sizeBytes?: number;
  /** Written over the size field. */
  readonly size?: Uint8Array;
  readonly linkPath?: string;
  readonly prefix?: string;
  readonly sparseMapGoesOn?: boolean;
}): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  Buffer.from(fields.name).copy(block, 0);
  block.write('0000644\0', 100);
  block.write(`${(fields.sizeBytes ?? 0).toString(8).padStart(11, '0')}\0`, 124);
  if (fields.size !== undefined) block.set(fields.size, 124);
  block.write(fields.flag ?? '0', 156);
  block.write(fields.linkPath ?? '', 157);
  if (fields.prefix !== undefined) block.write(fields.prefix, 345);
  if (fields.sparseMapGoesOn === true) block[482] = 1;
  if (fields.sparseMapGoesOn === undefined) block.write('ustar\x0000', 257);
  return withChecksum(block);
}

export function withChecksum(block: Buffer): Buffer {
  block.write('        ', 148);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Contents with zeros up to a whole block. */
export function pad(content: Uint8Array): Buffer {
  const padding = (BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return Buffer.concat([content, Buffer.alloc(padding)]);
}
