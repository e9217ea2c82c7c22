const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of more bytes at once would be kept outside of the heap (Node's `EXTERN_APEX`, 1,031,913), where what is no
 * longer used hardly counts: tens of megabytes stay until the heap itself has grown.
 */
const MAX_PIECE_BYTES = 2 ** 19;

/** Bytes as Latin-1: a character a byte, so that positions in the text are positions in the bytes. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  let text = '';
  for (let at = 0; at < buffer.length; at += MAX_PIECE_BYTES)
    text += buffer.toString('latin1', at, Math.min(buffer.length, at + MAX_PIECE_BYTES));
  return text;
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
