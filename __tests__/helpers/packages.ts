/** A file of a test archive. */
export interface TestFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** An `ar` archive; long names as GNU's `ar` writes them, or BSD's. */
export function writeAr(files: readonly TestFile[], kind: 'gnu' | 'bsd' = 'gnu'): Buffer {
  const parts: Buffer[] = [Buffer.from('!<arch>\n')];
  const add = (name: string, content: Buffer): void => {
    const fields = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
    parts.push(Buffer.from(`${fields.join('')}${String(content.length).padEnd(10)}\`\n`), content);
    if (content.length % 2 === 1) parts.push(Buffer.from('\n'));
  };
  const isLong = (name: string): boolean => name.length > 15;
  const names = files.flatMap(({ name }) => (isLong(name) ? [`${name}/\n`] : [])).join('');
  if (kind === 'gnu' && names !== '') add('//', Buffer.from(names));
  for (const { name, content } of files) {
    const bytes = Buffer.from(content);
    if (!isLong(name)) add(kind === 'gnu' ? `${name}/` : name, bytes);
    else if (kind === 'gnu') add(`/${names.indexOf(`${name}/\n`)}`, bytes);
    else add(`#1/${name.length}`, Buffer.concat([Buffer.from(name), bytes]));
  }
  return Buffer.concat(parts);
}

/** A cpio archive with its trailer: "new ASCII", or POSIX.1's. */
export function writeCpio(files: readonly TestFile[], kind: 'new' | 'old' = 'new'): Buffer {
  return Buffer.concat(
    [...files, { name: 'TRAILER!!!', content: '' }].map((file) => writeCpioFile(file, kind)),
  );
}

function writeCpioFile({ name, content }: TestFile, kind: 'new' | 'old'): Buffer {
  const bytes = Buffer.from(content);
  const nameBytes = Buffer.byteLength(name) + 1;
  if (kind === 'old') {
    const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
    const head = `070707${octal(0, 12)}${octal(0o100644, 6)}${octal(0, 24)}${octal(0, 11)}`;
    return Buffer.concat([
      Buffer.from(`${head}${octal(nameBytes, 6)}${octal(bytes.length, 11)}${name}\0`),
      bytes,
    ]);
  }
  const fields = [0, 0o100644, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, nameBytes, 0];
  const head = `070701${fields.map((value) => value.toString(16).padStart(8, '0')).join('')}${name}\0`;
  return Buffer.concat([pad(Buffer.from(head)), pad(bytes)]);
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** An RPM package: its lead, empty signatures, a header of this text, and the payload. */
export function writeRpm(payload: Uint8Array, text = 'a script that runs when it is installed'): Buffer {
  const lead = Buffer.alloc(96);
  lead.writeUInt32BE(0xedabeedb);
  const header = (data: Buffer): Buffer => {
    const intro = Buffer.alloc(16);
    intro.writeUInt32BE(0x8eade801);
    intro.writeUInt32BE(data.length, 12);
    return Buffer.concat([intro, data]);
  };
  // The signatures are padded to eight bytes.
  return Buffer.concat([lead, header(Buffer.alloc(5)), Buffer.alloc(3), header(Buffer.from(text)), payload]);
}
