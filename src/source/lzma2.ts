import type { ByteReader } from './byte-reader.js';
import { DamagedInput } from './damaged-input.js';
import { LzmaDecoder } from './lzma-decoder.js';
import { LzmaWindow } from './lzma-window.js';

/** Control byte, both sizes, properties. */
const CHUNK_HEAD_BYTES = 6;

const END = 0;
const STORED_AFTER_RESET = 1;
const STORED = 2;
const COMPRESSED = 0x80;
/** What a compressed chunk resets before it: each does what those before it do as well. */
const RESET_STATE = 1;
const NEW_PROPERTIES = 2;
const RESET_DICTIONARY = 3;

/**
 * Decodes LZMA2, chunk by chunk: one has up to 64 KiB and decodes to up to 2 MiB. Where one is damaged, `reader` stands at
 * it.
 *
 * @param leadBytes so many bytes stand before the first chunk, and are taken with it
 * @param dictionaryBytes what the data may refer back to, as it says itself
 * @param mostBytes what is kept of that at most
 * @throws DamagedInput where the data is corrupt, ends early, or refers back farther than is kept
 */
export async function* decodeLzma2(
  reader: ByteReader,
  leadBytes: number,
  dictionaryBytes: number,
  mostBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const window = new LzmaWindow(Math.min(dictionaryBytes, mostBytes));
  const decoder = new LzmaDecoder(window);
  /** The resets without which the next chunk can't be read. */
  let needed = RESET_DICTIONARY;
  let lead = leadBytes;
  for (;;) {
    const head = (await reader.peek(lead + CHUNK_HEAD_BYTES)).subarray(lead);
    const control = head[0];
    if (control === undefined) throw endsEarly();
    if (control === END) {
      reader.skipNow(lead + 1);
      return;
    }
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    if (control < COMPRESSED) {
      const isReset = control === STORED_AFTER_RESET;
      if (!isReset && (control !== STORED || needed === RESET_DICTIONARY)) throw corrupt();
      if (head.length < 3) throw endsEarly();
      const sizeBytes = view.getUint16(1) + 1;
      const bytes = (await reader.peek(lead + 3 + sizeBytes)).subarray(lead + 3);
      if (bytes.length < sizeBytes) throw endsEarly();
      if (isReset) {
        window.position = 0;
        needed = NEW_PROPERTIES;
      }
      window.add(bytes);
      yield Buffer.from(bytes);
      reader.skipNow(lead + 3 + sizeBytes);
      lead = 0;
      continue;
    }
    const reset = (control >> 5) & 3;
    if (reset < needed) throw corrupt();
    const hasProperties = reset >= NEW_PROPERTIES;
    const headBytes = hasProperties ? CHUNK_HEAD_BYTES : CHUNK_HEAD_BYTES - 1;
    if (head.length < headBytes) throw endsEarly();
    const sizeBytes = ((control & 0x1f) << 16) + view.getUint16(1) + 1;
    const storedBytes = view.getUint16(3) + 1;
    if (hasProperties && !decoder.setProperties(view.getUint8(5))) throw corrupt();
    if (reset === RESET_DICTIONARY) window.position = 0;
    if (reset >= RESET_STATE) decoder.resetState();
    needed = 0;
    const input = (await reader.peek(lead + headBytes + storedBytes)).subarray(lead + headBytes);
    if (input.length < storedBytes) throw endsEarly();
    window.reserve(sizeBytes);
    const start = window.position;
    const isBegun = decoder.begin(input);
    const result = isBegun ? decoder.decode(input, decoder.takenBytes, start + sizeBytes) : 'corrupt';
    const isWhole =
      result === 'more' &&
      window.position === start + sizeBytes &&
      decoder.takenBytes === storedBytes &&
      decoder.isFinished;
    if (!isWhole) {
      if (dictionaryBytes <= mostBytes || decoder.takenBytes > storedBytes) throw corrupt();
      throw new DamagedInput(
        `xz data that needs ${dictionaryBytes} bytes of memory, above the limit of ${mostBytes}, or is corrupt`,
      );
    }
    yield Buffer.from(window.bytes.subarray(start, window.position));
    reader.skipNow(lead + headBytes + storedBytes);
    lead = 0;
  }
}

function corrupt(): DamagedInput {
  return new DamagedInput('xz data is corrupt');
}

function endsEarly(): DamagedInput {
  return new DamagedInput('xz data ends early');
}
