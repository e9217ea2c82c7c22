import type { ByteReader } from './byte-reader.js';

/** The lead has nothing of use any more: magic number, version, and the name once again. */
const LEAD_BYTES = 96;
const LEAD_MAGIC = [0xed, 0xab, 0xee, 0xdb];
const HEADER_MAGIC = [0x8e, 0xad, 0xe8, 1];
/** Magic number, how many entries the index has, and how many bytes are behind it. */
const INTRO_BYTES = 16;
const ENTRY_BYTES = 16;
const SIGNATURE_ALIGNMENT = 8;

/** Whether an RPM package begins here. */
export function isRpm(head: Uint8Array): boolean {
  return (
    LEAD_MAGIC.every((byte, index) => head[index] === byte) &&
    HEADER_MAGIC.every((byte, index) => head[LEAD_BYTES + index] === byte)
  );
}

/**
 * Takes the parts that stand before the payload: the lead, the signatures, and the header with the package's scripts.
 *
 * @param raw is given so many bytes, the next ones
 * @returns false where there is no payload behind them
 */
export async function skipRpmHeaders(
  reader: ByteReader,
  raw: (count: number) => Promise<void>,
): Promise<boolean> {
  await raw(LEAD_BYTES);
  for (const alignment of [SIGNATURE_ALIGNMENT, 1]) {
    const intro = await reader.peek(INTRO_BYTES);
    if (intro.length < INTRO_BYTES || !HEADER_MAGIC.every((byte, index) => intro[index] === byte))
      return false;
    const view = new DataView(intro.buffer, intro.byteOffset, intro.length);
    const bytes = INTRO_BYTES + ENTRY_BYTES * view.getUint32(8) + view.getUint32(12);
    await raw(Math.ceil(bytes / alignment) * alignment);
  }
  return true;
}
