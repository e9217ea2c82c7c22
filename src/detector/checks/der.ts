/**
 * As much of DER (X.690) as keys need. Reading never throws: what is cut short or nonsense gives null.
 */
export interface DerValue {
  /** The identifier byte: 0x30 sequence, 0x02 integer, 0x04 octet string, 0x06 object identifier, … */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Offset after it in the bytes it was read from. */
  readonly end: number;
}

export const DER_INTEGER = 0x02;
export const DER_BIT_STRING = 0x03;
export const DER_OCTET_STRING = 0x04;
export const DER_OBJECT_ID = 0x06;
export const DER_SEQUENCE = 0x30;

/** Where the value that starts at `start` has its content, whether or not the bytes reach so far; null where there is no head. */
function readHead(bytes: Uint8Array, start: number): { tag: number; from: number; end: number } | null {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) return null;
  if (first < 0x80) return { tag, from: start + 2, end: start + 2 + first };
  const count = first & 0x7f;
  // A key is shorter than 64 KiB; indefinite lengths (count 0) are not DER.
  if (count === 0 || count > 2 || start + 2 + count > bytes.length) return null;
  const from = start + 2 + count;
  const length = bytes.subarray(start + 2, from).reduce((sum, digit) => sum * 256 + digit, 0);
  return { tag, from, end: from + length };
}

/** The value that starts at `start`, null where it is none or is longer than the bytes. */
export function readDer(bytes: Uint8Array, start = 0): DerValue | null {
  const head = readHead(bytes, start);
  if (head === null || head.end > bytes.length) return null;
  return { tag: head.tag, content: bytes.subarray(head.from, head.end), end: head.end };
}

/** Whether the bytes begin with a sequence that is longer than they are. */
export function isCutShort(bytes: Uint8Array): boolean {
  const head = readHead(bytes, 0);
  return head !== null && head.tag === DER_SEQUENCE && head.end > bytes.length;
}

/** The values in a sequence that starts at the first byte; null where one of them is broken. */
export function readDerSequence(bytes: Uint8Array): DerValue[] | null {
  const outer = readDer(bytes);
  return outer?.tag === DER_SEQUENCE ? readDerValues(outer.content) : null;
}

/** Values one after the other up to the end; null where one of them is broken. */
export function readDerValues(bytes: Uint8Array): DerValue[] | null {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = readDer(bytes, at);
    if (value === null) return null;
    values.push(value);
    at = value.end;
  }
  return values;
}

/** A value with its head. */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...head), ...contents]);
}

/** A non-negative integer of big-endian bytes. */
export function writeDerInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  // The first bit is the sign: a zero byte before it keeps the number positive.
  return (digits[0] ?? 0) >= 0x80 || digits.length === 0
    ? writeDer(DER_INTEGER, Uint8Array.of(0), digits)
    : writeDer(DER_INTEGER, digits);
}

/** `1.2.840.113549.1.1.1` and the like. */
export function writeDerObjectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return writeDer(DER_OBJECT_ID, Uint8Array.from(bytes));
}

/** The number that big-endian bytes are. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
