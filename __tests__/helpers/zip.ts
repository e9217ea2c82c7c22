import zlib from 'node:zlib';

/** A member of a test zip. */
export interface TestMember {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly method?: 'stored' | 'deflated';
  /** Sizes and checksum behind the contents: with a signature or without, or with sizes of 8 bytes. */
  readonly descriptor?: 'signed' | 'plain' | 'wide';
  /** Sizes in the extra field. */
  readonly zip64?: boolean;
  readonly isEncrypted?: boolean;
  /** Written in the header whatever is true. */
  readonly lies?: {
    readonly storedBytes?: number;
    readonly sizeBytes?: number;
    readonly checksum?: number;
    readonly method?: number;
  };
}

const METHODS = { stored: 0, deflated: 8 };

/** A zip of these members with its directory, as APPNOTE.TXT has it. */
export function writeZip(members: readonly TestMember[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const local = writeMember(member);
    parts.push(local);
    directory.push(writeDirectoryEntry(member, offset));
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length & 0xffff, 8);
  end.writeUInt16LE(members.length & 0xffff, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listed, end, Buffer.from(comment)]);
}

/** The local header of a member, its contents and its descriptor. */
export function writeMember(member: TestMember): Buffer {
  const { content, stored, fixed } = describe(member);
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  fixed.copy(header, 4);
  const extra = Buffer.alloc(member.zip64 === true ? 20 : 0);
  if (member.zip64 === true) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(content.length), 4);
    extra.writeBigUInt64LE(BigInt(stored.length), 12);
    header.writeUInt32LE(0xffffffff, 18);
    header.writeUInt32LE(0xffffffff, 22);
    header.writeUInt16LE(extra.length, 28);
  }
  return Buffer.concat([header, Buffer.from(member.name), extra, stored, writeDescriptor(member)]);
}

function describe(member: TestMember): { content: Buffer; stored: Buffer; fixed: Buffer } {
  const { method = 'deflated', descriptor, isEncrypted = false, lies = {} } = member;
  const content = Buffer.from(member.content ?? '');
  const stored = method === 'deflated' ? zlib.deflateRawSync(content) : content;
  const isTold = descriptor === undefined;
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(20, 0);
  fixed.writeUInt16LE((isEncrypted ? 1 : 0) | (isTold ? 0 : 8) | 0x800, 2);
  fixed.writeUInt16LE(lies.method ?? METHODS[method], 4);
  fixed.writeUInt32LE(lies.checksum ?? (isTold ? crcOf(content) : 0), 10);
  fixed.writeUInt32LE(lies.storedBytes ?? (isTold ? stored.length : 0), 14);
  fixed.writeUInt32LE(lies.sizeBytes ?? (isTold ? content.length : 0), 18);
  fixed.writeUInt16LE(Buffer.byteLength(member.name), 22);
  return { content, stored, fixed };
}

function writeDescriptor(member: TestMember): Buffer {
  if (member.descriptor === undefined) return Buffer.alloc(0);
  const { content, stored } = describe(member);
  const isWide = member.descriptor === 'wide';
  const sizes = Buffer.alloc(isWide ? 20 : 12);
  sizes.writeUInt32LE(crcOf(content), 0);
  if (isWide) {
    sizes.writeBigUInt64LE(BigInt(stored.length), 4);
    sizes.writeBigUInt64LE(BigInt(content.length), 12);
  } else {
    sizes.writeUInt32LE(stored.length, 4);
    sizes.writeUInt32LE(content.length, 8);
  }
  return member.descriptor === 'plain' ? sizes : Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sizes]);
}

function writeDirectoryEntry(member: TestMember, offset: number): Buffer {
  const { content, stored, fixed } = describe(member);
  const entry = Buffer.alloc(46);
  entry.write('PK\x01\x02', 'latin1');
  entry.writeUInt16LE(20, 4);
  fixed.copy(entry, 6, 0, 24);
  entry.writeUInt32LE(crcOf(content), 16);
  entry.writeUInt32LE(stored.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, Buffer.from(member.name)]);
}

/** By gzip, which has the same checksum in its trailer. */
function crcOf(content: Uint8Array): number {
  const packed = zlib.gzipSync(content);
  return packed.readUInt32LE(packed.length - 8);
}
