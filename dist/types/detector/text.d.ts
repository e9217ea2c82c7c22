/** Bytes as Latin-1: a character a byte, so that positions in the text are positions in the bytes. */
export declare function latin1(bytes: Uint8Array, start?: number, end?: number): string;
/** A Latin-1 view of bytes, as people read it: UTF-8 where that is what it is. A new text, which holds no block alive. */
export declare function readable(text: string): string;
