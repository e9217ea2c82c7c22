/** Encoded forms of text that no keyword has to tell. */
export type EncodedTextForm = 'base64' | 'hex';

/** Takes the form and the position of a group: of four characters of base64, of two of hex. */
export type OnEncodedText = (form: EncodedTextForm, position: number) => void;

/** So many characters in a row are looked at, 36 bytes in base64: names and paths without a blank are rarely as long. */
const WINDOW_BYTES = 48;
/** In large files, which are programs and data, only what is longer is worth the time. */
const LARGE_WINDOW_BYTES = 128;
const SMALL_FILE_BYTES = 16 * 1024;
/** What is no text at a place may go on as text: a length before it, a letter that is none of ASCII. */
const STEP_BYTES = 8;
/** One place is told in so many bytes of a run: decoding reaches farther. */
const REPEAT_BYTES = 64 * 1024;

/** Bits of `KINDS`: a character of base64, of hex, and the first character of a group whose first byte is of a text. */
const BASE64 = 1;
const HEX = 2;
const LEADING = 4;

const KINDS = new Uint8Array(256);
/** From a character to its six bits or, of hex, its four. */
const SEXTETS = new Uint8Array(256);
const DIGITS = new Uint8Array(256);
/** Printable ASCII, tab and line breaks. */
const TEXT = new Uint8Array(256);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (const [value, char] of Array.from(ALPHABET).entries()) {
  // The NUL of UTF-16, tab and line breaks, and 0x20 to 0x7f.
  const isLeading = value === 0 || value === 2 || value === 3 || (value >= 8 && value < 32);
  const isHex = /[0-9A-Fa-f]/.test(char);
  for (const variant of [char, char.replace('+', '-').replace('/', '_')]) {
    KINDS[variant.charCodeAt(0)] = BASE64 | (isHex ? HEX : 0) | (isLeading ? LEADING : 0);
    SEXTETS[variant.charCodeAt(0)] = value;
  }
  if (isHex) DIGITS[char.charCodeAt(0)] = parseInt(char, 16);
}
for (let byte = 0x20; byte < 0x7f; byte++) TEXT[byte] = 1;
for (const byte of [9, 10, 13]) TEXT[byte] = 1;

/**
 * Tells where text stands in base64 or hex in `bytes[start, end)`, in order: once in each run, and once more every 64 KiB
 * of a longer one. What other bytes look like in base64 is passed over. Most bytes are not looked at: what ends a run
 * rules out all windows over it.
 */
export function findEncodedText(bytes: Uint8Array, start: number, end: number, onText: OnEncodedText): void {
  const windowBytes = end - start > SMALL_FILE_BYTES ? LARGE_WINDOW_BYTES : WINDOW_BYTES;
  let silentUntil = start;
  let from = start;
  /** `bytes[from, known)` is base64. */
  let known = start;
  for (;;) {
    const next = nextWindow(bytes, from, known, end, windowBytes);
    if (next < 0) return;
    // A new run, if not the next window of the last one.
    if (next > from) silentUntil = next;
    if (next >= silentUntil && tellText(bytes, next, next + WINDOW_BYTES, onText))
      silentUntil = next + REPEAT_BYTES;
    from = next + (next < silentUntil ? WINDOW_BYTES : STEP_BYTES);
    known = Math.max(from, next + windowBytes);
  }
}

/** Where the next characters of base64 without a break begin, -1 for nowhere. All bytes go through this loop. */
function nextWindow(
  bytes: Uint8Array,
  start: number,
  known: number,
  end: number,
  windowBytes: number,
): number {
  let from = start;
  let lowest = known;
  for (let at = from + windowBytes - 1; at < end;) {
    if (at < lowest) return from;
    if (KINDS[bytes[at] as number] === 0) {
      from = at + 1;
      lowest = from;
      at += windowBytes;
    } else {
      at--;
    }
  }
  return -1;
}

function tellText(bytes: Uint8Array, from: number, to: number, onText: OnEncodedText): boolean {
  for (let phase = 0; phase < 4; phase++) {
    if (!isText(bytes, from + phase, to)) continue;
    onText('base64', from + phase);
    return true;
  }
  for (let phase = 0; phase < 2; phase++) {
    if (!isTextInHex(bytes, from + phase, to)) continue;
    onText('hex', from + phase);
    return true;
  }
  return false;
}

/** Whether the groups of base64 in `bytes[from, to)` are text, as it stands or in UTF-16. */
function isText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at + 4 <= to; at += 4) {
    if (((KINDS[bytes[at] as number] as number) & LEADING) === 0) return false;
  }
  let nulls = 0;
  let count = 0;
  for (let at = from; at + 4 <= to; at += 4) {
    const group =
      (sextet(bytes, at) << 18) |
      (sextet(bytes, at + 1) << 12) |
      (sextet(bytes, at + 2) << 6) |
      sextet(bytes, at + 3);
    for (const byte of [group >> 16, (group >> 8) & 0xff, group & 0xff]) {
      if (byte === 0) nulls++;
      else if (TEXT[byte] !== 1) return false;
    }
    count += 3;
  }
  return nulls === 0 || Math.abs(nulls * 2 - count) <= 1;
}

function sextet(bytes: Uint8Array, at: number): number {
  return SEXTETS[bytes[at] as number] as number;
}

function isTextInHex(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at + 2 <= to; at += 2) {
    const [high, low] = [bytes[at] as number, bytes[at + 1] as number];
    if (((KINDS[high] as number) & (KINDS[low] as number) & HEX) === 0) return false;
    if (TEXT[((DIGITS[high] as number) << 4) | (DIGITS[low] as number)] !== 1) return false;
  }
  return true;
}
