const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as Latin-1: a character a byte, so that positions in the text are positions in the bytes. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** A Latin-1 view of bytes, as people read it: UTF-8 where that is what it is. A new text, which holds no block alive. */
export function readable(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
