/** Bits were wanted beyond the bytes that are there. */
export class BitsMissing extends Error {}

/** Reads bits, the highest of a byte first. */
export class BitReader {
  readonly bytes: Uint8Array;
  /** The next bit, counted from the beginning. */
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  /**
   * The next bits, 24 at most.
   *
   * @throws BitsMissing
   */
  read(count: number): number {
    const value = this.peek(count);
    this.position += count;
    if (this.position > 8 * this.bytes.length) throw new BitsMissing();
    return value;
  }

  /** As `read`, but they stay to be read; beyond the end they are 0. */
  peek(count: number): number {
    const { bytes, position } = this;
    const at = position >>> 3;
    const word =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0);
    return (word << (position & 7)) >>> (32 - count);
  }
}
